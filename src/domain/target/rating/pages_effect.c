/* domain/target/rating/pages_effect.c - the list of effects, one entry, and all of one unit. */
#include "domain/org/org.h"
#include "domain/target/rating/effect.html.h"
#include "domain/target/rating/faces.h"

static const struct list_column columns[] = {
        { .label = "事由", .kind = CELL_TITLE },
        { .label = "单位", .kind = CELL_TEXT },
        { .label = "种类", .kind = CELL_TAG },
        { .label = "类别", .kind = CELL_TEXT, .fold = 2 },
        { .label = "登记分值", .kind = CELL_FIGURE },
        { .label = "计入", .kind = CELL_FIGURE },
        { .label = "发生日期", .kind = CELL_DAY, .fold = 3 },
        { .label = "状态", .kind = CELL_LAMP },
};
static const char *const tones[EFFECT_KINDS] = { "green", "orange", "yellow", "red" };

static str num(struct ctx *cx, int64_t v) { return str_f(cx->arena, "%ld", v); }

static str class_name(const struct edition *e, str code)
{
        for (int c = 0; c < e->n_classes; c++)
                if (code.n && str_eq(e->classes[c].code, code))
                        return e->classes[c].name;
        return S("—");
}

/* "+0.5", "-1"; a ceiling and a veto name their grade. */
static str amount_of(struct ctx *cx, const struct effect_wish *w, points p)
{
        if (w->kind > EFFECT_PENALTY)
                return w->grade;
        return str_f(cx->arena, "%s%.*s", p.micro ? w->kind == EFFECT_BONUS ? "+" : "-" : "",
                     STR(points_str(cx->arena, p, 0)));
}

static str counts_of(struct ctx *cx, const struct effect_record *x)
{
        if (x->state == EFFECT_REFUSED)
                return S("0");
        if (x->wish.kind > EFFECT_PENALTY)
                return str_of(words_of(cx->lang, day_is(x->lifted) ? "不计" : "计"));
        return amount_of(cx, &x->wish, x->counts);
}

static const char *state_word(const struct effect_record *x)
{
        return day_is(x->lifted) ? "已解除" : effect_state_words[x->state];
}

static const char *state_lamp(const struct effect_record *x)
{
        if (day_is(x->lifted) || x->state == EFFECT_REFUSED)
                return "grey";
        return x->state == EFFECT_PROPOSED ? "yellow" : "done";
}

static const struct fail *edition_of(struct ctx *cx, const struct request *rq, struct edition *ret)
{
        struct form form = form_of(cx, rq);
        int64_t scheme = form_int_or(&form, "scheme", 0, INT64_MAX, 0);
        const struct fail *f = scheme ? NULL : register_scheme(cx, &scheme);
        return f ? f : register_edition(cx, scheme, ret);
}

static bool offices(struct ctx *cx, const struct edition *e)
{
        return !auth_change_year(cx, MAY_EFFECT_EDIT, e->unit, e->year);
}

static bool units(struct ctx *cx, const struct edition *e)
{
        return !auth_change_year(cx, MAY_EFFECT_PROPOSE, cx->unit, e->year);
}

static void put_row(struct ctx *cx, struct effects_page *p, const struct edition *e,
                    const struct effect_record *x)
{
        struct list_cell *c = list_next(cx, &p->list, x->id);
        if (!c)
                return;
        list_key(&p->list, x->wish.unit);
        c[0] = (struct list_cell){ .text = x->wish.title,
                                   .href = str_f(cx->arena, "/effects/%ld", x->id) };
        c[1] = (struct list_cell){ .text = x->unit_name,
                .href = str_f(cx->arena, "/effects/units/%ld?scheme=%ld", x->wish.unit, e->scheme) };
        c[2] = (struct list_cell){ .word = effect_kind_words[x->wish.kind],
                                   .lamp = tones[x->wish.kind] };
        c[3] = (struct list_cell){ .text = class_name(e, x->wish.klass) };
        c[4] = (struct list_cell){ .text = amount_of(cx, &x->wish, x->wish.amount) };
        c[5] = (struct list_cell){ .text = counts_of(cx, x),
                .none = x->state == EFFECT_PROPOSED };
        c[6] = (struct list_cell){ .d = x->wish.happened };
        c[7] = (struct list_cell){ .word = state_word(x), .lamp = state_lamp(x) };
}

