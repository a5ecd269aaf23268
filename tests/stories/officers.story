# 三员 (GB/T 22239-2019 8.1.5): what each of the three administrators must not be able to do, one
# refusal after the other. tests/officers_test.c has the nine exclusions and the walk over routes.

# The system administrator makes accounts and settings and grants nothing.
as   system-admin@shili
post /people name=新进人员 login=new.comer
want 303 /people/*
take new /people/
# 1
post /people/{new}/posts unit={unit:shili-shuiwu} role=lead-handler
want 403
# 2
post /people/{person:inspector@shili-mbb}/posts/{post:inspector@shili-mbb}/ends version=1
want 403
# 3
post /people/{person:inspector@shili-mbb}/unlocks
want 403
# 4
get  /audit
want 403
# 5
post /roles/inspector/budget_view version=1 see=all see_years=all change=none change_years=all
want 403
# 6
get  /budget/{budget:wusheng-mbjx@2024}
want 404
# 7
post /budget/{budget:wusheng-mbjx@2024}/words revision=1 key=x n=0 text=y
want 403
# 8
post /people/{person:system-admin@shili}/account event=disable version=1
want 403
# 9
post /org/{unit:shili}/units name=某股 kind=section sort=1 code=some-section
want 403

# The security administrator grants and reviews, makes nobody, and reads no business.
as   security-admin@shili
# 10
post /people name=另一人 login=other.one
want 403
# 11
post /people/{new}/links
want 403
# 12
post /people/{new}/account event=disable version=1
want 403
# 13
post /people/{new}/name name=改名 version=1
want 403
# 14
get  /settings
want 403
# 15
get  /audit
want 403
# 16
get  /budget/{budget:wusheng-mbjx@2024}
want 404
# 17
post /people/{person:security-admin@shili}/posts unit={unit:shili} role=inspector
want 403
# 18
post /people/{person:security-admin@shili}/posts/{post:security-admin@shili}/ends version=1
want 403
# 19
post /roles/security-admin/org_view version=1 see=none see_years=all change=none change_years=all
want 403
# 20
post /people/{new}/posts unit={unit:shili} role=public
want 422
see  公众不需要账号
# 21
post /people/{new}/posts unit={unit:shili} role=api
want 422
see  接口的角色不授予人员

# The audit administrator reads the trail and changes nothing: the walk over routes has the rest.
as   audit-admin@shili
get  /audit
want 200
# 22
get  /people
want 403
# 23
get  /settings
want 403
# 24
get  /roles
want 403
# 25
get  /budget/{budget:wusheng-mbjx@2024}
want 404
# 26
post /people/{new}/posts unit={unit:shili} role=inspector
want 403

# Nobody else reads the trail or the roles, the county's leader neither.
as   county-leader@shili
# 27
get  /audit
want 403
# 28
get  /roles
want 403
as   office-director@shili-mbb
# 29
get  /audit
want 403
# 30
get  /roles
want 403
