/* tools/gen.h - what the generators share: text, files, refusals, the catalogue of words. */
#ifndef TOOLS_GEN_H
#define TOOLS_GEN_H

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Memory is never freed: a generator lives for a fraction of a second. */
static inline void *take(size_t n)
{
        void *p = calloc(1, n ? n : 1);
        if (!p)
                abort();
        return p;
}

static inline char *cut(const char *p, size_t n)
{
        char *s = take(n + 1);
        memcpy(s, p, n);
        return s;
}

/* ---- refusals: file:line: words, status 1 --------------------------------- */

__attribute__((noreturn, format(printf, 3, 4)))
static inline void refuse(const char *file, int line, const char *fmt, ...)
{
        va_list ap;
        va_start(ap, fmt);
        fprintf(stderr, "%s:%d: ", file, line);
        vfprintf(stderr, fmt, ap);
        fputc('\n', stderr);
        va_end(ap);
        exit(1);
}

/* ---- text that grows ------------------------------------------------------ */

struct text { char *p; size_t n, cap; };

static inline void put_n(struct text *t, const char *p, size_t n)
{
        if (t->n + n + 1 > t->cap) {
                t->cap = (t->n + n + 1) * 2;
                t->p = realloc(t->p, t->cap);
                if (!t->p)
                        abort();
        }
        if (n)
                memcpy(t->p + t->n, p, n);
        t->n += n;
        t->p[t->n] = 0;
}

static inline void put(struct text *t, const char *s) { put_n(t, s, strlen(s)); }

__attribute__((format(printf, 2, 3)))
static inline void putf(struct text *t, const char *fmt, ...)
{
        va_list ap, ap2;
        va_start(ap, fmt);
        va_copy(ap2, ap);
        int n = vsnprintf(NULL, 0, fmt, ap2);
        va_end(ap2);
        char *s = take((size_t)n + 1);
        vsnprintf(s, (size_t)n + 1, fmt, ap);
        va_end(ap);
        put_n(t, s, (size_t)n);
        free(s);
}

/* A C string literal; other bytes stay as they are (sources are UTF-8). */
static inline void put_c(struct text *t, const char *p, size_t n)
{
        put(t, "\"");
        for (size_t i = 0; i < n; i++)
                if (p[i] == '\n')
                        put(t, "\\n");
                else if (p[i] == '\t')
                        put(t, "\\t");
                else if (p[i] == '"' || p[i] == '\\')
                        putf(t, "\\%c", p[i]);
                else if (p[i] == '?')           /* never a trigraph */
                        put(t, "\\?");
                else if ((unsigned char)p[i] < 32)
                        putf(t, "\\%03o", (unsigned)p[i]);
                else
                        put_n(t, p + i, 1);
        put(t, "\"");
}

/* ---- files ---------------------------------------------------------------- */

/* The whole file, NUL-terminated; NULL when it cannot be opened. */
static inline char *read_whole(const char *path, size_t *ret_n)
{
        FILE *f = fopen(path, "rb");
        if (!f)
                return NULL;
        struct text t = { 0 };
        char part[65536];
        for (size_t n; (n = fread(part, 1, sizeof(part), f)) > 0;)
                put_n(&t, part, n);
        if (ferror(f))
                refuse(path, 0, "cannot read");
        fclose(f);
        put_n(&t, "", 0);
        if (ret_n)
                *ret_n = t.n;
        return t.p;
}

static inline char *read_source(const char *path, size_t *ret_n)
{
        char *s = read_whole(path, ret_n);
        if (!s)
                refuse(path, 0, "cannot open: %s", strerror(errno));
        return s;
}

/* Write a file with its folders, only when its bytes change. */
static inline void write_changed(const char *path, const struct text *t)
{
        size_t n;
        char *old = read_whole(path, &n);
        if (old && n == t->n && !memcmp(old, t->p, n))
                return;
        char *dir = cut(path, strlen(path));
        for (char *p = dir + 1; *p; p++)
                if (*p == '/') {
                        *p = 0;
                        mkdir(dir, 0777);
                        *p = '/';
                }
        FILE *f = fopen(path, "wb");
        if (!f || fwrite(t->p, 1, t->n, f) != t->n || fclose(f))
                refuse(path, 0, "cannot write: %s", strerror(errno));
}