static void put_views(struct ctx *cx, struct effects_page *p, int view, const int *count)
{
        static const char *const words[] = { "全部", "待审定", "加分", "扣分", "等次封顶", "一票否决" };
        struct list_view *v = NEW_ARRAY(cx->arena, struct list_view, COUNT_OF(words));
        for (int i = 0; i < (int)COUNT_OF(words); i++)
                v[i] = (struct list_view){ .href = str_f(cx->arena, "/effects?view=%d", i),
                        .word = words[i], .count = count[i], .here = i == view };
        list_views_lead(cx, &p->list, v, COUNT_OF(words));
}

/* GET /effects?scheme=&view=&find= */
const struct fail *effects_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct effects_page *p = NEW(cx->arena, struct effects_page);
        struct edition e = { 0 };
        struct effect_record *all = NULL;
        struct form form = form_of(cx, rq);
        int n = 0, view = (int)form_int_or(&form, "view", 0, 5, 0), count[6] = { 0 };
        int64_t scheme = form_int_or(&form, "scheme", 0, INT64_MAX, 0);
        str find = form_text(&form, "find", 0, 60);
        points bonus = { 0 }, penalty = { 0 };
        p->page = page_of(cx, rq, "加分扣分");
        const struct fail *f = form_end(&form);
        if (f)
                return f;
        f = edition_of(cx, rq, &e);
        if (f && f->kind != FAIL_NOT_FOUND && f->kind != FAIL_INVALID)
                return f;
        p->none = f != NULL;
        f = p->none ? NULL : register_read(cx, &e, &all, &n);
        if (f)
                return f;
        struct list_filter *filter = NEW_ARRAY(cx->arena, struct list_filter, 3);
        filter[0] = (struct list_filter){ .kind = FILTER_SEARCH, .name = "find",
                                          .label = "事由、单位、文件", .value = find };
        filter[1] = (struct list_filter){ .kind = FILTER_HIDDEN, .name = "view",
                                          .value = num(cx, view) };
        filter[2] = (struct list_filter){ .kind = FILTER_HIDDEN, .name = "scheme",
                                          .value = scheme ? num(cx, scheme) : S("") };
        p->list = (struct list){ .page = &p->page, .path = "/effects", .caption = "加分扣分",
                .columns = columns, .n_columns = COUNT_OF(columns), .total = -1, .whole = true,
                .of = LIST_OF_UNITS, .own = "新的在前", .filters = filter, .n_filters = 3, .empty = "没有符合条件的登记",
                .empty_help = "加分须有文件；等次封顶和一票否决由目标办登记。" };
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        for (int i = n - 1; i >= 0; i--) {      /* the newest on top */
                const struct effect_record *x = &all[i];
                bool waits = x->state == EFFECT_PROPOSED;
                count[0]++, count[1] += waits, count[2 + x->wish.kind]++;
                if (x->state == EFFECT_APPROVED && x->wish.kind == EFFECT_BONUS)
                        bonus.micro += x->counts.micro;
                if (x->state == EFFECT_APPROVED && x->wish.kind == EFFECT_PENALTY)
                        penalty.micro += x->counts.micro;
                p->n_vetoes += x->state == EFFECT_APPROVED && x->wish.kind == EFFECT_VETO &&
                               !day_is(x->lifted);
                if ((view == 1 && !waits) || (view > 1 && (int)x->wish.kind != view - 2))
                        continue;
                if (find.n && str_find(x->wish.title, find) < 0 && str_find(x->unit_name, find) < 0 &&
                    str_find(x->wish.basis, find) < 0)
                        continue;
                put_row(cx, p, &e, x);
        }
        p->n = n, p->n_waiting = count[1], p->scheme_name = e.name;
        p->bonus = points_str(cx->arena, bonus, 0), p->penalty = points_str(cx->arena, penalty, 0);
        p->may_import = !p->none && offices(cx, &e);
        p->may_add = !p->none && (p->may_import || units(cx, &e));
        put_views(cx, p, view, count);
        list_end(cx, &p->list);
        effects_page(&re->body, p);
        return NULL;
}

