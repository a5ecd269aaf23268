/* core/doc/pdf.c - the pen: the one file with Pango, Cairo and fontconfig, and with doubles.
 * words: document text
 *
 * Pango finds the faces and tells which font has a character; glyphs and their advances are
 * asked once a character and kept, since a budget's tables are a few hundred different ones
 * set ten thousand times: a Pango layout a cell took three times as long. Text is given to
 * Cairo with its glyphs, so that it can be copied out again.
 *
 * UNDONE(shaping): scripts whose letters change by their neighbours (Tibetan, Uyghur, Mongolian)
 * come out letter by letter; pango_shape() on such runs would set them right. */
#include "base/base.h"
#include "core/doc/pdf.h"

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <hb-subset.h>
#include <hb.h>
#include <pango/pangocairo.h>

enum {
        TABLE = 4096,           /* slots of the characters met; a power of two */
        MAX_FONTS = 64,
        MAX_GLYPHS = 4096,      /* of one line */
};

/* Role, family wanted, and what may stand for it, in order. */
static const struct { const char *role, *want, *instead; PangoWeight weight; } faces[PDF_FACES] = {
        [PDF_FANG] = { "仿宋",   "FandolFang",        "FangSong,STFangsong,Noto Serif CJK SC,Noto Sans CJK SC",
                       PANGO_WEIGHT_NORMAL },
        [PDF_KAI]  = { "楷体",   "LXGW WenKai",       "KaiTi,AR PL UKai CN,Noto Serif CJK SC,Noto Sans CJK SC",
                       PANGO_WEIGHT_NORMAL },
        [PDF_HEI]  = { "黑体",   "Noto Sans CJK SC",  "Source Han Sans SC,SimHei,WenQuanYi Zen Hei",
                       PANGO_WEIGHT_NORMAL },
        [PDF_SONG] = { "小标宋", "Noto Serif CJK SC", "Source Han Serif SC,Noto Sans CJK SC", PANGO_WEIGHT_BOLD },
        [PDF_CELL] = { "宋体",   "Noto Serif CJK SC", "Source Han Serif SC,SimSun,Noto Sans CJK SC",
                       PANGO_WEIGHT_NORMAL },
};

struct glyph {
        uint32_t      code;             /* 0: free slot */
        uint8_t       face, font;       /* font: index into fonts */
        int           advance;          /* 1/1000 em */
        unsigned long index;
};

/* met: its characters, until pages begin and `cut` is made of them, in which `places` says what number a
 * glyph has; late: for what came after that. */
struct font { PangoFont *pango; cairo_font_face_t *cairo, *cut; hb_set_t *met; hb_map_t *places; bool late; };

struct pen {
        struct ctx      *cx;
        const struct doc *d;
        PangoContext    *pango;
        PangoFontset    *sets[PDF_FACES];
        struct font      fonts[MAX_FONTS];
        int              n_fonts;
        struct glyph     glyphs[TABLE];
        int              n_glyphs, missing;
        cairo_surface_t *surface;
        cairo_t         *cr;
        struct buf       out;
        int              across, high;          /* the paper, upright */
        int              font_set, size_set;    /* what the page has now */
        bool             paged, broken;
        cairo_glyph_t    line[MAX_GLYPHS];
        cairo_text_cluster_t clusters[MAX_GLYPHS];
};

static double pt(int milli) { return milli / 1000.0; }

/* ---- faces ---------------------------------------------------------------------------------- */

static PangoFontset *set_open(struct pen *p, int face)
{
        PangoFontDescription *desc = pango_font_description_new();
        str family = str_f(p->cx->arena, "%s,%s", faces[face].want, faces[face].instead);
        pango_font_description_set_family(desc, family.p);
        pango_font_description_set_weight(desc, faces[face].weight);
        /* At 1000 units an advance is 1/1000 em. */
        pango_font_description_set_absolute_size(desc, 1000.0 * PANGO_SCALE);
        PangoFontset *set = pango_font_map_load_fontset(pango_context_get_font_map(p->pango), p->pango,
                                                        desc, pango_language_from_string("zh-cn"));
        pango_font_description_free(desc);
        return set;
}

