/* domain/target/goal/rules.c - writing target books: begun, filled, parted, talked over, adjusted. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/goal.sql.h"
#include "domain/target/goal/goal_write.sql.h"

/* ---- what does not stand ------------------------------------------------------------------------ */

struct faults { struct ctx *cx; struct goal_fault *list; int n, cap; };

static void fault(struct faults *o, const struct goal_line *l, bool grave, str say)
{
        *VEC_ADD(o->cx->arena, o->list, o->n, o->cap) = (struct goal_fault){ l->stem, l->input, say, grave };
}

static str name_of(struct ctx *cx, const struct goal_line *l)
{
        return !l->node ? str_f(cx->arena, "#%ld", l->stem)
               : l->input_name.n
                       ? str_f(cx->arena, "%.*s（%.*s）", STR(l->node->name), STR(l->input_name))
                       : l->node->name;
}

static void quarters(struct faults *o, const struct goal_line *l)
{
        struct ctx *cx = o->cx;
        int64_t before = 0;
        bool falls = false;
        if (l->has_quarter[3] && l->quarter[3] != l->value)
                fault(o, l, true, str_f(cx->arena, words_of(cx->lang,
                      "“%.*s”四季度应达到 %.*s，与全年目标 %.*s 不一致"), STR(name_of(cx, l)),
                      STR(decimal_str(cx->arena, l->quarter[3], l->places, false)),
                      STR(decimal_str(cx->arena, l->value, l->places, false))));
        for (int q = 0; q < GOAL_QUARTERS && l->course == GOAL_RUNNING; q++)
                if (l->has_quarter[q]) {
                        falls |= l->quarter[q] < before;
                        before = l->quarter[q];
                }
        if (falls && l->value >= 0)
                fault(o, l, false, str_f(cx->arena, words_of(cx->lang,
                      "“%.*s”按季度累计，后一季比前一季少"), STR(name_of(cx, l))));
}

static void posts(struct faults *o, const struct goal_line *l)
{
        struct ctx *cx = o->cx;
        int64_t sum = goal_posts_sum(l);
        bool adds = goal_adds(l->course, l->node);
        if (l->n_posts && adds && sum != l->value)
                fault(o, l, true, str_f(cx->arena, words_of(cx->lang,
                      "“%.*s”各岗位合计 %.*s，与全年目标 %.*s 不一致"), STR(name_of(cx, l)),
                      STR(decimal_str(cx->arena, sum, l->places, false)),
                      STR(decimal_str(cx->arena, l->value, l->places, false))));
        for (int i = 0; i < l->n_posts; i++)
                if (!adds && l->posts[i].value != l->value)
                        fault(o, l, true,
                              str_f(cx->arena,
                                    words_of(cx->lang, l->course == GOAL_LEVEL
                                             ? "“%.*s”全年保持，岗位“%.*s”的目标应与全年目标相同"
                                             : "“%.*s”是比率，不按岗位相加，岗位“%.*s”的目标应与全年目标相同"),
                                    STR(name_of(cx, l)), STR(l->posts[i].title)));
}

/* The year's or a quarter's target less than the unit of measure can be. */
static str below_least(struct ctx *cx, const struct edition_node *x, const struct goal_line *l)
{
        str low = l->has_value ? goal_below_least(cx, x, l->value, l->places) : (str){ 0 };
        for (int q = 0; q < GOAL_QUARTERS && !low.n; q++)
                if (l->has_quarter[q])
                        low = goal_below_least(cx, x, l->quarter[q], l->places);
        return low;
}

static void against_county(struct faults *o, const struct goal_line *l)
{
        struct ctx *cx = o->cx;
        if (!l->has_county || !goal_is_short(l->node, l->value, l->places, l->county, l->county_places))
                return;
        fault(o, l, false, str_f(cx->arena, words_of(cx->lang, l->node->down ? "“%.*s”的目标 %.*s 高于县级目标 %.*s"
                                                                             : "“%.*s”的目标 %.*s 低于县级目标 %.*s"),
                                 STR(name_of(cx, l)), STR(decimal_str(cx->arena, l->value, l->places, false)),
                                 STR(decimal_str(cx->arena, l->county, l->county_places, false))));
}

