/* domain/target/goal/pages_edit.c - the entry grid of a target book, and its parting to posts. */
#include "domain/org/org.h"
#include "domain/target/goal/edit.html.h"
#include "domain/target/goal/list.sql.h"
#include "domain/target/goal/pages.h"

/* The columns of the grid: fields c0 … of the form, in this order. */
enum { COL_VALUE, COL_Q1, COL_Q4 = COL_Q1 + 3, COL_COURSE, COL_WORDS, COL_LEADER, COL_SECTION, COL_NOTE };

static str key_of(struct ctx *cx, const struct goal_line *l)
{
        return str_f(cx->arena, "%ld.%.*s", l->stem, STR(l->input));
}

static str text_of(str s) { return s.n ? s : S(""); }

static void fill_cells(struct ctx *cx, const struct goal_line *l, struct goal_cell *c)
{
        c[COL_VALUE].text = l->has_value ? decimal_str(cx->arena, l->value, l->places, false) : S("");
        for (int q = 0; q < GOAL_QUARTERS; q++)
                c[COL_Q1 + q].text = l->has_quarter[q] ? decimal_str(cx->arena, l->quarter[q], l->places, false)
                                                       : S("");
        c[COL_COURSE].text = str_f(cx->arena, "%d", (int)l->course);
        c[COL_WORDS].text = text_of(l->words);
        c[COL_LEADER].text = text_of(l->leader);
        c[COL_SECTION].text = str_f(cx->arena, "%ld", l->section);
        c[COL_NOTE].text = text_of(l->note);
}

static const struct edition_node *root_of(const struct goal_book *b, const struct edition_node *x)
{
        while (x && x->parent)
                x = edition_node_of(b->edition, x->parent);
        return x;
}

static const struct fail *grid_fill(struct ctx *cx, const struct request *rq,
                                    struct goal_grid_page *p, struct goal_grid_row **ret)
{
        const struct fail *f = goal_frame_fill(cx, rq, rq->ids[0], "填报目标", "edit", &p->frame);
        if (f)
                return f;
        const struct goal_book *b = &p->frame.b;
        struct goal_grid_row *rows = NEW_ARRAY(cx->arena, struct goal_grid_row, (size_t)b->n_lines + 1);
        const struct edition_node *before = NULL;
        for (int i = 0; i < b->n_lines; i++) {
                const struct goal_line *l = &b->lines[i];
                const struct edition_node *root = root_of(b, l->node);
                struct goal_grid_row *r = &rows[i];
                r->key = key_of(cx, l);
                r->name = !l->node ? str_f(cx->arena, "#%ld", l->stem)
                        : l->input_name.n ? str_f(cx->arena, "%.*s（%.*s）", STR(l->node->name), STR(l->input_name))
                        : l->node->name;
                r->measure = l->node && l->node->measure.n ? l->node->measure : S("");
                r->last = l->has_last ? decimal_str(cx->arena, l->last, l->last_places, true) : S("—");
                r->begins = !i || root != before;
                if (root)
                        r->block = root->name;
                else
                        r->block_word = "方案已无的指标";
                fill_cells(cx, l, r->cell);
                before = root;
        }
        struct form_choice *sections = NULL;
        struct goal_sections_of it;
        int cap = 0;
        *VEC_ADD(cx->arena, sections, p->n_sections, cap) = (struct form_choice){ .value = S("0"), .name = S("—") };
        goal_sections_of(&it, cx, b->unit, ORG_SECTION);
        while (goal_sections_of_next(&it))
                *VEC_ADD(cx->arena, sections, p->n_sections, cap) =
                        (struct form_choice){ .value = str_f(cx->arena, "%ld", it.id), .name = it.brief };
        p->sections = sections;
        p->rows = rows, p->n_rows = b->n_lines;
        p->version = b->version;
        p->frame.page.script = "grid.js";
        *ret = rows;
        return goal_sections_of_end(&it);
}