static cairo_status_t take_bytes(void *arg, const unsigned char *p, unsigned int n)
{
        struct buf *o = arg;
        buf_put(o, (str){ (const char *)p, n });
        return o->broken ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

static void say(struct pen *p, cairo_pdf_metadata_t key, str value)
{
        if (value.n)
                cairo_pdf_surface_set_metadata(p->surface, key, str_copy(p->cx->arena, value).p);
}

struct pen *pen_open(struct ctx *cx, const struct doc *d)
{
        struct pen *p = NEW(cx->arena, struct pen);
        p->cx = cx;
        p->d = d;
        p->pango = pango_font_map_create_context(pango_cairo_font_map_get_default());
        cairo_font_options_t *opt = cairo_font_options_create();
        cairo_font_options_set_hint_style(opt, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(opt, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(p->pango, opt);
        cairo_font_options_destroy(opt);
        pango_context_set_round_glyph_positions(p->pango, false);
        pango_context_set_language(p->pango, pango_language_from_string("zh-cn"));
        if (!d)
                return p;
        p->out = buf_new(cx->arena, DOC_MAX_BYTES);
        p->across = doc_paper_short(d);
        p->high = doc_paper_long(d);
        p->surface = cairo_pdf_surface_create_for_stream(take_bytes, &p->out, pt(p->across), pt(p->high));
        say(p, CAIRO_PDF_METADATA_TITLE, d->title);
        say(p, CAIRO_PDF_METADATA_SUBJECT, d->subject);
        say(p, CAIRO_PDF_METADATA_AUTHOR, d->author);
        say(p, CAIRO_PDF_METADATA_KEYWORDS, d->keywords);
        say(p, CAIRO_PDF_METADATA_CREATOR, S("Luoshi"));
        say(p, CAIRO_PDF_METADATA_CREATE_DATE, doc_instant(cx->arena, d->made_at));
        p->cr = cairo_create(p->surface);
        p->font_set = -1;
        return p;
}

void pen_close(struct pen **pp)
{
        struct pen *p = *pp;
        if (!p)
                return;
        for (int i = 0; i < p->n_fonts; i++) {
                g_object_unref(p->fonts[i].pango);
                cairo_font_face_destroy(p->fonts[i].cut);
                hb_set_destroy(p->fonts[i].met);
                hb_map_destroy(p->fonts[i].places);
        }
        for (int i = 0; i < PDF_FACES; i++)
                g_clear_object(&p->sets[i]);
        g_clear_object(&p->pango);
        cairo_destroy(p->cr);
        cairo_surface_destroy(p->surface);
        *pp = NULL;
}

/* ---- the part of a font that a document needs ----------------------------------------------- */

static void cut_done(void *arg)
{
        FT_Face ft = arg;
        FT_Library lib = ft->glyph->library;
        hb_blob_t *bytes = ft->generic.data;
        FT_Done_Face(ft);
        hb_blob_destroy(bytes);
        FT_Done_FreeType(lib);
}

/* The bytes as a face of Cairo's, which keeps them as long as it needs; NULL: it cannot be. */
static cairo_font_face_t *cut_face(hb_blob_t *bytes)
{
        static const cairo_user_data_key_t key;
        unsigned n;
        const char *at = hb_blob_get_data(bytes, &n);
        FT_Library lib;
        FT_Face ft;
        if (FT_Init_FreeType(&lib)) {
                hb_blob_destroy(bytes);
                return NULL;
        }
        if (FT_New_Memory_Face(lib, (const FT_Byte *)at, (FT_Long)n, 0, &ft)) {
                FT_Done_FreeType(lib);
                hb_blob_destroy(bytes);
                return NULL;
        }
        ft->generic.data = bytes;
        cairo_font_face_t *c = cairo_ft_font_face_create_for_ft_face(ft, FT_LOAD_NO_HINTING);
        if (!cairo_font_face_set_user_data(c, &key, ft, cut_done))
                return c;
        cairo_font_face_destroy(c);
        cut_done(ft);
        return NULL;
}

/* Cairo takes the glyphs out of a font, but of a Chinese one in CFF outlines it keeps a place for each
 * of 65,000 subroutines, and where it cannot follow one, all of them: 50 and 500 kB a face. HarfBuzz
 * writes the outlines out and numbers the glyphs anew: with their old numbers the part had 65,000
 * places, too, and took HarfBuzz and Cairo twice as long. Where it cannot be, the whole font serves. */
static void font_cut(struct font *x)
{
        static const hb_tag_t unused[] = {
                HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
                HB_TAG('B', 'A', 'S', 'E'), HB_TAG('V', 'O', 'R', 'G'), HB_TAG('v', 'h', 'e', 'a'),
                HB_TAG('v', 'm', 't', 'x'),
        };
        hb_subset_input_t *in = hb_subset_input_create_or_fail();
        if (!in)
                return;
        hb_set_union(hb_subset_input_unicode_set(in), x->met);
        for (size_t i = 0; i < COUNT_OF(unused); i++)
                hb_set_add(hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG), unused[i]);
        hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_DESUBROUTINIZE | HB_SUBSET_FLAGS_NO_HINTING);
        hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(hb_font_get_face(pango_font_get_hb_font(x->pango)), in);
        hb_subset_input_destroy(in);
        if (!plan)
                return;
        hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
        if (face) {
                x->cut = cut_face(hb_face_reference_blob(face));
                x->places = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
                hb_face_destroy(face);
        }
        hb_subset_plan_destroy(plan);
}

/* The number of a glyph in what Cairo draws with. */
static unsigned long glyph_place(const struct font *x, unsigned long index)
{
        return x->cut && index ? hb_map_get(x->places, (hb_codepoint_t)index) : index;
}

static int font_of(struct pen *p, PangoFont *font, uint32_t code)
{
        int i = 0;
        while (i < p->n_fonts
               && (p->fonts[i].pango != font
                   || (p->paged && !p->fonts[i].late && !hb_set_has(p->fonts[i].met, code))))
                i++;
        if (i == p->n_fonts && i < MAX_FONTS) {
                cairo_scaled_font_t *scaled = pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(font));
                p->fonts[p->n_fonts++] = (struct font){
                        .pango = g_object_ref(font), .met = hb_set_create(), .late = p->paged,
                        .cairo = scaled ? cairo_scaled_font_get_font_face(scaled) : NULL,
                };
        }
        g_object_unref(font);
        i = i < MAX_FONTS ? i : 0;
        hb_set_add(p->fonts[i].met, code);
        return i;
}

