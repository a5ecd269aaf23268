/* domain/target/sheet_read.c - what a row of a file says of an indicator. */
#include "domain/target/bounds.h"
#include "domain/target/sheet.h"
#include "domain/target/tree.h"

bool node_is_dash(str s)
{
        return str_is(s, "—") || str_is(s, "——") || str_is(s, "-") || str_is(s, "–");
}

static void wrong(struct node_reader *r, int field, str why)
{
        r->bad = true;
        r->wrong(r, node_fields[field].key, why);
}
static void wrong_word(struct node_reader *r, int field, const char *why)
{
        wrong(r, field, str_of(words_of(r->cx->lang, why)));
}

/* ---- lists in a cell -------------------------------------------------------------------------------- */

/* The next piece: a line where the cell has lines, else up to a semicolon. */
static str piece(str *rest, bool lines)
{
        static const char *const marks[] = { ";", "；" };
        for (size_t i = 0; i < rest->n; i++)
                for (size_t k = 0; k < COUNT_OF(marks); k++) {
                        str here = str_from(*rest, i), mark = lines ? S("\n") : str_of(marks[k]);
                        if (!str_starts(here, mark))
                                continue;
                        str one = str_head(*rest, i);
                        *rest = str_from(*rest, i + mark.n);
                        return str_trim(one);
                }
        str one = str_trim(*rest);
        *rest = (str){ 0 };
        return one;
}

static bool has_lines(str s) { return str_find(s, S("\n")) >= 0; }

/* Parted at the first (or the last) of two signs that mean the same; false: neither is there. */
static bool part(str s, const char *sign, const char *wide_sign, bool last, str *ret_left,
                 str *ret_right)
{
        bool found = false;
        for (size_t i = 0; i < s.n && (last || !found); i++) {
                str here = str_from(s, i);
                size_t n = str_starts(here, str_of(sign)) ? strlen(sign)
                         : str_starts(here, str_of(wide_sign)) ? strlen(wide_sign) : 0;
                if (!n)
                        continue;
                *ret_left = str_trim(str_head(s, i)), *ret_right = str_trim(str_from(s, i + n));
                found = true;
        }
        return found;
}

static void read_params(struct node_reader *r, str text, const struct method *m,
                        struct edition_node *x)
{
        struct buf b = buf_new(r->cx->arena, 4096);
        struct leaf leaf;
        bool lines = has_lines(text);
        if (leaf_of_method(r->cx, str_of(m->code), m->version, x->places, &leaf))
                return;
        while (text.n) {
                str key, value, one = piece(&text, lines);
                int at = -1;
                if (!one.n)
                        continue;
                if (!part(one, "=", "＝", false, &key, &value)) {
                        wrong(r, COL_PARAMS, str_f(r->cx->arena, words_of(r->cx->lang, "“%.*s”应写成“参数=值”"), STR(one)));
                        return;
                }
                for (int i = 0; i < m->n_params && at < 0; i++)
                        if (str_is(key, m->params[i].key) || str_is(key, m->params[i].name) ||
                            str_is(key, words_of(LANG_EN, m->params[i].name)))
                                at = i;
                if (at < 0) {
                        wrong(r, COL_PARAMS, str_f(r->cx->arena, words_of(r->cx->lang, "计分方法 %s 没有“%.*s”这个参数"),
                                                   m->code, STR(key)));
                        return;
                }
                const struct fail *f = leaf_param(r->cx, &leaf, str_of(m->params[at].key), value);
                if (f) {
                        wrong(r, COL_PARAMS, f->say);
                        return;
                }
                buf_f(&b, "%s%s=%.*s", b.n ? ";" : "", m->params[at].key, STR(value));
        }
        x->params = buf_str(&b);
}

