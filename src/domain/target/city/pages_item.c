/* domain/target/city/pages_item.c - one indicator of the city: its facts, months, forms. */
#include "domain/org/org.h"
#include "domain/target/city/city.html.h"
#include "domain/target/city/faces.h"
#include "domain/target/city/pages_in.h"
#include "domain/target/rating/register.h"
#include "domain/target/scheme.sql.h"

static str num(struct ctx *cx, int64_t v) { return str_f(cx->arena, "%ld", v); }

static str mark(struct ctx *cx, points p)
{
        return !city_has(p) ? S("") : points_str(cx->arena, p, 0);
}

/* ---- one indicator ---------------------------------------------------------------------------- */

static void guess_fields(struct ctx *cx, struct city_item_page *p, int month)
{
        struct form_choice *m = NEW_ARRAY(cx->arena, struct form_choice, CITY_MONTHS);
        const struct city_month *was = &p->x->month[month];
        for (int i = 0; i < CITY_MONTHS; i++)
                m[i] = (struct form_choice){ .value = num(cx, i + 1),
                        .name = str_f(cx->arena, words_of(cx->lang, "%d月"), i + 1) };
        p->guess_version = was->given ? was->version : 0;
        p->guess[0] = (struct form_field){ .name = "month", .label = "月份", .choices = m,
                .n_choices = CITY_MONTHS, .value = num(cx, month + 1) };
        p->guess[1] = (struct form_field){ .name = "actual", .label = "完成值", .max = 30,
                .value = was->actual.p ? was->actual : S(""), .optional = true };
        p->guess[2] = (struct form_field){ .name = "mean", .label = "全市平均", .max = 30,
                .value = was->mean.p ? was->mean : S(""), .optional = true };
        p->guess[3] = (struct form_field){ .name = "rank", .label = "全市名次", .inputmode = "numeric",
                .max = 3, .value = was->rank ? num(cx, was->rank) : S(""), .optional = true };
        p->guess[4] = (struct form_field){ .name = "score", .label = "预估得分", .max = 12,
                .inputmode = "decimal", .value = was->given ? mark(cx, was->score) : S(""),
                .hint = p->x->method.n ? "空着就按计分方法从完成值算" : NULL,
                .optional = p->x->method.n > 0 };
        p->guess[5] = (struct form_field){ .name = "cause", .label = "失分原因", .rows = 2, .max = 500,
                .value = was->cause.p ? was->cause : S(""), .optional = true };
        p->guess[6] = (struct form_field){ .name = "measure", .label = "措施", .rows = 2, .max = 500,
                .value = was->measure.p ? was->measure : S(""), .optional = true };
        p->guess[7] = (struct form_field){ .name = "evidence", .label = "依据", .max = 200,
                .value = was->evidence.p ? was->evidence : S(""), .optional = true,
                .hint = "通报、文号或网址" };
}

