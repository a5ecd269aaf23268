/* tests/fixture_county.c - a county's scheme and figures from a formula. */
#include "tests/fixture_county.h"

static const int sizes[COUNTY_GROUPS] = { 23, 14, 22, 18, 20, 3 };
static const char *const eight[8] = { "F1", "F2", "F3", "F4", "F8", "F9", "F11", "F13" };

static struct leaf *leaf_make(struct ctx *cx, struct leaf *leaf, int i, bool all)
{
        const char *code = all ? methods[i % n_methods]->code : eight[i % 8];
        must(!leaf_of_method(cx, str_of(code), 0, 2, leaf));
        leaf->code = leaf->name = str_f(cx->arena, "L%d", i);
        if (leaf->method->needs & NEED_ROWS)
                must(!leaf_rows(cx, leaf, leaf->method->needs & NEED_COUNTS
                                ? S("迟报=0.5;错报=1，最多 2")
                                : S("≥1200=100%;[1000,1200)=80%;[800,1000)=60%;[600,800)=40%;<600=0")));
        if (method_param_at(leaf->method, S("bonus")) >= 0)
                must(!leaf_param(cx, leaf, S("bonus"), S("0.5")));
        if (!all)
                return leaf;
        leaf->direction = i % 3 == 2 && strcmp(code, "F12") ? DIRECTION_LESS : DIRECTION_MORE;
        leaf->step = i % 2 ? 10000 : 1;
        leaf->round = (enum round_mode)(i % 4);
        leaf->missing = i % MISSING_POLICIES, leaf->na = i / 2 % NA_POLICIES;
        return leaf;
}

void county_scheme(struct ctx *cx, bool all, struct county *c)
{
        struct arena *a = cx->arena;
        struct node *nodes = NEW_ARRAY(a, struct node, 1 + COUNTY_BLOCKS + COUNTY_LEAVES);
        struct leaf *leaves = NEW_ARRAY(a, struct leaf, COUNTY_LEAVES);
        int *node_of = NEW_ARRAY(a, int, COUNTY_LEAVES), k = 0, l = 0, column = 0;
        int n_nodes = 1 + COUNTY_BLOCKS + COUNTY_LEAVES;
        points *full = NEW_ARRAY(a, points, (size_t)(COUNTY_GROUPS * n_nodes));
        *c = (struct county){ 0 };
        nodes[k++] = (struct node){
                .code = S("T"), .name = S("合计"), .parent = -1, .leaf = -1, .folded = true
        };
        full[0].micro = 100 * 1000000;
        for (int b = 0; b < COUNTY_BLOCKS; b++) {
                int block = k++;
                nodes[block] = (struct node){ .code = str_f(a, "B%d", b),
                                              .name = S("块"),
                                              .leaf = -1,
                                              .folded = all && b % 2 };
                for (int i = 0; i < COUNTY_LEAVES / COUNTY_BLOCKS; i++, l++, k++) {
                        leaf_make(cx, &leaves[l], l, all)->column = column;
                        column += leaves[l].n_columns = leaf_columns(&leaves[l]);
                        nodes[k] = (struct node){ .code = leaves[l].code,
                                                  .name = leaves[l].name,
                                                  .parent = block,
                                                  .leaf = l,
                                                  .year = all ? l % YEAR_RULES : YEAR_MEAN };
                        node_of[l] = k;
                        full[k].micro = (1 + l % 5) * 1000000;
                        full[block].micro += full[k].micro;
                }
        }
        for (int g = 1; g < COUNTY_GROUPS; g++)
                for (int n = 0; n < n_nodes; n++) {
                        full[g * n_nodes + n] = full[n];
                        /* some groups do without some leaves, some leaves weigh more */
                        if (all && nodes[n].leaf >= 0 && (nodes[n].leaf + g) % 11 == 0)
                                full[g * n_nodes + n] = FULL_NONE;
                }
        for (int g = 0; g < COUNTY_GROUPS; g++) {
                c->groups[g] = (struct scheme_group){ str_f(a, "G%d", g), S("组") };
                c->first[g + 1] = c->first[g] + sizes[g];
        }
        c->scheme = (struct scheme){ .code = S("bench"),
                                     .name = S("方案"),
                                     .year = 2024,
                                     .version = 1,
                                     .groups = c->groups,
                                     .n_groups = COUNTY_GROUPS,
                                     .nodes = nodes,
                                     .n_nodes = n_nodes,
                                     .leaves = leaves,
                                     .n_leaves = COUNTY_LEAVES,
                                     .node_of = node_of,
                                     .full = full,
                                     .step = 1 };
        c->input =
                (struct input){ .n_units = COUNTY_UNITS, .n_columns = column, .first = c->first };
}

void county_input(struct arena *a, struct county *c, int n_periods, bool year)
{
        c->input.n_periods = n_periods, c->input.year = year;
        c->figure = NEW_ARRAY(a, int64_t, (size_t)(n_periods * c->input.n_columns * COUNTY_UNITS));
        c->input.figure = c->figure;
}

/* What the i-th input of a leaf may be. */
static int64_t figure_of(const struct leaf *leaf, int input, int64_t h, int l)
{
        const char *key =
                leaf->method->needs & NEED_COUNTS ? "count" : leaf->method->inputs[input].key;
        enum method_kind kind =
                leaf->method->needs & NEED_COUNTS ? KIND_COUNT : leaf->method->inputs[input].kind;
        if (kind == KIND_COUNT)
                return !strcmp(key, "league") ? 30 : !strcmp(key, "rank") ? 1 + h % 30 : h % 5;
        if (!strcmp(key, "target") || !strcmp(key, "sub-target"))
                return 80000 + 100 * l;
        if (!strcmp(leaf->method->code, "F12") || !strcmp(leaf->method->code, "F19") ||
            !strcmp(leaf->method->code, "F0"))
                return h * 10;
        return 40000 + h * 90;
}

void county_fill(struct county *c, int g)
{
        const struct scheme *s = &c->scheme;
        for (int m = 0; m < c->input.n_periods; m++)
                for (int l = 0; l < s->n_leaves; l++)
                        for (int i = 0; i < s->leaves[l].n_columns; i++)
                                for (int u = 0; u < COUNTY_UNITS; u++) {
                                        int64_t h = ((int64_t)u * 7919 + l * 104729 + m * 1299709 +
                                                     (int64_t)g * 15485863 + i * 31) % 1000;
                                        bool none = (u * 37 + l * 53 + m * 71 + g * 13) % 100 < 3;
                                        int64_t v = figure_of(&s->leaves[l], i, h, l);
                                        bool target = method_input_at(s->leaves[l].method,
                                                                      S("target")) == i;
                                        c->figure[input_at(&c->input, m, s->leaves[l].column + i,
                                                           u)] = none && !target ? FIGURE_NONE : v;
                                }
}
