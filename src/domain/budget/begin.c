/* domain/budget/begin.c - see begin.h. */
#include "domain/budget/begin.h"
#include "domain/budget/budget.h"
#include "domain/budget/output.h"
#include "domain/budget/part_need.h"
#include "domain/budget/store.h"

enum { FRESH = -1 };

/* A new budget of a unit: what the tree knows of it, nothing else. */
static void from_tree(struct ctx *cx, const struct org_unit *u, int year, struct budget *ret)
{
        struct budget_unit *own = NEW(cx->arena, struct budget_unit);
        *own = (struct budget_unit){ .org = u->id, .code = u->code, .name = u->name, .kind = UNIT_ORGAN,
                                     .staff_organ = -1, .staff_institution = -1, .retired = -1 };
        *ret = (struct budget){
                .dept = u->id, .code = u->code, .dept_name = u->name, .short_name = u->brief, .voice = u->brief,
                .year = year, .profile = S("sichuan-county"), .version = 1, .units = own, .n_units = 1,
                .revision = FRESH,
                .big_equipment = -1, .big_equipment_planned = -1,
        };
        budget_days_clear(ret);
}

/* ---- what goes on ------------------------------------------------------------------------- */

/* Goals and amounts are of one year: what is kept is what the project is. */
static void projects_go_on(struct ctx *cx, const struct budget *last, struct budget *b)
{
        b->n_projects = last->n_projects;
        b->projects = NEW_ARRAY(cx->arena, struct budget_project, (size_t)last->n_projects + 1);
        for (int i = 0; i < last->n_projects; i++) {
                b->projects[i] = last->projects[i];
                b->projects[i].goal = (str){ 0 };
        }
}

static void cars_go_on(struct ctx *cx, const struct budget *last, struct budget *b)
{
        b->n_vehicles = last->n_vehicles;
        b->vehicles = NEW_ARRAY(cx->arena, struct budget_vehicle, (size_t)last->n_vehicles + 1);
        for (int i = 0; i < last->n_vehicles; i++)
                b->vehicles[i] = (struct budget_vehicle){ .class_code = last->vehicles[i].class_code,
                                                          .held = last->vehicles[i].held };
        b->big_equipment = last->big_equipment;
}

static void duties_go_on(struct ctx *cx, const struct budget *last, struct budget *b)
{
        int cap = 0;
        for (int i = 0; i < last->n_texts; i++)
                if (str_is(last->texts[i].key, "duty"))
                        *VEC_ADD(cx->arena, b->texts, b->n_texts, cap) = last->texts[i];
}

/* Last year's figures as they were printed: in 0.01 万元, not in the fen behind them. */
static const struct fail *figures_go_on(struct ctx *cx, const struct budget *last, struct budget *b)
{
        static const char *const keys[] = {
                "total", "fiscal", "general", "general.current", "government", "capital", "operating",
                "three", "three.abroad", "three.reception", "three.vehicle",
        };
        struct figures *fg;
        int cap = 0;
        bool printed = last->state == BUDGET_PUBLISHED || last->state == BUDGET_CORRECTED || budget_transcribed(last);
        if (last->state < BUDGET_APPROVED && !budget_transcribed(last))
                return NULL;                    /* nothing that anybody approved */
        const struct fail *f = budget_figures(cx, last, &fg);
        for (size_t i = 0; !f && i < COUNT_OF(keys); i++) {
                struct fact x = budget_fact_find(fg, str_of(keys[i]));
                if (x.state != FACT_UNKNOWN)
                        *VEC_ADD(cx->arena, b->priors, b->n_priors, cap) = (struct budget_prior){
                                .key = str_of(keys[i]), .value = x.value * FEN_PER_WAN,
                                .basis = printed ? BASIS_PUBLISHED : BASIS_ENTERED };
        }
        return f;
}

static const struct fail *go_on(struct ctx *cx, const struct budget *last, struct budget *b)
{
        b->profile = last->profile, b->exact = last->exact, b->fictional = last->fictional;
        b->dept_name = last->dept_name, b->short_name = last->short_name, b->voice = last->voice;
        b->units = last->units, b->n_units = last->n_units;
        b->sections = last->sections, b->n_sections = last->n_sections;
        b->purposes = last->purposes, b->n_purposes = last->n_purposes;
        projects_go_on(cx, last, b);
        cars_go_on(cx, last, b);
        duties_go_on(cx, last, b);
        return figures_go_on(cx, last, b);
}

const struct fail *budget_begin(struct ctx *cx, const struct org_unit *u, int year,
                                struct budget *ret, int *ret_from)
{
        struct budget *last;
        const struct fail *f = budget_see_version(cx, u->code, year - 1, 0, &last);
        *ret_from = 0;
        from_tree(cx, u, year, ret);
        if (!f) {
                f = go_on(cx, last, ret);
                *ret_from = year - 1;
        } else if (f->kind == FAIL_NOT_FOUND || f->kind == FAIL_DENIED) {
                f = NULL;                       /* none, or not theirs to know */
        }
        return f ? f : budget_load_accounts(cx, year, ret);
}