/* GET /goals/:id/edit */
const struct fail *goal_grid_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_grid_page *p = NEW(cx->arena, struct goal_grid_page);
        struct goal_grid_row *rows;
        const struct fail *f = grid_fill(cx, rq, p, &rows);
        if (!f && !p->frame.may_edit) {
                f = auth_change_year(cx, MAY_GOAL_EDIT, p->frame.b.unit, p->frame.b.year);
                if (!f && p->frame.b.state == GOAL_REPLACED)
                        f = fail(cx, CONFLICT, "这是第 %d 版，已由新版取代，不能再填报；请到现行的版本办理",
                                 p->frame.b.number);
                if (!f)
                        f = fail(cx, CONFLICT, "目标任务书%s，不能修改",
                                 words_of(cx->lang, goal_state_words[p->frame.b.state]));
        }
        if (!f)
                goal_grid_page(&re->body, p);
        return f;
}

/* ---- words to lines ----------------------------------------------------------------------------- */

/* The n-th fields k and c0 … of the form are the n-th row, in document order. */
static const struct fail *read_grid(struct ctx *cx, const struct request *rq, str *keys,
                                    struct goal_cell (*cells)[GOAL_COLS], int *ret_n)
{
        int n[GOAL_COLS] = { 0 }, n_keys = 0;
        for (int i = 0; i < rq->n_fields; i++) {
                str name = rq->fields[i].name;
                if (str_is(name, "k") && n_keys < GOAL_LINES_MOST)
                        keys[n_keys++] = rq->fields[i].value;
                if (name.n != 2 || name.p[0] != 'c' || name.p[1] < '0' || name.p[1] >= '0' + GOAL_COLS)
                        continue;
                int c = name.p[1] - '0';
                if (n[c] == GOAL_LINES_MOST)
                        return fail(cx, TOO_LARGE, "最多 %d 行", GOAL_LINES_MOST);
                cells[n[c]++][c].text = str_trim(rq->fields[i].value);
        }
        for (int c = 0; c < GOAL_COLS; c++)
                if (n[c] != n_keys)
                        return fail(cx, INVALID, "提交的表格不完整，请重新打开后再保存");
        *ret_n = n_keys;
        return NULL;
}

static bool figure_in(struct ctx *cx, struct goal_cell *c, int places, bool *has, int64_t *ret)
{
        struct figure_text t;
        *has = false;
        if (!c->text.n)
                return true;
        const char *why = figure_read(cx->arena, c->text, &t);
        if (why)
                c->wrong = str_of(words_of(cx->lang, why));
        else if (t.v == FIGURE_NONE || t.v == FIGURE_NA)
                return true;
        else if (!figure_scale(t.v, t.places, places, ret))
                c->wrong = str_f(cx->arena, words_of(cx->lang, "最多 %d 位小数"), places);
        else
                *has = true;
        return !c->wrong.n;
}

static bool short_enough(struct ctx *cx, struct goal_cell *c, int most)
{
        if (utf8_count(c->text) > (size_t)most)
                c->wrong = str_f(cx->arena, words_of(cx->lang, "最多 %d 个字"), most);
        return !c->wrong.n;
}

