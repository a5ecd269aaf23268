# Bonus, penalty, ceiling, veto: proposed, approved by another, capped, counted once, lifted.
as     town@shili-liuxi
get    /effects
want   200
see    获评全省乡村治理示范乡镇
see    登记
never  水利工程管理经验交流发言
never  导入
get    /effects/units/{unit:shili-liuxi}
want   200
see    加 1 分，扣 0.5 分。
see    同一事项已按最高级别计一次
get    /effects/units/{unit:shili-shuiwu}
want   404
get    /effects/new
want   200
see    依据文件
post   /effects unit={unit:shili-liuxi} kind=0 title=防汛工作受表彰 class=award amount=2.5 basis=市防指〔2024〕9号 happened=2024-08-01 level=1
want   303 /effects/*
get    /effects
see    防汛工作受表彰

# Of another unit, a penalty, a class of the other kind, nothing at all.
post   /effects unit={unit:shili-qingshi} kind=0 title=替别人报 amount=1 basis=x happened=2024-08-01 level=1
want   403
post   /effects unit={unit:shili-liuxi} kind=1 title=自己扣分 amount=1 basis=x happened=2024-08-01 level=1
want   422
see    单位只能为自己申报加分
post   /effects unit={unit:shili-liuxi} kind=0 title=坏 class=notice amount=1 basis=x happened=2024-08-01 level=1
want   422
see    类别“通报批评”不是加分的类别
post   /effects unit={unit:shili-liuxi} kind=0 title=坏 amount=0 basis=x happened=2024-08-01 level=1
want   422
see    分值应大于 0、不超过 100
post   /effects unit={unit:shili-liuxi} kind=0 title=坏 amount=一分 basis=x happened=2024-08-01 level=1
want   422
see    应为数字，最多六位小数
post   /effects unit={unit:shili-liuxi} kind=0 title=坏 amount=1 basis=x happened=2022-08-01 level=1
want   422
see    日期应在 2024 年或上年之内
post   /effects unit={unit:shili-liuxi} kind=0 title=坏 amount=1 basis=x happened=2024-12-31 level=1
want   422

as     office-business@shili-mbb
get    /effects?view=1
want   200
see    水利工程管理经验交流发言
see    防汛工作受表彰
never  瞒报一起一般生产安全事故
get    /effects/units/{unit:shili-qingshi}
see    一票否决，等次定为“不合格”，分数不变。
get    /effects/units/{unit:shili-yq}
see    等次最高到“良好”。
get    /effects/units/{unit:shili-czj}
see    已解除，不计
get    /effects/units/{unit:shili-shuiwu}
see    审定后：没有依据文件，不计
post   /effects unit={unit:shili-liuxi} kind=2 title=封顶 grade=良好 happened=2024-08-01 level=0
want   422
see    等次封顶和一票否决须有依据文件
post   /effects unit={unit:shili-liuxi} kind=3 title=否决 grade=特等 basis=x happened=2024-08-01 level=0
want   422
see    请选方案里的一个等次
post   /effects unit={unit:shili-liuxi} kind=3 title=否决 grade=不合格 amount=1 basis=x happened=2024-08-01 level=0
want   422
see    等次封顶和一票否决不带分值
post   /effects unit={unit:shili-liuxi} kind=1 title=迟报一次 class=meeting amount=0.5 basis=通报 happened=2024-10-08 level=0
want   303 /effects/*
get    /effects?view=1&find=迟报
take   late <a href="/effects/
post   /effects/{late}/moves version=1 event=approve
want   403
get    /effects/{late}/edit
want   200
post   /effects/{late} version=1 kind=1 title=迟报两次 class=meeting amount=1 basis=通报 happened=2024-10-08 level=0
want   303 /effects/*
post   /effects/{late} version=1 kind=1 title=迟报三次 class=meeting amount=1.5 basis=通报 happened=2024-10-08 level=0
want   409
see    修改加减分

as     office-director@shili-mbb
get    /effects/{late}
want   200
see    审定后计入
post   /effects/{late}/moves version=2 event=refuse
want   422
see    请写明不予认定的原因
post   /effects/{late}/moves version=2 event=approve number=考核委员会第5次会议
want   303 /effects/*
get    /effects/{late}
see    考核委员会第5次会议
see    解除的决定
post   /effects/{late}/moves version=3 event=lift day=2024-11-01
want   422
see    请写明解除的决定
post   /effects/{late}/moves version=3 event=lift day=2024-11-01 number=复核决定
want   303 /effects/*
get    /effects/{late}
see    已解除
never  解除的决定</h2>
post   /effects/{late}/moves version=4 event=lift day=2024-11-01 number=再次
want   409

# The cap of the class: 3 points of honours, 1 used.
get    /effects?view=1&find=防汛
take   flood <a href="/effects/
post   /effects/{flood}/moves version=1 event=approve
want   303 /effects/*
get    /effects/{flood}
see    本类已到上限
get    /effects/units/{unit:shili-liuxi}
see    加 3 分

as     lead-handler@shili-shuiwu
get    /effects/{flood}
want   404
get    /imports/new/target.effects
want   403
as     congress-deputy@shili-rd
get    /effects
want   403

# In January what is registered belongs to the year that is over: the day offered is one that is taken.
wait   60d
as     office-business@shili-mbb
get    /effects/new
see    value="2024-12-31"
