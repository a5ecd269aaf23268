/* domain/org/unit_import.c - units brought as a file: new ones, and changes by code. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "domain/org/group.sql.h"
#include "domain/org/import.sql.h"
#include "domain/org/imports.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"

static const char *const kind_words[] = { "县", "乡镇", "部门", "园区", "下属单位", "内设机构",
                                          "垂管单位", NULL };   /* in the order of org_kind */
static const char *const code_heads[]  = { "单位代码", "编码", "code", NULL };
static const char *const name_heads[]  = { "单位名称", "单位全称", "name", NULL };
static const char *const brief_heads[] = { "单位简称", NULL };
static const char *const kind_heads[]  = { "类型", "单位类别", "单位类型", NULL };
static const char *const above_heads[] = { "上级", "上级单位", "主管单位代码", NULL };
static const char *const sort_heads[]  = { "排序", "序号", NULL };
static const char *const group_heads[] = { "考核组", "分组", NULL };

enum { CODE, NAME, BRIEF, KIND, ABOVE, SORT, GROUP, FIELDS };
static const struct import_field fields[FIELDS] = {
        [CODE]  = { .key = "code", .label = "代码", .aliases = code_heads, .kind = IMPORT_CODE,
                    .required = true, .same = true, .identity = true, .max = 40,
                    .help = "小写字母、数字和连字符；已有的代码是修改" },
        [NAME]  = { .key = "name", .label = "名称", .aliases = name_heads, .kind = IMPORT_TEXT,
                    .required = true, .naming = true, .max = 100, .help = "单位全称" },
        [BRIEF] = { .key = "brief", .label = "简称", .aliases = brief_heads, .kind = IMPORT_TEXT,
                    .naming = true, .max = 40, .help = "空着就用名称" },
        [KIND]  = { .key = "kind", .label = "类别", .aliases = kind_heads, .kind = IMPORT_CHOICE,
                    .required = true, .choices = kind_words },
        [ABOVE] = { .key = "above", .label = "上级代码", .aliases = above_heads, .kind = IMPORT_CODE,
                    .max = 40, .help = "可以在表里排在后面；县空着" },
        [SORT]  = { .key = "sort", .label = "次序", .aliases = sort_heads, .kind = IMPORT_INT,
                    .most = 999999, .help = "小的排在前面" },
        [GROUP] = { .key = "group", .label = "考核分组", .aliases = group_heads,
                    .kind = IMPORT_TEXT, .max = 40, .help = "不参加考核的单位空着" },
};

static void check_row(struct import *im, struct import_row *row)
{
        struct ctx *cx = im->cx;
        struct org_unit have;
        str code = import_text(im, row, "code"), above = import_text(im, row, "above");
        enum org_kind kind = (enum org_kind)import_int(im, row, "kind");
        bool county = kind == ORG_COUNTY, there = !org_unit_by_code(cx, code, &have);
        const struct fail *alone = org_county_alone(cx, kind, there ? have.kind : ORG_KIND_END);
        if (alone)
                import_note(im, row, "kind", IMPORT_BAD, alone->say, (str){ 0 });
        if (county && above.n && import_cell(im, row, "kind")->filled)
                import_note(im, row, "above", IMPORT_BAD, str_of(words_of(cx->lang, "最上面的单位不能移动")), (str){ 0 });
        if (!org_code_fits(code))
                import_note(im, row, "code", IMPORT_BAD,
                            str_of(words_of(cx->lang, "代码用小写字母、数字和连字符（例：shuiwuju）")), (str){ 0 });
        else if (there && day_is(have.closed))
                import_note(im, row, "code", IMPORT_BAD,
                            str_of(words_of(cx->lang, "这个单位已经撤销，不能再改")), (str){ 0 });
        if (code.n && str_eq(code, above))
                import_note(im, row, "above", IMPORT_BAD,
                            str_of(words_of(cx->lang, "不能移到自己下面")), (str){ 0 });
        if (!county && !above.n)
                import_note(im, row, "above", IMPORT_BAD,
                            str_of(words_of(cx->lang, "县以外的单位要写上级")), (str){ 0 });
        if (above.n && !org_unit_by_code(cx, above, &have) && day_is(have.closed))
                import_note(im, row, "above", IMPORT_BAD,
                            str_of(words_of(cx->lang, "上级单位已经撤销")), (str){ 0 });
}

