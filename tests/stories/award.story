# The bonus of the monthly evaluation: a rule with its ladder and gates, one month settled, followed to its figures.
as     office-business@shili-mbb
get    /awards
want   200
see    月度评价办法
see    第 1 名 +0.5，第 2 名 +0.3，第 3 名 +0.1
see    规上工业增加值增速 ≥ 7.0
see    新立规则
get    /awards/1?month=10
want   200
see    还没有核定；下面是按现在的数算出来的
see    10 月监测结果
see    方案不考核
post   /awards name= ladder=0.5 class= since=1 until=12
want   422
post   /awards name=甲 ladder=0.3,0.5 class= since=1 until=12
want   422
see    后一名不多于前一名
post   /awards name=甲 ladder=一 class= since=1 until=12
want   422
see    各名次的加分是数字
post   /awards name=甲 ladder=0.5 class= since=5 until=4
want   422
see    截止的月份不能早于开始的月份
post   /awards name=甲 ladder=0.5 class= since=1 until=12 bound1=6
want   422
see    请选指标
post   /awards name=月度评价办法（示委目标〔2024〕3号） ladder=0.5 class= since=1 until=12
want   422
see    已有同名的规则
post   /awards name=上半年另设 ladder=0.2 class= since=1 until=6
want   303 /awards/*
post   /awards/2/months month=10
want   422
see    适用于 1 月到 6 月
post   /awards/2/months month=3
want   409
see    3 月的监测结果还没有发布
post   /awards/2 version=9 name=上半年另设 ladder=0.1 class= since=1 until=6
want   409
post   /awards/2/stops version=1 stop=1
want   303 /awards/*
get    /awards/2
see    停用
post   /awards/1/months month=10
want   303 /awards/*
get    /awards/1?month=10
see    待审定
never  还没有核定
post   /awards/1/months month=10
want   409
see    10 月已经核定
take   effect href="/effects/
get    /awards/1/edit
want   409
get    /effects/{effect}
want   200
see    2024年10月月度评价
see    月度评价办法（示委目标〔2024〕3号）；2024年10月监测结果

as     office-director@shili-mbb
post   /effects/{effect}/moves version=1 event=approve
want   303 /effects/*
get    /awards/1?month=10
see    已审定

as     town@shili-liuxi
get    /awards
want   200
never  新立规则
get    /awards/1?month=10
want   200
never  核定 10 月加分
post   /awards/1/months month=9
want   403
get    /awards/new
want   403
