/* domain/budget/budget.c - the rules of a department budget: see, put, edit, move. */
#include "domain/budget/budget.h"
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/budget/accounts.h"
#include "domain/budget/lines.h"
#include "domain/budget/part.h"
#include "domain/budget/list.sql.h"
#include "domain/budget/profile.h"
#include "domain/budget/store.h"
#include "domain/budget/store.sql.h"
#include "domain/org/org.h"

static bool is_public(int64_t state) { return state == BUDGET_PUBLISHED || state == BUDGET_CORRECTED; }

/* Outside the scope an unpublished budget does not exist. */
static const struct fail *may_see(struct ctx *cx, const struct budget_head *h)
{
        return is_public(h->state) ? NULL : auth_see_year(cx, MAY_BUDGET_VIEW, h->dept, (int)h->year);
}

/* ---- files: 批复文件 and the like, which stay inside even where the budget is public ----------- */

static const struct fail *files_see(struct ctx *cx, int64_t id)
{
        struct budget_head h;
        const struct fail *f = budget_head(cx, id, &h);
        return f ? f : auth_see_year(cx, MAY_BUDGET_VIEW, h.dept, (int)h.year);
}

static const struct fail *files_change(struct ctx *cx, int64_t id)
{
        struct budget_head h;
        const struct fail *f = files_see(cx, id);
        if (!f)
                f = budget_head(cx, id, &h);
        if (!f)
                f = auth_change_year(cx, MAY_BUDGET_EDIT, h.dept, (int)h.year);
        if (!f && is_public(h.state))
                f = fail(cx, CONFLICT, "预算已经公开，附件不能再改");
        return f;
}

const struct attach_kind budget_attach = {
        .code = "budget", .label = "部门预算", .path = "/budget/%ld",
        .may_see = files_see, .may_change = files_change,
};

const struct fail *budget_see(struct ctx *cx, int64_t id, struct budget **ret)
{
        struct budget_head h;
        const struct fail *f = budget_head(cx, id, &h);
        if (!f)
                f = may_see(cx, &h);
        return f ? f : budget_load(cx, id, ret);
}

const struct fail *budget_see_newest(struct ctx *cx, str code, int year, struct budget **ret)
{
        struct budget_newest n;
        const struct fail *f = budget_newest(cx, code, year, &n);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail(cx, NOT_FOUND, "没有单位 %.*s 的 %d 年预算", STR(code), year);
        if (!f)
                f = budget_see(cx, n.id, ret);
        if (!f || (f->kind != FAIL_NOT_FOUND && f->kind != FAIL_DENIED))
                return f;
        struct budget_newest_in open;           /* the draft correction is not theirs to know */
        const struct fail *none = budget_newest_in(cx, code, year, BUDGET_PUBLISHED, &open);
        return none ? f : budget_see(cx, open.id, ret);
}

const struct fail *budget_see_version(struct ctx *cx, str code, int year, int version,
                                      struct budget **ret)
{
        struct budget_newest newest;
        struct budget_newest_in published;
        struct budget_version of;
        if (!version && !budget_newest_in(cx, code, year, BUDGET_PUBLISHED, &published))
                return budget_see(cx, published.id, ret);
        if (!version || budget_newest(cx, code, year, &newest))
                return budget_see_newest(cx, code, year, ret);
        if (budget_version(cx, newest.dept, year, version, &of))
                return fail(cx, NOT_FOUND, "没有单位 %.*s 的 %d 年预算的第 %d 版", STR(code), year, version);
        return budget_see(cx, of.id, ret);
}

/* ---- what no database can keep ---------------------------------------------- */

static const struct fail *line_sound(struct ctx *cx, const struct budget *b, int i)
{
        const struct budget_line *l = &b->lines[i];
        int row = l->row ? l->row : i + 1;

        if (l->amount.fen < 0)
                return fail(cx, INVALID, "第 %d 行：金额不能为负", row);
        if (b->exact && l->amount.fen % 10000)
                return fail(cx, INVALID, "第 %d 行：金额 %.*s 元不是百元的整数倍，本预算按整百元编制",
                            row, STR(money_yuan(cx->arena, l->amount)));
        if (l->unit < -1 || l->unit >= b->n_units)
                return fail(cx, INVALID, "第 %d 行：预算单位不在本部门的单位中", row);
        if (l->project < -1 || l->project >= b->n_projects)
                return fail(cx, INVALID, "第 %d 行：项目不在项目表中", row);
        if (!l->function.n)
                return fail(cx, INVALID, "第 %d 行：没有填功能科目", row);
        str shallow = account_shallow(cx, l->function, 7);
        if (shallow.n)
                return fail(cx, INVALID, "第 %d 行：功能科目“%.*s”%.*s", row, STR(l->function), STR(shallow));
        if (l->economic.n)
                shallow = account_shallow(cx, l->economic, 5);
        if (shallow.n)
                return fail(cx, INVALID, "第 %d 行：部门经济科目“%.*s”%.*s", row, STR(l->economic), STR(shallow));
        str misfit = account_misfit(cx, &b->function, l->function, l->fund);
        if (misfit.n)
                return fail(cx, INVALID, "第 %d 行：功能科目 %.*s %.*s", row, STR(l->function), STR(misfit));
        return NULL;
}