static const struct fail *item_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct form *form, const struct fail *why)
{
        struct city_item_page *p = NEW(cx->arena, struct city_item_page);
        struct form query = form_of(cx, rq);
        const struct fail *f = city_frame_fill(cx, rq, "市对县指标", "", rq->ids[0], &p->x, &p->frame);
        if (f)
                return f;
        const struct city_item *x = p->x;
        p->frame.page.name = x->name;
        page_crumb(&p->frame.page, (str){ 0 }, NULL, x->name);
        p->full = city_points(cx, x->full), p->score = city_points(cx, x->score);
        p->lost = city_points(cx, x->lost), p->last = city_points(cx, x->last_score);
        p->final = city_points(cx, x->final_score);
        for (int m = CITY_MONTHS - 1; m >= 0; m--) {
                if (!x->month[m].given)
                        continue;
                points lost = { x->full.micro - x->month[m].score.micro };
                p->month_of[p->n_months] = m;
                p->months[p->n_months++] = (struct city_row){ .x = x,
                        .score = city_points(cx, x->month[m].score),
                        .lost = city_points(cx, lost.micro > 0 ? lost : (points){ 0 }) };
        }
        int y, m, d;
        day_split(cx->today, &y, &m, &d);
        int month = (int)form_int_or(&query, "month", 1, 12, m) - 1;
        guess_fields(cx, p, month);
        bool guesses = form && form_has(form, "month") && !form_has(form, "others");
        if (guesses && why && why->kind == FAIL_INVALID)
                p->guess_version = form_int_or(&query, "version", 0, INT32_MAX, p->guess_version);
        p->final_fields[0] = (struct form_field){ .name = "final-score", .label = "最终得分", .max = 12,
                .inputmode = "decimal", .value = mark(cx, x->final_score), .optional = true };
        p->final_fields[1] = (struct form_field){ .name = "final-rank", .label = "最终名次", .max = 3,
                .inputmode = "numeric", .value = x->final_rank ? num(cx, x->final_rank) : S(""),
                .optional = true };
        for (int i = 0; guesses && i < GUESS_FIELDS; i++)
                p->guess[i] = form_field_of(p->guess[i], form, why);
        for (int i = 0; form && i < 2 && form_has(form, "final-score"); i++)
                p->final_fields[i] = form_field_of(p->final_fields[i], form, why);
        f = city_peers_fill(cx, p, month);
        if (f)
                return f;
        bool peers = form && form_has(form, "others");
        for (int i = 0; peers && i < PEER_FIELDS; i++)
                p->peer_fields[i] = form_field_of(p->peer_fields[i], form, why);
        p->peer_faults = (struct form_faults){ peers ? form : NULL, peers ? why : NULL, p->peer_fields, PEER_FIELDS };
        p->may_guess = !auth_change_year(cx, MAY_CITY_EDIT, x->lead, p->frame.c.book.year);
        p->may_final = p->frame.may_edit;
        p->faults = peers ? (struct form_faults){ NULL, NULL, p->guess, GUESS_FIELDS }
                          : (struct form_faults){ form, why, p->guess, GUESS_FIELDS };
        if (why)
                re->status = fail_http(why->kind);
        city_item_page(&re->body, p);
        return NULL;
}

const struct fail *city_item_again(struct ctx *cx, const struct request *rq, struct reply *re,
                                   const struct form *form, const struct fail *why)
{
        return item_show(cx, rq, re, form, why);
}

/* GET /city/items/:id */
const struct fail *city_item_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return item_show(cx, rq, re, NULL, NULL);
}

/* POST /city/items/:id/estimates */
const struct fail *city_estimates_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct city c;
        const struct city_item *x;
        const struct fail *f = city_read_item(cx, rq->ids[0], &c, &x);
        if (f)
                return f;
        int64_t version = form_int_or(&form, "version", 0, INT32_MAX, 0);
        struct city_guess g = { .month = (int)form_int(&form, "month", 1, 12) - 1,
                .actual = form_text(&form, "actual", 0, 30), .mean = form_text(&form, "mean", 0, 30),
                .rank = (int)form_int_or(&form, "rank", 0, 999, 0),
                .cause = form_text(&form, "cause", 0, 500),
                .measure = form_text(&form, "measure", 0, 500),
                .evidence = form_text(&form, "evidence", 0, 200) };
        str score = form_text(&form, "score", 0, 12);
        if (score.n && !points_read(score, &g.score))
                form_wrong(&form, "score", "应为数字，最多六位小数");
        if (!score.n && !(x->method.n && g.actual.n))
                form_wrong(&form, "score", "请填预估得分");
        f = form_end(&form);
        if (!f && !score.n)
                f = city_what_if(cx, x, g.actual, (str){ 0 }, &g.score);
        if (!f)
                f = city_estimate_put(cx, &c, x, version, &g);
        if (f)
                return fail_on_form(f) ? item_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "%d 月的预估已保存", g.month + 1);
        return reply_see(re, cx, "/city/items/%ld", x->id);
}

