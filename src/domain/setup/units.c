/* domain/setup/units.c - see units.h. */
#include "domain/setup/units.h"
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/session.h"
#include "domain/org/unit.sql.h"
#include "domain/setup/setup.sql.h"

enum { FIELDS = 6 };

static const char *const kind_words[] = { "乡镇", "部门", "园区", "下属单位", "内设机构", "垂管", NULL };
static const enum org_kind kinds[] = { ORG_TOWN, ORG_DEPARTMENT, ORG_PARK, ORG_SUBORDINATE,
                                       ORG_SECTION, ORG_VERTICAL };
static const char *const name_heads[]  = { "单位名称", "单位全称", "单位", NULL };
static const char *const kind_heads[]  = { "单位类型", "类别", "单位类别", NULL };
static const char *const above_heads[] = { "上级", "主管单位", "主管部门", NULL };
static const char *const code_heads[]  = { "单位代码", "编码", NULL };
static const char *const brief_heads[] = { "单位简称", NULL };
static const char *const group_heads[] = { "考核分组", "分组", NULL };

static const struct import_field fields[FIELDS] = {
        { .key = "name", .label = "名称", .aliases = name_heads, .kind = IMPORT_TEXT,
          .required = true, .naming = true, .max = 100, .help = "单位全称" },
        { .key = "kind", .label = "类型", .aliases = kind_heads, .kind = IMPORT_CHOICE,
          .choices = kind_words, .help = "不填为部门" },
        { .key = "above", .label = "上级单位", .aliases = above_heads, .kind = IMPORT_TEXT, .naming = true, .max = 100,
          .help = "上级的名称或代码；直属县的不填" },
        { .key = "code", .label = "代码", .aliases = code_heads, .kind = IMPORT_CODE, .max = 40,
          .help = "小写字母、数字和连字符；不填自动编号" },
        { .key = "brief", .label = "简称", .aliases = brief_heads, .kind = IMPORT_TEXT, .naming = true, .max = 40,
          .help = "表格里用的短名；不填同名称" },
        { .key = "group", .label = "考核组", .aliases = group_heads, .kind = IMPORT_TEXT, .max = 40,
          .help = "同组单位一起排名；不考核的不填" },
};

static void check_row(struct import *im, struct import_row *row)
{
        str code = import_text(im, row, "code");
        if (code.n && !org_code_fits(code))
                import_note(im, row, "code", IMPORT_BAD,
                            str_of(words_of(im->cx->lang, "代码用小写字母、数字和连字符（例：shuiwuju）")),
                            (str){ 0 });
}

const struct import_table units_table = {
        .name = "单位", .fields = fields, .n_fields = FIELDS, .check = check_row, .patient = true,
};

/* ---- the plan ------------------------------------------------------------------- */

/* What stands already, by name and by code. */
struct known { int64_t id; str name, code, path; enum org_kind kind; };
struct place { const struct known *have; int n_have; };

static const struct fail *known_load(struct ctx *cx, struct place *ret)
{
        struct known *list = NULL;
        int n = 0, cap = 0;
        struct setup_units it;
        setup_units(&it, cx);
        while (setup_units_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct known){ it.id, it.name, it.code,
                                                                   it.path, (enum org_kind)it.kind };
        *ret = (struct place){ list, n };
        return setup_units_end(&it);
}

static const struct known *known_find(const struct place *p, str word)
{
        for (int i = 0; i < p->n_have; i++)
                if (str_eq(p->have[i].name, word) || str_eq(p->have[i].code, word))
                        return &p->have[i];
        return NULL;
}

static int row_find(const struct unit_row *rows, int n, str word)
{
        for (int i = 0; i < n; i++)
                if (str_eq(rows[i].name, word) || str_eq(rows[i].code, word))
                        return i;
        return -1;
}

static bool code_taken(const struct place *p, const struct unit_row *rows, int n, str code)
{
        return known_find(p, code) || row_find(rows, n, code) >= 0;
}

