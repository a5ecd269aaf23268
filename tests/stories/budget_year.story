# The seed's budget: who compiles it sees it whole; each figure leads to its lines.
as     budget-editor@wusheng-mbjx
get    /budget
want   200
see    中共武胜县委目标绩效管理办公室
see    示例县水务局
see    202.28
get    /budget?year=2024&state=0
want   200
see    中共武胜县委目标绩效管理办公室
never  示例县水务局
get    /budget?word=水务
want   200
see    示例县水务局
never  中共武胜县委目标绩效管理办公室
get    /budget?year=1880
want   422
get    /budget/1
want   200
see    2024 年收支预算总数 202.28 万元，比上年增加 30.26 万元
see    上年 172.02
get    /budget/1/lines
want   200
see    原件未载
see    2,022,800.00
get    /budget/1/text?part=2
want   200
see    9.10
see    机关运行经费
get    /budget/1/text?fig=general.class.201
want   200
see    159.13
see    下列 3 条预算明细之和，以元计 1,591,300.00
see    功能科目 201 一般公共服务支出
get    /budget/1/text?fig=total
want   200
see    一般公共预算拨款收入
see    2,022,800.00
get    /budget/1/text?fig=nature.basic.share
want   200
see    173.13 ÷ 202.28 ＝ 85.5892…%，四舍五入到 0.01% 为 85.59%
never  条预算明细之和
get    /budget/1/text?fig=operating.change
want   200
see    12.35 － 11.32 ＝ 1.03
see    原件公布
never  由公布增减额反推：
get    /budget/1/text?fig=general.item.2013101
want   200
see    下列 1 条预算明细之和
see    原件公布
never  由明细计算
get    /budget/1/text?fig=projects.count
want   200
see    按类别逐个计数
never  projects personnel
get    /budget/{budget:shili-shuiwu@2024}/text?fig=fiscal.change
want   200
see    1,519.80 － 1,474.20 ＝ 45.60
see    本年数是下列 86 条预算明细之和，以元计 15,198,000.00
never  以元计 456,000.00
see    由明细计算
get    /budget/{budget:shili-shuiwu@2024}/text?fig=fiscal.rate
want   200
see    45.60 ÷ 1,474.20 ＝ 3.0932…%，四舍五入到 0.01% 为 3.09%
get    /budget/{budget:shili-shuiwu@2024}/text?fig=three.reception.rate
want   200
never  以元计 0.00
get    /budget/{budget:shili-shuiwu@2024}/text?fig=vehicles.plan.offroad
want   200
see    车辆清单中拟购置的辆数之和
get    /budget/{budget:shili-shuiwu@2024}/text?fig=procurement
want   200
see    政府采购预算中填报的金额
never  plan:
get    /budget/1/text?part=99
want   422
get    /budget/1/text?part=19
want   404
get    /budget/1/tables?t=0
want   200
see    部门收支总表
get    /budget/1/tables?t=59
want   404
get    /budget/1/checks
want   200
see    B26
see    存疑
see    >机关运行经费</a> <b class="nw">12.35 万元</b>
see    >公用经费</a> <b class="nw">12.35 万元</b>
see    0.00 万元
get    /budget/1/checks?only=error
want   200
see    没有这一类结果
get    /budget/1/projects
want   200
see    开展绩效目标管理的项目 25 个，涉及预算 202.28 万元
get    /budget/1/words
want   200
see    公务接待费：增减原因
get    /budget/1/files/txt
want   200
see    机关运行经费财政拨款预算为12.35万元
get    /budget/1/files/doc
want   404
get    /budget/1/lines.csv
want   200
see    功能科目
get    /budget/999
want   404