/* ---- the form ---------------------------------------------------------------------------------- */

static struct form_choice *unit_choices(struct ctx *cx, const struct edition *e, int *ret_n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_units + 1);
        int n = 0;
        for (int i = 0; i < e->n_units; i++)
                if (!register_may(cx, e, e->units[i].unit, EFFECT_BONUS))
                        c[n++] = (struct form_choice){ .value = num(cx, e->units[i].unit),
                                                       .name = e->units[i].brief };
        *ret_n = n;
        return c;
}

static struct form_choice *word_choices(struct ctx *cx, const char *const *words, int n)
{
        struct form_choice *c = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n);
        for (int i = 0; i < n; i++)
                c[i] = (struct form_choice){ .value = num(cx, i), .word = words[i] };
        return c;
}

static void fill_fields(struct ctx *cx, struct effect_form_page *p, const struct edition *e,
                        const struct effect_wish *w, bool fresh)
{
        bool office = offices(cx, e);
        int n_units, n_class = 1, n_grade = 1;
        day last = day_make(e->year, 12, 31);   /* in January the year that is counted is over */
        struct form_choice *unit = unit_choices(cx, e, &n_units);
        struct form_choice *class = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_classes + 1);
        struct form_choice *grade = NEW_ARRAY(cx->arena, struct form_choice, (size_t)e->n_grades + 1);
        class[0] = (struct form_choice){ .value = S(""), .word = "（无类别）" };
        for (int i = 0; i < e->n_classes; i++)
                if (office || !e->classes[i].penalty)
                        class[n_class++] = (struct form_choice){ .value = e->classes[i].code,
                                                                 .name = e->classes[i].name };
        grade[0] = (struct form_choice){ .value = S(""), .word = "（不定等次）" };
        for (int i = 0; office && i < e->n_grades; i++)
                grade[n_grade++] = (struct form_choice){ .value = e->grades[i].name,
                                                         .name = e->grades[i].name };
        struct form_field *f = p->fields;
        if (fresh)
                *f++ = (struct form_field){ .name = "unit", .label = "单位", .choices = unit,
                        .n_choices = n_units,
                        .value = w->unit ? num(cx, w->unit) : n_units ? unit[0].value : S("") };
        *f++ = (struct form_field){ .name = "kind", .label = "种类",
                .choices = word_choices(cx, effect_kind_words, office ? EFFECT_KINDS : 1),
                .n_choices = office ? EFFECT_KINDS : 1, .value = num(cx, w->kind) };
        *f++ = (struct form_field){ .name = "title", .label = "事由", .max = 200, .value = w->title };
        *f++ = (struct form_field){ .name = "class", .label = "类别", .choices = class,
                .n_choices = n_class, .value = w->klass, .optional = true,
                .hint = "同一类别按方案的上限计" };
        *f++ = (struct form_field){ .name = "amount", .label = "分值", .inputmode = "decimal",
                .max = 12, .optional = true, .hint = "加分、扣分都写正数；封顶和否决空着",
                .value = w->amount.micro ? points_str(cx->arena, w->amount, 0) : S("") };
        *f++ = (struct form_field){ .name = "grade", .label = "等次", .choices = grade,
                .n_choices = n_grade, .value = w->grade, .optional = true,
                .hint = "封顶：最好还能评的等次；否决：定为的等次" };
        *f++ = (struct form_field){ .name = "basis", .label = "依据文件", .max = 200,
                .value = w->basis, .optional = true, .hint = "标题和文号；加分没有文件的不计" };
        *f++ = (struct form_field){ .name = "happened", .label = "发生日期", .type = "date",
                .value = day_str(cx->arena, day_is(w->happened) ? w->happened
                                            : cx->today.n > last.n ? last : cx->today) };
        *f++ = (struct form_field){ .name = "level", .label = "级别",
                .choices = word_choices(cx, effect_level_words, EFFECT_LEVELS),
                .n_choices = EFFECT_LEVELS, .value = num(cx, w->level) };
        *f++ = (struct form_field){ .name = "matter", .label = "同一事项", .max = 60,
                .value = w->matter, .optional = true,
                .hint = "同一事项得了几级的，写同一个名称，只按最高级别计一次" };
        *f++ = (struct form_field){ .name = "decided", .label = "批准", .max = 100,
                .value = w->decided_by, .optional = true, .hint = "会议、领导或机关" };
        p->n_fields = (int)(f - p->fields);
        must(p->n_fields <= EFFECT_FIELDS);
}

