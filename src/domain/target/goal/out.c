/* domain/target/goal/out.c - a target book as a document. words: document text */
#include "domain/target/goal/out.h"

static str figure(struct ctx *cx, bool has, int64_t v, int places)
{
        return has ? decimal_str(cx->arena, v, places, true) : S("");
}

static str name_of(struct ctx *cx, const struct goal_line *l)
{
        str name = l->node ? l->node->name : str_f(cx->arena, "#%ld", l->stem);
        return l->input_name.n ? str_f(cx->arena, "%.*s（%.*s）", STR(name), STR(l->input_name)) : name;
}

static void targets(struct ctx *cx, struct doc *d, const struct goal_book *b)
{
        static const struct { const char *head, *over; int width; enum doc_align align; } columns[] = {
                { "序号", NULL, 2, DOC_CENTRE }, { "指标", NULL, 7, DOC_LEFT }, { "单位", NULL, 2, DOC_CENTRE },
                { "全年目标", NULL, 4, DOC_RIGHT },
                { "一季度", "各季度末应达到", 3, DOC_RIGHT }, { "二季度", "各季度末应达到", 3, DOC_RIGHT },
                { "三季度", "各季度末应达到", 3, DOC_RIGHT }, { "四季度", "各季度末应达到", 3, DOC_RIGHT },
                { "责任领导", NULL, 3, DOC_LEFT }, { "责任股室", NULL, 3, DOC_LEFT }, { "要求", NULL, 5, DOC_LEFT },
        };
        struct doc_table *t = doc_table(d, (str){ 0 }, S("目标任务"), COUNT_OF(columns));
        int n = 0;
        t->landscape = true;
        t->sheet = S("目标任务");
        for (size_t i = 0; i < COUNT_OF(columns); i++) {
                t->columns[i].head = str_of(columns[i].head);
                t->columns[i].over = str_of(columns[i].over);
                t->columns[i].width = columns[i].width;
                t->columns[i].align = columns[i].align;
        }
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i];
                if (!l->id)
                        continue;
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, str_f(cx->arena, "%d", ++n));
                doc_cell_text(d, r, 1, name_of(cx, l));
                doc_cell_text(d, r, 2, l->node && l->node->measure.n ? l->node->measure : S(""));
                doc_cell_text(d, r, 3, figure(cx, l->has_value, l->value, l->places));
                for (int q = 0; q < GOAL_QUARTERS; q++)
                        doc_cell_text(d, r, 4 + q, l->course == GOAL_LEVEL && l->has_value ? S("全年保持")
                                      : figure(cx, l->has_quarter[q], l->quarter[q], l->places));
                doc_cell_text(d, r, 8, l->leader.n ? l->leader : S(""));
                doc_cell_text(d, r, 9, l->section_name.n ? l->section_name : S(""));
                doc_cell_text(d, r, 10, l->words.n ? l->words : S(""));
        }
        if (!n)
                t->note = S("本单位没有定量目标。");
}

/* Old and new of each target that the adjustment changed. */
static const struct fail *changes(struct ctx *cx, struct doc *d, const struct goal_book *b)
{
        struct goal_book before;
        const struct fail *f = goal_book_read(cx, b->base, &before);
        if (f)
                return f;
        doc_heading(d, 1, S("一、调整说明"));
        doc_para_of(d, str_f(cx->arena, "调整原因：%s。%.*s。依据：%.*s。%s%.*s%s",
                    goal_reason_words[b->reason_kind], STR(b->reason), STR(b->evidence),
                    b->approval.n ? "批准：" : "", STR(b->approval), b->approval.n ? "。" : ""));
        struct doc_table *t = doc_table(d, (str){ 0 }, S("调整前后"), 4);
        static const char *const heads[] = { "指标", "单位", "调整前", "调整后" };
        for (int i = 0; i < 4; i++) {
                t->columns[i].head = str_of(heads[i]);
                t->columns[i].width = i ? 2 : 5;
                t->columns[i].align = i > 1 ? DOC_RIGHT : DOC_LEFT;
        }
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i], *was = NULL;
                for (int k = 0; k < before.n_lines && !was; k++)
                        if (before.lines[k].stem == l->stem && str_eq(before.lines[k].input, l->input))
                                was = &before.lines[k];
                str old = was ? figure(cx, was->has_value, was->value, was->places) : S(""),
                    new = figure(cx, l->has_value, l->value, l->places);
                if (str_eq(old, new))
                        continue;
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, name_of(cx, l));
                doc_cell_text(d, r, 1, l->node && l->node->measure.n ? l->node->measure : S(""));
                doc_cell_text(d, r, 2, old.n ? old : S("无"));
                doc_cell_text(d, r, 3, new.n ? new : S("无"));
        }
        if (!t->n_rows)
                t->note = S("全年目标没有变化。");
        return NULL;
}

