# Official documents: a series set up, a notice drafted, checked, returned, signed, numbered and sent;
# the unit it goes to reads it; a void one keeps its number.
as     office-business@shili-mbb
get    /documents
want   200
see    示目绩办〔2024〕1号
see    关于2024年上半年目标任务执行情况检查的报告
get    /documents/new
want   200
see    示目绩办〔2024〕发文
post   /documents series=1 kind=notice title= to=柳溪镇 body=正文 copies= urgency= note=
want   422
post   /documents series=1 kind=notice title=关于报送年度总结的通知 to=柳溪镇 body=正文 copies= urgency=急急 note=
want   422
see    紧急程度只有
post   /documents series=1 kind=notice title=关于报送年度总结的通知 to=柳溪镇 body=正文 copies= urgency= note= secrecy=机密★1年 copy_no=000001
want   422
post   /documents series=1 kind=notice title=关于报送年度总结的通知 to=柳溪镇、县水务局 body=请于年底前报送年度总结。 copies=县政府办公室 urgency=加急 note=
want   303 /documents/*
get    /documents?word=年度总结
want   200
see    起草
never  示目绩办〔2024〕2号
take   paper <a href="/documents/
get    /documents/{paper}
want   200
see    请于年底前报送年度总结
see    2 个单位
see    尚未编号
never  发出的原件
get    /documents/{paper}/edit
want   200
see    请于年底前报送年度总结
get    /documents/{paper}/files/abc
want   404
post   /documents/{paper} series=1 kind=notice title=关于报送年度总结的通知 to=柳溪镇、青石乡 body=请于年底前报送年度总结和明年打算。 copies=县政府办公室 urgency=加急 note= version=1
want   303 /documents/*
post   /documents/{paper} series=1 kind=notice title=关于报送年度总结的通知 to=柳溪镇 body=旧页面 copies= urgency= note= version=1
want   409
post   /documents/{paper}/moves event=send version=2
want   403
post   /documents/{paper}/moves event=submit version=2
want   303 /documents/*
post   /documents/{paper} series=1 kind=notice title=改题目 to=柳溪镇 body=正文 copies= urgency= note= version=3
want   409

# a unit does not know of it before it is sent
as     town@shili-liuxi
get    /documents/{paper}
want   404
get    /documents/{paper}/files/pdf
want   404
get    /documents/new
want   403

as     office-general@shili-mbb
get    /
see    待核稿的公文
post   /documents/{paper}/moves event=return version=3
want   422
see    请写明原因
# Of a page that is older than the last change the reason stays, and pressing again is a decision.
post   /documents/{paper}/moves event=return version=2 reason=旧页面上写的原因
want   409
see    办了“公文送核”
see    旧页面上写的原因</textarea>
see    name="version" value="3"
post   /documents/{paper}/moves event=return version=3 reason=写明报送到哪里
want   303 /documents/*

as     office-business@shili-mbb
get    /documents/{paper}
see    写明报送到哪里
post   /documents/{paper}/moves event=submit version=4
want   303 /documents/*
post   /documents/{paper}/moves event=pass version=5
want   403

as     office-general@shili-mbb
post   /documents/{paper}/moves event=pass version=5
want   303 /documents/*
post   /documents/{paper}/moves event=sign version=6
want   403

as     office-director@shili-mbb
get    /documents/{paper}/moves/sign
want   200
get    /
see    待签发的公文
post   /documents/{paper}/moves event=sign version=6
want   303 /documents/*
get    /documents/{paper}
see    目标办主任

as     office-general@shili-mbb
get    /documents/{paper}/moves/send
want   200
see    示目绩办〔2024〕2号
get    /
see    待编号发出的公文
post   /documents/{paper}/moves event=send version=7
want   303 /documents/*
get    /documents/{paper}
see    示目绩办〔2024〕2号
see    发出的原件
see    SHA-256
never  起草</a>

as     town@shili-liuxi
get    /documents
want   200
see    示目绩办〔2024〕2号
never  上半年目标任务执行情况检查
get    /messages
see    收到公文 示目绩办〔2024〕2号
get    /documents/{paper}
want   200
see    请于年底前报送年度总结和明年打算
never  作废
get    /documents/{paper}/files/docx
want   200
post   /documents/{paper}/moves event=void version=9 reason=不要
want   403

get    /documents/files.zip?state=4
want   200
get    /lists/batch?of=/documents&query=&event=pack&id={paper}
want   303 /documents/files.zip?ids={paper}
get    /documents/files.zip?ids={paper}&as=docx
want   200
get    /documents/files.zip?ids=999999
want   404
get    /documents/files.zip?ids=1,x
want   422

as     lead-handler@shili-shuiwu
get    /documents/{paper}
want   404
get    /documents/files.zip?ids={paper}
want   404

as     office-director@shili-mbb
post   /documents/{paper}/moves event=void version=9 reason=
want   422
post   /documents/{paper}/moves event=void version=9 reason=日期有误，另行发文
want   303 /documents/*
get    /documents/{paper}
see    日期有误，另行发文
see    文号保留
see    示目绩办〔2024〕2号

# the series: never back, no doubles, the paper numbers before it
as     office-general@shili-mbb
get    /documents/series
want   200
see    示目绩办〔2024〕3号
post   /documents/series/1/counts year=2024 last=2 reason=手工
want   422
see    已经编到 2 号
post   /documents/series/1/counts year=2024 last=36 reason=此前手工编到36号
want   303 /documents/*
get    /documents/series/new
want   200
get    /documents/series/1
see    示目绩办〔2024〕37号
post   /documents/series unit={unit:shili-mbb} name=发文 prefix=示目绩办 mark=某文件 agency=某单位 kind=
want   422
see    已经有代字
post   /documents/series unit={unit:shili-mbb} name=发文 prefix=示目〔2024〕 mark=某文件 agency=某单位 kind=
want   422
post   /documents/series/1 unit={unit:shili-mbb} name=发文 prefix=改代字 mark=某文件 agency=某单位 kind= closed=0 version=1
want   422
see    不能改代字
post   /documents/series unit={unit:shili-shuiwu} name=发文 prefix=示水发 mark=某文件 agency=某单位 kind=
want   403

as     office-business@shili-mbb
get    /documents/series
want   403

# A target book through the register: drafted from its page, numbered, kept.
as     office-business@shili-mbb
get    /goals?scheme=1
want   200
take   target <a href="/goals/
post   /goals/{target}/documents
want   303 /documents/*
get    /goals/{target}
want   200
see    起草
post   /goals/{target}/documents
want   303 /documents/*
get    /documents?kind=goal
want   200
take   issue <a href="/documents/
get    /documents/{issue}
want   200
see    年度目标任务书
see    附件：1. 目标任务表
see    目标任务分解到岗位
see    所属记录
post   /documents/{issue}/moves event=submit version=2
want   303 /documents/*
post   /goals/{target}/documents
want   409

as     office-general@shili-mbb
post   /documents/{issue}/moves event=pass version=3
want   303 /documents/*
as     office-director@shili-mbb
post   /documents/{issue}/moves event=sign version=4
want   303 /documents/*
as     office-general@shili-mbb
post   /documents/{issue}/moves event=send version=5
want   303 /documents/*
get    /goals/{target}
see    示目绩办〔2024〕37号
get    /goals/{target}/files/docx
want   200

# All target books at once: drafted, checked, signed, numbered; what cannot be done is said and stops no other.
as     office-business@shili-mbb
get    /goals?scheme=1&word=青石
take   goal_a <a href="/goals/
get    /goals?scheme=1&word=云台
take   goal_b <a href="/goals/
get    /lists/batch?of=/goals&query=&event=document&id={target}&id={goal_a}&id={goal_b}
want   200
see    公文已是
see    其余 2 项可以先办
post   /lists/batch of=/goals query= event=document items={target}.0,{goal_a}.0,{goal_b}.0
want   200
see    办成 2 项，1 项没有办成
get    /documents?state=0&kind=goal&word=云台
take   paper_b <a href="/documents/
get    /documents?state=0&kind=goal&word=青石
take   paper_a <a href="/documents/
post   /lists/batch of=/documents query= event=submit items={paper_a}.1,{paper_b}.1
want   303 /documents
post   /lists/batch of=/documents query= event=submit items={paper_a}.2,{paper_b}.2
want   409
see    现在是“核稿”，不能送核
post   /lists/batch of=/documents query= event=pass items={paper_a}.2,{paper_b}.2
want   403

as     office-general@shili-mbb
post   /lists/batch of=/documents query= event=pass items={paper_a}.2,{paper_b}.2
want   303 /documents
as     office-director@shili-mbb
post   /lists/batch of=/documents query= event=sign items={paper_a}.3,{paper_b}.9
want   200
see    办成 1 项，1 项没有办成
post   /lists/batch of=/documents query= event=sign items={paper_b}.3
want   303 /documents
as     office-general@shili-mbb
get    /lists/batch?of=/documents&query=&event=send&id={paper_a}&id={paper_b}&id={issue}
want   200
see    其余 2 项可以先办
post   /lists/batch of=/documents query= event=send items={paper_a}.4,{paper_b}.4,{issue}.9
want   200
see    办成 2 项，1 项没有办成
see    已办　示目绩办〔2024〕38号
see    已办　示目绩办〔2024〕39号
get    /documents/{paper_b}
see    示目绩办〔2024〕39号
see    发出的原件

# One budget in every format.
as     budget-editor@shili-shuiwu
get    /budget/{budget:shili-shuiwu@2024}/files.zip?as=docx,txt,csv
want   200
