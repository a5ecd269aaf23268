# The audit administrator: who did what to which record, and whether the chain holds.
as     office-general@shili-mbb
get    /org/{unit:shili-mbb}/edit
take   version name="version" value="
post   /org/{unit:shili-mbb}/edit version={version} kind=department name=目标绩效办公室 brief=目标办 group= sort=10
want   303 /org/{unit:shili-mbb}
as     audit-admin@shili
get    /audit
want   200
see    修改单位
see    目标绩效办公室
see    /audit/records/unit/{unit:shili-mbb}
get    /audit/records/unit/{unit:shili-mbb}
want   200
see    变更经过
see    修改单位
see    <del>
see    目标绩效办公室
get    /audit/records/unit/999999
want   200
see    这条记录没有审计记录
get    /audit?event=unit.edit
want   200
see    目标绩效办公室
get    /audit?unit=shili-mbb&event=unit.edit
see    目标绩效办公室
get    /audit?unit=shili-mbb&event=unit.edit&order=who
see    目标绩效办公室
get    /audit?order=unit
want   200
see    按单位归拢
get    /audit?who=没有这个人&order=who
see    没有符合条件的记录
see    没有叫“没有这个人”的人
get    /audit?unit=没有这个单位
see    没有符合条件的记录
get    /audit?entity=unit&record={unit:shili-mbb}
see    修改单位
get    /audit?from=2024-11-20&until=2024-11-20&event=unit.edit
see    目标绩效办公室
get    /audit?until=2024-11-19&event=unit.edit
see    没有符合条件的记录
get    /audit?from=2024-11-21
see    没有符合条件的记录
get    /audit?from=not-a-day
want   422
get    /audit/chain
want   200
see    核验结果
see    天（法律要求不少于 180 天
see    没有链头文件
get    /audit/chain?whole=1
want   200
see    核验结果
never  处断点
see    抄下的链头
get    /audit/chain?head=12-abc
want   422
see    抄写有误

as     system-admin@shili
get    /audit/chain
want   403
get    /audit/records/unit/{unit:shili-mbb}
want   403

# Who was given what, and who lost it: the trail says so by itself, in words.
as     security-admin@shili
post   /people/{person:inspector@shili-mbb}/posts unit={unit:shili-czj} role=inspector
want   303 *
as     audit-admin@shili
get    /audit/records/post/{post:inspector@shili-czj}
want   200
see    授予岗位
see    督查专员
see    示例县财政局
see    人员编号
get    /audit?event=post.grant
see    人员 督查专员；单位 示例县财政局；角色 督查专员
as     security-admin@shili
post   /people/{person:inspector@shili-mbb}/posts/{post:inspector@shili-czj}/ends version=1
want   303 *
as     audit-admin@shili
get    /audit?event=post.revoke
see    人员 督查专员 → —；单位 示例县财政局 → —
# Records by their names, files by theirs.
get    /audit?event=document.send
see    公文 《关于
never  公文 1<
get    /audit?event=budget.publish
see    预算 县水务局 2024 年
get    /audit?event=goal.batch
see    考核方案 2024年度综合目标绩效考核方案
get    /audit?event=attach.add
see    .pdf（指纹 
get    /audit?event=result.run
see    年第 1 次
get    /audit/records/budget/{budget:shili-shuiwu@2024}
see    预算 县水务局 2024 年
