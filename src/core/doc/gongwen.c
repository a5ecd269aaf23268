/* core/doc/gongwen.c - GB/T 9704-2012 as blocks. Lengths are milli-points from the standard's
 * millimetres; a "character" is 3号, a "line" 1/22 of the text's height. See gongwen.h.
 * words: document text */
#include "core/doc/gongwen.h"

enum {
        LINE = DOC_GRID_LINE, CHAR = DOC_GRID_CHAR,
        MM = 2835,                      /* one millimetre */
        MARK_TOP = 35 * MM,             /* 7.2.4: its upper edge to that of the text */
        MARK_SIZE = 45000, MARK_LEAST = 24000, MARK_LINE = 56000,
        RED_GAP = 4 * MM, RED_THICK = 1000,
        TITLE_SIZE = 22000, TITLE_LINE = 32000,
        SMALL = 14000, SMALL_LINE = 26000,
        THICK = 992, THIN = 709,        /* 7.4.1: 0.35 and 0.25 mm */
        TEXT_WIDE = 442205,             /* 156 mm */
};

const char *const gongwen_form_words[GONGWEN_FORMS] = { "下行文", "上行文", "信函", "纪要" };

str gongwen_date(struct arena *a, day d) { return day_zh(a, d); }

str gongwen_number(struct arena *a, str prefix, int year, int64_t n)
{
        return str_f(a, "%.*s〔%d〕%ld号", STR(prefix), year, (long)n);
}

/* ---- lines ------------------------------------------------------------------------------------ */

static struct doc_line *put(struct doc *d, enum doc_role role, enum doc_type_face face, str text)
{
        struct doc_line *l = doc_line(d, role, text);
        *l = (struct doc_line){ .role = role, .face = face, .size = DOC_GRID_SIZE, .high = LINE };
        return l;
}

static struct doc_line *empty(struct doc *d, int lines)
{
        struct doc_line *l = put(d, DOC_ROLE_SPACE, DOC_FACE_FANG, S(""));
        l->high = lines * LINE;
        return l;
}

static struct doc_line *rule(struct doc *d, int thick, bool red)
{
        struct doc_line *l = put(d, DOC_ROLE_RULE, DOC_FACE_FANG, S(""));
        l->rule = thick;
        l->red = red;
        l->high = thick;
        return l;
}

/* In half characters, as a line counts. */
static int halves(str s)
{
        int n = 0;
        for (size_t k; s.n; s = str_from(s, k)) {
                uint32_t c;
                k = utf8_next(s, &c);
                if (!k)
                        break;
                n += c < 0x80 ? 1 : 2;
        }
        return n;
}

/* ---- the head ----------------------------------------------------------------------------------- */

static void put_mark(struct doc *d, const struct gongwen *g, int above)
{
        bool letter = g->form == GONGWEN_LETTER;
        struct doc_line *l = put(d, DOC_ROLE_MARK, DOC_FACE_SONG, g->mark);
        int n = halves(g->mark) ? halves(g->mark) : 2, fits = TEXT_WIDE / n * 2;
        l->size = fits < MARK_SIZE ? fits : MARK_SIZE;
        l->size = l->size < MARK_LEAST ? MARK_LEAST : l->size;
        l->align = DOC_CENTRE;
        l->red = true;
        l->high = l->size + 2000;
        /* A letter's stands 30 mm under the paper's edge, 7 mm above the text: as near as the text goes. */
        l->before = letter ? 0 : MARK_TOP > above ? MARK_TOP - above : LINE;
}

/* Title lines of about the same length come from the writers; "\n" parts them by hand. */
static void put_title(struct doc *d, str title)
{
        struct doc_block *b = doc_title(d, title);
        b->anchor = S("title");
}

struct doc *gongwen_new(struct arena *a, const struct gongwen *g)
{
        struct doc *d = doc_new(a, g->title);
        d->official = true;
        d->letter = g->form == GONGWEN_LETTER;
        d->author = g->n_agencies ? str_copy(a, g->agencies[0]) : (str){ 0 };
        d->subject = g->number.p ? str_copy(a, g->number) : (str){ 0 };
        int above = 0, n_labels = 0;
        str number = g->number.n ? g->number : g->form == GONGWEN_MINUTES ? S("") : S("　");
        if (d->letter) {
                put_mark(d, g, 0);
                rule(d, 2500, true)->before = RED_GAP;
        }
        const struct { str text; enum doc_type_face face; } top[] = {
                { g->copy_no, DOC_FACE_FANG }, { g->secrecy, DOC_FACE_HEI }, { g->urgency, DOC_FACE_HEI },
        };
        for (size_t i = 0; i < COUNT_OF(top); i++)
                if (top[i].text.n) {
                        struct doc_line *l = put(d, DOC_ROLE_LABEL, top[i].face, top[i].text);
                        if (d->letter && !n_labels++)
                                l->beside = number;     /* 10.2: on the first line under the red one */
                        above += LINE;
                }
        if (!d->letter)
                put_mark(d, g, above);
        if (d->letter && !n_labels) {
                put(d, DOC_ROLE_NUMBER, DOC_FACE_FANG, number)->align = DOC_RIGHT;
        } else if (!d->letter && number.n) {
                empty(d, 2);
                struct doc_line *l = put(d, DOC_ROLE_NUMBER, DOC_FACE_FANG, number);
                if (g->form == GONGWEN_UP) {
                        l->left = l->right = CHAR;
                        l->beside = str_f(a, "签发人：%.*s", STR(g->signer));
                        l->beside_kai = true;
                } else {
                        l->align = DOC_CENTRE;
                }
        }
        if (!d->letter)
                rule(d, RED_THICK, true)->before = RED_GAP;
        empty(d, 2);
        put_title(d, g->title);
        if (g->attending.n || g->away.n) {
                const struct { const char *label; str text; } who[] = { { "出席：", g->attending },
                                                                        { "请假：", g->away } };
                for (size_t i = 0; i < COUNT_OF(who); i++)
                        if (who[i].text.n) {
                                struct doc_line *l = put(d, DOC_ROLE_LIST, DOC_FACE_FANG,
                                        str_f(a, "%s%.*s", who[i].label, STR(who[i].text)));
                                l->left = 2 * CHAR;
                                l->hang = 3 * CHAR;
                                l->label = (int)strlen(who[i].label);
                        }
        }
        if (g->to.n) {
                empty(d, 1);
                put(d, DOC_ROLE_TO, DOC_FACE_FANG, str_f(a, "%.*s：", STR(g->to)));
        }
        return d;
}

