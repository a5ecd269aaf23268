/* tools/html.h - reads a template: literal text, words and {{code}}, each with its place.
 *
 * Shared by htmlgen, which writes C, and words, which collects the keys. What may stand where
 * is decided here (docs/templates.md); whatever is doubtful is refused with file and line.
 */
#ifndef TOOLS_HTML_H
#define TOOLS_HTML_H

#include "gen.h"

enum html_state { TEXT, OPEN, IN_TAG, ATTR, AFTER_ATTR, BEFORE_VALUE, QUOTED, SINGLE, BARE,
                  COMMENT, DECLARATION };

enum html_code { PUT, TR, SAY, URL, RAW, CALL, IF, ELSE, ELSE_IF, FOR, WHILE, END, TEMPLATE, INCLUDE };

/* What the reader tells, in the order of the file. */
struct html_sink {
        void *arg;
        void (*literal)(void *arg, const char *p, size_t n);            /* no words of a language */
        void (*words)(void *arg, const char *p, size_t n, int line);    /* a run with Chinese */
        void (*code)(void *arg, enum html_code kind, const char *p, int line);
};

struct html_block { enum html_code kind; int line; enum html_state state; bool has_else, glued, glued_end; };

struct html {
        const char       *file;
        struct html_sink  out;
        enum html_state   state;
        char              tag[32], attr[64];
        int               line, tag_line;
        bool              in_template, empty_script, pre, glued;
        struct html_block block[64];
        int               n_blocks;
        struct text       run;                  /* literal text in hand */
        int               run_line;
};

static inline bool one_of(const char *s, const char *const *list)
{
        for (; *list; list++)
                if (!strcmp(s, *list))
                        return true;
        return false;
}

static inline bool attr_is_url(const char *a)
{
        static const char *const list[] = { "href", "src", "action", "formaction", "poster", "cite", "data",
                "ping", "background", "hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete",
                "hx-push-url", "hx-replace-url", "manifest", "xlink:href", NULL };
        size_t n = strlen(a);
        return one_of(a, list) || (!strncmp(a, "data-", 5) &&
               ((n > 9 && (!strcmp(a + n - 4, "-url") || !strcmp(a + n - 4, "-src"))) ||
                (n > 10 && !strcmp(a + n - 5, "-href")) || !strcmp(a, "data-url") ||
                !strcmp(a, "data-src") || !strcmp(a, "data-href")));
}

/* Attributes whose Chinese a person reads. */
static inline bool attr_has_words(const char *a)
{
        static const char *const list[] = { "title", "alt", "placeholder", "value", "content", "label",
                "summary", "hx-confirm", "hx-prompt", NULL };
        return one_of(a, list) || !strncmp(a, "aria-", 5) || !strncmp(a, "data-", 5);
}

static inline bool blank_char(char c) { return c == ' ' || c == '\t' || c == '\n'; }

/* Hand out the literal text in hand. Words go without the blanks around them, and a line
 * break inside a sentence is a blank: so the key does not depend on the layout. */
static inline void run_end(struct html *h)
{
        char *p = h->run.p;
        size_t n = h->run.n, a = 0, b = n;
        if (!n)
                return;
        h->run = (struct text){ 0 };
        if (!h->in_template || !has_chinese(p, n, true) ||
            !(h->state == TEXT || (h->state == QUOTED && attr_has_words(h->attr)))) {
                h->out.literal(h->out.arg, p, n);
                return;
        }
        while (blank_char(p[a]))
                a++;
        while (b > a && blank_char(p[b - 1]))
                b--;
        if (a)
                h->out.literal(h->out.arg, p, a);
        char *words = cut(p + a, b - a);
        for (char *c = words; !h->pre && *c; c++)
                *c = *c == '\n' ? ' ' : *c;
        h->out.words(h->out.arg, words, b - a, h->run_line);
        if (b < n)
                h->out.literal(h->out.arg, p + b, n - b);
}

/* Keep a character; in text, blanks in a row become one. */
static inline void run_char(struct html *h, char c)
{
        bool only_blank = !h->run.n || (h->run.n == 1 && blank_char(*h->run.p));
        if (h->state == TEXT && !h->pre && blank_char(c) && h->run.n && blank_char(h->run.p[h->run.n - 1])) {
                if (c == '\n')
                        h->run.p[h->run.n - 1] = '\n';
                return;
        }
        if (only_blank && !blank_char(c))
                h->run_line = h->line;
        put_n(&h->run, &c, 1);
}

