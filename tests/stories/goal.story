# A year's targets: proposed, returned, proposed again, issued, signed, adjusted; what was in force on a day.
as     town@shili-liuxi
get    /goals
want   200
see    柳溪镇
see    已签收
never  县水务局
never  县级目标
never  成批下达
get    /goals/new?scheme=2
want   200
see    柳溪镇
never  全部单位
post   /goals scheme=2 unit={unit:shili-qingshi}
want   403
post   /goals scheme=2 unit={unit:shili-liuxi}
want   303 /goals?scheme=2
get    /goals?scheme=2
see    已为 1 个单位建立目标任务书
see    草拟中
take   book class="t-title"><a href="/goals/
post   /goals scheme=2 unit={unit:shili-liuxi}
want   409
see    这个单位已经有目标任务书

# Filled with last year's targets; a grid that says which cell is wrong and writes nothing then.
get    /goals/{book}
want   200
see    固定资产投资
see    8 项目标，已定 8 项
see    与上年相同
never  0.0%
get    /goals/{book}/edit
want   200
see    像在表格里一样录入
post   /goals/{book}/lines version=1 k=8.target c0=三亿 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   422
see    有 1 行须改
see    三亿
post   /goals/{book}/lines version=1 k=8.target c0=2.205 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   422
see    最多 2 位小数
# A year's figure that cannot be read is told as that, whatever its quarters are.
post   /goals/{book}/lines version=1 k=8.target c0=三亿 c1=0.5 c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   422
see    应为数字
never  填了季度目标
post   /goals/{book}/lines version=1 k=8.target c0=2.205 c1=0.5 c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   422
see    最多 2 位小数
never  填了季度目标
post   /goals/{book}/lines version=1 k=8.target c0= c1=0.5 c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   422
see    填了季度目标，也要填全年目标
post   /goals/{book}/lines version=1 k=999.target c0=2 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   409
see    考核方案的指标变了
post   /goals/{book}/lines version=1 k=8.target c0=2.20 c1=0.44 c2=0.99 c3=1.58 c4=2.10 c5=0 c6=新开工项目不少于两个 c7=分管副镇长 c8=0 c9=
want   303 /goals/{book}
get    /goals/{book}
see    已保存 1 项目标
see    新开工项目不少于两个
see    四季度应达到 2.10，与全年目标 2.20 不一致
# Somebody else still holds the first version.
post   /goals/{book}/lines version=1 k=8.target c0=9.99 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   409
see    修改目标任务
see    9.99
see    name="version" value="2"
get    /
see    编报中的目标任务书
post   /goals/{book}/moves event=submit version=2
want   422
see    与全年目标 2.20 不一致
post   /goals/{book}/lines version=2 k=8.target c0=2.20 c1=0.44 c2=0.99 c3=1.58 c4=2.20 c5=0 c6= c7= c8=0 c9=
want   303 /goals/{book}

# A target parted to posts: they must add up.
get    /goals/{book}
take   goal /goals/{book}/posts/
get    /goals/{book}/posts/{goal}
want   200
see    各岗位相加应等于全年目标
post   /goals/{book}/posts/{goal} version=3 p{post:town@shili-liuxi}=abc
want   422
see    有 1 行须改
post   /goals/{book}/posts/{goal} version=3 p{post:town@shili-liuxi}=1
want   303 /goals/{book}
get    /goals/{book}/moves/submit
want   200
see    各岗位合计 1
post   /goals/{book}/moves event=submit version=4
want   422
see    各岗位合计 1
post   /goals/{book}/posts/{goal} version=4
want   303 /goals/{book}
post   /goals/{book}/moves event=submit version=5
want   303 /goals/{book}
post   /goals/{book}/lines version=6 k=8.target c0=1 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   409
see    要改请先撤回或退回
post   /goals/{book}/moves event=review version=6
want   403
post   /goals/{book}/moves event=withdraw version=6
want   303 /goals/{book}
post   /goals/{book}/moves event=submit version=7
want   303 /goals/{book}
post   /goals/{book}/special version=8 words=x
want   403

# The office returns it with its opinion; what was said stays to be read.
as     office-business@shili-mbb
get    /goals?scheme=2&state=1
want   200
see    柳溪镇
post   /goals/{book}/talks stem=8 words=全县目标增长一成，请相应提高
want   303 /goals/{book}
post   /goals/{book}/special version=8 words=重大项目专项审核
want   303 /goals/{book}
post   /goals/{book}/moves event=return version=9 reason=
want   422
see    请写明原因
post   /goals/{book}/moves event=return version=9 reason=固定资产投资提高到2.40亿元
want   303 /goals/{book}
as     town@shili-liuxi
get    /goals/{book}
want   200
see    固定资产投资提高到2.40亿元
see    全县目标增长一成，请相应提高
see    重大项目专项审核
post   /goals/{book}/lines version=10 k=8.target c0=2.40 c1=0.48 c2=1.08 c3=1.73 c4=2.40 c5=0 c6= c7= c8=0 c9=
want   303 /goals/{book}
get    /
see    退回修改的目标任务书
post   /goals/{book}/moves event=submit version=11
want   303 /goals/{book}