# Words: kept when they fit, refused when the form is stale or the text has no place.
post   /budget/1/words revision=1 key=reason.operating n=0 text=工作人员增加
want   303 /budget/1/words
get    /budget/1/words
see    工作人员增加
post   /budget/1/words revision=1 key=reason.operating n=0 text=又改
want   409
see    又改</textarea>
see    修改预算文字
post   /budget/1/words revision=2 key=purpose.2013101 n=1 text=长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长
want   422
see    最多 2000 个字
see    长长长</textarea>
post   /budget/1/words revision=2 key=anything.else n=0 text=不该有
want   422

# A fault in the grid does not make a stale form fresh again: another's change still stops it.
post   /budget/1/lines revision=1 c0= c1= c2= c3=999999 c4= c5= c6= c7=1
want   422
see    name="revision" value="1"
post   /budget/1/lines revision=1 c0= c1= c2= c3=2013101 c4= c5= c6= c7=1
want   409
see    name="revision" value="2"
see    value="2013101"

# An account that the edition lacks is asked about, as a file's is; agreed to, it is written.
post   /budget/1/lines revision=2 c0= c1= c2= c3=9999999 c4= c5= c6= c7=20
want   422
see    有 1 条明细的科目不在 2024 年版科目中（第 1 条的 9999999），请核对
see    已经核对，没有错
see    <small class="ls-grid-doubt">
get    /budget/1/lines/edit
never  9999999

# Another department's draft does not exist for those outside it.
as     budget-editor@shili-shuiwu
get    /budget
see    示例县水务局
never  中共武胜县委目标绩效管理办公室
get    /budget/1
want   404
get    /budget/1/lines
want   404
get    /budget/1/files/txt
want   404
post   /budget/1/words revision=2 key=reason.operating n=0 text=越权
want   404
post   /budget/1/moves event=submit revision=2
want   404

# Published: everybody who is signed in may read it, nobody may change it.
as     inspector@shili-mbb
get    /budget/2
want   200
see    已公开
see    示财预〔2024〕8号
never  补充灌区维修项目的绩效指标后再报
see    1,
get    /budget/2/published/txt
want   200
see    示例县水务局
get    /budget/2/lines/edit
want   403

