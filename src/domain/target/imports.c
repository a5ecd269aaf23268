/* domain/target/imports.c - indicators of a draft from a file: new ones and changed ones, by code or by path. */
#include "domain/target/imports.h"
#include "core/text/json.h"
#include "domain/target/scheme.sql.h"
#include "domain/target/sheet.h"
#include "domain/target/tree.h"

enum { TEXTS = 1 << 20 };

/* The tree as it would be after the rows read so far. `tree.nodes` is `node`: first those that
 * stand, then the rows' new ones, with ids below zero while nothing is written. */
struct bring {
        struct node_choices  choices;           /* first: what the drop-downs look at */
        struct edition       was, tree;
        struct edition_node *node;
        int                 *line;              /* of the row that spoke of node i; 0: none */
        char                *texts; size_t n_texts;     /* what outlives a row */
        /* of the row looked at last, for compare() */
        struct edition_node  now; int at; bool fresh;
        str                  said;              /* by put(): the first fault */
};

static void begin(struct ctx *cx, struct bring *b)
{
        size_t most = (size_t)b->was.n_nodes + TREE_NODES + 1;
        b->node = NEW_ARRAY(cx->arena, struct edition_node, most);
        b->line = NEW_ARRAY(cx->arena, int, most);
        b->texts = NEW_ARRAY(cx->arena, char, TEXTS);
        b->tree = b->was;
        b->tree.nodes = b->node;
}

static void again(struct bring *b)
{
        if (b->was.n_nodes)
                memcpy(b->node, b->was.nodes, sizeof(*b->node) * (size_t)b->was.n_nodes);
        memset(b->line, 0, sizeof(*b->line) * ((size_t)b->was.n_nodes + TREE_NODES + 1));
        b->tree.n_nodes = b->was.n_nodes;
        b->n_texts = 0;
}

/* A copy that stays when the row's memory goes; absent when there is no room. */
static str keep_text(struct bring *b, str s)
{
        if (b->n_texts + s.n > TEXTS)
                return (str){ 0 };
        char *p = b->texts + b->n_texts;
        if (s.n)
                memcpy(p, s.p, s.n);
        b->n_texts += s.n;
        return (str){ p, s.n };
}

/* ---- a row ------------------------------------------------------------------------------------------ */

struct place { struct import *im; struct import_row *row; struct bring *b; };

static void tell(struct node_reader *r, const char *key, str why)
{
        struct place *p = r->arg;
        r->bad = true;
        if (p->row)
                import_note(p->im, p->row, key, IMPORT_BAD, why, (str){ 0 });
        else if (!p->b->said.n)
                p->b->said = why;
}
static void tell_word(struct node_reader *r, const char *key, const char *why)
{
        tell(r, key, str_of(words_of(r->cx->lang, why)));
}

static bool code_is_good(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'))
                        return false;
        }
        return s.n > 0;
}

/* Which node the row speaks of: its index, -1: a new one; the parent's id. */
static int find_row(struct node_reader *r, const struct import_row *row, int64_t *ret_parent)
{
        struct place *p = r->arg;
        const struct bring *b = p->b;
        str code = import_text(p->im, row, "code"), above = str_trim(import_text(p->im, row, "parent")),
            name = str_trim(import_text(p->im, row, "name"));
        int at = -1;
        *ret_parent = 0;
        for (int i = 0; code.n && i < b->tree.n_nodes; i++)
                if (str_eq(b->node[i].code, code))
                        at = i;
        if (above.n && !node_is_dash(above)) {
                bool many;
                const struct edition_node *x = node_named(&b->tree, above, &many);
                if (many)
                        tell_word(r, "parent", "有几项指标都叫这个名称，请写代码或路径");
                else if (!x)
                        tell_word(r, "parent", "前面的行和方案里都没有这个上级指标，或那一行有错");
                else
                        *ret_parent = x->id;
        } else if (at >= 0 && !above.n) {
                *ret_parent = b->node[at].parent;
        }
        for (int i = 0; !code.n && !r->bad && i < b->tree.n_nodes; i++)
                if (b->node[i].parent == *ret_parent && str_eq(b->node[i].name, name))
                        at = i;
        return at;
}

