/* domain/budget/checks_form.c - R01…R04, R08, R10, R11, R15…R17: form, names, years, law. */
#include "domain/budget/accounts.h"
#include "domain/budget/check_run.h"
#include "domain/budget/part_need.h"

static str say(struct check *ck, const char *zh)
{
        return str_of(words_of(ck->cx->lang, zh));
}

static bool is_text(const struct doc_block *b)
{
        return b->kind == DOC_PARA || b->kind == DOC_HEADING || b->kind == DOC_TITLE ||
               b->kind == DOC_NOTE;
}

/* Walk every text of the document: paragraphs, headings, notes under tables, text cells. */
static void texts_walk(struct check *ck, void (*look)(struct check *ck, str place, str text))
{
        const struct doc *doc = ck->d->doc;
        str place = doc->title;

        for (int i = 0; i < doc->n_blocks; i++) {
                const struct doc_block *b = &doc->blocks[i];

                if (is_text(b)) {
                        str text = block_text(ck->cx->arena, b);

                        if (b->kind == DOC_HEADING || b->kind == DOC_TITLE)
                                place = text;
                        look(ck, place, text);
                } else if (b->kind == DOC_TABLE) {
                        const struct doc_table *t = b->table;

                        look(ck, t->title, t->title);
                        look(ck, t->title, t->note);
                        for (int r = 0; r < t->n_rows; r++)
                                for (int c = 0; c < t->n_columns; c++)
                                        if (t->rows[r].cells[c].kind == DOC_TEXT)
                                                look(ck, t->title, t->rows[r].cells[c].text);
                }
        }
}

/* ---- R01: all there, in order ---------------------------------------------------------------- */

/* The words of a block's pattern, made apart from the document. */
static bool expected_text(struct check *ck, const struct block_spec *b, str *ret)
{
        struct disclosure side = *ck->d;
        struct sentence s = { 0 };
        bool holds = false;

        side.doc = doc_new(ck->cx->arena, S(""));
        (void)doc_para(side.doc);
        if (pattern_when(&side, b->when, NULL, &holds) || !holds ||
            pattern_put(&side, b->text, NULL, &s))
                return false;
        *ret = s.text;
        return true;
}

static void headings_in_order(struct check *ck)
{
        const struct doc *doc = ck->d->doc;
        int at = 0;

        for (int i = 0; i < ck->d->p->n_blocks; i++) {
                const struct block_spec *b = &ck->d->p->blocks[i];
                str want;
                int k = at;

                if ((b->kind != BLOCK_TITLE && b->kind != BLOCK_HEADING) ||
                    !expected_text(ck, b, &want))
                        continue;
                while (k < doc->n_blocks &&
                       !((doc->blocks[k].kind == DOC_TITLE || doc->blocks[k].kind == DOC_HEADING) &&
                         str_eq(block_text(ck->cx->arena, &doc->blocks[k]), want)))
                        k++;
                if (k == doc->n_blocks) {
                        check_rule_breaks(ck, CHECK_CRITICAL, want, (str){ 0 },
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "缺少“%.*s”，或次序不对"),
                                                STR(want)));
                } else {
                        check_pass(ck);
                        at = k + 1;
                }
        }
}

static void tables_in_order(struct check *ck)
{
        const struct doc *doc = ck->d->doc;
        int at = 0;

        for (int i = 0; i < ck->d->n_tables; i++) {
                const struct made_table *t = &ck->d->tables[i];
                int k = at;

                while (k < doc->n_blocks &&
                       !(doc->blocks[k].kind == DOC_TABLE && doc->blocks[k].table == t->doc))
                        k++;
                if (k < doc->n_blocks) {
                        check_pass(ck);
                        at = k + 1;
                } else {
                        check_rule_breaks(ck, CHECK_CRITICAL, t->doc->title, (str){ 0 },
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "缺少“%.*s”，或次序不对"),
                                                STR(t->doc->title)));
                }
        }
        if (ck->d->n_tables < ck->d->p->n_tables)
                check_unknown(ck);
}

void check_r01(struct check *ck)
{
        str year = str_f(ck->cx->arena, "%d年", ck->b->year); /* document text */

        headings_in_order(ck);
        tables_in_order(ck);
        if (str_find(ck->d->doc->title, year) >= 0)
                check_pass(ck);
        else
                check_rule_breaks(ck, CHECK_CRITICAL, ck->d->doc->title, (str){ 0 },
                                  say(ck, "标题中的年度不对"));
}

/* ---- R02 ---------------------------------------------------------------------------------- */

static bool has_number(const struct doc_table *t)
{
        for (int r = 0; r < t->n_rows; r++)
                for (int c = 0; c < t->n_columns; c++)
                        if (t->rows[r].cells[c].kind == DOC_NUMBER && t->rows[r].cells[c].v)
                                return true;
        return false;
}

