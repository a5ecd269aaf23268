/* domain/budget/checks_text.c - R05, R06, R07, R09, R12, R13, R14: accounts, changes, figures. */
#include "domain/budget/accounts.h"
#include "domain/budget/check_run.h"

static str say(struct check *ck, const char *zh)
{
        return str_of(words_of(ck->cx->lang, zh));
}

/* ---- R05 ---------------------------------------------------------------------------------- */

static void code_in_edition(struct check *ck, const struct account_list *l, str code, int line)
{
        if (!code.n)
                check_unknown(ck);
        else if (account_find(l, code))
                check_pass(ck);
        else
                check_rule_breaks(ck, CHECK_ERROR,
                                  str_f(ck->cx->arena, words_of(ck->cx->lang, "第 %d 条明细"), line + 1),
                                  (str){ 0 },
                                  str_f(ck->cx->arena,
                                        words_of(ck->cx->lang, "第 %d 条明细的科目 %.*s 不在 %.*s 年版本中"),
                                        line + 1, STR(code), STR(l->name)));
}

/* A sentence about one 项 must print the whole path of that 项 as the edition has it. */
static void path_printed(struct check *ck, const struct sentence *s)
{
        str path;

        for (int i = 0; i < s->n_facts; i++) {
                ptrdiff_t at = str_find(s->facts[i], S(".item."));

                if (at < 0)
                        continue;
                path = account_path(ck->cx->arena, &ck->b->function,
                                    str_from(s->facts[i], (size_t)at + 6));
                if (str_find(s->text, path) >= 0)
                        check_pass(ck);
                else
                        check_rule_breaks(ck, CHECK_ERROR, s->section, s->facts[i],
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "科目名称应为“%.*s”"),
                                                STR(path)));
        }
}

void check_r05(struct check *ck)
{
        for (int i = 0; i < ck->b->n_lines; i++) {
                code_in_edition(ck, &ck->b->function, ck->b->lines[i].function, i);
                code_in_edition(ck, &ck->b->economic, ck->b->lines[i].economic, i);
        }
        for (int i = 0; i < ck->d->n_sentences; i++)
                path_printed(ck, &ck->d->sentences[i]);
}

/* ---- R06 ---------------------------------------------------------------------------------- */

static bool says(const struct sentence *s, const char *word)
{
        return str_find(s->text, str_of(word)) >= 0;
}

static struct side side_prior(struct check *ck, str base)
{
        return side_figure(ck, str_f(ck->cx->arena, "%.*s.prior", STR(base)));
}

static void wrong_way(struct check *ck, const struct sentence *s, str base)
{
        struct side now = side_figure(ck, base), old = side_prior(ck, base);
        str words = str_f(ck->cx->arena, words_of(ck->cx->lang, "%.*s的增减方向与数字不符"), STR(now.place));

        now.place = str_f(ck->cx->arena, words_of(ck->cx->lang, "“%.*s”中的%.*s"), STR(s->section), STR(now.place));
        check_sides_break(ck, CHECK_ERROR, &now, &old, words);
}

static void direction(struct check *ck, const struct sentence *s, str base)
{
        struct fact now = budget_fact_find(ck->d->fg, base);
        struct fact old = budget_fact_find(ck->d->fg,
                                           str_f(ck->cx->arena, "%.*s.prior", STR(base)));
        bool up, says_up = says(s, "增加") || says(s, "增长"); /* document text */
        bool says_down = says(s, "减少") || says(s, "下降"); /* document text */

        if (now.state == FACT_UNKNOWN || old.state == FACT_UNKNOWN || now.value == old.value) {
                check_unknown(ck);
                return;
        }
        up = now.value > old.value;
        if ((up && !says_up) || (!up && !says_down))
                wrong_way(ck, s, base);
        else
                check_pass(ck);
}

/* Last year's words are only an offer until somebody confirms them. */
static void unconfirmed(struct check *ck)
{
        for (int i = 0; i < ck->b->n_texts; i++)
                if (!ck->b->texts[i].confirmed)
                        check_rule_breaks(ck, CHECK_WARNING,
                                          budget_text_label(ck->cx, ck->d->fg, ck->b->texts[i].key), (str){ 0 },
                                          say(ck, "文字沿用上年，还没有确认"));
}

