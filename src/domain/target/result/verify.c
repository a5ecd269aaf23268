/* domain/target/result/verify.c - computing a stored run again, here or from a file. */
#include "domain/target/result/verify.h"
#include "core/crypto/hash.h"
#include "core/text/json.h"
#include "domain/target/result/result.sql.h"

/* A unit as it was stored, in the order of the basis. */
struct stored {
        points raw, base, bonus, penalty, total;
        int64_t waiting, rank, tied, why;
        str proposed, grade;
        bool there;
        const struct stored_node *node; int n_nodes;
};
struct stored_node { int at; int64_t points, full, state, trace; };

static void differs(struct ctx *cx, struct result_check *c, const char *fmt, ...) PRINTF(3, 4);
static void differs(struct ctx *cx, struct result_check *c, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        if (c->n_wrong < VERIFY_MOST)
                c->wrong[c->n_wrong] = str_vf(cx->arena, words_of(cx->lang, fmt), ap);
        va_end(ap);
        c->n_wrong++;
}

static str shown(struct ctx *cx, int64_t v) { return points_str(cx->arena, (points){ v }, 0); }

static void check_number(struct ctx *cx, struct result_check *c, str unit, const char *what,
                         int64_t kept, int64_t again)
{
        if (kept != again)
                differs(cx, c, "%.*s：%s存的是 %.*s，重算是 %.*s", STR(unit),
                        words_of(cx->lang, what), STR(shown(cx, kept)), STR(shown(cx, again)));
}

static void check_grade(struct ctx *cx, struct result_check *c, str unit, const char *what,
                        str kept, str again)
{
        str none = str_of(words_of(cx->lang, "无"));
        if (!str_eq(kept, again))
                differs(cx, c, "%.*s：%s存的是“%.*s”，重算是“%.*s”", STR(unit), words_of(cx->lang, what),
                        STR(kept.n ? kept : none), STR(again.n ? again : none));
}

static str why_words(struct ctx *cx, int64_t why)
{
        return why >= 0 && why < GRADE_WHYS ? str_of(words_of(cx->lang, grade_why_words[why]))
                                            : str_f(cx->arena, "%ld", why);
}

static void check_nodes(struct ctx *cx, const struct result_basis *b,
                        const struct result_outcome *o, int u, const struct stored *s, str name,
                        struct result_check *c)
{
        const struct scheme *x = &b->scheme;
        int slot = b->input.n_periods, wanted = 0;
        for (int k = 1; k < x->n_nodes; k++)
                wanted += result_there(x, &b->input, o->r, slot, k, u);
        if (wanted != s->n_nodes)
                differs(cx, c, "%.*s：存了 %d 项指标，重算有 %d 项", STR(name), s->n_nodes, wanted);
        for (int i = 0; i < s->n_nodes; i++) {
                const struct stored_node *n = &s->node[i];
                c->n_nodes++;
                if (n->at < 1 || n->at >= x->n_nodes ||
                    !result_there(x, &b->input, o->r, slot, n->at, u)) {
                        differs(cx, c, "%.*s：存有方案里没有的指标", STR(name));
                        continue;
                }
                int l = x->nodes[n->at].leaf;
                size_t at = l < 0 ? 0 : result_leaf(o->r, slot, l, u);
                int64_t again = result_points(x, o->r, slot, n->at, u).micro;
                int64_t state = l >= 0 ? o->r->state[at]
                              : result_na(x, o->r, slot, n->at, u) ? SCORE_NA : SCORE_DONE;
                int64_t trace = l >= 0 ? trace_pack(&o->r->trace[at]) : 0;
                if (n->points != again)
                        differs(cx, c, "%.*s的“%.*s”：存的是 %.*s 分，重算是 %.*s 分", STR(name),
                                STR(x->nodes[n->at].name), STR(shown(cx, n->points)),
                                STR(shown(cx, again)));
                else if (n->state != state || n->trace != trace)
                        differs(cx, c, "%.*s的“%.*s”：计分的依据与重算不同", STR(name),
                                STR(x->nodes[n->at].name));
        }
}

