# A year's scheme: read by those it assesses, drafted by the office, issued, revised, never changed in place.
as     town@shili-liuxi
get    /schemes
want   200
see    2024年度综合目标绩效考核方案
never  2025年度综合目标绩效考核方案
never  起草方案
get    /schemes/1?group=2
want   200
see    乡镇一组
see    规上工业增加值增速
see    满分 100 分
never  规上工业增加值增速的缺项原因
# Each pair of shares is the whole: 67.25 and 32.75 are not shown as 67.3 and 32.8.
get    /schemes/1?group=5
see    定量 67.2%、定性 32.8%；结果 77.7%、过程 22.3%。
get    /schemes/1/rules
want   200
see    总分相同时依次比较
see    <dt>总分的最小单位</dt><dd>0.01 分</dd>
see    <dt>加分合计上限</dt><dd>
never  填 0
never  保存规则
get    /schemes/1/checks
want   200
see    检查通过
never  疑问
get    /schemes/2
want   404
get    /schemes/nodes/1
want   403
post   /schemes/1/nodes name=x code=x
want   403

as     office-business@shili-mbb
get    /schemes
want   200
see    2025年度综合目标绩效考核方案
get    /schemes/1
want   200
see    已下发
see    修订出新版
never  新增一级指标
get    /schemes/2
want   200
see    编制中
see    新增一级指标
get    /schemes/2/compare?with=1
want   200
see    两版的分组、指标、分值、方法和等次完全一样

# A block, a leaf below it, and what the linter says of a sum that is wrong.
get    /schemes/2/nodes/new
want   200
see    上级指标
post   /schemes/2/nodes leaf=0 name=创新工作 code=cx parent=0 sort=900 full=5 kind=4 key-work=0 folded=1 rule= basis=
want   303 /schemes/2
get    /schemes/2
see    已新增指标“创新工作”
see    加下级
take   block /schemes/2/nodes/new?parent=
get    /schemes/2/checks
want   200
see    创新工作
post   /schemes/2/nodes leaf=0 name=重复 code=cx parent=0 sort=900 full=5
want   422
see    这个代码已经用在“创新工作”
post   /schemes/2/nodes leaf=1 name=坏范围 code=bad parent=0 sort=1 full=5 method=F13.1 r0-name=高 r0-in=90-80 r0-mark=5 places=0
want   422
see    范围应写成
post   /schemes/2/nodes leaf=1 name=没有方法 code=bad parent=0 sort=1 full=5 method=F99.1
want   422
see    没有这个计分方法
get    /schemes/2/nodes/new?leaf=1&method=F11
want   200
see    功效系数
see    基础分占比

# A leaf is changed from the version one has seen; what was typed is kept.
get    /schemes/nodes/76
want   200
see    name="version" value="1"
post   /schemes/nodes/76 version=1 leaf=0 name=党建工作 parent=0 sort=10 full=25 kind=3 folded=1 g-11=30 g-12=30 g-13=40 g-14= g-15= g-16= g-17= g-18=20
want   303 /schemes/2
get    /schemes/2
see    党建工作
post   /schemes/nodes/76 version=1 leaf=0 name=别人的名字 parent=0 sort=10 full=25 kind=3 folded=1 g-11= g-12= g-13= g-14= g-15= g-16= g-17= g-18=
want   409
see    别人的名字
see    修改考核指标
see    别人已存为“党建工作”
see    name="take-name"
see    name="version" value="2"
never  别人已存为“10”
# The other's name is taken, one's own score is kept: the second save is the decision.
post   /schemes/nodes/76 version=2 take-name=1 leaf=0 name=别人的名字 parent=0 sort=11 full=25 kind=3 folded=1 g-11=30 g-12=30 g-13=40 g-14= g-15= g-16= g-17= g-18=20
want   303 /schemes/2
get    /schemes/2
see    党建工作
never  别人的名字

