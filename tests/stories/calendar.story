# 工作日历: everybody reads it and reckons with it; the office keeps it.
as     lead-handler@shili-shuiwu
get    /calendar
want   200
see    2024 年工作日历
see    国办发明电〔2023〕7号
see    251
see    调休上班
see    一致
never  导入放假安排
get    /calendar?year=2026
see    248
get    /calendar?year=1999
want   422
get    /calendar?year=2027
see    2027 年放假安排还没有导入，按周末和固定的法定节日推算
get    /calendar/2027/edit
want   403
post   /calendar/2027/notices version=0 notice=x
want   403
get    /imports/new/calendar.year
want   403
# A term: the first working day after, one counted from its first day, one that gives way.
get    /calendar/due
want   200
get    /calendar/due?from=2024-02-06&n=5&rule=working
see    2024-02-19
see    星期一
get    /calendar/due?from=2024-06-04&n=5&rule=publicity
see    2024-06-11
see    公示当日计入
get    /calendar/due?from=2025-11-20&n=3&rule=months
see    2026-02-24
see    期满日 2026-02-20 是春节，顺延到下一个工作日
get    /calendar/due?from=2026-12-28&n=5&rule=working
see    2027-01-05
see    2027 年放假安排还没有导入
get    /calendar/due?from=2026-12-28&n=5&rule=days-hard
see    2027-01-02
see    这一天不上班
never  还没有导入
get    /calendar/due?from=2024-02-30&n=x&rule=nothing
want   422
see    没有这种算法
get    /calendar/due?from=2024-02-06&n=121&rule=months
want   422

# Next year's notice as a file, with what is wrong told cell by cell.
as     office-general@shili-mbb
get    /calendar
see    导入放假安排
get    /imports/new/calendar.year
want   200
see    通知标题
get    /imports/new/calendar.year/template?as=xlsx
want   200
post   /imports/new/calendar.year year=2027 notice=关于2027年部分节假日安排的通知 number= issued= file=<tests/files/holidays-2027-bad.csv
want   303 /imports/*
take   bad /imports/
get    /imports/{bad}
want   200
see    这天不是周末，本来就要上班
see    只能是这一年的日子
see    休息
post   /imports/{bad}/apply
want   422
upload file a.csv date,kind,name\n2027-01-01,holiday,元旦\n
post   /imports/new/calendar.year year=1900 notice=x number= issued=
want   422
see    年份在 2000 到 2100 之间
upload file 2027.csv date,kind,name\n2026-12-31,holiday,元旦\n2027-01-01,holiday,元旦\n2027-01-02,holiday,元旦\n2027-01-09,workday,元旦\n
post   /imports/new/calendar.year year=2027 notice=关于2027年部分节假日安排的通知 number=国办发明电〔2026〕9号 issued=2026-11-05
want   303 /imports/*
take   batch /imports/
get    /imports/{batch}
want   200
see    2027 年放假安排
see    按这份安排推算
post   /imports/{batch}/apply
want   303 *
get    /calendar?year=2027
see    国办发明电〔2026〕9号
see    文件导入
see    请对照通知原文核对
see    12月31日—1月2日
get    /calendar/due?from=2026-12-28&n=5&rule=working
see    2027-01-06
never  还没有导入

# By hand: a stretch more, a day less; who comes too late is told.
get    /calendar/2027/edit
want   200
see    2026-12-31
take   seen name="version" value="
post   /calendar/2027/days version={seen} from=2027-02-05 to=2027-02-11 kind=off name=春节
want   303 /calendar/2027/edit
get    /calendar/2027/edit
see    2027-02-08
see    已登记
post   /calendar/2027/days version={seen} from=2027-02-12 to= kind=off name=春节
want   409
see    登记放假或上班的日子
see    2027-02-12
take   seen name="version" value="
post   /calendar/2027/days version={seen} from=2027-02-12 to=2027-02-01 kind=off name=春节
want   422
see    最后一天不能早于第一天
post   /calendar/2027/days version={seen} from=2027-03-01 to=2027-03-30 kind=off name=春节
want   422
see    一次最多 15 天
post   /calendar/2027/days version={seen} from=2027-02-16 to= kind=make-up name=春节
want   422
see    本来就要上班
post   /calendar/2027/days version={seen} from=2028-02-16 to= kind=off name=春节
want   422
post   /calendar/2027/days/ends version={seen} day=2027-01-09
want   303 /calendar/2027/edit
get    /calendar/2027/edit
see    2027-01-09 已删去
never  aria-label="删去 2027-01-09"
post   /calendar/2027/days/ends version={seen} day=2027-01-01
want   409
take   seen name="version" value="
post   /calendar/2027/days/ends version={seen} day=2027-03-01
want   404
post   /calendar/2027/notices version={seen} notice= number= issued=
want   422
post   /calendar/2027/notices version={seen} notice=关于2027年部分节假日安排的通知（改） number= issued=
want   303 /calendar/2027/edit
# The file can no longer be taken back: the year was changed since.
get    /imports/{batch}/undo
see    后来又改过

# A year by hand from nothing, in a browser that comes with it.
get    /calendar/2028/edit
want   200
see    国务院办公厅关于2028年部分节假日安排的通知
post   /calendar/2028/days version=1 from=2028-01-01 to= kind=off name=元旦
want   404
post   /calendar/2028/notices version=0 notice=关于2028年部分节假日安排的通知 number= issued=2027-11-03
want   303 /calendar/2028/edit
post   /calendar/2028/notices version=0 notice=x number= issued=
want   409
get    /calendar/2028/edit
take   seen name="version" value="
post   /calendar/2028/days version={seen} from=2027-12-25 to=2027-12-26 kind=off name=元旦
want   303 *
get    /calendar/3000/edit
want   404

# Taken back whole while nobody changed it.
upload file 2029.csv 日期,安排类别,节日\n2029-01-01,放假,元旦\n
post   /imports/new/calendar.year year=2029 notice=关于2029年部分节假日安排的通知 number= issued=
take   batch /imports/
post   /imports/{batch}/apply
want   303 *
get    /calendar?year=2029
see    文件导入
get    /imports/{batch}/undo
see    删除 2029 年的 1 天
post   /imports/{batch}/undo
want   303 *
get    /calendar?year=2029
see    2029 年放假安排还没有导入