const struct fail *budget_sound(struct ctx *cx, const struct budget *b)
{
        int64_t sum = 0;
        struct profile *p;
        const struct fail *f = profile_builtin(cx, b->profile, &p);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail_field(cx, S("profile"), "程序里没有“%.*s”这种编报格式", STR(b->profile));
        if (f)
                return f;
        for (int i = 0; i < b->n_lines; i++) {
                f = line_sound(cx, b, i);
                if (f)
                        return f;
                if (!add64(sum, b->lines[i].amount.fen, &sum) || sum > INT64_C(100000000000000000))
                        return fail(cx, INVALID, "各行金额合计太大");
        }
        for (int i = 0; i < b->n_incomes; i++)
                if (b->incomes[i].amount.fen < 0)
                        return fail(cx, INVALID, "收入第 %d 行：金额不能为负", i + 1);
        for (int i = 0; i < b->n_indicators; i++)
                if (b->indicators[i].project < -1 || b->indicators[i].project >= b->n_projects)
                        return fail(cx, INVALID, "绩效指标第 %d 行：项目不在项目表中", i + 1);
        if (b->year < 1990 || b->year > 2200)
                return fail(cx, INVALID, "预算年度 %d 不在 1990 到 2200 之间", b->year);
        return NULL;
}

/* ---- put --------------------------------------------------------------------- */

static void audit_put(struct ctx *cx, const char *event, int64_t id, const struct budget *b)
{
        struct buf o = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&o, false);
        int64_t sum = 0;
        for (int i = 0; i < b->n_lines; i++)
                sum += b->lines[i].amount.fen;
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "code", b->code);
        json_put_int(&j, "year", b->year);
        json_put_int(&j, "version", b->version);
        json_put_int(&j, "lines", b->n_lines);
        json_put_int(&j, "fen", sum);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, event, "budget", id, buf_str(&o));
}

bool budget_lists_unit(const struct budget *b, str code)
{
        for (int i = 0; b && i < b->n_units; i++)
                if (str_eq(b->units[i].code, code))
                        return true;
        return false;
}

/* Steps, dates and versions are made by budget_move(), never by a file. */
static void as_draft(struct budget *b)
{
        str none = { 0 };
        b->state = BUDGET_DRAFT;
        b->version = 1;
        budget_days_clear(b);
        b->approval_no = b->published_url = b->correction = none;
}

/* Inside a transaction. */
static const struct fail *over_draft(struct ctx *cx, int64_t id, struct budget *b)
{
        struct budget_head h;
        const struct fail *f = budget_head(cx, id, &h);
        if (f)
                return f;
        if (h.state != BUDGET_DRAFT)
                return fail(cx, CONFLICT, "%d 年预算已不在编制中（现为“%s”），不能再写入；要改请先退回或发起更正",
                            b->year, words_of(cx->lang, budget_flow.states[h.state]));
        budget_touch(cx, id, b->revision ? b->revision : h.revision);
        b->version = (int)h.version;
        budget_store_rows(cx, id, b);
        return NULL;
}

/* Who may, and whether it can be: before the first statement that writes. */
static const struct fail *put_check(struct ctx *cx, struct budget *b, struct budget_newest *newest,
                                    bool *fresh)
{
        struct org_unit unit;
        const struct fail *f = org_unit_by_code(cx, b->code, &unit);
        if (f && f->kind == FAIL_NOT_FOUND)
                return fail(cx, INVALID, "单位代码“%.*s”不在单位树中", STR(b->code));
        if (!f)
                f = auth_change_year(cx, MAY_BUDGET_EDIT, unit.id, b->year);
        if (!f)
                f = budget_sound(cx, b);
        if (f)
                return f;
        b->dept = unit.id;
        f = budget_newest(cx, b->code, b->year, newest);
        *fresh = f && f->kind == FAIL_NOT_FOUND;
        return *fresh ? NULL : f;
}

