/* domain/budget/store.c - a whole budget between the database and memory. */
#include "domain/budget/store.h"
#include "domain/budget/edition.h"
#include "domain/budget/store.sql.h"

/* ---- into memory ------------------------------------------------------------ */

static const struct fail *load_units(struct ctx *cx, struct budget *b)
{
        struct budget_units_of it;
        int cap = 0;

        budget_units_of(&it, cx, b->id);
        while (budget_units_of_next(&it))
                *VEC_ADD(cx->arena, b->units, b->n_units, cap) = (struct budget_unit){
                        .id = it.id, .org = it.org, .code = it.code, .name = it.name,
                        .finance_code = it.finance_code, .kind = (enum unit_kind)it.kind,
                        .staff_organ = (int)it.staff_organ,
                        .staff_institution = (int)it.staff_institution, .retired = (int)it.retired,
                };
        return budget_units_of_end(&it);
}

static const struct fail *load_sections(struct ctx *cx, struct budget *b)
{
        struct budget_sections_of it;
        int cap = 0;

        budget_sections_of(&it, cx, b->id);
        while (budget_sections_of_next(&it))
                *VEC_ADD(cx->arena, b->sections, b->n_sections, cap) =
                        (struct budget_section){ it.name, it.subordinate != 0 };
        return budget_sections_of_end(&it);
}

static const struct fail *load_lines(struct ctx *cx, struct budget *b)
{
        struct budget_lines_of it;
        int cap = 0;

        budget_lines_of(&it, cx, b->id);
        while (budget_lines_of_next(&it))
                *VEC_ADD(cx->arena, b->lines, b->n_lines, cap) = (struct budget_line){
                        .id = it.id, .unit = (int)it.unit_no, .fund = (enum fund)it.fund,
                        .source = (enum source_year)it.source, .function = it.function,
                        .economic = it.economic, .project = (int)it.project_no,
                        .nature = (enum nature)it.nature, .procurement = it.procurement != 0,
                        .amount = it.amount, .basis = (enum basis)it.basis,
                        .nature_basis = (enum basis)it.nature_basis, .note = it.note,
                };
        return budget_lines_of_end(&it);
}

static const struct fail *load_incomes(struct ctx *cx, struct budget *b)
{
        struct budget_incomes_of it;
        int cap = 0;

        budget_incomes_of(&it, cx, b->id);
        while (budget_incomes_of_next(&it))
                *VEC_ADD(cx->arena, b->incomes, b->n_incomes, cap) = (struct budget_income){
                        .id = it.id, .unit = (int)it.unit_no, .kind = (enum income_kind)it.kind,
                        .fund = (enum fund)it.fund, .amount = it.amount,
                        .basis = (enum basis)it.basis,
                };
        return budget_incomes_of_end(&it);
}

static const struct fail *load_facts(struct ctx *cx, struct budget *b)
{
        struct budget_facts_of it;
        int cap = 0;

        budget_facts_of(&it, cx, b->id, 0);
        while (budget_facts_of_next(&it))
                *VEC_ADD(cx->arena, b->facts, b->n_facts, cap) = (struct budget_fact){
                        it.id, it.key, it.value, (enum basis)it.basis, it.note };
        const struct fail *f = budget_facts_of_end(&it);
        if (f)
                return f;
        cap = 0;
        budget_facts_of(&it, cx, b->id, 1);
        while (budget_facts_of_next(&it))
                *VEC_ADD(cx->arena, b->priors, b->n_priors, cap) = (struct budget_prior){
                        it.id, it.key, it.value, (enum basis)it.basis, it.note };
        return budget_facts_of_end(&it);
}

static const struct fail *load_mentions(struct ctx *cx, struct budget *b)
{
        struct budget_mentions_of it;
        int cap = 0;

        budget_mentions_of(&it, cx, b->id);
        while (budget_mentions_of_next(&it))
                *VEC_ADD(cx->arena, b->mentions, b->n_mentions, cap) =
                        (struct budget_mention){ it.list, it.economic };
        return budget_mentions_of_end(&it);
}

static const struct fail *load_texts(struct ctx *cx, struct budget *b)
{
        struct budget_texts_of it;
        int cap = 0;

        budget_texts_of(&it, cx, b->id);
        while (budget_texts_of_next(&it))
                *VEC_ADD(cx->arena, b->texts, b->n_texts, cap) = (struct budget_text){
                        .id = it.id, .key = it.key, .n = (int)it.n, .text = it.body,
                        .author = it.author, .at = it.at, .confirmed = it.confirmed != 0,
                };
        return budget_texts_of_end(&it);
}

static const struct fail *load_purposes(struct ctx *cx, struct budget *b)
{
        struct budget_purposes_of it;
        int cap = 0;

        budget_purposes_of(&it, cx, b->id);
        while (budget_purposes_of_next(&it))
                *VEC_ADD(cx->arena, b->purposes, b->n_purposes, cap) =
                        (struct budget_purpose){ it.id, it.function, it.body };
        return budget_purposes_of_end(&it);
}

