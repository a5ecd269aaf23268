# A warning letter: drafted by the office, issued, answered by the unit, sent back, answered again, closed.
as     office-business@shili-mbb
get    /urges/new?scheme=1&unit={unit:shili-liuxi}&month=10
want   200
see    柳溪镇
post   /urges scheme=1 unit={unit:shili-liuxi} month=10 gap= requirement=补报
want   422
post   /urges scheme=1 unit={unit:shili-liuxi} month=10 gap=民生实事进度落后三成 requirement=逐件排出完成时间
want   303 /urges/*
get    /urges
want   200
see    拟稿
take   letter href="/urges/
get    /urges/{letter}
want   200
see    民生实事进度落后三成
see    目标绩效督促通知单

as     town@shili-liuxi
get    /urges/{letter}
want   404

as     office-business@shili-mbb
get    /
see    待发出的督促通知单
post   /urges/{letter}/moves event=issue version=1 words=
want   303 /urges/*
get    /urges/{letter}
see    2024年12月4日
post   /urges/{letter}/moves event=issue version=1 words=
want   409

as     town@shili-liuxi
get    /messages
see    督促通知单 2024 年第
get    /urges
want   200
see    待回复
get    /urges/{letter}
want   200
see    回复：原因、措施、完成时限
never  办结
get    /
see    待回复的督促通知单
post   /urges/{letter}/moves event=reply version=2 words=
want   422
see    请写回复
post   /urges/{letter}/moves event=reply version=2 words=用地手续已补齐，十二月底前完成
want   303 /urges/*
post   /urges/{letter}/moves event=close version=3 words=
want   403

as     office-business@shili-mbb
post   /urges/{letter}/moves event=reopen version=3 words=
want   422
post   /urges/{letter}/moves event=reopen version=3 words=没有写责任人
want   303 /urges/*

as     town@shili-liuxi
get    /urges/{letter}
see    没有写责任人
post   /urges/{letter}/moves event=reply version=4 words=责任人为分管副镇长
want   303 /urges/*

as     office-business@shili-mbb
get    /
see    已回复待办结的督促通知单
post   /urges/{letter}/moves event=close version=5 words=
want   303 /urges/*
get    /urges/{letter}
see    已办结
see    责任人为分管副镇长
get    /urges/{letter}/letter/txt
want   200
see    逐件排出完成时间
get    /urges/{letter}/letter/abc
want   404

# What is missing is told of whoever owes it, and nothing is said to lag; what lags names its indicator.
as     office-business@shili-mbb
get    /figures/missing?scheme=1
want   200
see    cause=missing
take   owes /urges/new?scheme=1&amp;unit=
take   stem &amp;leaf=
get    /urges/new?scheme=1&unit={owes}&leaf={stem}&month=10&cause=missing&gap=2026年10月的数据至今没有报送
want   200
see    缺报数据
see    请立即补报上述数据
post   /urges scheme=1 unit={owes} leaf={stem} month=10 cause=missing gap=2026年10月的数据至今没有报送 requirement=补报
want   303 *
take   missing /urges/
get    /urges/{missing}/letter/txt
see    数据没有按时报送，现予督促
never  进度滞后
post   /urges scheme=1 unit={owes} leaf={stem} month=10 cause=lag gap=只完成六成 requirement=赶上进度
want   303 *
take   lag /urges/
get    /urges/{lag}/letter/txt
see    的进度滞后，现予督促
post   /urges scheme=1 unit={owes} month=10 cause=lag gap=只完成六成 requirement=赶上进度
want   422
see    进度滞后要写明哪一项指标
post   /urges scheme=1 unit={owes} month=10 cause=none gap=只完成六成 requirement=赶上进度
want   422

# A term that ends in a year whose holidays nobody knows yet: said beside what was done.
wait   770d
as     office-business@shili-mbb
post   /urges scheme=1 unit={unit:shili-liuxi} month=10 gap=进度落后 requirement=补报
want   303 *
take   late /urges/
post   /urges/{late}/moves event=issue version=1
want   303 *
get    /urges/{late}
see    2027 年放假安排还没有导入，按周末和固定的法定节日推算
# A term that is over is said in words, on the list and on the letter; so is a late answer.
wait   30d
as     office-business@shili-mbb
get    /urges?q=柳溪镇
see    超期未回复
get    /urges/{late}
see    超期未回复
as     town@shili-liuxi
post   /urges/{late}/moves event=reply version=2 words=已补报
want   303 /urges/*
get    /urges/{late}
see    超期回复
see    已回复