/* "10，最多 20", "95%", "-2". */
static bool read_mark(str s, bool counts, struct edition_row *row)
{
        str most = { 0 }, each = s;
        row->share = -1;
        if (counts && part(s, ",", "，", false, &each, &most)) {
                static const char *const at_most[] = { "最多", "at most" };
                for (size_t i = 0; i < COUNT_OF(at_most); i++)
                        if (str_starts(most, str_of(at_most[i])))
                                most = str_trim(str_from(most, strlen(at_most[i])));
                if (!points_read(most, &row->most) || row->most.micro < 0)
                        return false;
        }
        bool percent = !counts && (str_ends(each, S("%")) || str_ends(each, S("％")));
        if (!percent)
                return points_read(each, &row->mark);
        points p;
        if (!points_read(str_head(each, each.n - (str_ends(each, S("%")) ? 1 : strlen("％"))), &p) || p.micro < 0 ||
            p.micro % 100 || p.micro > (int64_t)1000 * 1000000)
                return false;
        row->share = p.micro / 100;
        return true;
}

static const char *read_row(struct arena *a, str line, bool counts, struct edition_row *row)
{
        struct method_row look;
        str head, value, name;
        *row = (struct edition_row){ .share = -1 };
        if (!part(line, "=", "＝", true, &head, &value) || !head.n || !read_mark(value, counts, row))
                return counts ? "应写成“事项 = 每次的分”，有上限的在后面写“，最多 20”"
                              : "应写成“名称：[80,90) = 95%”或“名称：≥90 = 10”";
        row->name = head;
        if (!counts) {
                if (!part(head, ":", "：", true, &name, &row->bounds))
                        name = (str){ 0 }, row->bounds = head;
                (void)part(row->bounds, "|", "｜", false, &row->bounds, &row->bounds2);
                row->name = name.n ? name : row->bounds;
                const char *why = bounds_read(a, row->bounds, &look, 1);
                if (!why && row->bounds2.n)
                        why = bounds_read(a, row->bounds2, &look, 2);
                if (why)
                        return why;
        }
        return utf8_count(row->name) > 60 ? "名称最多 60 个字" : NULL;
}

static void read_rows(struct node_reader *r, str text, bool counts, struct edition_node *x)
{
        struct edition_row *rows = NEW_ARRAY(r->cx->arena, struct edition_row, METHOD_ROWS);
        bool lines = has_lines(text);
        int n = 0;
        while (text.n) {
                str one = piece(&text, lines);
                if (!one.n)
                        continue;
                const char *why = n == METHOD_ROWS ? "分段或事项太多" : read_row(r->cx->arena, one, counts, &rows[n]);
                if (why) {
                        wrong(r, COL_ROWS, str_f(r->cx->arena, "“%.*s”：%s", STR(one), words_of(r->cx->lang, why)));
                        return;
                }
                n++;
        }
        x->rows = rows, x->n_rows = n;
}

static void read_groups(struct node_reader *r, str text, struct edition_node *x)
{
        const struct edition *e = r->e;
        bool lines = has_lines(text);
        for (int g = 0; g < e->n_groups; g++)
                x->in_group[g] = POINTS_AS_NODE;
        while (text.n) {
                str name, value, one = piece(&text, lines);
                int at = -1;
                if (!one.n)
                        continue;
                if (!part(one, "=", "＝", true, &name, &value)) {
                        wrong(r, COL_GROUPS, str_f(r->cx->arena, words_of(r->cx->lang, "“%.*s”应写成“组=分值”"), STR(one)));
                        return;
                }
                for (int g = 0; g < e->n_groups && at < 0; g++)
                        if (str_eq(e->groups[g].code, name) || str_eq(e->groups[g].name, name))
                                at = g;
                if (at < 0) {
                        wrong(r, COL_GROUPS, str_f(r->cx->arena, words_of(r->cx->lang, "方案里没有“%.*s”这个组"), STR(name)));
                        return;
                }
                if (str_is(value, "无") || str_is(value, words_of(LANG_EN, "无")) || node_is_dash(value))
                        x->in_group[at] = FULL_NONE;
                else if (!points_read(value, &x->in_group[at]) || x->in_group[at].micro < 0) {
                        wrong(r, COL_GROUPS, str_f(r->cx->arena, words_of(r->cx->lang, "“%.*s”：应是分值或“无”"), STR(one)));
                        return;
                }
        }
}

