# 消息: a stand-in is asked for; who decides is told; what came of it goes back.
as     inspector@shili-mbb
get    /messages
want   200
see    没有消息
as     lead-handler@shili-shuiwu
get    /messages
want   200
see    收到公文
get    /messages/settings
want   200
see    没有接发信服务器
see    有代理待批准
post   /messages/settings version=0 mail=not-an-address quiet-from=20:00 quiet-to=08:00 digest=08:30 kind-0=now kind-1=now kind-2=now kind-3=now kind-4=now kind-5=now kind-6=now kind-7=now kind-8=now kind-9=now kind-10=now kind-11=now kind-12=now kind-13=now kind-14=now kind-15=now kind-16=now
want   422
see    电子邮箱的写法不对
post   /messages/settings version=0 mail=clerk@example.gov.cn quiet-from=25:00 quiet-to=08:00 digest=08:30 kind-0=now kind-1=now kind-2=now kind-3=now kind-4=now kind-5=now kind-6=now kind-7=now kind-8=now kind-9=now kind-10=now kind-11=now kind-12=now kind-13=now kind-14=now kind-15=now kind-16=now
want   422
see    时间请写成 20:30 这样
post   /messages/settings version=0 mail=clerk@example.gov.cn quiet-from=21:15 quiet-to=07:00 digest=09:00 kind-0=now kind-1=none kind-2=digest kind-3=now kind-4=now kind-5=now kind-6=now kind-7=now kind-8=now kind-9=now kind-10=now kind-11=now kind-12=now kind-13=now kind-14=now kind-15=now kind-16=now
want   303 /messages/settings
get    /messages/settings
see    消息设置已保存
see    clerk@example.gov.cn
see    21:15
post   /messages/settings version=0 mail= quiet-from=21:15 quiet-to=07:00 digest=09:00 kind-0=now kind-1=none kind-2=digest kind-3=now kind-4=now kind-5=now kind-6=now kind-7=now kind-8=now kind-9=now kind-10=now kind-11=now kind-12=now kind-13=now kind-14=now kind-15=now kind-16=now
want   409
get    /messages/outbox
want   403
post   /lists/batch of=/messages/outbox query= event=again items=1.1
want   403

post   /delegations post={post:lead-handler@shili-shuiwu} deputy={person:budget-editor@shili-shuiwu} since=2024-11-20 until=2024-11-30 reason=学习 document=
want   303 *
as     lead-reviewer@shili-shuiwu
get    /messages
want   200
see    请人代理，待批准
see    class="ls-count"
take   asked /delegations/
get    /messages?unread=1&kind=delegation.ask
see    请人代理，待批准
take   note type="checkbox" name="id" value="
get    /messages?q=请人代理&order=old
see    请人代理，待批准
get    /messages?q=没有这个词
see    没有符合条件的记录
get    /messages?kind=budget.submit
see    没有符合条件的记录
get    /lists/batch?of=/messages&query=unread%3D1&event=read&id={note}
see    请人代理，待批准
see    未读
post   /messages/reads id=999999
want   404
post   /lists/batch of=/messages query=unread=1 event=read items={note}.1
want   303 /messages?unread=1
get    /messages?unread=1
see    收到公文
never  请人代理，待批准
post   /messages/reads id=0
want   303 /messages
get    /messages
never  class="ls-count"
see    已读
post   /delegations/{asked}/decisions event=grant version=1
want   303 *
as     lead-handler@shili-shuiwu
get    /messages
see    的代理已批准
as     budget-editor@shili-shuiwu
get    /messages
see    的代理已批准
# Nobody reads another's.
as     inspector@shili-mbb
get    /messages
see    没有消息
post   /messages/reads id=1
want   404
post   /lists/batch of=/messages query= event=read items={note}.1
want   404
# The administrator sees what failed: nothing here, the ways are not set up.
as     system-admin@shili
get    /messages/outbox
want   200
see    没有投递失败的消息
see    没有设置
post   /lists/batch of=/messages/outbox query= event=again items=999999.1
want   404