/* Rows without a code get u001, u002 … that nobody has. */
static void codes_fill(struct ctx *cx, const struct place *p, struct unit_row *rows, int n)
{
        int next = 1;
        for (int i = 0; i < n; i++)
                while (!rows[i].code.n) {
                        str code = str_f(cx->arena, "u%03d", next++);
                        if (!code_taken(p, rows, n, code))
                                rows[i].code = code;
                }
}

/* Rows on their way to a plan, with what is wrong with them. */
struct plan {
        struct ctx        *cx;
        struct place       known;
        struct import     *im;          /* keeps every reason at its cell; NULL: by hand, the first in `fail` */
        const struct fail *fail;
        struct unit_row   *row;         /* those that are not there yet */
        int *from, *above;              /* its number in the file; its superior among `row`, -1: none of them */
        int  n;
        bool bad;
};

/* `why` goes on behind “what”, which is what the cell holds. */
static void tell(struct plan *p, int from, const char *key, str what, str why)
{
        p->bad = true;
        if (p->im)
                import_note(p->im, &p->im->row[from], key, IMPORT_BAD, why, (str){ 0 });
        else if (!p->fail)
                p->fail = fail_field(p->cx, str_of(key), "“%.*s”%.*s", STR(what), STR(why));
}

/* A name or code that stands already: in the system (at −1) or in another row. */
static void tell_twice(struct plan *p, int from, const char *key, str what, int at)
{
        tell(p, from, key, what,
             at < 0 ? str_of(words_of(p->cx->lang, "已经有了"))
                    : str_f(p->cx->arena, words_of(p->cx->lang, "在第 %d 行已经用了"), p->row[at].row));
}

/* Is the row new, and does nothing else bear its name or code? A row that is there stays as it is. */
static void row_take(struct plan *p, const struct unit_row *u, int from)
{
        if (!p->im && u->code.n && !org_code_fits(u->code))
                tell(p, from, "code", u->code,
                     str_of(words_of(p->cx->lang, "不是代码，代码用小写字母、数字和连字符（例：shuiwuju）")));
        if (known_find(&p->known, u->name)) {
                if (!p->im)
                        tell_twice(p, from, "name", u->name, -1);
                return;
        }
        int name_at = u->name.n ? row_find(p->row, p->n, u->name) : -1;
        int code_at = u->code.n ? row_find(p->row, p->n, u->code) : -1;
        if (name_at >= 0)
                tell_twice(p, from, "name", u->name, name_at);
        if (u->code.n && (code_at >= 0 || known_find(&p->known, u->code)))
                tell_twice(p, from, "code", u->code, code_at);
        p->from[p->n] = from;
        p->row[p->n++] = *u;
}

/* Where the superior of row i is, and whether anything may stand below it. */
static void above_find(struct plan *p, int i)
{
        const char *say = NULL;
        const struct unit_row *u = &p->row[i];
        const struct known *have = u->above.n ? known_find(&p->known, u->above) : NULL;
        p->above[i] = u->above.n && !have ? row_find(p->row, p->n, u->above) : -1;
        if (p->above[i] == i) {
                p->above[i] = -1;
                say = "就是这个单位自己";
        } else if (u->above.n && !have && p->above[i] < 0) {
                say = "既不在表里，也不在系统里";
        } else if (u->above.n && (have ? have->kind : p->row[p->above[i]].kind) == ORG_SECTION) {
                say = "是内设机构，下面不能再设单位";
        }
        if (say)
                tell(p, p->from[i], "above", u->above, str_of(words_of(p->cx->lang, say)));
}

