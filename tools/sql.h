/* tools/sql.h - reads .sql files: signatures, their statements, filters and orders.
 *
 * What is accepted is decided here (docs/sql.md); whatever is doubtful is refused with file and
 * line. sqlgen.c writes the C.
 */
#ifndef TOOLS_SQL_H
#define TOOLS_SQL_H

#include "gen.h"

enum { MAX_ARGS = 48, MAX_COLS = 48, MAX_WHENS = 5, MAX_ORDERS = 16, MAX_TEXTS = 32 };

enum kind { ONE, MANY, INSERT, WRITE, WRITE1, KINDS };
static const char *const kind_words[KINDS] = { "one", "many", "insert", "write", "write1" };

enum type { INT, STR_, BYTES, DAY, MONEY, POINTS, TYPES };
static const struct { const char *word, *c, *member, *read; char letter; } types[TYPES] = {
        [INT]    = { "int",    "int64_t", "",       "query_int",   'i' },
        [STR_]   = { "str",    "str",     "",       "query_str",   's' },
        [BYTES]  = { "bytes",  "str",     "",       "query_bytes", 'b' },
        [DAY]    = { "day",    "day",     "",       "query_day",   's' },
        [MONEY]  = { "money",  "money",   ".fen",   "query_int",   'i' },
        [POINTS] = { "points", "points",  ".micro", "query_int",   'i' },
};

struct field { char *name; enum type type; bool null, used; };
/* Figures have no value of their own for NULL, so a flag goes beside them. */
static bool has_flag(const struct field *f) { return f->null && types[f->type].letter == 'i'; }

/* A piece of the text: always there, or only with its filter (when) or its order (the order itself, or what stands
 * by it). */
struct piece { int when, order; char *text; int line; bool by; };

struct statement {
        const char   *file;
        int           line;
        enum kind     kind;
        char         *name;
        const char   *variant;          /* NULL, "sqlite", "pgsql" */
        struct field  arg[MAX_ARGS], col[MAX_COLS];
        int           n_args, n_cols, n_whens, n_orders, n_pieces;
        char         *when[MAX_WHENS], *order[MAX_ORDERS];
        struct piece  piece[64];
        struct text   doc;
        struct statement *pgsql;        /* the other text of a pair */
};

static struct statement *all[4096];
static int n_all;

/* ---- reading -------------------------------------------------------------- */

static char *blank_skip(char *p) { return p + strspn(p, " \t\n"); }

static void fields_read(struct statement *s, char **at, char end, struct field *list, int *n, int max)
{
        char *p = blank_skip(*at);
        while (*p && *p != end) {
                size_t len = name_length(p);
                if (!len)
                        refuse(s->file, s->line, "%s: want a name at \"%.20s\"", s->name, p);
                if (*n == max)
                        refuse(s->file, s->line, "%s: more than %d", s->name, max);
                struct field *f = &list[*n];
                *f = (struct field){ .name = cut(p, len), .type = TYPES };
                p = blank_skip(p + len);
                len = name_length(p);
                for (int t = 0; t < TYPES; t++)
                        if (len == strlen(types[t].word) && !memcmp(p, types[t].word, len))
                                f->type = (enum type)t;
                if (f->type == TYPES)
                        refuse(s->file, s->line, "%s: unknown type \"%.*s\" of %s", s->name,
                               (int)len, p, f->name);
                p += len;
                f->null = *p == '?';
                p += f->null;
                for (int i = 0; i < *n; i++)
                        if (!strcmp(list[i].name, f->name))
                                refuse(s->file, s->line, "%s: %s stands twice", s->name, f->name);
                static const char *const taken[] = { "cx", "ret", "it", "args", "all", "when", "order",
                        "query", "found", "row", "default", "case", "int", "long", "register", "switch",
                        "return", "struct", "union", "enum", "if", "else", "for", "do", "while", "day",
                        "str", "money", "points", "char", "short", "static", "const", "signed" };
                for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++)
                        if (!strcmp(f->name, taken[i]))
                                refuse(s->file, s->line, "%s: the name %s is taken, choose another",
                                       s->name, f->name);
                ++*n;
                p = blank_skip(p);
                if (*p == ',') {
                        p = blank_skip(p + 1);
                        if (!*p || *p == end)
                                refuse(s->file, s->line, "%s: a comma with nothing after it", s->name);
                } else if (*p != end) {
                        refuse(s->file, s->line, "%s: want a comma or the end at \"%.20s\"", s->name, p);
                }
        }
        *at = p;
}

