/* tools/sqlgen.c - .sql statements with a signature line into typed C functions.
 *
 *   sqlgen [--uncached] OUTDIR FILE.sql...
 *
 * makes OUTDIR/<path without src/>.h and .c for each file and OUTDIR/sql_all.c, which lists
 * every statement of the program; --uncached makes statements outside that list, which have no
 * slot in a connection's cache (for tests). docs/sql.md describes the language; core/db/db.h what the
 * generated code calls. It refuses, with file and line, rather than guess.
 */
#include "sql.h"

static int n_texts;
static bool uncached;

/* ---- texts ----------------------------------------------------------------- */

/* The text of one choice of filters and order, its parameters numbered by first appearance
 * (SQLite counts them so); map[k] is the signature's number of $k+1. */
static char *text_make(struct statement *s, unsigned whens, int order, int *map, int *n_map, int n_first)
{
        struct text raw = { 0 }, t = { 0 };
        for (int i = 0; i < s->n_pieces; i++) {
                const struct piece *pc = &s->piece[i];
                if ((pc->when < 0 || (whens >> pc->when & 1)) && (pc->order < 0 || pc->order == order) && *pc->text)
                        putf(&raw, "%s%s", raw.n ? "\n" : "", pc->text);
        }
        *n_map = n_first;
        for (const char *p = raw.p; *p;) {
                if (*p == '\'' || *p == '"') {
                        const char *e = strchr(p + 1, *p);
                        size_t n = e ? (size_t)(e - p) + 1 : strlen(p);
                        put_n(&t, p, n);
                        p += n;
                } else if (p[0] == ':' && p[1] == ':') {
                        put_n(&t, p, 2);
                        p += 2;
                } else if (p[0] == ':' && name_length(p + 1)) {
                        size_t n = name_length(p + 1);
                        int a = 0, k = 0;
                        while (a < s->n_args && (strlen(s->arg[a].name) != n || memcmp(s->arg[a].name, p + 1, n)))
                                a++;
                        if (a == s->n_args)
                                refuse(s->file, s->line, "%s: :%.*s is not in the signature", s->name,
                                       (int)n, p + 1);
                        s->arg[a].used = true;
                        while (k < *n_map && map[k] != a)
                                k++;
                        if (k == *n_map)
                                map[(*n_map)++] = a;
                        putf(&t, "$%d", k + 1);
                        p += n + 1;
                } else if (isspace((unsigned char)*p)) {
                        put(&t, " ");
                        p += strspn(p, " \t\n");
                } else {
                        put_n(&t, p++, 1);
                }
        }
        return t.p;
}

static void used_check(const struct statement *s)
{
        for (int i = 0; i < s->n_args; i++)
                if (!s->arg[i].used)
                        refuse(s->file, s->line, "%s: the parameter %s is not used", s->name, s->arg[i].name);
}

/* ---- C ---------------------------------------------------------------------- */

static char *upper(const char *s)
{
        char *u = cut(s, strlen(s));
        for (char *p = u; *p; p++)
                *p = (char)toupper((unsigned char)*p);
        return u;
}

static void head_put(struct text *t, const struct statement *s)
{
        if (s->kind == MANY)
                putf(t, "void %s(struct %s *it, struct ctx *cx", s->name, s->name);
        else
                putf(t, "%s%s(struct ctx *cx", s->kind == ONE ? "const struct fail *" :
                     s->kind == INSERT ? "int64_t " : "void ", s->name);
        if (s->n_whens)
                put(t, ", unsigned when");
        if (s->n_orders)
                putf(t, ", enum %s_order order", s->name);
        for (int i = 0; i < s->n_args; i++) {
                const struct field *a = &s->arg[i];
                if (has_flag(a))
                        putf(t, ", bool has_%s", a->name);
                putf(t, ", %s %s", types[a->type].c, a->name);
        }
        if (s->kind == ONE)
                putf(t, ", struct %s *ret", s->name);
        put(t, ")");
}

static void header_put(struct text *t, const struct statement *s)
{
        if (s->n_whens) {
                putf(t, "/* Filters of %s, joined with |. */\nenum {", s->name);
                for (int i = 0; i < s->n_whens; i++)
                        putf(t, " %s_WHEN_%s = 1 << %d,", upper(s->name), upper(s->when[i]), i);
                put(t, " };\n");
        }
        if (s->n_orders) {
                putf(t, "enum %s_order {", s->name);
                for (int i = 0; i < s->n_orders; i++)
                        putf(t, " %s_BY_%s,", upper(s->name), upper(s->order[i]));
                putf(t, " %s_ORDERS };\n", upper(s->name));
        }
        if (s->doc.n)
                putf(t, "/* %s */\n", s->doc.p);
        if (s->n_cols) {
                putf(t, "struct %s {\n", s->name);
                if (s->kind == MANY)
                        put(t, "        struct query query;\n");
                for (int i = 0; i < s->n_cols; i++) {
                        if (has_flag(&s->col[i]))
                                putf(t, "        bool has_%s;\n", s->col[i].name);
                        putf(t, "        %s %s;\n", types[s->col[i].type].c, s->col[i].name);
                }
                put(t, "};\n");
        }
        head_put(t, s);
        put(t, s->kind == ONE ? " MUST_USE;\n" : ";\n");
        if (s->kind == MANY)
                putf(t, "bool %s_next(struct %s *it);\n"
                     "const struct fail *%s_end(struct %s *it) MUST_USE;\n", s->name, s->name, s->name, s->name);
        put(t, "\n");
}

