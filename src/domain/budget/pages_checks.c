/* domain/budget/pages_checks.c - what the checks say of one budget, a row each. */
#include "domain/budget/checks.html.h"
#include "domain/budget/faces.h"
#include "domain/budget/output.h"

/* The last three in the order of enum check_reach. */
enum only { ONLY_ALL, ONLY_ERROR, ONLY_WARN, ONLY_UNKNOWN, ONLY_PART, ONLY_EQUAL, ONLY_END };
static const char *const only_words[ONLY_END] = { "", "error", "warn", "unknown", "part", "equal" };

static str amount_str(struct ctx *cx, struct amount a)
{
        return a.known ? amount_words(cx, a.fen) : S("");
}

static struct check_row row_of_finding(struct ctx *cx, const struct finding *x)
{
        bool grave = x->severity >= CHECK_ERROR;
        return (struct check_row){
                .code = str_of(x->rule->id), .title = str_of(words_of(cx->lang, x->rule->title)), .words = x->say,
                .left = x->place, .right = x->other,
                .left_value = amount_str(cx, x->a), .right_value = amount_str(cx, x->b),
                .left_key = x->fact, .right_key = x->other_fact,
                .difference = x->a.known && x->b.known ? amount_str(cx, (struct amount){ true,
                        x->difference, 1 }) : S(""),
                .lamp = grave ? "red" : x->severity == CHECK_INFO ? "grey" : "yellow",
                .part = x->part, .result = check_class_labels[x->found], .grave = check_severity_labels[x->severity],
        };
}

static struct check_row row_of_rule(struct ctx *cx, const struct check_rule *rule,
                                    const struct check_outcome *o)
{
        enum check_reach reach = check_reach(o);
        return (struct check_row){
                .code = str_of(rule->id), .title = str_of(words_of(cx->lang, rule->title)),
                .words = reach == REACH_ALL ? str_f(cx->arena, words_of(cx->lang, "%d 处成立"), o->passed)
                       : reach == REACH_PART
                               ? str_f(cx->arena, words_of(cx->lang, "%d 处成立，%d 处缺数字，没有检查"), o->passed, o->unknown)
                               : str_of(words_of(cx->lang, "所需的数字没有，或本预算没有这类内容")),
                .left = S(""), .right = S(""), .left_value = S(""), .right_value = S(""), .difference = S(""),
                .lamp = reach == REACH_ALL ? "done" : "grey",
                .result = reach == REACH_NONE ? "未检查" : reach == REACH_PART ? "部分检查"
                        : rule->kind >= CHECK_TEXT ? "符合" : "相等",
        };
}

/* GET /budget/:id/checks?only=error */
const struct fail *budget_checks_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct checks_page p = { 0 };
        struct disclosure *d;
        struct check_report r;
        struct form form = form_of(cx, rq);
        int only = form_has(&form, "only") ? form_choice(&form, "only", only_words, ONLY_END) : ONLY_ALL, cap = 0;
        struct check_row *rows = NULL;
        const struct fail *f = form_end(&form);
        if (!f)
                f = budget_frame_fill(cx, rq, "校验", "checks", &p.frame);
        if (!f)
                f = budget_checked(cx, p.frame.b, &d, &r);
        if (f)
                return f;
        for (int i = 0; i < r.n; i++) {
                bool grave = r.v[i].severity >= CHECK_ERROR;
                *(grave ? &p.n_error : &p.n_warn) += 1;
                if (only == ONLY_ALL || only == (grave ? ONLY_ERROR : ONLY_WARN))
                        *VEC_ADD(cx->arena, rows, p.n_rows, cap) = row_of_finding(cx, &r.v[i]);
        }
        int n_of[ONLY_END] = { 0 };
        for (int as = ONLY_EQUAL; as >= ONLY_UNKNOWN; as--)
                for (int i = 0; i < n_check_rules; i++) {
                        const struct check_outcome *o = &r.outcomes[i];
                        if (o->findings || ONLY_UNKNOWN + (int)check_reach(o) != as)
                                continue;
                        n_of[as]++;
                        if (only == ONLY_ALL || only == as)
                                *VEC_ADD(cx->arena, rows, p.n_rows, cap) = row_of_rule(cx, &check_rules[i], o);
                }
        p.rows = rows;
        p.n_equal = n_of[ONLY_EQUAL], p.n_part = n_of[ONLY_PART], p.n_unknown = n_of[ONLY_UNKNOWN];
        p.n_all = p.n_error + p.n_warn + p.n_equal + p.n_part + p.n_unknown;
        p.only = str_of(only_words[only]);
        p.lead = p.n_error ? str_f(cx->arena,
                                   words_of(cx->lang, "有 %d 处不能成立，能改正的须在公开前改正；%d 处请核对。"),
                                   p.n_error, p.n_warn)
                           : str_f(cx->arena, words_of(cx->lang, "能检查的都成立：%d 条相等，%d 条只检查了一部分，%d 处请核对，%d 条未检查。"),
                                   p.n_equal, p.n_part, p.n_warn, p.n_unknown);
        checks_page(&re->body, &p);
        return NULL;
}
