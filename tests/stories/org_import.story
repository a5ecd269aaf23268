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
# Undone: what is new goes, what was changed is as it was, unless somebody has built on it.
upload file 单位.csv 代码,名称,类别,上级代码,次序,考核分组\nund-zhan,撤销下属站,下属单位,und-ju,2,\nund-ju,撤销测试局,部门,shili,1,综合经济部门\nimp-zhan,改名下属站,下属单位,und-ju,7,\n
post   /imports/new/org.units
take   und /imports/
get    /imports/{und}
see    写入后 30 天内可以整批撤销
post   /imports/{und}/apply
want   303 *
get    /imports/{und}
see    整批撤销
get    /org/{unit:und-ju}
see    改名下属站
post   /org/{unit:und-ju}/units name=后来的股 kind=section sort=1 code=und-gu
want   303 *
get    /imports/{und}/undo
want   200
see    第 3 行“撤销测试局”：下面已经有“后来的股”
post   /imports/{und}/undo
want   409
upload file 单位.csv 代码,名称,类别,上级代码,次序,考核分组\nfin-zhan,终测下属站,下属单位,fin-ju,2,\nfin-ju,终测局,部门,shili,1,综合经济部门\nimp-zhan,再改下属站,下属单位,fin-ju,8,\n
post   /imports/new/org.units
take   fin /imports/
post   /imports/{fin}/apply
want   303 *
get    /imports/{fin}/undo
want   200
see    删除新增的 2 个单位，恢复 1 个单位原来的内容
post   /imports/{fin}/undo
want   303 /imports/{fin}
get    /imports/{fin}
see    这次导入已整批撤销
get    /org/{unit:imp-zhan}
see    改名下属站
get    /org?q=终测
see    没有找到单位
get    /org/{unit:und-ju}
see    改名下属站
post   /imports/{fin}/undo
want   409
# Back under the first, for what follows.
upload file 单位.csv 代码,名称,类别,上级代码,次序\nimp-zhan,测试下属站,下属单位,imp-ju,2\n
post   /imports/new/org.units
take   back /imports/
post   /imports/{back}/apply
want   303 *
# Per cell: what is wrong and what to write.
upload file 单位.csv 代码,名称,类别,上级代码\nBad_Code,坏代码,部门,shili\nimp-x,没有上级,部门,\nimp-y,类别不对,处室,shili\n
post   /imports/new/org.units
take   bad /imports/
get    /imports/{bad}
want   200
see    “Bad_Code”代码用小写字母、数字和连字符（例：shuiwuju）
see    县以外的单位要写上级
post   /imports/{bad}/apply
want   422
# A second county: not by a file, not by changing a kind, not by moving the one there is.
upload file 单位.csv 代码,名称,类别,上级代码\nimp-xian,又一个县,县,\nshili-liuxi,柳溪镇人民政府,县,shili\nshili,示例县,部门,\n
post   /imports/new/org.units
take   second /imports/
get    /imports/{second}
see    第 2 行 C 列（类别）：“县”一套系统只有一个县，已有“示例县”（代码 shili）；请选别的类别，写明上级
see    第 3 行 C 列（类别）：“县”一套系统只有一个县
see    第 4 行 C 列（类别）：“部门”县是最上面的单位，类别不能改
see    3 行不能写入
post   /imports/{second}/apply
want   422
post   /imports/{second}/drop
# A circle, and a superior that is nowhere: the preview marks the rows, and nothing is written.
upload file 单位.csv 代码,名称,类别,上级代码\nimp-a,甲局,部门,imp-b\nimp-b,乙局,部门,imp-a\nimp-c,丙局,部门,shili\n
post   /imports/new/org.units
take   round /imports/
get    /imports/{round}
see    2 行不能写入
see    第 2 行 D 列（上级代码）：“imp-b”上级绕成了一圈：甲局 → 乙局 → 甲局
see    第 3 行 D 列（上级代码）：“imp-a”上级绕成了一圈：乙局 → 甲局 → 乙局
post   /imports/{round}/apply
want   422
see    还有 2 行须改，一行也没有写入
see    导入预览
see    绕成了一圈
# A unit that stands, under what stands below it; and changing places, which may be done.
upload file 单位.csv 代码,名称,类别,上级代码\nimp-ju,示例县测试局,部门,imp-zhan\n
post   /imports/new/org.units
take   under /imports/
get    /imports/{under}
see    上级绕成了一圈：示例县测试局 → 测试下属站 → 示例县测试局
never  全部可以写入
upload file 单位.csv 代码,名称,类别,上级代码\nimp-ju,示例县测试局,部门,imp-zhan\nimp-zhan,测试下属站,部门,shili\n
post   /imports/new/org.units
take   places /imports/
get    /imports/{places}
see    全部可以写入
post   /imports/{places}/apply
want   303 *
upload file 单位.csv 代码,名称,类别,上级代码\nimp-zhan,测试下属站,下属单位,imp-ju\nimp-ju,示例县测试局,部门,shili\n
post   /imports/new/org.units
take   places /imports/
post   /imports/{places}/apply
want   303 *
upload file 单位.csv 代码,名称,类别,上级代码\nimp-c,丙局,部门,shili\nimp-d,丁局,部门,nowhere\n
post   /imports/new/org.units
take   lost /imports/
get    /imports/{lost}
see    第 3 行 D 列（上级代码）：“nowhere”上级“nowhere”既不在表里，也不在系统里
post   /imports/{lost}/apply
want   422
# The rows that were wrong are taken by those that are mended, and the counts follow.
upload file 须改的行.csv 代码,名称,类别,上级代码\nimp-d,丁局,部门,shili\n
post   /imports/{lost}/mended
want   303 /imports/{lost}
get    /imports/{lost}
see    全部可以写入
see    没有须改的
never  处须改
see    0 个单元格
post   /imports/{lost}/drop
# One name for two units: of one that stands, and of a row above.
upload file 单位.csv 代码,名称,类别,上级代码\ndup1,示例县水务局,部门,shili\ndup2,戊局,部门,shili\ndup3,戊局,部门,shili\ndup4,办公室,内设机构,dup2\n
post   /imports/new/org.units
take   twins /imports/
get    /imports/{twins}
see    第 2 行 B 列（名称）：“示例县水务局”已经有一个“示例县水务局”（代码 shili-shuiwu）
see    第 4 行 B 列（名称）：“戊局”与第 3 行（代码 dup2）同名
see    2 行不能写入
post   /imports/{twins}/drop
# What is refused at writing all the same stands on the preview, with its row: somebody was quicker.
upload file 单位.csv 代码,名称,类别,上级代码\nimp-q,己局,部门,shili\n
post   /imports/new/org.units
take   slow /imports/
upload file 单位.csv 代码,名称,类别,上级代码\nimp-r,己局,部门,shili\n
post   /imports/new/org.units
take   quick /imports/
post   /imports/{quick}/apply
want   303 *
post   /imports/{slow}/apply
want   422
see    导入预览
see    第 2 行：已经有一个“己局”（代码 imp-r）
see    什么也没有写入
get    /org?q=丙局
see    没有找到单位
get    /imports/new/org.people
want   403