void check_r02(struct check *ck)
{
        for (int i = 0; i < ck->d->n_tables; i++) {
                const struct made_table *t = &ck->d->tables[i];
                bool number = has_number(t->doc);
                bool denies = str_find(t->doc->note, S("无数据")) >= 0 || /* document text */
                              str_find(t->doc->note, S("空表")) >= 0; /* document text */

                if (!number && !t->doc->note.n)
                        check_rule_breaks(ck, CHECK_CRITICAL, t->doc->title, (str){ 0 },
                                          say(ck, "没有数据的表应有说明"));
                else if (number && denies)
                        check_rule_breaks(ck, CHECK_CRITICAL, t->doc->title, (str){ 0 },
                                          say(ck, "表中有数，说明却写没有"));
                else
                        check_pass(ck);
        }
}

/* ---- R03 ---------------------------------------------------------------------------------- */

static void placeholder_look(struct check *ck, str place, str text)
{
        static const char *const marks[] = {
                "待填", "XX", "ＸＸ", "××", "{", "}", /* document text */
        };

        for (size_t i = 0; i < COUNT_OF(marks); i++) {
                ptrdiff_t at = str_find(text, str_of(marks[i]));

                if (at < 0)
                        continue;
                str found = utf8_head(str_from(text, (size_t)at), 30);
                ptrdiff_t end = str_find(found, S("）")); /* document text */
                check_rule_breaks(ck, CHECK_CRITICAL, place, (str){ 0 },
                                  str_f(ck->cx->arena, words_of(ck->cx->lang, "还有未填的内容：%.*s"),
                                        STR(end > 0 ? str_head(found, (size_t)end) : found)));
                return;
        }
        check_pass(ck);
}

void check_r03(struct check *ck)
{
        texts_walk(ck, placeholder_look);
}

/* ---- R04 ---------------------------------------------------------------------------------- */

static int digit_at(str s, size_t i)
{
        return i < s.n && s.p[i] >= '0' && s.p[i] <= '9' ? s.p[i] - '0' : -1;
}

/* Is byte i inside 《…》, or does 截至 stand right before it? */
static bool year_excused(str s, size_t i)
{
        int open = 0;

        for (size_t k = 0; k + 3 <= i; k++)
                if (!memcmp(s.p + k, "《", 3) || !memcmp(s.p + k, "〔", 3))
                        open++;
                else if (!memcmp(s.p + k, "》", 3) || !memcmp(s.p + k, "〕", 3))
                        open--;
        return open > 0 || (i >= 6 && !memcmp(s.p + i - 6, "截至", 6)); /* document text */
}

static const char year_mark[] = "年"; /* document text */

static void year_look(struct check *ck, str place, str text)
{
        bool fine = true;

        for (size_t i = 0; i + 7 <= text.n; i++) {
                int y = 0;

                if (digit_at(text, i) < 0 || (i && digit_at(text, i - 1) >= 0))
                        continue;
                for (size_t k = 0; k < 4; k++)
                        y = digit_at(text, i + k) < 0 ? -100000 : y * 10 + digit_at(text, i + k);
                if (y < 1900 || y > 2100 || memcmp(text.p + i + 4, year_mark, 3) ||
                    y == ck->b->year || y == ck->b->year - 1 || year_excused(text, i))
                        continue;
                fine = false;
                check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                  str_f(ck->cx->arena,
                                        words_of(ck->cx->lang, "出现了预算年度和上年以外的 %d 年"),
                                        y));
        }
        if (fine)
                check_pass(ck);
}

void check_r04(struct check *ck)
{
        texts_walk(ck, year_look);
}

/* ---- R08 ---------------------------------------------------------------------------------- */

static void names_differ(struct check *ck, str where, str printed, str words)
{
        struct arena *a = ck->cx->arena;
        struct side got = side_named(str_f(a, words_of(ck->cx->lang, "%.*s：%.*s"), STR(where), STR(printed)));
        struct side full = side_named(str_f(a, words_of(ck->cx->lang, "部门全称：%.*s"), STR(ck->b->dept_name)));

        check_sides_break(ck, CHECK_WARNING, &got, &full, words);
}