static struct glyph glyph_find(struct pen *p, enum pdf_face face, uint32_t code)
{
        if (!p->sets[face])
                p->sets[face] = set_open(p, face);
        PangoFont *font = pango_fontset_get_font(p->sets[face], code);
        hb_font_t *hb = pango_font_get_hb_font(font);
        hb_codepoint_t index = 0;
        struct glyph g = { .code = code, .face = (uint8_t)face };
        if (!hb_font_get_nominal_glyph(hb, code, &index)) {
                /* Marks without a shape (joiners, selectors) are no lack. */
                if (doc_char_width(code) > 0)
                        p->missing++;
                index = 0;
        }
        g.advance = index || doc_char_width(code) > 0
                  ? PANGO_PIXELS(hb_font_get_glyph_h_advance(hb, index)) : 0;
        g.font = (uint8_t)font_of(p, font, code);
        g.index = glyph_place(&p->fonts[g.font], index);
        return g;
}

static const struct glyph *glyph_of(struct pen *p, enum pdf_face face, uint32_t code)
{
        uint32_t at = (code * 2654435761u ^ (uint32_t)face * 40503u) >> 7;
        for (;; at++) {
                struct glyph *g = &p->glyphs[at & (TABLE - 1)];
                if (g->code == code && g->face == face)
                        return g;
                if (g->code)
                        continue;
                if (p->n_glyphs == TABLE / 2) {         /* more than any office writes: begin anew */
                        memset(p->glyphs, 0, sizeof(p->glyphs));
                        p->n_glyphs = 0;
                }
                p->n_glyphs++;
                *g = glyph_find(p, face, code);
                return g;
        }
}

int pen_advance(struct pen *p, enum pdf_face face, uint32_t code)
{
        return glyph_of(p, face, code)->advance;
}

int pen_width(struct pen *p, enum pdf_face face, str s)
{
        int w = 0;
        for (size_t n; s.n; s = str_from(s, n)) {
                uint32_t code;
                n = utf8_next(s, &code);
                if (!n)
                        break;
                w += glyph_of(p, face, code)->advance;
        }
        return w;
}

int pen_missing(const struct pen *p) { return p->missing; }

str pen_face_name(struct pen *p, enum pdf_face face)
{
        const struct glyph *g = glyph_of(p, face, 0x4e2d);      /* 中 */
        PangoFontDescription *desc = pango_font_describe(p->fonts[g->font].pango);
        str name = str_copy(p->cx->arena, str_of(pango_font_description_get_family(desc)));
        pango_font_description_free(desc);
        return name;
}

void doc_face_role(int i, struct doc_face *ret)
{
        ret->role = faces[i].role;
        ret->want = faces[i].want;
}

void doc_faces(struct ctx *cx, struct doc_face ret[DOC_FACES])
{
        struct pen *p CLEANUP(pen_close) = pen_open(cx, NULL);
        for (int i = 0; i < DOC_FACES; i++) {
                str have = pen_face_name(p, (enum pdf_face)i);
                ret[i] = (struct doc_face){
                        .role = faces[i].role, .want = faces[i].want, .have = have,
                        .substituted = !str_is(have, faces[i].want),
                };
        }
}

/* ---- drawing -------------------------------------------------------------------------------- */