/* Is this comment line the start of a signature? Returns its kind or KINDS. */
static enum kind signature_kind(const char *line)
{
        if (strncmp(line, "-- ", 3))
                return KINDS;
        for (int k = KINDS - 1; k >= 0; k--) {
                size_t n = strlen(kind_words[k]);
                const char *p = line + 3;
                if (strncmp(p, kind_words[k], n) || p[n] != ' ')
                        continue;
                p += n + 1;
                size_t len = name_length(p);
                if (len && (p[len] == '(' || p[len] == '@'))
                        return (enum kind)k;
        }
        return KINDS;
}

static struct statement *signature_read(const char *file, int line, enum kind kind, char *text)
{
        struct statement *s = take(sizeof(*s));
        s->file = file, s->line = line, s->kind = kind;
        char *p = text + strlen(kind_words[kind]) + 1;
        size_t n = name_length(p);
        s->name = cut(p, n);
        p += n;
        if (*p == '@') {
                n = name_length(++p);
                s->variant = n == 6 && !memcmp(p, "sqlite", n) ? "sqlite"
                           : n == 5 && !memcmp(p, "pgsql", n) ? "pgsql" : NULL;
                if (!s->variant)
                        refuse(file, line, "%s: want @sqlite or @pgsql", s->name);
                p += n;
        }
        if (*p++ != '(')
                refuse(file, line, "%s: want (", s->name);
        fields_read(s, &p, ')', s->arg, &s->n_args, MAX_ARGS);
        if (*p++ != ')')
                refuse(file, line, "%s: the list of parameters has no end", s->name);
        p = blank_skip(p);
        if (!strncmp(p, "->", 2)) {
                p += 2;
                fields_read(s, &p, 0, s->col, &s->n_cols, MAX_COLS);
        } else if (*p) {
                refuse(file, line, "%s: want -> at \"%.20s\"", s->name, p);
        }
        if (kind <= MANY && !s->n_cols)
                refuse(file, line, "%s: a read needs -> and its columns", s->name);
        if (kind > MANY && s->n_cols)
                refuse(file, line, "%s: a write has no columns", s->name);
        return s;
}

static struct piece *piece_add(struct statement *s, int when, int order, const char *text, int line)
{
        if (s->n_pieces == 64)
                refuse(s->file, line, "%s: too many pieces", s->name);
        s->piece[s->n_pieces] = (struct piece){ when, order, cut(text, strlen(text)), line, false };
        return &s->piece[s->n_pieces++];
}

/* How a line with an option begins; NULL: it is none. */
static const char *option_word(const char *line)
{
        static const char *const words[] = { "when", "order", "by" };
        for (int i = 0; i < 3; i++) {
                size_t n = strlen(words[i]);
                if (!strncmp(line, "-- ", 3) && !strncmp(line + 3, words[i], n) && line[3 + n] == ' ')
                        return words[i];
        }
        return NULL;
}

/* "-- when NAME: text", "-- order NAME: text", "-- by NAME: text". */
static void option_read(struct statement *s, const char *line, int at)
{
        const char *word = option_word(line), *p = line + 3 + strlen(word);
        bool when = *word == 'w', by = *word == 'b';
        p += strspn(p, " ");
        size_t n = name_length(p);
        if (!n || p[n] != ':')
                refuse(s->file, at, "%s: want \"-- %s NAME: text\", one name a line", s->name, word);
        char *name = cut(p, n), **list = when ? s->when : s->order;
        int *count = when ? &s->n_whens : &s->n_orders, i = 0;
        while (i < *count && strcmp(list[i], name))
                i++;
        if (i == *count) {
                if (i == (when ? MAX_WHENS : MAX_ORDERS))
                        refuse(s->file, at, "%s: too many", s->name);
                list[(*count)++] = name;
        }
        p += n + 1;
        p += strspn(p, " ");
        if (!*p)
                refuse(s->file, at, "%s: %s has no text", s->name, name);
        struct text t = { 0 };
        if (*word == 'o' && strncmp(p, "ORDER BY ", 9))
                put(&t, "ORDER BY ");
        put(&t, p);
        piece_add(s, when ? i : -1, when ? -1 : i, t.p, at)->by = by;
}

/* What stands by an order needs the order. */
static void orders_check(const struct statement *s)
{
        for (int i = 0; i < s->n_pieces; i++) {
                const struct piece *x = &s->piece[i];
                bool there = !x->by;
                for (int k = 0; k < s->n_pieces && !there; k++)
                        there = s->piece[k].order == x->order && !s->piece[k].by;
                if (!there)
                        refuse(s->file, x->line, "%s: no order %s", s->name, s->order[x->order]);
        }
}

/* Where options written above the statement belong: before GROUP BY, ORDER BY or LIMIT that
 * stand outside every bracket (orders: before LIMIT), else at the end. */
