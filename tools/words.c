/* tools/words.c - the catalogue: its table in C, and the check that it is whole.
 *
 *   words table OUT.c N FILES.tsv...
 *   words check N FILES.tsv... SOURCES...
 *
 * Keys are the Chinese words of templates (tools/html.h says what a run is) and every string
 * literal with a Chinese character in .c, .h and .def. A C source with the comment
 * "words: document text" in its first lines holds text of documents, which is data; so does
 * a literal with a comment "document text" behind it on its line.
 * `check` lists every key without English and every entry without a use.
 */
#include "html.h"

static struct words words;
static const char *at_file;
static int n_bad;

static void key_found(const char *zh, int line)
{
        struct word *w = word_of(&words, zh);
        if (!w) {
                n_bad++;
                printf("%s:%d: no English for \"%s\"\n", at_file, line, zh);
                return;
        }
        for (; w < words.at + words.n && !strcmp(w->zh, zh); w++)
                w->used = true;
}

/* ---- C ---------------------------------------------------------------------- */

/* A comment on the same line excuses one literal of a source that is not all documents. */
static bool is_excused(const char *p)
{
        const char *mark = strstr(p, "/* document text */");
        return mark && (size_t)(mark - p) < strcspn(p, "\n");
}

static void c_scan(const char *p, int line)
{
        while (*p) {
                const char *from = p;
                if (p[0] == '/' && p[1] == '*') {
                        const char *e = strstr(p + 2, "*/");
                        p = e ? e + 2 : p + strlen(p);
                } else if (*p == '\'') {
                        for (p++; *p && *p != '\'' && *p != '\n'; p++)
                                p += *p == '\\' && p[1];
                        p += *p == '\'';
                } else if (!strncmp(p, "#include", 8)) {
                        p += strcspn(p, "\n");
                } else if (*p == '"') {
                        char *s = c_string(&p);
                        if (is_excused(p))
                                continue;
                        if (has_chinese(s, strlen(s), false))
                                key_found(s, line);
                        else if (has_chinese(s, strlen(s), true) && word_of(&words, s))
                                key_found(s, line);     /* a mark alone may have English */
                } else {
                        p++;
                }
                for (; from < p; from++)
                        line += *from == '\n';
        }
}

static bool is_document(const char *text)
{
        const char *p = text;
        for (int i = 0; i < 5 && p; i++)
                p = strchr(p, '\n') ? strchr(p, '\n') + 1 : NULL;
        const char *mark = strstr(text, "words: document text");
        return mark && (!p || mark < p);
}

/* ---- templates -------------------------------------------------------------- */

static void on_literal(void *arg, const char *p, size_t n) { (void)arg, (void)p, (void)n; }
static void on_words(void *arg, const char *p, size_t n, int line)
{
        (void)arg, (void)n;
        key_found(p, line);
}
static void on_code(void *arg, enum html_code kind, const char *code, int line)
{
        (void)arg;
        if (kind != INCLUDE && kind != TEMPLATE)
                c_scan(code, line);
}

/* ---- the two commands -------------------------------------------------------- */

static int table(const char *path)
{
        struct text t = { 0 };
        int n = 0;
        put(&t, "/* words_table.c - made by tools/words from src/words/ */\n#include \"base/words.h\"\n\n"
                "const struct words_entry words_table[] = {\n");
        for (int i = 0; i < words.n; i++) {
                if (i && !strcmp(words.at[i].zh, words.at[i - 1].zh))
                        continue;
                put(&t, "        { ");
                put_c(&t, words.at[i].zh, strlen(words.at[i].zh));
                put(&t, ", ");
                put_c(&t, words.at[i].en, strlen(words.at[i].en));
                put(&t, " },\n");
                n++;
        }
        putf(&t, "        { 0, 0 },\n};\nconst int words_count = %d;\n", n);
        write_changed(path, &t);
        return 0;
}

static int check(int n, char **file)
{
        for (int i = 0; i < n; i++) {
                size_t len = strlen(at_file = file[i]);
                if (len > 5 && !strcmp(file[i] + len - 5, ".html")) {
                        html_read(file[i], (struct html_sink){ NULL, on_literal, on_words, on_code });
                } else {
                        char *text = read_source(file[i], NULL);
                        if (!is_document(text))
                                c_scan(text, 1);
                }
        }
        for (int i = 0; i < words.n; i++)
                if (!words.at[i].used) {
                        n_bad++;
                        printf("%s:%d: nobody uses \"%s\"\n", words.at[i].file, words.at[i].line, words.at[i].zh);
                }
        if (n_bad)
                printf("%d faults in the catalogue\n", n_bad);
        return n_bad > 0;
}

int main(int argc, char **argv)
{
        bool is_table = argc > 1 && !strcmp(argv[1], "table");
        int at = is_table ? 3 : 2;
        char *end = NULL;
        long n = argc > at ? strtol(argv[at], &end, 10) : -1;
        if ((!is_table && (argc < 2 || strcmp(argv[1], "check"))) || n < 0 || *end || n > argc - at - 1) {
                fprintf(stderr, "use: words table OUT.c N FILES.tsv... | words check N FILES.tsv... SOURCES...\n");
                return 2;
        }
        words = words_read((int)n, argv + at + 1);
        return is_table ? table(argv[2]) : check(argc - at - 1 - (int)n, argv + at + 1 + n);
}
