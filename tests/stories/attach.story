# Files of a record: who may see the record may see them, and nobody else. Uploading: tests/attach_test.c.
as     budget-editor@shili-shuiwu
get    /files/of/budget/{budget:shili-shuiwu@2024}
want   200
see    附件
see    没有附件
# What is public is fixed, with what belongs to it.
post   /files/of/budget/{budget:shili-shuiwu@2024} files=<tests/files/basis.txt
want   409
see    预算已经公开
get    /files/of/nothing/1
want   404
# The public reads the budget, not the papers behind it.
as     town@shili-liuxi
get    /budget/{budget:shili-shuiwu@2024}
want   200
never  附件
get    /files/of/budget/{budget:shili-shuiwu@2024}
want   404