# The year's steps: compiled here, reviewed and approved by finance, published here.
as     budget-editor@wusheng-mbjx
get    /
see    编制中的预算
get    /budget/1/moves/submit
want   200
post   /budget/1/moves event=approve revision=2 day=2024-02-08 number=示财预〔2024〕1号
want   403
post   /budget/1/moves event=submit revision=1
want   409
post   /budget/1/moves event=submit revision=2
want   303 /budget/1
post   /budget/1/words revision=3 key=reason.operating n=0 text=上报后再改
want   409
as     budget-reviewer@shili-czj
get    /budget/1
want   200
see    审核通过
get    /
see    待审核的预算
post   /budget/1/moves event=return revision=3 reason=
want   422
see    请写明原因
post   /budget/1/moves event=return revision=3 reason=请补充说明
want   303 /budget/1
get    /budget/1
see    请补充说明
see    编制中
as     budget-editor@wusheng-mbjx
post   /budget/1/moves event=submit revision=4
want   303 /budget/1
as     budget-reviewer@shili-czj
post   /budget/1/moves event=review revision=5
want   303 /budget/1
post   /budget/1/moves event=congress revision=6 day=2024-01-26
want   303 /budget/1
get    /
see    待批复的预算
post   /budget/1/moves event=approve revision=7 day=2024-01-20 number=示财预〔2024〕1号
want   422
see    日期不能早于人代会批准的日期
post   /budget/1/moves event=approve revision=7 day=2099-01-01 number=示财预〔2024〕1号
want   422
see    日期不能晚于今天
post   /budget/1/moves event=approve revision=7 day=2024-02-08 number=
want   422
see    请填批复文号
post   /budget/1/moves event=approve revision=7 day=2024-02-08 number=示财预〔2024〕1号
want   303 /budget/1
as     budget-editor@wusheng-mbjx
get    /
see    待公开的预算
# An approval is not returned; who registered it wrongly takes it back, and it is approved anew.
as     budget-reviewer@shili-czj
post   /budget/1/moves event=return revision=8 reason=数字不对
want   409
get    /budget/1
never  /moves/return
see    /moves/unapprove
post   /budget/1/moves event=unapprove revision=8 reason=
want   422
see    请写明原因
post   /budget/1/moves event=unapprove revision=8 reason=文号登记错了
want   303 /budget/1
get    /budget/1
see    待批复
see    退回修改
never  批复<small>2024年2月8日
post   /budget/1/moves event=approve revision=9 day=2024-02-08 number=示财预〔2024〕1号
want   303 /budget/1
as     budget-reviewer@shili-czj
post   /budget/1/moves event=congress revision=10 day=2024-02-09
want   422
see    人代会批准的日期不能晚于批复日期
post   /budget/1/moves event=congress revision=10 day=2024-01-25
want   303 /budget/1
as     budget-editor@wusheng-mbjx
# A department of one budget unit passes nothing on (D2 and D4 are about subordinate units).
get    /budget/1
see    /moves/publish
never  /moves/pass-on
never  /moves/units-published
get    /budget/1/moves/pass-on
want   422
see    没有所属的预算单位
post   /budget/1/moves event=pass-on revision=11 day=2024-02-20
want   422
see    不用登记转批复
post   /budget/1/moves event=publish revision=11 day=2024-02-26 url=ftp://x
want   422
see    请填公开网页的地址
post   /budget/1/moves event=publish revision=11 day=2024-02-26 url=https://shili.example/1
want   303 /budget/1
get    /budget/1
see    已公开
see    SHA-256
# What was published is frozen; a day of the legal clocks that nobody registered, or wrongly, is not.
post   /budget/1/moves event=units-published revision=12 day=2024-03-01
want   422
see    不用登记所属单位公开
post   /budget/1/moves event=congress revision=12 day=2024-01-27
want   403
as     budget-editor@shili-shuiwu
post   /budget/{budget:shili-shuiwu@2024}/moves event=pass-on revision=10 day=2024-02-01
want   422
see    日期不能早于批复日期
get    /budget/{budget:shili-shuiwu@2024}/moves/pass-on
see    value="2024-02-19"
post   /budget/{budget:shili-shuiwu@2024}/moves event=pass-on revision=10 day=2024-02-21
want   303 /budget/2
as     budget-reviewer@shili-czj
get    /budget/1
see    登记人代会批准
never  /moves/unapprove
never  /moves/units-published
post   /budget/1/moves event=congress revision=12 day=2024-01-26
want   303 /budget/1
as     audit-admin@shili
get    /audit/records/budget/2
want   200
see    2024-02-21
see    2024-02-19
as     budget-editor@wusheng-mbjx
post   /budget/1/moves event=correct revision=13 reason=第三项用途写错
want   303 /budget/3
get    /budget/3
never  2024年2月8日
get    /budget/3
see    第 2 版
see    编制中
see    更正的原因：第三项用途写错
see    href="/budget/1"
get    /budget/1
see    href="/budget/3"
get    /budget?state=4
see    中共武胜县委目标绩效管理办公室

# Duties are numbered; one more has a place of its own, and goes when it is emptied.
get    /budget/3/words
see    主要职能 1
see    再加一条
post   /budget/3/words revision=1 key=duty n=500 text=承办年度目标考评
want   303 /budget/3/words
get    /budget/3/words
see    承办年度目标考评
post   /budget/3/words revision=2 key=duty n=500 text=
want   303 /budget/3/words
get    /budget/3/words
never  承办年度目标考评

