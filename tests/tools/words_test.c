#define _GNU_SOURCE
/* tests/tools/words_test.c - the catalogue's check and table; files into the binary; the lint tables. */
#include "tests/tools/run.h"
#include "core/embed.h"

static str words_check(struct ctx *cx, int *ret_status, const char *tsv, const char *name,
                       const char *source)
{
        str w = put_file(cx, "w.tsv", str_of(tsv)), f = put_file(cx, name, str_of(source));
        return run(cx, ret_status, str_f(cx->arena, "%s/tools/words check 1 %.*s %.*s", tools_dir(), STR(w), STR(f)));
}

TEST(words_check_finds_missing_and_unused)
{
        static const struct { const char *tsv, *name, *source; int status; const char *want; } rows[] = {
                { "甲\ta\n", "a.c", "x = \"甲\";\n", 0, "" },
                { "甲\ta\n", "a.c", "x = \"乙\";\n", 1, "a.c:1: no English for \"乙\"" },
                { "甲\ta\n", "a.c", "x = 1;\n", 1, "w.tsv:1: nobody uses \"甲\"" },
                { "甲乙\ta\n", "a.c", "x = \"甲\"\n    \"乙\";\n", 0, "" },              /* joined */
                { "# 注\n\n甲\ta\n", "a.c", "/* \"乙\" */ char c = '\"'; x = \"甲\";\n", 0, "" },
                { "", "a.c", "/* a.c - x */\n/* words: document text */\nx = \"乙\";\n", 0, "" },
                { "", "a.c", "\n\n\n\n\n\n/* words: document text */\nx = \"乙\";\n", 1, "a.c:8:" },
                { "", "a.c", "x = \"乙\"; /* document text */\ny = \"丙\";\n", 1, "a.c:2: no English for \"丙\"" },
                { "甲\\n乙\\\\\ta\\nb\\\\\n", "a.c", "x = \"甲\\n乙\\\\\";\n", 0, "" },
                { "甲 %ld\ta %ld\n", "a.c", "f(\"甲 %ld\", n);\n", 0, "" },
                { "甲\ta\n", "a.def", "X(A, \"甲\")\nX(B, \"乙\")\n", 1, "a.def:2:" },
                { "甲 乙\ta\n", "a.html", "{{template f()}}\n<p title=\"甲\n 乙\">甲\n  乙</p>\n", 1, "no English for" },
                { "甲 乙\ta\n", "a.html", "{{template f()}}\n<p>甲\n  乙</p>\n", 0, "" },
                { "甲\ta\n", "a.html", "{{template f()}}\n<p name=\"乙\">{{tr \"甲\"}}</p>\n", 0, "" },
                { "", "a.html", "{{template f()}}\n<p>\n{{say \"乙 %d\", 1}}</p>\n", 1,
                  "a.html:3: no English for \"乙 %d\"" },
                { "", "a.html", "{{template f()}}\n<!-- 乙 -->\n{{# 丙 }}\n", 0, "" },
                { "", "a.html", "{{template f()}}\n<p>a\n甲</p>\n", 1, "a.html:2: no English for \"a 甲\"" },
                { "", "a.html", "{{template f()}}\n<p>：</p>\n", 1, "no English for \"：\"" },
                { "", "a.c", "x = \"：\";\n", 0, "" },                   /* a mark alone is no word in C */
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int status;
                str said = words_check(cx, &status, rows[i].tsv, rows[i].name, rows[i].source);
                bool pass = status == rows[i].status && str_find(said, str_of(rows[i].want)) >= 0 &&
                            (status || !said.n);
                if (!ok(pass))
                        test_note("row %d of \"%s\" said (%d) %.*s", (int)i, rows[i].source, status, STR(said));
        }
}

