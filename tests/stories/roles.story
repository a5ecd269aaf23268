# Roles and rights, as the security administrator sees, changes and reviews them.
as   security-admin@shili
get  /roles
want 200
see  牵头单位经办
see  还没有复核过
post /roles/reviews
want 303 /roles
get  /roles
see  上次复核
get  /roles/matrix
want 200
see  编制预算
get  /roles/budget-editor
want 200
see  水务局预算编制员
see  本年起
get  /roles/no-such-role
want 404
get  /rights/budget_edit
want 200
see  2 个角色有这项权限
see  水务局预算编制员
get  /rights/no_such_right
want 404
get  /people/{person:budget-editor@shili-shuiwu}/rights
want 200
see  示例县水务局及下级 · 本年起

# One row is changed; whoever holds the role has it from the next request on.
get  /roles/inspector/budget_view
want 200
post /roles/inspector/budget_view version=1 see=own see_years=since-last change=none change_years=all
want 303 /roles/inspector
get  /roles/inspector
see  上年起
post /roles/inspector/budget_view version=1 see=all see_years=all change=none change_years=all
want 409
see  value="2"
post /roles/inspector/budget_view version=2 see=none see_years=all change=none change_years=all
want 303 /roles/inspector
get  /roles/inspector
never 上年起
post /roles/inspector/budget_view version=3 see=everything see_years=all change=none change_years=all
want 422
post /roles/inspector/budget_view version=3 see=all see_years=all change=none change_years=all also=this
want 422

# What may not stand together: an administrator's permission in a business role, business in an
# administrator's, another administrator's; and nobody edits the role they hold.
post /roles/inspector/audit_view version=3 see=all see_years=all change=none change_years=all
want 404
post /roles/system-admin/budget_view version=1 see=all see_years=all change=none change_years=all
want 404
post /roles/system-admin/role_grant version=1 see=all see_years=all change=all change_years=all
want 404
post /roles/public/budget_view version=1 see=all see_years=all change=none change_years=all
want 404
get  /roles/security-admin
want 200
see  不能修改它的权限
get  /roles/security-admin/org_view
want 403
post /roles/security-admin/org_view version=1 see=own see_years=all change=none change_years=all
want 403

as   audit-admin@shili
get  /audit
see  修改角色的权限
see  复核权限
get  /roles
want 403

as   system-admin@shili
get  /roles
want 403
post /roles/inspector/budget_view version=3 see=all see_years=all change=none change_years=all
want 403
