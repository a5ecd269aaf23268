# Results: computed by the office, released, seen by a unit, explained to the figure, shown, disputed, decided.
as     town@shili-liuxi
get    /results
want   200
see    2024 年第 1 次核算
never  href="/results/new"
get    /results/new
want   403
get    /results/1
want   200
see    柳溪镇
get    /results/1/units/{unit:shili-liuxi}
want   200
see    柳溪镇为什么是
see    失分最多的是
see    指标树
see    用到的数
see    全年得分：取最后一期，即7 月
see    总分、名次和等次
see    乡镇一组暂列第
see    如果7 月完成
see    其他的数不变
see    按月均分
see    县委目标绩效考核委员会第2次会议
see    计入总分
never  第 3 期
get    /results/1/units/{unit:shili-liuxi}/score.json
want   200
see    "explanation"
see    "sources"
see    "reviewed_at"
see    "rank_provisional": true
see    "total_provisional": 
see    "year_rule"
see    "edition_basis"
see    "rule": "达到序时进度的件数占承担件数的比例"
see    "fold"
get    /results/1/units/{unit:shili-liuxi}/score.pdf
want   200
get    /results/1/units/{unit:shili-shuiwu}
want   404
get    /results/1/compare
want   404
get    /results/1/grades
want   403
get    /results/1/units/{unit:shili-liuxi}/appeal
want   409
see    只能对公示中的结果提出申诉

# The office computes the whole year; what is wrong is said.
as     office-business@shili-mbb
# A group with missing figures has provisional ranks wherever they stand: on the unit's own page and in a trial.
get    /standing?unit={unit:shili-czj}
see    组内有单位缺数，名次补齐以后才定
get    /results/1/try?unit={unit:shili-liuxi}&leaf=8&value=2
see    改前改后
see    总分、名次和等次都是暂列的
# A month has no grades; a trial shows which would follow, as no result, of a figure and of a full score.
see    年度还没有结束，没有正式等次
see    试算等次
see    优秀
get    /results/1/try?unit={unit:shili-liuxi}&node=8&full=30
see    分值由 12 改为 30，“经济社会发展”仍折算为 70 分
get    /results/1/try?unit={unit:shili-liuxi}&node=1&full=35
see    “党的建设”的分值由 30 改为 35，总分仍折算为 100 分
see    年度还没有结束，没有正式等次
see    优秀
get    /results/1/units/{unit:shili-liuxi}
never  优秀
get    /results/1/heat?order=loss
see    /results/1/heat/xlsx?group=
get    /results/1/heat/txt
want   200
see    失分表
see    折算失分合计
get    /results/1/heat/nothing
want   404
get    /leading
see    所在组有缺数，名次是暂列的
see    平均每个单位失分
see    市对县考核预估
see    ÷ 88 个
get    /results/new
want   200
see    2024年度综合目标绩效考核方案
# a draft of the next year is not offered, and asked for all the same it is a fault of its field
never  2025年度综合目标绩效考核方案
post   /results scheme=2 through=9 stage=0 reason=草稿方案
want   422
see    这个方案没有下发过
see    草稿方案
post   /results scheme=1 through=9 stage=1
want   422
see    年度结果要算到 12 月
post   /results scheme=1 through=12 stage=1 reason=试
want   422
see    2024 年还没有结束
post   /results scheme=999 through=9 stage=0 reason=写好的原因
want   422
see    这个方案没有下发过
see    写好的原因

