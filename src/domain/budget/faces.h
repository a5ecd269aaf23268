/* domain/budget/faces.h - the doors of this domain; module.c, its pages and tests need it. */
#ifndef DOMAIN_BUDGET_FACES_H
#define DOMAIN_BUDGET_FACES_H

#include "domain/budget/pages.h"
#include "door/module.h"

handler budgets_get, budget_get, budget_lines_get, budget_lines_csv_get, budget_grid_get,
        budget_lines_post, budget_projects_get, budget_tables_get, budget_checks_get,
        budget_text_get, budget_file_get, budget_pack_get, budget_published_get, budget_words_get,
        budget_words_post, budget_new_get, budget_new_post, budget_workbook_get, budget_parts_get,
        budget_part_get, budget_part_post, budget_rejected_get, budget_move_get, budget_moves_post, budget_import_get,
        budget_import_post, budget_upload_get, budget_upload_post,
        budget_template_get, editions_get, edition_get;

command budget_import_cmd, budget_template_cmd, budget_begin_cmd, budget_list_cmd, budget_show_cmd,
        budget_check_cmd, budget_disclose_cmd, budget_export_cmd, accounts_import_cmd;

extern const struct module module_budget;

/* See the budget of :id and fill the frame of its pages; NOT_FOUND where it is not theirs. */
const struct fail *budget_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                     const char *tab, struct budget_frame *ret) MUST_USE;
/* The departments whose budget the person compiles, as choices. */
const struct fail *budget_unit_choices(struct ctx *cx, struct form_choice **ret, int *n) MUST_USE;
/* A fact as a screen shows it: money with thousands set apart, "1,846.32"; an unknown one
 * 未填 or 原件未载; the rest as printed. In the language of fg->cx. */
str fact_shown(const struct figures *fg, const struct fact *x);
/* One atomic line in words; `silent` is the budget's budget_silence(). */
struct line_row line_row_of(struct ctx *cx, const struct budget *b, const struct budget_line *l, const char *silent);

#endif
