/* domain/org/pages_unit_edit.c - the forms that change one unit: new, correct, rename, move.
 *
 * All of them share one way with what others did meanwhile: refused for what was typed, the form
 * keeps the version it began from; refused as too late, it says who did what, shows beside each
 * field what stands there now, and carries the newest version, so that pressing again is a
 * decision (docs/adding.md). */
#include "domain/org/name.h"
#include "domain/org/pages.h"

enum { MOST_FIELDS = 6 };

/* Every page here is about a unit that the person may change. */
static const struct fail *unit_open(struct ctx *cx, const struct request *rq, struct org_unit *ret)
{
        const struct fail *f = org_unit_by_id(cx, rq->ids[0], ret);
        return f ? f : auth_change(cx, MAY_ORG_EDIT, ret->id);
}

/* One form of one unit. `now` is what stands there, in the order of the fields. */
struct unit_form {
        const char              *title, *button, *help;
        str                      action;
        const struct form_field *fields;
        int                      n_fields;
        str                      now[MOST_FIELDS];
        int64_t                  version;       /* of the record; 0: something new */
};

void org_say_now(struct ctx *cx, struct form_field *x, str now)
{
        str shown = now;
        if (str_eq(str_trim(x->value), now))
                return;
        for (int i = 0; i < x->n_choices; i++)
                if (str_eq(x->choices[i].value, now))
                        shown = x->choices[i].word ? str_of(words_of(cx->lang, x->choices[i].word))
                                                   : str_trim(x->choices[i].name);
        x->wrong_text = str_f(cx->arena, words_of(cx->lang, "现在是“%.*s”"),
                              STR(shown.n ? shown : str_of(words_of(cx->lang, "空"))));
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct org_unit *u, const struct unit_form *uf,
                                    const struct form *form, const struct fail *why)
{
        if (why && !fail_on_form(why))
                return why;
        bool late = why && why->kind == FAIL_CONFLICT && uf->version;
        struct form_field *drawn = NEW_ARRAY(cx->arena, struct form_field, (size_t)uf->n_fields);
        struct org_form_page p = {
                .page = page_of(cx, rq, uf->title), .version = uf->version, .action = uf->action,
                .back = str_f(cx->arena, "/org/%ld", u->id), .button = uf->button,
                .help = uf->help, .fields = drawn, .n_fields = uf->n_fields,
                .faults = { .form = form, .fail = why, .fields = drawn, .n_fields = uf->n_fields },
        };
        for (int i = 0; i < uf->n_fields; i++) {
                drawn[i] = uf->fields[i];
                drawn[i].value = uf->now[i];
                if (form)
                        drawn[i] = form_field_of(drawn[i], form, why);
                if (late)
                        org_say_now(cx, &drawn[i], uf->now[i]);
        }
        if (form && uf->version && !late) {
                struct form again = *form;
                p.version = form_int_or(&again, "version", 1, INT32_MAX, uf->version);
        }
        const struct fail *f = org_crumbs(cx, &p.page, u, false);
        if (f)
                return f;
        page_crumb(&p.page, (str){ 0 }, uf->title, (str){ 0 });
        p.page.here = "/org";
        if (why)
                re->status = fail_http(why->kind);
        org_form_page(&re->body, &p);
        return NULL;
}

/* ---- new and correct ---------------------------------------------------------------- */

