# Department budgets: the published ones are everybody's; nobody edits what is published.
as     county-leader@shili
get    /budget
want   200
see    水务局
get    /budget/{budget:wusheng-mbjx@2024}
want   200
see    202.28
get    /budget/{budget:wusheng-mbjx@2024}/lines
want   200
get    /budget/{budget:wusheng-mbjx@2024}/lines.csv
want   200
get    /budget/{budget:wusheng-mbjx@2024}/projects
want   200
get    /budget/{budget:wusheng-mbjx@2024}/tables
want   200
get    /budget/{budget:wusheng-mbjx@2024}/checks
want   200
see    5 处成立，28 处缺数字，没有检查
get    /budget/{budget:wusheng-mbjx@2024}/checks?only=part
want   200
see    部分检查
see    B14
get    /budget/{budget:wusheng-mbjx@2024}/text
want   200
get    /budget/{budget:wusheng-mbjx@2024}/files/txt
want   200
see    202.28
get    /budget/{budget:wusheng-mbjx@2024}/words
want   200
get    /budget/accounts
want   200
get    /budget/{budget:wusheng-mbjx@2024}/lines/edit
want   403
post   /budget/{budget:wusheng-mbjx@2024}/lines version=1
want   403
post   /budget/{budget:wusheng-mbjx@2024}/words version=1
want   403
get    /budget/import
want   403
post   /budget/import
want   403
get    /budget/99999999
want   404
get    /budget/99999999/text
want   404

# Who compiles for one unit does not compile for another.
as     budget-editor@shili-shuiwu
get    /budget/{budget:shili-shuiwu@2024}/words
see    整体绩效目标
never  whole.goal</
get    /budget
want   200
get    /budget/{budget:shili-shuiwu@2024}
want   200
get    /budget/import
want   200
get    /budget/template/xlsx
want   303

# A step that the state does not allow, and one of another unit's budget.
get    /budget/{budget:shili-shuiwu@2024}/moves/submit
want   409
post   /budget/{budget:shili-shuiwu@2024}/moves event=submit version=1
want   409
as     inspector@shili-mbb
post   /budget/{budget:shili-shuiwu@2024}/moves event=submit version=1
want   403
