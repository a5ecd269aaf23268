/* tests/docs/golden.h - comparing a written document with a text file a person can read.
 *
 * GOLDEN=write in the environment writes the files anew: look at the difference before it is
 * committed. */
#ifndef TESTS_DOCS_GOLDEN_H
#define TESTS_DOCS_GOLDEN_H

#include "core/text/zip.h"
#include "tests/test.h"

static const struct zip_limits golden_limits = {
        .max_entry = 64 << 20, .max_total = 128 << 20, .max_entries = 100, .max_ratio = 10000,
};

/* One part of a package; absent and a failed test when there is none. */
static UNUSED str golden_part(struct ctx *cx, str package, const char *name)
{
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        str part = { 0 };
        if (!done(zip_in_open(cx, package, &golden_limits, &z)))
                return part;
        int i = zip_in_find(z, name);
        if (!ok(i >= 0))
                test_note("no part %s", name);
        else if (done(zip_in_read_all(cx, z, i, &part)))
                part = str_copy(cx->arena, part);
        return part;
}

/* XML with an element a line, so that a difference has a place. */
static UNUSED str golden_lines(struct ctx *cx, str xml)
{
        struct buf o = buf_new(cx->arena, 64 << 20);
        for (size_t i = 0; i < xml.n; i++) {
                buf_byte(&o, xml.p[i]);
                if (xml.p[i] == '>' && i + 1 < xml.n && xml.p[i + 1] == '<')
                        buf_byte(&o, '\n');
        }
        buf_byte(&o, '\n');
        return buf_str(&o);
}

static UNUSED void golden_same(struct ctx *cx, str got, const char *path)
{
        const char *renew = getenv("GOLDEN");
        if (renew && !strcmp(renew, "write")) {
                FILE *f = fopen(path, "wb");
                must(f && fwrite(got.p, 1, got.n, f) == got.n && !fclose(f));
        }
        str want = test_file(cx->arena, path, true);
        if (ok(want.p && str_eq(got, want)))
                return;
        int line = 1;
        size_t i = 0, from = 0;
        for (; i < got.n && i < want.n && got.p[i] == want.p[i]; i++) {
                line += got.p[i] == '\n';
                from = got.p[i] == '\n' ? i + 1 : from;
        }
        str rest, g = str_cut(str_from(got, from), '\n', &rest);
        str w = want.p ? str_cut(str_from(want, from < want.n ? from : want.n), '\n', &rest) : S("(no file)");
        test_note("%s:%d", path, line);
        test_note("  got  %.*s", (int)(g.n < 300 ? g.n : 300), g.p);
        test_note("  want %.*s", (int)(w.n < 300 ? w.n : 300), w.p ? w.p : "");
}

#endif
