/* tools/htmlgen.c - .html templates into C functions.
 *
 *   htmlgen OUTDIR N_WORDS WORDS.tsv... FILE.html...
 *
 * makes OUTDIR/<path without src/>.h and .c for each template file. docs/templates.md
 * describes the language, tools/html.h reads it, door/web/html.h is what the output calls.
 * Words come out in both languages; where the catalogue has no English the Chinese stands
 * for it (`make lint` names what is missing).
 */
#include "html.h"

struct out {
        const char   *file;
        struct words *words;
        struct text   h, c, lit;
        bool          open;             /* inside a function */
        bool          fresh;            /* nothing of this template has come yet */
};

/* English from a catalogue as HTML: marks escaped, entities kept as they are. */
static char *as_html(const char *en)
{
        struct text t = { 0 };
        put_n(&t, "", 0);
        for (const char *p = en; *p; p++) {
                size_t n = *p == '&' && p[1] == '#';
                while (*p == '&' && name_char(p[1 + n]))
                        n++;
                if (*p == '&' && !(n && p[n + 1] == ';'))
                        put(&t, "&amp;");
                else if (*p == '<')
                        put(&t, "&lt;");
                else if (*p == '>')
                        put(&t, "&gt;");
                else if (*p == '"')
                        put(&t, "&quot;");
                else
                        put_n(&t, p, 1);
        }
        return t.p;
}

static void lit_end(struct out *o)
{
        if (!o->lit.n)
                return;
        put(&o->c, "        html_lit(o, ");
        put_c(&o->c, o->lit.p, o->lit.n);
        putf(&o->c, ", %zu);\n", o->lit.n);
        o->lit.n = 0;
}

static void on_literal(void *arg, const char *p, size_t n)
{
        struct out *o = arg;
        if (!o->open)
                return;
        /* the line break after {{template}} is the author's, not the page's */
        if (o->fresh && *p == '\n')
                p++, n--;
        o->fresh = false;
        put_n(&o->lit, p, n);
}

/* The same break before the next {{template}} or the end of the file: an icon that ends with a
 * blank would stand apart from its word. */
static void lit_close(struct out *o)
{
        if (o->lit.n && o->lit.p[o->lit.n - 1] == '\n')
                o->lit.n--;
        lit_end(o);
}

static void on_words(void *arg, const char *p, size_t n, int line)
{
        struct out *o = arg;
        struct word *w = word_of(o->words, p);
        const char *en = w ? as_html(w->en) : p;
        (void)line;
        o->fresh = false;
        lit_end(o);
        put(&o->c, "        html_lit2(o, ");
        put_c(&o->c, p, n);
        putf(&o->c, ", %zu, ", n);
        put_c(&o->c, en, strlen(en));
        putf(&o->c, ", %zu);\n", strlen(en));
}

/* "f(a, b)" as "f(o, a, b)": o goes behind the bracket that the last one closes. */
static void call_put(struct out *o, const char *code, int line)
{
        size_t n = strlen(code), i = n;
        int depth = 0;
        if (!n || code[n - 1] != ')')
                refuse(o->file, line, "want {{call name(args)}}");
        while (i-- > 0) {
                depth += (code[i] == ')') - (code[i] == '(');
                if (!depth)
                        break;
        }
        if (depth || !i)
                refuse(o->file, line, "want {{call name(args)}}");
        const char *args = code + i + 1;
        args += strspn(args, " \t\n");
        if (*args == 'o' && (args[1] == ',' || args[1] == ')'))
                refuse(o->file, line, "{{call}} puts the first argument o itself");
        putf(&o->c, "        %.*s(o%s%s;\n", (int)i, code, *args == ')' ? "" : ", ", args);
}

static void template_put(struct out *o, const char *code, int line)
{
        const char *open = strchr(code, '('), *args = open + 1;
        size_t n = name_length(code);
        if (!n || code + n + strspn(code + n, " ") != open || code[strlen(code) - 1] != ')')
                refuse(o->file, line, "want {{template name(args)}}");
        if (o->open)
                put(&o->c, "}\n");
        bool none = !strcmp(args, ")") || !strcmp(args, "void)");
        struct text head = { 0 };
        putf(&head, "void %.*s(struct buf *o%s%s", (int)n, code, none ? "" : ", ", none ? ")" : args);
        putf(&o->h, "%s;\n", head.p);
        putf(&o->c, "\n#line %d \"%s\"\n%s\n{\n", line, o->file, head.p);
        o->open = o->fresh = true;
}

/* The end of an argument: its comma or the end of the code, past what stands in brackets or quotes. */
static const char *arg_end(const char *p)
{
        bool quoted = false;
        for (int depth = 0; *p && (depth || quoted || *p != ','); p++) {
                if (*p == '"')
                        quoted = !quoted;
                else if (quoted && *p == '\\' && p[1])
                        p++;
                else if (!quoted)
                        depth += (*p == '(') - (*p == ')');
        }
        return p;
}

/* The text of an address between its values, as C source. */
static void url_lit(struct text *c, const char *p, size_t n)
{
        if (!n)
                return;
        struct text t = { 0 };
        for (size_t i = 0; i < n; i++)
                if (p[i] == '&')
                        put(&t, "&amp;");
                else
                        put_n(&t, p + i, 1);
        putf(c, "        html_lit(o, \"%s\", sizeof(\"%s\") - 1);\n", t.p, t.p);
}