/* POST /city/items/:id/final */
const struct fail *city_final_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct city c;
        const struct city_item *x;
        points p = CITY_NONE;
        const struct fail *f = city_read_item(cx, rq->ids[0], &c, &x);
        if (f)
                return f;
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        str score = form_text(&form, "final-score", 0, 12);
        int rank = (int)form_int_or(&form, "final-rank", 0, 999, 0);
        if (score.n && !points_read(score, &p))
                form_wrong(&form, "final-score", "应为数字，最多六位小数");
        f = form_end(&form);
        if (!f)
                f = city_final_put(cx, &c, x, version, p, rank);
        if (f)
                return fail_on_form(f) ? item_show(cx, rq, re, &form, f) : f;
        reply_note(re, cx, "最终结果已登记");
        return reply_see(re, cx, "/city/items/%ld", x->id);
}

/* ---- its form ----------------------------------------------------------------------------------- */

static const struct fail *item_fields(struct ctx *cx, struct city_form_page *p,
                                      const struct city *c, const struct city_item *x)
{
        static const struct city_item empty;
        const struct city_item *w = x ? x : &empty;
        struct form_choice *units = NULL, *nodes = NULL, *down = NEW_ARRAY(cx->arena, struct form_choice, 2);
        int n_units = 0, cap_units = 0, n_nodes = 0, cap_nodes = 0;
        struct units_standing it;
        struct edition e = { 0 };
        int64_t scheme;
        units_standing(&it, cx, ORG_SECTION, ORG_COUNTY);
        while (units_standing_next(&it))
                *VEC_ADD(cx->arena, units, n_units, cap_units) =
                        (struct form_choice){ .value = num(cx, it.id), .name = it.brief };
        const struct fail *f = units_standing_end(&it);
        if (f)
                return f;
        *VEC_ADD(cx->arena, nodes, n_nodes, cap_nodes) =
                (struct form_choice){ .value = S("0"), .word = "（还没有对应的指标）" };
        if (!register_scheme(cx, &scheme) && !register_edition(cx, scheme, &e))
                for (int i = 0; i < e.n_nodes; i++)
                        if (e.nodes[i].leaf)
                                *VEC_ADD(cx->arena, nodes, n_nodes, cap_nodes) = (struct form_choice){
                                        .value = num(cx, e.nodes[i].stem), .name = e.nodes[i].name };
        down[0] = (struct form_choice){ .value = S("0"), .word = "越高越好" };
        down[1] = (struct form_choice){ .value = S("1"), .word = "越低越好" };
        struct buf shares = buf_new(cx->arena, 1024);
        for (int i = 0; i < w->n_shares; i++)
                buf_f(&shares, "%s%.*s", i ? "、" : "", STR(w->shares[i].name));
#define TEXT(key, word, field, most, opt) \
        *fl++ = (struct form_field){ .name = key, .label = word, .max = most, .optional = opt, \
                                     .value = w->field.p ? w->field : S("") }
        struct form_field *fl = p->fields;
        if (!x)
                TEXT("code", "代码", code, 40, false);
        TEXT("name", "名称", name, 100, false);
        TEXT("block", "板块", block, 40, true);
        *fl++ = (struct form_field){ .name = "full", .label = "满分", .max = 12, .inputmode = "decimal",
                                     .value = x ? mark(cx, w->full) : S("") };
        *fl++ = (struct form_field){ .name = "rule", .label = "评分规则", .rows = 3, .max = 1000,
                .value = w->rule.p ? w->rule : S(""), .optional = true, .hint = "照市里的文件写" };
        TEXT("department", "市级考核部门", department, 60, true);
        TEXT("leader", "县级牵头领导", leader, 60, true);
        *fl++ = (struct form_field){ .name = "lead", .label = "牵头单位", .choices = units,
                .n_choices = n_units, .value = num(cx, w->lead) };
        *fl++ = (struct form_field){ .name = "shares", .label = "责任单位", .max = 300,
                .value = buf_str(&shares), .optional = true, .hint = "单位简称，用顿号分开" };
        TEXT("source", "数据来源", source, 100, true);
        TEXT("measure", "计量单位", measure, 20, true);
        *fl++ = (struct form_field){ .name = "down", .label = "方向", .choices = down, .n_choices = 2,
                                     .value = w->down ? S("1") : S("0") };
        TEXT("target", "目标值", target, 30, true);
        TEXT("method", "计分方法", method, 20, true);
        fl[-1].hint = "如 F1；写了就能按完成值试算";
        TEXT("params", "方法参数", params, 100, true);
        *fl++ = (struct form_field){ .name = "last-score", .label = "上年得分", .max = 12,
                .inputmode = "decimal", .value = x ? mark(cx, w->last_score) : S(""), .optional = true };
        *fl++ = (struct form_field){ .name = "last-rank", .label = "上年名次", .max = 3,
                .inputmode = "numeric", .value = w->last_rank ? num(cx, w->last_rank) : S(""),
                .optional = true };
        *fl++ = (struct form_field){ .name = "stem", .label = "县考核指标", .choices = nodes,
                .n_choices = n_nodes, .value = num(cx, w->stem), .hint = "由哪个县考核指标承接" };
        *fl++ = (struct form_field){ .name = "sort", .label = "次序", .inputmode = "numeric", .max = 5,
                .value = num(cx, x ? w->sort : (c->n_items + 1) * 10) };
#undef TEXT
        p->n_fields = (int)(fl - p->fields);
        must(p->n_fields <= CITY_FIELDS);
        return NULL;
}

