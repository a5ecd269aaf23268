/* domain/org/demo.c - the demonstration tree: 示例县 is fictional; 武胜县's target office is the
 * seed's, with its published name and parts and no person. */
#include "core/audit/audit.h"
#include "core/auth/account.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"

struct demo_unit { const char *parent, *code; enum org_kind kind; const char *name, *brief, *group; };
static const struct demo_unit units[] = {
        /* parent      code              kind             name                     brief          group */
        { NULL,        "shili",          ORG_COUNTY,      "示例县",                "示例县",      NULL },
        { "shili",     "shili-mbb",      ORG_DEPARTMENT,  "示例县目标绩效管理办公室", "县目标办",  "党群部门" },
        { "shili-mbb", "shili-mbb-zh",   ORG_SECTION,     "综合股",                "综合股",      NULL },
        { "shili-mbb", "shili-mbb-yw",   ORG_SECTION,     "业务股",                "业务股",      NULL },
        { "shili-mbb", "shili-mbb-zx",   ORG_SUBORDINATE, "示例县目标绩效管理服务中心", "县绩效中心", NULL },
        { "shili",     "shili-czj",      ORG_DEPARTMENT,  "示例县财政局",          "县财政局",    "综合部门" },
        { "shili",     "shili-shuiwu",      ORG_DEPARTMENT,  "示例县水务局",          "县水务局",    "产业部门" },
        { "shili-shuiwu", "shili-hedao",   ORG_SUBORDINATE, "示例县河道管理站",      "县河道站", NULL },
        { "shili-shuiwu", "shili-gongshui",   ORG_SUBORDINATE, "示例县农村供水总站",    "县供水总站",  NULL },
        { "shili",     "shili-liuxi",    ORG_TOWN,        "柳溪镇人民政府",        "柳溪镇",      "乡镇一组" },
        { "shili",     "shili-qingshi",  ORG_TOWN,        "青石乡人民政府",        "青石乡",      "乡镇二组" },
        { "shili",     "shili-yq",       ORG_PARK,        "示例县经济开发区管理委员会", "县经开区", "园区" },
        { NULL,        "wusheng",        ORG_COUNTY,      "武胜县",                "武胜县",      NULL },
        { "wusheng",   "wusheng-mbjx",   ORG_DEPARTMENT,  "中共武胜县委目标绩效管理办公室", "县委目标绩效办", NULL },
        { "wusheng-mbjx", "wusheng-mbjx-zh", ORG_SECTION, "综合股",                "综合股",      NULL },
        { "wusheng-mbjx", "wusheng-mbjx-yw", ORG_SECTION, "业务股",                "业务股",      NULL },
        { "wusheng-mbjx", "wusheng-mbjx-zx", ORG_SUBORDINATE, "武胜县目标绩效管理服务中心", "武胜县目标绩效管理服务中心", NULL },
};

/* Posts, not people: the name a person has here is the post's. */
static const struct demo_post { const char *unit, *role, *name; } posts[] = {
        { "shili",         "county-leader",   "县领导" },
        { "shili-mbb",     "office-director", "目标办主任" },
        { "shili-mbb",     "office-business", "业务股督办员" },
        { "shili-mbb",     "office-general",  "综合股办事员" },
        { "shili-mbb",     "inspector",       "督查专员" },
        { "shili-mbb",     "budget-editor",   "目标办预算编制员" },
        { "shili-shuiwu",     "budget-editor",   "水务局预算编制员" },
        { "shili-liuxi",   "budget-editor",   "柳溪镇预算编制员" },
        { "shili-czj",     "budget-reviewer", "财政局预算审核员" },
        { "wusheng-mbjx",  "office-director", "目标绩效办主任" },
        { "wusheng-mbjx",  "budget-editor",   "目标绩效办预算编制员" },
        { "shili",         "system-admin",    "系统管理员" },
        { "shili",         "security-admin",  "安全管理员" },
        { "shili",         "audit-admin",     "审计管理员" },
};

static const struct fail *place_unit(struct ctx *cx, const struct demo_unit *d, int sort)
{
        struct org_unit above = { .path = S("/") };
        const struct fail *f = d->parent ? org_unit_by_code(cx, str_of(d->parent), &above) : NULL;
        if (f)
                return f;
        int64_t id = unit_insert(cx, d->parent != NULL, above.id, d->kind, str_of(d->code), str_of(d->name),
                                 str_of(d->brief), str_of(d->group), sort,
                                 str_f(cx->arena, "new:%s", d->code));
        unit_set_path(cx, id, str_f(cx->arena, "%.*s%ld/", STR(above.path), id));
        audit_log(cx, "unit.add", "unit", id, (str){ 0 });
        return NULL;
}

const struct fail *org_demo(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < (int)COUNT_OF(units); i++) {
                const struct fail *f = place_unit(cx, &units[i], (i + 1) * 10);
                if (f)
                        return f;
        }
        for (int i = 0; i < (int)COUNT_OF(posts); i++) {
                struct org_unit u;
                const struct fail *f = org_unit_by_code(cx, str_of(posts[i].unit), &u);
                if (f)
                        return f;
                account_demo(cx, str_of(posts[i].name), u.id, posts[i].role, (i + 1) * 10);
        }
        return tx_commit(&tx);
}
