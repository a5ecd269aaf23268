/* domain/document/demo.c - series and documents of the demonstration county. words: document text */
#include "domain/document/document.h"
#include "domain/org/org.h"

static const struct fail *send(struct ctx *cx, int64_t id)
{
        static const char *const events[] = { "submit", "pass", "sign", "send" };
        const struct fail *f = NULL;
        for (size_t i = 0; !f && i < COUNT_OF(events); i++) {
                struct document d;
                f = document_find(cx, id, &d);
                if (!f)
                        f = document_move(cx, id, d.version, str_of(events[i]), S(""));
        }
        return f;
}

const struct fail *document_demo_series(struct ctx *cx)
{
        struct org_unit office;
        int64_t id = 0;
        const struct fail *f = org_unit_by_code(cx, S("shili-mbb"), &office);
        if (f)
                return f;
        const struct document_series_wish series[] = {
                { office.id, S("发文"), S("示目绩办"), S("示例县目标绩效管理办公室文件"), office.name, S(""), false },
                { office.id, S("函"), S("示目绩函"), S("示例县目标绩效管理办公室"), office.name, S("urge"), false },
        };
        for (size_t i = 0; !f && i < COUNT_OF(series); i++)
                f = document_series_add(cx, &series[i], &id);
        return f;
}

const struct fail *document_demo(struct ctx *cx)
{
        struct org_unit county;
        struct document_series general;
        int64_t id = 0;
        const struct fail *f = org_unit_by_code(cx, S("shili"), &county);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        f = document_series_pick(cx, S("notice"), county.id, &general);
        if (f)
                return f;
        int year = day_year(cx->today);
        struct document_wish notice = {
                .series = general.id, .kind = S("notice"), .to = S("各乡镇人民政府，县级各部门，各园区管委会"),
                .title = str_f(cx->arena, "关于做好%d年度综合目标绩效考核准备工作的通知", year),
                .copies = S("县委办公室，县人大常委会办公室，县政府办公室，县政协办公室"),
                .body = S("为做好本年度综合目标绩效考核工作，现将有关事项通知如下。\n一、核对数据\n"
                          "各单位对照目标任务书，逐项核对本年度填报的数据，缺报、错报的在月底前补报、更正。\n"
                          "二、准备自评\n各单位按考核方案逐项自评，说明完成情况、失分原因和改进措施。\n"
                          "三、工作要求\n数据由单位审核后上报，谁填报谁负责；考核部门不得要求单位重复报送系统中已有的数据。"),
        };
        struct document_wish report = {
                .series = general.id, .kind = S("half-year"), .to = S("县委、县政府"),
                .title = str_f(cx->arena, "关于%d年上半年目标任务执行情况检查的报告", year),
                .body = S("按照考核方案，我办组织了上半年目标任务执行情况检查，现将情况报告如下。\n一、总体情况\n"
                          "各单位目标任务总体推进有序。\n二、存在的问题\n少数单位数据报送不及时。\n特此报告。"),
        };
        f = document_draft(cx, &notice, &id);
        if (!f)
                f = send(cx, id);
        return f ? f : document_draft(cx, &report, &id);
}