static void arg_put(struct text *t, const struct field *a)
{
        const char *n = a->name;
        switch (a->type) {
        case INT: case MONEY: case POINTS:
                if (a->null)
                        putf(t, "{ .type = ARG_INT, .null = !has_%s, .i = %s%s }", n, n, types[a->type].member);
                else
                        putf(t, "{ .type = ARG_INT, .i = %s%s }", n, types[a->type].member);
                break;
        case STR_: case BYTES:
                putf(t, "{ .type = %s, .null = !%s.p, .s = %s }", a->type == STR_ ? "ARG_STR" : "ARG_BYTES", n, n);
                break;
        case DAY:
                putf(t, "{ .type = ARG_STR, .null = !day_is(%s), .s = day_str(cx->arena, %s) }", n, n);
                break;
        case TYPES:
                break;
        }
}

static void cols_put(struct text *t, const struct statement *s, const char *row, const char *query)
{
        for (int i = 0; i < s->n_cols; i++) {
                const struct field *c = &s->col[i];
                if (has_flag(c))
                        putf(t, "%shas_%s = !query_null(%s, %d);\n", row, c->name, query, i);
                putf(t, "%s%s%s = %s(%s, %d);\n", row, c->name, types[c->type].member,
                     types[c->type].read, query, i);
        }
}

/* The struct sql of every combination; returns how many. */
static int texts_put(struct text *t, struct statement *s, int map[MAX_TEXTS][MAX_ARGS],
                     int n_map[MAX_TEXTS])
{
        int orders = s->n_orders ? s->n_orders : 1, n = 0;
        putf(t, "extern const struct sql sql_%s[];\nconst struct sql sql_%s[] = {\n", s->name, s->name);
        for (unsigned w = 0; w < 1u << s->n_whens; w++)
                for (int o = 0; o < orders; o++, n++) {
                        char *text = text_make(s, w, o, map[n], &n_map[n], 0), *other = NULL;
                        int n_same = n_map[n];
                        if (s->pgsql) {
                                other = text_make(s->pgsql, 0, 0, map[n], &n_map[n], n_map[n]);
                                used_check(s->pgsql);
                                if (n_same != n_map[n])
                                        refuse(s->file, s->line, "%s: the two texts use different parameters", s->name);
                        }
                        putf(t, "        { .name = \"%s", s->name);
                        for (int i = 0; i < s->n_whens; i++)
                                if (w >> i & 1)
                                        putf(t, "+%s", s->when[i]);
                        if (s->n_orders)
                                putf(t, "/%s", s->order[o]);
                        put(t, "\",\n          .text = ");
                        put_c(t, text, strlen(text));
                        if (other) {
                                put(t, ",\n          .text_pgsql = ");
                                put_c(t, other, strlen(other));
                        }
                        put(t, ",\n          .args = \"");
                        for (int i = 0; i < n_map[n]; i++)
                                put_n(t, &types[s->arg[map[n][i]].type].letter, 1);
                        put(t, "\", .cols = \"");
                        for (int i = 0; i < s->n_cols; i++)
                                put_n(t, &types[s->col[i].type].letter, 1);
                        putf(t, "%s\", .write = %s, .index = %d },\n", s->kind == INSERT ? "i" : "",
                             s->kind > MANY ? "true" : "false", uncached ? -1 : n_texts++);
                }
        put(t, "};\n");
        used_check(s);
        return n;
}

