# Figures of a year: entered by a town and by the statistics side, reviewed, locked, corrected; what may not be.
as     town@shili-liuxi
get    /figures
want   200
see    2024年度综合目标绩效考核方案
see    柳溪镇
never  青石乡
never  审核通过勾选的
get    /figures/1/givers/{unit:shili-liuxi}?month=11
want   200
see    民生实事办理
see    保存并上报
take   stem name="v-{unit:shili-liuxi}-
post   /figures/1/givers/{unit:shili-liuxi} month=11 edition=1 event=save v-{unit:shili-liuxi}-{stem}-actual=3 s-{unit:shili-liuxi}-{stem}-actual=0 n-{unit:shili-liuxi}-{stem}=
want   303 /figures/1/givers/*
get    /figures/1/givers/{unit:shili-liuxi}?month=11
see    草稿
see    value="3"
# Typed over what somebody else put meanwhile: refused, kept, and what stands there now is said.
post   /figures/1/givers/{unit:shili-liuxi} month=11 edition=1 event=save v-{unit:shili-liuxi}-{stem}-actual=5 s-{unit:shili-liuxi}-{stem}-actual=0 n-{unit:shili-liuxi}-{stem}=
want   409
see    现在是“3”
see    value="5"
post   /figures/1/givers/{unit:shili-liuxi} month=11 edition=1 event=save v-{unit:shili-liuxi}-{stem}-actual=三件 s-{unit:shili-liuxi}-{stem}-actual=1 n-{unit:shili-liuxi}-{stem}=
want   422
see    民生实事办理
see    value="三件"
post   /figures/1/givers/{unit:shili-liuxi} month=11 edition=1 event=submit v-{unit:shili-liuxi}-{stem}-actual=4 s-{unit:shili-liuxi}-{stem}-actual=1 n-{unit:shili-liuxi}-{stem}=
want   303 /figures/1/givers/*
get    /figures/1/givers/{unit:shili-liuxi}?month=11
see    待审核
take   row /figures/rows/
get    /figures/rows/{row}
want   200
see    柳溪镇经办
see    撤回
never  审核通过
get    /figures/1/givers/{unit:shili-qingshi}?month=11
want   404
post   /figures/rows/{row}/moves event=review version=3 opinion=
want   403
get    /figures/review?scheme=1&month=11
want   403
post   /lists/batch of=/figures/review query= event=review items={row}.3
want   403
get    /figures/missing?scheme=1&month=10
want   200
never  拟督促通知单
get    /figures/1/months
want   200
never  保存期限
post   /figures/1/rules unit-day=6 stats-day=18 inner=0 version=0
want   403
get    /figures/1/locks/lock?month=11
want   403

as     office-business@shili-mbb
# What waits for review is a list: what is not doubtful is ticked, a step is taken with all that is.
get    /figures/review?scheme=1&month=11&doubt=no
want   200
see    民生实事办理
see    value="{row}" checked
see    审核通过
never  审核上报
never  退回经办
get    /figures/review?scheme=1&month=11&kind=correction&q=民生实事
see    没有符合条件的记录
get    /figures/review?scheme=1&month=0&giver={unit:shili-liuxi}&kind=first
see    民生实事办理
get    /lists/options?of=/figures/review&query=scheme%3D1%26month%3D11
want   200
get    /lists/batch?of=/figures/review&query=scheme%3D1%26month%3D11&event=return&id={row}
want   200
see    柳溪镇：民生实事办理（11 月）
see    退回的原因
see    改好重报
post   /lists/batch of=/figures/review query=scheme=1&month=11 event=return items={row}.3 words=
want   422
see    必填
post   /lists/batch of=/figures/review query=scheme=1&month=11 event=pass items={row}.3
want   409
post   /lists/batch of=/figures/review query= event=return items={row}.2 words=请附清单
want   409
see    不能办
post   /lists/batch of=/figures/review query=scheme=1&month=11 event=return items={row}.3 words=请附清单
want   303 /figures/review?scheme=1&month=11
get    /figures/review?scheme=1&month=11
see    已退回 1 个数
post   /lists/batch of=/figures/review query= event=review items={row}.4
want   409
post   /lists/batch of=/figures/review query= event=review items={row}.4 words=多余的话
want   422
post   /lists/batch of=/figures/review query= event=review items=
want   422

# The rate of the year so far, for one's own and for all.
get    /figures?scheme=1&month=0
want   200
see    各填报单位全年至今的进度
see    1—10 月
see    按时率
see    /figures/missing?scheme=1&amp;month=10
get    /figures?scheme=1&month=0&q=统计
see    县统计局
as     town@shili-liuxi
get    /figures?scheme=1&month=0
see    柳溪镇
never  县统计局
get    /
see    退回重报的数据
get    /figures/1/givers/{unit:shili-liuxi}?month=11
see    退回：请附清单
post   /figures/1/givers/{unit:shili-liuxi} month=11 edition=1 event=submit-month v-{unit:shili-liuxi}-{stem}-actual=3 s-{unit:shili-liuxi}-{stem}-actual=4 n-{unit:shili-liuxi}-{stem}=
want   303 /figures/1/givers/*
get    /figures/1/givers/{unit:shili-liuxi}?month=11
take   second /figures/rows/

as     office-business@shili-mbb
get    /figures/rows/{second}
want   200
see    请附清单
post   /figures/rows/{second}/moves event=review version=2 opinion=
want   303 /figures/rows/*
post   /figures/rows/{second}/moves event=unapprove version=3 opinion=
want   422
see    请写明原因
post   /figures/rows/{second}/moves event=unapprove version=3 opinion=误审
want   303 /figures/rows/*
get    /figures/rows/{second}
see    撤销审核：误审
never  退回：误审
post   /figures/rows/{second}/moves event=review version=4 opinion=
want   303 /figures/rows/*
# What is missing is a list; letters to who owes it are drafted in one go, one to each unit and month.
get    /figures/missing
want   200
see    全年至今
see    拟督促通知单
get    /figures/missing?scheme=1&month=11&state=late
see    没有符合条件的记录
get    /figures/missing?scheme=1&month=10&state=drafted&q=白鹤镇
want   200
see    填了没有上报
see    县人社局
never  青石乡
take   owed name="id" value="
get    /figures/missing?scheme=1&month=0&state=drafted&q=青石乡
take   other name="id" value="
get    /lists/batch?of=/figures/missing&query=&event=urge&id={owed}&id={other}
want   200
see    白鹤镇：城镇新增就业
see    发给 县人社局
see    每个填报单位每个月一份
post   /lists/batch of=/figures/missing query=scheme=1&month=10 event=urge items={owed}.1,{other}.1
want   303 /figures/missing?scheme=1&month=10
get    /figures/missing?scheme=1&month=10
see    已为 2 项缺报拟好督促通知单
get    /urges?q=县人社局
see    拟稿
take   letter /urges/
get    /urges/{letter}
see    10月的下列数据没有按时报送：城镇新增就业（白鹤镇、青石乡）。
see    请立即补报上述数据
post   /lists/batch of=/figures/missing query= event=urge items=1.1
want   404
get    /figures/1/locks/lock?month=11
want   200
see    缺报
see    项没有报，期限还没有到。
get    /figures/1/locks/lock?month=10
see    项已报还没有审核通过（含退回没有重报的）
see    去审核
post   /figures/1/locks month=11 event=lock reason=
want   303 /figures/1/months
get    /figures/1/locks/unlock?month=11
want   403
post   /figures/1/rules unit-day=6 stats-day=18 inner=0 version=0
want   303 /figures/1/months
post   /figures/1/rules unit-day=7 stats-day=18 inner=0 version=0
want   409

# After the lock: only a correction, with the version of its data; it waits for the office.
as     town@shili-liuxi
get    /figures/1/givers/{unit:shili-liuxi}?month=11
see    这个月已锁定
never  保存并上报
post   /figures/rows/{second}/corrections version=5 value=4 reason=漏报一件 data-version=
want   422
see    数据的新版本
post   /figures/rows/{second}/corrections version=5 value=4 reason=漏报一件 data-version=11月复核数
want   303 /figures/rows/*
post   /figures/rows/{second}/corrections version=5 value=5 reason=再改 data-version=11月复核数
want   409
see    已有一次更正等着审核

as     office-director@shili-mbb
post   /figures/1/arrivals month=11
want   409
post   /figures/1/arrivals month=10
want   303 /figures*
get    /figures/review?scheme=1&month=0&kind=correction
want   200
see    11月复核数
see    现在的数
get    /figures/1/locks/unlock?month=11
want   200
see    原因
post   /figures/1/locks month=11 event=unlock reason=
want   422
post   /figures/1/locks month=11 event=unlock reason=省局来文
want   303 /figures/1/months
get    /figures/1/months
see    省局来文

# A scoring department enters its own indicators for every unit, and nobody else's.
as     scorer@shili-czj
get    /figures/1/givers/{unit:shili-czj}?month=11
want   200
see    一般公共预算收入
get    /figures/1/givers/{unit:shili-mbb}?month=11
want   200
never  保存并提交评分

# Two hands: what one entered another one passes. The office's own corrections wait, too.
as     office-director@shili-mbb
get    /figures/review?scheme=1&month=0&kind=correction
take   fix name="id" value="
post   /lists/batch of=/figures/review query= event=review items={fix}.1
want   303 /figures/review*
as     office-business@shili-mbb
get    /figures/rows/{fix}
see    现行
see    更正经目标办另一人审核后生效
post   /figures/rows/{fix}/corrections version=3 value=6 reason=再核 data-version=
want   303 /figures/rows/*
get    /figures/rows/{fix}
see    待审核
get    /figures/review?scheme=1&month=0&kind=correction
see    由本人填报，须由他人审核
see    能审核的有：
see    目标办主任
never  checked
take   mine name="id" value="
get    /figures/rows/{mine}
see    由本人填报，须由他人审核
see    退回
never  审核通过
post   /figures/rows/{mine}/moves event=review version=1 opinion=
want   403
see    由本人填报，须由他人审核
post   /lists/batch of=/figures/review query= event=review items={mine}.1
want   409
see    由本人填报，须由他人审核
as     office-director@shili-mbb
get    /figures/rows/{mine}
see    审核通过
post   /figures/rows/{mine}/moves event=review version=1 opinion=
want   303 /figures/rows/*
# What the program counts itself is asked of nobody, and told with the way it came.
as     lead-handler@shili-shuiwu
get    /figures/1/givers/{unit:shili-shuiwu}?month=9
want   200
see    数据报送及时率
see    <td role="cell" data-l="谁负责">系统</td>
as     office-business@shili-mbb
get    /figures/1/givers/{unit:shili-mbb}?month=9
want   200
see    数据报送及时率（系统取数，取不到的才填）</option>
get    /figures/missing?month=0&year=2023&q=柳溪镇
want   200
see    2023年度综合目标绩效考核方案

# What a department gives itself is pointed out to whoever reviews it.
as     office-business@shili-mbb
get    /figures/1/givers/{unit:shili-mbb}?month=10&leaf=28
want   200
see    县目标办<small class="ls-2">党群部门
take   itself /figures/rows/
get    /figures/rows/{itself}
see    县目标办：督查督办落实
post   /figures/rows/{itself}/moves event=unapprove version=1 opinion=重核
want   303 /figures/rows/*
get    /figures/review?scheme=1&month=10&doubt=yes&q=督查督办落实
see    考核部门给本部门的评分，请重点核对
never  value="{itself}" checked
