# One search over units and people: two Chinese characters, pinyin initials, and nobody else's.
as     office-general@shili-mbb
get    /search?q=%E6%B0%B4%E5%8A%A1
want   200
see    水务局
get    /search?q=swj
see    水务局
# a document by its title; words in their order, whatever stands between
get    /search?q=%E5%87%86%E5%A4%87%E5%B7%A5%E4%BD%9C
see    /documents/
get    /search?q=%E6%B0%B4%E5%8A%A1%20%E5%B1%80
see    水务局
get    /search?q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E8%AF%8D
see    没有找到
get    /search
want   200
never  没有找到
post   /org/{unit:shili}/units name=重庆协作办 kind=department sort=900 code=story-cq
want   303 /org/*
get    /search?q=%E9%87%8D%E5%BA%86
see    重庆协作办
get    /search?q=%E5%BA%86%E5%8D%8F%E4%BD%9C
see    重庆协作办
# by rule it reads zhong; a person says how it is read
get    /search?q=cqxzb
never  重庆协作办
post   /org/{unit:story-cq}/edit name=重庆协作办 brief= kind=department group= sort=900 sound=Chong%20Qing%20xie%20zuo%20ban version=1
want   303 /org/*
get    /search?q=cqxzb
see    重庆协作办
get    /org/{unit:story-cq}/edit
want   200
see    读音

# a name that changed is found by the new one and, as a former name, by the old one
as     system-admin@shili
post   /people name=搜索甲 login=search.one
want   303 /people/*
take   who /people/
get    /search?q=search.one
see    搜索甲
post   /people/{who}/name name=改名乙 version=1
get    /search?q=%E6%94%B9%E5%90%8D
see    改名乙
get    /search?q=%E6%90%9C%E7%B4%A2%E7%94%B2
never  /people/{who}

# how a name is read is a person's to say: it is sorted by it
get    /people/{who}
see    读音
post   /people/{who}/name name=单某 sound=Shan_mou version=2
want   303 /people/{who}
get    /people/{who}
see    value="shan mou"
post   /people/{who}/name name=单某 sound= version=3
want   303 /people/{who}
get    /people/{who}
never  shan mou

# outside one's reach there is nothing
as     town@shili-liuxi
get    /search?q=%E6%B0%B4%E5%8A%A1
want   200
never  href="/org/{unit:shili-shuiwu}"
never  <h2>人员</h2>
# but for what is published: a budget, by a word of it
see    示例县水务局 2024 年部门预算
# a scheme of the county and an indicator of it, by two characters
get    /search?q=%E7%9B%AE%E6%A0%87
want   200
see    考核方案