static void check_all(struct ctx *cx, const struct result_basis *b, const struct stored *s,
                      str inputs, str digest, struct result_check *c)
{
        struct result_outcome o;
        result_score(cx->arena, b, &o);
        for (int u = 0; u < b->input.n_units; u++) {
                str name = edition_unit_of(&b->e, b->ready.unit_ids[u])->name;
                const struct stored *x = &s[u];
                c->n_units++;
                if (!x->there) {
                        differs(cx, c, "%.*s：没有存下结果", STR(name));
                        continue;
                }
                check_number(cx, c, name, "折算前得分", x->raw.micro, o.raw[u].micro);
                check_number(cx, c, name, "基本得分", x->base.micro, o.base[u].micro);
                check_number(cx, c, name, "加分", x->bonus.micro, o.sums[u].bonus.micro);
                check_number(cx, c, name, "扣分", x->penalty.micro, o.sums[u].penalty.micro);
                check_number(cx, c, name, "总分", x->total.micro, o.sums[u].total.micro);
                if (x->rank != o.places[u].rank || x->tied != o.places[u].tied)
                        differs(cx, c, "%.*s：存的是第 %ld 名，重算是第 %d 名", STR(name), x->rank,
                                o.places[u].rank);
                if (x->waiting != o.r->waiting[result_unit(o.r, b->input.n_periods, u)])
                        differs(cx, c, "%.*s：缺数的项数与重算不同", STR(name));
                const struct graded *g = o.graded ? &o.graded[u] : NULL;
                str proposed = g && g->proposed >= 0 ? b->grades.grades[g->proposed].name : (str){ 0 };
                str grade = g && g->grade >= 0 ? b->grades.grades[g->grade].name : (str){ 0 };
                int64_t why = g ? (int64_t)g->why : GRADE_NONE;
                check_grade(cx, c, name, "等次", x->grade, grade);
                check_grade(cx, c, name, "拟定等次", x->proposed, proposed);
                if (x->why != why)
                        check_grade(cx, c, name, "等次的由来", why_words(cx, x->why), why_words(cx, why));
                check_nodes(cx, b, &o, u, x, name, c);
        }
        struct digest d = result_digest(cx->arena, b, inputs, &o);
        if (!str_eq(digest, (str){ (const char *)d.b, DIGEST_BYTES }))
                differs(cx, c, "摘要与重算不同：方案、输入或结果被改动过");
}

/* ---- from the database ----------------------------------------------------------------------- */

static const struct fail *read_stored(struct ctx *cx, int64_t run, const struct result_basis *b,
                                      struct stored **ret)
{
        struct run_units it;
        struct run_nodes n;
        struct stored *list = NEW_ARRAY(cx->arena, struct stored, (size_t)b->input.n_units + 1);
        run_units(&it, cx, run, S(""), 0, (str){ 0 });
        while (run_units_next(&it)) {
                int u = result_unit_at(b, it.unit);
                if (u >= 0)
                        list[u] = (struct stored){ { it.raw }, { it.base }, { it.bonus },
                                { it.penalty }, { it.total }, it.waiting, it.rank, it.tied, it.why,
                                it.proposed, it.grade, true, NULL, 0 };
        }
        const struct fail *f = run_units_end(&it);
        if (f)
                return f;
        struct stored_node *nodes = NULL;
        int64_t last = 0;
        int u = -1, count = 0, cap = 0;
        run_nodes(&n, cx, 0, run, 0);
        while (run_nodes_next(&n)) {
                if (n.unit != last)
                        last = n.unit, u = result_unit_at(b, last), nodes = NULL, count = cap = 0;
                *VEC_ADD(cx->arena, nodes, count, cap) = (struct stored_node){
                        result_node_at(b, n.node), n.mark, n.full_mark, n.state, n.trace };
                if (u >= 0)
                        list[u].node = nodes, list[u].n_nodes = count;
        }
        *ret = list;
        return run_nodes_end(&n);
}

static const struct fail *read_run(struct ctx *cx, int64_t run, struct run_by_id *ret_run,
                                   struct run_inputs *ret_inputs, struct result_basis *ret_basis,
                                   struct stored **ret)
{
        struct edition e;
        const struct fail *f = run_by_id(cx, run, ret_run);
        if (!f)
                f = run_inputs(cx, run, ret_inputs);
        if (!f)
                f = edition_read(cx, ret_run->edition, &e);
        if (!f)
                f = result_unpack(cx, &e, ret_inputs->inputs, ret_basis);
        return f ? f : read_stored(cx, run, ret_basis, ret);
}

