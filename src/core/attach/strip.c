/* core/attach/strip.c - dropping the parts of JPEG and PNG files that are not the picture.
 *
 * What is kept is listed, the rest goes: a part that nobody knows yet cannot carry anything. */
#include "core/attach/strip.h"

enum {
        SOI = 0xd8, EOI = 0xd9, SOS = 0xda, APP0 = 0xe0, APP1 = 0xe1, APP2 = 0xe2, APP14 = 0xee,
        DHT = 0xc4, DAC = 0xcc, DQT = 0xdb, DNL = 0xdc, DRI = 0xdd,
        MIN_EXIF = 36,                          /* our own APP1: nothing but the orientation */
        ORIENTATION = 0x0112, MOST_TAGS = 512,
        PNG_HEAD = 8, CHUNK = 12,               /* length, name, CRC */
};

static const char damaged[] = "图片不完整或已损坏，请重新导出";

static unsigned u8(str s, size_t i) { return (unsigned char)s.p[i]; }
static unsigned be16(str s, size_t i) { return u8(s, i) << 8 | u8(s, i + 1); }
static uint32_t be32(str s, size_t i) { return (uint32_t)be16(s, i) << 16 | be16(s, i + 2); }

/* ---- out: as large as the input and our own APP1; more never comes --------------------------- */

struct out { char *p; size_t n, cap; };

static void put(struct out *o, str s)
{
        must(s.n <= o->cap - o->n);
        if (s.n)
                memcpy(o->p + o->n, s.p, s.n);
        o->n += s.n;
}

static struct out out_new(struct arena *a, str in)
{
        size_t cap = in.n + MIN_EXIF;
        return (struct out){ .p = NEW_ARRAY(a, char, cap), .cap = cap };
}

/* ---- JPEG -------------------------------------------------------------------------------------- */

static unsigned tiff16(str t, size_t i, bool little)
{
        return little ? u8(t, i) | u8(t, i + 1) << 8 : be16(t, i);
}

static size_t tiff32(str t, size_t i, bool little)
{
        return little ? tiff16(t, i, true) | (size_t)tiff16(t, i + 2, true) << 16 : be32(t, i);
}

/* Which way is up, 2…8, by the first directory of an EXIF block; 0: as it is, or not said. */
static unsigned orientation(str exif)
{
        if (!str_starts(exif, S("Exif\0\0")) || exif.n < 6 + 8)
                return 0;
        str t = str_from(exif, 6);
        bool little = str_starts(t, S("II*\0"));
        if (!little && !str_starts(t, S("MM\0*")))
                return 0;
        size_t at = tiff32(t, 4, little);
        if (at > t.n || t.n - at < 2)
                return 0;
        unsigned n = tiff16(t, at, little);
        for (unsigned i = 0; i < n && i < MOST_TAGS && t.n - at >= 2 + 12 * (size_t)(i + 1); i++) {
                size_t e = at + 2 + 12 * (size_t)i;
                if (tiff16(t, e, little) == ORIENTATION) {
                        unsigned v = tiff16(t, e + 8, little);
                        return v >= 2 && v <= 8 ? v : 0;
                }
        }
        return 0;
}

static void put_orientation(struct out *o, unsigned v)
{
        char b[MIN_EXIF] = "\xff\xe1\0\x22" "Exif\0\0" "MM\0*\0\0\0\x08" "\0\x01"
                           "\x01\x12\0\x03\0\0\0\x01\0\0\0\0";
        b[29] = (char)v;
        put(o, (str){ b, sizeof(b) });
}

/* One segment with its marker and length; what it holds begins at byte 4. */
static void put_segment(struct out *o, str seg, unsigned *up)
{
        unsigned m = u8(seg, 1);
        str in = str_from(seg, 4);
        if (m == APP0 && str_starts(in, S("JFIF\0")) && in.n >= 14) {
                char b[18];                     /* without the small picture */
                memcpy(b, seg.p, sizeof(b));
                b[2] = 0, b[3] = 16, b[16] = b[17] = 0;
                put(o, (str){ b, sizeof(b) });
        } else if (m == APP1) {
                unsigned v = *up ? 0 : orientation(in);
                if (v)
                        put_orientation(o, *up = v);
        } else if ((m >= 0xc0 && m <= 0xcf) || m == DQT || m == DNL || m == DRI || m == SOS ||
                   (m == APP2 && str_starts(in, S("ICC_PROFILE\0"))) ||
                   (m == APP14 && str_starts(in, S("Adobe")))) {
                put(o, seg);
        }
}

