# A new year begins from last year's budget: what goes on comes along, money does not.
as     budget-editor@shili-shuiwu
get    /budget/new
want   200
see    示例县水务局
post   /budget unit=shili-shuiwu year=2024
want   422
see    2024 年的预算已经有了
post   /budget unit=shili-shuiwu year=2025
want   303 /budget/*
get    /budget/{budget:shili-shuiwu@2025}/parts
want   200
see    编报内容
see    填全以前不能上报
get    /budget/{budget:shili-shuiwu@2025}/parts/units
see    示例县农村供水总站
get    /budget/{budget:shili-shuiwu@2025}/parts/sections
see    水旱灾害防御股
get    /budget/{budget:shili-shuiwu@2025}/parts/projects
see    水务信息系统运行维护
never  保证水雨情监测
get    /budget/{budget:shili-shuiwu@2025}/parts/priors
see    value="1519.80"
see    原件公布
get    /budget/{budget:shili-shuiwu@2025}/parts/purposes
see    2080501
get    /budget/{budget:shili-shuiwu@2025}/lines
see    还没有预算明细
get    /budget/{budget:shili-shuiwu@2025}
see    去填编报内容
see    比上年减少 1,554.80 万元

# What the disclosure would lack stops the submission and is named; filled in, it stops no more.
get    /budget/{budget:shili-shuiwu@2025}/checks
see    R17
see    “政府采购”还没有填全
see    parts/procurement
post   /budget/{budget:shili-shuiwu@2025}/moves event=submit revision=1
want   422
see    R17
post   /budget/{budget:shili-shuiwu@2025}/parts/procurement revision=1 c0=0 c1=0 c2=0 c3=
want   303 /budget/*
get    /budget/{budget:shili-shuiwu@2025}/checks
never  “政府采购”还没有填全

# Not for those who compile elsewhere.
as     budget-editor@wusheng-mbjx
post   /budget unit=shili-shuiwu year=2026
want   403
as     inspector@shili-mbb
get    /budget/new
want   403
