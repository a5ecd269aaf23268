/* domain/org/people_import.c - people and their posts, brought as files.
 *
 * Two files for two administrators (三员): the system administrator's makes people and accounts,
 * the security administrator's grants posts to accounts that exist. */
#include "core/audit/audit.h"
#include "core/search/search.h"
#include "core/auth/account.h"
#include "core/auth/account.sql.h"
#include "core/auth/auth.sql.h"
#include "domain/org/absence.sql.h"
#include "domain/org/import.sql.h"
#include "domain/org/imports.h"
#include "domain/org/org.h"
#include "domain/org/people_undo.h"

static const char *const login_heads[] = { "登录名", "用户名", "login", NULL };
static const char *const name_heads[]  = { "人员姓名", "name", NULL };
static const char *const staff_heads[] = { "工号", "人员编号", NULL };
static const char *const sort_heads[]  = { "排序", NULL };

/* ---- people ---------------------------------------------------------------------------- */

enum { LOGIN, NAME, STAFF, SORT, FIELDS };
static const struct import_field fields[FIELDS] = {
        [LOGIN] = { .key = "login", .label = "账号", .aliases = login_heads, .kind = IMPORT_CODE,
                    .required = true, .same = true, .identity = true, .max = LOGIN_MAX,
                    .help = "3 到 40 个小写字母、数字、点或连字符；已有的账号是修改" },
        [NAME]  = { .key = "name", .label = "姓名", .aliases = name_heads, .kind = IMPORT_TEXT,
                    .required = true, .naming = true, .max = 50 },
        [STAFF] = { .key = "staff", .label = "工号", .aliases = staff_heads, .kind = IMPORT_CODE,
                    .max = 40 },
        [SORT]  = { .key = "sort", .label = "次序", .aliases = sort_heads, .kind = IMPORT_INT,
                    .most = 999999 },
};

static void person_check(struct import *im, struct import_row *row)
{
        struct ctx *cx = im->cx;
        struct person_by_staff_no other;
        struct person_by_login mine;
        str login = import_text(im, row, "login"), staff = import_text(im, row, "staff");
        if (!login_fits(login))
                import_note(im, row, "login", IMPORT_BAD,
                            str_of(words_of(cx->lang, "账号用 3 到 40 个小写字母、数字、点或连字符（例：office.01）")),
                            (str){ 0 });
        if (login.n && staff.n && !person_by_staff_no(cx, staff, &other) &&
            (person_by_login(cx, login, &mine) || mine.person != other.person))
                import_note(im, row, "staff", IMPORT_BAD,
                            str_f(cx->arena, words_of(cx->lang, "这个工号已经是“%.*s”的"),
                                  STR(other.name)), (str){ 0 });
}

/* One number twice in the file: each row alone is right. */
static const struct fail *people_whole(struct import *im)
{
        for (int i = 0; i < im->n_rows; i++) {
                struct import_row *row = &im->row[i];
                str staff = import_text(im, row, "staff");
                for (int k = 0; k < i && staff.n && !row->bad; k++)
                        if (!im->row[k].bad && str_eq(import_text(im, &im->row[k], "staff"), staff))
                                import_note(im, row, "staff", IMPORT_BAD,
                                            str_f(im->cx->arena, words_of(im->cx->lang, "与第 %d 行的工号相同"),
                                                  im->row[k].row), (str){ 0 });
        }
        return NULL;
}

static const struct import_table people_table = {
        .name = "人员", .fields = fields, .n_fields = FIELDS, .check = person_check, .patient = true,
};

static const struct fail *whole_county(struct ctx *cx, enum perm need, const char *title,
                                       const char *effect, struct import_open *ret)
{
        struct unit_root root;
        const struct fail *f = unit_root(cx, &root);
        if (!f)
                f = auth_change(cx, need, root.id);
        if (!f)
                *ret = (struct import_open){ .unit = root.id,
                                             .title = str_of(words_of(cx->lang, title)),
                                             .effect = str_of(words_of(cx->lang, effect)) };
        return f;
}

