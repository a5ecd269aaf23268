/* domain/org/unit_import.c - units brought as a file: new ones, and changes by code. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.sql.h"
#include "core/auth/session.h"
#include "domain/org/group.sql.h"
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
                    .required = true, .max = 100, .help = "单位全称" },
        [BRIEF] = { .key = "brief", .label = "简称", .aliases = brief_heads, .kind = IMPORT_TEXT,
                    .max = 40, .help = "空着就用名称" },
        [KIND]  = { .key = "kind", .label = "类别", .aliases = kind_heads, .kind = IMPORT_CHOICE,
                    .required = true, .choices = kind_words },
        [ABOVE] = { .key = "above", .label = "上级代码", .aliases = above_heads, .kind = IMPORT_CODE,
                    .max = 40, .help = "可以在表里排在后面；县空着" },
        [SORT]  = { .key = "sort", .label = "次序", .aliases = sort_heads, .kind = IMPORT_INT,
                    .most = 999999, .help = "小的排在前面" },
        [GROUP] = { .key = "group", .label = "考核分组", .aliases = group_heads,
                    .kind = IMPORT_TEXT, .max = 40, .help = "不参加考核的单位空着" },
};

static bool is_code(str s)
{
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '-' && i)))
                        return false;
        }
        return s.n > 0;
}

static void check_row(struct import *im, struct import_row *row)
{
        struct ctx *cx = im->cx;
        struct org_unit have;
        str code = import_text(im, row, "code"), above = import_text(im, row, "above");
        bool county = import_int(im, row, "kind") == ORG_COUNTY;
        if (!is_code(code))
                import_note(im, row, "code", IMPORT_BAD,
                            str_of(words_of(cx->lang, "代码用小写字母、数字和连字符")), S("shuiwuju"));
        else if (!org_unit_by_code(cx, code, &have) && day_is(have.closed))
                import_note(im, row, "code", IMPORT_BAD,
                            str_of(words_of(cx->lang, "这个单位已经撤销，不能再改")), (str){ 0 });
        if (str_eq(code, above))
                import_note(im, row, "above", IMPORT_BAD,
                            str_of(words_of(cx->lang, "不能移到自己下面")), (str){ 0 });
        if (!county && !above.n)
                import_note(im, row, "above", IMPORT_BAD,
                            str_of(words_of(cx->lang, "县以外的单位要写上级")), (str){ 0 });
        if (above.n && !org_unit_by_code(cx, above, &have) && day_is(have.closed))
                import_note(im, row, "above", IMPORT_BAD,
                            str_of(words_of(cx->lang, "上级单位已经撤销")), (str){ 0 });
}

static const struct import_table table = {
        .name = "单位", .fields = fields, .n_fields = FIELDS, .check = check_row,
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

static const struct fail *row_put(struct ctx *cx, const struct import *im,
                                  const struct import_row *row, const struct org_unit *above)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, import_text(im, row, "code"), &u);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        bool fresh = f != NULL;
        struct org_wish w = wish_of(im, row, fresh ? NULL : &u);
        f = above ? org_unit_fits_below(cx, w.kind, above) : NULL;
        if (!f && !fresh && above && str_starts(above->path, u.path))
                f = fail(cx, INVALID, "不能移到自己下面");
        if (f)
                return f->kind != FAIL_INVALID ? f
                        : fail(cx, INVALID, "第 %d 行“%.*s”：%.*s", row->row, STR(w.name), STR(f->say));
        str group = w.group.n ? w.group : (str){ 0 };
        str below = above ? above->path : S("/");
        if (fresh) {
                u.id = unit_insert(cx, above != NULL, above ? above->id : 0, w.kind, w.code, w.name,
                                   w.brief, group, w.sort,
                                   str_f(cx->arena, "new:%.*s", STR(w.code)));
                unit_set_path(cx, u.id, str_f(cx->arena, "%.*s%ld/", STR(below), u.id));
        } else {
                unit_update(cx, u.id, u.version, w.kind, w.name, w.brief, group, w.sort);
                if (above && above->id != u.parent) {
                        unit_set_parent(cx, u.id, u.version + 1, above->id);
                        unit_move_paths(cx, u.path, str_f(cx->arena, "%.*s%ld/", STR(below), u.id),
                                        (int64_t)u.path.n + 1);
                }
        }
        if (group.n)
                unit_group_name(cx, u.id, day_year(cx->today), group, w.sort);
        search_follow(cx, "unit", u.id);
        audit_log(cx, fresh ? "unit.add" : "unit.edit", "unit", u.id,
                  str_f(cx->arena, "{\"import\":\"%.*s\"}", STR(w.code)));
        return NULL;
}

static const struct fail *put(struct ctx *cx, struct import *im, struct import_write *w)
{
        bool *done = NEW_ARRAY(cx->arena, bool, (size_t)im->n_rows + 1);
        int left = im->n_rows;
        for (bool moved = true; left && moved;) {
                moved = false;
                for (int i = 0; i < im->n_rows; i++) {
                        const struct import_row *row = &im->row[i];
                        struct org_unit above = { 0 };
                        str code = import_text(im, row, "above");
                        bool waits = false;
                        if (done[i])
                                continue;
                        for (int k = 0; k < im->n_rows && code.n && !waits; k++)
                                waits = !done[k] && k != i &&
                                        str_eq(import_text(im, &im->row[k], "code"), code);
                        if (waits)
                                continue;
                        const struct fail *f = code.n ? org_unit_by_code(cx, code, &above) : NULL;
                        if (f && f->kind == FAIL_NOT_FOUND)
                                return fail(cx, INVALID, "第 %d 行的上级“%.*s”既不在表里，也不在系统里",
                                            row->row, STR(code));
                        if (!f)
                                f = row_put(cx, im, row, code.n ? &above : NULL);
                        if (f)
                                return f;
                        done[i] = moved = true;
                        left--;
                }
        }
        for (int i = 0; i < im->n_rows && left; i++)
                if (!done[i])
                        return fail(cx, INVALID, "第 %d 行“%.*s”的上级绕成了一圈", im->row[i].row,
                                    STR(import_text(im, &im->row[i], "name")));
        audit_log(cx, "unit.import", "import", w->batch,
                  str_f(cx->arena, "{\"rows\":%d}", im->n_rows));
        session_forget();
        w->see = S("/org");
        w->kept = S("");
        return NULL;
}

const struct importer units_importer = {
        .code = "org.units", .label = "单位", .need = MAY_ORG_EDIT, .table = &table,
        .max_rows = 2000,
        .help = "全县的单位一张表：代码、名称、类别、上级代码；上级可以排在后面", .back = "/org",
        .open = open, .compare = compare, .put = put,
};