/* Inside a transaction. */
static const struct fail *store_checked(struct ctx *cx, struct budget *b, int64_t id, bool fresh,
                                        int64_t *ret_id)
{
        const struct fail *f = NULL;
        *ret_id = id;
        if (fresh) {
                as_draft(b);
                *ret_id = budget_store_new(cx, b);
        } else {
                f = over_draft(cx, id, b);
        }
        if (f)
                return f;
        search_follow(cx, "budget", *ret_id);
        audit_put(cx, fresh ? "budget.add" : "budget.import", *ret_id, b);
        return NULL;
}

const struct fail *budget_put_in(struct ctx *cx, struct budget *b, int64_t *ret_id)
{
        struct budget_newest newest = { 0 };
        bool fresh = false;
        const struct fail *f = put_check(cx, b, &newest, &fresh);
        return f ? f : store_checked(cx, b, newest.id, fresh, ret_id);
}

static const struct fail *put(struct ctx *cx, struct budget *b, int64_t upload, int64_t *ret_id)
{
        struct budget_newest newest = { 0 };
        int64_t id;
        bool fresh = false;
        const struct fail *f = put_check(cx, b, &newest, &fresh);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        if (upload)
                budget_upload_applied(cx, upload);
        f = store_checked(cx, b, newest.id, fresh, &id);
        if (f)
                return f;
        f = tx_commit(&tx);
        if (!fresh)
                f = audit_conflict(cx, f, "budget", id);
        if (!f)
                *ret_id = id;
        return f;
}

const struct fail *budget_undo_in(struct ctx *cx, struct budget *b)
{
        const struct fail *f = auth_change_year(cx, MAY_BUDGET_EDIT, b->dept, b->year);
        if (!f)
                f = over_draft(cx, b->id, b);
        if (f)
                return f;
        search_follow(cx, "budget", b->id);
        audit_put(cx, "budget.undo", b->id, b);
        return NULL;
}

const struct fail *budget_drop_in(struct ctx *cx, const struct budget *b)
{
        const struct fail *f = auth_change_year(cx, MAY_BUDGET_EDIT, b->dept, b->year);
        if (f)
                return f;
        struct budget none = *b;
        budget_store_wipe(cx, b->id);
        budget_drop(cx, b->id, b->revision);
        none.n_lines = 0;
        audit_put(cx, "budget.undo", b->id, &none);
        return NULL;
}

const struct fail *budget_put(struct ctx *cx, struct budget *b, int64_t *ret_id)
{
        return put(cx, b, 0, ret_id);
}

const struct fail *budget_put_upload(struct ctx *cx, struct budget *b, int64_t upload,
                                     int64_t *ret_id)
{
        return put(cx, b, upload, ret_id);
}

/* ---- edits of a draft --------------------------------------------------------- */

static const struct fail *draft_to_edit(struct ctx *cx, const struct budget *b)
{
        const struct fail *f = auth_change_year(cx, MAY_BUDGET_EDIT, b->dept, b->year);
        if (!f && b->state != BUDGET_DRAFT)
                f = fail(cx, CONFLICT, "这份预算现为“%s”，不能修改；要改请先退回或发起更正",
                         budget_flow.states[b->state]);
        return f;
}

const struct fail *budget_put_lines(struct ctx *cx, const struct budget *b, int64_t revision,
                                    const struct budget_line *lines, int n_lines)
{
        struct budget next = *b;
        next.lines = (struct budget_line *)lines;
        next.n_lines = n_lines;
        lines_balance(cx, b, &next);
        const struct fail *f = draft_to_edit(cx, b);
        if (!f)
                f = budget_sound(cx, &next);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        budget_touch(cx, b->id, revision);
        budget_store_lines(cx, b->id, &next);
        if (next.incomes != b->incomes)
                budget_store_incomes(cx, b->id, &next);
        search_follow(cx, "budget", b->id);
        audit_put(cx, "budget.lines", b->id, &next);
        return audit_conflict(cx, tx_commit(&tx), "budget", b->id);
}

enum { PART_COLS = 12 };

