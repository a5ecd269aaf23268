/* core/crypto/field_test.c - sealed values open in their own place only; masks; the register. */
#include "core/crypto/field.h"
#include "core/crypto/keys.h"
#include "core/db/db.h"
#include "tests/test.h"

static const enum field PHONE = FIELD_person_phone;

TEST(field_seals_and_opens)
{
        static const str values[] = { S_C("1"), S_C("13812341234"), S_C("目标"), S_C("0123456789abcdef"),
                                      S_C("0123456789abcdef0") };
        for (size_t i = 0; i < COUNT_OF(values); i++) {
                str a = field_seal(cx->arena, PHONE, 42, values[i]), plain = { 0 };
                str b = field_seal(cx->arena, PHONE, 42, values[i]);
                ok(!str_eq(a, b));                              /* each with a counter of its own */
                ok(values[i].n < 3 || str_find(a, values[i]) < 0);
                done(field_open(cx, PHONE, 42, a, &plain));
                ok(str_eq(plain, values[i]));
                same_int(field_key_of(a), keys()->fields[keys()->n_fields - 1].id);
        }
        str none = S("x");
        ok(!field_seal(cx->arena, PHONE, 1, S("")).p && !field_seal(cx->arena, PHONE, 1, (str){ 0 }).p);
        done(field_open(cx, PHONE, 1, (str){ 0 }, &none));
        ok(!none.p);
}

static bool opens(struct ctx *cx, enum field f, int64_t row, str sealed)
{
        str plain;
        const struct fail *no = field_open(cx, f, row, sealed, &plain);
        ok(!no || (no->kind == FAIL_BROKEN && str_find(no->say, S("138")) < 0 && str_find(no->log, S("138")) < 0));
        return !no;
}

/* Every bit, every cut, and every other row: refused. */
TEST(field_changed_cut_or_moved_does_not_open)
{
        str sealed = field_seal(cx->arena, PHONE, 42, S("13812341234"));
        char copy[200];
        ok(opens(cx, PHONE, 42, sealed));
        for (size_t bit = 0; bit < 8 * sealed.n; bit++) {
                memcpy(copy, sealed.p, sealed.n);
                copy[bit / 8] ^= (char)(1 << bit % 8);
                ok(!opens(cx, PHONE, 42, (str){ copy, sealed.n }));
        }
        for (size_t n = 0; n < sealed.n; n++)
                ok(!opens(cx, PHONE, 42, str_head(sealed, n)));
        static const int64_t rows[] = { 41, 43, 1, 42LL << 32, INT64_MAX };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                ok(!opens(cx, PHONE, rows[i], sealed));
        ok(!opens(cx, PHONE, 42, S("13812341234")));            /* put there in the clear */
}

TEST(field_index_finds_equal_values_only)
{
        str a = field_index(cx->arena, PHONE, S("13812341234"));
        same_int((int64_t)a.n, FIELD_INDEX_BYTES);
        ok(str_eq(a, field_index(cx->arena, PHONE, field_clean(cx->arena, PHONE, S(" +86 138-1234 1234 ")))));
        ok(!str_eq(a, field_index(cx->arena, PHONE, S("13812341235"))));
        ok(!field_index(cx->arena, PHONE, S("")).p);
}

TEST(field_clean_takes_what_people_type)
{
        static const struct { const char *typed, *clean; } rows[] = {
                { "13812341234", "13812341234" }, { " 138 1234 1234", "13812341234" },
                { "+8613812341234", "13812341234" }, { "１３８１２３４１２３４", "13812341234" },
                { "0826-6212345", "08266212345" }, { "", "" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                same_str(field_clean(cx->arena, PHONE, str_of(rows[i].typed)), rows[i].clean);
        ok(!field_wrong(PHONE, S("13812341234")) && !field_wrong(PHONE, S("08266212345")) &&
           !field_wrong(PHONE, S("")));
        ok(field_wrong(PHONE, S("1381234123")) && field_wrong(PHONE, S("138123412345")) &&
           field_wrong(PHONE, S("十三")) && field_wrong(PHONE, S("123")) && field_wrong(PHONE, S("1381234123a")));
}

TEST(field_masks)
{
        same_str(field_mask(cx->arena, PHONE, S("13812341234")), "138****1234");
        same_str(field_mask(cx->arena, PHONE, S("08266212345")), "082****2345");
        same_str(field_mask(cx->arena, PHONE, S("6212345")), "*****45");
        same_str(field_mask(cx->arena, PHONE, S("110")), "***");
        same_str(field_mask(cx->arena, FIELD_person_name, S("张三")), "张三");       /* shown whole */
}

/* ---- the register against the schema --------------------------------------------------- */

static const struct sql columns = {
        .name = "columns", .args = "", .cols = "ss", .index = -1,
        .text = "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'",
        .text_pgsql = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns"
                      " WHERE table_schema = 'public'",
};

static bool ends_in_word(str column, const char *word)
{
        size_t n = strlen(word);
        return column.n > n && column.p[column.n - n - 1] == '_' && str_ends(column, str_of(word));
}

/* Columns whose name alone says that they are about a person. */
static bool speaks_of_a_person(str column)
{
        static const char *const words[] = { "phone", "mobile", "tel", "email", "mail", "id_number", "identity",
                                             "birthday", "born", "address", "agent", "login", "wechat",
                                             "bank_account" };
        for (size_t i = 0; i < COUNT_OF(words); i++)
                if (str_is(column, words[i]) || ends_in_word(column, words[i]))
                        return true;
        return false;
}

TEST_DB(every_personal_field_is_in_the_register_and_in_the_schema)
{
        bool there[FIELD_END] = { false }, index[FIELD_END] = { false };
        struct query q;
        query_open(&q, cx, &columns, NULL);
        while (query_next(&q)) {
                str table = query_str(&q, 0), column = query_str(&q, 1);
                bool registered = false;
                for (int i = 0; i < FIELD_END; i++) {
                        if (!str_is(table, field_rows[i].table))
                                continue;
                        if (str_is(column, field_rows[i].column))
                                there[i] = registered = true;
                        if (field_rows[i].index && str_is(column, field_rows[i].index))
                                index[i] = true;
                }
                if (!ok(registered || !speaks_of_a_person(column)))
                        test_note("%.*s.%.*s is missing in core/crypto/fields.def", STR(table), STR(column));
        }
        done(query_end(&q));
        for (int i = 0; i < FIELD_END; i++) {
                const struct field_row *r = &field_rows[i];
                if (!ok(there[i] && index[i] == (r->index != NULL)))
                        test_note("%s: no column %s.%s, or its index", r->name, r->table, r->column);
                ok(*r->label && *r->purpose);
                ok(r->keep == FIELD_PLAIN || r->show == FIELD_MASKED);
                /* What can be used to reach or to name someone elsewhere is never kept in the clear. */
                ok(r->keep == FIELD_SEALED || (r->kind != FIELD_PHONE && r->kind != FIELD_ID_NUMBER));
        }
}
