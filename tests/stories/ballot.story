# Ratings by vote: drafted, opened, voted by name, closed, counted, put; a secret one by code and paper.
as     office-business@shili-mbb
get    /ratings
want   200
see    综合经济部门县领导评价
see    综合经济部门服务对象评议
see    无记名
see    52/69
get    /ratings/new
want   200
see    评议来源
see    （只要结果，不写入指标）

# What cannot be is said, and what was typed stays.
post   /ratings scheme=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=县水务局 rule=mean even_out=1 source-0=县领导 way-0=0 outside-0=9
want   422
see    无记名评议没有
see    value="三项测评"
see    value="县领导"
post   /ratings scheme=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=没有这个局 rule=five source-0=县领导 way-0=0 outside-0=9
want   422
see    考核对象里没有“没有这个局”
post   /ratings scheme=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=县水务局 rule=five source-0=县领导 way-0=0 outside-0=2
want   422
see    认得出是谁投的
post   /ratings scheme=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-10 leaf=0 period=12 units=县水务局 rule=five source-0=县领导 way-0=0 outside-0=9
want   422
see    截止日不能早于开始日
post   /ratings scheme=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=县水务局、县财政局 rule=five source-0=县领导 weight-0=60 way-0=0 outside-0=9 source-1=考核组 weight-1=50 way-1=1 outside-1=5
want   422
see    110%
post   /ratings scheme=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=县水务局、县财政局 rule=five source-0=县领导 weight-0=60 way-0=0 outside-0=9 source-1=考核组 weight-1=40 way-1=1 outside-1=5
want   303 /ratings/*
get    /ratings
take   poll <a href="/ratings/
get    /ratings/{poll}
want   200
see    三项测评
see    草稿
see    单位以外 9 人，每个单位 0 人
never  看结果
get    /ratings/{poll}/edit
want   200
see    县水务局
post   /ratings/{poll} version=1 name=三项测评 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=县水务局、县财政局 rule=five source-0=县领导 weight-0=60 way-0=0 outside-0=9 source-1=考核组 weight-1=40 way-1=1 outside-1=4
want   303 /ratings/{poll}
post   /ratings/{poll} version=1 name=另一个 secret=1 opens=2024-11-20 closes=2024-11-30 leaf=0 period=12 units=县水务局 rule=five source-0=县领导 way-0=0 outside-0=9
want   409
post   /ratings/{poll}/codes source=0 as=docx
want   409
see    评议开放以后才能印投票码
get    /ratings/{poll}/moves/open
want   200
see    开放以后条件不能再改
post   /ratings/{poll}/moves event=open version=2
want   303 /ratings/{poll}
get    /ratings/{poll}/results
want   409
see    计票以后才有结果
post   /ratings/{poll}/codes source=1 as=docx
want   422
see    这个来源不用投票码
post   /ratings/{poll}/codes source=0 as=docx
want   200
get    /ratings/{poll}/edit
want   409

# Paper: two persons, a third where they differ. The second does not see the first's.
post   /ratings/{poll}/batches source=1 ballots=5
want   422
see    超过了人数
post   /ratings/{poll}/batches source=1 ballots=3
want   303 /ratings/batches/*
get    /ratings/{poll}
take   batch <a href="/ratings/batches/
post   /ratings/batches/{batch}/entries version=1 n-0-0-0=4
want   422
see    超过了这一批的 3 张
post   /ratings/batches/{batch}/entries version=1 n-0-0-0=3 n-1-0-1=2 n-1-0-6=1
want   303 /ratings/batches/{batch}
get    /ratings/batches/{batch}
want   200
see    第二遍须由另一人办理
post   /ratings/batches/{batch}/entries version=2 n-0-0-0=3 n-1-0-1=2 n-1-0-6=1
want   403
as     office-general@shili-mbb
get    /ratings/batches/{batch}
want   200
see    看不到第一遍的数
never  value="3"
post   /ratings/batches/{batch}/entries version=2 n-0-0-0=3 n-1-0-1=3
want   303 /ratings/batches/{batch}
get    /ratings/batches/{batch}
see    2 格不一致，由录入的两人以外的人核定
see    第一次“2”，第二次“3”
as     office-director@shili-mbb
get    /ratings/batches/{batch}
want   200
see    对照原票填上正确的数
post   /ratings/batches/{batch}/settlements version=3 n-0-0-0=3 n-1-0-1=2 n-1-0-6=1
want   422
see    请写明核定的依据
post   /ratings/batches/{batch}/settlements version=3 n-0-0-0=3 n-1-0-1=2 n-1-0-6=1 reason=对照原票第3张
want   303 /ratings/batches/{batch}
get    /ratings/batches/{batch}
see    对照原票第3张

# Without a code there is no ballot; who is signed in or not makes no difference.
as     nobody
get    /vote
want   200
see    不用登录
post   /vote code=ABCD-EFGH
want   422
see    有一位写错了
post   /vote/ballots code=2222222222222222 m-0-0=5
want   422
get    /ratings/{poll}
want   303 /sign-in*
as     town@shili-liuxi
get    /ratings/{poll}
want   404

# Counted: what came in is seen, and it stays closed.
as     office-director@shili-mbb
post   /ratings/{poll}/moves event=close version=3
want   303 /ratings/{poll}
post   /ratings/{poll}/moves event=reopen version=4 day=2024-12-05
want   422
see    请写明原因
post   /ratings/{poll}/moves event=reopen version=4 day=2024-12-05 reason=延长一周
want   303 /ratings/{poll}
get    /ratings/{poll}/moves/close
want   200
see    请先向这些来源催收；截止以后要先重新开放才能再收票
post   /ratings/{poll}/moves event=close version=5
want   303 /ratings/{poll}
get    /
see    待计票的测评
# Who counts is told before which source gave nothing, by name and number.
get    /ratings/{poll}
want   200
see    有 1 个来源没有收到票，或票数不到应投的一半
see    要补票，先重新开放，再催收
never  请先向这些来源催收
get    /ratings/{poll}/moves/count
want   200
see    要补票，先重新开放，再催收
never  请先向这些来源催收
see    “县领导”应投 9 人，一票也没有收到；计票时它的权重 60% 归其余来源
never  “考核组”应投
post   /ratings/{poll}/moves event=count version=6
want   303 /ratings/{poll}
post   /ratings/{poll}/moves event=reopen version=7 day=2024-12-05 reason=再来
want   409
get    /ratings/{poll}/results
want   200
see    收到 3 份票，应投 13 人
see    不分来源列出
see    县领导没有有效票，权重归了其余来源
see    100.00
# Two valid votes on one unit are two persons' own: their mean is no score, and it says so.
see    县财政局的有效票太少，算出得分会认出是谁投的
never  80.00
as     audit-admin@shili
get    /audit/records/poll/{poll}
want   200
see    没有票的来源
as     office-director@shili-mbb
get    /ratings/{poll}/units/{unit:shili-shuiwu}
want   200
see    得分：100.00
get    /ratings/{poll}/results/txt
want   200
see    县水务局
post   /ratings/{poll}/moves event=put version=7
want   409
see    没有选指标，只有结果

# Named: whoever holds a post that was drawn has one vote, not on the own unit.
as     lead-reviewer@shili-shuiwu
get    /ratings
want   200
see    请您投票
take   open <a href="/ratings/
get    /ratings/{open}
want   200
see    服务对象评议
never  收到的票
never  还没有投票的人
get    /ratings/{open}/ballot
want   200
see    您所在的单位，不由您评议
see    不了解
see    被评的单位看不到姓名
post   /ratings/{open}/ballots m-0-0=5 m-1-0=5
want   422
see    “县水务局”是您所在的单位，不能由您评议
post   /ratings/{open}/ballots m-0-0=5
want   422
see    没有评
see    checked
post   /ratings/{open}/ballots m-0-0=9
want   422
post   /ratings/{open}/ballots m-0-0=5 m-2-0=4 m-3-0=u m-4-0=5 m-5-0=5 m-6-0=5 m-7-0=4 m-8-0=3 m-9-0=5 m-10-0=5 m-11-0=5 m-12-0=5 m-13-0=5 m-14-0=5 m-15-0=5
want   303 /ratings/{open}
as     office-director@shili-mbb
get    /ratings/{open}
see    还没有投票的人
see    柳溪镇经办（柳溪镇）
never  （县水务局）
as     lead-reviewer@shili-shuiwu
get    /ratings/{open}
see    您已经投过票了
get    /ratings/{open}/ballot
want   409
as     scorer@shili-czj
get    /ratings/{open}
want   404

# What was put: units see their own line, and the figure says where it comes from.
as     lead-handler@shili-shuiwu
get    /ratings/1/results
want   200
see    县水务局
never  县财政局
get    /ratings/1/units/{unit:shili-shuiwu}
want   200
see    怎样算出来的
get    /ratings/1/units/{unit:shili-czj}
want   404
get    /ratings/1/results/pdf
want   404
as     county-leader@shili
get    /ratings/1/results
want   200
see    县财政局
see    部门互评
never  没有有效票
never  92.727273