TEST(words_refuse_a_wrong_catalogue)
{
        static const struct { const char *tsv; int line; const char *want; } rows[] = {
                { "甲\n", 1, "want: Chinese, one tab, English" }, { "甲\t\n", 1, "want: Chinese" },
                { "\ta\n", 1, "want: Chinese" }, { "甲\ta\tb\n", 1, "want: Chinese" },
                { "甲 %ld\ta\n", 1, "conversions differ" }, { "甲 %ld\ta %d\n", 1, "conversions differ" },
                { "甲 %s %d\ta %d %s\n", 1, "conversions differ" }, { "甲\ta %s\n", 1, "conversions differ" },
                { "甲 %.*s\ta %s\n", 1, "conversions differ" },
                { "甲\ta\n乙\tb\n甲\tc\n", 3, "\"甲\" is \"c\" here and \"a\" in" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                int status;
                str dir = test_dir(cx), w = put_file(cx, "w.tsv", str_of(rows[i].tsv));
                str said = run(cx, &status, str_f(cx->arena, "%s/tools/words table %.*s/t.c 1 %.*s", tools_dir(),
                                                  STR(dir), STR(w)));
                refused(cx, rows[i].tsv, said, status, rows[i].line, rows[i].want);
        }
        int status;             /* what is fine: percent signs of the prose, widths, the same entry twice */
        str dir = test_dir(cx), w = put_file(cx, "w.tsv", S("占 50% 的\t50% of\n甲 %3ld\t%-8ld a\n甲 %3ld\t%-8ld a\n"));
        str said = run(cx, &status, str_f(cx->arena, "%s/tools/words table %.*s/t.c 1 %.*s && grep -c '{ \"' %.*s/t.c",
                                          tools_dir(), STR(dir), STR(w), STR(dir)));
        same_str(said, "2\n");
        same_int(status, 0);
}

TEST(embedded_files_are_whole)
{
        for (int i = 0; i < n_assets; i++) {
                const struct asset *a = &assets[i];
                ok(asset_by_url(str_of(a->url)) == a);
                same_str(str_of(asset_url(a->name)), a->url);
                ok(str_starts(str_of(a->url), S("/assets/")) && a->plain.n > 0);
                same_int(a->plain.p[a->plain.n], 0);    /* a NUL behind, for those who want a C string */
                ok(a->etag[0] == '"' && strlen(a->etag) == 22);
                const char *dot = strrchr(a->name, '.');
                size_t stem = (size_t)(dot - a->name);
                same_int((int64_t)strlen(a->url), (int64_t)(strlen("/assets/") + strlen(a->name) + 11));
                ok(!strncmp(a->url + 8, a->name, stem) && a->url[8 + stem] == '.');
                ok(!strncmp(a->url + 9 + stem, a->etag + 1, 10));       /* both from the same hash */
                ok(!a->gzip.p || (a->gzip.n * 20 <= a->plain.n * 19 && !memcmp(a->gzip.p, "\x1f\x8b", 2)));
                ok(!a->brotli.p || a->brotli.n * 20 <= a->plain.n * 19);
                if (i)
                        ok(strcmp(assets[i - 1].name, a->name) < 0);
        }
        ok(!asset_by_url(S("/assets/none.css")) && !asset_by_url((str){ 0 }));
        for (int i = 0; i < n_data_files; i++) {
                str file = test_file(cx->arena, str_f(cx->arena, "data/%s", data_files[i].name).p, false);
                ok(str_eq(file, data_files[i].bytes));
                ok(str_eq(data_file(data_files[i].name), data_files[i].bytes));
                if (i)
                        ok(strcmp(data_files[i - 1].name, data_files[i].name) < 0);
        }
        ok(!data_file("none").p);
}

TEST(embed_refuses)
{
        static const struct { const char *args, *want; } rows[] = {
                { "migrations o.s 1_a.sql", "want NNNN_area_what.sql" },
                { "migrations o.s 0001_a.txt", "want NNNN_area_what.sql" },
                { "migrations o.s 0001_a.sql 0001_b.sql", "the number of" },
                { "data o.s none", "cannot open" }, { "data o.s a.css a.css", "the same name as" },
                { "assets o.s . a.exe", "no known type" }, { "assets o.s . 'a b.css'", "an asset's name" },
                { "assets o.s . a.css b/a.css", "the same name as" }, { "other o.s", "want migrations" },
        };
        str dir = test_dir(cx);
        int status;
        char root[4096];
        must(realpath(tools_dir(), root));
        run(cx, &status, str_f(cx->arena, "cd %.*s && mkdir b && touch 0001_a.sql 0001_b.sql a.css b/a.css "
                               "'a b.css' a.exe "
                               "1_a.sql 0001_a.txt", STR(dir)));
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                str said = run(cx, &status, str_f(cx->arena, "cd %.*s && %s/tools/embed %s", STR(dir), root,
                                                  rows[i].args));
                same_int(status, 1);
                if (!ok(str_find(said, str_of(rows[i].want)) >= 0))
                        test_note("%s said %.*s", rows[i].args, STR(said));
        }
        str said = run(cx, &status, str_f(cx->arena, "cd %.*s && for k in migrations data; "
                                          "do %s/tools/embed $k $k.s || exit 9; "
                                          "done; %s/tools/embed assets assets.s . && cat *.s", STR(dir), root, root));
        same_int(status, 0);    /* empty lists */
        ok(str_find(said, S("n_migrations:\n        .long 0\n")) > 0);
}

/* A tree of one source, judged by a script of tools/. */
static void lint(struct ctx *cx, const char *script, const char *path, const char *text,
                 const char *want)
{
        int status;
        char root[4096];
        must(realpath("tools", root));
        str dir = test_dir(cx);
        run(cx, &status, str_f(cx->arena, "mkdir -p %.*s/$(dirname %s)", STR(dir), path));
        put_file(cx, path, str_of(text));
        bool layers = !strcmp(script, "layers");
        str said = run(cx, &status, str_f(cx->arena, "cd %.*s && awk -f %s/%s.awk %s%s %s", STR(dir), root, script,
                                          layers ? root : "", layers ? "/layers.txt" : "", path));
        bool pass = want ? status == 1 && str_find(said, str_of(want)) >= 0 : status == 0 && !said.n;
        if (!ok(pass))
                test_note("%s of %s: \"%s\" said (%d) %.*s; want %s", script, path, text, status, STR(said),
                          want ? want : "nothing");
}

