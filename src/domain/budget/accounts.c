/* domain/budget/accounts.c - account lists: read, find, name. */
#include "domain/budget/accounts.h"

#include "core/embed.h"

enum { MAX_COLUMNS = 12 };

/* The budgets of the lists, as enum fund; money that is not of them uses the accounts of any. */
static const struct { const char *word, *label; } budgets[] = {
        [FUND_GENERAL] = { "general", "一般公共预算" }, [FUND_GOVERNMENT] = { "fund", "政府性基金预算" },
        [FUND_CAPITAL] = { "capital", "国有资本经营预算" }, [FUND_OTHER] = { "social", "社会保险基金预算" },
};

/* The first row of a code or of what follows it. */
static int lower_bound(const struct account_list *l, str code)
{
        int low = 0, high = l->n;

        while (low < high) {
                int mid = low + (high - low) / 2;

                if (str_cmp(l->rows[mid].code, code) < 0)
                        low = mid + 1;
                else
                        high = mid;
        }
        return low;
}

/* The row of a code in one budget, else the general budget's, else any. */
static const struct account *account_in(const struct account_list *l, str code, str budget)
{
        const struct account *best = NULL;

        if (!code.n)
                return NULL;
        for (int i = lower_bound(l, code); i < l->n && str_eq(l->rows[i].code, code); i++) {
                if (str_eq(l->rows[i].budget, budget))
                        return &l->rows[i];
                if (!best || str_is(l->rows[i].budget, budgets[FUND_GENERAL].word))
                        best = &l->rows[i];
        }
        return best;
}

const struct account *account_find(const struct account_list *l, str code)
{
        return account_in(l, code, str_of(budgets[FUND_GENERAL].word));
}

const struct account *account_of_funds(const struct account_list *l, str code, unsigned funds)
{
        for (int i = 0; i < FUND_OTHER; i++)
                if (funds == 1u << i)
                        return account_in(l, code, str_of(budgets[i].word));
        return account_find(l, code);
}

str account_name(const struct account_list *l, str code)
{
        const struct account *a = account_find(l, code);

        return a ? a->name : code;
}

str account_name_above(const struct account_list *l, str code, size_t n)
{
        const struct account *own = account_find(l, code), *a;

        code = str_head(code, n);
        a = own ? account_in(l, code, own->budget) : account_find(l, code);
        return a ? a->name : code;
}

str account_shallow(struct ctx *cx, str code, size_t digits)
{
        if (code.n == digits)
                return (str){ 0 };
        return str_of(words_of(cx->lang, digits == 7 ? "要到项级（7 位）" : "要到款级（5 位）"));
}

str account_misfit(struct ctx *cx, const struct account_list *l, str code, enum fund fund)
{
        const struct account *a = account_of_funds(l, code, 1u << fund);

        if (!a || fund == FUND_OTHER || code.n != 7)
                return (str){ 0 };
        for (size_t i = 0; i < COUNT_OF(budgets); i++)
                if (str_is(a->budget, budgets[i].word) && i != (size_t)fund)
                        return str_f(cx->arena, words_of(cx->lang, "属于%s，不能列入%s"),
                                     words_of(cx->lang, budgets[i].label), words_of(cx->lang, budgets[fund].label));
        return (str){ 0 };
}

str account_path(struct arena *a, const struct account_list *l, str code)
{
        static const struct { size_t n; const char *mark; } steps[] = {
                { 3, "（类）" }, { 5, "（款）" }, { 7, "（项）" }, /* document text */
        };
        struct buf o = buf_new(a, 4096);

        for (size_t i = 0; i < COUNT_OF(steps) && code.n >= steps[i].n; i++) {
                buf_put(&o, account_name_above(l, code, steps[i].n));
                buf_put(&o, str_of(steps[i].mark));
        }
        return buf_str(&o);
}

