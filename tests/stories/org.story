# The tree of units: seen by all who serve, changed by those who keep it.
as     office-general@shili-mbb
get    /org
want   200
see    中共武胜县委目标绩效管理办公室
see    示例县水务局
see    公开样本
# The same as a list: filtered, in the official order, as a file.
get    /org/table?kind=town&order=rank
want   200
see    柳溪镇人民政府
never  示例县水务局
get    /org/table?q=shuiwu
see    示例县水务局
get    /org/{unit:shili-mbb}
want   200
see    综合股
see    新增下级
get    /org/{unit:shili-mbb}/new
want   200
post   /org/{unit:shili-shuiwu}/units name=测试站 brief= kind=subordinate group= sort=300 code=story-station
want   303 /org/*
get    /org/{unit:story-station}
want   200
see    测试站
see    已新增“测试站”
see    县水务局

# Renamed, from the version one has seen.
get    /org/{unit:story-station}/edit
want   200
see    name="version" value="1"
post   /org/{unit:story-station}/edit name=测试管护站 brief=管护站 kind=subordinate group= sort=300 version=1
want   303 /org/{unit:story-station}
get    /org/{unit:story-station}
see    测试管护站

# Somebody else was there before: what was typed is kept.
post   /org/{unit:story-station}/edit name=另一个名字 brief= kind=subordinate group= sort=300 version=1
want   409
see    另一个名字
see    办了“修改单位”
see    现在是“测试管护站”
see    name="version" value="2"

# What was typed wrong keeps the version it began from: nobody's change is run over unseen.
post   /org/{unit:story-station}/edit name= brief= kind=subordinate group= sort=300 version=1
want   422
see    name="version" value="1"

# Renamed by a document: the former name stays and is found.
get    /org/{unit:story-station}/names
want   200
see    依据的文件
post   /org/{unit:story-station}/names name=水务测试站 brief= on=2024-11-01 document=示编〔2024〕9号 version=2
want   303 /org/{unit:story-station}
get    /org/{unit:story-station}
see    水务测试站
see    曾用名
see    测试管护站
see    至 2024-10-31
see    示编〔2024〕9号
get    /org?q=测试管护
want   200
see    水务测试站
see    测试管护站
get    /org?on=2024-10-31
want   200
see    测试管护站
never  水务测试站
get    /org?on=2024-11-01
see    水务测试站
never  测试管护站
get    /org?on=2024-13-01
want   422
# There is one county: nothing offers another, and none is taken.
get    /org/{unit:shili}/new
want   200
never  value="county"
post   /org/{unit:shili}/units name=又一个县 brief= kind=county group= sort=1 code=story-county
want   422
see    一套系统只有一个县，已有“示例县”（代码 shili）
see    value="又一个县"
# Letters are folded as in every search: capitals, full width, initials; and blanks between words.
get    /org?q=SHILI-LIUXI
see    柳溪镇
get    /org?q=ｓｈｉｌｉ-ｌｉｕｘｉ
see    柳溪镇
get    /org?q=ＬＸＺ
see    柳溪镇
get    /org?q=lxz
see    柳溪镇
get    /org?q=柳溪%20镇
see    柳溪镇
get    /org?q=没有这个单位
see    没有找到单位
post   /org/{unit:story-station}/names name=以后的名字 brief= on=2031-01-01 document=某文件 version=3
want   422
see    这一天还没有到
post   /org/{unit:story-station}/names name=更早的名字 brief= on=2024-11-01 document=某文件 version=3
want   422
see    须在现名称启用的 2024-11-01 之后
post   /org/{unit:story-station}/names name=水务测试站 brief= on=2024-11-02 document=某文件 version=3
want   422
see    和现在的名称一样
post   /org/{unit:story-station}/names name=迟来的名字 brief= on=2024-11-03 document=某文件 version=2
want   409
see    办了“单位更名”

# Moved, and what cannot be.
get    /org/{unit:story-station}/moves
want   200
see    移到这个单位下面
post   /org/{unit:story-station}/moves parent={unit:shili-yq} version=3
want   303 /org/{unit:story-station}
get    /org/{unit:shili-yq}
see    水务测试站
post   /org/{unit:shili-mbb}/moves parent={unit:shili-mbb-zx} version=1
want   422
see    不能移到自己下面
post   /org/{unit:shili-mbb-zx}/moves parent={unit:shili-mbb-zh} version=1
want   422
see    内设机构下面不能再设单位
post   /org/{unit:shili}/moves parent={unit:wusheng} version=1
want   422
see    最上面的单位不能移动

# Wrong input comes back with its reason; unknown fields are refused.
post   /org/{unit:shili-shuiwu}/units name= brief= kind=department group= sort=1 code=Bad_Code
want   422
see    不能为空
post   /org/{unit:shili-shuiwu}/units name=重复 brief= kind=subordinate group= sort=1 code=story-station
want   422
see    这个代码已经用在“水务测试站”
post   /org/{unit:shili-shuiwu}/units name=多一项 brief= kind=subordinate group= sort=1 code=story-extra path=/1/
want   422
see    这里没有“path”这个栏目
get    /org/{unit:shili-shuiwu}
never  多一项

# A name is data: it cannot become a page.
post   /org/{unit:shili-shuiwu}/units name="<script>alert(1)</script>" brief= kind=subordinate group= sort=1 code=story-xss
want   303 /org/*
get    /org/{unit:story-xss}
see    &lt;script&gt;alert(1)
never  <script>alert(1)

# Who only looks, only looks.
as     inspector@shili-mbb
get    /org/{unit:shili-shuiwu}
want   200
never  新增下级
get    /org/{unit:shili-shuiwu}/edit
want   403
post   /org/{unit:shili-shuiwu}/units name=不许 brief= kind=subordinate group= sort=1 code=story-no
want   403
as     audit-admin@shili
get    /org
want   403

# A unit leads to what other domains have of it.
as     county-leader@shili
get    /org/{unit:shili-shuiwu}
want   200
see    /budget?word=shili-shuiwu
get    /budget?word=shili-shuiwu
want   200
see    水务局
never  目标绩效管理办公室