static const struct fail *load_projects(struct ctx *cx, struct budget *b)
{
        struct budget_projects_of it;
        int cap = 0;

        budget_projects_of(&it, cx, b->id);
        while (budget_projects_of_next(&it))
                *VEC_ADD(cx->arena, b->projects, b->n_projects, cap) = (struct budget_project){
                        .id = it.id, .unit = (int)it.unit_no, .code = it.code, .name = it.name,
                        .category = (enum project_category)it.category, .goal = it.goal,
                        .has_goal = it.has_goal != 0,
                };
        return budget_projects_of_end(&it);
}

static const struct fail *load_indicators(struct ctx *cx, struct budget *b)
{
        struct budget_indicators_of it;
        int cap = 0;

        budget_indicators_of(&it, cx, b->id);
        while (budget_indicators_of_next(&it))
                *VEC_ADD(cx->arena, b->indicators, b->n_indicators, cap) = (struct budget_indicator){
                        .id = it.id, .project = (int)it.project_no, .level1 = it.level1,
                        .level2 = it.level2, .level3 = it.level3,
                        .compare = (enum indicator_compare)it.compare, .target = it.target,
                        .measure = it.measure, .weight = (int)it.weight,
                        .lower_is_better = it.lower_is_better != 0,
                };
        return budget_indicators_of_end(&it);
}

static const struct fail *load_tasks(struct ctx *cx, struct budget *b)
{
        struct budget_tasks_of it;
        int cap = 0;

        budget_tasks_of(&it, cx, b->id);
        while (budget_tasks_of_next(&it))
                *VEC_ADD(cx->arena, b->tasks, b->n_tasks, cap) =
                        (struct budget_task){ it.id, it.name, it.content, it.amount };
        return budget_tasks_of_end(&it);
}

static const struct fail *load_vehicles(struct ctx *cx, struct budget *b)
{
        struct budget_vehicles_of it;
        int cap = 0;

        budget_vehicles_of(&it, cx, b->id);
        while (budget_vehicles_of_next(&it))
                *VEC_ADD(cx->arena, b->vehicles, b->n_vehicles, cap) = (struct budget_vehicle){
                        it.id, it.class_code, (int)it.held, (int)it.planned, it.planned_cost };
        return budget_vehicles_of_end(&it);
}

static void fill_head(struct budget *b, const struct budget_head *h)
{
        b->id = h->id, b->dept = h->dept, b->code = h->code, b->year = (int)h->year;
        b->version = (int)h->version, b->revision = (int)h->revision;
        b->state = (enum budget_state)h->state;
        b->profile = h->profile, b->dept_name = h->dept_name, b->short_name = h->short_name;
        b->voice = h->voice, b->exact = h->exact != 0, b->correction = h->correction;
        b->congress = h->congress, b->approved = h->approved, b->published = h->published;
        b->first_approved = h->first_approved, b->first_published = h->first_published;
        b->first_passed_on = h->first_passed_on, b->first_units_published = h->first_units_published;
        b->passed_on = h->passed_on, b->units_published = h->units_published, b->approval_no = h->approval_no;
        b->published_url = h->published_url, b->fictional = h->fictional != 0, b->note = h->note;
        b->procurement = (struct budget_procurement){
                h->goods, h->works, h->services, h->for_small, h->procurement_known != 0 };
        b->big_equipment = (int)h->big_equipment;
        b->big_equipment_planned = (int)h->big_equipment_planned;
}

const struct fail *budget_load_accounts(struct ctx *cx, int year, struct budget *b)
{
        const struct fail *f = edition_load(cx, "function", year, &b->function);
        if (!f)
                f = edition_load(cx, "economic", year, &b->economic);
        if (!f)
                f = edition_load(cx, "government", year, &b->economic_gov);
        return f;
}

const struct fail *budget_load(struct ctx *cx, int64_t id, struct budget **ret)
{
        static const struct fail *(*const parts[])(struct ctx *, struct budget *) = {
                load_units, load_sections, load_lines, load_incomes, load_facts, load_mentions,
                load_texts, load_purposes, load_projects, load_indicators, load_tasks, load_vehicles,
        };
        struct budget_head h;
        const struct fail *f = budget_head(cx, id, &h);
        if (f)
                return f;
        struct budget *b = NEW(cx->arena, struct budget);
        fill_head(b, &h);
        for (size_t i = 0; i < COUNT_OF(parts) && !f; i++)
                f = parts[i](cx, b);
        if (!f)
                f = budget_load_accounts(cx, b->year, b);
        if (!f)
                *ret = b;
        return f;
}

/* ---- into the database ------------------------------------------------------ */

void budget_store_lines(struct ctx *cx, int64_t id, const struct budget *b)
{
        budget_wipe_lines(cx, id);
        for (int i = 0; i < b->n_lines; i++) {
                const struct budget_line *l = &b->lines[i];
                budget_line_add(cx, id, i, l->unit, l->fund, l->source, l->function, l->economic,
                                l->project, l->nature, l->procurement, l->amount, l->basis,
                                l->nature_basis, l->note);
        }
}