int goal_faults(struct ctx *cx, const struct goal_book *b, const struct goal_fault **ret)
{
        struct faults o = { .cx = cx };
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i];
                if (!l->node && l->id)
                        fault(&o, l, true, str_of(words_of(cx->lang,
                              "有一项目标的指标已不在现行考核方案中，请删去")));
                else if (l->wanted && !l->has_value)
                        fault(&o, l, true, str_f(cx->arena, words_of(cx->lang, "“%.*s”没有目标值"),
                                                 STR(name_of(cx, l))));
                if (!l->node || !l->has_value)
                        continue;
                quarters(&o, l);
                posts(&o, l);
                against_county(&o, l);
                str low = below_least(cx, l->node, l);
                if (low.n)
                        fault(&o, l, true, low);
        }
        *ret = o.list;
        return o.n;
}

/* ---- lines ------------------------------------------------------------------------------------- */

static str or_null(str s) { return str_trim(s).n ? str_trim(s) : (str){ 0 }; }

static bool is_empty(const struct goal_line *l)
{
        return !l->has_value && !str_trim(l->words).n && !str_trim(l->leader).n && !l->section &&
               !str_trim(l->note).n;
}

void goal_lines_store(struct ctx *cx, int64_t book, const struct goal_line *lines, int n)
{
        for (int i = 0; i < n; i++) {
                const struct goal_line *l = &lines[i];
                if (is_empty(l)) {
                        if (l->id) {
                                goal_parts_drop(cx, l->id, 0);
                                goal_parts_drop(cx, l->id, 1);
                                goal_drop(cx, l->id);
                        }
                        continue;
                }
                int64_t id = goal_put(cx, book, l->stem, l->input, l->has_value,
                                      l->has_value ? l->value : 0, l->places, l->course,
                                      or_null(l->words), or_null(l->leader), l->section != 0,
                                      l->section, or_null(l->note));
                if (l->id)
                        goal_parts_drop(cx, l->id, 0);
                for (int q = 0; q < GOAL_QUARTERS; q++)
                        if (l->has_quarter[q] && l->has_value)
                                goal_part_put(cx, id, 0, q + 1, l->quarter[q]);
        }
}

/* What changed, an indicator a pair; the trail shows the first sixty. */
static str lines_text(struct ctx *cx, const struct goal_book *b, const struct goal_line *lines,
                      int n)
{
        struct buf o = buf_new(cx->arena, 1 << 18);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        for (int side = 0; side < 2; side++) {
                json_open(&j, side ? "after" : "before", '{');
                for (int i = 0; i < n; i++) {
                        const struct goal_line *l = &lines[i], *was = NULL;
                        for (int k = 0; k < b->n_lines && !was; k++)
                                if (b->lines[k].stem == l->stem &&
                                    str_eq(b->lines[k].input, l->input))
                                        was = &b->lines[k];
                        if (was && was->has_value == l->has_value && was->value == l->value &&
                            was->places == l->places)
                                continue;
                        const struct goal_line *x = side ? l : was;
                        str name = l->node ? l->node->code : str_f(cx->arena, "%ld", l->stem);
                        if (!str_is(l->input, "target"))
                                name = str_f(cx->arena, "%.*s.%.*s", STR(name), STR(l->input));
                        json_put_str(&j, str_copy(cx->arena, name).p,
                                     x && x->has_value
                                     ? decimal_str(cx->arena, x->value, x->places, false) : (str){ 0 });
                }
                json_close(&j, '}');
        }
        json_close(&j, '}');
        return buf_str(&o);
}

static const struct fail *may_write(struct ctx *cx, const struct goal_book *b)
{
        const struct fail *f = goal_book_see(cx, b);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_EDIT, b->unit, b->year);
        if (!f && b->state == GOAL_REPLACED)
                f = fail(cx, CONFLICT, "这是第 %d 版，已由新版取代，不能再填报；请到现行的版本办理",
                         b->number);
        if (!f && (b->state == GOAL_ISSUED || b->state == GOAL_SIGNED))
                f = fail(cx, CONFLICT, "目标任务书%s，不能直接修改；要改请申请调整",
                         words_of(cx->lang, goal_state_words[b->state]));
        if (!f && b->state != GOAL_DRAFT && b->state != GOAL_RETURNED)
                f = fail(cx, CONFLICT, "目标任务书%s，不能修改；要改请先撤回或退回",
                         words_of(cx->lang, goal_state_words[b->state]));
        return f;
}

