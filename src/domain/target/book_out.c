/* domain/target/book_out.c - scores of a workbook as tables, CSV or JSON, and the workbook to begin from. */
#include "core/doc/doc.h"
#include "domain/target/book.h"
#include "domain/target/explain.h"

static const char *const total_heads[] = { "单位", "分组", "基础分", "加分", "扣分",
                                           "总分", "名次", "并列",   "等次", "说明" };
static const char *const leaf_heads[] = { "单位", "指标", "名称", "分值", "得分", "状态", "说明" };

static str grade_name(const struct book *b, int u)
{
        return b->graded && b->graded[u].grade >= 0 ? b->grade[b->graded[u].grade].name : S("");
}

/* Why the total or the grade is as it is. */
static str unit_note(struct book *b, int u)
{
        struct arena *a = b->cx->arena;
        struct buf o = buf_new(a, 4000);
        if (b->result->waiting[u])
                buf_f(&o, words_of(b->cx->lang, "有 %d 个指标未计分，合计未定"), b->result->waiting[u]);
        if (b->graded)
                buf_f(&o, "%s%s", o.n ? "；" : "",
                      words_of(b->cx->lang, grade_why_words[b->graded[u].why]));
        if (b->places[u].rule)
                buf_f(&o, "；%s", words_of(b->cx->lang, "总分相同，按扣分次数排先后"));
        else if (b->places[u].tied > 1)
                buf_f(&o, "；%s", words_of(b->cx->lang, "与别的单位并列"));
        return buf_str(&o);
}

static str leaf_note(struct book *b, int l, int u)
{
        struct explain e;
        struct buf o = buf_new(b->cx->arena, 64 << 10);
        explain_leaf(b->cx->arena, b->cx->lang, &b->scheme, &b->input, b->result, 0, l, u, &e);
        explain_put_text(&o, &e);
        return str_trim(buf_str(&o));
}

static void totals_of(struct book *b, int u, str *ret)
{
        struct arena *a = b->cx->arena;
        ret[0] = b->unit[u].name;
        ret[1] = b->scheme.groups[b->unit[u].group].name;
        ret[2] = points_str(a, result_points(&b->scheme, b->result, 0, 0, u), 0);
        ret[3] = points_str(a, b->sums[u].bonus, 0);
        ret[4] = points_str(a, b->sums[u].penalty, 0);
        ret[5] = points_str(a, b->sums[u].total, 0);
        ret[6] = b->places[u].rank ? str_f(a, "%d", b->places[u].rank) : S("");
        ret[7] = b->places[u].tied > 1 ? str_f(a, "%d", b->places[u].tied) : S("");
        ret[8] = grade_name(b, u);
        ret[9] = unit_note(b, u);
}

static void leaf_of(struct book *b, int l, int u, str *ret)
{
        struct arena *a = b->cx->arena;
        size_t at = result_leaf(b->result, 0, l, u);
        int node = b->scheme.node_of[l];
        ret[0] = b->unit[u].name;
        ret[1] = b->scheme.leaves[l].code;
        ret[2] = b->scheme.leaves[l].name;
        ret[3] = points_str(a, b->scheme.full[b->unit[u].group * b->scheme.n_nodes + node], 0);
        ret[4] = points_str(a, b->result->points[at], 0);
        ret[5] = str_of(words_of(b->cx->lang, score_state_words[b->result->state[at]]));
        ret[6] = leaf_note(b, l, u);
}

static bool leaf_there(struct book *b, int l, int u)
{
        return result_there(&b->scheme, &b->input, b->result, 0, b->scheme.node_of[l], u);
}

/* ---- formats ------------------------------------------------------------------------------- */

static struct doc_table *table_of(struct book *b, struct doc *d, const char *title,
                                  const char *const *heads, int n)
{
        struct doc_table *t = doc_table(d, (str){ 0 }, str_of(words_of(b->cx->lang, title)), n);
        t->sheet = t->title;
        t->landscape = true;
        for (int i = 0; i < n; i++) {
                t->columns[i].head = str_of(words_of(b->cx->lang, heads[i]));
                t->columns[i].width = i == n - 1 ? 6 : 2;
                t->columns[i].places = -1;
        }
        return t;
}

static struct doc *doc_of(struct book *b)
{
        enum { TOTALS = COUNT_OF(total_heads), LEAVES = COUNT_OF(leaf_heads) };
        str cell[TOTALS];
        struct doc *d = doc_new(b->cx->arena, str_of(words_of(b->cx->lang, "考核得分")));
        doc_title(d, d->title);
        struct doc_table *t = table_of(b, d, "总分", total_heads, TOTALS);
        for (int u = 0; u < b->input.n_units; u++) {
                totals_of(b, u, cell);
                struct doc_row *r = doc_row(d, t);
                for (int i = 0; i < (int)TOTALS; i++)
                        doc_cell_text(d, r, i, cell[i]);
        }
        t = table_of(b, d, "得分明细", leaf_heads, LEAVES);
        for (int u = 0; u < b->input.n_units; u++)
                for (int l = 0; l < b->scheme.n_leaves; l++) {
                        if (!leaf_there(b, l, u))
                                continue;
                        leaf_of(b, l, u, cell);
                        struct doc_row *r = doc_row(d, t);
                        for (int i = 0; i < (int)LEAVES; i++)
                                doc_cell_text(d, r, i, cell[i]);
                }
        return d;
}