/* A row of the grid into a line; false with the cells that are wrong marked. */
static bool line_in(struct ctx *cx, const struct goal_grid_page *p, struct goal_cell *c,
                    struct goal_line *l)
{
        int places = l->node && str_is(l->input, "target") && l->node->places > l->places ? l->node->places
                                                                                          : l->places;
        uint64_t v = 0;
        bool good = figure_in(cx, &c[COL_VALUE], places, &l->has_value, &l->value);
        for (int q = 0; q < GOAL_QUARTERS; q++)
                good &= figure_in(cx, &c[COL_Q1 + q], places, &l->has_quarter[q], &l->quarter[q]);
        l->places = places;
        for (int k = 0; k <= GOAL_QUARTERS; k++) {
                struct goal_cell *x = k ? &c[COL_Q1 + k - 1] : &c[COL_VALUE];
                if (!x->wrong.n && (k ? l->has_quarter[k - 1] : l->has_value))
                        x->wrong = goal_below_least(cx, l->node, k ? l->quarter[k - 1] : l->value, places);
                good &= !x->wrong.n;
        }
        good &= short_enough(cx, &c[COL_WORDS], GOAL_WORDS_MOST);       /* each marks its own cell */
        good &= short_enough(cx, &c[COL_LEADER], 60);
        good &= short_enough(cx, &c[COL_NOTE], 200);
        l->words = c[COL_WORDS].text, l->leader = c[COL_LEADER].text, l->note = c[COL_NOTE].text;
        l->course = str_is(c[COL_COURSE].text, "1") ? GOAL_LEVEL : GOAL_RUNNING;
        bool known = false;
        for (int i = 0; i < p->n_sections; i++)
                known |= str_eq(p->sections[i].value, c[COL_SECTION].text);
        if (!known)
                c[COL_SECTION].wrong = str_of(words_of(cx->lang, "不是本单位的股室")), good = false;
        if (str_u64(c[COL_SECTION].text, &v))
                l->section = (int64_t)v;
        if (!c[COL_VALUE].wrong.n && !l->has_value &&           /* a year that cannot be read was told as that */
            l->has_quarter[0] + l->has_quarter[1] + l->has_quarter[2] + l->has_quarter[3])
                c[COL_VALUE].wrong = str_of(words_of(cx->lang, "填了季度目标，也要填全年目标")), good = false;
        return good;
}

static const struct fail *grid_again(struct goal_grid_page *p, int64_t version,
                                     const struct fail *why, struct reply *re)
{
        p->version = why->kind == FAIL_CONFLICT ? p->frame.b.version : version;
        if (why->kind == FAIL_CONFLICT)
                p->conflict = why->say;
        else
                p->fail = why;
        re->status = fail_http(why->kind);
        goal_grid_page(&re->body, p);
        return NULL;
}

/* POST /goals/:id/lines */
const struct fail *goal_lines_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_grid_page *p = NEW(cx->arena, struct goal_grid_page);
        struct goal_grid_row *rows;
        str *keys = NEW_ARRAY(cx->arena, str, GOAL_LINES_MOST);
        struct goal_cell (*cells)[GOAL_COLS] = arena_alloc_array(cx->arena, GOAL_LINES_MOST, sizeof(*cells));
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        int n = 0, n_bad = 0;
        form_know(&form, "k");
        for (int c = 0; c < GOAL_COLS; c++)
                form_know(&form, str_f(cx->arena, "c%d", c).p);         /* read_grid reads them */
        const struct fail *f = form_end(&form);
        if (!f)
                f = grid_fill(cx, rq, p, &rows);
        if (!f)
                f = read_grid(cx, rq, keys, cells, &n);
        if (f)
                return f;
        const struct goal_book *b = &p->frame.b;
        struct goal_line *lines = NEW_ARRAY(cx->arena, struct goal_line, (size_t)n + 1);
        int n_lines = 0;
        for (int i = 0; i < n; i++)
                for (int k = 0; k < b->n_lines; k++)
                        if (str_eq(rows[k].key, keys[i])) {
                                struct goal_line l = b->lines[k];
                                if (!line_in(cx, p, cells[i], &l))
                                        n_bad++;
                                memcpy(rows[k].cell, cells[i], sizeof(cells[i]));
                                lines[n_lines++] = l;
                                break;
                        }
        if (n_lines != n)
                f = fail(cx, CONFLICT, "考核方案的指标变了，请对照后再保存");
        else if (n_bad)
                f = fail(cx, INVALID, "有 %d 行须改，已在表中标出", n_bad);
        else
                f = goal_book_put(cx, b, version, lines, n_lines);
        if (f && (f->kind == FAIL_INVALID || (f->kind == FAIL_CONFLICT && p->frame.may_edit)))
                return grid_again(p, version, f, re);
        if (f)
                return f;
        int given = 0;
        for (int i = 0; i < n_lines; i++)
                given += lines[i].has_value;
        reply_note(re, cx, "已保存 %d 项目标", given);
        return reply_see(re, cx, "/goals/%ld", b->id);
}

