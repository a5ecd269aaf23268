/* core/doc/pdf_text.c - text into lines, by the rules of Chinese typesetting.
 *
 * A line ends between any two characters unless: both are narrow (a word, a figure); the next
 * must not begin a line; the last must not end one; or a dash or an ellipsis would be cut in
 * two. A narrow piece longer than the line is cut where it must be.
 * words: document text */
#include "base/base.h"
#include "core/doc/pdf.h"

/* GB/T 15834-2011 5.1: what must not begin, and what must not end a line. */
static const char no_start[] = "、。，．；：？！）】》〉」』〕〗”’…—～·％‰℃々),.;:?!]}%";
static const char no_end[] = "（【《〈「『〔〖“‘([{￥¥$＄";

static bool stands_in(const char *set, uint32_t code)
{
        str s = str_of(set);
        for (size_t n; s.n; s = str_from(s, n)) {
                uint32_t c;
                n = utf8_next(s, &c);
                if (c == code)
                        return true;
        }
        return false;
}

/* Most characters are Han: they need no look at the lists. */
static bool han(uint32_t c) { return c >= 0x3400 && c <= 0x9fff; }

static bool breaks(uint32_t a, uint32_t b)
{
        if (b == ' ')
                return false;           /* blanks hang at the end */
        if (a == ' ')
                return true;
        if (doc_char_width(a) < 2 && doc_char_width(b) < 2)
                return false;
        if (a == b && (a == 0x2014 || a == 0x2026))
                return false;
        return !(!han(b) && stands_in(no_start, b)) && !(!han(a) && stands_in(no_end, a));
}

bool text_stretches(uint32_t a, uint32_t b)
{
        return (doc_char_width(a) == 2 || doc_char_width(b) == 2 || a == ' ')
               && !(a == b && (a == 0x2014 || a == 0x2026));
}

enum pdf_face text_face(const struct text_style *style, str s, size_t *ret_n)
{
        for (int i = 0; i < style->n_bolds; i++) {
                str b = style->bolds[i];
                if (s.p >= b.p + b.n)
                        continue;
                bool in = s.p >= b.p;
                size_t n = (size_t)((in ? b.p + b.n : b.p) - s.p);
                *ret_n = n < s.n ? n : s.n;
                return in ? PDF_SONG : style->face;
        }
        *ret_n = s.n;
        return style->face;
}

static int advance(struct pen *p, const struct text_style *style, const char *at, uint32_t code)
{
        size_t n;
        return pen_advance(p, style->n_bolds ? text_face(style, (str){ at, 4 }, &n) : style->face, code);
}

static int width_of(struct pen *p, const struct text_style *style, str s)
{
        int w = 0;
        uint32_t code;
        for (size_t n; s.n && (n = utf8_next(s, &code)); s = str_from(s, n))
                w += advance(p, style, s.p, code);
        return w;
}

int text_gaps(str s, size_t n)
{
        int gaps = 0;
        uint32_t before = 0, code;
        const char *end = s.p + n;
        for (size_t k; s.n && (k = utf8_next(s, &code)); s = str_from(s, k)) {
                gaps += before && text_stretches(before, code);
                before = code;
                if (s.p >= end)
                        break;
        }
        return gaps;
}

/* Width and gaps of a finished line, without the blanks at its end. */
static struct text_line line_of(struct pen *p, const struct text_style *style, str s, bool last)
{
        while (s.n && s.p[s.n - 1] == ' ')
                s.n--;
        struct text_line l = { .text = s, .last = last, .width = width_of(p, style, s) };
        l.gaps = text_gaps(s, s.n);
        return l;
}

int text_break(struct arena *a, struct pen *p, const struct text_style *style, str s, int room,
               int first, struct text_line **ret)
{
        struct text_line *lines = NULL;
        int n = 0, cap = 0;
        str rest = s.p ? s : S("");
        while (rest.p) {
                str para = str_cut(rest, '\n', &rest), at = para;
                size_t start = 0, good = 0, pos = 0;    /* good: the last place a line may end */
                int w = first;
                first = 0;
                uint32_t before = 0, code;
                for (size_t k; at.n && (k = utf8_next(at, &code)); at = str_from(at, k)) {
                        if (pos > start && breaks(before, code))
                                good = pos;
                        w += advance(p, style, at.p, code);
                        if (w > room && pos > start && code != ' ') {
                                size_t end = good > start ? good : pos;
                                *VEC_ADD(a, lines, n, cap) =
                                        line_of(p, style, (str){ para.p + start, end - start }, false);
                                start = good = end;
                                w = width_of(p, style, (str){ para.p + start, pos + k - start });
                        }
                        pos += k;
                        before = code;
                }
                *VEC_ADD(a, lines, n, cap) = line_of(p, style, (str){ para.p + start, pos - start }, true);
        }
        *ret = lines;
        return n;
}

int doc_lines(str s, int room, int first)
{
        int n = 1, w = first, since = 0;        /* since: width from the last place a line may end */
        bool may = false;
        uint32_t before = 0, code;
        for (size_t k; s.n && (k = utf8_next(s, &code)); s = str_from(s, k)) {
                int wide = code == '\n' ? 0 : doc_char_width(code);
                if (before && breaks(before, code)) {
                        may = true;
                        since = 0;
                }
                w += wide;
                since += wide;
                if (code == '\n' || (w > room && code != ' ')) {
                        n++;
                        w = code == '\n' ? 0 : may && since < w ? since : wide;
                        since = w;
                        may = false;
                }
                before = code;
        }
        return n;
}
