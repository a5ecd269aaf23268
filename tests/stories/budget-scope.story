# A draft belongs to its unit: every id of it, put into another unit's requests, is refused.
as     budget-editor@shili-shuiwu
get    /budget/{budget:shili-shuiwu@2024}
want   200
get    /budget/{budget:shili-shuiwu@2024}/moves/correct
want   200
take   revision name="revision" value="
post   /budget/{budget:shili-shuiwu@2024}/moves event=correct revision={revision} reason=数字有误
want   303 /budget/*
take   draft /budget/
get    /budget/{draft}
want   200
get    /budget/{draft}/lines/edit
want   200
get    /budget/{draft}/words
want   200

as     budget-editor@shili-liuxi
get    /budget/{draft}
want   404
get    /budget/{draft}/lines
want   404
get    /budget/{draft}/lines.csv
want   404
get    /budget/{draft}/lines/edit
want   404
get    /budget/{draft}/tables
want   404
get    /budget/{draft}/text
want   404
get    /budget/{draft}/checks
want   404
get    /budget/{draft}/projects
want   404
get    /budget/{draft}/words
want   404
get    /budget/{draft}/files/txt
want   404
post   /budget/{draft}/moves event=submit revision=1
want   404
post   /budget/{draft}/words revision=1 key=x n=0 text=y
want   404
post   /budget/{draft}/lines revision=1
want   404
get    /budget
want   200
never  数字有误

# The parent's director and the finance bureau see what their scope holds; the office beside does not.
as     budget-reviewer@shili-czj
get    /budget/{draft}
want   200
post   /budget/{draft}/words revision=1 key=x n=0 text=y
want   403
as     office-general@shili-mbb
get    /budget/{draft}
want   404
post   /budget/{draft}/words revision=1 key=x n=0 text=y
want   404
as     system-admin@shili
get    /budget/{draft}
want   404
