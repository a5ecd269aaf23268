# A file from the clerk's desk into the draft, and back.
as     budget-editor@shili-shuiwu
get    /imports
want   200
see    还没有导入过文件
get    /imports/new/budget.lines
want   200
see    上传并预览
see    最近的导入
get    /imports/new/nothing
want   404
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
want   422
see    请选一个文件
upload file x.csv 功能科目,金额
post   /imports/new/budget.lines unit= year=2025
want   422
see    这一项要填
upload file x.csv 功能科目,金额
post   /imports/new/budget.lines unit=shili-liuxi year=2025
want   403
upload file old.csv ÐÏ
post   /imports/new/budget.lines unit=shili-shuiwu year=2025 extra=1
want   422

# Columns that nobody knows are told once.
upload file 明细.csv 科目码,款,数额（元）\n2130335,30905,100\n2130314,30227,12.6万\n2130315,30227,300\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
want   303 /imports/*
take   batch /imports/
get    /imports/{batch}
want   303 /imports/{batch}/columns
get    /imports/{batch}/columns
want   200
see    有的列没有认出来
see    科目码
get    /imports/{batch}/rejected/xlsx
want   404
post   /imports/{batch}/columns heads=0000 c0=function c2=amount
want   422
see    表头已经不同
post   /imports/{batch}/apply
want   409
post   /imports/{batch}/drop
want   303 /imports/new/budget.lines
get    /imports/{batch}
want   200
see    这次导入已放弃

# 元 for 万元 is doubted, and written only by who ticks that it is right.
upload file 明细.csv 功能科目,金额（元）\n2130335,77.74\n2130314,53.66\n2130315,14.11\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
take   batch /imports/
get    /imports/{batch}
see    明细合计 0.01 万元（145.51 元），而上年的总数是
see    已经核对，没有错
never  全部可以写入
post   /imports/{batch}/apply
want   422
see    像是把万元当成了元
post   /imports/{batch}/drop

# And yuan in a column of 万元, the other way round.
upload file 明细.csv 功能科目,金额（万元）\n2130335,2022800\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
take   batch /imports/
get    /imports/{batch}
see    读作 2,022,800.00 万元（20,228,000,000.00 元），像是把元当成了万元
see    有一笔金额是 2,022,800.00 万元（20,228,000,000.00 元），超过一个部门单笔 50000 万元的常理
never  全部可以写入
post   /imports/{batch}/apply
want   422
see    像是把元当成了万元
post   /imports/{batch}/drop

# Known heads: straight to the preview, each cell with its reason.
upload file 明细.csv 功能科目,部门经济科目,金额（元）\n2130335,30905,100\n2130314,30227,12.6万\n2130315,30227,300\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
take   batch /imports/
get    /imports/{batch}
want   200
see    1 行不能写入，现在一行也没有写
see    如指 12.6万，请写 126000
see    改好原因里说的地方再传
get    /imports/{batch}?show=bad
see    须改
never  2130335
get    /imports/{batch}?show=all
see    2130335
get    /imports/{batch}?show=warned
see    没有这样的行
get    /imports/{batch}/progress
want   200
post   /imports/{batch}/apply
want   422
see    还有 1 行须改
get    /imports/{batch}/rejected/csv
want   200
see    原第 3 行：金额
get    /imports/{batch}/rejected/xlsx
want   200
get    /imports/{batch}/rejected/pdf
want   404
get    /imports/{batch}/columns
want   200
post   /imports/{batch}/mended
want   422
upload file 须改的行.csv 功能科目,部门经济科目,金额（元）,原因\n2130314,30227,十万,没有改对\n
post   /imports/{batch}/mended
want   303 /imports/{batch}
get    /imports/{batch}
see    补传的“须改的行.csv”第 2 行 C 列（金额）：
never  工作表“须改的行.csv”
upload file 须改的行.csv 功能科目,部门经济科目,金额（元）,原因\n2130314,30227,126000,改了\n
post   /imports/{batch}/mended
want   303 /imports/{batch}
get    /imports/{batch}
see    全部可以写入
see    写入后新建一份预算
upload file 再来.csv 功能科目,部门经济科目,金额\n2130314,30227,1\n
post   /imports/{batch}/mended
want   409
get    /imports/{batch}/undo
want   409
post   /imports/{batch}/again
want   303 /imports/{batch}

# Nobody else's business.
as     budget-editor@wusheng-mbjx
get    /imports/{batch}
want   404
post   /imports/{batch}/apply
want   404
get    /imports
never  明细.csv
as     inspector@shili-mbb
get    /imports/{batch}
want   404
get    /imports/new/budget.lines
want   403
get    /imports/new/budget.lines/template
want   403
as     audit-admin@shili
get    /imports
want   200
never  明细.csv

# Written, seen, undone.
as     budget-editor@shili-shuiwu
post   /imports/{batch}/apply
want   303 /imports/{batch}
get    /imports/{batch}
see    已写入 3 行
see    新增 3，更新 0，相同 0
see    前可以整批撤销。
see    /imports/{batch}/undo
take   budget btn-primary" href="/budget/
get    /budget/{budget}/lines
see    126,000.00
post   /imports/{batch}/apply
want   409
get    /imports/{batch}
see    已写入 3 行
see    整批撤销
get    /imports
see    已写入
see    示例县水务局

# A second file is laid over it: what is new, changed, the same.
upload file 二稿.csv 功能科目,部门经济科目,金额（元）\n2130335,30905,100\n2130314,30227,200\n2130306,30227,5\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
take   second /imports/
get    /imports/{second}
see    新增 1，更新 1，相同 1
see    写入后替换编制中的 3 条明细
get    /imports/{second}?show=all
see    原为 126000.00
post   /imports/{second}/apply sure=1
want   303 /imports/{second}

# The first can no longer be undone; the second can, and then the first.
get    /imports/{batch}/undo
want   200
see    不能整批撤销
see    明细已改掉或删去：2130314
post   /imports/{batch}/undo
want   409
get    /imports/{second}/undo
want   200
see    撤回写入的 3 条明细，恢复原来的 3 条
post   /imports/{second}/undo
want   303 /imports/{second}
get    /imports/{second}
see    这次导入已整批撤销
get    /budget/{budget}/lines
see    126,000.00
post   /imports/{second}/undo
want   409
post   /imports/{batch}/undo
want   409
get    /imports/{batch}/undo
see    这份预算新建以后又改过

# What was looked at is what is written: somebody else came between.
upload file 甲.csv 功能科目,部门经济科目,金额（元）\n2130335,30905,7000\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
take   third /imports/
upload file 乙.csv 功能科目,部门经济科目,金额（元）\n2130335,30905,8000\n
post   /imports/new/budget.lines unit=shili-shuiwu year=2025
take   fourth /imports/
post   /imports/{fourth}/apply
want   303 /imports/{fourth}
post   /imports/{third}/apply
want   303 /imports/{third}
get    /imports/{third}
see    全部可以写入
see    原为 8000.00
post   /imports/{third}/apply
want   303 /imports/{third}
wait   31d
as     budget-editor@shili-shuiwu
get    /imports/{third}/undo
want   409
see    不能整批撤销

# An edition of the accounts: those who keep them.
as     budget-reviewer@shili-czj
get    /imports/new/accounts.edition
want   200
see    版本名
upload file 科目.csv 科目编码,科目名称,预算\n201,一般公共服务支出,general\n20101,人大事务,general\n2010101,行政运行,general\n2010101,行政运行,general\n20,短,general\n
post   /imports/new/accounts.edition list=function name=2025 from=2025-01-01 source=财预〔2024〕99号
take   edition /imports/
get    /imports/{edition}
see    应为 3 位、5 位或 7 位数字
see    是同一条，只能留一行
post   /imports/{edition}/drop
want   303 /imports/new/accounts.edition
upload file 科目.csv 科目编码,科目名称,预算\n201,一般公共服务支出,general\n2010101,行政运行,general\n
post   /imports/new/accounts.edition list=function name=2025 from=2025-01-01 source=财预〔2024〕99号
take   edition /imports/
post   /imports/{edition}/apply
want   422
see    没有上级科目
upload file 科目.csv 科目编码,科目名称,预算\n201,一般公共服务支出,general\n20101,人大事务,general\n2010101,行政运行,general\n
post   /imports/new/accounts.edition list=function name=2025 from=2025-01-01 source=财预〔2024〕99号
take   edition /imports/
post   /imports/{edition}/apply
want   303 /imports/{edition}
get    /budget/accounts
see    财预〔2024〕99号
upload file 科目.csv 科目编码,科目名称\n201,一般公共服务支出\n
post   /imports/new/accounts.edition list=function name=2025 from=2025-01-01 source=x
want   422
see    已有“2025”版
post   /imports/{edition}/undo
want   303 /imports/{edition}
get    /budget/accounts
never  财预〔2024〕99号
