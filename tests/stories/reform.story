# 机构改革: what will happen is shown first; then it happens whole, and what was stays findable.
as     office-general@shili-mbb
get    /org/{unit:shili-shuiwu}/reforms/new
want   200
see    合并后的名称
get    /org/{unit:shili-shuiwu}/reforms/new?kind=absorb
see    并入的单位
get    /org/{unit:shili-shuiwu}/reforms/look?kind=merge&with1=&with2=&with3=&name=示例县农水局&brief=县农水局&code=shili-nongshui&on=2024-11-20&document=改革方案
want   422
see    至少要两个单位
get    /org/{unit:shili-shuiwu}/reforms/look?kind=merge&with1={unit:shili-hedao}&with2=&with3=&name=示例县农水局&brief=县农水局&code=shili-nongshui&on=2024-11-20&document=改革方案
want   422
see    不能一起合并
get    /org/{unit:shili-shuiwu}/reforms/look?kind=absorb&into={unit:shili-hedao}&with1=&with2=&with3=&on=2024-11-20&document=改革方案
want   422
see    不能并入自己
get    /org/{unit:shili}/reforms/look?kind=absorb&into={unit:wusheng}&with1=&with2=&with3=&on=2024-11-20&document=改革方案
want   422
see    县和最上面的单位
get    /org/{unit:shili-shuiwu}/reforms/look?kind=merge&with1={unit:shili-yq}&with2=&with3=&name=示例县农水局&brief=县农水局&code=shili-nongshui&on=2024-11-20&document=改革方案
want   200
see    确认以后不能撤回
see    水务局预算编制员
see    示例县河道管理站
see    示例县经济开发区管理委员会
take   seen name="seen" value="
post   /org/{unit:shili-shuiwu}/reforms kind=merge with1={unit:shili-yq} with2= with3= name=示例县农水局 brief=县农水局 code=shili-nongshui on=2024-11-20 document=改革方案 seen=1
want   409
see    请核对后再确认
post   /org/{unit:shili-shuiwu}/reforms kind=merge with1={unit:shili-yq} with2= with3= name=示例县农水局 brief=县农水局 code=shili-nongshui on=2024-11-20 document=改革方案 seen={seen} p{post:lead-handler@shili-shuiwu}=2
want   303 /org/*
get    /org/{unit:shili-nongshui}
want   200
see    示例县农水局
see    水务局预算编制员
see    示例县河道管理站
see    由它承接的已撤销单位
see    合并设立，承接
never  水务局经办
get    /org/{unit:shili-shuiwu}
see    已撤销
see    承接单位
see    示例县农水局
never  新增下级
get    /org
see    已撤销的单位
get    /org?q=水务局
see    示例县水务局
# Nothing more can be done with what is closed.
post   /org/{unit:shili-shuiwu}/edit name=改回来 brief= kind=department group= sort=1 version=2
want   422
see    已经撤销
post   /org/{unit:shili-shuiwu}/units name=不能再设 brief= kind=section group= sort=1 code=story-below-closed
want   422
see    下面不能再设单位
get    /org/{unit:shili-yq}/reforms/look?kind=split-off&name2=新单位&brief2=&code2=story-off&on=2024-11-20&document=方案
want   422
see    已经撤销
# Who serves in the successor reaches the records of what it succeeded.
as     budget-editor@shili-nongshui
get    /budget?word=水务
want   200
see    示例县水务局
as     security-admin@shili
post   /people/{person:inspector@shili-mbb}/posts unit={unit:shili-shuiwu} role=inspector
want   422
see    已经撤销

# A part becomes a unit of its own; its mother stays.
as     office-general@shili-mbb
get    /org/{unit:shili-nongshui}/reforms/look?kind=split-off&name2=示例县供水局&brief2=县供水局&code2=shili-gsj&on=2024-11-20&document=再改革方案
want   422
see    之后
get    /org/{unit:shili-mbb}/reforms/look?kind=split-off&name2=示例县督查局&brief2=县督查局&code2=shili-dcj&on=2024-11-20&document=再改革方案
want   200
see    留在县目标办
see    转到县督查局
take   seen2 name="seen" value="
post   /org/{unit:shili-mbb}/reforms kind=split-off name2=示例县督查局 brief2=县督查局 code2=shili-dcj on=2024-11-20 document=再改革方案 seen={seen2} p{post:inspector@shili-mbb}=1 u{unit:shili-mbb-yw}=1
want   303 /org/{unit:shili-mbb}
get    /org/{unit:shili-dcj}
see    督查专员
see    业务股
get    /org/{unit:shili-mbb}
see    目标办主任
see    分出
never  已撤销</span>

# Who only looks does none of it.
as     inspector@shili-dcj
get    /org/{unit:shili-liuxi}/reforms/new
want   403