# Reviewed; not issued before its scheme, nor while the parts do not add up.
as     office-business@shili-mbb
get    /
see    待审核的目标任务书
post   /goals/{book}/moves event=review version=12
want   303 /goals/{book}
post   /goals/{book}/moves event=issue version=13 number=示府发〔2025〕8号 day=2025-03-20
want   403
get    /goals/county/2
want   200
see    固定资产投资
post   /goals/county/2 v8=三 a8=1 b8= n8=0
want   422
see    有 1 行须改
post   /goals/county/2 v8=60.00 a8=1 b8=县人民政府工作报告 n8=0
want   303 /goals/checks/2
get    /goals/checks/2?stem=8
want   200
see    57.60
see    对不上
see    柳溪镇
as     office-director@shili-mbb
get    /goals/issues?scheme=2
want   200
post   /goals/issues scheme=2 group=0 number=示府发〔2025〕8号 day=2025-03-20
want   422
see    考核方案还没有下发
as     office-business@shili-mbb
post   /schemes/2/moves event=submit version=1
want   303 /schemes/2
as     office-director@shili-mbb
post   /schemes/2/moves event=issue version=2 day=2025-01-02 number=示委办〔2025〕6号
want   303 /schemes/2
post   /goals/{book}/moves event=issue version=13 number=示府发〔2025〕8号 day=2024-03-20
want   422
see    应在 2025 年内
post   /goals/{book}/moves event=issue version=13 number= day=2025-03-20
want   422
see    请填下达文件的标题和文号
post   /goals/{book}/moves event=issue version=13 number=示府发〔2025〕8号 day=2025-03-20
want   422
see    分解对不上
as     office-business@shili-mbb
post   /goals/checks/2/gaps stem=8 version=1 gap=1 reason=县级预留
want   409
see    差额已由
post   /goals/checks/2/gaps stem=8 version=1 gap=5760 reason=
want   422
post   /goals/checks/2/gaps stem=8 version=1 gap=5760 reason=其余乡镇尚未下达，县级预留
want   303 /goals/checks/2?stem=8
get    /goals/checks/2?stem=8
see    差额已说明
see    其余乡镇尚未下达，县级预留
as     office-director@shili-mbb
post   /goals/issues scheme=2 group=0 number=示府发〔2025〕8号 day=2025-03-20
want   303 /goals?scheme=2&state=5
get    /goals?scheme=2&state=5
see    已下达 1 份目标任务书
post   /goals/issues scheme=2 group=0 number=示府发〔2025〕8号 day=2025-03-20
want   422
see    没有审核通过、可以下达的目标任务书
post   /goals/{book}/moves event=sign version=14
want   403

