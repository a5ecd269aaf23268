/* domain/budget/narrate.c - sentence patterns: the small language of profiles.
 *
 *   {word}  {fact.key}            a word of the place, or a figure
 *   {each SET SEP}…{end}          once for each element, SEP between
 *   {say PHRASE KEY}              a phrase of the profile, `$` standing for KEY
 *   [cond?yes|no]                 `|no` may be left out; conditions join with &
 *
 * docs/formats/profile.md lists the words, sets and conditions.
 */
#include "domain/budget/accounts.h"
#include "domain/budget/disclose.h"

/* A profile is a file that somebody wrote: nested loops in it must not run away. */
enum { MAX_NESTING = 12, MAX_PATTERN = 20000, MAX_STEPS = 200000, MAX_SENTENCE = 100000 };

static const struct fail *expand(struct disclosure *d, str pattern, struct element *e,
                                 struct sentence *s, int depth, struct buf *words);

static void words_flush(struct disclosure *d, struct buf *words)
{
        if (words->n)
                doc_text(d->doc, str_copy(d->cx->arena, buf_str(words)));
        words->n = 0;
}

static void sentence_add(struct disclosure *d, struct sentence *s, str text)
{
        s->text = s->text.n ? str_f(d->cx->arena, "%.*s%.*s", STR(s->text), STR(text)) : text;
}

static void text_put(struct disclosure *d, struct sentence *s, struct buf *words, str text)
{
        buf_put(words, text);
        sentence_add(d, s, str_copy(d->cx->arena, text));
}

/* False: the figure is not known, 原件未载 stands for it and its unit. */
static bool figure_put(struct disclosure *d, struct sentence *s, struct buf *words, str key)
{
        /* {KEY.upper}: the same figure in 大写, of the displayed 万元 to the last 百元. */
        bool upper = str_ends(key, S(".upper"));
        if (upper)
                key = str_head(key, key.n - strlen(".upper"));
        struct fact f = budget_fact_find(d->fg, key);
        str text = f.state == FACT_UNKNOWN ? d->fg->silent : fact_str(d->cx->arena, &f);

        if (upper && f.unit == FACT_MONEY && f.state != FACT_UNKNOWN)
                text = money_upper(d->cx->arena, (money){ f.value * FEN_PER_WAN });
        words_flush(d, words);
        doc_figure(d->doc, text, str_copy(d->cx->arena, key));
        sentence_add(d, s, text);
        *VEC_ADD(d->cx->arena, s->facts, s->n_facts, s->cap_facts) = str_copy(d->cx->arena, key);
        return f.state != FACT_UNKNOWN;
}

/* What follows a figure that is not known, without the unit that would have been its. */
static str unit_skipped(str rest)
{
        static const char *const units[] = { "万元", "%", "辆", "个", "家", "台（套）" }; /* document text */

        for (size_t i = 0; i < COUNT_OF(units); i++)
                if (str_starts(rest, str_of(units[i])))
                        return str_from(rest, strlen(units[i]));
        return rest;
}

/* ---- words ---------------------------------------------------------------------------------- */

/* The code an element gives to `*`: the nearest that has one. */
static str star_code(const struct element *e)
{
        for (; e; e = e->outer)
                if (e->code.n)
                        return e->code;
        return S("");
}

static str missing_text(struct disclosure *d, str key, str label)
{
        missing_add(d, key, label);
        return str_f(d->cx->arena, "（待填：%.*s）", STR(label)); /* document text */
}

static str place_word(struct disclosure *d, str w)
{
        struct arena *a = d->cx->arena;

        if (str_is(w, "D"))
                return d->b->short_name;
        if (str_is(w, "dept"))
                return d->b->dept_name;
        if (str_is(w, "y"))
                return str_f(a, "%d", d->b->year);
        if (str_is(w, "p"))
                return str_f(a, "%d", d->b->year - 1);
        if (str_is(w, "voice"))
                return d->b->voice.n ? d->b->voice : d->b->short_name;
        if (str_is(w, "threshold"))
                return str_f(a, "%d", d->p->equipment_wan);
        if (str_is(w, "unknown"))
                return d->fg->silent;
        return (str){ 0 };
}

