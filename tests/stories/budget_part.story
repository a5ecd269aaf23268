# Everything of a budget beside its lines is typed in the browser, a table a part.
as     budget-editor@wusheng-mbjx
get    /budget/1/parts
want   200
see    预算单位
see    共 14 部分，已填 11 部分
see    还没有填
get    /budget/1/parts/sections
want   200
see    综合股
see    name="revision" value="1"
get    /budget/1/parts/nothing
want   404
get    /budget/1/parts.xlsx
want   200
get    /budget/template/book
want   200
get    /budget/import/99999999/rejected
want   404

# A part is replaced as it stands in the table; its rows keep their order.
post   /budget/1/parts/sections revision=1 c0=综合股 c1=否 c0=业务一股 c1= c0= c1= c0=服务中心 c1=是
want   303 /budget/1/parts
get    /budget/1/parts/sections
see    业务一股
never  业务股
get    /budget/1/text?part=1
see    业务一股

# The rules are those of the JSON format; what is wrong stands at its cell and nothing is written.
post   /budget/1/parts/units revision=2 c0=wusheng-mbjx c1=办公室 c2= c3=行政单位 c4=-1 c5= c6= c0=x1 c1= c2= c3=公司 c4= c5= c6=
want   422
see    不能为负
see    必填
see    不在“单位性质”中
see    name="revision" value="2"
post   /budget/1/parts/units revision=2 c0=wusheng-mbjx c1=办公室 c2= c3=行政单位 c4=6 c5= c6= c0=wusheng-mbjx c1=又一个 c2= c3=事业单位 c4= c5= c6=
want   422
see    与前面的单位重复
# A unit of another department is refused at its row and cell.
post   /budget/1/parts/units revision=2 c0=wusheng-mbjx c1=办公室 c2= c3=行政单位 c4=6 c5= c6= c0=shili-shuiwu c1=水务局 c2= c3=行政单位 c4= c5= c6=
want   422
see    有 1 行须改，已在表中标出
see    是“示例县水务局”，不是“中共武胜县委目标绩效管理办公室”的单位，不能列在它的预算里
get    /budget/1/parts/units
never  水务局
post   /budget/1/parts/priors revision=2 c0=收支预算总数 c1=一百 c2= c3= c4=
want   422
see    应为数字，单位万元

# A unit that lines name cannot go; one whose code is mended is followed.
post   /budget/1/parts/units revision=2 c0=x1 c1=别的单位 c2= c3=行政单位 c4= c5= c6=
want   422
see    还有预算明细用着（第 1 行），不能删去
post   /budget/1/parts/units revision=2 c0=mbjx-1 c1=中共武胜县委目标绩效管理办公室 c2=198001 c3=行政单位 c4=6 c5=3 c6=2
want   303 /budget/1/parts
get    /budget/1/parts/units
see    198001
get    /budget/1/lines.csv
see    mbjx-1
never  wusheng-mbjx,

# Projects and their indicators; an indicator without a project is the whole department's.
post   /budget/1/parts/projects revision=3 c0=p1 c1=督查专项 c2=mbjx-1 c3=特定目标类 c4=是 c5=全年督查十二次 c0=p2 c1=评估专项 c2= c3=特定目标类 c4=否 c5=
want   303 /budget/1/parts
post   /budget/1/parts/indicators revision=4 c0=p1 c1=产出指标 c2=数量指标 c3=督查次数 c4=≥ c5=12 c6=次 c7=62.5 c8=正向 c0= c1=满意度指标 c2=服务对象 c3=满意度 c4=定性 c5=满意 c6= c7=100.5 c8=
want   422
see    应为 0 至 100 的数
post   /budget/1/parts/indicators revision=4 c0=p1 c1=产出指标 c2=数量指标 c3=督查次数 c4=≥ c5=12 c6=次 c7=62.5 c8=正向 c0= c1=满意度指标 c2=服务对象 c3=满意度 c4=定性 c5=满意 c6= c7=10 c8=
want   303 /budget/1/parts
post   /budget/1/parts/projects revision=5 c0=p2 c1=评估专项 c2= c3=特定目标类 c4=否 c5=
want   422
see    还有绩效指标用着
get    /budget/1/projects?p=0
see    督查次数
see    62.50

# One row alone: nothing typed is nothing known; nought is nought.
post   /budget/1/parts/equipment revision=5 c0= c1=
want   303 /budget/1/parts
get    /budget/1/parts
see    还没有填
post   /budget/1/parts/equipment revision=6 c0=2 c1=0
want   303 /budget/1/parts
post   /budget/1/parts/basics revision=7 c0= c1=县委目标绩效办 c2=我办 c3=四川省县级部门预算公开（表1至表7） c4=否 c5=
want   422
see    必填

# A figure typed as 元 into a column of 万元 is asked about once, and kept as it was typed; agreed to, it is written.
post   /budget/1/parts/priors revision=7 c0=收支预算总数 c1=1,607,800 c2= c3= c4=
want   422
see    1,607,800.00 万元（16,078,000,000.00 元），超过一个部门单笔
see    已经核对，没有错
see    读作 1,607,800.00 万元
see    value="1,607,800"
see    name="revision" value="7"
get    /budget/1/parts/priors
never  1607800
post   /budget/1/parts/priors revision=7 sure=1 c0=收支预算总数 c1=1,607,800 c2= c3= c4=
want   303 /budget/1/parts
post   /budget/1/parts/priors revision=8 c0=收支预算总数 c1=160.78 c2= c3= c4=
want   303 /budget/1/parts

# What may be typed in a column of codes is offered once a page; a code that stands there has its name.
get    /budget/1/lines/edit
see    <datalist id="k3"><option value="2010101">行政运行</option>
see    list="k3"
see    <small class="ls-grid-name">行政运行</small>

# Another's change stops the save once, with who did it.
post   /budget/1/parts/tasks revision=1 c0=督查 c1=重点工作督查 c2=10000
want   409
see    修改编报内容
see    name="revision" value="9"
see    value="督查"

# The trail keeps what went and what came.
get    /budget/1
want   200

# Who compiles for another unit does not know of it; nobody changes what is published.
as     budget-editor@shili-shuiwu
get    /budget/1/parts
want   404
post   /budget/1/parts/tasks revision=7 c0=越权 c1= c2=
want   404
get    /budget/2/parts/vehicles
want   200
see    定向保障用车
never  name="revision"
post   /budget/2/parts/tasks revision=1 c0=越权 c1= c2=
want   409
as     county-leader@shili
get    /budget/2/parts
want   200
never  去填
post   /budget/2/parts/tasks revision=1 c0=越权 c1= c2=
want   403