static const struct fail *form_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct city *c, const struct city_item *x,
                                    const struct form *form, const struct fail *why)
{
        struct city_form_page *p = NEW(cx->arena, struct city_form_page);
        p->title = x ? "修改市对县指标" : "新增市对县指标", p->button = "保存";
        p->page = page_of(cx, rq, p->title);
        p->page.here = "/city";
        page_crumb(&p->page, str_f(cx->arena, "/city?year=%d", c->book.year), NULL, c->book.title);
        page_crumb(&p->page, (str){ 0 }, p->title, (str){ 0 });
        p->action = x ? str_f(cx->arena, "/city/items/%ld", x->id)
                      : str_f(cx->arena, "/city/items?year=%d", c->book.year);
        p->back = x ? p->action : str_f(cx->arena, "/city?year=%d", c->book.year);
        p->version = x ? x->version : 0;
        if (x && form && why && why->kind == FAIL_INVALID) {
                struct form again = *form;
                p->version = form_int_or(&again, "version", 1, INT32_MAX, p->version);
        }
        const struct fail *f = item_fields(cx, p, c, x);
        if (f)
                return f;
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        city_form_page(&re->body, p);
        return NULL;
}

static points mark_of(struct form *form, const char *name, size_t least)
{
        points p = CITY_NONE;
        str s = form_text(form, name, least, 12);
        if (s.n && !points_read(s, &p))
                form_wrong(form, name, "应为数字，最多六位小数");
        return p;
}

static struct city_wish read_wish(struct form *form, bool fresh)
{
        return (struct city_wish){
                .code = fresh ? form_code(form, "code", 40) : (str){ 0 },
                .name = form_text(form, "name", 1, 100), .block = form_text(form, "block", 0, 40),
                .full = mark_of(form, "full", 1), .rule = form_text(form, "rule", 0, 1000),
                .department = form_text(form, "department", 0, 60),
                .leader = form_text(form, "leader", 0, 60),
                .lead = form_int(form, "lead", 1, INT64_MAX),
                .source = form_text(form, "source", 0, 100),
                .measure = form_text(form, "measure", 0, 20),
                .down = form_int_or(form, "down", 0, 1, 0) == 1,
                .target = form_text(form, "target", 0, 30), .method = form_text(form, "method", 0, 20),
                .params = form_text(form, "params", 0, 100),
                .last_score = mark_of(form, "last-score", 0),
                .last_rank = (int)form_int_or(form, "last-rank", 0, 999, 0),
                .stem = form_int_or(form, "stem", 0, INT64_MAX, 0),
                .sort = (int)form_int_or(form, "sort", 0, 99999, 0) };
}