/* "src/domain/org/unit.sql" is known as "domain/org/unit.sql". */
static inline const char *short_path(const char *path)
{
        return strncmp(path, "src/", 4) ? path : path + 4;
}

/* "domain/org/unit.sql" as a guard: DOMAIN_ORG_UNIT_SQL. */
static inline char *guard_of(const char *path)
{
        char *g = cut(path, strlen(path));
        for (char *p = g; *p; p++)
                *p = isalnum((unsigned char)*p) ? (char)toupper((unsigned char)*p) : '_';
        return g;
}

/* ---- names and characters ------------------------------------------------- */

static inline bool name_char(char c) { return isalnum((unsigned char)c) || c == '_'; }

/* How long the C name at p is; 0: none. */
static inline size_t name_length(const char *p)
{
        size_t n = 0;
        if (isdigit((unsigned char)*p))
                return 0;
        while (name_char(p[n]))
                n++;
        return n;
}

/* The code point at p, its bytes in *ret_n; a malformed byte counts as itself. */
static inline unsigned code_at(const char *p, size_t left, size_t *ret_n)
{
        const unsigned char *u = (const unsigned char *)p;
        int n = u[0] < 0xC0 ? 1 : u[0] < 0xE0 ? 2 : u[0] < 0xF0 ? 3 : 4;
        if ((size_t)n > left)
                n = 1;
        unsigned c = n == 1 ? u[0] : u[0] & (0xFFu >> (n + 1));
        for (int i = 1; i < n; i++)
                c = c << 6 | (u[i] & 0x3Fu);
        *ret_n = (size_t)n;
        return c;
}

