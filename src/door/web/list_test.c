/* door/web/list_test.c - a list's addresses keep what was chosen and drop what no longer holds. */
#include "door/web/list_out.h"
#include "tests/test.h"

static const struct list_column columns[] = {
        { .label = "名称", .kind = CELL_TITLE, .order = "name", .order_down = "name_down" },
        { .label = "金额", .kind = CELL_MONEY, .order = "amount" },
        { .label = "说明", .kind = CELL_TEXT, .small = "备注" },
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
        same_str(l.clear, "/budget");
        ok(str_ends(l.sort[0], S("order=name_down")));          /* ascending now: the head turns it round */
        ok(str_ends(l.sort[1], S("order=amount")));
        ok(!l.sort[2].p);                                       /* no order sorts by it */
        ok(!strcmp(list_sorted(&l, 0), "ascending"));
        ok(!list_sorted(&l, 1));
}

/* Clearing is offered where the address asks something: the year that a page begins with is no such thing, nor is
 * what it keeps for itself. */
TEST(list_is_narrowed_by_its_address_alone)
{
        static const struct { const char *name, *value, *offers; } cases[] = {
                { NULL, NULL, "" }, { "unit", "7", "" }, { "q", " ", "" },
                { "year", "2023", "清除条件" }, { "q", "水务", "清除条件" },
        };
        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                const struct list_filter filters[] = {
                        { FILTER_SEARCH, .name = "q" }, { FILTER_HIDDEN, .name = "unit", .value = S_C("7") },
                        { FILTER_CHOICE, .name = "year", .value = S_C("2024") },
                };
                const struct pair field = { str_of(cases[i].name), str_of(cases[i].value) };
                struct request rq = { .method = GET, .fields = &field, .n_fields = cases[i].name != NULL };
                struct list *l = arena_alloc(cx->arena, sizeof(*l));
                *l = (struct list){ .path = "/budget", .caption = "部门预算", .columns = columns, .total = -1,
                                    .n_columns = COUNT_OF(columns), .no_options = true, .empty = "还没有预算",
                                    .filters = filters, .n_filters = COUNT_OF(filters) };
                done(list_open(cx, &rq, l));
                list_end(cx, l);
                struct buf o = buf_new(cx->arena, 1 << 20);
                list_table(&o, l);
                bool offered = str_find(buf_str(&o), S("清除条件</a>")) >= 0;
                if (!ok(offered == (*cases[i].offers != 0)) || !ok(l->narrowed == offered))
                        test_note("%s=%s", cases[i].name ? cases[i].name : "", cases[i].value ? cases[i].value : "");
        }
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

static struct list *opened(struct ctx *cx, const struct request *rq, struct list_ask *ask)
{
        struct list *l = arena_alloc(cx->arena, sizeof(*l));
        struct request *in = NEW(cx->arena, struct request);
        *in = *rq;
        in->list = ask;
        *l = (struct list){ .path = "/budget", .caption = "部门预算", .columns = columns,
                            .n_columns = COUNT_OF(columns), .no_options = true, .total = -1 };
        done(list_open(cx, in, l));
        return l;
}

static struct list *page_after(struct ctx *cx, const char *after, const char *trail, int rows)
{
        const struct pair fields[] = { { S("after"), str_of(after) }, { S("trail"), str_of(trail) } };
        struct request rq = { .method = GET, .fields = fields, .n_fields = 2 };
        struct list *l = opened(cx, &rq, NULL);
        for (int i = 1; i <= rows; i++) {
                struct list_cell *c = list_next(cx, l, l->after + i);
                if (!c)
                        break;
                c[0].text = S("x");
        }
        list_end(cx, l);
        return l;
}