/* Units by their short names, parted by 、 or commas. */
static const struct fail *shares_of(struct ctx *cx, str names, struct city_wish *w)
{
        int64_t *ids = NEW_ARRAY(cx->arena, int64_t, CITY_SHARES);
        struct city_unit *units = NULL;
        struct units_standing it;
        int n = 0, cap = 0;
        units_standing(&it, cx, ORG_SECTION, ORG_COUNTY);
        while (units_standing_next(&it))
                *VEC_ADD(cx->arena, units, n, cap) = (struct city_unit){ it.id, it.brief };
        const struct fail *f = units_standing_end(&it);
        if (f)
                return f;
        struct buf plain = buf_new(cx->arena, 2048);
        for (str rest = names; rest.n;) {       /* one kind of comma, then cut */
                if (str_starts(rest, S("、")) || str_starts(rest, S("，"))) {
                        buf_byte(&plain, ',');
                        rest = str_from(rest, 3);
                } else {
                        buf_byte(&plain, rest.p[0]);
                        rest = str_from(rest, 1);
                }
        }
        w->shares = ids;
        for (str rest = buf_str(&plain); rest.n;) {
                str one = str_trim(str_cut(rest, ',', &rest));
                int at = 0;
                while (at < n && !str_eq(units[at].name, one))
                        at++;
                if (!one.n)
                        continue;
                if (at == n)
                        return fail_field(cx, S("shares"), "没有简称为“%.*s”的单位", STR(one));
                if (w->n_shares >= CITY_SHARES)
                        return fail_field(cx, S("shares"), "责任单位最多 %d 个", CITY_SHARES);
                ids[w->n_shares++] = units[at].id;
        }
        return NULL;
}

/* GET /city/new?year= */
const struct fail *city_new_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city c;
        struct form form = form_of(cx, rq);
        const struct fail *f = city_read(cx, (int)form_int_or(&form, "year", 2000, 2999, 0), &c);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, c.book.unit, c.book.year);
        return f ? f : form_show(cx, rq, re, &c, NULL, NULL, NULL);
}

static const struct fail *save(struct ctx *cx, const struct request *rq, struct reply *re,
                               const struct city *c, const struct city_item *x, struct form *form)
{
        int64_t version = x ? form_int(form, "version", 1, INT32_MAX) : 0, id = 0;
        struct city_wish w = read_wish(form, !x);
        str shares = form_text(form, "shares", 0, 300);
        const struct fail *f = form_end(form);
        if (!f)
                f = shares_of(cx, shares, &w);
        if (!f)
                f = city_item_put(cx, &c->book, x ? x->id : 0, version, &w, &id);
        if (f)
                return fail_on_form(f) ? form_show(cx, rq, re, c, x, form, f) : f;
        reply_note(re, cx, "已保存“%.*s”", STR(w.name));
        return reply_see(re, cx, "/city/items/%ld", id);
}

/* POST /city/items?year= */
const struct fail *city_items_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city c;
        struct form form = form_of(cx, rq);
        const struct fail *f = city_read(cx, (int)form_int_or(&form, "year", 2000, 2999, 0), &c);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, c.book.unit, c.book.year);
        return f ? f : save(cx, rq, re, &c, NULL, &form);
}