/* ---- the county as it will stand: what only all rows together can tell ----------------------- */

struct node {
        str           code, name;
        enum org_kind kind;
        day           closed;
        int           above;            /* index; -1: none; NOWHERE: neither here nor in the file */
        int           row;              /* of the file; -1: not in it */
        bool          bad;              /* a row whose fault is told already */
        bool          moved;            /* new, or with another name, kind or place */
        int64_t       id, parent;       /* as it stands; 0: new, none */
};
enum { NOWHERE = -2 };
struct plan { struct node *node; int n, cap; };

static int node_at(const struct plan *p, str code)
{
        for (int i = 0; i < p->n; i++)
                if (str_eq(p->node[i].code, code))
                        return i;
        return -1;
}

/* Every unit, and over it what the rows say. */
static const struct fail *plan_make(struct import *im, struct plan *p)
{
        struct ctx *cx = im->cx;
        struct unit_tree it;
        *p = (struct plan){ 0 };
        unit_tree(&it, cx);
        while (unit_tree_next(&it)) {
                struct node *u = VEC_ADD(cx->arena, p->node, p->n, p->cap);
                *u = (struct node){ .code = it.code, .name = it.name,
                                    .kind = (enum org_kind)it.kind, .closed = it.closed,
                                    .above = -1, .row = -1, .id = it.id,
                                    .parent = it.has_parent ? it.parent : 0 };
                for (int i = 0; u->parent && i < p->n; i++)
                        if (p->node[i].id == u->parent)
                                u->above = i;
        }
        const struct fail *f = unit_tree_end(&it);
        for (int i = 0; !f && i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                str code = import_text(im, row, "code"), name = import_text(im, row, "name");
                int at = node_at(p, code);
                if (!code.n || (at >= 0 && p->node[at].row >= 0))
                        continue;
                if (at < 0) {
                        at = p->n;
                        *VEC_ADD(cx->arena, p->node, p->n, p->cap) =
                                (struct node){ .code = code, .above = -1, .closed = DAY_NONE };
                }
                struct node *u = &p->node[at];
                enum org_kind kind = (enum org_kind)import_int(im, row, "kind");
                u->row = i, u->bad = row->bad;
                if (row->bad)
                        continue;
                u->moved = !u->id || !str_eq(u->name, name) || u->kind != kind;
                u->name = name, u->kind = kind;
        }
        for (int i = 0; !f && i < p->n; i++) {
                struct node *u = &p->node[i];
                str code =
                        u->row >= 0 && !u->bad ? import_text(im, &im->row[u->row], "above") : S("");
                if (!code.n)
                        continue;
                int above = node_at(p, code);
                u->moved = u->moved || above != u->above;
                u->above = above >= 0 ? above : NOWHERE;
        }
        return f;
}

/* How far below the root; more than there are units: it stands in a circle or below one. */
static int depth_of(const struct plan *p, int at)
{
        int depth = 0;
        for (; p->node[at].above >= 0 && depth <= p->n; depth++)
                at = p->node[at].above;
        return depth;
}

/* "甲局 → 乙局 → 甲局" when the unit stands below itself; absent: it does not. */
static str circle_of(struct ctx *cx, const struct plan *p, int at)
{
        enum { NAMED = 6 };
        struct buf b = buf_new(cx->arena, 4096);
        int k = p->node[at].above, n = 0;
        buf_put(&b, p->node[at].name);
        for (; k >= 0 && k != at && n <= p->n; k = p->node[k].above, n++)
                if (n < NAMED)
                        buf_f(&b, " → %.*s", STR(p->node[k].name));
        if (k != at)
                return (str){ 0 };
        buf_f(&b, n > NAMED ? " → … → %.*s" : " → %.*s", STR(p->node[at].name));
        return buf_str(&b);
}

/* The rule of unit_namesake(), over units that may not stand yet. */
static bool same_name(const struct node *a, const struct node *b)
{
        bool own = org_stands_alone(a->kind) && org_stands_alone(b->kind);
        return str_eq(a->name, b->name) && (own || (a->above >= 0 && a->above == b->above));
}