/* A cell a spreadsheet would run as a formula is made plain text; numbers stay. */
static void csv_cell(struct buf *o, str s, bool last)
{
        points p;
        bool runs = s.n && strchr("=+-@\t\r", s.p[0]) && !points_read(s, &p);
        buf_put(o, S("\""));
        if (runs)
                buf_byte(o, '\'');
        for (size_t i = 0; i < s.n; i++) {
                if (s.p[i] == '"')
                        buf_byte(o, '"');
                buf_byte(o, s.p[i]);
        }
        buf_put(o, last ? S("\"\r\n") : S("\","));
}

static void csv_put(struct book *b, struct buf *o)
{
        enum { LEAVES = COUNT_OF(leaf_heads) };
        str cell[COUNT_OF(total_heads)];
        buf_put(o, S("\xef\xbb\xbf"));
        for (int i = 0; i < (int)LEAVES; i++)
                csv_cell(o, str_of(words_of(b->cx->lang, leaf_heads[i])), i + 1 == LEAVES);
        for (int u = 0; u < b->input.n_units; u++) {
                for (int l = 0; l < b->scheme.n_leaves; l++) {
                        if (!leaf_there(b, l, u))
                                continue;
                        leaf_of(b, l, u, cell);
                        for (int i = 0; i < (int)LEAVES; i++)
                                csv_cell(o, cell[i], i + 1 == LEAVES);
                }
                totals_of(b, u, cell);
                const str row[LEAVES] = { cell[0], S(""),   str_of(words_of(b->cx->lang, "总分")),
                                          S(""),   cell[5], cell[8],
                                          cell[9] };
                for (int i = 0; i < (int)LEAVES; i++)
                        csv_cell(o, row[i], i + 1 == LEAVES);
        }
}

static void json_put(struct book *b, struct buf *o)
{
        struct json_out j = json_out(o, true);
        str cell[COUNT_OF(total_heads)];
        json_open(&j, NULL, '{');
        json_open(&j, "units", '[');
        for (int u = 0; u < b->input.n_units; u++) {
                struct explain e;
                totals_of(b, u, cell);
                json_open(&j, NULL, '{');
                json_put_str(&j, "unit", b->unit[u].code);
                json_put_str(&j, "name", cell[0]);
                json_put_str(&j, "group", cell[1]);
                json_put_raw(&j, "base", cell[2]);
                json_put_raw(&j, "bonus", cell[3]);
                json_put_raw(&j, "penalty", cell[4]);
                json_put_raw(&j, "total", cell[5]);
                json_put_int(&j, "rank", b->places[u].rank);
                json_put_int(&j, "tied", b->places[u].tied);
                json_put_int(&j, "waiting", b->result->waiting[u]);
                json_put_str(&j, "grade", cell[8]);
                json_put_str(&j, "note", cell[9]);
                explain_node(b->cx->arena, b->cx->lang, &b->scheme, &b->input, b->result, 0, 0, u,
                             &e);
                explain_put_json(&j, "explanation", &e);
                json_open(&j, "leaves", '[');
                for (int l = 0; l < b->scheme.n_leaves; l++) {
                        if (!leaf_there(b, l, u))
                                continue;
                        str leaf[COUNT_OF(leaf_heads)];
                        leaf_of(b, l, u, leaf);
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "code", leaf[1]);
                        json_put_str(&j, "name", leaf[2]);
                        json_put_str(&j, "method", str_of(b->scheme.leaves[l].method->code));
                        json_put_int(&j, "version", b->scheme.leaves[l].method->version);
                        json_put_raw(&j, "full", leaf[3]);
                        json_put_raw(&j, "points", leaf[4]);
                        json_put_str(&j, "state", leaf[5]);
                        explain_leaf(b->cx->arena, b->cx->lang, &b->scheme, &b->input, b->result, 0,
                                     l, u, &e);
                        explain_put_json(&j, "explanation", &e);
                        json_close(&j, '}');
                }
                json_close(&j, ']');
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
}

const struct fail *book_write(struct book *b, str as, str *ret_bytes)
{
        must(b->result);
        if (!str_is(as, "json") && !str_is(as, "csv"))
                return doc_write(b->cx, doc_of(b), as, ret_bytes);
        struct buf o = buf_new(b->cx->arena, 128 << 20);
        if (str_is(as, "json"))
                json_put(b, &o);
        else
                csv_put(b, &o);
        if (o.broken)
                return fail(b->cx, TOO_LARGE, "得分太多，请分批计算");
        *ret_bytes = buf_str(&o);
        return NULL;
}

/* ---- the workbook to begin from -------------------------------------------------------------- */

const struct fail *book_template(struct ctx *cx, str *ret_bytes)
{
        struct doc *d = doc_new(cx->arena, str_of(words_of(cx->lang, "考核计分工作簿")));
        doc_title(d, d->title);
        for (size_t i = 0; i < BOOK_SHEETS; i++) {
                str rest = str_of(book_sheets[i].rows), head = str_cut(rest, '\n', &rest),
                    left = head;
                int n = 1;
                for (size_t k = 0; k < head.n; k++)
                        n += head.p[k] == '|';
                struct doc_table *t = doc_table(d, (str){ 0 }, str_of(book_sheets[i].name), n);
                t->sheet = t->title;
                t->maker_line = str_of(book_sheets[i].help);
                for (int k = 0; k < n; k++) {
                        t->columns[k].head = str_cut(left, '|', &left);
                        t->columns[k].width = 2, t->columns[k].places = -1;
                }
                while (rest.n) {
                        str row = str_cut(rest, '\n', &rest);
                        struct doc_row *r = doc_row(d, t);
                        for (int k = 0; k < n && row.p; k++) {
                                str cell = str_cut(row, '|', &row);
                                if (cell.n)
                                        doc_cell_text(d, r, k, cell);
                        }
                }
        }
        return doc_write(cx, d, S("xlsx"), ret_bytes);
}