static inline void attr_check(struct html *h)
{
        const char *a = h->attr;
        if (!strncmp(a, "on", 2) || !strncmp(a, "hx-on", 5))
                refuse(h->file, h->line, "no script in an attribute: %s", a);
        if (!strcmp(a, "style"))
                refuse(h->file, h->line, "no style attribute: give it a class");
        if (!strcmp(a, "srcdoc"))
                refuse(h->file, h->line, "no srcdoc");
}

/* A complete start tag has been read. */
static inline void tag_end(struct html *h)
{
        h->state = TEXT;
        h->glued = false;
        h->empty_script = !strcmp(h->tag, "script");
        if (!strcmp(h->tag, "style"))
                refuse(h->file, h->tag_line, "no style element: the page's policy refuses it");
        if (!strcmp(h->tag, "pre") || !strcmp(h->tag, "textarea"))
                h->pre = true;
        else if (!strcmp(h->tag, "/pre") || !strcmp(h->tag, "/textarea"))
                h->pre = false;
}

static inline void name_add(struct html *h, char *name, size_t size, char c)
{
        size_t n = strlen(name);
        if (n + 2 > size)
                refuse(h->file, h->line, "a name is too long: %s", name);
        name[n] = (char)tolower((unsigned char)c);
        name[n + 1] = 0;
}

/* One character of literal text: follow it, keep it. */
static inline void html_char(struct html *h, const char *p)
{
        char c = *p;
        bool blank = blank_char(c);
        if (!h->in_template) {
                if (!blank)
                        refuse(h->file, h->line, "text outside a template");
                return;
        }
        if (h->empty_script && !(h->state == TEXT && blank) &&
            !(c == '<' && !strncmp(p, "</script", 8)) && h->state == TEXT)
                refuse(h->file, h->line, "no inline script: put it into a file of assets/");
        switch (h->state) {
        case TEXT:
                if (c != '<')
                        break;
                run_end(h);
                h->tag[0] = h->attr[0] = 0;
                h->tag_line = h->line;
                h->empty_script = false;
                if (!strncmp(p, "<!--", 4))
                        h->state = COMMENT;
                else if (p[1] == '!')
                        h->state = DECLARATION;
                else if (isalpha((unsigned char)p[1]) || p[1] == '/')
                        h->state = OPEN;
                else
                        refuse(h->file, h->line, "write &lt; for a plain <");
                break;
        case OPEN:
                if (c == '>')
                        tag_end(h);
                else if (blank)
                        h->state = IN_TAG;
                else if (c == '<' || c == '"' || c == '\'' || c == '=')
                        refuse(h->file, h->line, "the tag <%s is not closed", h->tag);
                else
                        name_add(h, h->tag, sizeof(h->tag), c);
                break;
        case ATTR: case AFTER_ATTR:
                if (c == '=') {
                        attr_check(h);
                        h->state = BEFORE_VALUE;
                        break;
                }
                if (h->state == ATTR && !blank && c != '>' && c != '/') {
                        if (strchr("\"'<", c))
                                refuse(h->file, h->line, "the tag <%s is not closed", h->tag);
                        name_add(h, h->attr, sizeof(h->attr), c);
                        break;
                }
                attr_check(h);
                if (blank) {
                        h->state = AFTER_ATTR;
                        break;
                }
                h->state = IN_TAG;
                /* fall through */
        case IN_TAG:
                if (c == '>') {
                        tag_end(h);
                } else if (blank || c == '/') {
                        h->glued = false;
                } else if (strchr("\"'<=", c)) {
                        refuse(h->file, h->line, "the tag <%s is not closed", h->tag);
                } else {
                        if (h->glued)
                                refuse(h->file, h->line, "a blank is missing between attributes");
                        h->state = ATTR;
                        h->attr[0] = 0;
                        name_add(h, h->attr, sizeof(h->attr), c);
                }
                break;
        case BEFORE_VALUE:
                if (c == '"' || c == '\'') {
                        put_n(&h->run, &c, 1);
                        run_end(h);
                        h->state = c == '"' ? QUOTED : SINGLE;
                        if (attr_is_url(h->attr) &&
                            (!strncmp(p + 1, "javascript:", 11) || !strncmp(p + 1, "data:", 5)))
                                refuse(h->file, h->line, "no such address in %s", h->attr);
                        if (!strncmp(h->attr, "hx-", 3) &&
                            (!strncmp(p + 1, "js:", 3) || !strncmp(p + 1, "javascript:", 11)))
                                refuse(h->file, h->line, "no script in %s", h->attr);
                        return;
                }
                if (!blank)
                        h->state = BARE;
                break;
        case QUOTED: case SINGLE:
                if (c == (h->state == QUOTED ? '"' : '\'')) {
                        run_end(h);
                        h->state = IN_TAG;
                        h->glued = true;
                }
                break;
        case BARE:
                if (c == '>' || blank)
                        run_end(h);
                if (c == '>')
                        tag_end(h);
                else if (blank)
                        h->state = IN_TAG;
                break;
        case COMMENT:
                if (c == '>' && h->run.n >= 6 && !strncmp(h->run.p + h->run.n - 2, "--", 2)) {
                        h->state = TEXT;
                        h->run.n = 0;           /* notes for us do not go to browsers */
                        return;
                }
                break;
        case DECLARATION:
                if (c == '>')
                        h->state = TEXT;
                break;
        }
        run_char(h, c);
        if (c == '>' && h->state == TEXT)
                run_end(h);
}