static void name_check(struct import *im, const struct plan *p, const struct node *u)
{
        struct ctx *cx = im->cx;
        struct import_row *row = &im->row[u->row];
        for (int i = 0; u->moved && i < p->n; i++) {
                const struct node *o = &p->node[i];
                if (o == u || o->bad || day_is(o->closed) || !same_name(u, o) ||
                    (o->moved && o->row > u->row))
                        continue;
                str why = o->row >= 0 ? str_f(cx->arena, words_of(cx->lang, "与第 %d 行（代码 %.*s）同名"),
                                              im->row[o->row].row, STR(o->code))
                                      : str_f(cx->arena, words_of(cx->lang, "已经有一个“%.*s”（代码 %.*s）"),
                                              STR(o->name), STR(o->code));
                import_note(im, row, "name", IMPORT_BAD, why,
                            str_of(words_of(cx->lang, "是同一个单位的，代码写它的；确是另一个单位的，请写全称")));
                return;
        }
}

static const struct fail *place_check(struct import *im, const struct plan *p, int at)
{
        struct ctx *cx = im->cx;
        const struct node *u = &p->node[at];
        struct import_row *row = &im->row[u->row];
        if (u->above == NOWHERE) {
                import_note(im, row, "above", IMPORT_BAD,
                            str_f(cx->arena, words_of(cx->lang, "上级“%.*s”既不在表里，也不在系统里"),
                                  STR(import_text(im, row, "above"))), (str){ 0 });
                return NULL;
        }
        str circle = circle_of(cx, p, at);
        if (circle.p) {
                import_note(im, row, "above", IMPORT_BAD,
                            str_f(cx->arena, words_of(cx->lang, "上级绕成了一圈：%.*s"),
                                  STR(circle)),
                            (str){ 0 });
                return NULL;
        }
        int depth = depth_of(p, at);
        if (u->above < 0 || p->node[u->above].bad || depth > p->n)
                return NULL;
        /* A place of its depth stands for the path that it will have. */
        const struct node *o = &p->node[u->above];
        struct buf path = buf_new(cx->arena, 1 << 16);
        for (int i = 0; i <= depth; i++)
                buf_byte(&path, '/');
        struct org_unit above = {
                .kind = o->kind, .name = o->name, .closed = o->closed, .path = buf_str(&path)
        };
        const struct fail *f = org_unit_fits_below(cx, u->kind, &above);
        if (f && f->kind != FAIL_INVALID)
                return f;
        if (f)
                import_note(im, row, str_is(f->field, "kind") ? "kind" : "above", IMPORT_BAD,
                            f->say, (str){ 0 });
        return NULL;
}

static const struct fail *whole(struct import *im)
{
        struct plan p;
        const struct fail *f = plan_make(im, &p);
        for (int i = 0; !f && i < p.n; i++) {
                if (p.node[i].row < 0 || p.node[i].bad || im->row[p.node[i].row].bad)
                        continue;
                f = place_check(im, &p, i);
                name_check(im, &p, &p.node[i]);
        }
        return f;
}

static const struct import_table table = {
        .name = "单位", .fields = fields, .n_fields = FIELDS, .check = check_row, .patient = true,
};

static const struct fail *open(struct ctx *cx, str about, struct import_open *ret)
{
        struct unit_root root;
        (void)about;
        const struct fail *f = unit_root(cx, &root);
        if (!f)
                f = auth_change(cx, MAY_ORG_EDIT, root.id);
        if (f)
                return f;
        *ret = (struct import_open){ .unit = root.id,
                .title = str_of(words_of(cx->lang, "单位")),
                .effect = str_of(words_of(cx->lang, "没有的代码新增，已有的代码按文件修改；改名不留曾用名。")) };
        return NULL;
}

/* What the row leaves empty stays as it is. */
static struct org_wish wish_of(const struct import *im, const struct import_row *row,
                               const struct org_unit *was)
{
        str name = import_text(im, row, "name"), brief = import_text(im, row, "brief");
        str group = import_text(im, row, "group");
        const struct import_cell *sort = import_cell(im, row, "sort");
        return (struct org_wish){
                .kind = (enum org_kind)import_int(im, row, "kind"), .name = name,
                .code = import_text(im, row, "code"),
                .brief = brief.n ? brief : was ? was->brief : name,
                .group = group.n ? group : was ? was->group : (str){ 0 },
                .sort = sort->filled ? (int)sort->v : was ? was->sort : row->row * 10 };
}