const struct fail *result_verify(struct ctx *cx, int64_t run, struct result_check *ret)
{
        struct run_by_id r;
        struct run_inputs in;
        struct result_basis b;
        struct stored *s;
        *ret = (struct result_check){ 0 };
        const struct fail *f = read_run(cx, run, &r, &in, &b, &s);
        if (!f)
                check_all(cx, &b, s, in.inputs, r.digest, ret);
        return f;
}

/* ---- as a file -------------------------------------------------------------------------------- */

static str hex_of(struct arena *a, str bytes)
{
        static const char digits[] = "0123456789abcdef";
        char *p = arena_take(a, 2 * bytes.n + 1);
        for (size_t i = 0; i < bytes.n; i++) {
                p[2 * i] = digits[(unsigned char)bytes.p[i] >> 4];
                p[2 * i + 1] = digits[(unsigned char)bytes.p[i] & 15];
        }
        return (str){ p, 2 * bytes.n };
}

static int digit_of(char c)
{
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}
static bool bytes_of(struct arena *a, str hex, str *ret)
{
        char *p = arena_take(a, hex.n / 2 + 1);
        for (size_t i = 0; i + 1 < hex.n; i += 2) {
                int high = digit_of(hex.p[i]), low = digit_of(hex.p[i + 1]);
                if (high < 0 || low < 0)
                        return false;
                p[i / 2] = (char)(high << 4 | low);
        }
        *ret = (str){ p, hex.n / 2 };
        return hex.p && hex.n % 2 == 0;
}

/* Of the edition's text. The digest it was issued with is another as soon as a unit has a new
 * name. */
static str text_digest(struct ctx *cx, str text)
{
        struct digest d = hash(HASH_SM3, text);
        return str_copy(cx->arena, (str){ (const char *)d.b, DIGEST_BYTES });
}

/* Name, number and all else of the edition: nothing of it may be another than when it was
 * exported. */
static void check_text(struct ctx *cx, const struct json *file, str issued, struct result_check *c)
{
        struct buf b = buf_new(cx->arena, (size_t)16 << 20);
        struct json_out j = json_out(&b, true);
        str kept = json_str(file, "text_digest");
        json_put_value(&j, NULL, json_at(file, "edition"));
        if (!str_eq(kept.p ? kept : hex_of(cx->arena, issued), hex_of(cx->arena, text_digest(cx, buf_str(&b)))))
                differs(cx, c, "方案的内容（名称、版次、单位或指标）与它的摘要不符");
}

static void put_unit(struct json_out *j, const struct stored *s, str code)
{
        json_open(j, NULL, '{');
        json_put_str(j, "unit", code);
        json_put_int(j, "raw", s->raw.micro);
        json_put_int(j, "base", s->base.micro);
        json_put_int(j, "bonus", s->bonus.micro);
        json_put_int(j, "penalty", s->penalty.micro);
        json_put_int(j, "total", s->total.micro);
        json_put_int(j, "waiting", s->waiting);
        json_put_int(j, "rank", s->rank);
        json_put_int(j, "tied", s->tied);
        json_put_str(j, "proposed", s->proposed);
        json_put_str(j, "grade", s->grade);
        json_put_int(j, "why", s->why);
        json_open(j, "nodes", '[');
        for (int i = 0; i < s->n_nodes; i++) {
                const int64_t v[5] = { s->node[i].at, s->node[i].points, s->node[i].full,
                                       s->node[i].state, s->node[i].trace };
                for (int k = 0; k < 5; k++)
                        json_put_int(j, NULL, v[k]);
        }
        json_close(j, ']');
        json_close(j, '}');
}

static const char format[] = "luoshi-result-1";