/* ---- the end of the text --------------------------------------------------------------------------- */

void gongwen_sign(struct doc *d, const struct gongwen *g)
{
        struct arena *a = d->arena;
        if (g->n_appendices)
                empty(d, 1);
        for (int i = 0; i < g->n_appendices; i++) {
                bool one = g->n_appendices == 1;
                str text = one ? str_f(a, "附件：%.*s", STR(g->appendices[i]))
                         : i ? str_f(a, "%d. %.*s", i + 1, STR(g->appendices[i]))
                             : str_f(a, "附件：1. %.*s", STR(g->appendices[i]));
                struct doc_line *l = put(d, DOC_ROLE_LIST, DOC_FACE_FANG, text);
                l->left = i ? 5 * CHAR : 2 * CHAR;
                l->hang = one ? 3 * CHAR : i ? CHAR * 5 / 4 : 3 * CHAR + CHAR * 5 / 4;
        }
        /* A draft shows who will sign it and where the day will stand. */
        str date = day_is(g->date) ? gongwen_date(a, g->date) : S("　　　　年　　月　　日");
        if (g->n_agencies && g->form != GONGWEN_MINUTES) {
                /* The seal's centre lies between both lines, its edge within one line of the text. */
                empty(d, 2)->keep = true;
                int wide = halves(date) * CHAR / 2;
                for (int i = 0; i < g->n_agencies; i++) {
                        struct doc_line *l = put(d, DOC_ROLE_SIGN, DOC_FACE_FANG, g->agencies[i]);
                        int own = halves(g->agencies[i]) * CHAR / 2, right = 4 * CHAR + (wide - own) / 2;
                        l->align = DOC_RIGHT;
                        l->right = right > 0 ? right : 0;
                        l->keep = true;
                }
                struct doc_line *l = put(d, DOC_ROLE_DATE, DOC_FACE_FANG, date);
                l->align = DOC_RIGHT;
                l->right = 4 * CHAR;
        }
        if (g->note.n)
                put(d, DOC_ROLE_NOTE, DOC_FACE_FANG, str_f(a, "（%.*s）", STR(g->note)))->left = 2 * CHAR;
}

void gongwen_appendix(struct doc *d, int number, str title)
{
        doc_page(d);
        put(d, DOC_ROLE_LABEL, DOC_FACE_HEI, number ? str_f(d->arena, "附件%d", number) : S("附件"));
        empty(d, 1);
        doc_title(d, title);
        empty(d, 1);
}

/* What ends the text stays with 版记, which never stands on a page alone; from the last appendix's name on. */
static void keep_end(struct doc *d)
{
        bool listed = false;
        for (int i = d->n_blocks - 1; i >= 0 && d->blocks[i].kind == DOC_LINE && !listed; i--) {
                struct doc_line *l = d->blocks[i].line;
                listed = l->role == DOC_ROLE_LIST;
                if (!listed && l->role != DOC_ROLE_SPACE && l->role != DOC_ROLE_SIGN && l->role != DOC_ROLE_DATE &&
                    l->role != DOC_ROLE_NOTE)
                        return;
                l->keep = true;
        }
}

void gongwen_end(struct doc *d, const struct gongwen *g)
{
        struct arena *a = d->arena;
        bool prints = g->form != GONGWEN_LETTER && (g->printer.n || day_is(g->printed));
        if (!prints && !g->copies.n)
                return;
        keep_end(d);
        rule(d, THICK, false)->foot = true;
        if (g->copies.n) {
                struct doc_line *l = put(d, DOC_ROLE_FOOT, DOC_FACE_FANG,
                                         str_f(a, "抄送：%.*s。", STR(g->copies)));
                *l = (struct doc_line){ .role = DOC_ROLE_FOOT, .face = DOC_FACE_FANG, .size = SMALL,
                                        .high = SMALL_LINE, .left = SMALL, .right = SMALL,
                                        .hang = 3 * SMALL, .foot = true };
        }
        if (prints) {
                if (g->copies.n)
                        rule(d, THIN, false)->foot = true;
                struct doc_line *l = put(d, DOC_ROLE_FOOT, DOC_FACE_FANG, g->printer);
                *l = (struct doc_line){ .role = DOC_ROLE_FOOT, .face = DOC_FACE_FANG, .size = SMALL,
                                        .high = SMALL_LINE, .left = SMALL, .right = SMALL, .foot = true };
                if (day_is(g->printed))
                        l->beside = str_f(a, "%.*s印发", STR(gongwen_date(a, g->printed)));
        }
        rule(d, THICK, false)->foot = true;
}