static const struct fail *line_sound(struct ctx *cx, const struct goal_book *b,
                                     const struct goal_line *l)
{
        const struct goal_line *known = NULL;
        for (int i = 0; i < b->n_lines && !known; i++)
                if (b->lines[i].stem == l->stem && str_eq(b->lines[i].input, l->input))
                        known = &b->lines[i];
        if (!known || (!known->node && !is_empty(l)))
                return fail(cx, INVALID, "考核方案中没有要%.*s报的这个指标", STR(b->unit_brief));
        if (l->places < 0 || l->places > FIGURE_PLACES ||
            (known->node && l->places > known->places && l->places > known->node->places))
                return fail(cx, INVALID, "“%.*s”的目标值最多 %d 位小数", STR(name_of(cx, known)),
                            known->node->places);
        if (l->value > FIGURE_MOST || l->value < -FIGURE_MOST)
                return fail(cx, INVALID, "“%.*s”的目标值太大", STR(name_of(cx, known)));
        str low = below_least(cx, known->node, l);
        if (low.n)
                return fail(cx, INVALID, "%.*s", STR(low));
        for (int q = 0; q < GOAL_QUARTERS; q++)
                if (l->has_quarter[q] && !l->has_value)
                        return fail(cx, INVALID, "“%.*s”填了季度目标，也要填全年目标",
                                    STR(name_of(cx, known)));
        return NULL;
}

const struct fail *goal_book_put_in(struct ctx *cx, const struct goal_book *b, const char *event,
                                    const struct goal_line *lines, int n)
{
        const struct fail *f = may_write(cx, b);
        for (int i = 0; !f && i < n; i++)
                f = line_sound(cx, b, &lines[i]);
        if (f)
                return f;
        goal_book_bump(cx, b->id, b->version, GOAL_DRAFT, GOAL_RETURNED);
        goal_lines_store(cx, b->id, lines, n);
        audit_log(cx, event, "goal_book", b->id, lines_text(cx, b, lines, n));
        return NULL;
}

const struct fail *goal_book_put(struct ctx *cx, const struct goal_book *b, int64_t version,
                                 const struct goal_line *lines, int n)
{
        const struct fail *f = may_write(cx, b);
        if (!f && n > GOAL_LINES_MOST)
                f = fail(cx, INVALID, "最多 %d 行", GOAL_LINES_MOST);
        for (int i = 0; !f && i < n; i++)
                f = line_sound(cx, b, &lines[i]);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_book_bump(cx, b->id, version, GOAL_DRAFT, GOAL_RETURNED);
        goal_lines_store(cx, b->id, lines, n);
        audit_log(cx, "goal.lines", "goal_book", b->id, lines_text(cx, b, lines, n));
        return audit_conflict(cx, tx_commit(&tx), "goal_book", b->id);
}

const struct fail *goal_posts_put(struct ctx *cx, const struct goal_book *b, int64_t version,
                                  int64_t goal, const struct goal_post *list, int n)
{
        const struct goal_line *line = NULL;
        const struct fail *f = may_write(cx, b);
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].id == goal && goal)
                        line = &b->lines[i];
        if (!f && !line)
                f = fail(cx, NOT_FOUND, "%s", "");
        for (int i = 0; !f && i < n; i++) {
                struct goal_post_fits fits;
                f = goal_post_fits(cx, list[i].post, b->unit, &fits);
                if (!f && !fits.n)
                        f = fail_field(cx, S("post"), "只能分解到本单位的岗位");
                for (int k = 0; !f && k < i; k++)
                        if (list[k].post == list[i].post)
                                f = fail_field(cx, S("post"), "同一个岗位列了两次");
        }
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_book_bump(cx, b->id, version, GOAL_DRAFT, GOAL_RETURNED);
        goal_parts_drop(cx, goal, 1);
        for (int i = 0; i < n; i++)
                goal_part_put(cx, goal, 1, list[i].post, list[i].value);
        audit_log(cx, "goal.posts", "goal_book", b->id, str_f(cx->arena, "{\"n\":%d}", n));
        return audit_conflict(cx, tx_commit(&tx), "goal_book", b->id);
}

/* ---- begun ---------------------------------------------------------------------------------------- */

/* Last year's figures are the first proposal; quarters follow the plain quarter of the year. */
static void prefill(struct ctx *cx, const struct goal_book *b)
{
        struct goal_line *lines = NEW_ARRAY(cx->arena, struct goal_line, (size_t)b->n_lines + 1);
        int n = 0;
        for (int i = 0; i < b->n_lines; i++) {
                struct goal_line l = b->lines[i];
                if (!l.node || !l.has_last ||
                    !figure_scale(l.last, l.last_places, l.places, &l.value))
                        continue;
                l.has_value = true;
                for (int q = 0; q < GOAL_QUARTERS && l.course == GOAL_RUNNING; q++) {
                        l.has_quarter[q] = true;
                        l.quarter[q] = goal_share(l.value, q + 1, GOAL_QUARTERS);
                }
                lines[n++] = l;
        }
        goal_lines_store(cx, b->id, lines, n);
}