static int body_put(struct text *t, struct statement *s)
{
        int map[MAX_TEXTS][MAX_ARGS], n_map[MAX_TEXTS];
        int n = texts_put(t, s, map, n_map);
        putf(t, "\n");
        head_put(t, s);
        put(t, "\n{\n");
        struct text at = { 0 };         /* which of the texts */
        const char *args = s->n_args ? "args" : "NULL";
        if (s->n_whens)
                putf(t, "        must(when < %du);\n", 1 << s->n_whens);
        if (s->n_orders)
                putf(t, "        must((unsigned)order < %du);\n", s->n_orders);
        if (s->n_whens && s->n_orders)
                putf(&at, "when * %d + (unsigned)order", s->n_orders);
        else
                put(&at, s->n_whens ? "when" : s->n_orders ? "order" : "0");
        if (s->n_args && n == 1) {
                put(t, "        const struct arg args[] = {\n");
                for (int i = 0; i < n_map[0]; i++) {
                        put(t, "                ");
                        arg_put(t, &s->arg[map[0][i]]);
                        put(t, ",\n");
                }
                put(t, "        };\n");
        } else if (s->n_args) { /* each combination has its own order of parameters */
                putf(t, "        static const signed char map[%d][%d] = {\n", n, s->n_args + 1);
                for (int i = 0; i < n; i++) {
                        put(t, "                {");
                        for (int k = 0; k < n_map[i]; k++)
                                putf(t, " %d,", map[i][k]);
                        put(t, " -1 },\n");
                }
                put(t, "        };\n        const struct arg all[] = {\n");
                for (int i = 0; i < s->n_args; i++) {
                        put(t, "                ");
                        arg_put(t, &s->arg[i]);
                        put(t, ",\n");
                }
                putf(t, "        };\n        struct arg args[%d] = { 0 };\n"
                     "        const signed char *at = map[%s];\n"
                     "        for (int i = 0; at[i] >= 0; i++)\n                args[i] = all[at[i]];\n",
                     s->n_args, at.p);
        }
        switch (s->kind) {
        case ONE:
                putf(t, "        struct query query;\n        struct %s row = { 0 };\n"
                     "        query_open(&query, cx, &sql_%s[%s], %s);\n"
                     "        bool found = query_next(&query);\n        if (found) {\n",
                     s->name, s->name, at.p, args);
                cols_put(t, s, "                row.", "&query");
                put(t, "        }\n        const struct fail *f = query_one_end(&query, found);\n"
                       "        if (!f)\n                *ret = row;\n        return f;\n}\n\n");
                break;
        case MANY:
                putf(t, "        *it = (struct %s){ 0 };\n        query_open(&it->query, cx, &sql_%s[%s], %s);\n}\n\n",
                     s->name, s->name, at.p, args);
                putf(t, "bool %s_next(struct %s *it)\n{\n        if (!query_next(&it->query))\n"
                     "                return false;\n", s->name, s->name);
                cols_put(t, s, "        it->", "&it->query");
                putf(t, "        return true;\n}\n\nconst struct fail *%s_end(struct %s *it)\n{\n"
                     "        return query_end(&it->query);\n}\n\n", s->name, s->name);
                break;
        case INSERT: case WRITE: case WRITE1:
                putf(t, "        %squery_%s(cx, &sql_%s[%s], %s);\n}\n\n", s->kind == INSERT ? "return " : "",
                     kind_words[s->kind], s->name, at.p, args);
                break;
        case KINDS:
                break;
        }
        return n;
}

int main(int argc, char **argv)
{
        uncached = argc > 1 && !strcmp(argv[1], "--uncached");
        if (argc < 2 + uncached) {
                fprintf(stderr, "use: sqlgen [--uncached] OUTDIR FILE.sql...\n");
                return 2;
        }
        argv += uncached, argc -= uncached;
        struct text list = { 0 }, decl = { 0 };
        int first = 0;
        for (int i = 2; i < argc; i++) {
                const char *path = short_path(argv[i]);
                struct text h = { 0 }, c = { 0 }, out = { 0 };
                file_read(argv[i]);
                putf(&h, "/* %s.h - made by tools/sqlgen from %s */\n#ifndef GEN_%s_H\n#define GEN_%s_H\n\n"
                     "#include \"core/db/db.h\"\n\n", path, argv[i], guard_of(path), guard_of(path));
                putf(&c, "/* %s.c - made by tools/sqlgen from %s */\n#include \"%s.h\"\n\n", path, argv[i], path);
                for (int k = first; k < n_all; k++) {
                        if (all[k]->variant && !all[k]->pgsql)
                                refuse(all[k]->file, all[k]->line, "%s@%s stands without its other half",
                                       all[k]->name, all[k]->variant);
                        header_put(&h, all[k]);
                        int n = body_put(&c, all[k]);
                        putf(&decl, "extern const struct sql sql_%s[];\n", all[k]->name);
                        for (int v = 0; v < n; v++)
                                putf(&list, "        &sql_%s[%d],\n", all[k]->name, v);
                }
                first = n_all;
                put(&h, "#endif\n");
                putf(&out, "%s/%s.h", argv[1], path);
                write_changed(out.p, &h);
                out.n = 0;
                putf(&out, "%s/%s.c", argv[1], path);
                write_changed(out.p, &c);
        }
        struct text t = { 0 }, out = { 0 };
        putf(&t, "/* sql_all.c - made by tools/sqlgen: every statement of the program */\n"
             "#include \"core/db/db.h\"\n\n%s\nconst struct sql *const sql_all[] = {\n%s        NULL,\n};\n"
             "const int sql_count = %d;\n", decl.n ? decl.p : "", list.n ? list.p : "", n_texts);
        putf(&out, "%s/sql_all.c", argv[1]);
        write_changed(out.p, &t);
        return 0;
}