/* GET /city/items/:id/edit */
const struct fail *city_edit_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city c;
        const struct city_item *x;
        const struct fail *f = city_read_item(cx, rq->ids[0], &c, &x);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, c.book.unit, c.book.year);
        return f ? f : form_show(cx, rq, re, &c, x, NULL, NULL);
}

/* POST /city/items/:id */
const struct fail *city_item_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct city c;
        const struct city_item *x;
        struct form form = form_of(cx, rq);
        const struct fail *f = city_read_item(cx, rq->ids[0], &c, &x);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, c.book.unit, c.book.year);
        return f ? f : save(cx, rq, re, &c, x, &form);
}

/* ---- the book -------------------------------------------------------------------------------------- */

/* The county of somebody in the office: the unit at the head of their path. */
static const struct fail *county_of(struct ctx *cx, int64_t *ret)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_id(cx, cx->unit, &u);
        while (!f && u.kind != ORG_COUNTY && u.parent)
                f = org_unit_by_id(cx, u.parent, &u);
        if (!f)
                *ret = u.id;
        return f;
}

/* One county a line, its name and its score: "甲县 95.5". INVALID at "others", naming the line. */
static const struct fail *others_read(struct ctx *cx, str text, struct city_book_wish *w)
{
        enum { NAME = 40 };
        struct city_standing *list = NULL;
        int n = 0, cap = 0, at = 0;
        for (str rest = text; rest.n;) {
                str line = str_trim(str_cut(rest, '\n', &rest));
                size_t cut = line.n;
                at++;
                if (!line.n)
                        continue;
                while (cut && line.p[cut - 1] != ' ' && line.p[cut - 1] != '\t')
                        cut--;
                struct city_standing x = { .name = str_trim(str_head(line, cut)) };
                if (!x.name.n || utf8_count(x.name) > NAME || !points_read(str_from(line, cut), &x.score) ||
                    x.score.micro < 0 || x.score.micro > POINTS_MOST)
                        return fail_field(cx, S("others"), "第 %d 行应是县名和得分，如“甲县 95.5”；现在是“%.*s”", at,
                                          STR(line));
                *VEC_ADD(cx->arena, list, n, cap) = x;
        }
        w->others = list, w->n_others = n;
        return NULL;
}

static const struct fail *others_text(struct ctx *cx, int64_t book, str *ret)
{
        struct buf b = buf_new(cx->arena, 64 << 10);
        const struct city_standing *list;
        int n = 0;
        const struct fail *f = book ? city_standings(cx, book, &list, &n) : NULL;
        for (int i = 0; !f && i < n; i++)
                buf_f(&b, "%.*s %.*s\n", STR(list[i].name), STR(points_str(cx->arena, list[i].score, 0)));
        *ret = buf_str(&b);
        return f;
}

