# Units by file: new ones and changes by code; a superior may stand further down.
as     office-general@shili-mbb
get    /org
see    导入单位
get    /imports/new/org.units
want   200
get    /imports/new/org.units/template?as=xlsx
want   200
upload file 单位.csv 代码,名称,类别,上级代码,次序,考核分组\nimp-zhan,测试下属站,下属单位,imp-ju,2,\nimp-ju,示例县测试局,部门,shili,1,综合经济部门\nshili-liuxi,柳溪镇人民政府,乡镇,shili,9,乡镇一组\n
post   /imports/new/org.units
want   303 /imports/*
take   batch /imports/
get    /imports/{batch}
want   200
see    测试下属站
post   /imports/{batch}/apply
want   303 *
get    /org/{unit:imp-ju}
want   200
see    示例县测试局
see    测试下属站
see    综合经济部门
# Per cell: what is wrong and what to write.
upload file 单位.csv 代码,名称,类别,上级代码\nBad_Code,坏代码,部门,shili\nimp-x,没有上级,部门,\nimp-y,类别不对,处室,shili\n
post   /imports/new/org.units
take   bad /imports/
get    /imports/{bad}
want   200
see    代码用小写字母、数字和连字符
see    县以外的单位要写上级
post   /imports/{bad}/apply
want   422
# A circle, and a superior that is nowhere: nothing is written.
upload file 单位.csv 代码,名称,类别,上级代码\nimp-a,甲局,部门,imp-b\nimp-b,乙局,部门,imp-a\nimp-c,丙局,部门,shili\n
post   /imports/new/org.units
take   round /imports/
post   /imports/{round}/apply
want   422
see    绕成了一圈
upload file 单位.csv 代码,名称,类别,上级代码\nimp-c,丙局,部门,shili\nimp-d,丁局,部门,nowhere\n
post   /imports/new/org.units
take   lost /imports/
post   /imports/{lost}/apply
want   422
see    既不在表里，也不在系统里
get    /org?q=丙局
see    没有找到单位
get    /imports/new/org.people
want   403

# People by the system administrator, posts by the security administrator (三员).
as     system-admin@shili
upload file 人员.csv 账号,姓名,工号\nimp.one,导入甲,G001\nimp.two,导入乙,G001\n
post   /imports/new/org.people
take   twice /imports/
post   /imports/{twice}/apply
want   422
see    工号 G001 已经是“导入甲”的
upload file 人员.csv 账号,姓名,工号\nimp.one,导入甲,G001\nimp.two,导入乙,G002\n
post   /imports/new/org.people
take   people /imports/
post   /imports/{people}/apply
want   303 *
get    /people?q=imp.
see    导入甲
get    /imports/new/org.posts
want   403
as     security-admin@shili
upload file 岗位.csv 账号,单位代码,角色,职务\nimp.one,imp-ju,牵头单位经办,办公室主任\nimp.nobody,imp-ju,牵头单位经办,\n
post   /imports/new/org.posts
take   posts /imports/
get    /imports/{posts}
see    没有这个账号
upload file 岗位.csv 账号,单位代码,角色,职务\nimp.one,imp-ju,牵头单位经办,办公室主任\nimp.two,shili,系统管理员,\n
post   /imports/new/org.posts
take   posts /imports/
post   /imports/{posts}/apply
want   303 *
get    /org/{unit:imp-ju}
see    办公室主任
upload file 岗位.csv 账号,单位代码,角色\nimp.two,imp-ju,牵头单位经办\n
post   /imports/new/org.posts
take   both /imports/
post   /imports/{both}/apply
want   422
see    不能兼任