static size_t option_place(const char *sql, bool order)
{
        int depth = 0;
        for (size_t i = 0; sql[i]; i++) {
                if (sql[i] == '\'' || sql[i] == '"') {
                        char quote = sql[i];
                        for (i++; sql[i] && sql[i] != quote; i++)
                                ;
                        if (!sql[i])
                                break;
                }
                depth += (sql[i] == '(') - (sql[i] == ')');
                if (!depth && (i == 0 || sql[i - 1] == ' ' || sql[i - 1] == '\n' || sql[i - 1] == ')') &&
                    (!strncmp(sql + i, "LIMIT ", 6) ||
                     (!order && (!strncmp(sql + i, "GROUP BY ", 9) || !strncmp(sql + i, "ORDER BY ", 9)))))
                        return i;
        }
        return strlen(sql);
}

static void options_move(struct statement *s)
{
        int head = 0;
        while (head < s->n_pieces && (s->piece[head].when >= 0 || s->piece[head].order >= 0))
                head++;
        if (!head || head == s->n_pieces)
                return;
        if (head + 1 != s->n_pieces)
                refuse(s->file, s->line, "%s: options stand either above the statement or inside it", s->name);
        struct piece option[64], body = s->piece[head];
        memcpy(option, s->piece, sizeof(option));
        for (int i = 0; i < head; i++)
                if (option[i].by)
                        refuse(s->file, option[i].line, "%s: \"-- by\" stands inside the statement", s->name);
        size_t a = option_place(body.text, false), b = option_place(body.text, true);
        s->n_pieces = 0;
        piece_add(s, -1, -1, cut(body.text, a), body.line);
        for (int i = 0; i < head; i++)
                if (option[i].when >= 0)
                        s->piece[s->n_pieces++] = option[i];
        piece_add(s, -1, -1, cut(body.text + a, b - a), body.line);
        for (int i = 0; i < head; i++)
                if (option[i].order >= 0)
                        s->piece[s->n_pieces++] = option[i];
        piece_add(s, -1, -1, body.text + b, body.line);
}

/* ---- checks of the text --------------------------------------------------- */

/* The words of SQL one after the other, upper case; quoted text and comments are passed over.
 * Returns the length of the token at p (one character for a sign), 0 at the end. */
static size_t token(const char **at, char ret[64])
{
        const char *p = *at + strspn(*at, " \t\n");
        size_t n = 0;
        if (*p == '\'' || *p == '"') {
                for (n = 1; p[n] && p[n] != *p; n++)
                        ;
                n += p[n] != 0;
                snprintf(ret, 64, "%c", *p);
        } else if ((n = name_length(p)) > 0) {
                for (size_t i = 0; i < n && i < 63; i++)
                        ret[i] = (char)toupper((unsigned char)p[i]), ret[i + 1] = 0;
        } else if (*p) {
                n = !strncmp(p, "->>", 3) ? 3 : !strncmp(p, "->", 2) || !strncmp(p, "::", 2) ? 2 : 1;
                snprintf(ret, 64, "%.*s", (int)n, p);
        }
        *at = p + n;
        return n;
}

static void text_check(const struct statement *s, const char *sql, int line)
{
        static const char *const forbidden[] = {        /* reliability.md, "SQL subset" */
                "NOW", "DATETIME", "STRFTIME", "JULIANDAY", "CURRENT_TIMESTAMP", "CURRENT_DATE",
                "CURRENT_TIME", "ILIKE", "GLOB", "AUTOINCREMENT", "SERIAL", "BIGSERIAL", "IDENTITY",
                "MERGE", "GROUP_CONCAT", "LISTEN", "NOTIFY", "TRUNCATE", "GREATEST",
                "LEAST", "LATERAL", "AVG", "REAL", "DOUBLE", "FLOAT", "NUMERIC", "DECIMAL", "COLLATE",
                "PRAGMA", "RANDOM", "SKIP", "TEMP", "TEMPORARY", "TRIGGER", "BEGIN", "COMMIT",
                "ROLLBACK", "SAVEPOINT", "VACUUM", "ALTER", "CREATE", "DROP", "->", "->>", "::", "$", "?",
        };
        char word[64], before[64] = "";
        const char *p = sql;
        bool writes = false;
        while (token(&p, word)) {
                bool name = !strcmp(before, ":") || !strcmp(before, "."); /* a parameter or a column */
                for (size_t i = 0; !s->variant && !name && i < sizeof(forbidden) / sizeof(*forbidden); i++)
                        if (!strcmp(word, forbidden[i]))
                                refuse(s->file, line, "%s: \"%s\" is not accepted by both databases "
                                       "(docs/sql.md)", s->name, word);
                if (!strcmp(before, "FOR") && !strcmp(word, "UPDATE"))
                        refuse(s->file, line, "%s: no FOR UPDATE: use a version column", s->name);
                if (!strcmp(word, "*") && (!strcmp(before, "SELECT") || !strcmp(before, "DISTINCT") ||
                                           !strcmp(before, ".") || !strcmp(before, "RETURNING")))
                        refuse(s->file, line, "%s: name the columns, not *", s->name);
                writes = writes || !strcmp(word, "INSERT") || !strcmp(word, "DELETE") ||
                         (!strcmp(word, "UPDATE") && strcmp(before, "DO"));
                memcpy(before, word, sizeof(before));
        }
        if (s->kind <= MANY && writes)
                refuse(s->file, s->line, "%s: a write under the kind \"%s\"", s->name, kind_words[s->kind]);
        if (s->kind > MANY && !writes)
                refuse(s->file, s->line, "%s: \"%s\" writes nothing", s->name, kind_words[s->kind]);
}

