# The city assesses the county: estimates month by month, losses, what if, who carries it.
as     county-leader@shili
get    /city
want   200
see    2024年度市对县综合考核
see    失分最多的是固定资产投资
see    还没有分解到单位目标
see    <div class="ls-scroll ls-from-end" tabindex="0" role="group" aria-label="预估得分，逐月"><svg class="ls-chart ls-chart-s"
never  新增指标
get    /city?year=2023
want   200
see    全市第 3 名
get    /city?year=2024&view=2
see    信访工作
get    /city/losses
want   200
see    按牵头单位
get    /city/report/txt
want   200
see    失分分析
see    照已通报的其他 8 个县的得分（示例市委目标绩效办2024年10月市对县考核情况通报），预估全市第
get    /city/export/txt
want   200
see    市对县考核指标预估
get    /city/report/exe
want   404
get    /city/new
want   403

as     office-business@shili-mbb
get    /city?find=城镇新增就业
want   200
get    /city/items/20
want   200
see    县考核指标
post   /city/items/20/estimates month=10 version=0 score=4
want   422
see    有失分（1 分），请写明原因
post   /city/items/20/estimates month=10 version=0 score=9
want   422
see    得分应在 0 到 7.5 之间
post   /city/items/20/estimates month=10 version=0 score=4 cause=岗位少 rank=12
want   422
see    名次不能超过参加考核的县数 9
post   /city/items/20/estimates month=12 version=0 score=5
want   422
see    这个月还没有开始，不能预估
post   /city/items/20/estimates month=11 version=0 actual=二百
want   422
post   /city/items/20/estimates month=11 version=0 actual=3150 cause=岗位少 measure=送岗下乡
want   303 /city/items/*
get    /city/items/20
see    3.75
see    岗位少
post   /city/items/20/estimates month=11 version=0 score=5
want   409
get    /city/what-if?item=20&actual=3990
want   200
see    城镇新增就业 多得 1.00 分。
see    全市名次
see    名次按市里通报的其他 8 个县的得分排
get    /city/what-if?item=20&actual=许多
want   422
# What the city told of the other counties, by hand: the place among them, and what a figure would do to it.
get    /city
see    照已通报的 8 个县的得分，预估第
get    /city/items/20
see    本县第
see    市人力资源和社会保障局2024年10月市对县考核指标通报
see    辛县
get    /city/what-if?item=20&actual=9000
see    这项指标的全市名次</td><td class="num">第 2 名</td><td class="num b">第 1 名
see    这项指标的名次照别的县的数排：10 月，
get    /city/what-if?item=14&actual=86
see    试算的数当作全年完成值，名次按得分排
see    总分前进
see    总分
see    来自示例市委目标绩效办2024年10月市对县考核情况通报
post   /city/items/20/peers version=1 month=10 others="甲县 abc" source=通报 day=2024-11-10
want   422
see    甲县：
see    abc
post   /city/items/20/peers version=1 month=10 others=甲县 source=通报 day=2024-11-10
want   422
see    第 1 行应是县名、完成值和得分
post   /city/items/20/peers version=1 month=10 others="甲县 - 9" source=通报 day=2024-11-10
want   422
see    得分应在 0 到 7.5 之间
post   /city/items/20/peers version=1 month=10 others="甲县 3000" source= day=2024-11-10
want   422
see    请写明数从哪里来
post   /city/items/20/peers version=1 month=12 others="甲县 3000" source=通报 day=2024-11-10
want   422
see    这个月还没有开始
post   /city/items/20/peers version=1 month=10 others="甲县 3000" source=市人社局通报第10期 day=2024-11-10
want   303 /city/items/20?month=10#peers
get    /city/items/20
see    有数的 2 个县中第 1 名
see    市人社局通报第10期
post   /city/items/20/peers version=1 month=10 others="甲县 3100" source=通报 day=2024-11-10
want   409
post   /city/items/20/final version=2 final-score=4.5 final-rank=2
want   303 /city/items/*
get    /city/items/20
see    最终全市第 2 名
post   /city/items/20/final version=2 final-score=4.6
want   409
get    /city/new
want   200
post   /city/items code=gdp name=重复 full=5 lead={unit:shili-czj}
want   422
see    这个代码已经有指标用了
post   /city/items code=kj name=科技创新 full=5 lead={unit:shili-czj} method=F13 target=5
want   422
see    这个方法要另填情形或区间
post   /city/items code=kj name=科技创新 full=5 lead={unit:wusheng-mbjx}
want   422
see    不是本县的单位
post   /city/items code=kj name=科技创新 full=5 lead={unit:shili-czj} shares=县水务局、没有的局
want   422
see    没有简称为“没有的局”的单位
post   /city/items code=kj name=科技创新 full=5 lead={unit:shili-czj} shares=县水务局
want   303 /city/items/*
get    /city?find=科技创新
get    /city/items/25/edit
want   200
post   /city/items/25 version=1 name=科技创新 full=6 lead={unit:shili-czj} shares=县水务局
want   303 /city/items/*
post   /city/items/25 version=1 name=科技创新 full=7 lead={unit:shili-czj}
want   409
get    /city/book
want   200
post   /city/book year=2024 version=1 title=2024年度市对县综合考核 league=9 final-score=80 final-rank=10
want   422
get    /city/book?year=2024
see    甲县 66.
take   vbook name="version" value="
post   /city/book year=2024 version={vbook} title=2024年度市对县综合考核 league=9 others=甲县
want   422
see    第 1 行应是县名和得分
post   /city/book year=2024 version={vbook} title=2024年度市对县综合考核 league=1 others="甲县 70" source=通报 day=2024-11-15
want   422
see    其他县最多写 0 个
post   /city/book year=2024 version={vbook} title=2024年度市对县综合考核 league=9 others="甲县 70"
want   422
see    请写明数从哪里来
post   /city/book year=2024 version={vbook} title=2024年度市对县综合考核 league=9 others="甲县 70" source=通报 day=2024-12-15
want   422
see    请填通报的日期，不晚于今天
post   /city/book year=2024 version={vbook} title=2024年度市对县综合考核 league=9 others="甲县 70" source=市委目标绩效办通报第9期 day=2024-11-15
want   303 /city?year=2024
get    /city/what-if?item=20&actual=3990
see    名次按市里通报的其他 1 个县的得分排
# A new year is offered a name, and no number of counties that nobody told.
get    /city/book?year=2025
see    value="2025年度市对县综合考核"
never  name="league" value="9"
post   /city/book year=2025 version=0 title=2025年度市对县综合考核 league=9
want   303 /city?year=2025

# A unit sees what it leads or shares, and estimates only what it leads.
as     lead-handler@shili-shuiwu
get    /city?year=2024
want   200
# A part of the points is never told as the county's total, on the page, in the report or beside the final place.
see    与本单位有关的 3 项，预估
get    /city?year=2023
see    与本单位有关的 2 项，得
see    全县最终全市第 3 名
get    /city/report/txt?year=2024
see    市对县考核月分析（与本单位有关的指标）
see    中与本单位有关的有 3 项指标
get    /city?year=2024
want   200
see    农村生活污水治理率
see    科技创新
never  地区生产总值增速
get    /city/items/20
want   404
post   /city/items/25/estimates month=3 version=0 score=6
want   403
post   /city/items/25/final version=2 final-score=5
want   403
as     congress-deputy@shili-rd
get    /city
want   403