static str definition_of(struct disclosure *d, str code)
{
        const struct account *a = account_find(&d->b->function, code);
        str own = budget_text_of(d->b, str_f(d->cx->arena, "define.%.*s", STR(code)), 0);

        if (own.n)
                return own;
        if (a && a->definition.n)
                return str_ends(a->definition, S("。"))
                               ? str_head(a->definition, a->definition.n - 3)
                               : a->definition;
        return missing_text(d, str_f(d->cx->arena, "define.%.*s", STR(code)),
                            str_f(d->cx->arena, "%.*s的名词解释",
                                  STR(account_name(&d->b->function, code))));
}

static str element_word(struct disclosure *d, str w, struct element *e)
{
        const struct account_list *fn = &d->b->function;

        if (!e)
                return (str){ 0 };
        if (str_is(w, "name"))
                return e->name;
        if (str_is(w, "code"))
                return e->code;
        if (str_is(w, "text"))
                return e->text;
        if (str_is(w, "n"))
                return str_f(d->cx->arena, "%d", e->n);
        if (str_is(w, "nn"))
                return zh_number(d->cx->arena, e->n);
        if (str_is(w, "class") && e->code.n >= 3)
                return account_name_above(fn, e->code, 3);
        if (str_is(w, "kuan") && e->code.n >= 5)
                return account_name_above(fn, e->code, 5);
        if (str_is(w, "item"))
                return account_name(fn, e->code);
        if (str_is(w, "define"))
                return definition_of(d, e->code);
        if (str_is(w, "use")) {
                str use = purpose_of(d->b, e->code);

                return use.n ? use
                             : missing_text(d, str_f(d->cx->arena, "purpose.%.*s", STR(e->code)),
                                            str_f(d->cx->arena, "%.*s的用途",
                                                  STR(account_name(fn, e->code))));
        }
        return e->outer ? element_word(d, w, e->outer) : (str){ 0 };
}

static str text_label(struct disclosure *d, str key)
{
        static const struct { const char *prefix, *label; } kinds[] = {
                { "reason.", "增减变化的原因" }, { "use.", "用途" },
        };

        for (size_t i = 0; i < COUNT_OF(kinds); i++)
                if (str_starts(key, str_of(kinds[i].prefix))) {
                        str base = str_from(key, strlen(kinds[i].prefix));
                        struct fact f = budget_fact_find(d->fg, base);

                        return str_f(d->cx->arena, "%.*s%s", STR(f.label.n ? f.label : base),
                                     kinds[i].label);
                }
        return key;
}

static bool is_text_key(str w)
{
        return str_starts(w, S("reason.")) || str_starts(w, S("use.")) || str_starts(w, S("text."));
}

static bool word_put(struct disclosure *d, str w, struct element *e, struct sentence *s,
                     struct buf *words)
{
        str v = place_word(d, w);

        if (!v.p)
                v = element_word(d, w, e);
        if (!v.p && str_find(w, S("*")) >= 0)
                w = star_fill(d->cx->arena, w, star_code(e));
        if (!v.p && is_text_key(w)) {
                v = budget_text_of(d->b, str_starts(w, S("text.")) ? str_from(w, 5) : w, 0);
                if (!v.n)
                        v = missing_text(d, w, text_label(d, w));
        }
        if (!v.p)
                return figure_put(d, s, words, w);
        text_put(d, s, words, v);
        return true;
}

/* ---- conditions ----------------------------------------------------------------------------- */

static bool fact_holds(struct disclosure *d, str pred, str key, bool *ret)
{
        struct arena *a = d->cx->arena;
        struct fact now = budget_fact_find(d->fg, key);
        struct fact old = budget_fact_find(d->fg, str_f(a, "%.*s.prior", STR(key)));
        bool known = now.state != FACT_UNKNOWN, both = known && old.state != FACT_UNKNOWN;

        if (str_is(pred, "some"))
                *ret = known && now.value;
        else if (str_is(pred, "zero"))
                *ret = known && !now.value;
        else if (str_is(pred, "known"))
                *ret = known;
        else if (str_is(pred, "new"))
                *ret = !both;
        else if (str_is(pred, "up"))
                *ret = both && now.value > old.value;
        else if (str_is(pred, "down"))
                *ret = both && now.value < old.value;
        else if (str_is(pred, "flat"))
                *ret = both && now.value == old.value;
        else if (str_is(pred, "none"))
                *ret = both && !now.value && !old.value;
        else if (str_is(pred, "from0"))
                *ret = both && !old.value && now.value;
        else
                return false;
        return true;
}

