/* domain/target/called.c - see called.h. */
#include "domain/target/called.h"
#include "domain/target/called.sql.h"

static str of_unit(struct ctx *cx, const char *words, str unit, int64_t year, int64_t number)
{
        return str_f(cx->arena, "%.*s %.*s", STR(unit),
                     STR(str_f(cx->arena, words_of(cx->lang, words), year, number)));
}

/* Most names of schemes begin with their year. */
static str with_year(struct ctx *cx, str name, int64_t year)
{
        str said = str_f(cx->arena, "%ld", year);
        return str_find(name, said) >= 0 ? name : str_f(cx->arena, "%.*s %.*s", STR(said), STR(name));
}

static str scheme_title(struct ctx *cx, int64_t id)
{
        struct scheme_called s;
        return scheme_called(cx, id, &s) ? (str){ 0 } : with_year(cx, s.name, s.year);
}

static str edition_title(struct ctx *cx, int64_t id)
{
        struct edition_called e;
        return edition_called(cx, id, &e) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%.*s第 %ld 版"), STR(with_year(cx, e.name, e.year)), e.number);
}

static str book_title(struct ctx *cx, int64_t id)
{
        struct goal_book_called b;
        return goal_book_called(cx, id, &b) ? (str){ 0 } : of_unit(cx, "%ld 年第 %ld 版", b.unit, b.year, b.number);
}

static str round_title(struct ctx *cx, int64_t id)
{
        struct check_round_called r;
        return check_round_called(cx, id, &r) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%ld 年第 %ld 轮"), r.year, r.number);
}

static str paper_title(struct ctx *cx, int64_t id)
{
        struct check_paper_called p;
        return check_paper_called(cx, id, &p) ? (str){ 0 } : of_unit(cx, "%ld 年第 %ld 轮", p.unit, p.year, p.number);
}

static str urge_title(struct ctx *cx, int64_t id)
{
        struct urge_called u;
        return urge_called(cx, id, &u) ? (str){ 0 } : of_unit(cx, "%ld 年第 %ld 号", u.unit, u.year, u.number);
}

static str run_title(struct ctx *cx, int64_t id)
{
        struct result_run_called r;
        return result_run_called(cx, id, &r) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%ld 年第 %ld 次"), r.year, r.no);
}

static str appeal_title(struct ctx *cx, int64_t id)
{
        struct result_appeal_called a;
        return result_appeal_called(cx, id, &a) ? (str){ 0 } : str_f(cx->arena, "%.*s %ld", STR(a.unit), a.year);
}

static str effect_title(struct ctx *cx, int64_t id)
{
        struct effect_called e;
        return effect_called(cx, id, &e) ? (str){ 0 } : str_f(cx->arena, "%.*s %.*s", STR(e.unit), STR(e.title));
}

static str item_title(struct ctx *cx, int64_t id)
{
        struct rectify_item_called i;
        return rectify_item_called(cx, id, &i) ? (str){ 0 } : of_unit(cx, "%ld 年第 %ld 号", i.unit, i.year, i.no);
}

static str poll_title(struct ctx *cx, int64_t id)
{
        struct poll_called p;
        return poll_called(cx, id, &p) ? (str){ 0 } : p.name;
}

static str award_title(struct ctx *cx, int64_t id)
{
        struct award_rule_called a;
        return award_rule_called(cx, id, &a) ? (str){ 0 } : a.name;
}

static str proposal_title(struct ctx *cx, int64_t id)
{
        struct use_proposal_called p;
        return use_proposal_called(cx, id, &p) ? (str){ 0 } : str_f(cx->arena, "%.*s %ld", STR(p.unit), p.year);
}

static str figure_title(struct ctx *cx, int64_t id)
{
        struct figure_called g;
        return figure_called(cx, id, &g) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年 %ld 月 %.*s"), STR(g.unit), g.year, g.period + 1,
                        STR(g.name));
}

static str city_book_title(struct ctx *cx, int64_t id)
{
        struct city_book_called b;
        return city_book_called(cx, id, &b) ? (str){ 0 } : with_year(cx, b.title, b.year);
}

static str city_item_title(struct ctx *cx, int64_t id)
{
        struct city_item_called i;
        return city_item_called(cx, id, &i) ? (str){ 0 } : with_year(cx, i.name, i.year);
}

static str batch_title(struct ctx *cx, int64_t id)
{
        struct poll_batch_called b;
        return poll_batch_called(cx, id, &b) ? (str){ 0 }
                : str_f(cx->arena, words_of(cx->lang, "%.*s第 %ld 批"), STR(b.name), b.no);
}

static str advice_title(struct ctx *cx, int64_t id)
{
        struct analysis_advice_called a;
        return analysis_advice_called(cx, id, &a) ? (str){ 0 } : with_year(cx, a.name, a.year);
}

/* A scheme's own steps are logged with its edition, those of all its books with the scheme. */
const struct audit_title target_titles[TARGET_TITLES] = {
        { "scheme",          "goal.batch",  scheme_title },
        { "scheme",          "figure.demo", scheme_title },
        { "scheme",          NULL, edition_title },
        { "figure-rule",     NULL, scheme_title },
        { "county_goal",     NULL, scheme_title },
        { "reward_plan",     NULL, scheme_title },
        { "analysis_bound",  NULL, scheme_title },
        { "goal_book",       NULL, book_title },
        { "check_round",     NULL, round_title },
        { "check_paper",     NULL, paper_title },
        { "urge",            NULL, urge_title },
        { "result_run",      NULL, run_title },
        { "result_appeal",   NULL, appeal_title },
        { "effect",          NULL, effect_title },
        { "rectify_item",    NULL, item_title },
        { "poll",            NULL, poll_title },
        { "award_rule",      NULL, award_title },
        { "use_proposal",    NULL, proposal_title },
        { "figure",          NULL, figure_title },
        { "city",            "city.book",   city_book_title },  /* as it was written before there was city_book */
        { "city",            NULL, city_item_title },
        { "city_book",       NULL, city_book_title },
        { "poll-batch",      NULL, batch_title },
        { "analysis_advice", NULL, advice_title },
};
