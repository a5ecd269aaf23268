/* door/web/list_test.c - a list's addresses keep what was chosen and drop what no longer holds. */
#include "door/web/list.h"
#include "tests/test.h"

static const struct list_column columns[] = {
        { .label = "名称", .kind = CELL_TITLE, .order = "name", .order_down = "name_down" },
        { .label = "金额", .kind = CELL_MONEY, .order = "amount" },
        { .label = "说明", .kind = CELL_TEXT },
};

TEST(list_address_keeps_filters_and_order)
{
        const struct list_filter filters[] = {
                { FILTER_SEARCH, .name = "q",    .value = S_C("水务 & 局") },
                { FILTER_CHOICE, .name = "year", .value = S_C("") },
                { FILTER_HIDDEN, .name = "unit", .value = S_C("7") },
        };
        struct list l = { .path = "/budget", .columns = columns, .n_columns = COUNT_OF(columns),
                          .filters = filters, .n_filters = COUNT_OF(filters), .order = "name" };

        same_str(list_href(cx, &l, NULL, S("")), "/budget?q=%E6%B0%B4%E5%8A%A1%20%26%20%E5%B1%80&unit=7&order=name");
        same_str(list_href(cx, &l, "q", S("")), "/budget?unit=7&order=name");
        same_str(list_href(cx, &l, "order", S("amount")),
                 "/budget?q=%E6%B0%B4%E5%8A%A1%20%26%20%E5%B1%80&unit=7&order=amount");
        same_str(list_href(cx, &l, "after", S("2024-3")),
                 "/budget?q=%E6%B0%B4%E5%8A%A1%20%26%20%E5%B1%80&unit=7&order=name&after=2024-3");

        list_end(cx, &l);
        ok(l.filtered);
        same_str(l.clear, "/budget");
        ok(str_ends(l.sort[0], S("order=name_down")));          /* ascending now: the head turns it round */
        ok(str_ends(l.sort[1], S("order=amount")));
        ok(!l.sort[2].p);                                       /* no order sorts by it */
        ok(!strcmp(list_sorted(&l, 0), "ascending"));
        ok(!list_sorted(&l, 1));
}

TEST(list_hidden_filter_alone_is_no_filter)
{
        const struct list_filter filters[] = { { FILTER_HIDDEN, .name = "unit", .value = S_C("7") } };
        struct list l = { .path = "/budget", .columns = columns, .n_columns = COUNT_OF(columns),
                          .filters = filters, .n_filters = COUNT_OF(filters) };
        list_end(cx, &l);
        ok(!l.filtered);
}

TEST(list_rows_end_at_their_ceiling)
{
        struct list *l = arena_alloc(cx->arena, sizeof(*l));
        l->columns = columns;
        l->n_columns = COUNT_OF(columns);
        int n = 0;
        while (n <= LIST_MAX_ROWS && list_row(cx, l))
                n++;
        same_int(n, LIST_MAX_ROWS);
}