# Signed by the unit; then adjusted for a reason. A key target needs approval first.
as     town@shili-liuxi
get    /goals/{book}/moves/sign
want   200
get    /
see    待签收的目标任务书
post   /goals/{book}/moves event=sign version=14
want   303 /goals/{book}
get    /goals/{book}
see    柳溪镇经办
see    内容与下达时一致
post   /goals/{book}/moves event=sign version=15
want   409
post   /goals/{book}/lines version=15 k=8.target c0=1 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   409
see    要改请申请调整
get    /goals/{book}/adjust
want   200
see    不可抗力
post   /goals/{book}/adjust kind=3 reason= evidence=x
want   422
post   /goals/{book}/adjust kind=3 reason=汛期停工 evidence=示县汛〔2025〕3号
want   303 /goals/*
get    /goals?scheme=2
take   next class="t-title"><a href="/goals/
post   /goals/{book}/adjust kind=3 reason=再来一次 evidence=x
want   409
see    第 2 版正在办理
post   /goals/{next}/moves event=submit version=1
want   422
see    和第 1 版一样，没有调整任何目标
post   /goals/{next}/lines version=1 k=8.target c0=2.00 c1=0.48 c2=0.80 c3=1.40 c4=2.00 c5=0 c6= c7= c8=0 c9=
want   303 /goals/{next}
post   /goals/{next}/moves event=submit version=2
want   303 /goals/{next}
as     office-business@shili-mbb
post   /goals/{next}/moves event=review version=3
want   303 /goals/{next}
post   /goals/{next}/moves event=approve version=4 number=x day=2024-11-01
want   403
as     office-director@shili-mbb
post   /goals/{next}/moves event=issue version=4 number=示府发〔2025〕30号 day=2025-08-01
want   422
see    涉及重点工作目标
get    /
see    待批准的目标任务书
post   /goals/{next}/moves event=approve version=4 number=县政府第12次常务会议纪要 day=2024-11-01
want   303 /goals/{next}
get    /
see    待下达的目标任务书
post   /goals/{next}/moves event=issue version=5 number=示府发〔2025〕30号 day=2025-03-20
want   422
see    应晚于第 1 版开始执行的日期
post   /goals/{next}/moves event=issue version=5 number=示府发〔2025〕30号 day=2025-08-01
want   422
see    分解对不上
as     office-business@shili-mbb
post   /goals/checks/2/gaps stem=8 version=2 gap=5800 reason=其余乡镇尚未下达，县级预留
want   303 /goals/checks/2?stem=8
as     office-director@shili-mbb
post   /goals/{next}/moves event=issue version=5 number=示府发〔2025〕30号 day=2025-08-01
want   303 /goals/{next}

# The old number is kept, refuses entries, and is what was in force before.
as     town@shili-liuxi
get    /goals/{book}
want   200
see    已由新版取代
see    至 2025年7月31日
get    /goals/{book}/edit
want   409
see    已由新版取代，不能再填报
post   /goals/{book}/lines version=16 k=8.target c0=1 c1= c2= c3= c4= c5=0 c6= c7= c8=0 c9=
want   409
see    已由新版取代，不能再填报
post   /goals/{book}/adjust kind=3 reason=x evidence=x
want   409
get    /goals/{next}?on=2025-07-31
want   200
see    执行的是第 1 版
see    2.40
get    /goals/{book}?on=2025-08-01
want   200
see    执行的是第 2 版
see    2.00
get    /goals/{next}?on=2025-01-01
want   404
get    /goals/{next}/compare
want   200
see    有 1 处不同
see    2.40
get    /goals/{next}/files/txt
want   200
see    调整前后
get    /goals/{next}/files/json
want   200
see    "value": 2.00
get    /goals/{next}/files/exe
want   404
get    /goals/files.zip?scheme=1&units={unit:shili-liuxi},{unit:shili-shuiwu}&as=txt
want   404
get    /goals/files.zip?scheme=1&units=999999&as=txt
want   404
get    /goals/files.zip?scheme=1&units=x
want   422
get    /goals/files.zip?scheme=1&as=exe
want   422
post   /goals/{next}/moves event=drop version=6 reason=x
want   409

# Who may bring in one unit's only need not choose it.
as     town@shili-liuxi
get    /imports/new/goal.lines
see    value="shili-liuxi" selected

# A whole group at once, by file; one bad row and nothing is written.
as     office-business@shili-mbb
post   /goals scheme=2 unit=0
want   303 /goals?scheme=2
get    /goals?scheme=2
see    已为 87 个单位建立目标任务书
post   /goals scheme=2 unit=0
want   409
see    各单位都已经有目标任务书
get    /imports/new/goal.lines
want   200
see    考核方案
get    /goals/new?scheme=2
want   200
see    方案中还没有任务书的全部单位
upload file 目标.csv 单位,指标,全年目标\nshili-chengguan,fz-tz,2.10\nshili-shiqiao,fz-tz,2.10\nshili-baihe,fz-tz,2.10\nshili-qinggang,fz-tz,2.10\nshili-shuanghe,fz-tz,2.10\nshili-jingu,fz-tz,2.10\nshili-chengguan,fz-jy,130\nshili-shiqiao,fz-jy,130\nshili-baihe,fz-jy,130\nshili-qinggang,fz-jy,130\nshili-shuanghe,fz-jy,130\nshili-jingu,fz-jy,130\n
post   /imports/new/goal.lines scheme=2 unit=all
want   303 /imports/*
take   sheet /imports/
get    /imports/{sheet}
see    全部可以写入
see    130
post   /imports/{sheet}/apply
want   303 *
get    /goals/checks/2?stem=8
see    2.10

# Others see only their own.
as     lead-reviewer@shili-shuiwu
get    /goals/{book}
want   404
get    /goals/{next}/files/docx
want   404
get    /goals/files.zip?scheme=1&units={unit:shili-shuiwu}&as=txt
want   200
get    /goals/files.zip?scheme=1&units={unit:shili-liuxi}&as=txt
want   404
get    /goals/county/2
want   404
get    /goals/checks/2
want   404

# Two hands: who submitted a book for a unit does not pass it; the page says so, and another one does.
as     office-business@shili-mbb
get    /goals?scheme=2&state=0&q=石桥
take   other class="t-title"><a href="/goals/
post   /goals/{other}/moves event=submit version=1
want   303 /goals/{other}
get    /goals/{other}
want   200
see    由本人上报，须由他人审核
see    退回
never  审核通过
get    /goals/{other}/moves/review
want   403
see    由本人上报，须由他人审核
post   /goals/{other}/moves event=review version=2
want   403
see    由本人上报，须由他人审核
as     office-director@shili-mbb
get    /goals/{other}
see    审核通过
never  须由他人审核
post   /goals/{other}/moves event=review version=2
want   303 /goals/{other}
