# What a published result says about the assessment: findings, bounds, proposals, the next draft.
as     town@shili-liuxi
get    /analysis
want   404
get    /analysis/files/txt
want   404

as     county-leader@shili
# The county itself is not assessed: its own page leads on.
get    /standing
want   200
see    还没有可以看的得分
see    href="/leading">看全县情况
get    /analysis
want   200
see    2023 年考核分析
see    各组得分分布
see    区分不开的指标
see    城镇新增就业
see    件申诉更正
see    自评申报的数与系统里的不同
see    柳溪镇全年到期应报 14 项，迟报 3 项，缺报 0 项
see    78.6%
see    核验后没有采信
see    已采纳
never  写建议
get    /analysis?year=2019
want   404
get    /analysis/files/txt
want   200
see    情况的分析报告
see    改进建议
never  1970
get    /analysis/files/docx
want   200
get    /analysis/files/exe
want   404
get    /analysis/advice?year=2023&finding=appeal&subject=fz-jy
want   403

as     office-business@shili-mbb
get    /analysis
want   200
see    写建议
post   /analysis/bounds year=2023 finding=moved bound=x version=0
want   422
post   /analysis/bounds year=2023 finding=none bound=5 version=0
want   422
post   /analysis/bounds year=2023 finding=moved bound=999 version=0
want   303 /analysis?year=2023#moved
post   /analysis/bounds year=2023 finding=moved bound=5 version=0
want   409
get    /analysis
see    比上年升降名次不少于 999
never  第 1 名降到
# A bound moved: who was late is a matter of the bound, exactly.
post   /analysis/bounds year=2023 finding=late bound=78 version=0
want   303 /analysis?year=2023#late
get    /analysis
never  柳溪镇全年应报
get    /analysis/advice?year=2023&finding=appeal&subject=fz-jy
want   200
see    件申诉更正
get    /analysis/advice?year=2023&finding=appeal&subject=none
want   404
post   /analysis/advice?year=2023&finding=appeal&subject=fz-jy words= version=0
want   422
post   /analysis/advice?year=2023&finding=appeal&subject=fz-jy words=由人社局按社保缴费记录统一供数 version=0
want   303 /analysis?year=2023
post   /analysis/advice?year=2023&finding=appeal&subject=fz-jy words=又写一次 version=0
want   409
get    /analysis
see    由人社局按社保缴费记录统一供数

as     office-director@shili-mbb
get    /analysis
take   advice /analysis/advice/
get    /analysis/advice/{advice}/moves/adopt
want   200
post   /analysis/advice/{advice}/moves event=reject version=1 day=2024-11-01 reason=
want   422
post   /analysis/advice/{advice}/moves event=adopt version=1 day=2024-11-01
want   303 /analysis?year=2023
post   /analysis/advice/{advice}/moves event=adopt version=1 day=2024-11-01
want   409

# The next draft shows what was adopted; what is in force does not.
as     office-business@shili-mbb
get    /schemes/2
want   200
see    年考核分析采纳的改进建议
see    看考核分析
get    /schemes/1
want   200
never  采纳的改进建议
