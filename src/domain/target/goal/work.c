/* domain/target/goal/work.c - target books that wait for the person who compiles them. */
#include "core/audit/audit.h"
#include "core/auth/auth.h"
#include "domain/target/goal/goal.h"
#include "domain/target/goal/work.sql.h"

static const struct fail *drafts(struct ctx *cx, int64_t person, const struct work **ret, int *ret_n)
{
        struct goal_drafts_of it;
        struct work *list = NULL;
        int n = 0, cap = 0;
        goal_drafts_of(&it, cx, person, GOAL_DRAFT, GOAL_RETURNED);
        while (goal_drafts_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct work){
                        .record = it.id, .unit = it.brief, .due = DAY_NONE,
                        .href = str_f(cx->arena, "/goals/%ld", it.id),
                        .title = str_f(cx->arena, words_of(cx->lang, "%.*s %ld 年目标任务书"), STR(it.brief),
                                       it.year) };
        *ret = list;
        *ret_n = n;
        return goal_drafts_of_end(&it);
}

/* The book is the unit's; what changes hands is who goes on with it. */
static const struct fail *take_over(struct ctx *cx, const struct work *w, int64_t person, int64_t to,
                                    str *ret_outcome)
{
        struct goal_editor_of able;
        const struct fail *f = goal_editor_of(cx, to, w->record, cx->today,
                                              str_of(perm_info[MAY_GOAL_EDIT].name), SCOPE_OWN,
                                              SCOPE_SUBTREE, SCOPE_ALL, &able);
        if (!f && !able.n)
                f = fail(cx, INVALID, "接手人没有编报这份目标任务书的岗位，请先授予岗位");
        if (f)
                return f;
        audit_log(cx, "goal.take", "goal_book", w->record,
                  str_f(cx->arena, "{\"from\":%ld,\"to\":%ld}", person, to));
        *ret_outcome = str_of(words_of(cx->lang, "由接手人继续编报"));
        return NULL;
}

const struct work_kind goal_work_kinds[1] = {
        { "goal.draft", "编报中的目标任务书", drafts, take_over },
};