void pen_page(struct pen *p, bool wide)
{
        if (p->paged)
                cairo_show_page(p->cr);
        for (int i = 0; i < p->n_fonts && !p->paged; i++)
                font_cut(&p->fonts[i]);
        for (int i = 0; i < TABLE && !p->paged; i++)
                p->glyphs[i].index = glyph_place(&p->fonts[p->glyphs[i].font], p->glyphs[i].index);
        p->paged = true;
        cairo_pdf_surface_set_size(p->surface, pt(wide ? p->high : p->across), pt(wide ? p->across : p->high));
        cairo_set_line_width(p->cr, 0.5);
        cairo_set_line_cap(p->cr, CAIRO_LINE_CAP_SQUARE);
        cairo_set_source_rgb(p->cr, 0, 0, 0);
        p->font_set = -1;
}

static void show(struct pen *p, int font, int size, str text, int n)
{
        if (!n || !p->fonts[font].cairo)
                return;
        if (p->font_set != font || p->size_set != size) {
                const struct font *x = &p->fonts[font];
                cairo_set_font_face(p->cr, x->cut ? x->cut : x->cairo);
                cairo_set_font_size(p->cr, pt(size));
                p->font_set = font;
                p->size_set = size;
        }
        cairo_show_text_glyphs(p->cr, text.p, (int)text.n, p->line, n, p->clusters, n, 0);
}

void pen_text(struct pen *p, int x, int y, enum pdf_face face, int size, str s, int extra)
{
        int64_t at = (int64_t)x * 1000;         /* in 1/1000 of a milli-point: no sum of roundings */
        str run = { s.p, 0 };
        int n = 0, font = -1;
        uint32_t code = 0, next = 0;
        size_t k = utf8_next(s, &code);
        while (k) {
                const struct glyph *g = glyph_of(p, face, code);
                if ((font != g->font || n == MAX_GLYPHS) && n) {
                        show(p, font, size, run, n);
                        run = (str){ s.p, 0 };
                        n = 0;
                }
                font = g->font;
                p->line[n] = (cairo_glyph_t){ g->index, (double)at / 1e6, pt(y) };
                p->clusters[n++] = (cairo_text_cluster_t){ (int)k, 1 };
                run.n += k;
                s = str_from(s, k);
                at += (int64_t)g->advance * size;
                k = utf8_next(s, &next);
                if (extra && k && text_stretches(code, next))
                        at += (int64_t)extra * 1000;
                code = next;
        }
        show(p, font, size, run, n);
}

void pen_rule(struct pen *p, int x0, int y0, int x1, int y1)
{
        cairo_move_to(p->cr, pt(x0), pt(y0));
        cairo_line_to(p->cr, pt(x1), pt(y1));
        cairo_stroke(p->cr);
}

void pen_fill(struct pen *p, int x, int y, int w, int h)
{
        cairo_set_source_rgb(p->cr, 0.94, 0.95, 0.95);
        cairo_rectangle(p->cr, pt(x), pt(y), pt(w), pt(h));
        cairo_fill(p->cr);
        cairo_set_source_rgb(p->cr, 0, 0, 0);
}

void pen_red(struct pen *p, bool red) { cairo_set_source_rgb(p->cr, red ? 1 : 0, 0, 0); }

void pen_bar(struct pen *p, int x, int y, int w, int h, bool red)
{
        pen_red(p, red);
        cairo_rectangle(p->cr, pt(x), pt(y), pt(w), pt(h));
        cairo_fill(p->cr);
        pen_red(p, false);
}

void pen_target(struct pen *p, int block, int y)
{
        char at[96];
        snprintf(at, sizeof(at), "name='b%d' x=0 y=%d", block, y > 20000 ? y / 1000 - 20 : 0);
        cairo_tag_begin(p->cr, CAIRO_TAG_DEST, at);
        cairo_tag_end(p->cr, CAIRO_TAG_DEST);
}

void pen_link(struct pen *p, int block, int x, int y, int w, int h)
{
        char at[128];
        snprintf(at, sizeof(at), "dest='b%d' rect=[%d %d %d %d]", block, x / 1000, y / 1000, w / 1000,
                 h / 1000);
        cairo_tag_begin(p->cr, CAIRO_TAG_LINK, at);
        cairo_tag_end(p->cr, CAIRO_TAG_LINK);
}

int pen_outline(struct pen *p, int parent, int block, str text)
{
        char dest[32];
        snprintf(dest, sizeof(dest), "dest='b%d'", block);
        return cairo_pdf_surface_add_outline(p->surface, parent, str_copy(p->cx->arena, text).p, dest,
                                             parent ? 0 : CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

const struct fail *pen_end(struct pen *p, str *ret_bytes)
{
        cairo_status_t drawn = cairo_status(p->cr);
        cairo_surface_finish(p->surface);
        cairo_status_t written = cairo_surface_status(p->surface);
        if (drawn || written)
                return fail(p->cx, BROKEN, "cairo: %s", cairo_status_to_string(drawn ? drawn : written));
        return doc_take(p->cx, &p->out, ret_bytes);
}