/* Which kinds of value an address is put together from; each its conversion and what writes it. */
static const struct { const char *conversion, *writer, *wrap; } url_kinds[] = {
        { "%s", "html_cstr", "" }, { "%d", "html_int", "" }, { "%ld", "html_int", "" }, { "%.*s", "html_str", "STR(" },
};

enum { URL_KINDS = sizeof(url_kinds) / sizeof(*url_kinds) };

/* An address in pieces: its text and its values one after the other, for a page has hundreds and
 * formatting each costs more than the rest of its line. */
static void url_put(struct out *o, const char *code, int line)
{
        struct text *c = &o->c;
        const char *end = code + 1;
        while (*end && *end != '"')
                end += 1 + (*end == '\\');
        const char *arg = *end ? end + 1 : end;
        for (const char *p = code + 1; p < end; ) {
                size_t n = 0, k = 0;
                while (p + n < end && p[n] != '%')
                        n++;
                url_lit(c, p, n);
                p += n;
                if (p == end)
                        break;
                while (k < URL_KINDS && strncmp(p, url_kinds[k].conversion, strlen(url_kinds[k].conversion)))
                        k++;
                const char *from = *arg ? arg + 1 : arg, *to = arg_end(from);
                from += strspn(from, " ");
                size_t wrap = k < URL_KINDS ? strlen(url_kinds[k].wrap) : 0;
                if (k == URL_KINDS || from == to || strncmp(from, url_kinds[k].wrap, wrap))
                        refuse(o->file, line, "want %%s, %%d, %%ld or %%.*s with STR(), and a value for each");
                p += strlen(url_kinds[k].conversion);
                arg = to;
                from += wrap;
                to -= wrap > 0;
                putf(c, "        %s(o, (%.*s));\n", url_kinds[k].writer, (int)(to - from), from);
        }
        if (*arg)
                refuse(o->file, line, "a value without its place in the address");
}

static void on_code(void *arg, enum html_code kind, const char *code, int line)
{
        struct out *o = arg;
        struct text *c = &o->c;
        o->fresh = false;
        if (kind == TEMPLATE)
                lit_close(o);
        else
                lit_end(o);
        if (kind == INCLUDE) {
                putf(&o->h, "#include %s\n", code);
                return;
        }
        if (kind == TEMPLATE) {
                template_put(o, code, line);
                return;
        }
        if (kind != END && kind != ELSE)
                putf(c, "#line %d \"%s\"\n", line, o->file);
        bool bracket = *code == '(' && code[strlen(code) - 1] == ')';
        for (int depth = 0, i = 0; bracket && code[i + 1]; i++) {       /* "(a) && (b)" has none */
                depth += (code[i] == '(') - (code[i] == ')');
                bracket = depth > 0;
        }
        const char *l = bracket ? "" : "(", *r = bracket ? "" : ")", *at = code;
        switch (kind) {
        case PUT:     putf(c, "        html_put(o, (%s));\n", code); break;
        case TR:      putf(c, "        html_tr(o, (%s));\n", code); break;
        case URL:     url_put(o, code, line); break;
        case RAW:     putf(c, "        html_markup(o, (%s));\n", code); break;
        case CALL:    call_put(o, code, line); break;
        case IF:      putf(c, "        if %s%s%s {\n", l, code, r); break;
        case ELSE_IF: putf(c, "        } else if %s%s%s {\n", l, code, r); break;
        case ELSE:    put(c, "        } else {\n"); break;
        case FOR:     putf(c, "        for %s%s%s {\n", l, code, r); break;
        case WHILE:   putf(c, "        while %s%s%s {\n", l, code, r); break;
        case END:     put(c, "        }\n"); break;
        case SAY: {
                char *zh = c_string(&at);
                struct word *w = word_of(o->words, zh);
                const char *en = w ? w->en : zh;
                put(c, "        html_say(o, ");
                put_c(c, zh, strlen(zh));
                put(c, ", ");
                put_c(c, en, strlen(en));
                putf(c, "%s);\n", at);
                break;
        }
        case TEMPLATE: case INCLUDE:
                break;
        }
}

static void file_make(const char *dir, const char *file, struct words *words)
{
        const char *path = short_path(file);
        struct out o = { .file = file, .words = words };
        struct text out = { 0 };
        putf(&o.h, "/* %s.h - made by tools/htmlgen from %s */\n#ifndef GEN_%s_H\n#define GEN_%s_H\n\n"
             "#include \"door/web/html.h\"\n", path, file, guard_of(path), guard_of(path));
        putf(&o.c, "/* %s.c - made by tools/htmlgen from %s */\n#include \"%s.h\"\n", path, file, path);
        html_read(file, (struct html_sink){ &o, on_literal, on_words, on_code });
        lit_close(&o);
        if (!o.open)
                refuse(file, 1, "no {{template}}");
        put(&o.c, "}\n");
        put(&o.h, "\n#endif\n");
        putf(&out, "%s/%s.h", dir, path);
        write_changed(out.p, &o.h);
        out.n = 0;
        putf(&out, "%s/%s.c", dir, path);
        write_changed(out.p, &o.c);
}

int main(int argc, char **argv)
{
        char *end = NULL;
        long n = argc > 2 ? strtol(argv[2], &end, 10) : -1;
        if (n < 0 || *end || n > argc - 3) {
                fprintf(stderr, "use: htmlgen OUTDIR N_WORDS WORDS.tsv... FILE.html...\n");
                return 2;
        }
        struct words words = words_read((int)n, argv + 3);
        for (int i = 3 + (int)n; i < argc; i++)
                file_make(argv[1], argv[i], &words);
        return 0;
}