static void read_nas(struct node_reader *r, str text, struct edition_node *x)
{
        const struct edition *e = r->e;
        struct edition_na *list = NEW_ARRAY(r->cx->arena, struct edition_na, (size_t)e->n_units + 1);
        bool lines = has_lines(text);
        int n = 0;
        while (text.n) {
                str name, reason, one = piece(&text, lines);
                int64_t unit = 0;
                if (!one.n)
                        continue;
                if (!part(one, "=", "＝", false, &name, &reason) || !reason.n || utf8_count(reason) > 200) {
                        wrong(r, COL_NAS, str_f(r->cx->arena, words_of(r->cx->lang, "“%.*s”应写成“单位=原因”"), STR(one)));
                        return;
                }
                for (int u = 0; u < e->n_units && !unit; u++)
                        if (str_eq(e->units[u].code, name) || str_eq(e->units[u].brief, name) ||
                            str_eq(e->units[u].name, name))
                                unit = e->units[u].unit;
                for (int i = 0; i < n && unit; i++)
                        if (list[i].unit == unit)
                                unit = 0;
                if (!unit || n == e->n_units) {
                        wrong(r, COL_NAS, str_f(r->cx->arena, words_of(r->cx->lang,
                              "“%.*s”不是这个方案的考核对象，或写了两次"), STR(name)));
                        return;
                }
                list[n++] = (struct edition_na){ unit, reason };
        }
        x->nas = list, x->n_nas = n;
}

/* ---- the cells of a row ---------------------------------------------------------------------------- */

static void take_points(struct node_reader *r, const struct import_cell *c, int field,
                        int64_t least, int64_t most, int64_t *ret)
{
        int64_t v;
        str s = c[field].text;
        if (!c[field].filled)
                return;
        if (field == COL_NA_SHARE && str_ends(s, S("%")))
                s = str_head(s, s.n - 1);
        const char *why = points_within(r->cx, s, least, most, &v);
        if (why)
                wrong_word(r, field, why);
        else
                *ret = field == COL_NA_SHARE ? v / 100 : v;
}

static void take_text(const struct import_cell *c, int field, str *ret)
{
        if (c[field].filled)
                *ret = node_is_dash(c[field].text) ? S("") : c[field].text;
}

static int64_t taken(const struct import_cell *c, int field, int64_t otherwise)
{
        return c[field].filled ? c[field].v : otherwise;
}