/* The county first: there is one, and neither another one nor another kind for it. */
static const struct form_choice kind_choices[ORG_KIND_END] = {
        { S_C("county"),      "县",       { 0 } }, { S_C("town"),        "乡镇",     { 0 } },
        { S_C("department"),  "部门",     { 0 } }, { S_C("park"),        "园区",     { 0 } },
        { S_C("subordinate"), "下属单位", { 0 } }, { S_C("section"),     "内设机构", { 0 } },
        { S_C("vertical"),    "垂管单位", { 0 } },
};
static const struct form_field fields[] = {
        { .name = "name",  .label = "名称", .max = 100 },
        { .name = "brief", .label = "简称", .max = 40, .optional = true, .hint = "空着就用名称" },
        { .name = "kind",  .label = "类别", .choices = kind_choices + 1, .n_choices = ORG_KIND_END - 1 },
        { .name = "group", .label = "考核分组", .max = 40, .optional = true, .hint = "不参加考核的单位空着" },
        { .name = "sort",  .label = "次序", .inputmode = "numeric", .hint = "小的排在前面" },
        { .name = "code",  .label = "代码", .max = 40, .hint = "小写字母、数字和连字符，建好后不变" },
};
static const struct form_field edit_fields[] = {
        { .name = "name",  .label = "名称", .max = 100 },
        { .name = "brief", .label = "简称", .max = 40, .optional = true, .hint = "空着就用名称" },
        { .name = "kind",  .label = "类别", .choices = kind_choices + 1, .n_choices = ORG_KIND_END - 1 },
        { .name = "group", .label = "考核分组", .max = 40, .optional = true, .hint = "不参加考核的单位空着" },
        { .name = "sort",  .label = "次序", .inputmode = "numeric", .hint = "小的排在前面" },
        { .name = "sound", .label = "读音", .max = 80, .optional = true,
          .hint = "多音字读错时填简称的拼音，如 chong qing；空着按常用读音" },
};
enum { N_FIELDS = COUNT_OF(fields), N_EDIT = COUNT_OF(edit_fields) };

static struct org_wish wish_of(struct form *form, bool fresh)
{
        return (struct org_wish){
                .name  = form_name(form, "name", 1, 100),
                .brief = form_name(form, "brief", 0, 40),
                .kind  = (enum org_kind)form_choice(form, "kind", org_kind_codes, ORG_KIND_END),
                .group = form_text(form, "group", 0, 40),
                .sort  = (int)form_int(form, "sort", 0, 999999),
                .code  = fresh ? form_code(form, "code", 40) : (str){ 0 },
        };
}

static struct unit_form fresh_form(struct ctx *cx, const struct org_unit *above)
{
        return (struct unit_form){
                .title = "新增单位", .button = "新增", .help = "新单位设在当前单位下面。",
                .action = str_f(cx->arena, "/org/%ld/units", above->id),
                .fields = fields, .n_fields = N_FIELDS,
                .now = { S(""), S(""), S("department"), S(""), S("100"), S("") },
        };
}

static struct unit_form edit_form(struct ctx *cx, const struct org_unit *u)
{
        struct form_field *drawn = NEW_ARRAY(cx->arena, struct form_field, N_EDIT);
        memcpy(drawn, edit_fields, sizeof(edit_fields));
        if (u->kind == ORG_COUNTY)
                drawn[2].choices = kind_choices, drawn[2].n_choices = 1;
        return (struct unit_form){
                .title = "修改单位", .button = "保存",
                .help = "这里改正写错的内容，不留曾用名；正式更名请用“更名”。",
                .action = str_f(cx->arena, "/org/%ld/edit", u->id),
                .fields = drawn, .n_fields = N_EDIT, .version = u->version,
                .now = { u->name, u->brief, str_of(org_kind_codes[u->kind]),
                         u->group.p ? u->group : S(""), str_f(cx->arena, "%d", u->sort),
                         u->sound.p ? u->sound : S("") },
        };
}

const struct fail *org_unit_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        struct unit_form uf = fresh_form(cx, &u);
        return form_show(cx, rq, re, &u, &uf, NULL, NULL);
}

const struct fail *org_unit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_wish w = wish_of(&form, true);
        struct org_unit u;
        int64_t id;

        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_add(cx, u.id, &w, &id);
        if (f) {
                struct unit_form uf = fresh_form(cx, &u);
                return form_show(cx, rq, re, &u, &uf, &form, f);
        }
        reply_note(re, cx, "已新增“%.*s”", STR(w.name));
        return reply_see(re, cx, "/org/%ld", id);
}

const struct fail *org_unit_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        struct unit_form uf = edit_form(cx, &u);
        return form_show(cx, rq, re, &u, &uf, NULL, NULL);
}