/* Where the coded data that begins at `at` ends: at a marker that is neither a stuffed byte nor a
 * restart. */
static size_t scan_end(str in, size_t at)
{
        for (; at + 1 < in.n; at++) {
                if (u8(in, at) != 0xff)
                        continue;
                unsigned m = u8(in, at + 1);
                if (m != 0 && m != 0xff && !(m >= 0xd0 && m <= 0xd7))
                        return at;
        }
        return in.n;
}

const char *strip_jpeg(struct arena *a, str in, str *ret)
{
        if (in.n < 4 || be16(in, 0) != (0xff00 | SOI))
                return damaged;
        struct out o = out_new(a, in);
        bool frame = false, scan = false;
        unsigned up = 0;
        size_t at = 2;
        put(&o, str_head(in, 2));
        for (;;) {
                while (at + 1 < in.n && be16(in, at) == 0xffff)         /* fill bytes */
                        at++;
                if (at + 2 > in.n || u8(in, at) != 0xff)
                        return damaged;
                unsigned m = u8(in, at + 1);
                if (m == EOI) {
                        put(&o, S("\xff\xd9"));
                        break;
                }
                if (m < 0xc0 || (m >= 0xd0 && m <= SOI) || at + 4 > in.n)
                        return damaged;
                size_t n = be16(in, at + 2);
                if (n < 2 || n > in.n - at - 2)
                        return damaged;
                if (m == SOS && !frame)
                        return damaged;
                put_segment(&o, (str){ in.p + at, n + 2 }, &up);
                frame |= m >= 0xc0 && m <= 0xcf && m != DHT && m != DAC && m != 0xc8;
                at += n + 2;
                if (m == SOS) {
                        size_t end = scan_end(in, at);
                        put(&o, (str){ in.p + at, end - at });
                        at = end;
                        scan = true;
                }
        }
        if (!scan)
                return damaged;
        *ret = (str){ o.p, o.n };
        return NULL;
}

/* ---- PNG --------------------------------------------------------------------------------------- */

/* ISO 3309, four bits at a time. */
static uint32_t crc32_of(str s)
{
        static const uint32_t t[16] = {
                0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158,
                0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4,
                0xa00ae278, 0xbdbdf21c,
        };
        uint32_t c = ~UINT32_C(0);
        for (size_t i = 0; i < s.n; i++) {
                c ^= u8(s, i);
                c = t[c & 15] ^ c >> 4;
                c = t[c & 15] ^ c >> 4;
        }
        return ~c;
}

/* The picture, its colours, its transparency and its size on paper. */
static bool chunk_stays(str name)
{
        static const char keep[][5] = { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB",
                                        "iCCP", "sBIT", "bKGD", "pHYs", "cICP" };
        for (size_t i = 0; i < COUNT_OF(keep); i++)
                if (str_is(name, keep[i]))
                        return true;
        return false;
}

const char *strip_png(struct arena *a, str in, str *ret)
{
        if (!str_starts(in, S("\x89PNG\r\n\x1a\n")))
                return damaged;
        struct out o = out_new(a, in);
        bool head = false, data = false;
        put(&o, str_head(in, PNG_HEAD));
        for (size_t at = PNG_HEAD;;) {
                if (in.n - at < CHUNK)
                        return damaged;
                size_t n = be32(in, at);
                if (n > in.n - at - CHUNK)
                        return damaged;
                str name = { in.p + at + 4, 4 }, named = { in.p + at + 4, n + 4 };
                if (crc32_of(named) != be32(in, at + 8 + n))
                        return damaged;
                if (str_is(name, "IHDR") == head || (str_is(name, "IHDR") && n != 13))
                        return damaged;
                head = true;
                data |= str_is(name, "IDAT");
                if (chunk_stays(name))
                        put(&o, (str){ in.p + at, n + CHUNK });
                else if (!(u8(name, 0) & 0x20))         /* a critical one that we do not know */
                        return damaged;
                at += n + CHUNK;
                if (str_is(name, "IEND"))
                        break;
        }
        if (!data)
                return damaged;
        *ret = (str){ o.p, o.n };
        return NULL;
}
