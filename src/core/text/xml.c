/* core/text/xml.c - the one file with expat. See xml.h. */
#include "core/text/xml.h"
#include <expat.h>

enum {
        DEPTH_MAX = 100,
        ATTRS_MAX = 256,
        TOKEN_MAX = 1 << 20,    /* bytes that expat may hold back while a tag is not closed */
        PIECE_MAX = 1 << 16,
};

enum why { FINE, STOPPED, DTD, TOO_DEEP, TOO_MANY_ATTRS, TOKEN_TOO_LONG, MALFORMED };

struct xml_in {
        struct ctx               *cx;
        const struct xml_handler *h;
        void                     *arg;
        XML_Parser                lib;
        enum why                  why;
        int                       depth;
        int64_t                   fed;
        int64_t                   line, column;         /* of what broke it */
};

static void stop(struct xml_in *x, enum why why)
{
        if (x->why != FINE)
                return;
        x->why = why;
        x->line = (int64_t)XML_GetCurrentLineNumber(x->lib);
        x->column = (int64_t)XML_GetCurrentColumnNumber(x->lib) + 1;
        XML_StopParser(x->lib, XML_FALSE);
}

static str local_name(const char *qname)
{
        str s = str_of(qname);
        for (size_t i = s.n; i-- > 0;)
                if (s.p[i] == ':')
                        return str_from(s, i + 1);
        return s;
}

static void XMLCALL on_open(void *arg, const XML_Char *name, const XML_Char **attr)
{
        struct xml_in *x = arg;
        struct pair pairs[ATTRS_MAX];
        int n = 0;
        if (x->why != FINE)
                return;
        if (++x->depth > DEPTH_MAX) {
                stop(x, TOO_DEEP);
                return;
        }
        for (; attr[0]; attr += 2) {
                str full = str_of(attr[0]);
                if (str_starts(full, S("xmlns")) && (full.n == 5 || full.p[5] == ':'))
                        continue;
                if (n == ATTRS_MAX) {
                        stop(x, TOO_MANY_ATTRS);
                        return;
                }
                pairs[n++] = (struct pair){ local_name(attr[0]), str_of(attr[1]) };
        }
        if (x->h->open)
                x->h->open(x->arg, local_name(name), pairs, n);
}

static void XMLCALL on_close(void *arg, const XML_Char *name)
{
        struct xml_in *x = arg;
        if (x->why != FINE)
                return;
        x->depth--;
        if (x->h->close)
                x->h->close(x->arg, local_name(name));
}

static void XMLCALL on_text(void *arg, const XML_Char *p, int n)
{
        struct xml_in *x = arg;
        if (x->why == FINE && x->h->text)
                x->h->text(x->arg, (str){ p, (size_t)n });
}

static void XMLCALL on_doctype(void *arg, const XML_Char *name UNUSED,
                               const XML_Char *sysid UNUSED, const XML_Char *pubid UNUSED,
                               int internal UNUSED)
{
        stop(arg, DTD);
}

struct xml_in *xml_new(struct ctx *cx, const struct xml_handler *h, void *arg)
{
        struct xml_in *x = NEW(cx->arena, struct xml_in);
        *x = (struct xml_in){ .cx = cx, .h = h, .arg = arg, .lib = XML_ParserCreate(NULL) };
        must(x->lib);           /* out of memory */
        XML_SetUserData(x->lib, x);
        XML_SetElementHandler(x->lib, on_open, on_close);
        XML_SetCharacterDataHandler(x->lib, on_text);
        XML_SetStartDoctypeDeclHandler(x->lib, on_doctype);
        return x;
}

static bool feed(struct xml_in *x, str s, bool last)
{
        if (x->why != FINE)
                return false;
        x->fed += (int64_t)s.n;
        if (XML_Parse(x->lib, s.p, (int)s.n, last) != XML_STATUS_OK)
                stop(x, MALFORMED);
        else if (x->fed - XML_GetCurrentByteIndex(x->lib) > TOKEN_MAX)
                stop(x, TOKEN_TOO_LONG);
        return x->why == FINE;
}

bool xml_feed(struct xml_in *x, str piece)
{
        while (piece.n > PIECE_MAX) {
                if (!feed(x, str_head(piece, PIECE_MAX), false))
                        return false;
                piece = str_from(piece, PIECE_MAX);
        }
        return feed(x, piece, false);
}

void xml_stop(struct xml_in *x) { stop(x, STOPPED); }

void xml_drop(struct xml_in **x)
{
        if (*x)
                XML_ParserFree((*x)->lib);
        *x = NULL;
}

const struct fail *xml_end(struct xml_in **end)
{
        struct xml_in *x = *end;
        struct ctx *cx = x->cx;
        feed(x, S(""), true);
        enum why why = x->why;
        long line = x->line, column = x->column;
        xml_drop(end);
        switch (why) {
        case FINE:
        case STOPPED:
                return NULL;
        case DTD:
                return fail(cx, INVALID, "XML 第 %ld 行第 %ld 列有文档类型声明（DTD），为安全起见不予读取",
                            line, column);
        case TOO_DEEP:
                return fail(cx, INVALID, "XML 第 %ld 行第 %ld 列嵌套太深", line, column);
        case TOO_MANY_ATTRS:
                return fail(cx, INVALID, "XML 第 %ld 行第 %ld 列的属性太多", line, column);
        case TOKEN_TOO_LONG:
                return fail(cx, INVALID, "XML 第 %ld 行第 %ld 列的标记太长", line, column);
        case MALFORMED:
                break;
        }
        return fail(cx, INVALID, "XML 第 %ld 行第 %ld 列格式有误或内容不完整", line, column);
}

str xml_attr_of(const struct pair *attrs, int n_attrs, const char *name)
{
        for (int i = 0; i < n_attrs; i++)
                if (str_is(attrs[i].name, name))
                        return attrs[i].value;
        return (str){ 0 };
}

/* ---- out ---------------------------------------------------------------------------- */

/* Char of XML 1.0, less what this file escapes itself. */
static bool is_char(uint32_t c)
{
        return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
               (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
}

static void put(struct buf *o, str s, bool in_attr)
{
        while (s.n) {
                uint32_t c = 0xFFFD;
                size_t k = utf8_next(s, &c);
                if (c == '<')
                        buf_put(o, S("&lt;"));
                else if (c == '>')
                        buf_put(o, S("&gt;"));
                else if (c == '&')
                        buf_put(o, S("&amp;"));
                else if (c == '"' && in_attr)
                        buf_put(o, S("&quot;"));
                else if (c == '\r' || (in_attr && (c == '\n' || c == '\t')))
                        buf_f(o, "&#%u;", c);
                else if (!k)
                        buf_put(o, S("\xEF\xBF\xBD"));
                else if (is_char(c))
                        buf_put(o, str_head(s, k));
                s = str_from(s, k ? k : 1);
        }
}

void xml_text(struct buf *o, str s) { put(o, s, false); }
void xml_attr(struct buf *o, str s) { put(o, s, true); }
