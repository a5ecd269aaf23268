/* tests/fixture_told.c - see fixture_told.h. */
#include "core/import/importer.h"
#include "tests/fixture_told.h"
#include "tests/test.h"

str fixture_findings(struct ctx *cx, const struct import *im)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (int i = 0; i < im->n_findings; i++)
                buf_f(&b, "%s%d %s%s", i ? ", " : "", im->finding[i].row,
                      im->finding[i].field ? im->finding[i].field->key : "-",
                      im->finding[i].severity == IMPORT_BAD ? "" : "?");
        return buf_str(&b);
}

str fixture_told(struct ctx *cx, const struct importer *k, const char *about, const char *file)
{
        struct import_open o = { 0 };
        if (!done(k->open(cx, str_of(about), &o)))
                return S("");
        struct import *im = import_new(cx, k->table, o.arg);
        done(import_file(im, S("t.csv"), str_of(file), false));
        import_end(im);
        return fixture_findings(cx, im);
}
