# 代理: the holder asks, the head decides, the deputy acts for the period and no longer.
as     lead-handler@shili-shuiwu
get    /delegations
want   200
see    牵头单位经办
see    请人代理
get    /delegations/new?post={post:lead-handler@shili-shuiwu}
want   200
see    水务局预算编制员
never  柳溪镇
get    /delegations/new?post={post:budget-editor@shili-liuxi}
want   404
post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:budget-editor@shili-liuxi} since=2024-11-20 until=2024-11-30 reason=外出学习
want   422
see    代理人须是本部门在岗的人员
post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:lead-handler@shili-shuiwu} since=2024-11-20 until=2024-11-30 reason=外出学习
want   422
see    不能代理自己的岗位
post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:budget-editor@shili-shuiwu} since=2024-11-30 until=2024-11-20 reason=外出学习
want   422
see    结束日期在开始日期之前
post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:budget-editor@shili-shuiwu} since=2024-11-01 until=2024-11-30 reason=外出学习
want   422
see    不能从过去的日子开始
post   /delegations post={post:budget-editor@shili-shuiwu} deputy={person:budget-editor@shili-shuiwu} since=2024-11-20 until=2024-11-30 reason=外出学习
want   404
post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:budget-editor@shili-shuiwu} since=2024-11-20 until=2024-11-30 reason=外出学习
want   303 /delegations/*
take   one /delegations/
get    /delegations/{one}
want   200
see    待批准
see    撤回申请
never  不批准时须写明理由
# Before anybody fills in the form again: what is asked for already, and the first day that is free.
get    /delegations/new?post={post:lead-handler@shili-shuiwu}
want   200
see    2024-11-20 至 2024-11-30 已申请由水务局预算编制员代理，等待批准。
see    value="2024-12-01"
post   /delegations/{one}/decisions event=grant version=1
want   403
post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:lead-reviewer@shili-shuiwu} since=2024-11-25 until=2024-12-30 reason=又一次
want   422
see    已经有代理或代理申请

# Not theirs to know.
as     budget-editor@shili-liuxi
get    /delegations/{one}
want   404
post   /delegations/{one}/moves event=recall version=1
want   404
# The deputy does not decide on it.
as     budget-editor@shili-shuiwu
get    /delegations/{one}
want   200
post   /delegations/{one}/decisions event=grant version=1
want   403
get    /me
never  代理牵头单位经办

as     lead-reviewer@shili-shuiwu
get    /
see    待批准的代理
get    /delegations
see    等我批准
see    水务局预算编制员
get    /delegations?view=mine
never  href="/delegations/{one}"
get    /delegations?order=sound
see    href="/delegations/{one}"
post   /delegations/{one}/decisions event=refuse version=1
want   422
see    不批准须写明理由
post   /delegations/{one}/decisions event=grant version=1 answer=同意
want   303 /delegations/{one}
post   /delegations/{one}/decisions event=grant version=1
want   409

# A second post in the switcher, with the rights of the post, until the period is over.
as     budget-editor@shili-shuiwu
get    /budget/import
want   200
get    /me
want   200
see    代理牵头单位经办
take   acting name="post" value="
post   /me/post post={acting}
want   303 /
get    /
want   200
see    代理牵头单位经办
get    /budget/import
want   403
# The trail has the switch as what it is, from which post to which.
as     audit-admin@shili
get    /audit?event=session.switch
want   200
see    切换岗位
see    示例县水务局 预算编制员 → 示例县水务局 代理牵头单位经办
as     budget-editor@shili-shuiwu
# What is stood in for is not passed on.
get    /delegations/new?post={acting}
want   200
see    代理来的岗位不能再交给别人代理
never  提交申请
post   /delegations post={acting} deputy={person:lead-reviewer@shili-shuiwu} since=2024-11-21 until=2024-11-22 reason=再转
want   422
see    代理来的岗位不能再交给别人代理
as     lead-handler@shili-shuiwu
get    /delegations/new?post={post:lead-handler@shili-shuiwu}
see    2024-11-20 至 2024-11-30 已由水务局预算编制员代理。
as     budget-editor@shili-shuiwu
wait   11d
get    /
want   303 *
as     budget-editor@shili-shuiwu
get    /me
never  代理牵头单位经办

# An administrator's post: only to one who holds nothing; never to a business post.
as     system-admin@shili
post   /delegations post={post:system-admin@shili} deputy={person:inspector@shili-mbb} since=2024-12-02 until=2024-12-10 reason=休假
want   422
see    不能兼任
as     security-admin@shili
get    /delegations/new?post={post:system-admin@shili}
want   200
post   /delegations post={post:inspector@shili-mbb} deputy={person:office-business@shili-mbb} since=2024-12-02 until=2024-12-10 reason=病假
want   422
see    须写明依据的文件
post   /delegations post={post:inspector@shili-mbb} deputy={person:office-business@shili-mbb} since=2024-12-02 until=2024-12-10 reason=病假 document=县目标办通知
want   303 /delegations/*
take   two /delegations/
post   /delegations/{two}/decisions event=grant version=1
want   303 /delegations/{two}
get    /delegations/{two}
see    尚未开始
# Ended early: the post is gone at once.
as     inspector@shili-mbb
post   /delegations/{two}/moves event=recall version=2
want   303 /delegations/{two}
get    /delegations/{two}
see    提前结束

as     audit-admin@shili
get    /audit?event=post.delegate
see    批准代理