const struct fail *result_export(struct ctx *cx, int64_t run, str *ret)
{
        struct run_by_id r;
        struct run_inputs in;
        struct result_basis b;
        struct stored *s;
        const struct fail *f = read_run(cx, run, &r, &in, &b, &s);
        if (f)
                return f;
        struct buf o = buf_new(cx->arena, (size_t)64 << 20);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "format", str_of(format));
        json_put_int(&j, "run", r.no);
        json_put_raw(&j, "edition", edition_text(cx, &b.e));
        json_put_str(&j, "edition_digest", hex_of(cx->arena, b.e.digest));
        json_put_str(&j, "text_digest", hex_of(cx->arena, text_digest(cx, edition_text(cx, &b.e))));
        json_put_str(&j, "inputs", hex_of(cx->arena, in.inputs));
        json_put_str(&j, "digest", hex_of(cx->arena, r.digest));
        json_open(&j, "units", '[');
        for (int u = 0; u < b.input.n_units; u++)
                put_unit(&j, &s[u], edition_unit_of(&b.e, b.ready.unit_ids[u])->code);
        json_close(&j, ']');
        json_close(&j, '}');
        if (o.broken)
                return fail(cx, TOO_LARGE, "%s", "");
        *ret = buf_str(&o);
        return NULL;
}

static const struct fail *unit_of_text(struct ctx *cx, const struct json *x, struct stored *ret)
{
        const struct json *nodes = json_at(x, "nodes"), *v = nodes ? nodes->item : NULL;
        int n = nodes && nodes->type == JSON_ARRAY ? nodes->n / 5 : 0;
        struct stored_node *list = NEW_ARRAY(cx->arena, struct stored_node, (size_t)n + 1);
        if (!nodes || nodes->type != JSON_ARRAY || nodes->n % 5)
                return fail(cx, INVALID, "文件不是导出的核算结果，或不完整");
        for (int i = 0; i < n; i++) {
                int64_t w[5];
                for (int k = 0; k < 5; k++, v = v->next) {
                        if (v->type != JSON_INT)
                                return fail(cx, INVALID, "文件不是导出的核算结果，或不完整");
                        w[k] = v->i;
                }
                list[i] = (struct stored_node){ w[0] < 0 || w[0] > INT32_MAX ? -1 : (int)w[0], w[1],
                                                w[2], w[3], w[4] };
        }
        *ret = (struct stored){ { json_int(x, "raw", 0) }, { json_int(x, "base", 0) },
                                { json_int(x, "bonus", 0) }, { json_int(x, "penalty", 0) },
                                { json_int(x, "total", 0) }, json_int(x, "waiting", -1),
                                json_int(x, "rank", -1), json_int(x, "tied", -1),
                                json_int(x, "why", -1), json_str(x, "proposed"),
                                json_str(x, "grade"), true, list, n };
        return NULL;
}

const struct fail *result_verify_text(struct ctx *cx, str text, struct result_check *ret)
{
        const struct json *j;
        struct edition e;
        struct result_basis b;
        str inputs, digest;
        *ret = (struct result_check){ 0 };
        const struct fail *f = json_parse(cx, text, &j);
        if (f)
                return f;
        if (!str_is(json_str(j, "format"), format) || !json_at(j, "edition") ||
            !bytes_of(cx->arena, json_str(j, "inputs"), &inputs) ||
            !bytes_of(cx->arena, json_str(j, "digest"), &digest))
                return fail(cx, INVALID, "文件不是导出的核算结果，或不完整");
        f = edition_parse(cx, json_at(j, "edition"), &e);
        if (!f && !bytes_of(cx->arena, json_str(j, "edition_digest"), &e.digest))
                f = fail(cx, INVALID, "文件不是导出的核算结果，或不完整");
        if (!f)
                f = result_unpack(cx, &e, inputs, &b);
        if (f)
                return f;
        check_text(cx, j, e.digest, ret);
        struct stored *s = NEW_ARRAY(cx->arena, struct stored, (size_t)b.input.n_units + 1);
        const struct json *units = json_at(j, "units"),
                          *x = units && units->type == JSON_ARRAY ? units->item : NULL;
        for (; !f && x; x = x->next)
                for (int u = 0; u < b.input.n_units; u++)
                        if (str_eq(edition_unit_of(&e, b.ready.unit_ids[u])->code,
                                   json_str(x, "unit")))
                                f = unit_of_text(cx, x, &s[u]);
        if (!f)
                check_all(cx, &b, s, inputs, digest, ret);
        return f;
}