static const struct fail *begin(struct ctx *cx, int64_t scheme, int64_t unit,
                                const struct edition *e)
{
        struct goal_book b;
        int64_t id =
                goal_book_insert(cx, scheme, unit, 1, false, 0, GOAL_FIRST, (str){ 0 }, (str){ 0 });
        const struct fail *f = cx->db->broken ? cx->db->broken : goal_book_find(cx, id, &b);
        if (f)
                return f;
        b.edition = e;
        f = goal_lines_load(cx, &b);
        if (f)
                return f;
        prefill(cx, &b);
        goal_move_add(cx, id, S("open"), GOAL_DRAFT, false, 0, cx->user, cx->now, (str){ 0 });
        audit_log(cx, "goal.open", "goal_book", id, (str){ 0 });
        return NULL;
}

const struct fail *goal_books_open(struct ctx *cx, int64_t scheme, int64_t unit, int *ret_n)
{
        struct edition e;
        struct goal_units_without it;
        int64_t *units = NULL;
        int n = 0, cap = 0;
        const struct fail *f = goal_edition(cx, scheme, &e);
        if (!f && unit)
                f = auth_change_year(cx, MAY_GOAL_EDIT, unit, e.year);
        else if (!f)
                f = auth_change_year(cx, MAY_GOAL_REVIEW, e.unit, e.year);
        if (!f && unit && !edition_unit_of(&e, unit))
                f = fail_field(cx, S("unit"), "这个单位不在考核方案中");
        if (f)
                return f;
        cx->db->serializable = true;            /* it looks which units have none */
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_units_without(&it, cx, unit ? GOAL_UNITS_WITHOUT_WHEN_UNIT : 0, e.id, scheme, unit);
        while (goal_units_without_next(&it))
                *VEC_ADD(cx->arena, units, n, cap) = it.unit;
        f = goal_units_without_end(&it);
        if (!f && !n)
                f = unit ? fail(cx, CONFLICT, "这个单位已经有目标任务书")
                         : fail(cx, CONFLICT, "各单位都已经有目标任务书");
        for (int i = 0; !f && i < n; i++)
                f = begin(cx, scheme, units[i], &e);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        f = tx_commit(&tx);
        if (!f)
                *ret_n = n;
        return f;
}

const struct fail *goal_book_open_in(struct ctx *cx, int64_t scheme, int64_t unit, int64_t *ret_id)
{
        struct edition e;
        const struct fail *f = goal_edition(cx, scheme, &e);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_EDIT, unit, e.year);
        if (!f && !edition_unit_of(&e, unit))
                f = fail_field(cx, S("unit"), "这个单位不在考核方案中");
        if (!f)
                f = begin(cx, scheme, unit, &e);
        return f ? f : goal_book_newest(cx, scheme, unit, ret_id);
}

/* ---- words ----------------------------------------------------------------------------------------- */

/* Whoever takes part in the negotiation: the unit, the office, whoever issues. */
static const struct fail *may_talk(struct ctx *cx, const struct goal_book *b)
{
        static const enum perm any[] = { MAY_GOAL_EDIT, MAY_GOAL_REVIEW, MAY_GOAL_ISSUE,
                                         MAY_GOAL_SIGN };
        const struct fail *f = goal_book_see(cx, b), *first = NULL;
        for (size_t i = 0; !f && i < COUNT_OF(any); i++) {
                const struct fail *no = auth_change_year(cx, any[i], b->unit, b->year);
                if (!no || no->kind == FAIL_BROKEN)
                        return no;
                first = first ? first : no;
        }
        return f ? f : first;
}

static const struct fail *talk_sound(struct ctx *cx, const struct goal_book *b, int64_t stem,
                                     str words)
{
        const struct goal_line *line = NULL;
        const struct fail *f = may_talk(cx, b);
        for (int i = 0; i < b->n_lines; i++)
                if (stem && b->lines[i].stem == stem)
                        line = &b->lines[i];
        if (!f && stem && !line)
                f = fail_field(cx, S("stem"), "目标任务书中没有这个指标");
        if (!f && !str_trim(words).n)
                f = fail_field(cx, S("words"), "请写明意见");
        return f;
}

