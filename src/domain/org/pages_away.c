/* domain/org/pages_away.c - absences of everybody as a list: who is away, and who stands in. */
#include "core/auth/auth.h"
#include "domain/org/absence.html.h"
#include "domain/org/absence.sql.h"
#include "domain/org/delegation.h"
#include "domain/org/pages_absence.h"

static const struct list_column columns[] = {
        { .label = "姓名",       .kind = CELL_TITLE },
        { .label = "单位",       .kind = CELL_TEXT },
        { .label = "种类",       .kind = CELL_TEXT },
        { .label = "自",         .kind = CELL_DAY },
        { .label = "至",         .kind = CELL_DAY },
        { .label = "代理人",     .kind = CELL_TEXT },
        { .label = "期间的账号", .kind = CELL_TEXT, .fold = 2 },
        { .label = "依据的文件", .kind = CELL_TEXT, .fold = 3, .wide = true },
        { .label = "状态",       .kind = CELL_LAMP },
};
static const char *const codes[ABSENCE_STATES] = { "now", "coming", "over", "off" };

struct stand_in { int64_t person; str deputy; day since, until; };
struct stand_ins { struct stand_in *list; int n, cap; };

static const struct fail *stand_ins_read(struct ctx *cx, struct stand_ins *ret)
{
        struct absence_deputies it;
        absence_deputies(&it, cx, DELEGATION_GRANTED, LIST_FILE_ROWS);
        while (absence_deputies_next(&it))
                *VEC_ADD(cx->arena, ret->list, ret->n, ret->cap) =
                        (struct stand_in){ it.person, it.deputy, it.since, it.until };
        return absence_deputies_end(&it);
}

/* Who stands in for the person on a day of the absence: 王某、李某. */
static str deputies_of(struct ctx *cx, const struct stand_ins *s, const struct absences_seen *a)
{
        struct buf b = buf_new(cx->arena, 4096);
        int at = 0, high = s->n;
        while (at < high) {             /* they come by person */
                int mid = (at + high) / 2;
                if (s->list[mid].person < a->person)
                        at = mid + 1;
                else
                        high = mid;
        }
        for (; at < s->n && s->list[at].person == a->person; at++)
                if (s->list[at].until.n >= a->since.n && (!day_is(a->until) || s->list[at].since.n <= a->until.n))
                        buf_f(&b, "%s%.*s", b.n ? "、" : "", STR(s->list[at].deputy)); /* document text */
        return str_copy(cx->arena, buf_str(&b));
}

static void put_row(struct ctx *cx, struct list *l, const struct absences_seen *a,
                    const struct stand_ins *s)
{
        enum absence_state state = absence_state(cx->today, a->since, a->until);
        struct list_cell *c = list_next(cx, l, a->id);
        if (!c)
                return;
        str deputies = state == ABSENCE_OFF ? S("") : deputies_of(cx, s, a);
        list_key(l, a->person);
        c[0] = (struct list_cell){ .text = a->name, .href = str_f(cx->arena, "/people/%ld", a->person) };
        c[1] = (struct list_cell){ .text = a->brief, .none = !a->brief.n };
        c[2].word = absence_words[a->kind];
        c[3].d = a->since;
        c[4] = (struct list_cell){ .d = a->until, .none = !day_is(a->until) || state == ABSENCE_OFF };
        c[5] = (struct list_cell){ .text = deputies, .none = !deputies.n };
        c[6].word = a->locks ? "停用账号" : "仍可登录";
        c[7] = (struct list_cell){ .text = a->document, .none = !a->document.n };
        c[8] = (struct list_cell){ .word = absence_state_words[state], .lamp = absence_lamps[state] };
}

static const struct fail *rows_put(struct ctx *cx, struct list *l, int state)
{
        struct absences_seen it;
        struct stand_ins s = { 0 };
        struct auth_reach r = auth_reach(cx, MAY_ORG_VIEW);
        const struct fail *f = stand_ins_read(cx, &s);
        if (f)
                return f;
        absences_seen(&it, cx, r.scope == SCOPE_ALL ? 0 : ABSENCES_SEEN_WHEN_REACH, cx->today, r.prefix, r.unit,
                      r.group, LIST_FILE_ROWS + 1);
        while (absences_seen_next(&it))
                if (state < 0 || absence_state(cx->today, it.since, it.until) == (enum absence_state)state)
                        put_row(cx, l, &it, &s);
        return absences_seen_end(&it);
}

/* GET /absences?state= */
const struct fail *absences_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct absences_page *p = NEW(cx->arena, struct absences_page);
        struct form form = form_of(cx, rq);
        str state = form_text(&form, "state", 0, 10);
        struct form_choice states[ABSENCE_STATES + 1] = { { S_C(""), "全部", { 0 } } };
        int chosen = -1;
        for (int i = 0; i < ABSENCE_STATES; i++) {
                states[i + 1] = (struct form_choice){ .value = str_of(codes[i]), .word = absence_state_words[i] };
                if (str_is(state, codes[i]))
                        chosen = i;
        }
        const struct list_filter filter = { .kind = FILTER_CHOICE, .name = "state", .label = "状态",
                .value = chosen < 0 ? S("") : state, .choices = states, .n_choices = ABSENCE_STATES + 1 };
        p->page = page_of(cx, rq, "请假与离任");
        p->list = (struct list){ .page = &p->page, .path = "/absences", .caption = "请假与离任", .columns = columns,
                .n_columns = COUNT_OF(columns), .filters = &filter, .n_filters = 1, .total = -1, .whole = true,
                .of = LIST_OF_PEOPLE, .own = "新的在前", .find = "姓名、单位、代理人或文件",
                .empty = "没有人请假、借调或离任", .empty_help = "在人员的页面里登记请假、借调或离任。",
                .empty_href = S("/people"), .empty_word = "人员" };
        const struct fail *f = list_open(cx, rq, &p->list);
        if (!f)
                f = rows_put(cx, &p->list, chosen);
        if (f)
                return f;
        list_end(cx, &p->list);
        absences_page(&re->body, p);
        return NULL;
}
