# What every list gets for free: views, columns, files, batches (door/web/lists.c).
as     office-business@shili-mbb
get    /people?q=%E8%82%A1
want   200
see    导出、列与视图
never  name="id"
get    /lists/options?of=/people&query=q%3D%E8%82%A1
want   200
see    姓名或账号 股
see    存为视图
post   /lists/views of=/people query=q=%E8%82%A1 name=业务股的人
want   303 /people?q=%E8%82%A1&saved=*
get    /people
see    业务股的人
see    href="/people?q=%E8%82%A1&amp;saved=
post   /lists/views of=/people query=q=%E8%82%A1 name=业务股的人
want   422
see    您已经有一个视图叫
post   /lists/views of=/people query= name=空的
want   422
see    没有可存的
get    /lists/options?of=/people&query=
take   view /lists/views/
post   /lists/views/{view} name=股里的人 version=1 shared=1
want   303 /lists/options*
post   /lists/views/{view} name=晚了 version=1
want   409

# Shared, everyone who opens the list has it; nobody else can change it, or share without the right.
as     inspector@shili-mbb
get    /people
see    股里的人
post   /lists/views/{view} name=别人的 version=2
want   404
post   /lists/views/{view}/ends version=2
want   404
post   /lists/views of=/people query=q=x name=想共享 shared=1
want   403
post   /lists/views of=/audit query=event=x name=看不到的列表
want   403
post   /lists/views of=/no/list query=event=x name=没有
want   404
post   /lists/files of=/audit query= as=csv paper=a4 turn=portrait size=auto
want   403
post   /lists/files of=/people query= as=csv paper=a4 turn=portrait size=auto mine=1
want   422

# Columns: what is hidden is in no file either, and in no print (assets/app.css has nothing that brings it back).
post   /lists/columns of=/people query= c-1=1 c-3=1
want   303 /people
get    /people
see    t-text p9
post   /lists/files of=/people query= as=csv paper=a4 turn=portrait size=auto
want   200
see    姓名,账号,职务
never  演示账号
# Their order: 职务 is put first and 状态 second; what was first, moves on.
post   /lists/columns of=/people query= c-1=1 c-3=1 c-4=1 p-3=1 p-4=2
want   303 /people
post   /lists/files of=/people query= as=csv paper=a4 turn=portrait size=auto
see    职务,状态,姓名,账号
get    /lists/options?of=/people&query=
see    name="p-3" value="1"
see    name="p-0" value="3"
# And back to the end, over the hidden one.
post   /lists/columns of=/people query= c-1=1 c-3=1 c-4=1 p-3=5
post   /lists/files of=/people query= as=csv paper=a4 turn=portrait size=auto
see    状态,姓名,账号,职务
post   /lists/columns of=/people query= p-3=99
want   422
post   /lists/columns of=/people query= reset=1
get    /people
never  t-text p9
post   /lists/files of=/people query= as=pdf paper=a3 turn=landscape size=75
want   200
see    %PDF-
post   /lists/files of=/people query= as=xlsx paper=a4 turn=portrait size=auto
want   200
post   /lists/files of=/people query= as=exe paper=a4 turn=portrait size=auto
want   422

as     office-business@shili-mbb
post   /lists/views/{view}/ends version=2
want   303 /lists/options*
get    /people
see    已删除视图
get    /people
never  股里的人

# A view keeps the columns it was saved with, and their order, on the screen and in a file; what a person chooses
# afterwards changes neither. A filter changed within it leaves its columns; the list itself has the person's own.
post   /lists/columns of=/people query= c-1=1 c-3=1 p-3=1
post   /lists/views of=/people query= name=职务在前 shared=1
want   303 /people?saved=*
post   /lists/columns of=/people query= reset=1
get    /lists/options?of=/people&query=
take   view /lists/views/
get    /people
never  t-text p9
see    href="/people?saved={view}"
get    /people?saved={view}
see    t-text p9
see    <a href="/people?saved={view}" aria-current="page">职务在前
see    name="saved" value="{view}"
get    /people?q=%E8%82%A1&saved={view}
see    t-text p9
never  aria-current="page">职务在前
post   /lists/files of=/people query=saved={view} as=csv paper=a4 turn=portrait size=auto
see    职务,姓名,账号
never  演示账号
post   /lists/files of=/people query= as=csv paper=a4 turn=portrait size=auto
see    姓名,账号,单位,职务
get    /people?saved=x
want   422
# Whoever opens a shared view sees its columns; the id of another list's view, or of one not shared, changes nothing.
as     inspector@shili-mbb
get    /people?saved={view}
see    t-text p9
get    /org?saved={view}
never  saved={view}
as     office-business@shili-mbb
post   /lists/views/{view} name=职务在前 version=1
as     inspector@shili-mbb
get    /people?saved={view}
never  t-text p9
never  saved={view}
as     office-business@shili-mbb
post   /lists/views/{view}/ends version=2
get    /people?saved={view}
want   200
never  saved={view}

# Batches: for whoever may; all or nothing, with the reason beside each row.
post   /lists/batch of=/people query= event=disable items={person:inspector@shili-mbb}.1
want   403
as     system-admin@shili
post   /people name==HYPERLINK(1) login=formula.user
take   one /people/
post   /people name=批量乙 login=batch.two
take   two /people/
get    /people
see    name="id"
see    停用账号
get    /lists/batch?of=/people&query=&event=disable&id={one}&id={two}
want   200
see    停用账号：2 项
see    批量乙
see    停用账号（2 项）
get    /lists/batch?of=/people&query=&event=disable&id={one}&id={person:system-admin@shili}
want   200
see    不能停用自己的账号
see    有 1 项不能办
never  停用账号（2 项）
post   /lists/batch of=/people query= event=disable items={one}.1,{person:system-admin@shili}.1
want   409
see    一项也没有办
post   /lists/batch of=/people query= event=enable items={one}.1
want   409
see    账号没有停用
post   /lists/batch of=/people query= event=link items={one}.1,{two}.1
want   200
see    /set-up/
see    只显示这一次
post   /lists/batch of=/people query= event=disable items={one}.1,{two}.9
want   409
get    /people/{one}
never  已停用
post   /lists/batch of=/people query=q=%E6%89%B9 event=disable items={one}.1,{two}.1
want   303 /people?q=%E6%89%B9
get    /people/{two}
see    已停用
post   /lists/batch of=/people query= event=disable items={one}.1,{one}.1
want   422
get    /lists/batch?of=/people&query=&event=disable
see    没有选中任何一行
# a name that is a formula is text in every file
post   /lists/files of=/people query= as=csv paper=a4 turn=portrait size=auto
see    '=HYPERLINK(1)

as     audit-admin@shili
get    /audit?event=list.export
see    导出列表
get    /audit?event=list.save
see    保存列表视图
post   /lists/files of=/audit query=event=list.export as=csv paper=a4 turn=portrait size=auto
want   200
see    列表 人员；格式 csv