static enum import_fate compare(struct import *im, const struct import_row *row, str *before)
{
        struct ctx *cx = im->cx;
        struct org_unit u, above = { 0 };
        if (org_unit_by_code(cx, import_text(im, row, "code"), &u))
                return IMPORT_NEW;
        if (u.parent && org_unit_by_id(cx, u.parent, &above))
                return IMPORT_NEW;
        struct org_wish w = wish_of(im, row, &u);
        before[CODE] = u.code;
        before[NAME] = u.name;
        before[BRIEF] = u.brief;
        before[KIND] = str_of(kind_words[u.kind]);
        before[ABOVE] = above.code;
        before[SORT] = str_f(cx->arena, "%d", u.sort);
        before[GROUP] = u.group;
        bool same = w.kind == u.kind && str_eq(w.name, u.name) && str_eq(w.brief, u.brief) &&
                    w.sort == u.sort && (str_eq(w.group, u.group) || (!w.group.n && !u.group.n)) &&
                    str_eq(import_text(im, row, "above"), above.code.n ? above.code : S(""));
        return same ? IMPORT_SAME : IMPORT_CHANGED;
}

/* ---- writing: superiors first, wherever they stand in the file ------------------------------- */

/* What undoing one row needs: what it is now known by, and what it was. `was` NULL: it is new. */
static const struct fail *row_keep(struct ctx *cx, struct json_out *kept,
                                   const struct import_row *row, int64_t id, int64_t version,
                                   str group, const struct org_unit *was)
{
        struct unit_group_of laid = { 0 };
        const struct fail *f = unit_group_of(cx, id, day_year(cx->today), &laid);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        json_open(kept, NULL, '{');
        json_put_int(kept, "row", row->row);
        json_put_int(kept, "id", id);
        json_put_int(kept, "version", version);
        json_put_str(kept, "group", group.p ? group : S(""));
        if (was) {
                json_open(kept, "was", '{');
                json_put_int(kept, "kind", was->kind);
                json_put_str(kept, "name", was->name);
                json_put_str(kept, "brief", was->brief);
                json_put_str(kept, "group", was->group.p ? was->group : S(""));
                json_put_int(kept, "sort", was->sort);
                json_put_int(kept, "parent", was->parent);
                json_put_str(kept, "laid", laid.grp.p ? laid.grp : S(""));
                json_close(kept, '}');
        }
        json_close(kept, '}');
        return NULL;
}

static const struct fail *row_put(struct import *im, const struct import_row *row,
                                  const struct org_unit *above, struct json_out *kept)
{
        struct ctx *cx = im->cx;
        struct org_unit u;
        str before[FIELDS];
        const struct fail *f = org_unit_by_code(cx, import_text(im, row, "code"), &u);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        bool fresh = f != NULL;
        if (!fresh && compare(im, row, before) == IMPORT_SAME)
                return NULL;
        struct org_wish w = wish_of(im, row, fresh ? NULL : &u);
        f = org_county_alone(cx, w.kind, fresh ? ORG_KIND_END : u.kind);
        if (!f && above)
                f = org_unit_fits_below(cx, w.kind, above);
        if (!f && !fresh && above && str_starts(above->path, u.path))
                f = fail(cx, INVALID, "不能移到自己下面");
        if (f)
                return f->kind != FAIL_INVALID ? f
                                               : fail(cx, INVALID, "%.*s“%.*s”：%.*s",
                                                      STR(import_row_place(cx, row)), STR(w.name), STR(f->say));
        str group = w.group.n ? w.group : (str){ 0 };
        str below = above ? above->path : S("/");
        bool moves = !fresh && above && above->id != u.parent;
        if (fresh) {
                u.id = unit_insert(cx, above != NULL, above ? above->id : 0, w.kind, w.code, w.name,
                                   w.brief, group, w.sort,
                                   str_f(cx->arena, "new:%.*s", STR(w.code)));
                unit_set_path(cx, u.id, str_f(cx->arena, "%.*s%ld/", STR(below), u.id));
        } else {
                unit_update(cx, u.id, u.version, w.kind, w.name, w.brief, group, w.sort);
        }
        if (moves) {
                unit_set_parent(cx, u.id, u.version + 1, above->id);
                unit_move_paths(cx, u.path, str_f(cx->arena, "%.*s%ld/", STR(below), u.id),
                                (int64_t)u.path.n + 1);
        }
        f = row_keep(cx, kept, row, u.id, fresh ? 1 : u.version + 1 + moves, group,
                     fresh ? NULL : &u);
        if (f)
                return f;
        if (group.n)
                unit_group_name(cx, u.id, day_year(cx->today), group, w.sort);
        search_follow(cx, "unit", u.id);
        audit_log(cx, fresh ? "unit.add" : "unit.edit", "unit", u.id,
                  str_f(cx->arena, "{\"import\":\"%.*s\"}", STR(w.code)));
        return NULL;
}

