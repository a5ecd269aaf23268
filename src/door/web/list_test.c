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

/* The rows are written around tags that are made once: every kind of cell must still be whole. */
TEST(list_rows_hold_every_kind_of_cell)
{
        static const struct list_column all[] = {
                { .label = "名称", .kind = CELL_TITLE }, { .label = "说明", .kind = CELL_TEXT },
                { .label = "金额", .kind = CELL_MONEY }, { .label = "灯",   .kind = CELL_LAMP },
        };
        struct list *l = arena_alloc(cx->arena, sizeof(*l));
        struct buf o = buf_new(cx->arena, 1 << 16);
        l->columns = all;
        l->n_columns = COUNT_OF(all);
        struct list_cell *c = list_row(cx, l);
        c[0] = (struct list_cell){ .text = S("<甲>"), .href = S("/a?b=1&c=2") };
        c[1].text = S("a & b");
        c[2].m = (money){ 123456 };
        c[3].lamp = "green", c[3].word = "正常";
        c = list_row(cx, l);
        c[0].text = S("乙"), c[0].small = S("小");
        c[1].word = "全部";
        c[2].none = true;
        c[3].none = true;
        l->rows[1].group = "第二组";
        list_rows(&o, l);
        str page = buf_str(&o);
        const char *want[] = {
                "<tr role=\"row\"><td role=\"cell\" class=\"t-title\"><a href=\"/a?b=1&amp;c=2\">&lt;甲&gt;</a></td>"
                "<td role=\"cell\" class=\"t-text\" data-l=\"说明\">a &amp; b</td>",
                ">1,234.56</td><td role=\"cell\" class=\"t-lamp\"><span class=\"ls-lamp lamp-green\">",
                "</td></tr><tr role=\"row\" class=\"grp\"><th role=\"rowheader\" scope=\"rowgroup\" colspan=\"4\">"
                "第二组</th></tr>",
                ">乙<small>小</small></td>", ">全部</td>", "<span class=\"ls-3\">—</span></td></tr>",
        };
        for (size_t i = 0; i < COUNT_OF(want); i++)
                ok(str_find(page, str_of(want[i])) >= 0);
        ok(str_ends(page, S("</td></tr>")));
}