static const struct fail *book_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    const struct city_book *b, const struct form *form,
                                    const struct fail *why)
{
        struct city_form_page *p = NEW(cx->arena, struct city_form_page);
        p->title = "设市对县考核", p->button = "保存";
        p->page = page_of(cx, rq, p->title);
        p->page.here = "/city";
        page_crumb(&p->page, S("/city"), "市对县考核", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, p->title, (str){ 0 });
        p->action = S("/city/book"), p->back = S("/city"), p->version = b->version;
        p->fields[0] = (struct form_field){ .name = "year", .label = "年度", .inputmode = "numeric",
                .max = 4, .value = num(cx, b->year), .hint = "已有的年度是修改，没有的是新建" };
        p->fields[1] = (struct form_field){ .name = "title", .label = "名称", .max = 100,
                .value = b->id ? b->title : str_f(cx->arena, words_of(cx->lang, "%d年度市对县综合考核"), b->year) };
        p->fields[2] = (struct form_field){ .name = "basis", .label = "依据文件", .max = 200,
                .value = b->basis.p ? b->basis : S(""), .optional = true };
        p->fields[3] = (struct form_field){ .name = "league", .label = "参加考核的县数",
                .inputmode = "numeric", .max = 3, .value = b->id ? num(cx, b->league) : S("") };
        p->fields[4] = (struct form_field){ .name = "final-score", .label = "最终总分", .max = 12,
                .inputmode = "decimal", .value = mark(cx, b->final_score), .optional = true };
        p->fields[5] = (struct form_field){ .name = "final-rank", .label = "最终名次", .max = 3,
                .inputmode = "numeric", .value = b->final_rank ? num(cx, b->final_rank) : S(""),
                .optional = true };
        p->fields[6] = (struct form_field){ .name = "others", .label = "其他县的得分", .rows = 6, .max = 4000,
                .optional = true, .hint = "照市里的通报，一行一个县：甲县 95.5。试算时按它排名次" };
        p->fields[7] = (struct form_field){ .name = "source", .label = "其他县的得分来自", .max = 200, .optional = true,
                .value = b->told_source.n ? b->told_source : S(""), .hint = "通报、文号或网址" };
        p->fields[8] = (struct form_field){ .name = "day", .label = "通报日期", .type = "date", .optional = true,
                .value = day_is(b->told) ? day_str(cx->arena, b->told) : S("") };
        const struct fail *f = others_text(cx, b->id, &p->fields[6].value);
        if (f)
                return f;
        p->n_fields = 9;
        for (int i = 0; form && i < p->n_fields; i++)
                p->fields[i] = form_field_of(p->fields[i], form, why);
        p->faults = (struct form_faults){ form, why, p->fields, p->n_fields };
        if (why)
                re->status = fail_http(why->kind);
        city_form_page(&re->body, p);
        return NULL;
}

static const struct fail *book_of(struct ctx *cx, int year, struct city_book *ret)
{
        struct city_book *books;
        int n;
        const struct fail *f = city_books_read(cx, &books, &n);
        *ret = (struct city_book){ .year = year ? year : day_year(cx->today), .league = 9,
                                   .final_score = CITY_NONE, .told = DAY_NONE };
        for (int i = n - 1; !f && i >= 0; i--)
                if (!year || books[i].year == year)
                        *ret = books[i];
        return f ? f : ret->id ? NULL : county_of(cx, &ret->unit);
}

/* GET /city/book?year= */
const struct fail *city_book_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct city_book b;
        const struct fail *f = book_of(cx, (int)form_int_or(&form, "year", 2000, 2999, 0), &b);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, b.unit, b.year);
        return f ? f : book_show(cx, rq, re, &b, NULL, NULL);
}

/* POST /city/book */
const struct fail *city_book_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct city_book b;
        int year = (int)form_int(&form, "year", 2000, 2999);
        const struct fail *f = book_of(cx, year, &b);
        if (!f)
                f = auth_change_year(cx, MAY_CITY_EDIT, b.unit, b.year);
        if (f)
                return f;
        int64_t version = form_int_or(&form, "version", 0, INT32_MAX, 0), id;
        struct city_book_wish w = { .unit = b.unit, .year = year,
                .title = form_text(&form, "title", 1, 100), .basis = form_text(&form, "basis", 0, 200),
                .league = (int)form_int(&form, "league", 1, 999),
                .final_score = mark_of(&form, "final-score", 0),
                .final_rank = (int)form_int_or(&form, "final-rank", 0, 999, 0) };
        w.others_said = form_has(&form, "others");
        w.told_source = form_text(&form, "source", 0, 200), w.told = form_day_or_none(&form, "day");
        str others = form_text(&form, "others", 0, 4000);
        f = form_end(&form);
        if (!f)
                f = others_read(cx, others, &w);
        if (!f)
                f = city_book_put(cx, b.id, version, &w, &id);
        if (f)
                return fail_on_form(f) ? book_show(cx, rq, re, &b, &form, f) : f;
        reply_note(re, cx, "已保存“%.*s”", STR(w.title));
        return reply_see(re, cx, "/city?year=%d", year);
}