static bool has_word(const char *sql, const char *want)
{
        char word[64];
        while (token(&sql, word))
                if (!strcmp(word, want))
                        return true;
        return false;
}

/* ---- reading a file -------------------------------------------------------- */

/* One statement's SQL line: comments off, the end found. Returns true at ';'. */
static bool line_add(struct statement *s, struct text *t, const char *line, int at, char *quote)
{
        bool end = false;
        put(t, t->n ? "\n" : "");
        for (const char *p = line; *p; p++) {
                if (!*quote && p[0] == '-' && p[1] == '-')
                        break;
                if (!*quote && p[0] == '/' && p[1] == '*')
                        refuse(s->file, at, "%s: comments begin with --", s->name);
                if (end && !isspace((unsigned char)*p))
                        refuse(s->file, at, "%s: two statements in one", s->name);
                if (*quote)
                        *quote = *p == *quote ? 0 : *quote;
                else if (*p == '\'' || *p == '"')
                        *quote = *p;
                else if (*p == ';') {
                        end = true;
                        continue;
                }
                if (!end)
                        put_n(t, p, 1);
        }
        while (t->n && isspace((unsigned char)t->p[t->n - 1]))
                t->p[--t->n] = 0;
        return end;
}

static void statement_end(struct statement *s, struct text *t, int line)
{
        if (t->n)
                piece_add(s, -1, -1, t->p, line);
        *t = (struct text){ 0 };
        options_move(s);
        orders_check(s);
        struct text whole = { 0 };
        for (int i = 0; i < s->n_pieces; i++)
                putf(&whole, "%s%s", i ? "\n" : "", s->piece[i].text);
        if (!whole.n)
                refuse(s->file, s->line, "%s: no statement", s->name);
        if ((1 << s->n_whens) * (s->n_orders ? s->n_orders : 1) > MAX_TEXTS)
                refuse(s->file, s->line, "%s: more than %d combinations", s->name, MAX_TEXTS);
        if (s->kind > MANY && (s->n_whens || s->n_orders))
                refuse(s->file, s->line, "%s: a write takes no options", s->name);
        text_check(s, whole.p, s->line);
        if (s->kind == INSERT && !has_word(whole.p, "RETURNING"))
                piece_add(s, -1, -1, "RETURNING id", s->line);
        for (int i = 0; i < n_all; i++) {
                struct statement *o = all[i];
                if (strcmp(o->name, s->name))
                        continue;
                if (!s->variant || !o->variant || o->pgsql || !strcmp(s->variant, o->variant) ||
                    strcmp(s->file, o->file))
                        refuse(s->file, s->line, "%s stands already in %s:%d", s->name, o->file, o->line);
                bool same = s->kind == o->kind && s->n_args == o->n_args && s->n_cols == o->n_cols &&
                            !s->n_whens && !o->n_whens && !s->n_orders && !o->n_orders;
                for (int a = 0; same && a < s->n_args; a++)
                        same = !strcmp(s->arg[a].name, o->arg[a].name) && s->arg[a].type == o->arg[a].type &&
                               s->arg[a].null == o->arg[a].null;
                for (int a = 0; same && a < s->n_cols; a++)
                        same = !strcmp(s->col[a].name, o->col[a].name) && s->col[a].type == o->col[a].type &&
                               s->col[a].null == o->col[a].null;
                if (!same)
                        refuse(s->file, s->line, "%s: the two texts have different signatures", s->name);
                if (!strcmp(s->variant, "sqlite")) {
                        s->pgsql = o;
                        all[i] = s;
                } else {
                        o->pgsql = s;
                }
                return;
        }
        if (n_all == (int)(sizeof(all) / sizeof(*all)))
                refuse(s->file, s->line, "too many statements");
        all[n_all++] = s;
}

