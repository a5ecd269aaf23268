# 请假: the account is shut for its days and by its dates alone.
as     office-general@shili-mbb
get    /people/{person:inspector@shili-mbb}
want   200
see    登记请假或离任
get    /people/{person:inspector@shili-mbb}/absences/new
want   200
post   /people/{person:inspector@shili-mbb}/absences kind=leave since=2024-11-25 until=2024-11-22 locks=yes document=
want   422
see    结束日期在开始日期之前
post   /people/{person:inspector@shili-mbb}/absences kind=leave since=2024-11-22 until= locks=yes document=
want   422
see    须有结束日期
post   /people/{person:inspector@shili-mbb}/absences kind=leave since=2024-11-22 until=2024-11-25 locks=yes document=
want   303 /people/*
post   /people/{person:inspector@shili-mbb}/absences kind=seconded since=2024-11-24 until=2024-11-26 locks=no document=
want   422
see    已经登记过请假或离任
get    /people/{person:inspector@shili-mbb}
see    尚未开始
see    2024-11-25
post   /people/{person:office-business@shili-mbb}/absences kind=leave since=2024-11-22 until=2024-11-25 locks=yes document=
want   303 *
get    /people/{person:office-business@shili-mbb}
take   off action="/people/{person:office-business@shili-mbb}/absences/
post   /people/{person:inspector@shili-mbb}/absences/{off}/ends version=1
want   404
post   /people/{person:office-business@shili-mbb}/absences/{off}/ends version=9
want   409
post   /people/{person:office-business@shili-mbb}/absences/{off}/ends version=1
want   303 *
get    /people/{person:office-business@shili-mbb}
see    已取消
# All of them are a list: who is away, who will be, and who stands in.
get    /absences
want   200
see    2024-11-22
see    已取消
see    href="/people/{person:inspector@shili-mbb}"
get    /absences?state=coming
see    href="/people/{person:inspector@shili-mbb}"
never  href="/people/{person:office-business@shili-mbb}"
get    /absences?state=now
see    没有符合条件的记录
get    /absences?state=off&order=sound
see    href="/people/{person:office-business@shili-mbb}"
as     inspector@shili-mbb
post   /delegations post={post:inspector@shili-mbb} deputy={person:office-business@shili-mbb} since=2024-11-22 until=2024-11-24 reason=请假
want   303 *
take   asked /delegations/
as     office-director@shili-mbb
post   /delegations/{asked}/decisions event=grant version=1
want   303 *
as     office-general@shili-mbb
get    /absences?state=coming
see    业务股督办员
# Another unit's people are not in it.
as     lead-handler@shili-shuiwu
get    /absences
want   200
never  href="/people/{person:inspector@shili-mbb}"
as     office-general@shili-mbb
# An administrator is not locked out by a business post (三员).
get    /people/{person:audit-admin@shili}/absences/new
want   403
post   /people/{person:audit-admin@shili}/absences kind=leave since=2024-11-20 until=2024-11-25 locks=yes document=
want   403
as     security-admin@shili
get    /people/{person:audit-admin@shili}/absences/new
want   200
get    /people/{person:inspector@shili-mbb}/absences/new
want   403
# Who only looks enters nothing.
as     inspector@shili-mbb
get    /people/{person:office-business@shili-mbb}/absences/new
want   403
get    /people/{person:office-business@shili-mbb}/work
want   403
get    /
want   200
wait   49h
get    /
want   303 *

# 职务, as the appointment says.
as     office-general@shili-mbb
get    /people/{person:office-business@shili-mbb}
take   post /posts/
post   /people/{person:office-business@shili-mbb}/posts/{post}/title title=业务股股长 version=1
want   303 *
post   /people/{person:office-business@shili-mbb}/posts/{post}/title title=业务股副股长 version=1
want   409
see    办了“登记职务”
see    value="业务股副股长"
see    现在是“业务股股长”
get    /people/{person:office-business@shili-mbb}
see    业务股股长（业务股）