/* Every row of a circle is told; those below one are not. */
static void circles_find(struct plan *p)
{
        int *walk = NEW_ARRAY(p->cx->arena, int, (size_t)p->n + 1);    /* who was here first, from 1 */
        for (int i = 0; i < p->n; i++) {
                int at = i;
                for (; at >= 0 && !walk[at]; at = p->above[at])
                        walk[at] = i + 1;
                if (at < 0 || walk[at] != i + 1)
                        continue;
                int first = at;
                do {
                        tell(p, p->from[at], "above", p->row[at].above,
                             str_f(p->cx->arena, words_of(p->cx->lang, "一层层往上，又回到“%.*s”自己"),
                                   STR(p->row[at].name)));
                        at = p->above[at];
                } while (at != first);
        }
}

/* Superiors first; there is no circle. */
static void in_order(const struct plan *p, struct unit_row *out)
{
        bool *taken = NEW_ARRAY(p->cx->arena, bool, (size_t)p->n + 1);
        for (int n_out = 0; n_out < p->n;)
                for (int i = 0; i < p->n; i++)
                        if (!taken[i] && (p->above[i] < 0 || taken[p->above[i]])) {
                                out[n_out++] = p->row[i];
                                taken[i] = true;
                        }
}

/* `im`: where the rows are from, one for one; NULL: by hand. */
static const struct fail *plan_make(struct ctx *cx, struct import *im, const struct unit_row *rows,
                                    int n, struct unit_rows *ret)
{
        size_t room = (size_t)n + 1;
        struct plan p = { .cx = cx, .im = im, .row = NEW_ARRAY(cx->arena, struct unit_row, room),
                          .from = NEW_ARRAY(cx->arena, int, room), .above = NEW_ARRAY(cx->arena, int, room) };
        const struct fail *f = known_load(cx, &p.known);
        *ret = (struct unit_rows){ 0 };
        if (f)
                return f;
        for (int i = 0; i < n; i++)
                row_take(&p, &rows[i], i);
        for (int i = 0; i < p.n; i++)
                above_find(&p, i);
        circles_find(&p);
        if (p.bad)
                return p.fail;
        struct unit_row *out = NEW_ARRAY(cx->arena, struct unit_row, room);
        codes_fill(cx, &p.known, p.row, p.n);
        in_order(&p, out);
        *ret = (struct unit_rows){ out, p.n, n - p.n };
        return NULL;
}

const struct fail *units_check(struct ctx *cx, const struct unit_row *row, struct unit_rows *ret)
{
        return plan_make(cx, NULL, row, 1, ret);
}

static const struct fail *import_plan(struct ctx *cx, struct import *im, struct unit_rows *ret)
{
        struct unit_row *rows = NEW_ARRAY(cx->arena, struct unit_row, (size_t)im->n_rows + 1);
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                const struct import_cell *kind = import_cell(im, row, "kind");
                rows[i] = (struct unit_row){
                        .name = import_text(im, row, "name"), .code = import_text(im, row, "code"),
                        .brief = import_text(im, row, "brief"),
                        .group = import_text(im, row, "group"),
                        .above = import_text(im, row, "above"), .row = row->row,
                        .kind = kind->filled ? kinds[kind->v] : ORG_DEPARTMENT,
                };
        }
        return plan_make(cx, im, rows, im->n_rows, ret);
}

const struct fail *units_read(struct ctx *cx, str filename, str bytes, bool sealed,
                              struct import **ret, struct unit_rows *ret_plan)
{
        *ret = import_new(cx, &units_table, NULL);
        const struct fail *f = import_file(*ret, filename, bytes, sealed);
        if (!f)
                f = import_plan(cx, *ret, ret_plan);    /* before the end, which puts the findings in order */
        if (f)
                return f;
        import_end(*ret);
        for (int i = 0; i < (*ret)->n_headers; i++) {           /* nobody has agreed to leave them out */
                const struct import_header *h = &(*ret)->header[i];
                if (h->lost_from)
                        return fail(cx, INVALID, "%.*s；请把表头移到数据上面，或者删去这几行，再传一次",
                                    STR(import_lost_says(cx, h->lost_from, h->lost_to, h->row)));
        }
        return NULL;
}