struct turn { int depth, row; };

static int by_depth(const void *pa, const void *pb)
{
        const struct turn *a = pa, *b = pb;
        return a->depth != b->depth ? (a->depth > b->depth) - (a->depth < b->depth)
                                    : (a->row > b->row) - (a->row < b->row);
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct plan p;
        struct turn *turn = NEW_ARRAY(cx->arena, struct turn, (size_t)im->n_rows + 1);
        struct buf o = buf_new(cx->arena, 8 << 20);
        struct json_out kept = json_out(&o, false);
        int n = 0;
        const struct fail *f = plan_make(im, &p);
        json_open(&kept, NULL, '{');
        json_put_int(&kept, "year", day_year(cx->today));
        json_open(&kept, "rows", '[');
        /* By the place each will have: whatever stands above it is where it belongs by then. */
        for (int i = 0; !f && i < p.n; i++)
                if (p.node[i].row >= 0)
                        turn[n++] = (struct turn){ depth_of(&p, i), p.node[i].row };
        qsort(turn, (size_t)n, sizeof(*turn), by_depth);
        for (int i = 0; !f && i < n; i++) {
                const struct import_row *row = &im->row[turn[i].row];
                struct org_unit above = { 0 };
                str code = import_text(im, row, "above");
                f = code.n ? org_unit_by_code(cx, code, &above) : NULL;
                if (!f)
                        f = row_put(im, row, code.n ? &above : NULL, &kept);
        }
        if (f)
                return f;
        json_close(&kept, ']');
        json_close(&kept, '}');
        audit_log(cx, "unit.import", "import", w->batch,
                  str_f(cx->arena, "{\"rows\":%d}", im->n_rows));
        session_forget();
        w->see = S("/org");
        w->kept = o.broken ? S("") : buf_str(&o);
        return NULL;
}

/* ---- undoing: the last written first --------------------------------------------------------- */

/* unit_uses(): what rests on a unit. */
static const char *const use_words[] = {
        [1] = "岗位", [2] = "部门预算", [3] = "曾用名或机构改革", [4] = "别的年度的考核分组", [5] = "考核方案",
        [6] = "目标任务书", [7] = "填报的数据", [8] = "考核结果", [9] = "公文", [10] = "其他业务记录",
};

/* One written row, from what was kept. */
struct written {
        int64_t row, id, version;
        str group;
        const struct json *was;
        struct org_unit now;
};
struct written_list { struct written *of; int n, cap, year; };

static void since(struct ctx *cx, struct import_undo *u, const struct written *w, str why)
{
        *VEC_ADD(cx->arena, u->since, u->n_since, u->cap_since) =
                (struct import_since){ str_f(cx->arena, words_of(cx->lang, "第 %ld 行“%.*s”：%.*s"),
                                             w->row, STR(w->now.name), STR(why)) };
}

static const struct fail *written_read(struct ctx *cx, const struct import_undo *u,
                                       struct written_list *ret)
{
        const struct json *o = NULL, *rows;
        if (!u->kept.n || json_parse(cx, u->kept, &o) || !(rows = json_at(o, "rows")))
                return fail(cx, CONFLICT, "写入前的内容没有留底，不能整批撤销");
        *ret = (struct written_list){ .year = (int)json_int(o, "year", 0) };
        for (const struct json *i = rows->item; i; i = i->next)
                *VEC_ADD(cx->arena, ret->of, ret->n, ret->cap) =
                        (struct written){ .row = json_int(i, "row", 0),
                                          .id = json_int(i, "id", 0),
                                          .version = json_int(i, "version", 0),
                                          .group = json_str(i, "group"), .was = json_at(i, "was") };
        return NULL;
}

static struct written *written_of(const struct written_list *list, int64_t id)
{
        for (int i = 0; i < list->n; i++)
                if (list->of[i].id == id)
                        return &list->of[i];
        return NULL;
}