/* The row as an indicator, in b->now; false: something is wrong, and told. All that can be looked at is: a cell that is
 * itself at fault counts as empty, and nothing is said of what hangs on it. */
static bool read_row(struct node_reader *r, const struct import_row *row)
{
        struct place *p = r->arg;
        struct bring *b = p->b;
        int64_t parent;
        r->bad = false;
        int at = find_row(r, row, &parent);
        bool bad = r->bad;
        struct import_cell cells[NODE_COLS];
        for (int i = 0; i < NODE_COLS; i++)
                cells[i] = row->cell[i].bad ? (struct import_cell){ 0 } : row->cell[i];
        bool scored = cells[COL_METHOD].filled;
        str code = import_text(p->im, row, "code");
        b->fresh = at < 0, b->at = at;
        if (b->fresh && b->tree.n_nodes >= TREE_NODES) {
                tell(r, "name", str_f(r->cx->arena, words_of(r->cx->lang, "一个方案最多 %d 项指标"), TREE_NODES));
                return false;
        }
        if (at >= 0 && b->line[at]) {
                tell(r, "name", str_f(r->cx->arena, words_of(r->cx->lang, "第 %d 行已经写了这项指标"), b->line[at]));
                bad = true;
        }
        if (b->fresh && code.n && !code_is_good(code)) {
                tell_word(r, "code", "只能用小写字母、数字和连字符");
                bad = true;
        }
        if (b->fresh && !bad && !import_cell(p->im, row, "full")->filled && !import_cell(p->im, row, "full")->bad) {
                tell_word(r, "full", "新增的指标要填分值");
                bad = true;
        }
        b->now = b->fresh ? node_fresh(parent, scored) : b->node[at];
        b->now.parent = parent;
        if (scored && !b->now.leaf) {           /* it had parts, or none yet; node_fits() looks */
                struct edition_node f = node_fresh(parent, true);
                b->now.leaf = true, b->now.method = f.method, b->now.method_version = 1;
                b->now.cycle = f.cycle, b->now.places = f.places;
        }
        if (b->fresh) {
                b->now.code = code;
                b->now.sort = (b->tree.n_nodes + 1) * 10;
        }
        if (!node_of_cells(r, cells, &b->now) || bad || row->bad)
                return false;
        const struct fail *f = node_fits(r->cx, &b->tree, b->fresh ? 0 : b->node[at].id, &b->now);
        if (f) {
                bool field = str_is(f->field, "parent") || str_is(f->field, "full");
                tell(r, field ? str_copy(r->cx->arena, f->field).p : "method", f->say);
        }
        return !r->bad;
}

/* Later rows see the tree with this one in it. */
static bool take_row(struct bring *b, int line, int64_t id)
{
        const struct edition_node *above = edition_node_of(&b->tree, b->now.parent);
        int i = b->fresh ? b->tree.n_nodes : b->at;
        str code = b->fresh ? keep_text(b, b->now.code) : b->node[i].code, name = keep_text(b, b->now.name);
        if (!code.p || !name.p)
                return false;
        int64_t version = b->fresh ? 1 : b->node[i].version;
        b->node[i] = (struct edition_node){ .id = b->fresh ? id : b->node[i].id, .parent = b->now.parent, .code = code,
                .name = name, .leaf = b->now.leaf, .depth = above ? above->depth + 1 : 0, .version = version };
        b->tree.n_nodes += b->fresh;
        b->line[i] = line;
        return true;
}

static void check_row(struct import *im, struct import_row *row)
{
        struct bring *b = im->arg;
        struct place p = { im, row, b };
        struct node_reader r = { .cx = im->cx, .e = &b->tree, .wrong = tell, .arg = &p };
        if (!b->was.id)
                return;
        if (read_row(&r, row) && !take_row(b, row->row, -1 - b->tree.n_nodes))
                tell_word(&r, "name", "文件里的名称太长，请分成几个文件");
}

static const struct import_table table = {
        .name = "指标", .fields = node_fields, .n_fields = NODE_COLS, .check = check_row,
        .patient = true,
};

/* ---- questions ------------------------------------------------------------------------------------- */

