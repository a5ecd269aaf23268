/* tools/embed.c - files into the binary: an assembler source of .incbin and constant arrays.
 *
 *   embed migrations OUT.s FILES...         core/db/migrate.h
 *   embed data       OUT.s FILES...         core/embed.h, names relative to data/
 *   embed assets     OUT.s WORKDIR FILES... core/embed.h, with gzip and brotli made in WORKDIR
 *
 * The rows hold addresses, so they stand in .data.rel.ro: the linker makes them read-only
 * after it has placed a position-independent program.
 */
#include "gen.h"

static struct text blobs, rows;
static int n_blobs;

static size_t size_of(const char *path)
{
        struct stat st;
        if (stat(path, &st))
                refuse(path, 0, "cannot open: %s", strerror(errno));
        return (size_t)st.st_size;
}

/* A file's bytes, then a NUL; returns its label's number. */
static int blob_file(const char *path)
{
        if (strpbrk(path, "\"\\\n"))
                refuse(path, 0, "no quotes or backslashes in a file name");
        putf(&blobs, "        .balign 8\nembed_%d:\n        .incbin \"%s\"\n        .byte 0\n", n_blobs, path);
        return n_blobs++;
}

static int blob_text(const char *s)
{
        putf(&blobs, "embed_%d:\n        .asciz ", n_blobs);
        put(&blobs, "\"");
        for (; *s; s++)
                putf(&blobs, "\\%03o", (unsigned)(unsigned char)*s);
        put(&blobs, "\"\n");
        return n_blobs++;
}

/* The two words of a str, or an absent one. */
static void row_bytes(const char *path)
{
        if (path)
                putf(&rows, "        .quad embed_%d, %zu\n", blob_file(path), size_of(path));
        else
                put(&rows, "        .quad 0, 0\n");
}

static void row_text(const char *s) { putf(&rows, "        .quad embed_%d\n", blob_text(s)); }

static const char *base_of(const char *path)
{
        const char *slash = strrchr(path, '/');
        return slash ? slash + 1 : path;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }
static int by_base(const void *a, const void *b)
{
        return strcmp(base_of(*(char *const *)a), base_of(*(char *const *)b));
}

/* ---- assets ----------------------------------------------------------------- */

static const struct { const char *ext, *type; bool packs; } asset_types[] = {
        { "css",   "text/css; charset=utf-8",         true },
        { "js",    "text/javascript; charset=utf-8",  true },
        { "mjs",   "text/javascript; charset=utf-8",  true },
        { "json",  "application/json; charset=utf-8", true },
        { "html",  "text/html; charset=utf-8",        true },
        { "txt",   "text/plain; charset=utf-8",       true },
        { "svg",   "image/svg+xml",                   true },
        { "ico",   "image/x-icon",                    true },
        { "png",   "image/png",                       false },
        { "woff2", "font/woff2",                      false },
};

/* Run a command and read its first line. The names in it have been checked: no quoting needed. */
static void run(const char *command, char *ret, size_t size)
{
        FILE *p = popen(command, "r");
        if (ret && (!p || !fgets(ret, (int)size, p)))
                refuse(command, 0, "no answer");
        if (!p || pclose(p))
                refuse(command, 0, "failed");
}

/* The packed file when it saves at least one part in twenty, else NULL. */
static const char *packed(const char *dir, const char *path, const char *tool, const char *ext)
{
        struct text out = { 0 }, cmd = { 0 };
        putf(&out, "%s/%s.%s", dir, base_of(path), ext);
        struct stat a, b;
        if (stat(path, &a))
                refuse(path, 0, "cannot open: %s", strerror(errno));
        if (stat(out.p, &b) || b.st_mtime < a.st_mtime) {
                putf(&cmd, "%s < %s > %s.new && mv %s.new %s", tool, path, out.p, out.p, out.p);
                run(cmd.p, NULL, 0);
        }
        return size_of(out.p) * 20 <= size_of(path) * 19 ? out.p : NULL;
}