static struct effect_wish read_wish(struct form *form, bool fresh)
{
        str amount = form_text(form, "amount", 0, 12);
        struct effect_wish w = {
                .unit = fresh ? form_int(form, "unit", 1, INT64_MAX) : 0,
                .kind = (enum effect_kind)form_int(form, "kind", 0, EFFECT_KINDS - 1),
                .title = form_text(form, "title", 1, 200), .klass = form_text(form, "class", 0, 40),
                .grade = form_text(form, "grade", 0, 20), .basis = form_text(form, "basis", 0, 200),
                .happened = form_day(form, "happened"),
                .level = (int)form_int(form, "level", 0, EFFECT_LEVELS - 1),
                .matter = form_text(form, "matter", 0, 60),
                .decided_by = form_text(form, "decided", 0, 100) };
        if (amount.n && !points_read(amount, &w.amount))
                form_wrong(form, "amount", "应为数字，最多六位小数");
        return w;
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct edition *e, const struct effect_record *x,
                                    const struct form *form, const struct fail *why)
{
        struct effect_form_page *p = NEW(cx->arena, struct effect_form_page);
        p->page = page_of(cx, rq, x ? "修改登记" : "登记加减分");
        p->page.here = "/effects";
        p->title = x ? "修改登记" : "登记加减分", p->button = x ? "保存" : "登记";
        p->action = x ? str_f(cx->arena, "/effects/%ld", x->id) : S("/effects");
        p->back = x ? p->action : S("/effects");
        p->version = x ? x->version : 0;
        if (form && why && why->kind == FAIL_INVALID && form_has(form, "version")) {
                struct form again = *form;
                p->version = form_int_or(&again, "version", 1, INT32_MAX, p->version);
        }
        page_crumb(&p->page, S("/effects"), "加分扣分", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, p->title, (str){ 0 });
        static const struct effect_wish empty = { .happened = { 0 }, .unit = 0 };
        struct effect_wish w = x ? x->wish : empty;
        if (!x)
                w.happened = DAY_NONE;
        fill_fields(cx, p, e, &w, !x);
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        effect_form_page(&re->body, p);
        return NULL;
}

static const struct fail *may_add(struct ctx *cx, const struct edition *e)
{
        return offices(cx, e) || units(cx, e) ? NULL : fail(cx, DENIED, "%s", "");
}

/* GET /effects/new */
const struct fail *effect_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct edition e;
        const struct fail *f = edition_of(cx, rq, &e);
        if (!f)
                f = may_add(cx, &e);
        return f ? f : form_show(cx, rq, re, &e, NULL, NULL, NULL);
}

/* POST /effects */
const struct fail *effect_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition e;
        int64_t scheme, id;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, &e);
        if (!f)
                f = may_add(cx, &e);
        if (f)
                return f;
        struct effect_wish w = read_wish(&form, true);
        f = form_end(&form);
        if (!f)
                f = register_add(cx, &e, &w, &id);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, &e, NULL, &form, f) : f;
        reply_note(re, cx, "已登记，待审定");
        return reply_see(re, cx, "/effects/%ld", id);
}

/* ---- one entry ----------------------------------------------------------------------------------- */

