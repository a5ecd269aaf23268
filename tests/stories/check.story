# A half-year check and a self-assessment: opened by the office, written by the unit, submitted, returned,
# verified by the assessing department, accepted, closed with its report.
as     office-business@shili-mbb
get    /checks
want   200
see    2024 年上半年检查
see    2024 年自评（截至 10 月）
see    开一轮检查
get    /checks/new
want   200
see    几个工作日内上报
post   /checks scheme=1 kind=1 month=10 group=0 lagging=0 line=95 days=10 sample=10 note=
want   409
see    还没有办结
post   /checks scheme=1 kind=0 month=12 group=0 lagging=0 line=95 days=10 sample=10 note=
want   422
see    12 月还没有到
get    /checks/1
want   200
see    88 个单位中 86 个已上报
see    滞后的目标列入下半年督查重点
get    /checks/1?state=accepted&order=rank
want   200
see    已采纳
get    /checks/1?q=柳溪
see    柳溪镇
never  青石乡
get    /checks/1/lagging?state=not-begun&q=柳溪
see    没有符合条件的记录
get    /checks/1/lagging?q=柳溪
never  青石乡
get    /checks/1/lagging
want   200
see    发督促通知单
see    倒排工期
# Target, schedule and figure of one row are written alike.
get    /checks/1/lagging?q=双河镇
want   200
see    1820
see    765 万元
never  1,820
get    /checks/1/report/txt
want   200
get    /checks/1/moves/reopen
want   200
get    /checks/1/differences
want   404
post   /checks scheme=1 kind=0 month=9 group=0 lagging=1 line=90 days=5 sample=0 note=逐项对照
want   303 /checks/*
get    /checks
see    2024 年 1—9 月检查
# The rounds: by year, kind and state, by the scheme's name.
get    /checks?kind=half&state=closed&year=2024
see    2024 年上半年检查
never  2024 年 1—9 月检查
get    /checks?kind=half&state=open&order=old
see    2024 年 1—9 月检查
never  2024 年自评
get    /checks?year=2019
see    没有符合条件的记录
never  2024 年上半年检查
get    /checks?q=没有这个方案
never  2024 年上半年检查
get    /checks/4
want   200
see    逐项对照
see    2024 年 1—9 月检查

# The unit sees its own paper and nobody else's.
as     town@shili-liuxi
get    /messages
see    2024 年 1—9 月检查
get    /checks
want   200
never  开一轮检查
get    /checks/4
want   200
see    1 个单位中 0 个已上报
never  青石乡
take   paper href="/checks/papers/
get    /checks/papers/{paper}
want   200
see    固定资产投资
see    落后序时
never  自报别的数
get    /checks/papers/{paper}/moves/submit
want   200
post   /checks/papers/{paper}/moves event=submit version=1
want   422
see    请写原因
post   /checks/papers/{paper}/lines version=1
want   303 /checks/papers/*
post   /checks/papers/{paper}/lines version=1
want   409
see    填写自查自评
post   /checks/4/moves event=close version=1 reason=x
want   403
get    /checks/1/report/txt
want   403
get    /checks/2/verify
want   403

as     office-business@shili-mbb
post   /checks/papers/{paper}/moves event=accept version=2
want   409
post   /checks/4/moves event=close version=1 reason=
want   422
post   /checks/4/moves event=extend version=1 day=2024-11-21
want   422
post   /checks/4/moves event=close version=1 reason=只作摸底
want   303 /checks/*

as     town@shili-liuxi
post   /checks/papers/{paper}/lines version=2
want   409
see    已经办结

# The self-assessment that the demonstration has open.
as     scorer@shili-czj
get    /checks/2/verify
want   200
see    一般公共预算收入
see    国库收入对账单
see    种子
get    /checks/2/verify?all=1
want   200
post   /checks/2/verify leaf=999999 pick=1-1
want   404
get    /checks/2
want   200
get    /checks/2/differences
want   200

as     lead-handler@shili-shuiwu
get    /checks/2
want   200
see    县水务局
never  县财政局
get    /checks/2/verify
want   403

# The half-year report through the register: drafted from the round, numbered when it is sent.
as     office-business@shili-mbb
post   /checks/2/documents
want   409
see    办结以后才能拟文
post   /checks/1/documents
want   303 /documents/*
get    /checks/1
see    公文：
see    起草
take   paper href="/documents/
get    /documents/{paper}
want   200
see    关于2024年上半年目标任务完成情况的报告
see    滞后的目标、原因和措施
post   /documents/{paper}/moves event=submit version=1
want   303 /documents/*
as     office-director@shili-mbb
get    /checks/1
see    核稿
as     town@shili-liuxi
post   /checks/1/documents
want   403
get    /checks/1
never  公文：