static const struct fail *people_open(struct ctx *cx, str about, struct import_open *ret)
{
        (void)about;
        return whole_county(cx, MAY_ACCOUNT_EDIT, "人员",
                            "没有的账号新建（还没有口令，另发一次性链接），已有的账号按文件修改姓名、工号和次序。",
                            ret);
}

static enum import_fate person_compare(struct import *im, const struct import_row *row, str *before)
{
        struct person_by_login p;
        str staff = import_text(im, row, "staff");
        const struct import_cell *sort = import_cell(im, row, "sort");
        if (person_by_login(im->cx, import_text(im, row, "login"), &p))
                return IMPORT_NEW;
        before[LOGIN] = import_text(im, row, "login");
        before[NAME] = p.name;
        before[STAFF] = p.staff_no;
        before[SORT] = str_f(im->cx->arena, "%ld", p.sort);
        bool same = str_eq(p.name, import_text(im, row, "name")) &&
                    (!staff.n || str_eq(staff, p.staff_no)) && (!sort->filled || sort->v == p.sort);
        return same ? IMPORT_SAME : IMPORT_CHANGED;
}

/* What the trail says of somebody who was here before; what the file leaves empty stays. */
static str changed_text(struct ctx *cx, const struct person_by_login *was, str name, str staff,
                        int64_t sort)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        for (int after = 0; after < 2; after++) {
                json_open(&j, after ? "after" : "before", '{');
                json_put_str(&j, "name", after ? name : was->name);
                json_put_str(&j, "staff", after ? staff : was->staff_no);
                json_put_int(&j, "sort", after ? sort : was->sort);
                json_close(&j, '}');
        }
        json_close(&j, '}');
        return buf_str(&b);
}

static const struct fail *people_put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct people_kept kept;
        people_kept_begin(cx, &kept);
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                struct person_by_login p = { 0 };
                str login = import_text(im, row, "login"), name = import_text(im, row, "name");
                str staff = import_text(im, row, "staff");
                const struct import_cell *sort = import_cell(im, row, "sort");
                const struct fail *f = person_by_login(cx, login, &p);
                if (f && f->kind != FAIL_NOT_FOUND)
                        return f;
                bool fresh = f != NULL;
                struct person_by_staff_no other = { 0 };
                f = staff.n ? person_by_staff_no(cx, staff, &other) : NULL;
                if (f && f->kind != FAIL_NOT_FOUND)
                        return f;
                if (other.person && other.person != p.person)
                        return fail(cx, INVALID, "%.*s“%.*s”：工号 %.*s 已经是“%.*s”的",
                                    STR(import_row_place(cx, row)), STR(name), STR(staff), STR(other.name));
                str before[FIELDS];
                if (!fresh && person_compare(im, row, before) == IMPORT_SAME)
                        continue;
                if (fresh) {
                        p.person = person_insert(cx, name, sort->filled ? sort->v : 0);
                        account_insert(cx, p.person, login, 0, cx->now);
                }
                str number = staff.n ? staff : p.staff_no;
                int64_t place = sort->filled ? sort->v : p.sort;
                person_set(cx, p.person, name, number, place);
                f = person_keep(cx, &kept, row->row, p.person, fresh ? NULL : &p);
                if (f)
                        return f;
                search_follow(cx, "person", p.person);
                if (fresh)
                        account_log(cx, p.person, name, login);
                else
                        audit_log(cx, "person.rename", "person", p.person, changed_text(cx, &p, name, number, place));
        }
        audit_log(cx, "person.import", "import", w->batch,
                  str_f(cx->arena, "{\"rows\":%d}", im->n_rows));
        w->see = S("/people");
        w->kept = people_kept_end(&kept);
        return NULL;
}