static void put_moves(struct ctx *cx, struct effect_page *p)
{
        const struct flow_step *moves[EFFECT_MOVES];
        int n = flow_moves(cx, &effect_flow, p->x.state, moves, EFFECT_MOVES);
        for (int i = 0; i < n; i++) {
                struct effect_move *m = &p->moves[p->n_moves];
                if (auth_change_year(cx, (enum perm)moves[i]->need, p->x.wish.unit, p->e.year) ||
                    day_is(p->x.lifted))
                        continue;
                if (register_keeps_out(cx, p->x.who, str_of(moves[i]->event))) {
                        p->kept = true;
                        continue;
                }
                m->step = moves[i], m->n_fields = 0;
                if (moves[i]->ask & FLOW_ASK_DAY)
                        m->fields[m->n_fields++] = (struct form_field){ .name = "day",
                                .label = "解除日期", .type = "date",
                                .value = day_str(cx->arena, cx->today) };
                if (moves[i]->ask & FLOW_ASK_NUMBER)
                        m->fields[m->n_fields++] = (struct form_field){ .name = "number", .max = 100,
                                .label = moves[i]->ask & FLOW_ASK_DAY ? "解除的决定" : "批准",
                                .optional = !(moves[i]->ask & FLOW_ASK_DAY),
                                .value = moves[i]->ask & FLOW_ASK_DAY ? S("")
                                                                      : p->x.wish.decided_by };
                if (moves[i]->ask & FLOW_ASK_REASON)
                        m->fields[m->n_fields++] = (struct form_field){ .name = "reason", .rows = 2,
                                .label = "不予认定的原因", .max = 500, .value = S("") };
                p->n_moves++;
        }
}

static const struct fail *entry_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                     str event, const struct form *form, const struct fail *why)
{
        struct effect_page *p = NEW(cx->arena, struct effect_page);
        p->page = page_of(cx, rq, "加减分登记");
        const struct fail *f = register_find(cx, rq->ids[0], &p->e, &p->x);
        if (f)
                return f;
        p->page.name = p->x.wish.title;
        p->page.here = "/effects";
        page_crumb(&p->page, S("/effects"), "加分扣分", (str){ 0 });
        page_crumb(&p->page, str_f(cx->arena, "/effects/units/%ld?scheme=%ld", p->x.wish.unit,
                                   p->e.scheme), NULL, p->x.unit_name);
        page_crumb(&p->page, (str){ 0 }, NULL, p->x.wish.title);
        p->klass = class_name(&p->e, p->x.wish.klass);
        p->amount = amount_of(cx, &p->x.wish, p->x.wish.amount);
        p->counts = counts_of(cx, &p->x);
        p->may_edit = p->x.state == EFFECT_PROPOSED &&
                      !register_may(cx, &p->e, p->x.wish.unit, p->x.wish.kind);
        put_moves(cx, p);
        p->taken = event;
        for (int i = 0; why && i < p->n_moves; i++)
                for (int k = 0; str_is(event, p->moves[i].step->event) && k < p->moves[i].n_fields; k++)
                        p->moves[i].fields[k] = form_field_of(p->moves[i].fields[k], form, why);
        p->faults = (struct form_faults){ form, why, NULL, 0 };
        if (why)
                re->status = fail_http(why->kind);
        effect_page(&re->body, p);
        return NULL;
}

/* GET /effects/:id */
const struct fail *effect_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return entry_show(cx, rq, re, (str){ 0 }, NULL, NULL);
}

/* POST /effects/:id/moves */
const struct fail *effect_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct effect_step in = { .event = form_text(&form, "event", 1, 20),
                                  .version = form_int(&form, "version", 1, INT32_MAX),
                                  .on = form_day_or_none(&form, "day"),
                                  .by = form_text(&form, "number", 0, 100),
                                  .reason = form_text(&form, "reason", 0, 500) };
        const struct fail *f = form_end(&form);
        if (!f)
                f = register_move(cx, rq->ids[0], &in);
        if (f)
                return fail_on_form(f) ? entry_show(cx, rq, re, in.event, &form, f) : f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/effects/%ld", rq->ids[0]);
}

static const struct fail *to_edit(struct ctx *cx, int64_t id, struct edition *e,
                                  struct effect_record *x)
{
        const struct fail *f = register_find(cx, id, e, x);
        if (!f)
                f = register_may(cx, e, x->wish.unit, x->wish.kind);
        if (!f && x->state != EFFECT_PROPOSED)
                f = fail(cx, CONFLICT, "已经审定过的不能再改");
        return f;
}

/* GET /effects/:id/edit */
const struct fail *effect_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct edition e;
        struct effect_record x;
        const struct fail *f = to_edit(cx, rq->ids[0], &e, &x);
        return f ? f : form_show(cx, rq, re, &e, &x, NULL, NULL);
}

