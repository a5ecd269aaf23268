# From the published result to the list, to the unit's plan, to next year's targets.
as     town@shili-liuxi
get    /rectify/new
want   403
get    /rectify
want   200
see    民生实事办理
see    农村生活污水治理率
never  马坝镇
never  列入问题
get    /rectify?state=4
want   200
never  农村生活污水治理率
get    /rectify/11
want   404
# a figure that a department gave wrong, and an appeal that was won, are not the town's to put right
get    /rectify
never  的数据核验更正
never  的申诉更正
get    /rectify/4
want   200
see    农村生活污水治理率
never  转入下年目标的单位
post   /rectify/4/moves event=start version=1
want   409
see    请先填原因和措施
post   /rectify/4 version=1 cause=台账漏记 measure=每月与人社局对账 section=经济发展办 due=2029-01-01
want   422
see    期限由目标办定
post   /rectify/4 version=1 cause=台账漏记 measure=每月与人社局对账 section=经济发展办
want   303 /rectify/4
post   /rectify/4 version=1 cause=旧 measure=旧 section=旧
want   409
post   /rectify/4/moves event=start version=2
want   303 /rectify/4
post   /rectify/4/notes words=
want   422
post   /rectify/4/notes words=十一月已与人社局对账
want   303 /rectify/4
get    /rectify/4/moves/finish
want   200
see    完成情况
post   /rectify/4/moves event=finish version=3 reason=
want   422
post   /rectify/4/moves event=finish version=3 reason=对账制度已建立
want   303 /rectify/4
post   /rectify/4/moves event=verify version=4 reason=自己核验
want   403
get    /rectify/4
see    待核验
see    十一月已与人社局对账

as     office-business@shili-mbb
post   /rectify/4/moves event=return version=4 reason=请附对账单
want   303 /rectify/4
post   /rectify/4 version=5 cause=台账漏记 measure=每月与人社局对账 section=经济发展办 due=2025-01-31
want   303 /rectify/4
get    /rectify/4
see    2025-01-31
see    请附对账单
post   /rectify/4/goal version=6
want   303 /goals/*
take   book /goals/
get    /goals/{book}
want   200
see    项来自整改清单
see    来自整改 2023-4
post   /rectify/4/goal version=7
want   409
see    已经转入
get    /rectify/4
see    目标任务书

get    /rectify
see    柳溪镇城镇新增就业的数据核验更正
see    柳溪镇城镇新增就业的申诉更正
see    县人社局
get    /rectify/new
want   200
see    河镇
never  瞒报一起一般生产安全事故
get    /rectify/new?share=abc
want   422
get    /rectify/new?share=100
want   200
post   /rectify year=2023 share=20 group=0 days=3 unit=2
want   422
see    请先勾选
post   /rectify year=2023 share=20 group=0 days=0 unit=2 pick=4-{unit:shili-maba}-0
want   422
post   /rectify year=2023 share=20 group=0 days=3 unit=2 pick=4-{unit:shili-maba}-0
want   303 /rectify
get    /rectify
see    项还没有整改完
post   /rectify/1/moves event=drop version=1 reason=重复
want   409
post   /rectify/1/moves event=drop version=2 reason=
want   422
post   /rectify/1/moves event=drop version=2 reason=与申诉更正重复
want   303 /rectify/1
get    /rectify/1
see    已撤出