static inline bool is_han(unsigned c)
{
        return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
               (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

/* Chinese punctuation and full-width forms, which an English reader wants changed too. */
static inline bool is_wide_mark(unsigned c)
{
        return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);
}

static inline bool has_chinese(const char *p, size_t n, bool marks_too)
{
        for (size_t i = 0, k; i < n; i += k) {
                unsigned c = code_at(p + i, n - i, &k);
                if (is_han(c) || (marks_too && is_wide_mark(c)))
                        return true;
        }
        return false;
}

/* The bytes of the C string literals that begin at *at, joined; *at moves past the last. */
static inline char *c_string(const char **at)
{
        struct text t = { 0 };
        const char *p = *at;
        put_n(&t, "", 0);
        while (*p == '"') {
                for (p++; *p && *p != '"'; p++) {
                        if (*p != '\\') {
                                put_n(&t, p, 1);
                                continue;
                        }
                        static const char from[] = "ntr\\\"'?0", to[] = "\n\t\r\\\"'?";
                        const char *f = strchr(from, *++p);
                        if (*p == 'x' || (*p >= '0' && *p <= '7')) {
                                bool hex = *p == 'x';
                                char *end, digits[4] = { 0 };
                                p += hex;
                                for (int i = 0; i < (hex ? 2 : 3) && isxdigit((unsigned char)p[i]) &&
                                     (hex || p[i] < '8'); i++)
                                        digits[i] = p[i];
                                char c = (char)strtoul(digits, &end, hex ? 16 : 8);
                                p += end - digits - 1;
                                put_n(&t, &c, 1);
                        } else if (*p && f && *f) {
                                put_n(&t, to + (f - from), 1);
                        }
                }
                p += *p == '"';
                *at = p;
                p += strspn(p, " \t\r\n\\");
        }
        return t.p;
}

/* ---- the catalogue: src/words/AREA.tsv ------------------------------------ */

struct word { char *zh, *en; const char *file; int line; bool used; };
struct words { struct word *at; int n, cap; };

static inline int word_order(const void *a, const void *b)
{
        const struct word *x = a, *y = b;
        int d = strcmp(x->zh, y->zh);
        return d ? d : strcmp(x->file, y->file) ? strcmp(x->file, y->file) : x->line - y->line;
}

/* In a catalogue \n, \t and \\ stand for a line feed, a tab and a backslash. */
static inline void unescape(char *s)
{
        char *to = s;
        for (; *s; s++)
                if (*s == '\\' && strchr("nt\\", s[1]) && s[1]) {
                        s++;
                        *to++ = *s == 'n' ? '\n' : *s == 't' ? '\t' : '\\';
                } else {
                        *to++ = *s;
                }
        *to = 0;
}

/* The next printf conversion of *at without its flags and width ("%-8ld" is "ld"), which is
 * what both languages must agree on; "" at the end. */
static inline const char *conversion(const char **at, char ret[16])
{
        const char *p = *at;
        size_t n = 0;
        ret[0] = 0;
        while ((p = strchr(p, '%'))) {
                if (*++p == '%') {
                        p++;
                        continue;
                }
                for (; *p && strchr("-+#0123456789.*'", *p); p++)
                        if (*p == '*' && n < 8)
                                ret[n++] = '*';
                while (*p && strchr("hljztL", *p) && n < 12)
                        ret[n++] = *p++;
                if (!*p || !strchr("diouxXcsp", *p)) {  /* a percent sign of the prose: 50% 的 */
                        n = 0;
                        continue;
                }
                ret[n++] = *p++;
                ret[n] = 0;
                *at = p;
                return ret;
        }
        *at += strlen(*at);
        ret[0] = 0;
        return ret;
}

static inline bool same_conversions(const char *zh, const char *en)
{
        char a[16], b[16];
        do {
                conversion(&zh, a);
                conversion(&en, b);
                if (strcmp(a, b))
                        return false;
        } while (*a);
        return true;
}

/* Read the catalogues, sort them, refuse contradictions. The same key may stand in two files
 * when the English agrees. */
static inline struct words words_read(int n_files, char **files)
{
        struct words w = { 0 };
        for (int i = 0; i < n_files; i++) {
                char *p = read_source(files[i], NULL);
                for (int line = 1; *p; line++) {
                        char *end = p + strcspn(p, "\n"), *next = *end ? end + 1 : end;
                        *end = 0;
                        char *tab = strchr(p, '\t');
                        if (*p && *p != '#') {
                                if (!tab || tab == p || !tab[1] || strchr(tab + 1, '\t'))
                                        refuse(files[i], line, "want: Chinese, one tab, English");
                                *tab = 0;
                                unescape(p);
                                unescape(tab + 1);
                                if (!same_conversions(p, tab + 1))
                                        refuse(files[i], line, "conversions differ: \"%s\" and \"%s\"",
                                               p, tab + 1);
                                if (w.n == w.cap) {
                                        w.cap = w.cap * 2 + 256;
                                        w.at = realloc(w.at, (size_t)w.cap * sizeof(*w.at));
                                        if (!w.at)
                                                abort();
                                }
                                w.at[w.n++] = (struct word){ p, tab + 1, files[i], line, false };
                        }
                        p = next;
                }
        }
        if (w.n)
                qsort(w.at, (size_t)w.n, sizeof(*w.at), word_order);
        for (int i = 1; i < w.n; i++)
                if (!strcmp(w.at[i].zh, w.at[i - 1].zh) && strcmp(w.at[i].en, w.at[i - 1].en))
                        refuse(w.at[i].file, w.at[i].line, "\"%s\" is \"%s\" here and \"%s\" in %s:%d",
                               w.at[i].zh, w.at[i].en, w.at[i - 1].en, w.at[i - 1].file, w.at[i - 1].line);
        return w;
}

/* The first entry of a key, or NULL. */
static inline struct word *word_of(const struct words *w, const char *zh)
{
        int lo = 0, hi = w->n;
        while (lo < hi) {
                int mid = (lo + hi) / 2;
                if (strcmp(w->at[mid].zh, zh) < 0)
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return lo < w->n && !strcmp(w->at[lo].zh, zh) ? &w->at[lo] : NULL;
}

#endif
