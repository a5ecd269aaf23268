/* tests/budget/package_test.c - the open-data package: complete, described, harmless. */
#include "core/crypto/hash.h"
#include "core/text/json.h"
#include "core/text/zip.h"
#include "domain/budget/package.h"
#include "tests/budget/fixture.h"

static str entry(struct ctx *cx, struct zip_in *z, const char *name)
{
        int i = zip_in_find(z, name);
        str bytes = { 0 };

        if (ok(i >= 0))
                ok(!zip_in_read_all(cx, z, i, &bytes));
        else
                test_note("no %s", name);
        return bytes;
}

static struct zip_in *package_of_budget(struct ctx *cx, const struct budget *b, str *bytes)
{
        struct disclosure *d = fixture_disclose(cx, b, "sichuan-county");
        struct check_input in = { .d = d, .today = day_make(2024, 2, 20), .keep = true };
        struct zip_limits limits = { 64 << 20, 64 << 20, 200, 1000 };
        struct check_report r;
        struct zip_in *z = NULL;
        struct digest sha = hash(HASH_SHA256, S("the PDF"));
        str hex = digest_hex(cx->arena, &sha);

        budget_check(cx, &in, &r);
        must(!budget_package(cx, d, &r, hex, bytes));
        must(!zip_in_open(cx, *bytes, &limits, &z));
        return z;
}

static struct zip_in *package_of(struct ctx *cx, const char *file, str *bytes)
{
        return package_of_budget(cx, fixture_budget(cx, file), bytes);
}

static int rows_of(str csv)
{
        int n = -1;     /* the head */

        for (size_t i = 0; i < csv.n; i++)
                n += csv.p[i] == '\n';
        return n;
}

/* The value that a JSON Schema of ours requires, walked by hand: required names, types. A null is
 * of no type that ours name. */
static void schema_holds(struct ctx *cx, const struct json *schema, const struct json *v,
                         const char *at)
{
        str type = json_str(schema, "type");
        const struct json *required = json_at(schema, "required"),
                          *props = json_at(schema, "properties");
        const struct json *items = json_at(schema, "items"), *one = json_at(schema, "const");

        if (str_is(type, "boolean") && !ok(v->type == JSON_BOOL))
                test_note("%s should be true or false", at);
        if (str_is(type, "object") && !ok(v->type == JSON_OBJECT))
                test_note("%s should be an object", at);
        if (str_is(type, "array") && !ok(v->type == JSON_ARRAY))
                test_note("%s should be an array", at);
        if (str_is(type, "string") && !ok(v->type == JSON_STR))
                test_note("%s should be text", at);
        if (str_is(type, "integer") && !ok(v->type == JSON_INT))
                test_note("%s should be a whole number", at);
        if (one)
                ok(str_eq(one->s, v->s));
        for (const struct json *r = required ? required->item : NULL; r; r = r->next)
                if (!ok(json_at(v, r->s.p) != NULL))
                        test_note("%s lacks %.*s", at, STR(r->s));
        for (const struct json *p = props ? props->item : NULL; p; p = p->next) {
                const struct json *child = json_at(v, p->name.p);

                if (child)
                        schema_holds(cx, p, child, p->name.p);
        }
        for (const struct json *i = items && v->type == JSON_ARRAY ? v->item : NULL; i; i = i->next)
                schema_holds(cx, items, i, at);
        if (v->type == JSON_OBJECT && json_at(schema, "additionalProperties") &&
            !json_bool(schema, "additionalProperties"))
                for (const struct json *c = v->item; c; c = c->next)
                        if (!ok(json_at(props, c->name.p) != NULL))
                                test_note("%s: the schema does not know %.*s", at, STR(c->name));
}

TEST(package_is_whole_and_valid_by_its_schema)
{
        static const char *const files[] = { SEED, WATER };

        for (size_t i = 0; i < COUNT_OF(files); i++) {
                str bytes, again;
                struct zip_in *z CLEANUP(zip_in_close) = package_of(cx, files[i], &bytes);
                struct zip_in *y UNUSED CLEANUP(zip_in_close) = package_of(cx, files[i], &again);
                const struct json *pack, *schema, *list;

                ok(str_eq(bytes, again));
                must(!json_parse(cx, entry(cx, z, "datapackage.json"), &pack));
                must(!json_parse(cx, test_file(cx->arena, "docs/formats/datapackage.schema.json", false),
                                 &schema));
                schema_holds(cx, schema, pack, "datapackage.json");
                ok(!json_at(pack, "correction") && !json_at(pack, "publication_date"));
                same_int((int64_t)json_str(pack, "pdf_sha256").n, 64);
                list = json_at(pack, "resources");
                same_int(list->n, zip_in_count(z) - 1);         /* all there is but datapackage.json itself */
                for (const struct json *r = list->item; r; r = r->next) {
                        str file = entry(cx, z, json_str(r, "path").p);
                        bool csv = str_is(json_str(r, "format"), "csv");

                        same_int(json_int(r, "rows", -1), csv ? rows_of(file) : -1);
                        same_int((int64_t)file.n, json_int(r, "bytes", -1));
                        ok(!str_ends(json_str(r, "name"), S(".json")) && !str_ends(json_str(r, "name"), S(".csv")));
                }
                ok((json_str(pack, "licence").n && json_str(pack, "contact").n) == (i == 1));    /* never invented */
                ok(entry(cx, z, "text.json").n > 1000);
                ok(entry(cx, z, "checks.json").n > 1000);
                ok(entry(cx, z, "profile.json").n > 1000);
                ok(entry(cx, z, "tables/t3.facts.csv").n > 100);
        }
}

