/* domain/target/edition_text.c - an edition as JSON, always the same bytes for the same edition. */
#include "core/text/json.h"
#include "domain/target/edition.h"

static str unit_code(const struct edition *e, int64_t unit)
{
        const struct edition_unit *u = edition_unit_of(e, unit);
        return u ? u->code : (str){ 0 };
}

static void put_rules(struct json_out *j, const char *name, const struct edition_rules *r)
{
        json_open(j, name, '{');
        json_put_int(j, "total", r->total.micro);
        json_put_int(j, "step", r->step);
        json_put_int(j, "mode", r->mode);
        json_put_str(j, "tie", r->tie);
        json_put_int(j, "grade_round", r->grade_round);
        json_put_int(j, "cut", r->cut);
        json_put_bool(j, "remainder", r->remainder);
        json_put_bool(j, "floor_zero", r->floor_zero);
        json_put_int(j, "bonus_most", r->bonus_most.micro);
        json_put_int(j, "penalty_most", r->penalty_most.micro);
        json_put_int(j, "publicity", r->publicity);
        json_put_int(j, "appeal", r->appeal);
        json_put_int(j, "review", r->review);
        json_close(j, '}');
}

static void put_groups(struct json_out *j, const struct edition *e)
{
        json_open(j, "groups", '[');
        for (int g = 0; g < e->n_groups; g++) {
                const struct edition_group *x = &e->groups[g],
                                           *above = edition_group_of(e, x->parent);
                json_open(j, NULL, '{');
                json_put_str(j, "code", x->code);
                json_put_str(j, "name", x->name);
                json_put_str(j, "parent", above ? above->code : (str){ 0 });
                json_open(j, "quotas", '[');
                for (int q = 0; q < e->n_quotas; q++)
                        if (e->quotas[q].grp == x->id) {
                                json_open(j, NULL, '{');
                                json_put_int(j, "grade", e->quotas[q].rank);
                                json_put_int(j, "places", e->quotas[q].places);
                                json_close(j, '}');
                        }
                json_close(j, ']');
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_units(struct json_out *j, const struct edition *e)
{
        json_open(j, "units", '[');
        for (int u = 0; u < e->n_units; u++) {
                const struct edition_unit *x = &e->units[u];
                json_open(j, NULL, '{');
                json_put_str(j, "code", x->code);
                json_put_str(j, "name", x->name);
                json_put_str(j, "group", edition_group_of(e, x->grp)->code);
                json_put_bool(j, "ranked", x->ranked);
                json_put_bool(j, "competes", x->competes);
                json_put_int(j, "factor", x->factor);
                json_put_str(j, "note", x->note);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_leaf(struct json_out *j, const struct edition *e, const struct edition_node *x)
{
        json_put_str(j, "method", x->method);
        json_put_int(j, "method_version", x->method_version);
        json_put_str(j, "params", x->params);
        json_put_bool(j, "down", x->down);
        json_put_str(j, "measure", x->measure);
        json_put_int(j, "places", x->places);
        json_put_int(j, "step", x->step);
        json_put_int(j, "mode", x->mode);
        json_put_int(j, "cycle", x->cycle);
        json_put_int(j, "year_rule", x->year_rule);
        json_put_int(j, "evidence", x->evidence);
        json_put_int(j, "missing", x->missing);
        json_put_int(j, "na", x->na);
        json_put_int(j, "na_share", x->na_share);
        json_put_int(j, "scorer", x->scorer);
        json_put_int(j, "provider", x->provider);
        json_put_str(j, "source", x->source);
        json_open(j, "rows", '[');
        for (int i = 0; i < x->n_rows; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "name", x->rows[i].name);
                json_put_str(j, "bounds", x->rows[i].bounds);
                json_put_str(j, "bounds2", x->rows[i].bounds2);
                json_put_int(j, "mark", x->rows[i].mark.micro);
                json_put_int(j, "share", x->rows[i].share);
                json_put_int(j, "most", x->rows[i].most.micro);
                json_close(j, '}');
        }
        json_close(j, ']');
        json_open(j, "not_applicable", '[');
        for (int i = 0; i < x->n_nas; i++) {
                json_open(j, NULL, '{');
                json_put_str(j, "unit", unit_code(e, x->nas[i].unit));
                json_put_str(j, "reason", x->nas[i].reason);
                json_close(j, '}');
        }
        json_close(j, ']');
}

static void put_nodes(struct json_out *j, const struct edition *e)
{
        json_open(j, "nodes", '[');
        for (int i = 0; i < e->n_nodes; i++) {
                const struct edition_node *x = &e->nodes[i], *above = edition_node_of(e, x->parent);
                json_open(j, NULL, '{');
                json_put_str(j, "code", x->code);
                json_put_str(j, "name", x->name);
                json_put_str(j, "parent", above ? above->code : (str){ 0 });
                json_put_int(j, "kind", x->kind);
                json_put_bool(j, "quality", x->quality);
                json_put_bool(j, "process", x->process);
                json_put_bool(j, "key_work", x->key_work);
                json_put_bool(j, "folded", x->folded);
                json_put_int(j, "full", x->full.micro);
                json_open(j, "in_group", '{');
                for (int g = 0; g < e->n_groups; g++)
                        if (x->in_group[g].micro == FULL_NONE.micro)
                                json_put_str(j, str_copy(j->o->arena, e->groups[g].code).p,
                                             (str){ 0 });
                        else
                                json_put_int(j, str_copy(j->o->arena, e->groups[g].code).p,
                                             x->in_group[g].micro);
                json_close(j, '}');
                if (x->leaf)
                        put_leaf(j, e, x);
                json_put_str(j, "rule", x->rule);
                json_put_str(j, "basis", x->basis);
                json_close(j, '}');
        }
        json_close(j, ']');
}

str edition_text(struct ctx *cx, const struct edition *e)
{
        struct buf b = buf_new(cx->arena, (size_t)16 << 20);
        struct json_out j = json_out(&b, true);
        json_open(&j, NULL, '{');
        json_put_int(&j, "year", e->year);
        json_put_str(&j, "name", e->name);
        json_put_int(&j, "number", e->number);
        put_rules(&j, "rules", &e->rules);
        put_groups(&j, e);
        put_units(&j, e);
        put_nodes(&j, e);
        json_open(&j, "grades", '[');
        for (int i = 0; i < e->n_grades; i++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "name", e->grades[i].name);
                json_put_int(&j, "share", e->grades[i].share);
                json_put_int(&j, "floor", e->grades[i].floor_mark.micro);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_open(&j, "effects", '[');
        for (int i = 0; i < e->n_classes; i++) {
                json_open(&j, NULL, '{');
                json_put_str(&j, "code", e->classes[i].code);
                json_put_str(&j, "name", e->classes[i].name);
                json_put_bool(&j, "penalty", e->classes[i].penalty);
                json_put_int(&j, "most", e->classes[i].most.micro);
                json_put_str(&j, "rule", e->classes[i].rule);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        must(!b.broken);
        return buf_str(&b);
}

str edition_rules_text(struct ctx *cx, const struct edition_rules *before,
                       const struct edition_rules *after)
{
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        put_rules(&j, "before", before);
        put_rules(&j, "after", after);
        json_close(&j, '}');
        return buf_str(&b);
}