static void posts(struct ctx *cx, struct doc *d, const struct goal_book *b, const char *heading)
{
        struct doc_table *t = NULL;
        for (int i = 0; i < b->n_lines; i++)
                for (int k = 0; k < b->lines[i].n_posts; k++) {
                        const struct goal_line *l = &b->lines[i];
                        if (!t) {
                                static const char *const heads[] = { "指标", "岗位", "目标" };
                                doc_heading(d, 1, str_of(heading));
                                t = doc_table(d, (str){ 0 }, S("分解到岗位"), 3);
                                for (int c = 0; c < 3; c++) {
                                        t->columns[c].head = str_of(heads[c]);
                                        t->columns[c].width = c ? 2 : 4;
                                        t->columns[c].align = c == 2 ? DOC_RIGHT : DOC_LEFT;
                                }
                        }
                        struct doc_row *r = doc_row(d, t);
                        doc_cell_text(d, r, 0, name_of(cx, l));
                        doc_cell_text(d, r, 1, l->posts[k].title);
                        doc_cell_text(d, r, 2, decimal_str(cx->arena, l->posts[k].value, l->places, true));
                }
}

const struct fail *goal_document(struct ctx *cx, const struct goal_book *b, struct doc **ret)
{
        str title = str_f(cx->arena, "%.*s\n%d年度目标任务书", STR(b->unit_name), b->year);
        struct doc *d = doc_new(cx->arena, title);
        bool issued = b->state >= GOAL_ISSUED && b->state <= GOAL_REPLACED;
        d->subject = str_f(cx->arena, "第 %d 版", b->number);
        d->made_at = b->signed_at ? b->signed_at : cx->now;
        doc_title(d, title);
        if (issued)
                doc_para_of(d, str_f(cx->arena, "根据%.*s，现下达%.*s%d年度目标任务（第 %d 版），自%.*s起执行%.*s。",
                            STR(b->basis), STR(b->unit_name), b->year, b->number, STR(day_zh(cx->arena, b->since)),
                            STR(day_is(b->until) ? str_f(cx->arena, "，至%.*s", STR(day_zh(cx->arena, b->until)))
                                                 : S(""))));
        else
                doc_para_of(d, str_f(cx->arena, "本稿为%.*s%d年度目标任务（第 %d 版），现为“%s”，尚未下达。",
                            STR(b->unit_name), b->year, b->number, goal_state_words[b->state]));
        const struct fail *f = b->base ? changes(cx, d, b) : NULL;
        if (f)
                return f;
        doc_heading(d, 1, b->base ? S("二、目标任务") : S("一、目标任务"));
        targets(cx, d, b);
        posts(cx, d, b, b->base ? "三、分解到岗位" : "二、分解到岗位");
        doc_note(d, S("按季度累计的目标，各季度数为年初至该季度末应达到的数；全年保持的目标各季度与全年相同。"));
        if (issued)
                doc_para_of(d, b->signed_at
                            ? str_f(cx->arena, "签收：%.*s%s%.*s，%.*s", STR(b->unit_name), b->signer.n ? " " : "",
                                    STR(b->signer), STR(instant_str(cx->arena, b->signed_at)))
                            : S("签收：尚未签收"));
        doc_signature(d, b->basis.n ? str_f(cx->arena, "下达：%.*s", STR(b->basis)) : S("（尚未下达）"));
        if (day_is(b->since))
                doc_signature(d, day_zh(cx->arena, b->since));
        *ret = d;
        return NULL;
}

const struct fail *goal_output(struct ctx *cx, const struct goal_book *b, str as, struct goal_output *ret)
{
        const struct doc_writer *w = doc_writer_find(as);
        struct doc *d;
        str name = str_f(cx->arena, "%.*s%d年度目标任务书第%d版.%.*s", STR(b->unit_brief), b->year, b->number, STR(as));
        if (str_is(as, "json")) {
                *ret = (struct goal_output){ "application/json", name, goal_book_text(cx, b, true) };
                return NULL;
        }
        if (!w)
                return fail(cx, NOT_FOUND, "没有“%.*s”这种格式", STR(as));
        const struct fail *f = goal_document(cx, b, &d);
        *ret = (struct goal_output){ .type = w->type, .name = name };
        return f ? f : doc_write(cx, d, as, &ret->bytes);
}