static void asset(const char *dir, const char *path)
{
        const char *name = base_of(path), *dot = strrchr(name, '.');
        size_t t = 0, n = sizeof(asset_types) / sizeof(*asset_types);
        for (const char *p = path; *p; p++)
                if (!name_char(*p) && !strchr("./-", *p))
                        refuse(path, 0, "an asset's name has only letters, digits, dot, dash and underline");
        while (t < n && (!dot || strcmp(dot + 1, asset_types[t].ext)))
                t++;
        if (t == n)
                refuse(path, 0, "no known type");
        char hash[128];
        struct text cmd = { 0 }, url = { 0 }, etag = { 0 };
        putf(&cmd, "sha256sum < %s", path);
        run(cmd.p, hash, sizeof(hash));
        putf(&url, "/assets/%.*s.%.10s%s", (int)(dot - name), name, hash, dot);
        putf(&etag, "\"%.20s\"", hash);
        row_text(name);
        row_text(url.p);
        row_text(asset_types[t].type);
        row_text(etag.p);
        row_bytes(path);
        row_bytes(asset_types[t].packs ? packed(dir, path, "gzip -9nc", "gz") : NULL);
        row_bytes(asset_types[t].packs ? packed(dir, path, "brotli -q 11 -c", "br") : NULL);
}

int main(int argc, char **argv)
{
        bool assets = argc > 3 && !strcmp(argv[1], "assets");
        int first = assets ? 4 : 3, n = argc - first;
        const char *array, *count;
        if (argc < 3 || n < 0) {
                fprintf(stderr, "use: embed migrations|data OUT.s FILES... | assets OUT.s WORKDIR FILES...\n");
                return 2;
        }
        char **file = argv + first;
        if (n)
                qsort(file, (size_t)n, sizeof(*file), assets ? by_base : by_name);
        for (int i = 1; i < n; i++)
                if (!(assets ? by_base : by_name)(&file[i - 1], &file[i]))
                        refuse(file[i], 0, "the same name as %s", file[i - 1]);
        if (assets) {
                array = "assets", count = "n_assets";
                for (int i = 0; i < n; i++)
                        asset(argv[3], file[i]);
        } else if (!strcmp(argv[1], "migrations")) {
                array = "migrations", count = "n_migrations";
                for (int i = 0; i < n; i++) {
                        const char *name = base_of(file[i]);
                        size_t len = strlen(name);
                        if (len < 9 || strspn(name, "0123456789") != 4 || name[4] != '_' ||
                            strcmp(name + len - 4, ".sql"))
                                refuse(file[i], 0, "want NNNN_area_what.sql");
                        if (i && !strncmp(base_of(file[i - 1]), name, 4))
                                refuse(file[i], 0, "the number of %s", file[i - 1]);
                        row_text(cut(name, len - 4));
                        row_bytes(file[i]);
                }
        } else if (!strcmp(argv[1], "data")) {
                array = "data_files", count = "n_data_files";
                for (int i = 0; i < n; i++) {
                        row_text(strncmp(file[i], "data/", 5) ? file[i] : file[i] + 5);
                        row_bytes(file[i]);
                }
        } else {
                refuse(argv[1], 0, "want migrations, data or assets");
        }
        struct text t = { 0 };
        putf(&t, "/* made by tools/embed %s */\n        .section .rodata\n%s", argv[1], blobs.n ? blobs.p : "");
        putf(&t, "        .balign 4\n        .globl %s\n        .type %s, @object\n        .size %s, 4\n"
             "%s:\n        .long %d\n", count, count, count, count, n);
        putf(&t, "        .section .data.rel.ro,\"aw\"\n        .balign 8\n        .globl %s\n"
             "        .type %s, @object\n%s:\n%s        .quad 0\n        .size %s, .-%s\n",
             array, array, array, rows.n ? rows.p : "", array, array);
        put(&t, "        .section .note.GNU-stack,\"\",@progbits\n");
        FILE *f = fopen(argv[2], "wb");         /* always: the object must follow the files' bytes */
        if (!f || fwrite(t.p, 1, t.n, f) != t.n || fclose(f))
                refuse(argv[2], 0, "cannot write: %s", strerror(errno));
        return 0;
}