# A group that only holds its sub-groups has no unit: it is not offered, and no full score is taken for it.
get    /schemes/2?group=11
see    在表中修改
see    乡镇一组</option>
never  >乡镇</option>
get    /schemes/nodes/76
see    name="g-11"
never  name="g-10"
post   /schemes/2/tree group=10 f-76=22 was-f-76=25
want   404

# Names and scores are edited in the tree itself: what another changed meanwhile is said at the cell.
get    /schemes/2?edit=1
want   200
see    name="f-76"
see    name="was-n-76" value="党建工作"
post   /schemes/2/tree group=0 n-76=党建工作 was-n-76=党建工作 f-76=26 was-f-76=25
want   303 /schemes/2
post   /schemes/2/tree group=0 n-76=党的建设 was-n-76=党建工作 f-76=25 was-f-76=25
want   303 /schemes/2
get    /schemes/2?edit=1
see    value="党的建设"
see    name="was-f-76" value="26"
post   /schemes/2/tree group=0 n-76=党的建设 was-n-76=党的建设 f-76=24 was-f-76=25
want   409
see    别人已存为“26”
see    value="24"
see    name="was-f-76" value="26"
post   /schemes/2/tree group=0 n-76=党的建设 was-n-76=党的建设 f-76=24 was-f-76=25 take-f-76=1
want   303 /schemes/2
get    /schemes/2?edit=1
see    name="was-f-76" value="26"
# Another took an indicator away meanwhile: what was changed of it is told, the rest stays; untouched, nobody misses it.
post   /schemes/2/tree group=0 n-9999=改的名 was-n-9999=旧指标 f-9999=3 was-f-9999=3 n-76=党的建设工作 was-n-76=党的建设 f-76=26 was-f-76=26
want   409
see    “旧指标”已被别人删除
see    党的建设工作
never  这里没有
post   /schemes/2/tree group=0 n-9999=旧指标 was-n-9999=旧指标 f-9999=3 was-f-9999=3 n-76=党的建设 was-n-76=党的建设 f-76=26 was-f-76=26
want   303 /schemes/2
post   /schemes/2/tree group=0 n-76= was-n-76=党的建设 f-76=多 was-f-76=26
want   422
see    有 2 处需要改
see    党的建设的分值
see    name="was-f-76" value="26"
post   /schemes/2/tree group=11 f-76=22 was-f-76=30
want   303 /schemes/2?group=11
get    /schemes/2?group=11&edit=1
see    name="was-f-76" value="22"
post   /schemes/2/tree group=11 f-76=30 was-f-76=22
want   303 /schemes/2?group=11
post   /schemes/2/tree group=0 n-76=党建工作 was-n-76=党的建设 f-76=25 was-f-76=26
want   303 /schemes/2
post   /schemes/1/tree group=0 n-1=x was-n-1=y
want   409
get    /schemes/2/compare?with=1
want   200
see    党建工作
see    新增指标

# Rows of brackets are compared whole, shares too; a parameter written out as it is usually taken is no change.
post   /schemes/nodes/79 version=1 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=15 kind=3 method=F13.1 p-by=0 places=0 r0-name=优 r0-in=≥90 r0-share=95 r1-name=差 r1-in=<90 r1-share=50
want   303 /schemes/2
get    /schemes/2/compare?with=1
see    = 95%；差
see    = 100%；良
never  by=0

# A number out of bounds is refused with its bounds.
post   /schemes/nodes/79 version=2 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=-5 kind=3 method=F13.1 p-by=0 places=99
want   422
see    应为 0 到 10000 之间的数，最多六位小数
see    应在 0 到 6 之间

