# The door: who is not signed in is sent to it and comes back to where they wanted to go.
as     nobody
get    /org
want   303 /sign-in?next=%2Forg
# A link that says which year, which figure, leads there after the sign-in.
get    /budget/1/text?fig=total&part=2
want   303 /sign-in?next=%2Fbudget%2F1%2Ftext%3Ffig%3Dtotal%26part%3D2
get    /sign-in?next=%2Fbudget%2F1%2Ftext%3Ffig%3Dtotal%26part%3D2
see    value="/budget/1/text?fig=total&amp;part=2"
get    /
want   303 /sign-in
get    /sign-in
want   200
see    以角色进入演示
see    name="csrf"
post   /sign-in/demo role={post:inspector@shili-mbb} next=/org
want   303 /org
get    /org
want   200
see    示例县水务局
get    /sign-in
want   303 /
post   /sign-out
want   303 /sign-in
get    /org
want   303 /sign-in?next=%2Forg

# A place to go on to is never another host.
as     nobody
post   /sign-in/demo role={post:inspector@shili-mbb} next=//evil.example/
want   303 /
as     nobody
post   /sign-in/demo role={post:inspector@shili-mbb} next=https://evil.example/
want   303 /
as     nobody
post   /sign-in/demo role={post:inspector@shili-mbb} next=/\evil.example
want   303 /

# The demonstration door is of this machine.
as     nobody
from   away
get    /sign-in
want   200
never  以角色进入演示
post   /sign-in/demo role={post:inspector@shili-mbb}
want   404
post   /sign-in account=nobody-here password=Wrong-Password-1
want   422
see    账号或口令不对

# A demonstration account has no password, and says so in the same words as an unknown one.
as     nobody
post   /sign-in account= password=
want   422
see    账号或口令不对

# What is not there, and what takes no POST.
as     inspector@shili-mbb
get    /no-such-page
want   404
see    没有这个页面
post   /org x=1
want   405
get    /sign-out
want   405
get    /org/99999999
want   404
get    /healthz
want   200
see    ok
get    /readyz
want   200

# The display of this browser.
as     nobody
get    /display
want   200
with   lang=en
get    /sign-in
want   200
see    lang="en"
post   /display theme=dark type=large lang=zh
want   303 /
