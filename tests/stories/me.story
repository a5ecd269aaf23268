# One's own account: posts, sessions, and no password in a demonstration.
as     budget-editor@shili-shuiwu
get    /
want   200
see    预算编制员
get    /me
want   200
see    演示账号没有口令
see    现在的身份
post   /me/password password=x new=Good-Password-77 again=Good-Password-77
want   422
see    演示账号没有口令
post   /me/post post={post:system-admin@shili}
want   404
post   /me/post post={post:budget-editor@shili-shuiwu}
want   303 /
get    /me
want   200
post   /me/sessions/1/ends
want   303 /me
get    /me
see    这次登录已经结束
get    /me
never  这次登录已经结束

# Half an hour without a hand on it, and it is over.
wait   29m
get    /me
want   200
wait   29m
get    /me
want   200
wait   31m
get    /me
want   303 /sign-in?next=%2Fme

# And twelve hours at most, however busy.
as     budget-editor@shili-shuiwu
wait   25m
get    /me
want   200
wait   11h
get    /me
want   303 /sign-in?next=%2Fme