# A fault of a bracket table stands at its row: a gap, an overlap, a range that cannot be read.
post   /schemes/nodes/79 version=2 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=15 kind=3 method=F13.1 p-by=0 places=0 r0-name=优 r0-in=≥90 r0-share=100 r1-name=良 r1-in=[80,95) r1-share=80 r2-name=差 r2-in=<70 r2-share=50
want   303 /schemes/2
get    /schemes/nodes/79
want   200
see    第 1 行：[90, 95) 与第 2 行重叠
see    第 2 行：[90, 95) 与第 1 行重叠
see    第 3 行：[70, 80) 没有对应的行
see    name="r1-in" aria-label="第 2 行范围" maxlength="40" value="[80,95)" aria-invalid="true"
post   /schemes/nodes/79 version=3 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=15 kind=3 method=F13.1 p-by=0 places=0 r0-name=优 r0-in=≥90 r0-mark=多 r1-name=差 r1-in=九十以下 r1-share=50
want   422
see    href="#f-r0-mark">第 1 行分值
see    value="多"
see    第 2 行：范围应写成
post   /schemes/nodes/79 version=2 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=15 kind=3 method=F13.1 p-by=0 places=0 r0-name=优 r0-in=≥90 r0-share=95 r1-name=差 r1-in=<90 r1-share=50
want   409
see    别人已把这张表存为
see    [80,95)
post   /schemes/nodes/79 version=3 take-rows=1 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=15 kind=3 method=F13.1 p-by=0 places=0 r0-name=优 r0-in=≥90 r0-share=95
want   303 /schemes/2
get    /schemes/nodes/79
see    [80,95)
post   /schemes/nodes/79 version=4 leaf=1 name=意识形态与宣传 parent=76 sort=30 full=15 kind=3 method=F13.1 p-by=0 places=0 r0-name=优 r0-in=≥90 r0-share=95 r1-name=差 r1-in=<90 r1-share=50
want   303 /schemes/2

# What stands below a block that a group does not have is not in the group.
get    /schemes/nodes/76
take   v75 name="version" value="
post   /schemes/nodes/76 version={v75} leaf=0 name=党建工作 parent=0 sort=10 full=25 kind=3 folded=1 g-11=无 g-12=30 g-13=40 g-14= g-15= g-16= g-17= g-18=20
want   303 /schemes/2
get    /schemes/2?group=11
want   200
never  意识形态与宣传
get    /schemes/2?group=12
see    意识形态与宣传
get    /schemes/nodes/76
take   v75 name="version" value="
post   /schemes/nodes/76 version={v75} leaf=0 name=党建工作 parent=0 sort=10 full=25 kind=3 folded=1 g-11=30 g-12=30 g-13=40 g-14= g-15= g-16= g-17= g-18=20
want   303 /schemes/2
post   /schemes/nodes/76/removals version=1
want   422
see    下面还有指标

# Groups and units.
get    /schemes/2/units
want   200
see    按单位登记的考核分组预填
post   /schemes/2/groups name=新设单位 code=new parent=0 sort=200
want   303 /schemes/2/units
post   /schemes/2/groups name=又一组 code=new parent=0 sort=200
want   422
see    这个代码已经用在
post   /schemes/groups/11/removals version=1
want   422
see    里还有

# It is not mine to issue; and not while the checks find faults.
post   /schemes/2/moves event=submit version=1
want   409
get    /schemes/2/moves/submit
want   200
see    处错误，逐处看
take   seen name="version" value="
post   /schemes/2/moves event=submit version={seen}
want   422
see    方案检查没有通过，共
see    处，第一处是
see    href="/schemes/2/checks"
post   /schemes/1/nodes leaf=0 name=x code=x parent=0 sort=1 full=1 kind=0 folded=0
want   409
see    不能再改
get    /schemes/1/next
want   200
post   /schemes/1/next reason=
want   422
post   /schemes/1/next reason=上级考核办法调整
want   303 /schemes/4
get    /schemes/4
want   200
see    第 2 版
see    上级考核办法调整
post   /schemes/1/next reason=再来一次
want   409
see    正在编制
# A doubt keeps nobody from submitting; it is told to who does.
get    /schemes/4/moves/submit
want   200
never  处疑问
get    /schemes/4?edit=1
take   dj name="f-
post   /schemes/4/nodes leaf=1 name=临时工作 code=tmp parent={dj} sort=900 full=3 method=F0.1 measure=分 places=0
want   303 /schemes/4
get    /schemes/4/moves/submit
want   200
see    方案检查没有错误，有
see    处疑问，逐处看
see    href="/schemes/4/checks"
post   /schemes/4/moves event=submit version=2
want   303 /schemes/4
get    /schemes/4/moves/issue
want   403