TEST(list_pages_know_the_way_back)
{
        struct list *l = page_after(cx, "", "", LIST_PAGE_ROWS + 1);
        same_int(l->n_rows, LIST_PAGE_ROWS);
        same_int(l->take, LIST_PAGE_ROWS + 1);
        same_str(l->next, "/budget?after=50");
        ok(!l->prev.p);
        l = page_after(cx, "50", "", LIST_PAGE_ROWS + 1);
        same_str(l->next, "/budget?after=100&trail=50");
        same_str(l->prev, "/budget");
        l = page_after(cx, "100", "50", 3);
        ok(!l->next.p);
        same_str(l->prev, "/budget?after=50");
        l = page_after(cx, "150", "50.100", LIST_PAGE_ROWS);
        ok(!l->next.p);
        same_str(l->prev, "/budget?after=100&trail=50");
        l = page_after(cx, "150", "50.<b>", 1);                 /* no trail of ours: back to the first page */
        same_str(l->prev, "/budget");
        struct request rq = { .method = GET, .fields = (struct pair[]){ { S_C("after"), S_C("x") } }, .n_fields = 1 };
        ok(list_open(cx, &rq, l) != NULL);
}

/* All rows, not the page; nothing that a spreadsheet would run. */
static str file_of(struct ctx *cx, enum list_file as, int rows, const char *const *names,
                   int n_names)
{
        struct list_ask *ask = NEW(cx->arena, struct list_ask);
        struct request rq = { .method = GET };
        str bytes = { 0 };
        ask->out = list_out(cx, as, (struct list_paper){ .landscape = true });
        struct list *l = opened(cx, &rq, ask);
        for (int i = 0; i < rows; i++) {
                struct list_cell *c = list_next(cx, l, i + 1);
                c[0].text = str_of(names[i % n_names]);
                c[1].m = (money){ -12345 };
                c[2].text = S("说明"), c[2].small = S("小字");
        }
        list_end(cx, l);
        same_int(l->n_rows, 0);
        same_int(list_out_rows(ask->out), rows);
        done(list_out_end(ask->out, &bytes));
        return bytes;
}

TEST(list_files_hold_every_row_and_no_formula)
{
        static const char *const names[] = { "=1+1", "+8613800000000", "-2", "@SUM(A1)", "\t=1", "＝1", "甲,\"乙\"",
                                             "水务局" };
        str csv = file_of(cx, LIST_CSV, 120, names, COUNT_OF(names));
        /* The small text is a value of its own. */
        ok(str_starts(csv, S("\xEF\xBB\xBF名称,金额,说明,备注\r\n")));
        ok(str_find(csv, S("\r\n'=1+1,-123.45,说明,小字\r\n'+8613800000000,")) >= 0);
        const char *const safe[] = { "\r\n'-2,", "\r\n'@SUM(A1),", "\r\n'\t=1,", "\r\n'＝1,",
                                     "\r\n\"甲,\"\"乙\"\"\"," };
        for (size_t i = 0; i < COUNT_OF(safe); i++)
                ok(str_find(csv, str_of(safe[i])) >= 0);
        int lines = 0;
        for (size_t i = 0; i < csv.n; i++)
                lines += csv.p[i] == '\n';
        same_int(lines, 121);
        str xlsx = file_of(cx, LIST_XLSX, 120, names, COUNT_OF(names));
        ok(str_starts(xlsx, S("PK")));
}

TEST(list_files_refuse_more_than_they_hold)
{
        struct list_ask *ask = NEW(cx->arena, struct list_ask);
        struct request rq = { .method = GET };
        str bytes;
        ask->out = list_out(cx, LIST_CSV, (struct list_paper){ 0 });
        struct list *l = opened(cx, &rq, ask);
        same_int(l->take, LIST_FILE_ROWS + 1);
        for (int i = 0; i <= LIST_FILE_ROWS; i++)
                list_next(cx, l, i + 1)[0].text = S("甲");
        list_end(cx, l);
        const struct fail *f = list_out_end(ask->out, &bytes);
        ok(f && f->kind == FAIL_INVALID);
}