void budget_store_incomes(struct ctx *cx, int64_t id, const struct budget *b)
{
        budget_wipe_incomes(cx, id);
        for (int i = 0; i < b->n_incomes; i++) {
                const struct budget_income *in = &b->incomes[i];
                budget_income_add(cx, id, i, in->unit, in->kind, in->fund, in->amount, in->basis);
        }
}

static void add_facts(struct ctx *cx, int64_t id, const struct budget *b)
{
        for (int i = 0; i < b->n_facts; i++)
                budget_fact_add(cx, id, 0, b->facts[i].key, b->facts[i].value, b->facts[i].basis,
                                b->facts[i].note);
        for (int i = 0; i < b->n_priors; i++)
                budget_fact_add(cx, id, 1, b->priors[i].key, b->priors[i].value,
                                b->priors[i].basis, b->priors[i].note);
        for (int i = 0; i < b->n_mentions; i++)
                budget_mention_add(cx, id, i, b->mentions[i].list, b->mentions[i].economic);
        for (int i = 0; i < b->n_vehicles; i++)
                budget_vehicle_add(cx, id, i, b->vehicles[i].class_code, b->vehicles[i].held,
                                   b->vehicles[i].planned, b->vehicles[i].planned_cost);
}

static void add_words(struct ctx *cx, int64_t id, const struct budget *b)
{
        for (int i = 0; i < b->n_texts; i++) {
                const struct budget_text *t = &b->texts[i];
                budget_text_put(cx, id, t->key, t->n, t->text, t->author, t->at ? t->at : cx->now,
                                t->confirmed);
        }
        for (int i = 0; i < b->n_purposes; i++)
                budget_purpose_put(cx, id, b->purposes[i].function, b->purposes[i].text);
}

static void add_projects(struct ctx *cx, int64_t id, const struct budget *b)
{
        for (int i = 0; i < b->n_projects; i++) {
                const struct budget_project *p = &b->projects[i];
                budget_project_add(cx, id, i, p->unit, p->code, p->name, p->category, p->goal,
                                   p->has_goal);
        }
        for (int i = 0; i < b->n_indicators; i++) {
                const struct budget_indicator *n = &b->indicators[i];
                budget_indicator_add(cx, id, i, n->project, n->level1, n->level2, n->level3,
                                     n->compare, n->target, n->measure, n->weight,
                                     n->lower_is_better);
        }
        for (int i = 0; i < b->n_tasks; i++)
                budget_task_add(cx, id, i, b->tasks[i].name, b->tasks[i].content,
                                b->tasks[i].amount);
}

static void add_rows(struct ctx *cx, int64_t id, const struct budget *b)
{
        for (int i = 0; i < b->n_units; i++) {
                const struct budget_unit *u = &b->units[i];
                budget_unit_add(cx, id, i, u->org, u->code, u->name, u->finance_code, u->kind, u->staff_organ,
                                u->staff_institution, u->retired);
        }
        for (int i = 0; i < b->n_sections; i++)
                budget_section_add(cx, id, i, b->sections[i].name, b->sections[i].subordinate);
        budget_store_incomes(cx, id, b);
        budget_store_lines(cx, id, b);
        add_facts(cx, id, b);
        add_words(cx, id, b);
        add_projects(cx, id, b);
}

int64_t budget_store_new(struct ctx *cx, const struct budget *b)
{
        const struct budget_procurement *p = &b->procurement;
        int64_t id = budget_add(cx, b->dept, b->code, b->year, b->version, b->state, b->profile,
                                b->dept_name, b->short_name, b->voice, b->exact, b->correction,
                                b->congress, b->approved, b->published, b->passed_on,
                                b->approval_no, b->published_url, b->fictional, b->note, p->known,
                                p->goods, p->works, p->services, p->for_small, b->big_equipment,
                                b->big_equipment_planned);
        add_rows(cx, id, b);
        return id;
}

void budget_store_wipe(struct ctx *cx, int64_t id)
{
        static void (*const wipes[])(struct ctx *, int64_t) = {
                budget_wipe_units, budget_wipe_sections, budget_wipe_facts,
                budget_wipe_mentions, budget_wipe_texts, budget_wipe_purposes,
                budget_wipe_projects, budget_wipe_indicators, budget_wipe_tasks,
                budget_wipe_vehicles, budget_wipe_lines, budget_wipe_incomes,
        };
        for (size_t i = 0; i < COUNT_OF(wipes); i++)
                wipes[i](cx, id);
}

void budget_store_rows(struct ctx *cx, int64_t id, const struct budget *b)
{
        const struct budget_procurement *p = &b->procurement;
        budget_store_wipe(cx, id);
        budget_set_head(cx, id, b->profile, b->dept_name, b->short_name, b->voice, b->exact,
                        b->note, p->known, p->goods, p->works, p->services, p->for_small,
                        b->big_equipment, b->big_equipment_planned);
        add_rows(cx, id, b);
}