/* ---- making --------------------------------------------------------------------- */

const struct fail *units_make(struct ctx *cx, const struct unit_rows *rows)
{
        struct place p;
        struct setup_root root;
        const struct fail *f = auth_may(cx, MAY_ORG_EDIT) ? setup_root(cx, &root)
                                                          : fail(cx, DENIED, "%s", "");
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, root.id);
        if (f)
                return f;
        cx->db->serializable = true;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        f = known_load(cx, &p);
        struct known *made = NEW_ARRAY(cx->arena, struct known, (size_t)rows->n + 1);
        struct place fresh = { made, 0 };
        for (int i = 0; i < rows->n && !f; i++) {
                const struct unit_row *u = &rows->row[i];
                const struct known *above = u->above.n ? known_find(&p, u->above) : NULL;
                if (u->above.n && !above)
                        above = known_find(&fresh, u->above);
                if ((u->above.n && !above) || code_taken(&p, NULL, 0, u->code) ||
                    known_find(&p, u->name)) {
                        f = fail(cx, CONFLICT, "单位刚刚有变动，请重新上传一次名册");
                        tx_refuse(cx, f);
                        break;
                }
                str path = above ? above->path : root.path;
                int64_t id = unit_insert(cx, true, above ? above->id : root.id, u->kind, u->code,
                                         u->name, u->brief.n ? u->brief : u->name,
                                         u->group.n ? u->group : (str){ 0 }, (i + 1) * 10,
                                         str_f(cx->arena, "new:%.*s", STR(u->code)));
                made[fresh.n_have++] = (struct known){ id, u->name, u->code,
                                                       str_f(cx->arena, "%.*s%ld/", STR(path), id),
                                                       u->kind };
                unit_set_path(cx, id, made[i].path);
                search_follow(cx, "unit", id);
                audit_log(cx, "unit.add", "unit", id, u->name);
        }
        f = f && f->kind != FAIL_CONFLICT ? f : tx_commit(&tx);
        session_forget();
        return f;
}

/* ---- kept between preview and writing --------------------------------------------- */

/* A cell of the packed text: its own marks become blanks. */
static void put_cell(struct buf *b, str s, char end)
{
        for (size_t i = 0; i < s.n; i++)
                buf_byte(b, s.p[i] == '\t' || s.p[i] == '\n' ? ' ' : s.p[i]);
        buf_byte(b, end);
}

str units_pack(struct ctx *cx, const struct unit_rows *rows)
{
        struct buf b = buf_new(cx->arena, 8 << 20);
        for (int i = 0; i < rows->n; i++) {
                const struct unit_row *u = &rows->row[i];
                buf_f(&b, "%d\t", (int)u->kind);
                put_cell(&b, u->name, '\t');
                put_cell(&b, u->code, '\t');
                put_cell(&b, u->brief, '\t');
                put_cell(&b, u->group, '\t');
                put_cell(&b, u->above, '\n');
        }
        return b.broken ? (str){ 0 } : buf_str(&b);
}

void units_unpack(struct ctx *cx, str text, struct unit_rows *ret)
{
        struct unit_row *list = NULL;
        int n = 0, cap = 0;
        while (text.n) {
                str line = str_cut(text, '\n', &text), c[FIELDS];
                uint64_t kind;
                for (int i = 0; i < FIELDS; i++)
                        c[i] = str_cut(line, '\t', &line);
                if (!str_u64(c[0], &kind) || kind >= ORG_KIND_END)
                        continue;
                *VEC_ADD(cx->arena, list, n, cap) = (struct unit_row){
                        .kind = (enum org_kind)kind, .name = c[1], .code = c[2], .brief = c[3],
                        .group = c[4], .above = c[5] };
        }
        *ret = (struct unit_rows){ list, n, 0 };
}