static str part_row_text(struct ctx *cx, const struct budget_part *part, const struct budget *b,
                         int i)
{
        struct buf o = buf_new(cx->arena, 65536);
        str words[PART_COLS];
        part->words(cx, b, i, words);
        for (int c = 0; c < part->table->n_fields; c++)
                if (words[c].n)
                        buf_f(&o, "%s%.*s", o.n ? " " : "", STR(words[c]));
        return buf_str(&o);
}

/* What went and what came, a row as its words; nothing more than a page of it. */
static str rows_only_in(struct ctx *cx, const struct budget_part *part, const struct budget *a,
                        const struct budget *b)
{
        enum { ROWS_SAID = 20 };
        struct buf o = buf_new(cx->arena, 65536);
        int n_b = part->count(b), said = 0;
        str *rows = NEW_ARRAY(cx->arena, str, (size_t)n_b + 1);
        for (int i = 0; i < n_b; i++)
                rows[i] = part_row_text(cx, part, b, i);
        for (int i = 0; i < part->count(a) && said < ROWS_SAID; i++) {
                str row = part_row_text(cx, part, a, i);
                int k = 0;
                while (k < n_b && !str_eq(rows[k], row))
                        k++;
                if (k == n_b)
                        buf_f(&o, "%s%.*s", said++ ? "\n" : "", STR(utf8_head(row, 400)));
        }
        return buf_str(&o);
}

static void audit_part(struct ctx *cx, const struct budget_part *part, const struct budget *b,
                       const struct budget *next)
{
        struct buf o = buf_new(cx->arena, 1 << 18);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "part", str_of(part->title));
        json_open(&j, "before", '{');
        json_put_int(&j, "rows", part->count(b));
        json_put_str(&j, "only_rows", rows_only_in(cx, part, b, next));
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_int(&j, "rows", part->count(next));
        json_put_str(&j, "only_rows", rows_only_in(cx, part, next, b));
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, "budget.part", "budget", b->id, buf_str(&o));
}

const struct fail *budget_put_part(struct ctx *cx, const struct budget *b, int64_t revision,
                                   const struct budget_part *part, const struct budget *next)
{
        const struct fail *f = draft_to_edit(cx, b);
        if (!f)
                f = budget_sound(cx, next);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        budget_touch(cx, b->id, revision);
        budget_store_rows(cx, b->id, next);
        search_follow(cx, "budget", b->id);
        audit_part(cx, part, b, next);
        return audit_conflict(cx, tx_commit(&tx), "budget", b->id);
}

/* The account whose purpose a key is: purpose.2013101; absent for another text. */
static str purpose_of(str key)
{
        return str_starts(key, S("purpose.")) ? str_from(key, strlen("purpose.")) : (str){ 0 };
}

str budget_words_now(const struct budget *b, str key, int n)
{
        str purpose = purpose_of(key);
        for (int i = 0; i < b->n_texts; i++)
                if (str_eq(b->texts[i].key, key) && b->texts[i].n == n)
                        return b->texts[i].text;
        for (int i = 0; i < b->n_purposes; i++)
                if (str_eq(b->purposes[i].function, purpose))
                        return b->purposes[i].text;
        return S("");
}

static void audit_words(struct ctx *cx, const struct budget *b, const struct budget_words *w)
{
        struct buf o = buf_new(cx->arena, 65536);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "key", w->key);
        json_put_int(&j, "n", w->n);
        json_put_str(&j, "before", budget_words_now(b, w->key, w->n));
        json_put_str(&j, "after", w->text);
        json_close(&j, '}');
        audit_log(cx, "budget.text", "budget", b->id, buf_str(&o));
}

static void put_words(struct ctx *cx, const struct budget *b, const struct budget_words *w)
{
        str purpose = purpose_of(w->key);
        if (purpose.n && w->text.n)
                budget_purpose_put(cx, b->id, purpose, w->text);
        else if (purpose.n)
                budget_purpose_drop(cx, b->id, purpose);
        else if (w->text.n)
                budget_text_put(cx, b->id, w->key, w->n, w->text, (str){ 0 }, cx->now, 1);
        else
                budget_text_drop(cx, b->id, w->key, w->n);
        audit_words(cx, b, w);
}

const struct fail *budget_put_words(struct ctx *cx, const struct budget *b, int64_t revision,
                                    const struct budget_words *words, int n)
{
        const struct fail *f = draft_to_edit(cx, b);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        budget_touch(cx, b->id, revision);
        for (int i = 0; i < n; i++)
                put_words(cx, b, &words[i]);
        search_follow(cx, "budget", b->id);
        return audit_conflict(cx, tx_commit(&tx), "budget", b->id);
}
