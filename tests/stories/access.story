# 登录安全 is the security administrator's: locks, who is signed in, which roles bring a second factor.
as     nobody
post   /sign-in account=guess.me password=Wrong-1-a
post   /sign-in account=guess.me password=Wrong-1-b
post   /sign-in account=guess.me password=Wrong-1-c
post   /sign-in account=guess.me password=Wrong-1-d
post   /sign-in account=guess.me password=Wrong-1-e
want   422
post   /sign-in account=guess.me password=Wrong-1-f
want   429

as     system-admin@shili
get    /access
want   403
post   /access/unlocks lock=a:guess.me
want   403
get    /access/sessions
want   403
get    /access/stale
want   200
see    没有这样的账号
get    /lists/options?of=/access/stale&query=order=sound
want   200
see    拼音顺序
post   /lists/batch of=/access/sessions query= event=end items=1.1
want   403

as     security-admin@shili
get    /access
want   200
see    guess.me
see    督查专员
get    /access/stale
want   403
get    /access/sessions
want   200
see    这里
see    安全管理员
post   /access/unlocks lock=a:guess.me
want   303 /access
get    /access
never  guess.me
post   /access/roles inspector=1
want   303 /access
get    /access
see    name="inspector" value="1" checked
post   /access/roles no-such-role=1
want   422
post   /access/people/{person:inspector@shili-mbb}/factor-ends
want   303 /people/{person:inspector@shili-mbb}
post   /access/people/99999/factor-ends
want   404
as     nobody
post   /sign-in account=guess.me password=Wrong-1-g
want   422

# A demonstration post has no password, and no second factor.
as     inspector@shili-mbb
get    /me/factor
want   200
post   /me/factor/starts
want   422
get    /access
want   403