as     office-director@shili-mbb
get    /schemes/4/moves/issue
want   200
see    开始执行的日期
post   /schemes/4/moves event=issue version=3 day=2024-02-01 number=示委办〔2024〕30号
want   422
see    应晚于第 1 版开始执行的日期
post   /schemes/4/moves event=issue version=3 day=2025-02-01 number=示委办〔2024〕30号
want   422
see    应在 2024 年内
post   /schemes/4/moves event=issue version=3 day=2024-09-01 number=示委办〔2024〕30号
want   303 /schemes/4
get    /schemes/4
see    已下发
get    /schemes/1
want   200
see    已由新版取代
see    至 2024年8月31日
get    /schemes/4/edition.json
want   200
see    "number": 2

# The rest of a draft: rules, grades, classes of effects, units, and a leaf that does not concern some.
as     office-business@shili-mbb
get    /schemes/new
want   200
see    复制自
see    value="2026"
see    2026年度综合目标绩效考核方案
see    selected>2025年度综合目标绩效考核方案第 1 版
see    从空白开始
post   /schemes unit={unit:shili} year=2025 name=2025年度综合目标绩效考核方案 source=0
want   422
see    已有这个名称的方案
post   /schemes unit={unit:shili-mbb} year=2025 name=另一个方案 source=0
want   422
see    考核方案设在县一级
post   /schemes unit={unit:shili} year=2025 name=专项考核方案 source=0
want   303 /schemes/5
get    /schemes/5
see    还没有指标
# An empty scheme does not pass its checks.
get    /schemes/5/checks
see    方案里还没有计分的指标
see    方案里还没有分组和单位
never  检查通过
get    /schemes/5/rules
want   200
see    保存规则
post   /schemes/5/rules version=1 total=100 step=0.01 mode=0 tie=key,penalty bonus-most=5 penalty-most=0 floor-zero=1 grade-round=1 remainder=0 cut=0 publicity=5 appeal=3 review=10
want   422
see    只能选重点工作得分
post   /schemes/5/rules version=1 total=100 step=0.01 mode=0 tie=key bonus-most=5 penalty-most=0 floor-zero=1 grade-round=1 remainder=0 cut=0 publicity=5 appeal=3 review=10
want   303 /schemes/5/rules
post   /schemes/5/rules version=1 total=100 step=0.01 mode=0 tie=key bonus-most=5 publicity=5 appeal=3 review=10
want   409
post   /schemes/5/grades version=2 name-0=优秀 share-0=60 name-1=良好 share-1=50
want   422
see    合计超过 100%
post   /schemes/5/grades version=2 name-0=优秀 share-0=30 floor-0=85 name-1=合格
want   303 /schemes/5/rules
post   /schemes/5/effects version=3 name-0=表彰奖励 code-0=award penalty-0=0 most-0=3 name-1=通报 code-1=award
want   422
see    用了两次
post   /schemes/5/effects version=3 name-0=表彰奖励 code-0=award penalty-0=0 most-0=3
want   303 /schemes/5/rules
post   /schemes/5/groups name=乡镇 code=xz parent=0 sort=10
want   303 /schemes/5/units
get    /schemes/5/units
take   grp /schemes/groups/
get    /schemes/groups/{grp}
want   200
post   /schemes/groups/{grp} name=全部乡镇 parent=0 sort=10 version=1
want   303 /schemes/5/units
post   /schemes/5/units version=5 grp-{unit:shili-liuxi}={grp}
want   409
get    /schemes/5/units?from=org
want   200
see    全部乡镇
post   /schemes/5/units version=6 grp-{unit:shili-liuxi}={grp} factor-{unit:shili-liuxi}=3
want   422
see    难度系数应在
post   /schemes/5/units version=6 grp-{unit:shili-liuxi}={grp} grp-{unit:shili-qingshi}={grp}
want   303 /schemes/5/units
get    /schemes/5/units
see    已保存 2 个考核对象
post   /schemes/groups/{grp}/removals version=2
want   422
see    里还有 2 个单位
# A number that another domain computes is chosen, not typed in; one that there is not is refused.
post   /schemes/5/nodes leaf=1 name=按期公开 code=open parent=0 sort=20 full=10 method=F1.1 computed=nothing.such
want   422
see    系统里没有这个数
post   /schemes/5/nodes leaf=1 name=按期公开 code=open parent=0 sort=20 full=10 method=F1.1 measure=万亩 places=2 computed=budget.published_on_time
want   422
see    “预算按期公开率”的计量单位是“%”，请照此填写
post   /schemes/5/nodes leaf=1 name=按期公开 code=open parent=0 sort=20 full=10 method=F1.1 measure=% places=1 computed=budget.published_on_time
want   422
see    “预算按期公开率”有 2 位小数，这里不能少于 2 位
post   /schemes/5/nodes leaf=1 name=上级排名 code=league parent=0 sort=20 full=10 method=F20.1 measure=% places=2 computed=budget.published_on_time
want   422
see    计分方法 F20 要的不止一个数，不能由系统取数
post   /schemes/5/nodes leaf=1 name=场次 code=times parent=0 sort=20 full=10 method=F21.1 measure=% places=2 computed=budget.published_on_time
want   422
see    计分方法 F21 按整数计，“预算按期公开率”有 2 位小数
post   /schemes/5/nodes leaf=1 name=粮食面积 code=grain parent=0 sort=10 full=10 method=F1.1 measure=% places=2 computed=budget.published_on_time
want   303 /schemes/5
get    /schemes/5
see    粮食面积
take   leaf /schemes/nodes/
get    /schemes/nodes/{leaf}
see    value="budget.published_on_time" selected
see    取系统里的哪个数
post   /schemes/nodes/{leaf}/units version=1 na-{unit:shili-qingshi}=没有耕地任务
want   303 /schemes/5
get    /schemes/nodes/{leaf}/units
want   200
see    没有耕地任务
get    /schemes/5/moves/drop
want   200
post   /schemes/nodes/{leaf}/removals version=2
want   303 /schemes/5
get    /schemes/5
see    已删除“粮食面积”
post   /schemes/5/moves event=drop version=99 reason=不再需要
want   409