# The account lists: seen by all who are signed in, brought by those who keep them.
get    /budget/accounts
want   200
see    功能分类科目
see    随程序提供，见各科目的核对情况
never  导入新版本
# The codes of one: found by their first figures, by the name, by the initials of the name.
take   edition /budget/accounts/
get    /budget/accounts/{edition}
want   200
see    部门预算支出经济分类科目
see    机关对应的政府科目
get    /budget/accounts/{edition}?q=30201
see    办公费
see    商品和服务支出
never  印刷费
get    /budget/accounts/{edition}?q=bgf
see    30201
never  30202
get    /budget/accounts/{edition}?q=%E5%8D%B0%E5%88%B7
see    30202
never  30201
get    /budget/accounts/{edition}?q=302&level=3
see    商品和服务支出
never  办公费
get    /budget/accounts/{edition}?q=qqqqqq
see    没有符合条件的记录
post   /lists/files of=/budget/accounts/{edition} query=q=bgf as=csv paper=a4 turn=portrait size=auto
see    30201,办公费
get    /budget/accounts/999
want   404
as     budget-reviewer@shili-czj
get    /budget/accounts
see    导入新版本

# Import: the pages for those who compile, nothing for those who do not.
as     budget-editor@wusheng-mbjx
get    /budget/import
want   200
see    上传并预览
never  示例县水务局
get    /budget/template/xlsx
want   303 /imports/new/budget.lines/template?as=xlsx
get    /imports/new/budget.lines/template?as=xlsx
want   200
get    /imports/new/budget.lines/template?as=csv
want   200
see    单位代码
get    /budget/template/schema
want   200
see    luoshi-budget/1
get    /budget/import/1
want   404
post   /budget/import/1
want   404
post   /budget/import
want   422
see    请选一个文件
upload file x.txt 功能科目,金额
post   /budget/import
want   422
see    这不是 JSON 文件、XLSX 工作簿或 CSV 文件
upload file x.csv 功能科目,金额
post   /budget/import
want   422
see    请选单位
# CSV holds lines: they come in here, too; what it is doubted for stands in the preview.
upload file x.csv 功能科目,金额\n2013101,5000\n2013101,6000\n
post   /budget/import unit=wusheng-mbjx year=2031
take   lines /budget/import/
get    /budget/import/{lines}
see    第 2 条明细与第 1 条相同，可能重复，请核对
see    与第 2 行相同，可能重复
see    勾选后才能写入

# JSON in 万元 whose amounts are yuan: the preview asks, and nothing is written without an answer.
as     budget-editor@shili-shuiwu
post   /budget/import file=<tests/files/budget-wan.json
take   upload /budget/import/
get    /budget/import/{upload}
see    777,400.00 万元（7,774,000,000.00 元）
see    像是把元当成了万元
see    勾选后才能写入
never  全部可以写入
post   /budget/import/{upload} revision=0
want   422
see    像是把元当成了万元
as     inspector@shili-mbb
get    /budget/import
want   403

# What a budget compiled here does not say yet is 未填, wherever it stands; only an original is silent.
as     budget-editor@shili-shuiwu
upload file x.json {"format":"luoshi-budget/1","code":"shili-shuiwu","department":"示例县水务局","short_name":"县水务局","voice":"我局","year":2033,"profile":"sichuan-county","money_unit":"元","units":[{"code":"shili-shuiwu","name":"示例县水务局本级","kind":"organ"}],"lines":[{"unit":"shili-shuiwu","fund":"F","function":"2130301","nature":"basic","amount":"120000"}]}
post   /budget/import
take   upload /budget/import/
get    /budget/import/{upload}
want   200
post   /budget/import/{upload} revision=0 sure=1
want   303 /budget/*
get    /budget/{budget:shili-shuiwu@2033}/lines
want   200
see    未填
never  原件未载
get    /budget/{budget:shili-shuiwu@2033}
see    未填
never  原件未载
get    /budget/{budget:shili-shuiwu@2033}/checks
never  原件未载
get    /budget/{budget:shili-shuiwu@2033}/text?fig=basic
see    未填
never  原件未载
get    /budget/1/lines
see    原件未载
never  未填
