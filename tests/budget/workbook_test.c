/* tests/budget/workbook_test.c - a budget goes into a workbook and comes back; what is wrong has its
 * sheet, row and column. */
#include "domain/budget/workbook.h"
#include "tests/budget/fixture.h"

/* What a workbook does not hold is left out of the comparison. */
static str as_json(struct ctx *cx, const struct budget *of)
{
        struct budget b = *of;
        struct buf o = buf_new(cx->arena, 8 << 20);
        b.n_lines = b.n_texts = 0;
        b.state = BUDGET_DRAFT;
        budget_days_clear(&b);
        b.approval_no = b.published_url = (str){ 0 };
        budget_write_json(&o, &b);
        return buf_str(&o);
}

/* A budget of which nothing but the head is known. */
static struct budget bare(const struct budget *of)
{
        return (struct budget){ .code = of->code, .year = of->year, .dept_name = of->dept_name, .profile = of->profile,
                .short_name = of->short_name, .voice = of->voice, .fictional = of->fictional, .version = 1,
                .big_equipment = -1, .big_equipment_planned = -1, .function = of->function, .economic = of->economic,
                .economic_gov = of->economic_gov };
}

TEST(every_part_goes_round_in_a_workbook)
{
        static const char *const names[] = { WATER, SEED };
        for (size_t i = 0; i < COUNT_OF(names); i++) {
                struct budget *b = fixture_budget(cx, names[i]), back = bare(b);
                struct import **parts;
                str file;
                done(workbook_write(cx, b, false, &file));
                done(workbook_read(cx, S("预算.xlsx"), file, false, &back, &parts));
                for (int k = 0; k < n_budget_parts; k++) {
                        ok((parts[k] != NULL) == (budget_parts[k].count(b) > 0));
                        for (int x = 0; parts[k] && x < parts[k]->n_findings; x++)
                                test_note("%s: %.*s", budget_parts[k].title,
                                          STR(import_sentence(parts[k], &parts[k]->finding[x])));
                        ok(!parts[k] || !parts[k]->n_bad);
                }
                if (!ok(str_eq(as_json(cx, b), as_json(cx, &back))))
                        test_note("%.*s\n%.*s", STR(as_json(cx, b)), STR(as_json(cx, &back)));
        }
}

TEST(an_empty_sheet_leaves_its_part)
{
        struct budget *b = fixture_budget(cx, WATER), kept = *b;
        struct import **parts;
        str file;
        done(workbook_write(cx, b, true, &file));
        done(workbook_read(cx, S("预算.xlsx"), file, false, &kept, &parts));
        for (int k = 0; k < n_budget_parts; k++)
                ok(!parts[k]);
        ok(str_eq(as_json(cx, b), as_json(cx, &kept)));
        done(workbook_read(cx, S("明细.csv"), S("功能科目,金额\n"), false, &kept, &parts));
        ok(!parts);
}

TEST(what_is_wrong_has_its_sheet_row_and_column)
{
        struct budget *b = fixture_budget(cx, WATER), wrong = *b;
        struct budget_purpose *list = NEW_ARRAY(cx->arena, struct budget_purpose, (size_t)b->n_purposes + 1);
        struct import **parts;
        str file;
        int at = 0;
        memcpy(list, b->purposes, sizeof(*list) * (size_t)b->n_purposes);
        list[2].function = list[0].function;
        wrong.purposes = list;
        done(workbook_write(cx, &wrong, false, &file));
        done(workbook_read(cx, S("预算.xlsx"), file, false, b, &parts));
        while (strcmp(budget_parts[at].key, "purposes"))
                at++;
        same_int(parts[at]->n_bad, 1);
        const struct import_finding *x = &parts[at]->finding[0];
        same_str(x->sheet, "科目用途");
        same_int(x->row, 5);            /* help and heads stand above */
        same_int(x->col, 0);
        same_str(x->reason, "与前面的用途重复");
}

TEST(a_unit_that_is_named_cannot_go)
{
        struct budget *b = fixture_budget(cx, WATER), next, less = *b;
        struct import **parts;
        str file;
        less.n_units = 2;               /* the third has lines, incomes and projects */
        less.n_projects = less.n_incomes = less.n_indicators = 0;
        done(workbook_write(cx, &less, false, &file));
        next = *b;
        done(workbook_read(cx, S("预算.xlsx"), file, false, &next, &parts));
        same_int(parts[1]->n_bad, 1);
        ok(str_find(parts[1]->finding[0].reason, S("不能删去")) >= 0);
        ok(next.units == b->units && next.n_units == 3);
}