/* Does the text say the word, and not after 未, 不 or 没有? */
static bool says_plainly(str text, const char *word)
{
        static const char *const nots[] = { "未", "不", "不再", "没有", "停止", "控制" }; /* document text */

        for (ptrdiff_t at; (at = str_find(text, str_of(word))) >= 0;) {
                str before = str_head(text, (size_t)at);
                bool plain = true;

                for (size_t i = 0; i < COUNT_OF(nots); i++)
                        plain = plain && !str_ends(before, str_of(nots[i]));
                if (plain)
                        return true;
                text = str_from(text, (size_t)at + strlen(word));
        }
        return false;
}

static bool says_any(str text, const char *const *words, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (says_plainly(text, words[i]))
                        return true;
        return false;
}

/* A reason that speaks of the other direction alone, or of two years without money or of no change
 * where there is some. */
static bool contradicts(str reason, const struct fact *now, const struct fact *old)
{
        static const char *const up[] = {
                "增加", "增长", "新增", "增设", "增人", "增多", "上升", "上调",                /* document text */
        };
        static const char *const down[] = {
                "减少", "下降", "压减", "缩减", "削减", "压缩", "降低", "核减", "减员",        /* document text */
                "下调", "取消",                                                                /* document text */
        };
        static const char *const never[] = {
                "均未安排", "均未预算", "均无预算", "均没有安排", "均无安排",                  /* document text */
        };
        bool ups = says_any(reason, up, COUNT_OF(up)), downs = says_any(reason, down, COUNT_OF(down));

        if ((now->value || old->value) && says_any(reason, never, COUNT_OF(never)))
                return true;
        if (now->value == old->value)
                return ups != downs;
        if (says_plainly(reason, "持平")) /* document text */
                return true;
        return now->value > old->value ? downs && !ups : ups && !downs;
}

/* Every prior figure that moved wants a reason; one reason for unrelated changes is queried. */
static void reasons(struct check *ck)
{
        const struct budget *b = ck->b;
        struct buf places = buf_new(ck->cx->arena, 1 << 16);
        int changed = 0, same = 0;
        str first = { 0 };

        for (int i = 0; i < b->n_priors; i++) {
                str key = b->priors[i].key;
                struct fact now = budget_fact_find(ck->d->fg, key);
                struct fact old = budget_fact_find(ck->d->fg,
                                                   str_f(ck->cx->arena, "%.*s.prior", STR(key)));
                struct side a = side_figure(ck, key), p = side_prior(ck, key);
                str reason = budget_text_of(b, str_f(ck->cx->arena, "reason.%.*s", STR(key)), 0);

                if (now.state == FACT_UNKNOWN || (now.value == old.value && !reason.n))
                        continue;
                if (reason.n && contradicts(reason, &now, &old))
                        check_sides_break(ck, CHECK_QUERY, &a, &p,
                                          str_f(ck->cx->arena, words_of(ck->cx->lang, "原因“%.*s”与增减变化不符，请核对"),
                                                STR(reason)));
                if (now.value == old.value)
                        continue;
                if (!reason.n)
                        check_sides_break(ck, CHECK_ERROR, &a, &p, say(ck, "有增减，没有写原因"));
                else
                        check_pass(ck);
                changed += reason.n > 0;
                first = first.n ? first : reason;
                same += reason.n && str_eq(reason, first);
                buf_f(&places, "%s%.*s", places.n ? words_of(ck->cx->lang, "、") : "", STR(now.label));
        }
        if (changed > 2 && same == changed)
                check_rule_breaks(ck, CHECK_QUERY, buf_str(&places), (str){ 0 },
                                  say(ck, "各项变化都用同一个原因，请核对是否都成立"));
}

void check_r06(struct check *ck)
{
        for (int i = 0; i < ck->d->n_sentences; i++) {
                const struct sentence *s = &ck->d->sentences[i];

                for (int k = 0; k < s->n_facts; k++) {
                        str key = s->facts[k];
                        size_t cut = str_ends(key, S(".change")) ? 7
                                     : str_ends(key, S(".rate")) ? 5
                                                                 : 0;

                        if (cut)
                                direction(ck, s, str_head(key, key.n - cut));
                }
        }
        reasons(ck);
        unconfirmed(ck);
}

/* ---- R07 ---------------------------------------------------------------------------------- */

/* A printed run as an amount; false when it is not a number. */
static bool run_amount(const struct disclosure *d, const struct doc_run *r, const struct fact *f,
                       int64_t *ret)
{
        int places = f->unit == FACT_COUNT ? 0 : 2;

        if (decimal_read(r->text, places, ret))
                return false;
        (void)d;
        return true;
}