const struct fail *goal_talk_in(struct ctx *cx, const struct goal_book *b, int64_t stem, str words)
{
        const struct fail *f = talk_sound(cx, b, stem, words);
        if (f)
                return f;
        goal_move_add(cx, b->id, S("talk"), b->state, stem != 0, stem, cx->user, cx->now,
                      str_trim(words));
        audit_log(cx, "goal.talk", "goal_book", b->id, (str){ 0 });
        return NULL;
}

const struct fail *goal_talk(struct ctx *cx, const struct goal_book *b, int64_t stem, str words)
{
        const struct fail *f = talk_sound(cx, b, stem, words);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = goal_talk_in(cx, b, stem, words);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        return tx_commit(&tx);
}

const struct fail *goal_special(struct ctx *cx, const struct goal_book *b, int64_t version,
                                str words)
{
        const struct fail *f = goal_book_see(cx, b);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_REVIEW, b->unit, b->year);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        goal_book_special(cx, b->id, version, or_null(words));
        goal_move_add(cx, b->id, S("special"), b->state, false, 0, cx->user, cx->now,
                      or_null(words));
        audit_log(cx, "goal.special", "goal_book", b->id, (str){ 0 });
        return audit_conflict(cx, tx_commit(&tx), "goal_book", b->id);
}

const struct fail *goal_history(struct ctx *cx, int64_t book, const struct goal_word **ret,
                                int *ret_n)
{
        struct goal_moves_of it;
        struct goal_word *list = NULL;
        int n = 0, cap = 0;
        goal_moves_of(&it, cx, book);
        while (goal_moves_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct goal_word){
                        it.event, (enum goal_state)it.state, it.has_stem ? it.stem : 0, it.at,
                        it.who, it.unit, it.words
                };
        *ret = list;
        *ret_n = n;
        return goal_moves_of_end(&it);
}

/* ---- adjusted ------------------------------------------------------------------------------------------ */

const struct fail *goal_adjust(struct ctx *cx, int64_t id, const struct goal_change *in,
                               int64_t *ret_id)
{
        struct goal_book b;
        struct goal_book_last newest;
        struct goal_number_most most;
        const struct fail *f = goal_book_find(cx, id, &b);
        if (!f)
                f = goal_book_see(cx, &b);
        if (!f)
                f = auth_change_year(cx, MAY_GOAL_EDIT, b.unit, b.year);
        if (!f && b.state == GOAL_REPLACED)
                f = fail(cx, CONFLICT, "这是第 %d 版，已由新版取代，不能再填报；请到现行的版本办理",
                         b.number);
        if (!f && b.state != GOAL_ISSUED && b.state != GOAL_SIGNED)
                f = fail(cx, CONFLICT, "只有已下达的目标任务书可以申请调整");
        if (!f && (in->kind <= GOAL_FIRST || in->kind >= GOAL_REASONS))
                f = fail_field(cx, S("kind"), "请选择调整的原因");
        if (!f && !str_trim(in->reason).n)
                f = fail_field(cx, S("reason"), "请写明调整的理由");
        if (!f && !str_trim(in->evidence).n)
                f = fail_field(cx, S("evidence"), "请填依据文件的标题和文号");
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = goal_book_last(cx, b.scheme, b.unit, GOAL_DROPPED, &newest);
        if (!f && newest.id != id)
                f = fail(cx, CONFLICT, "第 %ld 版正在办理，先办完或作废它", newest.number);
        if (!f)
                f = goal_number_most(cx, b.scheme, b.unit, &most);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        int64_t next = goal_book_insert(cx, b.scheme, b.unit, most.number + 1, true, id, in->kind,
                                        str_trim(in->reason), str_trim(in->evidence));
        goals_copy(cx, id, next);
        goal_parts_copy(cx, id, next);
        goal_move_add(cx, next, S("adjust"), GOAL_DRAFT, false, 0, cx->user, cx->now,
                      str_trim(in->reason));
        struct buf o = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_int(&j, "version", most.number + 1);
        json_put_str(&j, "kind", str_of(goal_reason_words[in->kind]));
        json_put_str(&j, "reason", str_trim(in->reason));
        json_put_str(&j, "document", str_trim(in->evidence));
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, "goal.adjust", "goal_book", next, buf_str(&o));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = next;
        return f;
}
