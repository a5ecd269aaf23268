/* domain/budget/pages_accounts.c - the codes of one edition of the account lists: found by code, name or the
 * initials of its pinyin. */
#include "core/text/collate.h"
#include "domain/budget/accounts.h"
#include "domain/budget/bring.html.h"
#include "domain/budget/edition.h"
#include "domain/budget/edition.sql.h"
#include "domain/budget/faces.h"
#include "domain/budget/pages_bring.h"

static const struct form_choice budgets[] = {
        { S_C(""), "全部", { 0 } },
        { S_C("general"), "一般公共预算", { 0 } }, { S_C("fund"), "政府性基金预算", { 0 } },
        { S_C("capital"), "国有资本经营预算", { 0 } }, { S_C("social"), "社会保险基金预算", { 0 } },
};
static const struct form_choice depths[] = {
        { S_C(""), "全部", { 0 } }, { S_C("3"), "类级", { 0 } }, { S_C("5"), "款级", { 0 } }, { S_C("7"), "项级", { 0 } },
};

static const char *budget_word(str budget)
{
        for (size_t i = 1; i < COUNT_OF(budgets); i++)
                if (str_eq(budget, budgets[i].value))
                        return budgets[i].word;
        return NULL;
}

/* How far the row is to be trusted (domain §2.4), in three words: seen in a published budget, an official form or
 * notice; brought by an import; from memory or an old list, so to be looked up before use. */
static const char *basis_word(str basis)
{
        static const char *const seen[] = { "seed", "published", "template", "notice", "public-" };
        for (size_t i = 0; i < COUNT_OF(seen); i++)
                if (str_find(basis, str_of(seen[i])) >= 0)
                        return "已对照公开资料";
        return str_is(basis, "imported") ? "由文件导入" : "待核对";
}

static const char *basis_tone(str basis)
{
        return !strcmp(basis_word(basis), "待核对") ? "yellow" : "green";
}

struct wanted { str word, letters, budget; size_t depth; };

/* Letters are initials of the name, "xzyx" of 行政运行; digits begin the code. */
static bool fits(struct ctx *cx, const struct account *a, const struct wanted *w)
{
        if ((w->budget.n && !str_eq(w->budget, a->budget)) || (w->depth && w->depth != a->code.n))
                return false;
        if (!w->word.n || str_starts(a->code, w->word) || str_find(utf8_fold(cx->arena, a->name), w->word) >= 0)
                return true;
        struct arena_mark mark = arena_mark(cx->arena);
        bool is = w->letters.n && str_find(pinyin_initials(cx->arena, pinyin_of(cx->arena, a->name)), w->letters) >= 0;
        arena_release(cx->arena, mark);
        return is;
}

/* What stands above a code: 一般公共服务支出　人大事务. */
static str above(struct ctx *cx, const struct account_list *l, const struct account *a)
{
        str top = a->code.n > 3 ? account_name_above(l, a->code, 3) : S("");
        str mid = a->code.n > 5 ? account_name_above(l, a->code, 5) : S("");
        return str_f(cx->arena, "%.*s%s%.*s", STR(top), top.n && mid.n ? "　" : "", STR(mid));
}

#define FIRST { .label = "科目编码", .kind = CELL_NO }, { .label = "科目名称", .kind = CELL_TITLE, .small = "上级科目" }
#define LAST  { .label = "说明", .kind = CELL_TEXT, .wide = true }, { .label = "核对情况", .kind = CELL_TAG }
static const struct list_column functional[] = { FIRST, { .label = "所属预算", .kind = CELL_NO }, LAST };
static const struct list_column economic[] = {
        FIRST, { .label = "机关对应的政府科目", .kind = CELL_NO }, { .label = "事业单位对应的政府科目", .kind = CELL_NO }, LAST,
};
static const struct list_column government[] = { FIRST, LAST };