static const struct fail *term_holds(struct disclosure *d, str term, struct element *e, bool *ret)
{
        str key, pred;
        bool invert = term.n && term.p[0] == '!';

        term = str_trim(invert ? str_from(term, 1) : term);
        pred = str_cut(term, ' ', &key);
        key = key.p ? str_trim(key) : S("");
        if (str_find(key, S("*")) >= 0)
                key = star_fill(d->cx->arena, key, star_code(e));
        if (str_is(pred, "shares")) {
                *ret = d->p->shares;
        } else if (str_is(pred, "mentions")) {
                *ret = false;
                for (int i = 0; i < d->b->n_mentions; i++)
                        *ret = *ret || str_eq(d->b->mentions[i].list, key);
        } else if (str_is(pred, "text")) {
                *ret = budget_text_of(d->b, key, 0).n > 0;
        } else if (str_is(pred, "any") || str_is(pred, "many")) {
                struct element *list;
                int n;
                const struct fail *f = pattern_set(d, key, &list, &n);

                if (f)
                        return f;
                *ret = str_is(pred, "any") ? n > 0 : n > 1;
        } else if (!fact_holds(d, pred, key, ret)) {
                return fail(d->cx, INVALID, "句式中的条件“%.*s”不认识", STR(term));
        }
        *ret = *ret != invert;
        return NULL;
}

const struct fail *pattern_when(struct disclosure *d, str condition, struct element *e, bool *ret)
{
        *ret = true;
        while (condition.p && *ret) {
                str term = str_trim(str_cut(condition, '&', &condition));
                const struct fail *f = term.n ? term_holds(d, term, e, ret) : NULL;

                if (f)
                        return f;
        }
        return NULL;
}

/* ---- structure ------------------------------------------------------------------------------ */

/* The byte that closes what opens at 0 ('[' or '{each'), minding nesting; n when there is none. */
static size_t bracket_end(str s)
{
        int depth = 0;

        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '[')
                        depth++;
                else if (s.p[i] == ']' && !--depth)
                        return i;
        }
        return s.n;
}

static size_t bar_at(str s)
{
        int depth = 0;

        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '[')
                        depth++;
                else if (s.p[i] == ']')
                        depth--;
                else if (s.p[i] == '|' && !depth)
                        return i;
        }
        return s.n;
}

static size_t each_end(str s)
{
        int depth = 0;

        for (size_t i = 0; i < s.n; i++) {
                if (str_starts(str_from(s, i), S("{each ")))
                        depth++;
                else if (str_starts(str_from(s, i), S("{end}")) && !depth--)
                        return i;
        }
        return s.n;
}

static const struct fail *choice_put(struct disclosure *d, str inner, struct element *e,
                                     struct sentence *s, int depth, struct buf *words)
{
        str yes, condition = str_cut(inner, '?', &yes);
        size_t bar;
        bool holds;
        const struct fail *f;

        if (!yes.p)
                return fail(d->cx, INVALID, "句式的方括号中缺少“?”：%.*s", STR(str_head(inner, 60)));
        f = pattern_when(d, condition, e, &holds);
        if (f)
                return f;
        bar = bar_at(yes);
        if (holds)
                return expand(d, str_head(yes, bar), e, s, depth + 1, words);
        return bar < yes.n ? expand(d, str_from(yes, bar + 1), e, s, depth + 1, words) : NULL;
}

static const struct fail *each_put(struct disclosure *d, str head, str body, struct element *e,
                                   struct sentence *s, int depth, struct buf *words)
{
        str between, name = str_cut(head, ' ', &between);
        struct element *list;
        int n;
        const struct fail *f;

        if (str_find(name, S("*")) >= 0)
                name = star_fill(d->cx->arena, name, star_code(e));
        f = pattern_set(d, name, &list, &n);
        for (int i = 0; !f && i < n; i++) {
                list[i].outer = e;
                if (i && between.p)
                        text_put(d, s, words, between);
                f = expand(d, body, &list[i], s, depth + 1, words);
        }
        return f;
}