/* ---- code ------------------------------------------------------------------ */

/* "word rest": the rest, or NULL. */
static inline const char *word_rest(const char *code, const char *word)
{
        size_t n = strlen(word);
        if (strncmp(code, word, n) || name_char(code[n]))
                return NULL;
        return code + n + strspn(code + n, " \t\n");
}

static inline void place_check(struct html *h, enum html_code kind)
{
        bool url = h->state == QUOTED && attr_is_url(h->attr);
        if (h->state == TEXT ? h->empty_script : h->state != QUOTED)
                refuse(h->file, h->line, "a value may stand only in text or in a double-quoted attribute%s%s",
                       *h->attr && h->state >= BEFORE_VALUE && h->state <= BARE ? ", not in " : "",
                       *h->attr && h->state >= BEFORE_VALUE && h->state <= BARE ? h->attr : "");
        if (url && kind != URL)
                refuse(h->file, h->line, "%s holds an address: write {{url \"...\"}}", h->attr);
        if (!url && kind == URL)
                refuse(h->file, h->line, "{{url}} stands only in an attribute that is an address");
        if ((kind == RAW || kind == CALL) && h->state != TEXT)
                refuse(h->file, h->line, "{{%s}} stands only in text", kind == RAW ? "raw" : "call");
        if (!strncmp(h->attr, "hx-vals", 7) && h->state == QUOTED)
                refuse(h->file, h->line, "no value in %s: use hidden fields", h->attr);
}

static inline void template_end(struct html *h)
{
        if (h->n_blocks)
                refuse(h->file, h->block[h->n_blocks - 1].line, "{{if}}, {{for}} or {{while}} without {{end}}");
        if (h->state == COMMENT)
                refuse(h->file, h->tag_line, "the comment has no end");
        if (h->state != TEXT)
                refuse(h->file, h->tag_line, "the tag <%s is not closed", h->tag);
        if (h->empty_script)
                refuse(h->file, h->tag_line, "<script> without </script>");
        h->pre = false;
}

static inline void block_open(struct html *h, enum html_code kind)
{
        if (h->state != TEXT && h->state != IN_TAG && h->state != QUOTED)
                refuse(h->file, h->line, "{{%s}} stands in the wrong place", kind == IF ? "if" : "for");
        if (h->state == IN_TAG && kind != IF)
                refuse(h->file, h->line, "only {{if}} may choose attributes");
        if (h->empty_script)
                refuse(h->file, h->line, "nothing stands in <script>");
        if (h->n_blocks == 64)
                refuse(h->file, h->line, "blocks too deep");
        h->block[h->n_blocks++] = (struct html_block){ kind, h->line, h->state, .glued = h->glued };
}