static void rows_give(struct ctx *cx, struct list *l, const struct account_list *all, const struct wanted *w)
{
        for (int i = 0; i < all->n; i++) {
                const struct account *a = &all->rows[i];
                struct list_cell *c = fits(cx, a, w) ? list_next(cx, l, i + 1) : NULL;
                if (!c)
                        continue;
                *c++ = (struct list_cell){ .text = a->code };
                *c++ = (struct list_cell){ .text = a->name, .small = above(cx, all, a) };
                if (l->columns == functional)
                        *c++ = (struct list_cell){ .word = budget_word(a->budget), .none = !budget_word(a->budget) };
                if (l->columns == economic) {
                        *c++ = (struct list_cell){ .text = a->gov_organ, .none = !a->gov_organ.n };
                        *c++ = (struct list_cell){ .text = a->gov_institution, .none = !a->gov_institution.n };
                }
                *c++ = (struct list_cell){ .text = a->definition, .none = !a->definition.n };
                *c = (struct list_cell){ .word = basis_word(a->basis), .lamp = basis_tone(a->basis) };
        }
}

/* GET /budget/accounts/:id */
const struct fail *edition_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct editions_page *p = NEW(cx->arena, struct editions_page);
        struct form form = form_of(cx, rq);
        struct edition_of e;
        struct account_list all;
        str typed = form_text(&form, "q", 0, 40), budget = form_text(&form, "budget", 0, 20);
        str depth = form_text(&form, "level", 0, 2);
        struct wanted w = { .word = str_trim(utf8_fold(cx->arena, typed)), .budget = budget,
                            .depth = depth.n ? (size_t)(depth.p[0] - '0') : 0 };
        const struct list_filter filters[] = {
                { .kind = FILTER_SEARCH, .name = "q", .label = "编码、名称或拼音首字母", .value = typed },
                { .kind = FILTER_CHOICE, .name = "level", .label = "级次", .value = depth,
                  .choices = depths, .n_choices = COUNT_OF(depths) },
                { .kind = FILTER_CHOICE, .name = "budget", .label = "所属预算", .value = budget,
                  .choices = budgets, .n_choices = COUNT_OF(budgets) },
        };
        const struct fail *f = form_end(&form);
        if (!f)
                f = edition_of(cx, rq->ids[0], &e);
        if (!f)
                f = account_list_read(cx, rq->ids[0], &all);
        if (f)
                return f;
        bool letters = w.word.n > 0;
        for (size_t i = 0; i < w.word.n; i++)
                letters &= w.word.p[i] >= 'a' && w.word.p[i] <= 'z';
        w.letters = letters ? w.word : (str){ 0 };
        p->page = page_of(cx, rq, "预算科目");
        for (int i = 0; i < p->page.n_menu; i++)
                p->page.menu[i].here = !strcmp(p->page.menu[i].path, "/budget/accounts");
        p->list_word = account_list_label(e.list);
        p->name = e.name;
        p->since = e.valid_from;
        page_crumb(&p->page, S("/budget/accounts"), "预算科目", (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, NULL,
                   str_f(cx->arena, "%s %.*s", words_of(cx->lang, p->list_word), STR(e.name)));
        p->list = (struct list){ .page = &p->page, .path = str_f(cx->arena, "/budget/accounts/%ld", rq->ids[0]).p,
                .caption = p->list_word, .filters = filters, .total = -1, .whole = true, .own = "按编码", .back = "按编码倒排",
                .empty = "没有这样的科目", .empty_help = "可以只输入编码的前几位、名称里的几个字，或名称拼音的首字母。" };
        bool has_budgets = str_is(e.list, "function"), has_pairs = str_is(e.list, "economic");
        p->list.columns = has_budgets ? functional : has_pairs ? economic : government;
        p->list.n_columns = has_budgets ? COUNT_OF(functional) : has_pairs ? COUNT_OF(economic) : COUNT_OF(government);
        p->list.n_filters = has_budgets ? 3 : 2;
        f = list_open(cx, rq, &p->list);
        if (f)
                return f;
        rows_give(cx, &p->list, &all, &w);
        list_end(cx, &p->list);
        edition_page(&re->body, p);
        return NULL;
}
