# Three administrators: one makes accounts, one grants posts, one reads the trail (等保 三员).
as     system-admin@shili
get    /people
want   200
see    新增人员
get    /people/new
want   200
post   /people name=测试经办 login=story.user
want   303 /people/*
take   who /people/
get    /people?q=ＳＴＯＲＹ.User
see    测试经办
see    没有岗位
never  tag-green">可以登录
get    /people/{who}
want   200
see    story.user
see    还没有岗位
never  授予岗位
# No blank inside a name, however it was typed.
post   /people name=赵　一　 login=story.blank
want   303 /people/*
get    /people?q=赵一
see    赵一
post   /people name=重名 login=story.user
want   422
see    这个账号已经有人用了
post   /people name=坏账号 login=Story_User
want   422
post   /people/{who}/links
want   200
see    /set-up/
see    只显示这一次
post   /people/{who}/posts unit={unit:shili-shuiwu} role=budget-editor
want   403
post   /people/{who}/name name=测试经办员 version=1
want   303 /people/{who}
post   /people/{who}/name name=旧版本 version=1
want   409
see    办了“人员改名”
see    value="旧版本"
see    现在是“测试经办员”
see    name="version" value="2"
post   /people/{person:system-admin@shili}/account event=disable version=1
want   403

# By state: each is one of those that the column says, and two that go across them.
get    /people?state=keyless&q=测试经办员
see    测试经办员
see    未设口令
get    /people?state=never&q=测试经办员
see    测试经办员
get    /people?state=ready&q=测试经办员
see    没有符合条件的记录
get    /people?state=idle
see    没有符合条件的记录
get    /people?state=demo&role=inspector
see    督查专员
get    /people?state=postless
want   200
never  演示账号</span>

as     security-admin@shili
get    /people/{who}
want   200
see    授予岗位
post   /people/{who}/posts unit={unit:shili-shuiwu} role=budget-editor
want   303 /people/{who}
post   /people/{who}/posts unit={unit:shili} role=system-admin
want   422
see    不能兼任
post   /people/{who}/posts unit={unit:shili} role=public
want   422
post   /people/{who}/posts unit={unit:shili} role=no-such-role
want   422
get    /people/{who}
see    预算编制员
take   post /people/{who}/posts/
# The list says where somebody serves, as what, and whether they can sign in; by unit with all below it, and by role.
get    /people?q=story.user
see    县水务局
see    预算编制员
see    已发链接
never  tag-green">可以登录
get    /people?unit={unit:shili}&role=budget-editor
see    测试经办员
get    /people?unit={unit:shili-liuxi}
see    柳溪镇经办
never  测试经办员
get    /people?role=inspector&order=sound
see    督查专员
never  柳溪镇经办
get    /people?unit=999999
see    ls-empty
post   /lists/files of=/people query=unit={unit:shili-shuiwu} as=csv paper=a4 turn=portrait size=auto
want   200
see    姓名,账号,单位,职务,状态
see    测试经办员,story.user,县水务局,预算编制员,已发链接
never  柳溪镇
post   /people/{who}/posts/{post}/ends version=9
want   409
post   /people/{person:inspector@shili-mbb}/posts/{post}/ends version=1
want   404
post   /people/{who}/posts/{post}/ends version=1
want   303 /people/{who}
post   /people/{who}/unlocks
want   303 /people/{who}
# No password yet: its link is the system administrator's; an administrator's, the console's.
post   /people/{who}/resets
want   422
see    链接由系统管理员发
never  /set-up/
post   /people/{person:audit-admin@shili}/resets
want   422
see    演示账号没有口令
post   /people/{person:security-admin@shili}/posts unit={unit:shili} role=budget-editor
want   403
post   /people name=越权 login=story.bad
want   403

as     system-admin@shili
get    /people/{who}
take   version name="version" value="
post   /people/{who}/account event=disable version=2
want   409
post   /people/{who}/account event=disable version=1
want   303 /people/{who}
get    /people/{who}
see    已停用
get    /settings
want   200
see    session_idle
get    /audit
want   403

as     audit-admin@shili
get    /audit
want   200
see    授予岗位
see    停用账号
get    /audit?event=unit.add
want   200
never  账号已停用
get    /audit?before=3
want   200
get    /settings
want   403

# A telephone number: masked for all who see the person, whole only on record.
as     office-general@shili-mbb
post   /people/{person:inspector@shili-mbb}/phone phone=123 version=1
want   422
see    手机号是 11 位数字
see    value="123"
see    id="e-phone"
post   /people/{person:inspector@shili-mbb}/phone phone="138 1234 5678" version=1
want   303 *
# Of an old form nothing is lost: what was typed, and what stands there now.
post   /people/{person:inspector@shili-mbb}/phone phone=13812345679 version=1
want   409
see    value="13812345679"
see    现在登记的是：138****5678。
get    /people/{person:inspector@shili-mbb}
see    138****5678
never  13812345678
get    /people/{person:inspector@shili-mbb}/phone
want   200
see    13812345678
as     inspector@shili-mbb
get    /people/{person:inspector@shili-mbb}
see    138****5678
get    /people/{person:inspector@shili-mbb}/phone
want   403
post   /people/{person:office-business@shili-mbb}/phone phone=13812345678 version=1
want   403
as     audit-admin@shili
get    /audit?event=page.view
see    /phone
never  13812345678
get    /audit?event=person.phone
see    登记电话
never  13812345678