static inline void html_code_read(struct html *h, const char *code)
{
        const char *a;
        if (h->state == ATTR || h->state == AFTER_ATTR) {       /* a bare attribute ends here */
                h->glued = h->state == ATTR;
                h->state = IN_TAG;
        }
        if (*code == '#')
                return;
        run_end(h);
        if ((a = word_rest(code, "include")) || (a = word_rest(code, "template"))) {
                bool include = *code == 'i';
                if (include ? *a != '"' || h->in_template : !strchr(a, '('))
                        refuse(h->file, h->line, "want {{include \"x.h\"}} at the top or {{template name(args)}}");
                if (!include) {
                        template_end(h);
                        h->in_template = true;
                }
                h->out.code(h->out.arg, include ? INCLUDE : TEMPLATE, a, h->line);
                return;
        }
        if (!h->in_template)
                refuse(h->file, h->line, "code outside a template");
        struct html_block *b = h->n_blocks ? &h->block[h->n_blocks - 1] : NULL;
        if (!strcmp(code, "end") || (a = word_rest(code, "else"))) {
                bool end = *code == 'e' && code[1] == 'n';
                if (!b)
                        refuse(h->file, h->line, "{{%s}} without {{if}}", end ? "end" : "else");
                if (b->state != h->state)
                        refuse(h->file, h->line, "the block of line %d ends in another place of the tag", b->line);
                b->glued_end = b->glued_end || h->glued;
                h->glued = end ? b->glued_end : b->glued;
                if (end) {
                        h->n_blocks--;
                        h->out.code(h->out.arg, END, "", h->line);
                        return;
                }
                const char *cond = word_rest(a, "if");
                if (b->kind != IF || b->has_else)
                        refuse(h->file, h->line, "{{else}} without {{if}}");
                if (*a && !cond)
                        refuse(h->file, h->line, "want {{else}} or {{else if x}}");
                b->has_else = !cond;
                h->out.code(h->out.arg, cond ? ELSE_IF : ELSE, cond ? cond : "", h->line);
                return;
        }
        static const struct { const char *word; enum html_code kind; } words[] = {
                { "if", IF }, { "for", FOR }, { "while", WHILE }, { "tr", TR }, { "say", SAY },
                { "url", URL }, { "raw", RAW }, { "call", CALL },
        };
        enum html_code kind = PUT;
        for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
                if ((a = word_rest(code, words[i].word))) {
                        kind = words[i].kind;
                        code = a;
                        break;
                }
        if (!*code)
                refuse(h->file, h->line, "an empty {{}}");
        if (kind == IF || kind == FOR || kind == WHILE) {
                block_open(h, kind);
        } else {
                place_check(h, kind);
                if (kind == PUT && has_chinese(code, strlen(code), false) && strchr(code, '"'))
                        refuse(h->file, h->line, "Chinese in an expression: write {{tr ...}} or {{say ...}}");
                if ((kind == SAY || kind == URL) && *code != '"')
                        refuse(h->file, h->line, "want a format in quotes");
        }
        h->out.code(h->out.arg, kind, code, h->line);
}

static inline void html_read(const char *file, struct html_sink out)
{
        struct html h = { .file = file, .out = out, .line = 1 };
        for (char *p = read_source(file, NULL); *p;) {
                if (p[0] == '{' && p[1] == '{') {
                        char *e = p + 2, quote = 0;
                        for (; *e && (quote || strncmp(e, "}}", 2)); e++) {
                                if (*e == '\\' && quote && e[1])
                                        e++;
                                else if (quote)
                                        quote = *e == quote ? 0 : quote;
                                else if ((*e == '"' || *e == '\'') && p[2] != '#')
                                        quote = *e;
                        }
                        if (!*e)
                                refuse(file, h.line, "{{ without }}");
                        char *code = cut(p + 2, (size_t)(e - p) - 2), *end = code + strlen(code);
                        code += strspn(code, " \t\n");
                        while (end > code && blank_char(end[-1]))
                                *--end = 0;
                        html_code_read(&h, code);
                        for (; p < e + 2; p++)
                                h.line += *p == '\n';
                        continue;
                }
                html_char(&h, p);
                h.line += *p++ == '\n';
        }
        run_end(&h);
        template_end(&h);
}

#endif