static int asks(struct ctx *cx, struct import_ask *ret)
{
        struct import_value *drafts = NULL;
        struct schemes it;
        int n = 0, cap = 0;
        schemes(&it, cx, 0, 0);
        while (schemes_next(&it))
                if (it.has_edition && it.state == EDITION_DRAFT &&
                    !auth_change_year(cx, MAY_SCHEME_EDIT, it.unit, (int)it.year))
                        *VEC_ADD(cx->arena, drafts, n, cap) = (struct import_value){
                                .code = str_f(cx->arena, "%ld", it.edition),
                                .name = str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版"), STR(it.name),
                                              (int)it.number) };
        if (schemes_end(&it))
                n = 0;
        ret[0] = (struct import_ask){ .name = "edition", .label = "考核方案", .kind = ASK_CHOICE, .choices = drafts,
                                      .n_choices = n };
        return 1;
}

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct bring *b = NEW(cx->arena, struct bring);
        uint64_t id = 0;
        ret->arg = b;
        if (!about.n)           /* a template of nobody's */
                return node_choices_load(cx, &b->was, &b->choices);
        if (!str_u64(import_answer(cx, about, "edition"), &id) || !id || id > INT64_MAX)
                return fail_field(cx, S("edition"), "请选编制中的考核方案");
        const struct fail *f = edition_to_change(cx, (int64_t)id, &b->was);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("edition"), "请选编制中的考核方案");
        if (!f)
                f = edition_read(cx, (int64_t)id, &b->was);
        if (!f)
                f = node_choices_load(cx, &b->was, &b->choices);
        if (f)
                return f;
        begin(cx, b);
        again(b);
        ret->unit = b->was.unit;
        ret->revision = b->was.version;
        ret->title = str_f(cx->arena, words_of(cx->lang, "%.*s第 %d 版"), STR(b->was.name), b->was.number);
        ret->effect = str_of(words_of(cx->lang, "按代码或路径新增、更新指标，文件里没有的指标不动。"));
        return NULL;
}

static bool cell_same(const struct import_cell *a, const struct import_cell *b)
{
        return a->filled == b->filled && a->v == b->v &&
               str_eq(a->text.p ? a->text : S(""), b->text.p ? b->text : S(""));
}

/* Is `now` what stands? `before` (may be NULL) gets the cells that differ, as they stand. */
static bool is_same(struct ctx *cx, const struct bring *b, const struct edition_node *was,
                    const struct edition_node *now, str *before)
{
        struct import_cell old[NODE_COLS], cells[NODE_COLS];
        bool same = true;
        node_cells(cx, &b->tree, was, old);
        node_cells(cx, &b->tree, now, cells);
        for (int i = 0; i < NODE_COLS; i++) {
                if (cell_same(&old[i], &cells[i]))
                        continue;
                same = false;
                if (before)
                        before[i] = old[i].filled ? node_cell_text(cx, &b->choices, i, &old[i]) : S("—");
        }
        return same;
}

static enum import_fate compare(struct import *im, const struct import_row *row UNUSED, str *before)
{
        const struct bring *b = im->arg;
        if (b->fresh)
                return IMPORT_NEW;
        return is_same(im->cx, b, &b->was.nodes[b->at], &b->now, before) ? IMPORT_SAME : IMPORT_CHANGED;
}

/* ---- writing, and back ------------------------------------------------------------------------------- */

/* Is the column kept by its number? Choices and units are; a computed figure by its code, as words are. */
static bool by_number(int column)
{
        const struct import_field *f = &node_fields[column];
        return column != COL_SOURCE && (f->values || f->choices || f->kind == IMPORT_INT);
}

/* Codes and words as text, choices and units as numbers: what node_of_cells() takes back. */
static void keep_cells(struct ctx *cx, struct json_out *j, const struct edition *e,
                       const struct edition_node *x)
{
        struct import_cell c[NODE_COLS];
        node_cells(cx, e, x, c);
        json_open(j, "was", '[');
        for (int i = 0; i < NODE_COLS; i++) {
                if (!c[i].filled)
                        json_put_str(j, NULL, S(""));
                else if (by_number(i))
                        json_put_str(j, NULL, str_f(cx->arena, "%ld", c[i].v));
                else
                        json_put_str(j, NULL, c[i].text);
        }
        json_close(j, ']');
}