# The year is over: what is computed is the office's and the leaders' until it is shown.
wait   61d
as     office-business@shili-mbb
post   /results scheme=1 through=12 stage=2
want   409
see    初步结果公示结束后才能核算年度定分
post   /results scheme=1 through=12 stage=1
want   303 /results/*
take   run /results/
as     county-leader@shili
get    /results/{run}
want   200
as     town@shili-liuxi
get    /results/{run}
want   404
get    /results/{run}/units/{unit:shili-liuxi}
want   404
get    /results/{run}/units/{unit:shili-liuxi}/score.pdf
want   404
get    /results/{run}/units/{unit:shili-liuxi}/score.json
want   404
get    /results/{run}/scores.zip?units={unit:shili-liuxi}&as=txt
want   404
get    /results/{run}/files/txt
want   404
get    /results/{run}/heat
want   404
get    /results/{run}/heat/xlsx
want   404
get    /results/{run}/movement
want   404
get    /results
want   200
never  href="/results/{run}"
get    /standing?year=2024
want   200
see    1—10 月
never  href="/results/{run}"
get    /history
want   200
never  /results/{run}
as     office-business@shili-mbb
get    /results/{run}
want   200
see    等次名额
see    试算结果未经公示和审定
get    /results/{run}/compare
want   200
get    /results/{run}/files/txt
want   200
see    考核结果公示
post   /results scheme=1 through=12 stage=1
want   422
see    请写明重新核算的原因
post   /results/{run}/moves event=open version=1 day=2025-01-21 number=公示1号 addressee=县目标办
want   403

as     office-director@shili-mbb
get    /
see    待公示的初步结果
never  到期待结束的公示
get    /results/{run}/moves/open
want   200
see    公示第一天
see    个工作日，到
see    申诉到
see    异议向谁提出
see    value="示例县目标绩效管理办公室"
get    /results/{run}/moves/open?day=2025-01-27
see    自 2025年1月27日 起公示 5 个工作日，到 2025年2月8日 为止
post   /results/{run}/moves event=open version=1 day=2025-01-21 number=公示1号 addressee= reason=统计数据年后才出 seen=1
want   422
see    请写明异议向谁提出
post   /results/{run}/moves event=open version=1 day= number=
want   422
post   /results/{run}/moves event=open version=1 day=2025-01-21 number=公示1号 addressee=县目标办
want   422
see    个单位缺数、合计未定
see    缺数清单
see    还没有逐项看过
post   /results/{run}/moves event=open version=1 day=2025-01-21 number=公示1号 addressee=县目标办 reason=统计数据年后才出
want   422
see    请逐项看过缺数清单再确认
see    统计数据年后才出
post   /results/{run}/moves event=open version=1 day=2025-01-21 number=公示1号 addressee=县目标办 reason=统计数据年后才出 seen=1
want   303 /results/*
get    /results/{run}
want   200
see    待公示
see    异议向县目标办提出
get    /results
see    待公示
as     office-director@shili-mbb
get    /results/{run}/files/txt
see    有异议的单位，请于
see    以书面形式向县目标办提出
get    /results/{run}
see    公示从 2025年1月21日 开始
# Ordered a day ahead: told to the units, and not seen before its first day.
as     town@shili-liuxi
get    /messages
see    2024 年考核初步结果 2025年1月21日 起公示，申诉到
get    /results/{run}
want   404
get    /results/{run}/units/{unit:shili-liuxi}/appeal
want   404
wait   1d
# What people's votes came to is followed from the statement to the votes: page, file and JSON alike, without a name.
as     lead-handler@shili-shuiwu
get    /results/{run}/units/{unit:shili-shuiwu}?leaf=74
want   200
see    县领导评价
see    评议过程
see    年度综合经济部门县领导评价（示委目标办〔2024〕21号）
see    各来源按权重合成
see    四舍五入到 0.01
get    /results/{run}/units/{unit:shili-shuiwu}/score.json
see    "ballot"
see    各来源按权重合成
see    四舍五入到 0.01
get    /results/{run}/units/{unit:shili-shuiwu}/score.pdf
want   200
as     office-director@shili-mbb
get    /results/{run}
see    公示中
never  待公示
post   /results/{run}/moves event=close version=2
want   409
see    之后才能结束
get    /results/{run}/grades
want   200
post   /results/{run}/grades unit={unit:shili-liuxi} grade=特优 reason=集体研究 by=常委会 day=2024-11-01
want   422
see    方案里没有
post   /results/{run}/grades unit={unit:shili-liuxi} grade=良好 reason=集体研究 by=常委会第30次会议 day=2024-11-01
want   303 /results/*
get    /results/{run}/grades
see    常委会第30次会议
post   /results/decisions/1/revocations version=1 run={run}
want   303 /results/*

as     town@shili-liuxi
get    /results/{run}
want   200
get    /results/{run}/units/{unit:shili-liuxi}
want   200
see    暂列
get    /results/{run}/units/{unit:shili-liuxi}/appeal
want   200
post   /results/{run}/units/{unit:shili-liuxi}/appeals node=0 text= want=
want   422
see    请写明事实和理由
post   /results/{run}/units/{unit:shili-liuxi}/appeals node=0 text=完成值少计 want=请更正
want   303 /appeals/*
take   appeal /appeals/
get    /appeals
want   200
see    柳溪镇
get    /appeals/{appeal}
want   200
see    完成值少计
see    没有附件
post   /files/of/appeal/{appeal} files=<tests/files/basis.txt
want   303 /appeals/{appeal}*
get    /appeals/{appeal}
see    basis.txt
post   /appeals/{appeal}/moves event=take version=1
want   403

as     office-director@shili-mbb
get    /appeals/{appeal}
see    能办理的有：
see    目标办主任
get    /appeals/{appeal}/moves/take
want   200
get    /
see    待受理的申诉
get    /messages
see    柳溪镇对公示的得分提出申诉
post   /files/of/appeal/{appeal} files=<tests/files/basis.txt
want   403
post   /appeals/{appeal}/moves event=take version=1
want   303 /appeals/*
post   /appeals/{appeal}/moves event=change version=2 reason=
want   422
get    /
see    复核中的申诉
post   /appeals/{appeal}/moves event=change version=2 reason=核实有误
want   303 /appeals/*
get    /appeals/{appeal}
see    更正待审定
see    复核人
see    目标办主任
see    提出了这件申诉
get    /
see    待审定的更正
post   /appeals/{appeal}/moves event=approve version=3 day=2024-11-01 number=考核委员会第2次会议
want   303 /appeals/*
get    /appeals/{appeal}
see    更正已审定
as     town@shili-liuxi
get    /messages
see    柳溪镇的申诉：更正待审定
post   /files/of/appeal/{appeal} files=<tests/files/basis.txt
want   409
see    更正已审定，附件不能再改

# What comes next is on the first page of who does it.
as     office-director@shili-mbb
get    /
never  到期待结束的公示
never  待公示的初步结果
wait   20d
as     office-director@shili-mbb
get    /
see    到期待结束的公示
post   /results/{run}/moves event=close version=2
want   303 /results/*
as     office-business@shili-mbb
get    /
see    公示结束待定分的年度
post   /results scheme=1 through=12 stage=2
want   303 /results/*
take   last /results/
get    /
never  公示结束待定分的年度
as     office-director@shili-mbb
get    /
see    待审定的年度定分
get    /results/{last}/moves/decide
want   200
see    申诉审定更正的得分
see    没有变化，请核对是否已更正
see    还没有逐项看过
see    已逐项看过，仍用这一次核算的结果
post   /results/{last}/moves event=decide version=1 day=2025-02-10 number=常委会第31次会议
want   409
see    合计未定

# The monthly report through the register, and the statements of units as one file.
as     office-business@shili-mbb
get    /results/1/scores.zip?units={unit:shili-liuxi},{unit:shili-shuiwu}&as=txt
want   200
get    /results/1/scores.zip?units=999999&as=txt
want   404
get    /results/1/scores.zip?as=exe
want   422
post   /results/1/documents
want   303 /documents/*
get    /results/1
see    公文：
see    起草
get    /documents?kind=circular
see    目标绩效监测情况

as     town@shili-liuxi
get    /results/1/scores.zip?units={unit:shili-liuxi}&as=txt
want   200
get    /results/1/scores.zip?units={unit:shili-shuiwu}&as=txt
want   404
post   /results/1/documents
want   403