static void figure_differs(struct check *ck, const struct doc_run *r, const struct fact *f,
                           int64_t printed, int *cut)
{
        struct side a = { .place = say(ck, "文字"), .fact = r->fact, .terms = 1 }, b = a;

        if (f->unit == FACT_MONEY && printed == f->fen / FEN_PER_WAN && f->fen % FEN_PER_WAN) {
                ++*cut;
                return;
        }
        a.v = (struct amount){ true, printed * FEN_PER_WAN, FEN_PER_WAN };
        b.v = (struct amount){ f->state != FACT_UNKNOWN, f->value * FEN_PER_WAN, FEN_PER_WAN };
        b.place = f->label.n ? f->label : r->fact;
        check_same(ck, &a, &b);
}

/* Cells must be what their key says, too. */
static void cells_agree(struct check *ck)
{
        for (int i = 0; i < ck->n_cells; i++) {
                const struct cell_ref *c = &ck->cells[i];
                struct fact f = budget_fact_find(ck->d->fg, c->key);
                struct side a = { .fact = c->key, .terms = 1 }, b = a;
                bool yuan = c->table->spec->yuan;

                if (c->cell->kind == DOC_UNKNOWN || f.state == FACT_UNKNOWN) {
                        check_unknown(ck);
                        continue;
                }
                a.place = c->table->doc->title;
                b.place = say(ck, "明细之和");
                a.v = (struct amount){ true,
                                       c->cell->kind == DOC_NUMBER
                                               ? c->cell->v * (yuan ? 1 : FEN_PER_WAN)
                                               : 0,
                                       yuan ? 1 : FEN_PER_WAN };
                b.v = (struct amount){ true, yuan ? f.fen : f.value * FEN_PER_WAN,
                                       yuan ? 1 : FEN_PER_WAN };
                check_same(ck, &a, &b);
        }
}

void check_r07(struct check *ck)
{
        const struct doc *doc = ck->d->doc;
        int cut = 0;

        for (int i = 0; i < doc->n_blocks; i++)
                for (int k = 0; k < doc->blocks[i].n_runs; k++) {
                        const struct doc_run *r = &doc->blocks[i].runs[k];
                        struct fact f;
                        int64_t printed;

                        if (!r->fact.n)
                                continue;
                        f = budget_fact_find(ck->d->fg, r->fact);
                        if (f.state == FACT_UNKNOWN)
                                check_unknown(ck);
                        else if (run_amount(ck->d, r, &f, &printed) && printed == f.value)
                                check_pass(ck);
                        else
                                figure_differs(ck, r, &f, printed, &cut);
                }
        cells_agree(ck);
        if (cut) {
                check_rule_breaks(ck, CHECK_WARNING, say(ck, "文字"), (str){ 0 },
                                  str_f(ck->cx->arena,
                                        words_of(ck->cx->lang, "有 %d 个数是截去尾数得到的，应四舍五入"), cut));
                ck->report->v[ck->report->n - 1].found = CHECK_TRUNCATION;
        }
}

/* ---- R09 ---------------------------------------------------------------------------------- */

/* Words that belong to one account and are wrong in the purpose of another. */
static const struct { const char *fn, *word; } owners[] = {
        { "2210201", "住房公积金" }, { "2080505", "养老保险" },       /* document text */
        { "2080506", "职业年金" }, { "21011", "医疗" },               /* document text */
        { "2101103", "公务员医疗补助" }, { "2210203", "购房补贴" },   /* document text */
};

static const char *foreign_word(str function, str text)
{
        for (size_t i = 0; i < COUNT_OF(owners); i++)
                if (str_find(text, str_of(owners[i].word)) >= 0 &&
                    !str_starts(function, str_of(owners[i].fn)) &&
                    (str_starts(function, S("208")) || str_starts(function, S("210")) ||
                     str_starts(function, S("221"))))
                        return owners[i].word;
        return NULL;
}

void check_r09(struct check *ck)
{
        const struct budget *b = ck->b;

        for (int i = 0; i < b->n_purposes; i++) {
                str fn = b->purposes[i].function, text = purpose_of(b, fn), place;
                const struct account *a = account_find(&b->function, fn);
                const char *foreign = foreign_word(fn, text);

                place = account_path(ck->cx->arena, &b->function, fn);
                if (utf8_count(text) < 4)
                        check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 }, say(ck, "用途没有写清楚"));
                else if (a && (str_eq(text, a->definition) || str_find(a->definition, text) >= 0))
                        check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                          say(ck, "用途照抄了名词解释"));
                else if (a && str_find(text, a->name) >= 0 &&
                         utf8_count(text) < utf8_count(a->name) + 6)
                        check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                          say(ck, "用途只是重复科目名称"));
                else if (foreign)
                        check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "用途写了别的科目的“%s”"),
                                                foreign));
                else
                        check_pass(ck);
        }
        for (int i = 0; i < ck->d->n_missing; i++)
                if (str_starts(ck->d->missing[i].key, S("purpose.")))
                        check_rule_breaks(ck, CHECK_WARNING, ck->d->missing[i].label, (str){ 0 },
                                          say(ck, "用途没有写"));
}