static const struct fail *say_put(struct disclosure *d, str args, struct element *e,
                                  struct sentence *s, int depth, struct buf *words)
{
        str key, name = str_cut(args, ' ', &key);
        struct buf o = buf_new(d->cx->arena, MAX_PATTERN);

        if (key.p && str_find(key, S("*")) >= 0)
                key = star_fill(d->cx->arena, key, star_code(e));
        for (int i = 0; i < d->p->n_phrases; i++) {
                str text = d->p->phrases[i].text;

                if (!str_eq(d->p->phrases[i].name, name))
                        continue;
                for (size_t k = 0; k < text.n; k++)
                        if (text.p[k] == '$')
                                buf_put(&o, key.p ? key : S(""));
                        else
                                buf_byte(&o, text.p[k]);
                if (o.broken)
                        return fail(d->cx, INVALID, "句式展开后太长");
                return expand(d, buf_str(&o), e, s, depth + 1, words);
        }
        return fail(d->cx, INVALID, "句式引用了不存在的短语“%.*s”", STR(name));
}

/* One `{…}` at the head of *rest, which moves past it. */
static const struct fail *brace_put(struct disclosure *d, str *rest, struct element *e,
                                    struct sentence *s, int depth, struct buf *words)
{
        ptrdiff_t close = str_find(*rest, S("}"));
        str inner, after;

        if (close < 0)
                return fail(d->cx, INVALID, "句式的花括号没有闭合：%.*s", STR(str_head(*rest, 60)));
        inner = (str){ rest->p + 1, (size_t)close - 1 };
        after = str_from(*rest, (size_t)close + 1);
        if (str_starts(inner, S("each "))) {
                size_t end = each_end(after);

                if (end == after.n)
                        return fail(d->cx, INVALID, "句式的 each 没有 {end}：%.*s", STR(inner));
                *rest = str_from(after, end + 5);
                return each_put(d, str_from(inner, 5), str_head(after, end), e, s, depth, words);
        }
        *rest = after;
        if (str_starts(inner, S("say ")))
                return say_put(d, str_from(inner, 4), e, s, depth, words);
        if (!inner.n || str_find(inner, S(" ")) >= 0)
                return fail(d->cx, INVALID, "句式中的“{%.*s}”不认识", STR(inner));
        if (!word_put(d, inner, e, s, words))
                *rest = unit_skipped(*rest);
        return NULL;
}

static const struct fail *expand(struct disclosure *d, str pattern, struct element *e,
                                 struct sentence *s, int depth, struct buf *words)
{
        const struct fail *f = NULL;

        if (++d->steps > MAX_STEPS || s->text.n > MAX_SENTENCE)
                return fail(d->cx, INVALID, "句式展开后太长");
        if (depth > MAX_NESTING)
                return fail(d->cx, INVALID, "句式嵌套超过 %d 层", (int)MAX_NESTING);
        while (!f && pattern.n) {
                size_t i = 0;

                while (i < pattern.n && pattern.p[i] != '{' && pattern.p[i] != '[')
                        i++;
                if (i)
                        text_put(d, s, words, str_head(pattern, i));
                pattern = str_from(pattern, i);
                if (!pattern.n)
                        break;
                if (pattern.p[0] == '{') {
                        f = brace_put(d, &pattern, e, s, depth, words);
                } else {
                        size_t end = bracket_end(pattern);

                        if (end == pattern.n)
                                return fail(d->cx, INVALID, "句式的方括号没有闭合：%.*s",
                                            STR(str_head(pattern, 60)));
                        f = choice_put(d, (str){ pattern.p + 1, end - 1 }, e, s, depth, words);
                        pattern = str_from(pattern, end + 1);
                }
        }
        return f;
}

const struct fail *pattern_put(struct disclosure *d, str pattern, struct element *e,
                               struct sentence *s)
{
        struct buf words = buf_new(d->cx->arena, 1 << 20);
        const struct fail *f = expand(d, pattern, e, s, 0, &words);

        words_flush(d, &words);
        return f;
}