# Indicators of the draft from a file: told what is wrong, put right, written, taken back; and out as a file.
get    /imports/new/scheme.nodes?edition=5
want   200
upload file a.csv 代码,上级指标,指标名称,分值,计分方法\nnew-b,,新业务,20,\nnew-l,new-c,新指标,20,F1\n
post   /imports/new/scheme.nodes edition=5
want   303 /imports/*
take   wrong /imports/
get    /imports/{wrong}
want   200
see    前面的行和方案里都没有这个上级指标
post   /imports/{wrong}/apply
want   422
upload file b.csv 代码,上级指标,指标名称,分值,计分方法\nnew-b,,新业务,20,\nnew-l,新业务,新指标,20,F11 功效系数法（线性）\n
post   /imports/new/scheme.nodes edition=5
want   303 /imports/*
take   sheet /imports/
get    /imports/{sheet}
see    新业务
post   /imports/{sheet}/apply
want   303 /*
get    /schemes/5
see    新指标
get    /schemes/5/files/csv
want   200
see    功效系数
get    /schemes/5/files/exe
want   404
post   /imports/{sheet}/undo
want   303 /*
get    /schemes/5
never  新指标
upload file c.csv 代码,上级指标,指标名称,分值\nx,,甲,1\n
post   /imports/new/scheme.nodes edition=1
want   409

# A long group of the menu has parts with headings; a short one has none.
as     office-business@shili-mbb
get    /schemes
see    方案与目标
see    结果与运用
as     system-admin@shili
get    /
want   200
never  方案与目标