/* ---- parts: one condition for several statements ------------------------------- */

enum { MAX_PARTS = 8 };
struct part { char *name; struct text text; int line; bool used; };

/* "-- part NAME" … "-- end" is taken out; its lines, without comments, stand in place of each "-- use NAME"
 * below it. Line numbers stay those of the file. */
static char *parts_expand(const char *file, char *source)
{
        struct part part[MAX_PARTS], *in = NULL;
        struct text out = { 0 };
        int n = 0, line = 1;
        for (char *p = source, *next; *p; p = next, line++) {
                size_t len = strcspn(p, "\n");
                next = p + len + (p[len] == '\n');
                char *whole = cut(p, len), *q = whole + strspn(whole, " \t");
                if (!strncmp(q, "-- part ", 8)) {
                        if (in || n == MAX_PARTS)
                                refuse(file, line, in ? "a part in a part" : "too many parts");
                        in = &part[n++];
                        *in = (struct part){ .name = cut(q + 8, name_length(q + 8)), .line = line };
                } else if (in && !strcmp(q, "-- end")) {
                        in = NULL;
                } else if (in) {
                        if (strncmp(q, "--", 2))
                                putf(&in->text, "%s ", q);
                } else if (!strncmp(q, "-- use ", 7)) {
                        int i = 0;
                        while (i < n && strcmp(part[i].name, q + 7))
                                i++;
                        if (i == n)
                                refuse(file, line, "no part \"%s\" above", q + 7);
                        part[i].used = true;
                        put(&out, part[i].text.p);
                } else {
                        put(&out, whole);
                }
                put(&out, "\n");
        }
        for (int i = 0; i < n; i++)
                if (!part[i].used || in)
                        refuse(file, part[i].line, "the part %s %s", part[i].name, in ? "has no end" : "is not used");
        return out.n ? out.p : source;
}

static void file_read(const char *file)
{
        struct statement *s = NULL;
        struct text sql = { 0 }, sig = { 0 };
        enum kind kind = KINDS;
        bool body = false, in_sig = false;
        int sig_line = 0, sql_line = 0, line = 1;
        char quote = 0;
        for (char *p = parts_expand(file, read_source(file, NULL)), *next; *p; p = next, line++) {
                size_t n = strcspn(p, "\n");
                next = p + n + (p[n] == '\n');
                p[n] = 0;
                while (n && isspace((unsigned char)p[n - 1]))
                        p[--n] = 0;
                char *q = p + strspn(p, " \t");
                if (in_sig) {
                        if (strncmp(q, "-- ", 3))
                                refuse(file, line, "the signature of line %d has no end", sig_line);
                        put(&sig, " ");
                        put(&sig, q + 3);
                } else if (!quote && signature_kind(q) != KINDS) {
                        if (s)
                                refuse(file, line, "%s (line %d) has no ; at its end", s->name, s->line);
                        kind = signature_kind(q);
                        sig = (struct text){ 0 };
                        put(&sig, q + 3);
                        sig_line = line;
                        in_sig = true;
                }
                if (in_sig) {
                        char last = sig.p[sig.n - 1];
                        in_sig = last == ',' || last == '(' || last == '>';
                        if (in_sig)
                                continue;
                        s = signature_read(file, sig_line, kind, sig.p);
                        body = false;
                } else if (!*q && !body) {
                        continue;
                } else if (!quote && !strncmp(q, "--", 2)) {
                        if (s && option_word(q)) {
                                if (sql.n)
                                        piece_add(s, -1, -1, sql.p, sql_line);
                                sql = (struct text){ 0 };
                                option_read(s, q, line);
                        } else if (s && !body) {
                                if (strstr(q, "*/") || strstr(q, "/*"))
                                        refuse(file, line, "%s: no comment signs in a comment", s->name);
                                putf(&s->doc, "%s%s", s->doc.n ? "\n * " : "", q[2] == ' ' ? q + 3 : q + 2);
                        }
                } else if (!s) {
                        refuse(file, line, "SQL without a signature line, or a second statement");
                } else {
                        body = true;
                        sql_line = line;
                        if (line_add(s, &sql, p, line, &quote)) {
                                statement_end(s, &sql, line);
                                s = NULL, body = false;
                        }
                }
        }
        if (s || in_sig)
                refuse(file, line - 1, "%s has no ; at its end", s ? s->name : "the last signature");
}

#endif
