# 考核分组: a year at a time; last year's is taken over, what is past stays.
as     office-general@shili-mbb
get    /org/groups
want   200
see    2024 年考核分组
see    乡镇一组
see    参加排名
see    /lists/options?of=%2Forg%2Fgroups
get    /org/groups?group=乡镇一组&q=柳溪
want   200
see    柳溪镇
never  马坝镇
get    /org/groups/edit
want   200
take   seen name="seen" value="
post   /org/groups year=2024 seen={seen} g{unit:shili-liuxi}=乡镇三组 s{unit:shili-liuxi}=1 c{unit:shili-liuxi}=1
want   303 /org/groups?year=2024
get    /org/groups
see    乡镇三组
get    /org/{unit:shili-liuxi}
see    乡镇三组
# Two at once: the second sees what the first did.
post   /org/groups year=2024 seen={seen} g{unit:shili-liuxi}=乡镇四组 s{unit:shili-liuxi}=1
want   409
see    编排考核分组
see    乡镇四组
post   /org/groups year=2024 seen={seen} g999999=乡镇四组
want   409
get    /org/groups/edit
take   now name="seen" value="
post   /org/groups year=2024 seen={now} g999999=乡镇四组
want   422
see    没有第 999999 号单位
post   /org/groups year=2024 seen={now} g{unit:shili-liuxi}=乡镇四组 s{unit:shili-liuxi}=x
want   422
# The year before is over; the year to come begins with this one's.
get    /org/groups?year=2023
want   200
see    乡镇一组
never  /org/groups/edit
get    /org/groups/edit?year=2023
want   303 /org/groups?year=2023
post   /org/groups year=2023 seen=1 g{unit:shili-liuxi}=乡镇四组
want   422
see    已经过去
get    /org/groups?year=2025
see    2025 年还没有分组
see    沿用 2024 年的分组
post   /org/groups/copies year=2025
want   303 /org/groups?year=2025
get    /org/groups?year=2025
see    乡镇三组
post   /org/groups/copies year=2031
want   422
see    无可沿用
# A unit's own form lays out the present year.
post   /org/{unit:shili-qingshi}/edit name=青石乡人民政府 brief=青石乡 kind=town group=乡镇三组 sort=60 version=1
want   303 *
get    /org/groups
want   200
as     inspector@shili-mbb
get    /org/groups
want   200
never  /org/groups/edit
get    /org/groups/edit
want   403
post   /org/groups/copies year=2026
want   403