/* JSON Schema 2020-12, 8.2.1: with a relative $id a validator looked for "#/$defs/…" in a file of that name. */
TEST(schemas_are_named_by_an_absolute_address)
{
        static const char *const files[] = {
                "docs/formats/budget.schema.json", "docs/formats/datapackage.schema.json",
        };
        for (size_t i = 0; i < COUNT_OF(files); i++) {
                const struct json *schema;
                if (!done(json_parse(cx, test_file(cx->arena, files[i], false), &schema)))
                        continue;
                ok(str_starts(json_str(schema, "$id"), S("https://")));
        }
}

/* Domain §5.1: licence, contact, what a publication adds; every identity with both sides. */
TEST(package_says_who_when_and_both_sides)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct budget_text more[] = { { .key = S("licence"), .text = S("注明出处即可使用") },
                                      { .key = S("contact"), .text = S("示例县水务局办公室") } };
        struct budget_text *texts = NEW_ARRAY(cx->arena, struct budget_text, (size_t)b->n_texts + 2);
        int n = 0;
        const struct json *pack, *schema, *checks, *list;
        int equal = 0;
        str bytes;

        for (int i = 0; i < b->n_texts; i++)
                if (!str_is(b->texts[i].key, "licence") && !str_is(b->texts[i].key, "contact"))
                        texts[n++] = b->texts[i];
        memcpy(texts + n, more, sizeof(more));
        b->texts = texts;
        b->n_texts = n + 2;
        b->published = day_make(2024, 2, 20);
        b->published_url = S("https://shili.example/1");
        b->correction = S("数字有误");
        struct zip_in *z CLEANUP(zip_in_close) = package_of_budget(cx, b, &bytes);
        must(!json_parse(cx, entry(cx, z, "datapackage.json"), &pack));
        must(!json_parse(cx, test_file(cx->arena, "docs/formats/datapackage.schema.json", false),
                         &schema));
        schema_holds(cx, schema, pack, "datapackage.json");
        same_str(json_str(pack, "licence"), "注明出处即可使用");
        same_str(json_str(pack, "contact"), "示例县水务局办公室");
        same_str(json_str(pack, "publication_date"), "2024-02-20");
        same_str(json_str(pack, "correction"), "数字有误");
        must(!json_parse(cx, entry(cx, z, "checks.json"), &checks));
        list = json_at(checks, "identities");
        ok(list && list->n > 100);
        for (const struct json *i = list ? list->item : NULL; i; i = i->next) {
                const struct json *one = json_at(i, "a"), *other = json_at(i, "b");

                if (!str_is(json_str(i, "class"), "equal"))
                        continue;
                equal++;
                ok(json_str(one, "place").n && json_at(one, "fen"));
                ok(json_str(other, "place").n && json_at(other, "fen"));
        }
        ok(equal > 100);
}

TEST(lines_of_the_package_sum_to_the_disclosure)
{
        str bytes;
        struct zip_in *z CLEANUP(zip_in_close) = package_of(cx, WATER, &bytes);
        str csv = entry(cx, z, "lines.csv"), line;
        int64_t fen = 0, wan = 0;

        (void)str_cut(csv, '\n', &csv);
        while (csv.n) {
                str cell = { 0 }, before = { 0 };
                int64_t v;

                line = str_cut(csv, '\n', &csv);
                line = str_head(line, line.n - 1);      /* CR */
                while (line.p) {
                        before = cell;
                        cell = str_cut(line, ',', &line);
                }
                must(!decimal_read(before, 0, &v));
                fen += v;
                must(!decimal_read(cell, 2, &v));
                wan += v;
        }
        same_int(fen, 1554800000);
        same_int(wan, 155480);
}

TEST(csv_cells_are_defused_and_quoted)
{
        static const struct { const char *in, *out;
        } cases[] = {
                { "abc", "abc" },
                { "=1+1", "'=1+1" },
                { "+86", "'+86" },
                { "-5", "'-5" },
                { "@x", "'@x" },
                { "a,b", "\"a,b\"" },
                { "a\"b", "\"a\"\"b\"" },
                { "=\"x\"", "\"'=\"\"x\"\"\"" },
                { "a\nb", "\"a\nb\"" },
                { "\tx", "'\tx" },
                { "", "" },
        };

        for (size_t i = 0; i < COUNT_OF(cases); i++) {
                struct buf o = buf_new(cx->arena, 1000);

                csv_put(&o, str_of(cases[i].in));
                same_str(buf_str(&o), cases[i].out);
        }
}

TEST(personal_data_is_not_exported)
{
        struct budget *b = fixture_budget(cx, WATER);
        struct check_input in = { .today = day_make(2024, 2, 20) };
        struct check_report r;
        str bytes;

        b->texts[0].text = S("联系人身份证号511622199001011234");
        in.d = fixture_disclose(cx, b, "sichuan-county");
        budget_check(cx, &in, &r);
        ok(budget_package(cx, in.d, &r, (str){ 0 }, &bytes) != NULL);
}