static void read_leaf(struct node_reader *r, const struct import_cell *c, struct edition_node *x)
{
        if (c[COL_METHOD].filled) {
                const struct method *m = methods[c[COL_METHOD].v];
                if (!str_is(x->method, m->code) || x->method_version != m->version)
                        x->params = S(""), x->n_rows = 0;       /* those of another method mean nothing */
                x->method = str_of(m->code), x->method_version = m->version;
        }
        take_text(c, COL_MEASURE, &x->measure);
        x->places = (int)taken(c, COL_PLACES, x->places);
        take_points(r, c, COL_STEP, 1, (int64_t)100 * 1000000, &x->step);
        take_points(r, c, COL_NA_SHARE, 0, (int64_t)100 * 1000000, &x->na_share);
        x->down = taken(c, COL_DOWN, x->down);
        x->mode = (enum round_mode)taken(c, COL_MODE, x->mode);
        x->quality = taken(c, COL_QUALITY, x->quality);
        x->process = taken(c, COL_PROCESS, x->process);
        x->cycle = (enum node_cycle)taken(c, COL_CYCLE, x->cycle);
        x->year_rule = (enum year_rule)taken(c, COL_YEAR_RULE, x->year_rule);
        x->missing = (enum missing_policy)taken(c, COL_MISSING, x->missing);
        x->na = (enum na_policy)taken(c, COL_NA, x->na);
        x->evidence = (enum node_evidence)taken(c, COL_EVIDENCE, x->evidence);
        x->scorer = taken(c, COL_SCORER, x->scorer);
        x->provider = taken(c, COL_PROVIDER, x->provider);
        if (c[COL_SOURCE].filled)
                x->source = c[COL_SOURCE].v ? c[COL_SOURCE].text : S("");
        const struct method *m = method_find(x->method, x->method_version);
        str params = { 0 }, rows = { 0 }, nas = { 0 };
        take_text(c, COL_PARAMS, &params), take_text(c, COL_ROWS, &rows), take_text(c, COL_NAS, &nas);
        if (m && params.p)
                read_params(r, params, m, x);
        if (m && !(m->needs & NEED_ROWS)) {
                x->n_rows = 0;
                if (rows.n)
                        wrong(r, COL_ROWS, str_f(r->cx->arena, words_of(r->cx->lang, "计分方法 %s 不用区间表或事项表"),
                                                 m->code));
        } else if (m && rows.p) {
                read_rows(r, rows, m->needs & NEED_COUNTS, x);
        }
        if (nas.p)
                read_nas(r, nas, x);
}

bool node_of_cells(struct node_reader *r, const struct import_cell c[NODE_COLS],
                   struct edition_node *x)
{
        points *own = NEW_ARRAY(r->cx->arena, points, (size_t)r->e->n_groups + 1);
        for (int g = 0; g < r->e->n_groups; g++)
                own[g] = !x->in_group || x->in_group[g].micro == x->full.micro ? POINTS_AS_NODE : x->in_group[g];
        x->in_group = own;
        r->bad = false;
        if (c[COL_NAME].filled)
                x->name = str_trim(c[COL_NAME].text);
        take_points(r, c, COL_FULL, 0, POINTS_MOST, &x->full.micro);
        x->kind = (enum node_kind)taken(c, COL_KIND, x->kind);
        x->key_work = taken(c, COL_KEY_WORK, x->key_work);
        x->folded = taken(c, COL_FOLDED, x->folded);
        x->sort = (int)taken(c, COL_SORT, x->sort);
        take_text(c, COL_RULE, &x->rule);
        take_text(c, COL_BASIS, &x->basis);
        if (c[COL_GROUPS].filled)
                read_groups(r, node_is_dash(c[COL_GROUPS].text) ? S("") : c[COL_GROUPS].text, x);
        if (x->leaf)
                read_leaf(r, c, x);
        return !r->bad;
}

/* ---- by its name ------------------------------------------------------------------------------------- */

static const struct edition_node *child_named(const struct edition *e,
                                              const struct edition_node *above, bool any, str name,
                                              bool *ret_many)
{
        const struct edition_node *found = NULL;
        *ret_many = false;
        for (int i = 0; i < e->n_nodes; i++) {
                if (!str_eq(e->nodes[i].name, name) || (!any && e->nodes[i].parent != (above ? above->id : 0)))
                        continue;
                *ret_many = found != NULL;
                if (found)
                        return NULL;
                found = &e->nodes[i];
        }
        return found;
}

const struct edition_node *node_named(const struct edition *e, str text, bool *ret_many)
{
        *ret_many = false;
        text = str_trim(text);
        for (int i = 0; i < e->n_nodes; i++)
                if (str_eq(e->nodes[i].code, text))
                        return &e->nodes[i];
        const struct edition_node *x = child_named(e, NULL, true, text, ret_many);
        if (x || *ret_many)
                return x;
        str step, rest = text, next;
        while (rest.n) {
                if (!part(rest, "/", "／", false, &step, &next))
                        step = rest, next = (str){ 0 };
                x = child_named(e, x, false, step, ret_many);
                if (!x)
                        return NULL;
                rest = next;
        }
        return x;
}