const struct importer people_importer = {
        .code = "org.people", .label = "人员与账号", .need = MAY_ACCOUNT_EDIT,
        .table = &people_table, .back = "/people", .max_rows = 5000,
        .help = "账号、姓名、工号；岗位由安全管理员另用“岗位”导入",
        .open = people_open, .compare = person_compare, .whole = people_whole, .put = people_put,
        .undo = people_undo,
};

/* ---- posts ------------------------------------------------------------------------------- */

static const char *const unit_heads[]  = { "单位", "单位名称", NULL };
static const char *const role_heads[]  = { "岗位角色", NULL };
static const char *const title_heads[] = { "职务名称", NULL };

static int unit_values(struct ctx *cx, void *arg, const struct import_field *field,
                       const struct import_value **ret)
{
        struct units_open it;
        struct import_value *list = NULL;
        int n = 0, cap = 0;
        (void)arg, (void)field;
        units_open(&it, cx);
        while (units_open_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct import_value){ .code = it.code,
                                                                          .name = it.name,
                                                                          .id = it.id };
        *ret = list;
        return units_open_end(&it) ? 0 : n;
}

static int role_values(struct ctx *cx, void *arg, const struct import_field *field,
                       const struct import_value **ret)
{
        struct role_list it;
        struct import_value *list = NULL;
        int n = 0, cap = 0;
        (void)arg, (void)field;
        role_list(&it, cx);
        while (role_list_next(&it))
                if (it.kind < ROLE_OPEN)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct import_value){
                                .code = it.code, .name = it.name };
        *ret = list;
        return role_list_end(&it) ? 0 : n;
}

static const struct import_field post_fields[] = {
        { .key = "login", .label = "账号", .aliases = login_heads, .kind = IMPORT_CODE,
          .required = true, .same = true, .identity = true, .max = LOGIN_MAX, .help = "已有的账号" },
        { .key = "unit", .label = "单位代码", .aliases = unit_heads, .kind = IMPORT_TEXT,
          .required = true, .same = true, .identity = true, .values = unit_values,
          .help = "代码或名称" },
        { .key = "role", .label = "角色", .aliases = role_heads, .kind = IMPORT_TEXT,
          .required = true, .same = true, .identity = true, .values = role_values },
        { .key = "title", .label = "职务", .aliases = title_heads, .kind = IMPORT_TEXT, .max = 40,
          .help = "任职文件上的叫法；空着显示角色" },
};

static void post_check(struct import *im, struct import_row *row)
{
        struct person_by_login p;
        struct ctx *cx = im->cx;
        if (person_by_login(cx, import_text(im, row, "login"), &p))
                import_note(im, row, "login", IMPORT_BAD,
                            str_of(words_of(cx->lang, "没有这个账号，请系统管理员先导入人员")),
                            (str){ 0 });
        else if (p.person == cx->user)
                import_note(im, row, "login", IMPORT_BAD,
                            str_of(words_of(cx->lang, "不能给自己授权")), (str){ 0 });
}

/* Inside the transaction too: may the person be given this post? */
static const struct fail *post_fits(struct ctx *cx, int64_t person, int64_t unit, str role)
{
        const struct fail *f = role_fits(cx, person, role);
        return f ? f : role_fits_unit(cx, role, unit);
}

/* INVALID: the person has what this row would grant, or gets by an earlier row, what excludes it. */
static const struct fail *grant_fits(struct import *im, int i, struct role_by_code *role)
{
        struct ctx *cx = im->cx;
        const struct import_row *row = &im->row[i];
        struct person_by_login p;
        struct post_held held;
        str login = import_text(im, row, "login"), code = import_text(im, row, "role");
        const struct fail *f = role_by_code(cx, code, &role[i]);
        if (!f)
                f = person_by_login(cx, login, &p);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? fail(cx, INVALID, "没有这个账号，请系统管理员先导入人员") : f;
        f = post_held(cx, p.person, import_int(im, row, "unit"), code, cx->today, &held);
        if (f && f->kind == FAIL_NOT_FOUND)
                f = post_fits(cx, p.person, import_int(im, row, "unit"), code);
        for (int k = 0; k < i && !f; k++)
                if (!im->row[k].bad && str_eq(import_text(im, &im->row[k], "login"), login) &&
                    !roles_go_together((enum role_kind)role[k].kind, (enum role_kind)role[i].kind))
                        f = fail(cx, INVALID, "系统、安全、审计三种管理员不能兼任，也不能兼业务岗位");
        return f;
}

