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

/* Below the targets, where the unit signs: by hand on the paper, or in the system; who and when stand there once it
 * did. Empty before the issue. */
static str signing(struct ctx *cx, const struct goal_book *b)
{
        if (b->state != GOAL_ISSUED && b->state != GOAL_SIGNED && b->state != GOAL_REPLACED)
                return S("");
        return str_f(cx->arena, "责任单位（盖章）：%.*s　　主要负责人（签字）：　　　　　　　　签收：%.*s　%.*s", STR(b->unit_name),
                     STR(b->signer.n ? b->signer : S("　　　　")),
                     STR(b->signed_at ? day_zh(cx->arena, day_of_instant(b->signed_at)) : S("　　年　　月　　日")));
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
        enum { LEADER = 8, SECTION, WORDS };
        bool any[COUNT_OF(columns)] = { 0 };            /* a column that nobody filled is not printed */
        for (int i = 0; i < b->n_lines; i++)
                any[LEADER] |= b->lines[i].leader.n > 0, any[SECTION] |= b->lines[i].section_name.n > 0,
                any[WORDS] |= b->lines[i].words.n > 0;
        int at[COUNT_OF(columns)], n_columns = 0, n = 0;
        for (int i = 0; i < (int)COUNT_OF(columns); i++)
                at[i] = i < LEADER || any[i] ? n_columns++ : -1;
        struct doc_table *t = doc_table(d, (str){ 0 }, (str){ 0 }, n_columns);
        t->landscape = true;
        t->sheet = S("目标任务");
        for (size_t i = 0; i < COUNT_OF(columns); i++) {
                if (at[i] < 0)
                        continue;
                t->columns[at[i]].head = str_of(columns[i].head);
                t->columns[at[i]].over = str_of(columns[i].over);
                t->columns[at[i]].width = columns[i].width;
                t->columns[at[i]].align = columns[i].align;
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
                const str filled[] = { l->leader, l->section_name, l->words };
                for (int k = LEADER; k <= WORDS; k++)
                        if (at[k] >= 0)
                                doc_cell_text(d, r, at[k], filled[k - LEADER].n ? filled[k - LEADER] : S(""));
        }
        t->note = signing(cx, b);
        if (!n)
                t->note = str_f(cx->arena, "本单位没有定量目标。%.*s", STR(t->note));
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

enum { POST_TARGET = 3, POST_COLUMNS };

/* False: nothing is parted to posts. A post is one person's for its days, so its holder is the one at issue. */
static bool posts(struct ctx *cx, struct doc *d, const struct goal_book *b)
{
        struct doc_table *t = NULL;
        for (int i = 0; i < b->n_lines; i++)
                for (int k = 0; k < b->lines[i].n_posts; k++) {
                        const struct goal_line *l = &b->lines[i];
                        if (!t) {
                                static const char *const heads[POST_COLUMNS] = { "指标", "岗位", "现任", "目标" };
                                t = doc_table(d, (str){ 0 }, (str){ 0 }, POST_COLUMNS);
                                t->sheet = S("分解到岗位");
                                for (int c = 0; c < POST_COLUMNS; c++) {
                                        t->columns[c].head = str_of(heads[c]);
                                        t->columns[c].width = c ? 2 : 4;
                                        t->columns[c].align = c == POST_TARGET ? DOC_RIGHT : DOC_LEFT;
                                }
                        }
                        struct doc_row *r = doc_row(d, t);
                        doc_cell_text(d, r, 0, name_of(cx, l));
                        doc_cell_text(d, r, 1, l->posts[k].title);
                        doc_cell_text(d, r, 2, l->posts[k].person.n ? l->posts[k].person : S(""));
                        doc_cell_text(d, r, POST_TARGET,
                                      decimal_str(cx->arena, l->posts[k].value, l->places, true));
                        if (k == l->n_posts - 1 && goal_adds(l->course, l->node)) {
                                r = doc_row(d, t);
                                r->total = true;
                                doc_cell_text(d, r, 0, name_of(cx, l));
                                doc_cell_text(d, r, 1, S("合计"));
                                doc_cell_text(d, r, POST_TARGET,
                                              decimal_str(cx->arena, goal_posts_sum(l), l->places, true));
                        }
                }
        return t != NULL;
}

static const struct fail *body_of(struct ctx *cx, const struct goal_book *b, struct doc **ret)
{
        struct doc *d = doc_new(cx->arena, S("目标任务书"));
        bool issued = b->state >= GOAL_ISSUED && b->state <= GOAL_REPLACED;
        if (issued)
                doc_para_of(d, str_f(cx->arena, "根据%.*s，现下达%.*s%d年度目标任务（第%d版），自%.*s起执行%.*s。",
                            STR(b->basis), STR(b->unit_name), b->year, b->number, STR(day_zh(cx->arena, b->since)),
                            STR(day_is(b->until) ? str_f(cx->arena, "，至%.*s", STR(day_zh(cx->arena, b->until)))
                                                 : S(""))));
        else
                doc_para_of(d, str_f(cx->arena, "本稿为%.*s%d年度目标任务（第%d版），现为“%s”，尚未下达。",
                            STR(b->unit_name), b->year, b->number, goal_state_words[b->state]));
        const struct fail *f = b->base ? changes(cx, d, b) : NULL;
        if (f)
                return f;
        if (b->base)
                doc_heading(d, 1, S("二、执行要求"));
        doc_para_of(d, S("目标任务见附件。请对照目标任务抓好落实，按季度报送进展，年度结束后对照考核。"));
        doc_para_of(d, S("附件中按季度累计的目标，各季度数为年初至该季度末应达到的数；全年保持的目标各季度与全年相同。"));
        *ret = d;
        return NULL;
}

const struct fail *goal_wish_of(struct ctx *cx, const struct goal_book *b,
                                struct document_wish *ret)
{
        struct document_series s = { 0 };
        struct doc *body, *lines = doc_new(cx->arena, S("目标任务表")), *parted = doc_new(cx->arena, S("分解到岗位"));
        int64_t *to = NEW_ARRAY(cx->arena, int64_t, 1);
        const struct fail *f = body_of(cx, b, &body);
        if (f)
                return f;
        f = document_series_pick(cx, S("goal"), b->edition->unit, &s);
        if (f && f->kind != FAIL_INVALID)
                return f;
        targets(cx, lines, b);
        to[0] = b->unit;
        *ret = (struct document_wish){
                .series = s.id, .kind = S("goal"), .to = b->unit_name, .urgency = S(""), .blocks = body,
                .title = str_f(cx->arena, "%.*s%d年度目标任务书", STR(b->unit_name), b->year),
                .source = "goal.book", .record = b->id, .units = to, .n_units = 1 };
        ret->appendices[ret->n_appendices++] = (struct document_part){ S("目标任务表"), lines };
        if (posts(cx, parted, b))
                ret->appendices[ret->n_appendices++] = (struct document_part){ S("目标任务分解到岗位"), parted };
        return NULL;
}

const struct fail *goal_document(struct ctx *cx, const struct goal_book *b, struct doc **ret)
{
        struct document_wish w;
        const struct fail *f = goal_wish_of(cx, b, &w);
        if (!f)
                f = document_paper_of(cx, &w, b->edition->unit, S(""), b->since, ret);
        if (!f && !(*ret)->subject.n)
                (*ret)->subject = str_f(cx->arena, "第 %d 版", b->number);
        return f;
}

const struct fail *goal_output(struct ctx *cx, const struct goal_book *b, str as,
                               struct goal_output *ret)
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
        *ret = (struct goal_output){ .type = w->type, .name = name };
        const struct fail *f = document_kept(cx, "goal.book", b->id, as, &ret->name, &ret->bytes);
        if (!f || f->kind != FAIL_NOT_FOUND)
                return f;
        f = goal_document(cx, b, &d);
        return f ? f : doc_write(cx, d, as, &ret->bytes);
}