# People by the system administrator, posts by the security administrator (三员).
as     system-admin@shili
# Heads that nobody knows, and a row wider than they: nobody is lost without a word.
upload file 花名册.csv 员工,登入名\n甲一,wide.one\n乙二,wide.two\n丙三,wide.three,这个人调走了\n丁四,wide.four\n
post   /imports/new/org.people
take   roll /imports/
get    /imports/{roll}/columns
see    第 1 行是表头
see    表头是哪一行
see    第 4 行：丙三、wide.three、这个人调走了
get    /imports/{roll}/columns?sheet=0&row=4
see    第 4 行是表头
see    这个人调走了
post   /imports/{roll}/columns heads=97d7e10a4bd84713c0c94bcf2ec8a091eb7d4670f463ad143532a06a70523c8d c0=name c1=login c2=
want   303 /imports/{roll}
get    /imports/{roll}
see    第 1–3 行在表头（第 4 行）上面，没有读入
see    已经核对，没有错
never  全部可以写入
post   /imports/{roll}/apply
want   422
see    第 1–3 行在表头（第 4 行）上面，没有读入
post   /imports/{roll}/columns heads=ecb60695f8a06255d41e24055d5b13645c32fe8c7153ea106577a65cdbf907cc c0=name c1=
want   422
see    第 1 行是表头
see    还没有说哪一列是
post   /imports/{roll}/columns heads=ecb60695f8a06255d41e24055d5b13645c32fe8c7153ea106577a65cdbf907cc c0=name c1=login
want   303 /imports/{roll}
get    /imports/{roll}
see    全部可以写入
see    丙三
post   /imports/{roll}/drop
upload file 人员.csv 账号,姓名,工号\nimp.one,导入甲,G001\nimp.two,导入乙,G001\n
post   /imports/new/org.people
take   twice /imports/
get    /imports/{twice}
see    第 3 行 C 列（工号）：“G001”与第 2 行的工号相同
see    写入后 30 天内可以整批撤销
post   /imports/{twice}/apply
want   422
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
get    /imports/{both}
see    C 列（角色）
see    不能兼任
post   /imports/{both}/apply
want   422