/* A code that neither the tree nor a later row has. */
static str code_made(struct ctx *cx, const struct import *im, const struct bring *b)
{
        for (int k = b->tree.n_nodes + 1;; k++) {
                str code = str_f(cx->arena, "i%d", k);
                bool taken = false;
                for (int i = 0; i < b->tree.n_nodes && !taken; i++)
                        taken = str_eq(b->node[i].code, code);
                for (int i = 0; i < im->n_rows && !taken; i++)
                        taken = str_eq(import_text(im, &im->row[i], "code"), code);
                if (!taken)
                        return code;
        }
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct bring *b = im->arg;
        struct place p = { im, NULL, b };
        struct node_reader r = { .cx = cx, .e = &b->tree, .wrong = tell, .arg = &p };
        struct buf kept = buf_new(cx->arena, 32 << 20);
        struct json_out j = json_out(&kept, false);
        again(b);
        edition_touch(cx, b->was.id, EDITION_DRAFT);
        json_open(&j, NULL, '[');
        for (int i = 0; i < im->n_rows; i++) {
                if (!read_row(&r, &im->row[i]))
                        return fail(cx, CONFLICT, "%.*s：%.*s", STR(import_row_place(cx, &im->row[i])), STR(b->said));
                const struct edition_node *was = b->fresh ? NULL : &b->was.nodes[b->at];
                bool same = was && is_same(cx, b, was, &b->now, NULL);
                int64_t id = was ? was->id : 0;
                if (b->fresh && !b->now.code.n)
                        b->now.code = code_made(cx, im, b);
                if (!same) {
                        json_open(&j, NULL, '{');
                        json_put_str(&j, "code", b->now.code);
                        if (was)
                                keep_cells(cx, &j, &b->was, was);
                        if (was)
                                node_put_over(cx, &b->tree, was, &b->now);
                        else
                                id = node_put_new(cx, &b->tree, &b->now);
                        json_put_int(&j, "version", was ? was->version + 1 : 1);
                        json_close(&j, '}');
                }
                if (!take_row(b, im->row[i].row, id))
                        return fail(cx, TOO_LARGE, "文件里的名称太长，请分成几个文件");
        }
        json_close(&j, ']');
        w->see = str_f(cx->arena, "/schemes/%ld", b->was.id);
        w->kept = kept.broken ? (str){ 0 } : buf_str(&kept);
        return NULL;
}

static const struct edition_node *node_coded(const struct edition *e, str code)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (str_eq(e->nodes[i].code, code))
                        return &e->nodes[i];
        return NULL;
}

/* A node as it was before, from what was kept. */
static const struct fail *node_back(struct ctx *cx, const struct edition *e, const struct json *was,
                                    const struct edition_node *now, struct edition_node *ret)
{
        struct import_cell c[NODE_COLS] = { 0 };
        struct bring b = { 0 };
        struct place p = { .b = &b };
        struct node_reader r = { .cx = cx, .e = e, .wrong = tell, .arg = &p };
        const struct json *x = was->item;
        for (int i = 0; x && i < NODE_COLS; i++, x = x->next) {
                uint64_t v = 0;
                c[i] = (struct import_cell){ .filled = x->s.n > 0, .text = x->s, .on = DAY_NONE };
                if (by_number(i) && x->s.n && str_u64(x->s, &v))
                        c[i].v = (int64_t)v;
                if (i == COL_SOURCE)            /* what was kept before there was this column says nothing of it */
                        c[i].filled = true, c[i].v = x->s.n > 0;
        }
        const struct edition_node *above = c[COL_ABOVE].filled ? node_coded(e, c[COL_ABOVE].text) : NULL;
        *ret = node_fresh(above ? above->id : 0, c[COL_METHOD].filled);
        ret->code = now->code, ret->source = now->source;
        if (c[COL_ABOVE].filled && !above)
                return fail(cx, CONFLICT, "“%.*s”原来的上级指标已经不在了", STR(now->name));
        if (!node_of_cells(&r, c, ret))
                return fail(cx, CONFLICT, "“%.*s”不能恢复：%.*s", STR(now->name), STR(b.said));
        return NULL;
}

static void since(struct ctx *cx, struct import_undo *u, str what)
{
        *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) = (struct import_since){ what };
}

