/* domain/budget/json_write.c - the writer of a budget's JSON. */
#include "domain/budget/json.h"

#include "core/text/json.h"
#include "domain/budget/filter.h"

static void put_money(struct json_out *j, const char *name, money m)
{
        json_put_str(j, name, money_yuan(j->o->arena, m));
}

static void put_text(struct json_out *j, const char *name, str s)
{
        if (s.n)
                json_put_str(j, name, s);
}

static void put_flag(struct json_out *j, const char *name, bool v)
{
        if (v)
                json_put_bool(j, name, v);
}

static void put_unit(struct json_out *j, const struct budget *b, int unit)
{
        if (unit >= 0)
                json_put_str(j, "unit", b->units[unit].code);
}

static void write_units(struct json_out *j, const struct budget *b)
{
        json_open(j, "units", '[');
        for (int i = 0; i < b->n_units; i++) {
                const struct budget_unit *u = &b->units[i];

                json_open(j, NULL, '{');
                json_put_str(j, "code", u->code);
                json_put_str(j, "name", u->name);
                if (u->finance_code.n)
                        json_put_str(j, "finance_code", u->finance_code);
                json_put_str(j, "kind", str_of(unit_kind_words[u->kind]));
                if (u->staff_organ >= 0)
                        json_put_int(j, "staff_organ", u->staff_organ);
                if (u->staff_institution >= 0)
                        json_put_int(j, "staff_institution", u->staff_institution);
                if (u->retired >= 0)
                        json_put_int(j, "retired", u->retired);
                json_close(j, '}');
        }
        json_close(j, ']');
        json_open(j, "sections", '[');
        for (int i = 0; i < b->n_sections; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "name", b->sections[i].name);
                put_flag(j, "subordinate", b->sections[i].subordinate);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void write_lines(struct json_out *j, const struct budget *b)
{
        json_open(j, "lines", '[');
        for (int i = 0; i < b->n_lines; i++) {
                const struct budget_line *l = &b->lines[i];

                json_open(j, NULL, '{');
                put_unit(j, b, l->unit);
                json_put_str(j, "fund", str_of(fund_words[l->fund]));
                json_put_str(j, "source", str_of(source_words[l->source]));
                json_put_str(j, "function", l->function);
                put_text(j, "economic", l->economic);
                if (l->project >= 0)
                        json_put_str(j, "project", b->projects[l->project].code);
                json_put_str(j, "nature", str_of(nature_words[l->nature]));
                put_flag(j, "procurement", l->procurement);
                put_money(j, "amount", l->amount);
                json_put_str(j, "basis", str_of(basis_words[l->basis]));
                json_put_str(j, "nature_basis", str_of(basis_words[l->nature_basis]));
                put_text(j, "note", l->note);
                json_close(j, '}');
        }
        json_close(j, ']');
        json_open(j, "incomes", '[');
        for (int i = 0; i < b->n_incomes; i++) {
                const struct budget_income *in = &b->incomes[i];

                json_open(j, NULL, '{');
                put_unit(j, b, in->unit);
                json_put_str(j, "kind", str_of(income_words[in->kind]));
                if (in->kind == INCOME_CARRY)
                        json_put_str(j, "fund", str_of(fund_words[in->fund]));
                put_money(j, "amount", in->amount);
                json_put_str(j, "basis", str_of(basis_words[in->basis]));
                json_close(j, '}');
        }
        json_close(j, ']');
}

bool budget_key_counts(str key)
{
        return str_ends(key, S("count")) || str_starts(key, S("vehicles")) ||
               str_starts(key, S("equipment")) || str_starts(key, S("sections")) ||
               str_is(key, "units") || str_starts(key, S("units."));
}

static void write_figure(struct json_out *j, str key, int64_t value, enum basis basis, str note)
{
        json_open(j, NULL, '{');
        json_put_str(j, "key", key);
        if (budget_key_counts(key))
                json_put_int(j, "count", value);
        else
                put_money(j, "amount", (money){ value });
        json_put_str(j, "basis", str_of(basis_words[basis]));
        put_text(j, "note", note);
        json_close(j, '}');
}

static void write_figures(struct json_out *j, const struct budget *b)
{
        json_open(j, "facts", '[');
        for (int i = 0; i < b->n_facts; i++)
                write_figure(j, b->facts[i].key, b->facts[i].value, b->facts[i].basis,
                             b->facts[i].note);
        json_close(j, ']');
        json_open(j, "priors", '[');
        for (int i = 0; i < b->n_priors; i++)
                write_figure(j, b->priors[i].key, b->priors[i].value, b->priors[i].basis,
                             b->priors[i].note);
        json_close(j, ']');
        json_open(j, "mentions", '[');
        for (int i = 0; i < b->n_mentions; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "list", b->mentions[i].list);
                json_put_str(j, "economic", b->mentions[i].economic);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void write_texts(struct json_out *j, const struct budget *b)
{
        json_open(j, "texts", '[');
        for (int i = 0; i < b->n_texts; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "key", b->texts[i].key);
                json_put_str(j, "text", b->texts[i].text);
                put_text(j, "author", b->texts[i].author);
                if (!b->texts[i].confirmed)
                        json_put_bool(j, "confirmed", false);
                json_close(j, '}');
        }
        json_close(j, ']');
        json_open(j, "purposes", '[');
        for (int i = 0; i < b->n_purposes; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "function", b->purposes[i].function);
                json_put_str(j, "text", b->purposes[i].text);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void write_indicators(struct json_out *j, const struct budget *b, int project)
{
        json_open(j, "indicators", '[');
        for (int i = 0; i < b->n_indicators; i++) {
                const struct budget_indicator *in = &b->indicators[i];

                if (in->project != project)
                        continue;
                json_open(j, NULL, '{');
                json_put_str(j, "level1", in->level1);
                json_put_str(j, "level2", in->level2);
                json_put_str(j, "level3", in->level3);
                json_put_str(j, "compare", str_of(compare_codes[in->compare]));
                put_text(j, "target", in->target);
                put_text(j, "measure", in->measure);
                json_put_raw(j, "weight", decimal_str(j->o->arena, in->weight, 2, false));
                put_flag(j, "lower_is_better", in->lower_is_better);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void write_projects(struct json_out *j, const struct budget *b)
{
        json_open(j, "projects", '[');
        for (int i = 0; i < b->n_projects; i++) {
                const struct budget_project *p = &b->projects[i];

                json_open(j, NULL, '{');
                json_put_str(j, "code", p->code);
                json_put_str(j, "name", p->name);
                put_unit(j, b, p->unit);
                json_put_str(j, "category", str_of(category_words[p->category]));
                put_text(j, "goal", p->goal);
                put_flag(j, "has_goal", p->has_goal);
                write_indicators(j, b, i);
                json_close(j, '}');
        }
        json_close(j, ']');
        write_indicators(j, b, -1);
        json_open(j, "tasks", '[');
        for (int i = 0; i < b->n_tasks; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "name", b->tasks[i].name);
                put_text(j, "content", b->tasks[i].content);
                put_money(j, "amount", b->tasks[i].amount);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void write_others(struct json_out *j, const struct budget *b)
{
        json_open(j, "vehicles", '[');
        for (int i = 0; i < b->n_vehicles; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "class", b->vehicles[i].class_code);
                json_put_int(j, "held", b->vehicles[i].held);
                json_put_int(j, "planned", b->vehicles[i].planned);
                put_money(j, "planned_cost", b->vehicles[i].planned_cost);
                json_close(j, '}');
        }
        json_close(j, ']');
        if (b->procurement.known) {
                json_open(j, "procurement", '{');
                put_money(j, "goods", b->procurement.goods);
                put_money(j, "works", b->procurement.works);
                put_money(j, "services", b->procurement.services);
                put_money(j, "for_small", b->procurement.for_small);
                json_close(j, '}');
        }
        json_open(j, "equipment", '{');
        if (b->big_equipment >= 0)
                json_put_int(j, "held", b->big_equipment);
        if (b->big_equipment_planned >= 0)
                json_put_int(j, "planned", b->big_equipment_planned);
        json_close(j, '}');
}

static void write_head(struct json_out *j, const struct budget *b)
{
        static const struct { const char *name; size_t at;
        } days[] = {
                { "congress", offsetof(struct budget, congress) },
                { "approved", offsetof(struct budget, approved) },
                { "published", offsetof(struct budget, published) },
                { "passed_on", offsetof(struct budget, passed_on) },
                { "units_published", offsetof(struct budget, units_published) },
        };

        json_put_str(j, "format", S("luoshi-budget/1"));
        json_put_str(j, "code", b->code);
        json_put_str(j, "department", b->dept_name);
        json_put_str(j, "short_name", b->short_name);
        put_text(j, "voice", b->voice);
        json_put_int(j, "year", b->year);
        json_put_str(j, "profile", b->profile);
        json_put_str(j, "money_unit", S("元"));
        put_flag(j, "exact", b->exact);
        put_flag(j, "fictional", b->fictional);
        put_text(j, "note", b->note);
        json_put_int(j, "version", b->version < 1 ? 1 : b->version);
        put_text(j, "correction", b->correction);
        json_put_str(j, "state", str_of(budget_state_words[b->state]));
        json_open(j, "dates", '{');
        for (size_t i = 0; i < COUNT_OF(days); i++) {
                day d;

                memcpy(&d, (const char *)b + days[i].at, sizeof(d));
                put_text(j, days[i].name, day_str(j->o->arena, d));
        }
        json_close(j, '}');
        put_text(j, "approval_no", b->approval_no);
        put_text(j, "published_url", b->published_url);
}

void budget_write_json(struct buf *o, const struct budget *b)
{
        struct json_out j = json_out(o, true);

        json_open(&j, NULL, '{');
        write_head(&j, b);
        write_units(&j, b);
        write_lines(&j, b);
        write_figures(&j, b);
        write_texts(&j, b);
        write_projects(&j, b);
        write_others(&j, b);
        json_close(&j, '}');
}