static int account_order(const void *x, const void *y)
{
        const struct account *a = x, *b = y;
        int c = str_cmp(a->code, b->code);

        return c ? c : str_cmp(a->budget, b->budget);
}

static str line_cut(str *text)
{
        str rest, line = str_cut(*text, '\n', &rest);

        *text = rest;
        if (line.n && line.p[line.n - 1] == '\r')
                line.n--;
        return line;
}

static void account_take(struct account *a, str column, str value)
{
        static const struct { const char *name; size_t at; } columns[] = {
                { "code", offsetof(struct account, code) },
                { "name", offsetof(struct account, name) },
                { "budget", offsetof(struct account, budget) },
                { "basis", offsetof(struct account, basis) },
                { "definition", offsetof(struct account, definition) },
                { "gov_organ", offsetof(struct account, gov_organ) },
                { "gov_institution", offsetof(struct account, gov_institution) },
        };

        for (size_t i = 0; i < COUNT_OF(columns); i++)
                if (str_is(column, columns[i].name))
                        memcpy((char *)a + columns[i].at, &value, sizeof(value));
}

const struct fail *accounts_read(struct ctx *cx, str csv, struct account_list *ret)
{
        str head[MAX_COLUMNS], line, cell;
        int columns = 0, n = 0, cap = 0, row = 1;
        struct account *rows = NULL;

        if (str_starts(csv, S("\xef\xbb\xbf")))
                csv = str_from(csv, 3);
        line = line_cut(&csv);
        while (line.p && columns < MAX_COLUMNS)
                head[columns++] = str_trim(str_cut(line, ',', &line));
        while (csv.n) {
                struct account *a;

                row++;
                line = line_cut(&csv);
                if (!str_trim(line).n)
                        continue;
                a = VEC_ADD(cx->arena, rows, n, cap);
                *a = (struct account){ 0 };
                for (int i = 0; line.p && i < columns; i++) {
                        cell = str_trim(str_cut(line, ',', &line));
                        account_take(a, head[i], cell);
                }
                if (!a->code.n || !a->name.n)
                        return fail(cx, INVALID, "科目表第 %d 行缺少编码或名称", row);
        }
        if (n)
                qsort(rows, (size_t)n, sizeof(*rows), account_order);
        for (int i = 1; i < n; i++)
                if (!account_order(&rows[i - 1], &rows[i]))
                        return fail(cx, INVALID, "科目编码 %.*s 出现了两次", STR(rows[i].code));
        ret->rows = rows;
        ret->n = n;
        return NULL;
}

static const struct fail *list_read(struct ctx *cx, const char *file, struct account_list *ret)
{
        str csv = data_file(file);

        if (!csv.p)
                return fail(cx, BROKEN, "no %s in the binary", file);
        ret->name = S("2024");
        return accounts_read(cx, csv, ret);
}

/* Definitions stand in a file of their own: code TAB text. */
static void definitions_join(struct ctx *cx, struct account_list *l)
{
        str text = data_file("accounts/definitions-2024.tsv");
        struct account *rows = NEW_ARRAY(cx->arena, struct account, (size_t)l->n + 1);

        if (l->n)
                memcpy(rows, l->rows, (size_t)l->n * sizeof(*rows));
        l->rows = rows;
        while (text.n) {
                str line = line_cut(&text), definition, code = str_cut(line, '\t', &definition);

                for (int i = lower_bound(l, code); i < l->n && str_eq(rows[i].code, code); i++)
                        rows[i].definition = str_trim(definition);
        }
}

const struct fail *accounts_builtin(struct ctx *cx, struct budget *b)
{
        const struct fail *f = list_read(cx, "accounts/functional-2024.csv", &b->function);

        if (!f)
                f = list_read(cx, "accounts/economic-department-2024.csv", &b->economic);
        if (!f)
                f = list_read(cx, "accounts/economic-government-2024.csv", &b->economic_gov);
        if (!f)
                definitions_join(cx, &b->function);
        return f;
}