void check_r08(struct check *ck)
{
        const struct doc *doc = ck->d->doc;
        static const char *const voices[] = { "我办", "我局", "我单位", "我部", "我委" }; /* document text */

        if (str_find(doc->title, ck->b->dept_name) >= 0)
                check_pass(ck);
        else
                names_differ(ck, say(ck, "标题"), doc->title, say(ck, "标题中的部门名称与部门全称不一致"));
        for (int i = 0; i < ck->d->n_tables; i++)
                if (str_ends(ck->d->tables[i].doc->maker_line, ck->b->dept_name))
                        check_pass(ck);
                else
                        names_differ(ck, ck->d->tables[i].doc->title, ck->d->tables[i].doc->maker_line,
                                     say(ck, "表头的编制部门与部门全称不一致"));
        for (int i = 0; i < ck->d->n_sentences; i++)
                for (size_t v = 0; v < COUNT_OF(voices); v++)
                        if (str_find(ck->d->sentences[i].text, str_of(voices[v])) >= 0)
                                check_rule_breaks(ck, CHECK_INFO, ck->d->sentences[i].section, (str){ 0 },
                                                  str_f(ck->cx->arena, words_of(ck->cx->lang,
                                                        "行文用了“%s”，与其他各处的“%.*s”不一致"),
                                                        voices[v], STR(ck->b->short_name)));
}

/* ---- R10 ---------------------------------------------------------------------------------- */

static bool has_term(const struct disclosure *d, str term)
{
        for (int i = 0; i < d->n_terms; i++)
                if (str_eq(d->terms[i], term))
                        return true;
        return false;
}

void check_r10(struct check *ck)
{
        struct disclosure *d = NEW(ck->cx->arena, struct disclosure);
        struct element *list;
        int n;

        *d = *ck->d;
        for (int i = 0; i < d->p->n_terms; i++) {
                bool holds;

                if (!d->p->terms[i].items && !pattern_when(d, d->p->terms[i].when, NULL, &holds) &&
                    holds != has_term(ck->d, d->p->terms[i].term))
                        check_rule_breaks(ck, CHECK_WARNING, d->p->terms[i].term, (str){ 0 },
                                          holds ? say(ck, "用到的名词没有解释") : say(ck, "解释了没有用到的名词"));
                else
                        check_pass(ck);
                if (!d->p->terms[i].items || pattern_set(d, S("item"), &list, &n))
                        continue;
                for (int k = 0; k < n; k++) {
                        str path = account_path(ck->cx->arena, &ck->b->function, list[k].code);

                        if (has_term(ck->d, path))
                                check_pass(ck);
                        else
                                check_rule_breaks(ck, CHECK_WARNING, path, (str){ 0 },
                                                  say(ck, "用到的名词没有解释"));
                }
        }
        for (int i = 0; i < ck->d->n_sentences; i++)
                if (str_is(ck->d->sentences[i].pattern, "P24") &&
                    !str_ends(ck->d->sentences[i].text, S("。")))
                        check_rule_breaks(ck, CHECK_WARNING,
                                          utf8_head(ck->d->sentences[i].text, 30), (str){ 0 },
                                          say(ck, "名词解释应以句号结尾"));
}

/* ---- R11 ---------------------------------------------------------------------------------- */

static void clock_breaks(struct check *ck, const struct clock *c)
{
        struct arena *a = ck->cx->arena;
        const char *label = words_of(ck->cx->lang, c->label);
        str until = day_str(a, c->until);
        struct side done = side_named(str_of(label));
        struct side due = side_named(str_f(a, words_of(ck->cx->lang, "应在 %.*s 前完成"), STR(until)));

        check_sides_break(ck, CHECK_ERROR, &done, &due,
                          str_f(a, words_of(ck->cx->lang, "%s应在 %.*s 前完成，已超过 %d 天（%s）"), label, STR(until),
                                -c->left, words_of(ck->cx->lang, c->basis)));
}

void check_r11(struct check *ck)
{
        struct clock clocks[CLOCKS];

        budget_clocks(ck->b, ck->d->p, ck->in->today, ck->in->cal, clocks);
        for (int i = 0; i < CLOCKS; i++) {
                const struct clock *c = &clocks[i];

                if (c->state == CLOCK_IDLE)
                        check_unknown(ck);
                else if (c->state == CLOCK_LATE || c->state == CLOCK_MET_LATE)
                        clock_breaks(ck, c);
                else
                        check_pass(ck);
        }
        if (day_is(ck->b->published) && !ck->b->published_url.n)
                check_rule_breaks(ck, CHECK_WARNING, say(ck, "公开网址"), (str){ 0 },
                                  say(ck, "已公开的预算没有登记网址"));
}

/* ---- R15 ---------------------------------------------------------------------------------- */

static bool wide_before(str s, size_t i)
{
        return i >= 3 && ((unsigned char)s.p[i - 1] & 0xc0) == 0x80;
}