/* ---- R12 ---------------------------------------------------------------------------------- */

/* Money for cars against their number. */
static void three_doubt(struct check *ck, enum check_severity severity, const char *cost,
                        const struct fact *cars, str words)
{
        struct side a = side_fact(ck, cost);
        struct side b = side_named(str_f(ck->cx->arena, "%.*s %ld", STR(cars->label), cars->value));

        b.fact = cars->key;
        check_sides_break(ck, severity, &a, &b, words);
}

void check_r12(struct check *ck)
{
        static const char *const parts[] = {
                "three.abroad",      "three.reception",   "three.vehicle",
                "three.vehicle.buy", "three.vehicle.run",
        };
        struct fact vehicles = budget_fact_find(ck->d->fg, S("vehicles"));
        struct fact run = budget_fact_find(ck->d->fg, S("three.vehicle.run"));
        struct fact buy = budget_fact_find(ck->d->fg, S("three.vehicle.buy"));
        struct fact planned = budget_fact_find(ck->d->fg, S("vehicles.planned"));

        for (size_t i = 0; i < COUNT_OF(parts); i++) {
                struct fact f = budget_fact_find(ck->d->fg, str_of(parts[i]));

                if (f.state == FACT_UNKNOWN)
                        check_rule_breaks(ck, CHECK_ERROR, f.label, f.key, say(ck, "“三公”经费缺少这一项"));
                else
                        check_pass(ck);
        }
        if (vehicles.state != FACT_UNKNOWN && !vehicles.value && run.value && !planned.value)
                three_doubt(ck, CHECK_QUERY, "three.vehicle.run", &vehicles, say(ck, "没有公务用车，却有运行维护费"));
        if (planned.state != FACT_UNKNOWN && buy.state != FACT_UNKNOWN &&
            !planned.value != !buy.value)
                three_doubt(ck, CHECK_ERROR, "three.vehicle.buy", &planned, say(ck, "购置辆数与购置费应同时有或同时没有"));
}

/* ---- R13 ---------------------------------------------------------------------------------- */

static str indicator_place(struct check *ck, const struct budget_indicator *x)
{
        str of = x->project >= 0 ? ck->b->projects[x->project].name : say(ck, "部门整体绩效目标");

        return str_f(ck->cx->arena, words_of(ck->cx->lang, "%.*s：%.*s"), STR(of), STR(x->level3));
}

void check_r13(struct check *ck)
{
        const struct budget *b = ck->b;

        if (!b->n_projects)
                check_unknown(ck);
        for (int i = 0; i < b->n_projects; i++) {
                const struct budget_project *p = &b->projects[i];
                int n = 0;

                if (p->category != PROJECT_SPECIAL && p->category != PROJECT_RUNNING)
                        continue;
                for (int k = 0; k < b->n_indicators; k++)
                        n += b->indicators[k].project == i;
                if (!p->has_goal || !p->goal.n)
                        check_rule_breaks(ck, CHECK_WARNING, p->name, (str){ 0 },
                                          say(ck, "项目没有绩效目标"));
                else if (!n)
                        check_rule_breaks(ck, CHECK_WARNING, p->name, (str){ 0 },
                                          say(ck, "绩效目标没有指标"));
                else
                        check_pass(ck);
        }
        for (int i = 0; i < b->n_indicators; i++)
                if (!str_trim(b->indicators[i].target).n)
                        check_rule_breaks(ck, CHECK_WARNING, indicator_place(ck, &b->indicators[i]), (str){ 0 },
                                          say(ck, "指标没有目标值"));
}

/* ---- R14 ---------------------------------------------------------------------------------- */

void check_r14(struct check *ck)
{
        static const char *const keys[] = {
                "total",           "fiscal",        "general.current", "three.abroad",
                "three.reception", "three.vehicle", "operating",
        };

        for (size_t i = 0; i < COUNT_OF(keys); i++) {
                struct side now = side_fact(ck, keys[i]), old = side_prior(ck, str_of(keys[i]));

                if (!old.v.known)
                        check_sides_break(ck, CHECK_QUERY, &now, &old, say(ck, "没有上年可比数"));
                else
                        check_pass(ck);
        }
}
