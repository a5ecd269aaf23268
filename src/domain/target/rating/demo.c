/* domain/target/rating/demo.c - effects of 示例县, through the rules that people use. */
/* words: document text */
#include "domain/org/org.h"
#include "domain/target/rating/rating.h"
#include "domain/target/rating/register.h"

struct row { const char *unit, *kind, *klass, *title, *basis, *amount, *grade, *matter; int month, level;
             const char *decided, *event, *by; };
static const struct row rows[] = {
        { "shili-liuxi", "加分", "award", "获评全省乡村治理示范乡镇", "省委农办函〔%d〕12号", "1", "",
          "乡村治理示范", 5, LEVEL_PROVINCE, "县委目标绩效考核委员会第2次会议", "approve", "" },
        { "shili-liuxi", "加分", "award", "获评全市乡村治理示范乡镇", "市委农办发〔%d〕5号", "0.5", "",
          "乡村治理示范", 3, LEVEL_CITY, "县委目标绩效考核委员会第2次会议", "approve", "" },
        { "shili-liuxi", "扣分", "meeting", "全县项目推进会迟到一次", "县委办通报〔%d〕7号", "0.5", "", "", 4,
          LEVEL_COUNTY, "县委办公室", "approve", "" },
        { "shili-shuiwu", "加分", "rank", "全市农村供水保障季度工作第二名", "市水务发〔%d〕31号", "0.3", "", "", 7,
          LEVEL_CITY, "县委目标绩效考核委员会第3次会议", "approve", "" },
        { "shili-shuiwu", "加分", "award", "水利工程管理经验交流发言", "", "0.5", "", "", 8, LEVEL_CITY, "",
          "", "" },
        { "shili-yq", "等次封顶", "", "安全生产约谈后整改不到位", "县安委办〔%d〕19号", "", "良好", "", 6,
          LEVEL_COUNTY, "县委目标绩效考核委员会第3次会议", "approve", "" },
        { "shili-qingshi", "一票否决", "", "瞒报一起一般生产安全事故", "县纪委监委通报〔%d〕3号", "", "不合格",
          "", 6, LEVEL_COUNTY, "县委常委会会议", "approve", "" },
        { "shili-czj", "扣分", "notice", "预算执行进度滞后被市级通报", "市财政局通报〔%d〕4号", "1", "", "", 9,
          LEVEL_CITY, "县委目标绩效考核委员会第3次会议", "approve",
          "复核认定为上级下达指标偏晚所致，县委目标绩效考核委员会第4次会议决定解除" },
        { "shili-yq", "加分", "award", "获评全市优秀产业园区", "市政府办函〔%d〕88号", "0.5", "", "", 10,
          LEVEL_CITY, "", "", "" },
};

static int kind_of(const char *word)
{
        for (int k = 0; k < EFFECT_KINDS; k++)
                if (!strcmp(effect_kind_words[k], word))
                        return k;
        must(!"no such kind");
        return 0;
}

static const struct fail *put(struct ctx *cx, const struct edition *e, const struct row *r)
{
        struct org_unit u;
        int64_t id;
        struct effect_wish w = { .kind = (enum effect_kind)kind_of(r->kind),
                .klass = str_of(r->klass), .title = str_of(r->title),
                .basis = *r->basis ? str_f(cx->arena, r->basis, e->year) : S(""),
                .decided_by = str_of(r->decided), .matter = str_of(r->matter),
                .grade = str_of(r->grade), .happened = day_make(e->year, r->month, 12),
                .level = r->level };
        if (*r->amount)
                must(points_read(str_of(r->amount), &w.amount));
        const struct fail *f = org_unit_by_code(cx, str_of(r->unit), &u);
        if (f)
                return f;
        w.unit = u.id;
        if (w.happened.n > cx->today.n)
                return NULL;                    /* not happened yet */
        f = register_add(cx, e, &w, &id);
        if (!f && *r->event)
                f = register_move(cx, id, &(struct effect_step){ .event = str_of(r->event),
                                  .version = 1, .on = DAY_NONE });
        if (!f && *r->by)
                f = register_move(cx, id, &(struct effect_step){ .event = S("lift"), .version = 2,
                                  .by = str_of(r->by), .on = w.happened });
        return f;
}

const struct fail *rating_demo(struct ctx *cx)
{
        struct edition e;
        int64_t scheme;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, &e);
        for (size_t i = 0; !f && i < COUNT_OF(rows); i++)
                f = put(cx, &e, &rows[i]);
        return f;
}