/* 比2023年…持平, 较上年与本年持平: level is 与, never 比. Empty: the text has none. */
static str level_with_than(str text)
{
        static const char *const stops[] = { "，", "。", "；", "：" };                          /* document text */
        static const char *const than[] = { "比2", "较2", "比上年", "较上年", "比去年", "较去年" }; /* document text */

        while (text.n) {
                size_t end = text.n, skip = 0;
                str clause;

                for (size_t i = 0; i < COUNT_OF(stops); i++) {
                        ptrdiff_t at = str_find(str_head(text, end), str_of(stops[i]));

                        if (at >= 0)
                                end = (size_t)at, skip = strlen(stops[i]);
                }
                clause = str_head(text, end);
                text = str_from(text, end + skip);
                for (size_t i = 0; i < COUNT_OF(than); i++) {
                        ptrdiff_t at = str_find(clause, str_of(than[i]));

                        if (at >= 0 && str_find(str_from(clause, (size_t)at), S("持平")) >= 0) /* document text */
                                return str_from(clause, (size_t)at);
                }
        }
        return S("");
}

static void style_look(struct check *ck, str place, str text)
{
        static const char *const doubled[] = {
                "万元万元", "。。", "，，", "、、", "；；", "：：", "的的", "了了", /* document text */
                "。，", "，。", "、。", "：。", "%%", "年年", "项项",               /* document text */
        };
        bool fine = true;
        str level = level_with_than(text);

        if (level.n) {
                fine = false;
                check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                  str_f(ck->cx->arena, words_of(ck->cx->lang, "“%.*s”应写“与……持平”"), STR(level)));
        }
        for (size_t i = 0; i < COUNT_OF(doubled); i++)
                if (str_find(text, str_of(doubled[i])) >= 0) {
                        fine = false;
                        check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "重复或相连的“%s”"),
                                                doubled[i]));
                }
        for (size_t i = 0; i < text.n; i++)
                if (strchr(",;:?!()", text.p[i]) && wide_before(text, i) &&
                    (i + 1 == text.n || (unsigned char)text.p[i + 1] >= 0x80 ||
                     digit_at(text, i + 1) >= 0)) {
                        fine = false;
                        check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 },
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "中文里用了半角标点“%c”"),
                                                text.p[i]));
                }
        if (utf8_has_wide_digits(text)) {
                fine = false;
                check_rule_breaks(ck, CHECK_WARNING, place, (str){ 0 }, say(ck, "用了全角数字"));
        }
        if (fine)
                check_pass(ck);
}

void check_r15(struct check *ck)
{
        texts_walk(ck, style_look);
}

/* ---- R16 ---------------------------------------------------------------------------------- */

static void person_look(struct check *ck, str place, str text)
{
        bool fine = true;

        for (size_t i = 0; i < text.n; i++) {
                size_t n = 0;
                const char *what = NULL;

                if (digit_at(text, i) < 0 ||
                    (i && (digit_at(text, i - 1) >= 0 || text.p[i - 1] == '.')))
                        continue;
                while (digit_at(text, i + n) >= 0)
                        n++;
                if ((n == 17 && i + 17 < text.n &&
                     (text.p[i + 17] == 'X' || text.p[i + 17] == 'x')) ||
                    n == 18)
                        what = "身份证号码";
                else if (n == 11 && text.p[i] == '1' && digit_at(text, i + 1) >= 3)
                        what = "手机号码";
                else if (n >= 15 && n <= 19)
                        what = "银行账号";
                if (what) {
                        fine = false;
                        check_rule_breaks(ck, CHECK_CRITICAL, place, (str){ 0 },
                                          str_f(ck->cx->arena,
                                                words_of(ck->cx->lang, "疑似%s，公开前应删去"),
                                                words_of(ck->cx->lang, what)));
                }
                i += n;
        }
        if (fine)
                check_pass(ck);
}

void check_r16(struct check *ck)
{
        texts_walk(ck, person_look);
        for (int i = 0; i < ck->b->n_texts; i++)
                person_look(ck, budget_text_label(ck->cx, ck->d->fg, ck->b->texts[i].key), ck->b->texts[i].text);
        for (int i = 0; i < ck->b->n_lines; i++)
                person_look(ck, str_f(ck->cx->arena, words_of(ck->cx->lang, "第 %d 条明细的备注"), i + 1),
                            ck->b->lines[i].note);
}

/* ---- R17 ---------------------------------------------------------------------------------- */

/* 原件未载 is the truth of a published original; of a budget compiled here it is a gap. */
void check_r17(struct check *ck)
{
        struct part_need *need;
        int n = part_needs(ck->d, &need);

        if (budget_transcribed(ck->b))
                check_unknown(ck);
        else if (!n)
                check_pass(ck);
        for (int i = 0; i < n; i++) {
                check_rule_breaks(ck, CHECK_ERROR, need[i].place, (str){ 0 }, need[i].say);
                ck->report->v[ck->report->n - 1].part = need[i].part;
        }
}