const struct fail *org_unit_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_wish w = wish_of(&form, false);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        bool sounds = form_has(&form, "sound");
        str sound = form_text(&form, "sound", 0, 80);
        struct org_unit u;

        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_edit_sound(cx, u.id, version, &w, !sounds ? (str){ 0 } : sound.n ? sound : S(""));
        if (f) {
                struct unit_form uf = edit_form(cx, &u);
                return form_show(cx, rq, re, &u, &uf, &form, f);
        }
        reply_note(re, cx, "已保存“%.*s”", STR(w.name));
        return reply_see(re, cx, "/org/%ld", u.id);
}

/* ---- rename -------------------------------------------------------------------------- */

static const struct form_field name_fields[] = {
        { .name = "name",  .label = "新名称", .max = 100 },
        { .name = "brief", .label = "新简称", .max = 40, .optional = true, .hint = "空着就用名称" },
        { .name = "on",    .label = "自哪天起", .type = "date" },
        { .name = "document", .label = "依据的文件", .max = 200, .hint = "例：编委关于某单位更名的批复及文号" },
};

static struct unit_form name_form(struct ctx *cx, const struct org_unit *u)
{
        return (struct unit_form){
                .title = "单位更名", .button = "更名",
                .help = "旧名称留作曾用名，过去的文件和数据仍用当时的名称。",
                .action = str_f(cx->arena, "/org/%ld/names", u->id),
                .fields = name_fields, .n_fields = COUNT_OF(name_fields), .version = u->version,
                .now = { u->name, u->brief, day_str(cx->arena, cx->today), S("") },
        };
}

const struct fail *org_unit_name_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        struct unit_form uf = name_form(cx, &u);
        return form_show(cx, rq, re, &u, &uf, NULL, NULL);
}

const struct fail *org_unit_name_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct org_rename r = {
                .name     = form_name(&form, "name", 1, 100),
                .brief    = form_name(&form, "brief", 0, 40),
                .on       = form_day(&form, "on"),
                .document = form_text(&form, "document", 1, 200),
        };
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct org_unit u;

        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_rename(cx, u.id, version, &r);
        if (f) {
                struct unit_form uf = name_form(cx, &u);
                if (f->kind == FAIL_CONFLICT) {         /* these two have no value of their own */
                        uf.now[2] = str_trim(form_raw(&form, "on"));
                        uf.now[3] = str_trim(form_raw(&form, "document"));
                }
                return form_show(cx, rq, re, &u, &uf, &form, f);
        }
        reply_note(re, cx, "已更名为“%.*s”", STR(r.name));
        return reply_see(re, cx, "/org/%ld", u.id);
}

/* ---- move ------------------------------------------------------------------------------ */

static const struct fail *move_form(struct ctx *cx, const struct org_unit *u,
                                    struct unit_form *ret)
{
        struct form_field *field = NEW(cx->arena, struct form_field);
        *field = (struct form_field){ .name = "parent", .label = "移到这个单位下面" };
        *ret = (struct unit_form){
                .title = "移动单位", .button = "移动", .version = u->version,
                .help = "下面的单位一起移动；数据范围按新的位置计算，立即生效。",
                .action = str_f(cx->arena, "/org/%ld/moves", u->id),
                .fields = field, .n_fields = 1, .now = { str_f(cx->arena, "%ld", u->parent) },
        };
        return org_unit_choices(cx, u->path, false, &field->choices, &field->n_choices);
}

const struct fail *org_unit_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct org_unit u;
        struct unit_form uf;
        const struct fail *f = unit_open(cx, rq, &u);
        if (!f)
                f = move_form(cx, &u, &uf);
        return f ? f : form_show(cx, rq, re, &u, &uf, NULL, NULL);
}

const struct fail *org_unit_move_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t parent = form_int(&form, "parent", 1, INT64_MAX);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct org_unit u;
        struct unit_form uf;

        const struct fail *f = unit_open(cx, rq, &u);
        if (f)
                return f;
        f = form_end(&form);
        if (!f)
                f = org_unit_move(cx, u.id, version, parent);
        if (f) {
                const struct fail *bad = move_form(cx, &u, &uf);
                return bad ? bad : form_show(cx, rq, re, &u, &uf, &form, f);
        }
        reply_note(re, cx, "已移动“%.*s”", STR(u.name));
        return reply_see(re, cx, "/org/%ld", u.id);
}