/* What somebody did to the tree after the file was written. */
static void look_since(struct ctx *cx, const struct edition *e, const struct json *all,
                       struct import_undo *u)
{
        for (const struct json *x = all->item; x; x = x->next) {
                const struct edition_node *now = node_coded(e, json_str(x, "code"));
                if (!now || now->version != json_int(x, "version", 0)) {
                        since(cx, u, str_f(cx->arena, words_of(cx->lang, now ? "指标“%.*s”后来又改过" : "指标“%.*s”已经不在了"),
                                           STR(now ? now->name : json_str(x, "code"))));
                        continue;
                }
                for (int i = 0; i < e->n_nodes && !json_at(x, "was"); i++) {
                        bool ours = e->nodes[i].parent != now->id;
                        for (const struct json *y = all->item; y && !ours; y = y->next)
                                ours = str_eq(json_str(y, "code"), e->nodes[i].code);
                        if (!ours)
                                since(cx, u, str_f(cx->arena, words_of(cx->lang, "“%.*s”下面后来加了“%.*s”"),
                                                   STR(now->name), STR(e->nodes[i].name)));
                }
        }
}

static const struct fail *undo(struct ctx *cx, struct import *im UNUSED, struct import_undo *u)
{
        struct edition e;
        const struct json *all;
        uint64_t id = 0;
        int n_new = 0, n_old = 0;
        if (!u->kept.n || !str_u64(import_answer(cx, u->about, "edition"), &id))
                return fail(cx, CONFLICT, "写入前的内容没有留底，不能整批撤销");
        const struct fail *f = json_parse(cx, u->kept, &all);
        if (!f)
                f = edition_to_change(cx, (int64_t)id, &e);
        if (!f)
                f = edition_read(cx, (int64_t)id, &e);
        if (f)
                return f;
        look_since(cx, &e, all, u);
        for (const struct json *x = all->item; x; x = x->next)
                if (json_at(x, "was"))
                        n_old++;
                else
                        n_new++;
        u->effect = str_f(cx->arena, words_of(cx->lang, "删除新增的 %d 项指标，%d 项恢复为导入以前的样子"), n_new, n_old);
        if (u->look || u->n_since)
                return NULL;
        edition_touch(cx, e.id, EDITION_DRAFT);
        for (const struct json *x = all->item; x; x = x->next) {
                const struct edition_node *now = node_coded(&e, json_str(x, "code"));
                const struct json *was = json_at(x, "was");
                struct edition_node back;
                if (!was)
                        continue;
                must(now);      /* look_since() has found them all */
                f = node_back(cx, &e, was, now, &back);
                if (f)
                        return f;
                node_put_over(cx, &e, now, &back);
        }
        for (int i = e.n_nodes; i-- > 0;)       /* parents stand before their parts: those go first */
                for (const struct json *x = all->item; x; x = x->next)
                        if (!json_at(x, "was") && str_eq(json_str(x, "code"), e.nodes[i].code))
                                node_put_away(cx, &e, &e.nodes[i]);
        return NULL;
}

const struct importer nodes_importer = {
        .code = "scheme.nodes", .label = "指标", .need = MAY_SCHEME_EDIT, .table = &table, .max_rows = TREE_NODES,
        .help = "一行一项指标，按代码或路径新增、更新编制中的考核方案；有一处不对，就一行也不写入",
        .back = "/schemes", .asks = asks, .open = open, .compare = compare, .put = put, .undo = undo,
};

/* ---- out ------------------------------------------------------------------------------------------- */

const struct fail *nodes_sheet(struct ctx *cx, const struct edition *e, bool csv, str *ret)
{
        struct node_choices choices;
        const struct fail *f = node_choices_load(cx, e, &choices);
        if (f)
                return f;
        str *cells = NEW_ARRAY(cx->arena, str, (size_t)e->n_nodes * NODE_COLS + 1);
        for (int i = 0; i < e->n_nodes; i++) {
                struct import_cell c[NODE_COLS];
                node_cells(cx, e, &e->nodes[i], c);
                for (int k = 0; k < NODE_COLS; k++)
                        cells[i * NODE_COLS + k] = node_cell_text(cx, &choices, k, &c[k]);
        }
        return csv ? import_filled_csv(cx, &table, cells, e->n_nodes, ret)
                   : import_filled(cx, &table, &choices, cells, e->n_nodes, ret);
}