/* Is it as the file left it? */
static const struct fail *written_same(struct ctx *cx, struct import_undo *u,
                                       const struct written_list *list, struct written *w)
{
        const struct fail *f = org_unit_by_id(cx, w->id, &w->now);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (f || w->now.version != w->version || day_is(w->now.closed) ||
            !str_eq(w->now.group.p ? w->now.group : S(""), w->group)) {
                since(cx, u, w, str_of(words_of(cx->lang, "写入以后又改过")));
                return NULL;
        }
        if (w->was)
                return NULL;
        struct unit_children it;
        unit_children(&it, cx, w->id);
        while (unit_children_next(&it))
                if (!written_of(list, it.id))
                        since(cx, u, w,
                              str_f(cx->arena, words_of(cx->lang, "下面已经有“%.*s”"),
                                    STR(it.name)));
        return unit_children_end(&it);
}

static const struct fail *uses_find(struct ctx *cx, struct import_undo *u,
                                    const struct written_list *list)
{
        struct unit_uses it;
        unit_uses(&it, cx, u->batch, list->year);
        while (unit_uses_next(&it)) {
                const struct written *w = written_of(list, it.unit);
                if (w && !w->was)
                        since(cx, u, w, str_f(cx->arena, words_of(cx->lang, "已经有%s"),
                                              words_of(cx->lang, use_words[it.what])));
        }
        return unit_uses_end(&it);
}

static const struct fail *written_back(struct ctx *cx, int year, const struct written *w)
{
        struct org_unit now, above;
        str import = str_f(cx->arena, "{\"undone\":\"%.*s\"}", STR(w->now.code));
        const struct fail *f = org_unit_by_id(cx, w->id, &now);
        if (f)
                return f;
        str laid = w->was ? json_str(w->was, "laid") : S("");
        if (!laid.n)
                unit_group_drop(cx, w->id, year);
        if (!w->was) {
                search_drop(cx, "unit", w->id);
                audit_log(cx, "unit.remove", "unit", w->id, import);
                unit_remove(cx, w->id);
                return NULL;
        }
        str group = json_str(w->was, "group");
        int64_t parent = json_int(w->was, "parent", 0);
        if (laid.n)
                unit_group_name(cx, w->id, year, laid, json_int(w->was, "sort", 0));
        unit_update(cx, w->id, now.version, json_int(w->was, "kind", 0), json_str(w->was, "name"),
                    json_str(w->was, "brief"), group.n ? group : (str){ 0 },
                    json_int(w->was, "sort", 0));
        if (parent && parent != now.parent) {
                f = org_unit_by_id(cx, parent, &above);
                if (f)
                        return f;
                unit_set_parent(cx, w->id, now.version + 1, parent);
                unit_move_paths(cx, now.path, str_f(cx->arena, "%.*s%ld/", STR(above.path), w->id),
                                (int64_t)now.path.n + 1);
        }
        search_follow(cx, "unit", w->id);
        audit_log(cx, "unit.edit", "unit", w->id, import);
        return NULL;
}

static const struct fail *undo(struct ctx *cx, struct import *im, struct import_undo *u)
{
        struct written_list list = { 0 };
        int n_new = 0;
        (void)im;
        const struct fail *f = written_read(cx, u, &list);
        for (int i = 0; !f && i < list.n; i++) {
                f = written_same(cx, u, &list, &list.of[i]);
                n_new += !list.of[i].was;
        }
        if (!f && n_new)
                f = uses_find(cx, u, &list);
        if (f)
                return f;
        u->effect = str_f(cx->arena, words_of(cx->lang, "删除新增的 %d 个单位，恢复 %d 个单位原来的内容"), n_new,
                          list.n - n_new);
        if (u->look || u->n_since)
                return NULL;
        for (int i = list.n; !f && i-- > 0;)
                f = written_back(cx, list.year, &list.of[i]);
        session_forget();               /* scopes rest on the path */
        return f;
}

const struct importer units_importer = {
        .code = "org.units", .label = "单位", .need = MAY_ORG_EDIT, .table = &table, .max_rows = 2000,
        .help = "全县的单位一张表：代码、名称、类别、上级代码；上级可以排在后面", .back = "/org",
        .open = open, .compare = compare, .whole = whole, .put = put, .undo = undo,
};