TEST(layers_refuse_what_goes_up)
{
        static const struct { const char *path, *text, *want; } rows[] = {
                { "src/base/x.c", "#include \"base/base.h\"\n", NULL },
                { "src/base/x.c", "#include \"core/embed.h\"\n", "src/base/x.c:1: base may not include core/embed.h" },
                { "src/core/db/x.c", "#include \"core/crypto/hash.h\"\n", NULL },
                { "src/core/db/x.c", "\n#include \"core/auth/auth.h\"\n",
                  "src/core/db/x.c:2: core/db may not include" },
                { "src/core/flow/x.c", "#include \"door/web/web.h\"\n", "core/flow may not include" },
                { "src/core/db/x.c", "#include \"domain/org/org.h\"\n", "core/db may not include" },
                { "src/door/web/x.c", "#include \"core/auth/auth.h\"\n", NULL },
                { "src/door/web/x.c", "#include \"domain/org/org.h\"\n", "door/web may not include" },
                { "src/domain/budget/x.c", "#include \"domain/org/org.h\"\n", NULL },
                { "src/domain/budget/x.c", "#include \"domain/budget/x.sql.h\"\n", NULL },
                { "src/domain/budget/x.c", "#include \"door/web/web.h\"\n",
                  "domain/budget may not include door/web/web.h" },
                { "src/domain/budget/x.c", "#include \"domain/budget/x.html.h\"\n", "a rule may not include a page" },
                { "src/domain/budget/pages.c", "#include \"door/web/web.h\"\n", NULL },
                { "src/domain/budget/pages_list.c", "#include \"domain/budget/x.html.h\"\n", NULL },
                { "src/domain/budget/module.c", "#include \"door/module.h\"\n", NULL },
                { "src/domain/budget/x.c", "#include \"domain/target/t.h\"\n", "may not include domain/target/t.h" },
                { "src/domain/budget/pages.c", "#include \"domain/target/t.h\"\n", "(a face) may not include" },
                { "src/domain/budget/x_test.c", "#include \"door/web/web.h\"\n", NULL },
                { "src/domain/budget/x.c", "#include \"x.h\"\n", "write the whole path" },
                { "src/domain/budget/x.c", "#include <sqlite3.h>\n",
                  "<sqlite3.h> belongs to src/core/db/sqlite.c alone" },
                { "src/core/db/sqlite.c", "#include <sqlite3.h>\n", NULL },
                { "src/core/db/x.c", "# include <openssl/evp.h>\n", "<openssl/evp.h> belongs to" },
                { "src/core/db/x_test.c", "#include <libpq-fe.h>\n", "<libpq-fe.h> belongs to" },
                { "src/main.c", "#include \"door/cli/cli.h\"\n", NULL },
                { "src/other/x.c", "\n", "the folder has no row" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                lint(cx, "layers", rows[i].path, rows[i].text, rows[i].want);
}

TEST(style_refuses)
{
        static const struct { const char *text, *want; } rows[] = {
                { "", NULL },
                { "int x;\t\n", "a tab" },
                { "int x; \n", "blanks at the end" },
                { "int x; // y\n", "comments are /* like this */" },
                { "/* // fine */ char *s = \"http://x\";\n", NULL },
                { "/* one\n * http://two\n */\n", NULL },
                { "double x;\n", "no floating point" },
                { "int doubled; /* a double */ char *s = \"float\";\n", NULL },
                { "/* TO" "DO x */\n", "UNDONE(name)" },
                { "int n = time(NULL);\n", "a rule takes the day" },
                { "        goto end;\n", "no goto" },
                { "int x; // y /* style: shown */\n", NULL },
                { "int x; /* style: none */\n", "nothing to excuse" },
                { "/* 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十 */\n", NULL },
                { "/* aaaaaaaaaa"
                  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                  " */\n", "longer than 100 columns" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                lint(cx, "style", "src/domain/x/a.c",
                     str_f(cx->arena, "/* domain/x/a.c - what it is. */\n%s", rows[i].text).p, rows[i].want);
        lint(cx, "style", "src/domain/x/a.c", "int x;\n", "as the first line");
        lint(cx, "style", "src/domain/x/a.c", "/* domain/x/b.c - other. */\n", "as the first line");
        lint(cx, "style", "src/core/x/a.c", "#define _GNU_SOURCE\n/* core/x/a.c - x. */\ndouble cairo;\n", NULL);
        struct buf b = buf_new(cx->arena, 1 << 16);
        buf_put(&b, S("/* core/x/a.c - x. */\n"));
        for (int i = 0; i < 900; i++)
                buf_put(&b, S("int x;\n"));
        lint(cx, "style", "src/core/x/a.c", buf_cstr(&b), "901 lines; split it");
}