static const struct fail *posts_whole(struct import *im)
{
        struct role_by_code *role = NEW_ARRAY(im->cx->arena, struct role_by_code, (size_t)im->n_rows + 1);
        for (int i = 0; i < im->n_rows; i++) {
                const struct fail *f = im->row[i].bad ? NULL : grant_fits(im, i, role);
                if (f && f->kind != FAIL_INVALID)
                        return f;
                if (f)
                        import_note(im, &im->row[i], str_is(f->field, "unit") ? "unit" : "role", IMPORT_BAD, f->say,
                                    (str){ 0 });
        }
        return NULL;
}

static const struct import_table posts_table = {
        .name = "岗位", .fields = post_fields, .n_fields = COUNT_OF(post_fields), .check = post_check, .patient = true,
};

static const struct fail *posts_open(struct ctx *cx, str about, struct import_open *ret)
{
        (void)about;
        return whole_county(cx, MAY_ROLE_GRANT, "岗位",
                            "没有的岗位从今天起授予，已有的只改职务；文件里没有的岗位不动。", ret);
}

static const struct fail *posts_put(struct ctx *cx, struct import *im, struct import_write *w)
{
        struct people_kept kept;
        people_kept_begin(cx, &kept);
        for (int i = 0; i < im->n_rows; i++) {
                const struct import_row *row = &im->row[i];
                struct person_by_login p;
                struct post_held held;
                int64_t unit = import_int(im, row, "unit");
                str role = import_text(im, row, "role"), title = import_text(im, row, "title");
                const struct fail *f = person_by_login(cx, import_text(im, row, "login"), &p);
                if (!f)
                        f = auth_change(cx, MAY_ROLE_GRANT, unit);
                if (!f && p.person == cx->user)
                        f = fail(cx, DENIED, "不能给自己授权");
                if (!f)
                        f = post_held(cx, p.person, unit, role, cx->today, &held);
                if (f && f->kind != FAIL_NOT_FOUND)
                        return f;
                if (!f) {
                        if (title.n && !str_eq(title, held.title)) {
                                post_retitle(cx, held.id, title);
                                audit_log(cx, "post.title", "post", held.id,
                                          str_f(cx->arena, "%.*s → %.*s", STR(held.title), STR(title)));
                                f = post_keep(cx, &kept, row->row, held.id, &held);
                                if (f)
                                        return f;
                        }
                        continue;
                }
                f = post_fits(cx, p.person, unit, role);
                if (f)
                        return f->kind != FAIL_INVALID ? f
                                : fail(cx, INVALID, "%.*s“%.*s”：%.*s", STR(import_row_place(cx, row)),
                                       STR(p.name), STR(f->say));
                int64_t post = post_insert(cx, p.person, unit, role, cx->today);
                if (title.n)
                        post_retitle(cx, post, title);
                post_log(cx, "post.grant", post, false, (str){ 0 });
                f = post_keep(cx, &kept, row->row, post, NULL);
                if (f)
                        return f;
        }
        audit_log(cx, "person.import", "import", w->batch,
                  str_f(cx->arena, "{\"posts\":%d}", im->n_rows));
        w->see = S("/people");
        w->kept = people_kept_end(&kept);
        return NULL;
}

const struct importer posts_importer = {
        .code = "org.posts", .label = "岗位", .need = MAY_ROLE_GRANT, .table = &posts_table, .max_rows = 5000,
        .help = "账号、单位、角色、职务；人员和账号由系统管理员先导入", .back = "/people",
        .open = posts_open, .whole = posts_whole, .put = posts_put, .undo = posts_undo,
};