/* POST /effects/:id */
const struct fail *effect_edit_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct edition e;
        struct effect_record x;
        const struct fail *f = to_edit(cx, rq->ids[0], &e, &x);
        if (f)
                return f;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        struct effect_wish w = read_wish(&form, false);
        f = form_end(&form);
        if (!f)
                f = register_edit(cx, rq->ids[0], version, &w);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, &e, &x, &form, f) : f;
        reply_note(re, cx, "已保存");
        return reply_see(re, cx, "/effects/%ld", rq->ids[0]);
}

/* ---- all of one unit ------------------------------------------------------------------------------- */

static str bound_grade(const struct edition *e, const struct effect_record *all, int n,
                       int64_t unit, enum effect_kind kind)
{
        int worst = -1;
        for (int i = 0; i < n; i++)
                if (all[i].wish.unit == unit && all[i].wish.kind == kind &&
                    all[i].state == EFFECT_APPROVED && !day_is(all[i].lifted))
                        for (int g = worst + 1; g < e->n_grades; g++)
                                if (str_eq(e->grades[g].name, all[i].wish.grade))
                                        worst = g;
        return worst < 0 ? (str){ 0 } : e->grades[worst].name;
}

static void put_caps(struct ctx *cx, struct effect_unit_page *p, const struct edition *e,
                     const struct effect_record *all, int n, int64_t unit)
{
        p->caps = NEW_ARRAY(cx->arena, struct effect_cap, (size_t)e->n_classes + 1);
        for (int c = 0; c < e->n_classes; c++) {
                points used = { 0 };
                for (int i = 0; i < n; i++)
                        if (all[i].wish.unit == unit && all[i].state == EFFECT_APPROVED &&
                            str_eq(all[i].wish.klass, e->classes[c].code))
                                used.micro += all[i].counts.micro;
                p->caps[p->n_caps++] = (struct effect_cap){ e->classes[c].name,
                        points_str(cx->arena, used, 0),
                        e->classes[c].most.micro ? points_str(cx->arena, e->classes[c].most, 0)
                                                 : str_of(words_of(cx->lang, "不限")) };
        }
}

/* GET /effects/units/:id?scheme= */
const struct fail *effect_unit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct effect_unit_page *p = NEW(cx->arena, struct effect_unit_page);
        struct edition e;
        struct org_unit u;
        struct effect_record *all;
        int n;
        points sum[2] = { { 0 }, { 0 } };
        const struct fail *f = edition_of(cx, rq, &e);
        if (!f)
                f = auth_see_year(cx, MAY_TARGET_VIEW, rq->ids[0], e.year);
        if (!f)
                f = org_unit_by_id(cx, rq->ids[0], &u);
        if (!f)
                f = register_read(cx, &e, &all, &n);
        if (f)
                return f;
        p->page = page_of(cx, rq, "单位加减分");
        p->page.name = u.brief, p->page.here = "/effects";
        page_crumb(&p->page, S("/effects"), "加分扣分", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL, u.brief);
        p->unit = u.brief, p->scheme = e.name;
        p->lines = NEW_ARRAY(cx->arena, struct effect_line, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                const struct effect_record *x = &all[i];
                if (x->wish.unit != u.id)
                        continue;
                bool waits = x->state == EFFECT_PROPOSED;
                str why = x->state == EFFECT_REFUSED ? x->opinion
                        : str_of(words_of(cx->lang, effect_cut_words[x->cut]));
                if (waits)
                        why = str_f(cx->arena, words_of(cx->lang, "审定后：%.*s"), STR(why));
                p->lines[p->n_lines++] = (struct effect_line){ x, class_name(&e, x->wish.klass),
                        amount_of(cx, &x->wish, x->wish.amount), counts_of(cx, x), why,
                        state_lamp(x) };
                if (x->state == EFFECT_APPROVED && x->wish.kind <= EFFECT_PENALTY)
                        sum[x->wish.kind].micro += x->counts.micro;
        }
        p->bonus = points_str(cx->arena, sum[0], 0), p->penalty = points_str(cx->arena, sum[1], 0);
        p->ceiling = bound_grade(&e, all, n, u.id, EFFECT_CEILING);
        p->veto = bound_grade(&e, all, n, u.id, EFFECT_VETO);
        put_caps(cx, p, &e, all, n, u.id);
        effect_unit_page(&re->body, p);
        return NULL;
}