/* ---- posts -------------------------------------------------------------------------------------------- */

static const struct fail *posts_fill(struct ctx *cx, const struct request *rq,
                                     struct goal_posts_page *p)
{
        struct goal_posts_of it;
        int cap = 0;
        const struct fail *f = goal_frame_fill(cx, rq, rq->ids[0], "分解到岗位", "posts", &p->frame);
        if (f)
                return f;
        const struct goal_book *b = &p->frame.b;
        for (int i = 0; i < b->n_lines; i++)
                if (b->lines[i].id == rq->ids[1] && b->lines[i].node)
                        p->l = &b->lines[i];
        if (!p->l)
                return fail(cx, NOT_FOUND, "%s", "");
        goal_posts_of(&it, cx, b->unit, cx->today);
        while (goal_posts_of_next(&it)) {
                struct goal_post_row r = { .id = str_f(cx->arena, "%ld", it.id), .title = it.title,
                                           .person = it.person, .value = S("") };
                for (int k = 0; k < p->l->n_posts; k++)
                        if (p->l->posts[k].post == it.id)
                                r.value = decimal_str(cx->arena, p->l->posts[k].value, p->l->places, false);
                *VEC_ADD(cx->arena, p->rows, p->n_rows, cap) = r;
        }
        p->value = p->l->has_value ? decimal_str(cx->arena, p->l->value, p->l->places, true) : S("—");
        p->action = str_f(cx->arena, "/goals/%ld/posts/%ld", b->id, p->l->id);
        p->version = b->version;
        p->frame.page.script = "grid.js";
        return goal_posts_of_end(&it);
}

/* GET /goals/:id/posts/:id */
const struct fail *goal_posts_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_posts_page *p = NEW(cx->arena, struct goal_posts_page);
        const struct fail *f = posts_fill(cx, rq, p);
        if (!f)
                goal_posts_page(&re->body, p);
        return f;
}

/* POST /goals/:id/posts/:id */
const struct fail *goal_posts_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct goal_posts_page *p = NEW(cx->arena, struct goal_posts_page);
        struct form form = form_of(cx, rq);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = posts_fill(cx, rq, p);
        if (f)
                return f;
        struct goal_post *list = NEW_ARRAY(cx->arena, struct goal_post, (size_t)p->n_rows + 1);
        int n = 0, n_bad = 0;
        for (int i = 0; i < p->n_rows; i++) {
                struct goal_post_row *r = &p->rows[i];
                bool has;
                uint64_t id = 0;
                struct goal_cell c = { .text = form_text(&form, str_f(cx->arena, "p%.*s", STR(r->id)).p, 0, 40) };
                r->value = c.text;
                if (!figure_in(cx, &c, p->l->places, &has, &list[n].value))
                        r->wrong = str_copy(cx->arena, c.wrong).p, n_bad++;
                else if (has && str_u64(r->id, &id))
                        list[n++].post = (int64_t)id;
        }
        f = form_end(&form);
        if (!f && n_bad)
                f = fail(cx, INVALID, "有 %d 行须改，已在表中标出", n_bad);
        if (!f)
                f = goal_posts_put(cx, &p->frame.b, version, p->l->id, list, n);
        if (f && (f->kind == FAIL_INVALID || (f->kind == FAIL_CONFLICT && p->frame.may_edit))) {
                p->fail = f;
                p->version = f->kind == FAIL_CONFLICT ? p->frame.b.version : version;
                re->status = fail_http(f->kind);
                goal_posts_page(&re->body, p);
                return NULL;
        }
        if (f)
                return f;
        reply_note(re, cx, "已分解到 %d 个岗位", n);
        return reply_see(re, cx, "/goals/%ld", p->frame.b.id);
}
