# Last year is published: what it leads to, who decides, who sees what.
as     county-leader@shili
get    /use
want   200
see    2023 年考核结果运用
see    马坝镇
see    单位负责人一年内不得提拔
see    对单位负责人调离岗位、降职或者免职
see    待审定
never  按规则提出建议
get    /use?year=2019
want   404
get    /use/rewards
want   200
see    还没有设定奖励标准
never  保存标准
get    /results?year=2023
want   200
see    已归档
get    /history?unit={unit:shili-maba}
want   200
see    马坝镇历年结果
see    历史导入
see    较大环境污染事件
see    瞒报一起一般生产安全事故

# A unit sees its own years, and a proposal once it is confirmed.
as     town@shili-liuxi
get    /history
want   200
see    柳溪镇历年结果
get    /history?unit={unit:shili-maba}
want   404
get    /use
want   200
never  马坝镇
get    /use/rewards
want   404
get    /use/proposals/1/moves/confirm
want   403

as     office-business@shili-mbb
get    /use
see    按规则提出建议
post   /use/proposals run=1
want   409
post   /use/proposals run=6
want   303 /use?year=2023
post   /use/rewards year=2023 version=0 basis= per-head=20000 amount-0=50000 factor-0=1.2 amount-1=30000 factor-1=1 amount-2=0 factor-2=0.8 amount-3=0 factor-3=0
want   422
see    依据文件
post   /use/rewards year=2023 version=0 basis=示府发〔2024〕3号 per-head=20000 amount-0=50000 factor-0=很多 amount-1=30000 factor-1=1 amount-2=0 factor-2=0.8 amount-3=0 factor-3=0
want   422
see    系数应为数字
post   /use/rewards year=2023 version=0 basis=示府发〔2024〕3号 per-head=20000.05 amount-0=50000 factor-0=1.2 amount-1=30000 factor-1=1.1 amount-2=0 factor-2=0.8 amount-3=0 factor-3=0
want   303 /use/rewards?year=2023
post   /use/rewards year=2023 version=0 basis=示府发〔2024〕3号 per-head=20000 amount-0=50000 factor-0=1.2 amount-1=30000 factor-1=1 amount-2=0 factor-2=0.8 amount-3=0 factor-3=0
want   409
post   /use/rewards/heads year=2023 version=0 u{unit:shili-maba}=40
want   409
post   /use/rewards/heads year=2023 version=1 u{unit:shili-maba}=40 u{unit:shili-gxs}=-1
want   422
post   /use/rewards/heads year=2023 version=1 u{unit:shili-maba}=40
want   303 /use/rewards?year=2023
get    /use/rewards
want   200
see    示府发〔2024〕3号
see    40 人
get    /use/rewards/files/txt
want   200
see    目标绩效奖励测算表
get    /use/rewards/files/xlsx
want   200
post   /use/proposals/1/moves event=confirm version=1 day=2024-11-01 number=常委会会议
want   403

as     county-leader@shili
get    /use/proposals/1/moves/confirm
want   200
see    作出决定的会议或文件
post   /use/proposals/1/moves event=confirm version=1 day=2024-11-01 number=
want   422
post   /use/proposals/1/moves event=confirm version=1 day=2024-11-01 number=常委会会议纪要
want   303 /use?year=2023
post   /use/proposals/2/moves event=decline version=1 day=2024-11-01 reason=
want   422
post   /use/proposals/2/moves event=decline version=1 day=2024-11-01 reason=负责人到任不满半年
want   303 /use?year=2023
get    /use
see    常委会会议纪要
see    负责人到任不满半年
as     town@shili-liuxi
get    /use
want   200
never  常委会会议纪要
