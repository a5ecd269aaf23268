/* domain/org/demo.c - the demonstration tree, from data/demo/org.tsv and county.tsv. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/embed.h"
#include "domain/org/org.h"
#include "domain/org/group.sql.h"
#include "domain/org/unit.sql.h"

enum { MOST_CELLS = 7 };

static str cell(const str *cells, int i) { return str_is(cells[i], "-") ? (str){ 0 } : cells[i]; }

static enum org_kind kind_of(str word)
{
        for (int i = 0; i < ORG_KIND_END; i++)
                if (str_is(word, org_kind_codes[i]))
                        return (enum org_kind)i;
        must(!"data/demo: no such kind");
}

static const struct fail *place_unit(struct ctx *cx, const str *c, int sort)
{
        struct org_unit above = { .path = S("/") };
        str parent = cell(c, 1);
        const struct fail *f = parent.p ? org_unit_by_code(cx, parent, &above) : NULL;
        if (f)
                return f;
        int64_t id = unit_insert(cx, parent.p != NULL, above.id, kind_of(c[3]), c[2], c[4], c[5],
                                 cell(c, 6), sort, str_f(cx->arena, "new:%.*s", STR(c[2])));
        unit_set_path(cx, id, str_f(cx->arena, "%.*s%ld/", STR(above.path), id));
        audit_log(cx, "unit.add", "unit", id, (str){ 0 });
        return NULL;
}

static const struct fail *place_post(struct ctx *cx, const str *c, int sort)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, c[1], &u);
        if (!f)
                account_demo(cx, c[3], u.id, str_copy(cx->arena, c[2]).p, sort);
        return f;
}

/* Whoever enters what a unit reports: a post without an account, so that the demonstration door stays short. */
static const struct fail *place_clerk(struct ctx *cx, const str *c, int sort)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, c[1], &u);
        if (!f)
                account_demo_clerk(cx, str_f(cx->arena, "%.*s经办", STR(u.brief)), u.id, /* document text */
                                   u.kind == ORG_TOWN   ? "town"
                                   : u.kind == ORG_PARK ? "supporting-unit" : "lead-handler", sort);
        return f;
}

static const struct fail *place_file(struct ctx *cx, const char *name, int sort, bool clerks)
{
        str rest = data_file(name);
        must(rest.n);
        for (; rest.n; sort += 10) {
                str cells[MOST_CELLS] = { 0 }, line = str_cut(rest, '\n', &rest);
                if (!line.n || line.p[0] == '#')
                        continue;
                for (int i = 0; i < MOST_CELLS && line.p; i++)
                        cells[i] = str_cut(line, '\t', &line);
                if (str_is(cells[0], "year") || str_is(cells[0], "county")) {
                        setting_put(cx, cells[0], cells[1]);
                        continue;
                }
                const struct fail *f = str_is(cells[0], "unit") ? place_unit(cx, cells, sort)
                                     : str_is(cells[0], "post") ? place_post(cx, cells, sort)
                                                                : place_clerk(cx, cells, sort);
                if (!f && clerks && str_is(cells[0], "unit"))
                        f = place_clerk(cx, cells + 1, sort);
                if (f)
                        return f;
        }
        return NULL;
}

/* Who signs for a department or a park, and passes what its clerk enters: a second post of each, without an account. */
static const struct fail *place_reviewers(struct ctx *cx)
{
        struct unit_demo_unsigned it, *list = NULL;
        int n = 0, cap = 0;
        unit_demo_unsigned(&it, cx, S("shili"), ORG_DEPARTMENT, ORG_PARK, ORG_VERTICAL, S("lead-reviewer"));
        while (unit_demo_unsigned_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it;
        const struct fail *f = unit_demo_unsigned_end(&it);
        for (int i = 0; !f && i < n; i++)
                account_demo_clerk(cx, str_f(cx->arena, "%.*s审核", STR(list[i].brief)), list[i].id, /* document text */
                                   "lead-reviewer", 5000 + i * 10);
        return f;
}

const struct fail *org_demo(struct ctx *cx)
{
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        const struct fail *f = place_file(cx, "demo/org.tsv", 10, false);
        if (!f)
                f = place_file(cx, "demo/county.tsv", 1000, true);
        if (!f)
                f = place_reviewers(cx);
        if (f)
                return f;
        unit_groups_from_units(cx, day_year(cx->today));
        unit_groups_from_units(cx, day_year(cx->today) - 1);
        search_follow(cx, "unit", 0);
        search_follow(cx, "person", 0);
        return tx_commit(&tx);
}
