# 离任: what is open goes to a successor at once, with a list; then the posts end.
as     budget-editor@wusheng-mbjx
get    /budget/1/words
want   200
post   /budget/1/words revision=1 key=reason.operating n=0 text=工作人员增加
want   303 *
as     office-director@wusheng-mbjx
get    /people/{person:budget-editor@wusheng-mbjx}/work
want   200
see    中共武胜县委目标绩效管理办公室 2024 年部门预算
see    编制中的预算
take   seen name="seen" value="
post   /people/{person:budget-editor@wusheng-mbjx}/hand-overs to={person:office-director@wusheng-mbjx} document= seen=1
want   409
see    请核对后再交接
post   /people/{person:budget-editor@wusheng-mbjx}/hand-overs to={person:inspector@shili-mbb} document= seen=1
want   422
see    同一部门在岗的人员
post   /people/{person:budget-editor@wusheng-mbjx}/hand-overs to={person:office-director@wusheng-mbjx} document= seen={seen}
want   422
see    没有编制这份预算的岗位
see    一件也没有交接
as     security-admin@shili
post   /people/{person:office-director@wusheng-mbjx}/posts unit={unit:wusheng-mbjx} role=budget-editor
want   303 *
as     office-director@wusheng-mbjx
post   /people/{person:budget-editor@wusheng-mbjx}/hand-overs to={person:office-director@wusheng-mbjx} document=任免通知 seen={seen}
want   303 *
take   list /people/{person:budget-editor@wusheng-mbjx}/hand-overs/
get    /people/{person:budget-editor@wusheng-mbjx}/hand-overs/{list}
want   200
see    工作交接清单
see    2024 年部门预算
see    由接手人继续编制
get    /people/{person:budget-editor@wusheng-mbjx}/hand-overs/{list}/files/docx
want   200
get    /people/{person:budget-editor@wusheng-mbjx}/hand-overs/{list}/files/nothing
want   404
get    /people/{person:inspector@shili-mbb}/hand-overs/{list}
want   404
get    /people/{person:budget-editor@wusheng-mbjx}/work
see    没有未办结的事项
see    交接 1 件给
get    /people/{person:office-director@wusheng-mbjx}/work
see    2024 年部门预算

post   /people/{person:budget-editor@wusheng-mbjx}/absences kind=departed since=2024-11-20 until= locks=yes document=
want   422
see    离任须写明依据的文件
# What ends with it stands on the form, and without the tick nothing is entered.
get    /people/{person:budget-editor@wusheng-mbjx}/absences/new
want   200
see    登记以后马上不能再登录
see    会结束的岗位
see    预算编制员
post   /people/{person:budget-editor@wusheng-mbjx}/absences kind=departed since=2024-11-20 until= locks=yes document=任免通知
want   422
see    登记以后马上不能再登录，岗位和代理同时结束：请核对以后勾选确认
see    value="任免通知"
post   /people/{person:budget-editor@wusheng-mbjx}/absences kind=departed since=2025-11-20 until= locks=yes document=任免通知
want   422
see    到那天起不能再登录
get    /people/{person:budget-editor@wusheng-mbjx}
never  已离任
post   /people/{person:budget-editor@wusheng-mbjx}/absences kind=departed since=2024-11-20 until= locks=yes document=任免通知 sure=1
want   303 *
take   gone /people/
get    /people/{gone}
see    已离任
see    曾任岗位
never  登记请假或离任
post   /people/{gone}/absences kind=leave since=2024-11-25 until=2024-11-26 locks=yes document=
want   422
see    这个人已经离任

# A stand-in goes to the same department only, whatever is posted, and only where it can be asked for.
as     lead-reviewer@shili-shuiwu
post   /delegations post={post:lead-reviewer@shili-shuiwu} deputy={person:lead-handler@shili-shuiwu} since=2024-11-20 until=2024-11-30 reason=外出学习
want   303 /delegations/*
take   deputy /delegations/
as     county-leader@shili
post   /delegations/{deputy}/decisions event=grant version=1 answer=
want   303 *
as     office-general@shili-mbb
get    /people/{person:lead-handler@shili-shuiwu}/work
want   200
see    代理的岗位
see    水务局审核
see    水务局预算编制员
never  县领导
never  系统管理员
never  安全管理员
never  审计管理员
never  人大代表
never  柳溪镇经办
take   open name="seen" value="
post   /people/{person:lead-handler@shili-shuiwu}/hand-overs to={person:audit-admin@shili} document= seen={open}
want   422
see    接手人须是同一部门在岗的人员
as     lead-reviewer@shili-shuiwu
get    /delegations/{deputy}
see    代理中
as     office-general@shili-mbb
post   /people/{person:lead-handler@shili-shuiwu}/hand-overs to={person:budget-editor@shili-shuiwu} document=调整通知 seen={open}
want   303 *
take   given /people/{person:lead-handler@shili-shuiwu}/hand-overs/
get    /people/{person:lead-handler@shili-shuiwu}/hand-overs/{given}
see    已提出由接手人代理的申请
as     lead-reviewer@shili-shuiwu
get    /delegations/{deputy}
see    提前结束
# The request can be decided as any other.
as     county-leader@shili
get    /delegations
see    水务局预算编制员
take   fresh <a href="/delegations/
post   /delegations/{fresh}/decisions event=grant version=1 answer=
want   303 *
# Who took it over is called by name in the trail.
as     audit-admin@shili
get    /audit?event=person.hand-over
see    接手人 水务局预算编制员
