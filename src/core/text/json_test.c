/* core/text/json_test.c - JSON in: what is kept, what is refused and where; JSON out. */
#include "core/text/json.h"
#include "tests/test.h"

static const struct json *parsed(struct ctx *cx, const char *text)
{
        const struct json *j = NULL;
        done(json_parse(cx, str_of(text), &j));
        return j;
}

TEST(json_keeps_types_order_and_names)
{
        const struct json *j = parsed(cx,
                "{\"year\": 2024, \"名称\": \"目标绩效办\", \"open\": true, \"none\": null,"
                " \"list\": [1, [], {}], \"e\": \"\\u4e2d\\n\"}");
        same_int(j->n, 6);
        same_int(json_int(j, "year", -1), 2024);
        same_str(json_str(j, "名称"), "目标绩效办");
        ok(json_bool(j, "open"));
        ok(!json_bool(j, "none"));
        same_int(json_at(j, "none")->type, JSON_NULL);
        same_int(json_at(j, "list")->n, 3);
        same_int(json_at(j, "list")->item->next->type, JSON_ARRAY);
        same_int(json_at(j, "list")->item->next->next->type, JSON_OBJECT);
        same_str(json_str(j, "e"), "中\n");
        ok(!json_str(j, "year").p);
        ok(!json_at(j, "missing") && !json_at(json_at(j, "year"), "x") && !json_at(NULL, "x"));
        same_int(json_int(j, "名称", 7), 7);
        const struct json *bom = parsed(cx, "\xEF\xBB\xBF[1]");
        same_int(bom->n, 1);
}

TEST(json_decimals_keep_their_text)
{
        const struct json *j = parsed(cx,
                "[12.35, -0.1, 1e2, 1.5E-1, 160.78000000000003, 7, \"3.14\", 9223372036854775807,"
                " \"[1.5]\", \"a\\\"2.5\", -3]");
        static const struct { enum json_type type; const char *s; } row[] = {
                { JSON_DECIMAL, "12.35" }, { JSON_DECIMAL, "-0.1" }, { JSON_DECIMAL, "1e2" },
                { JSON_DECIMAL, "1.5E-1" }, { JSON_DECIMAL, "160.78000000000003" },
                { JSON_INT, NULL }, { JSON_STR, "3.14" }, { JSON_INT, NULL },
                { JSON_STR, "[1.5]" }, { JSON_STR, "a\"2.5" }, { JSON_INT, NULL },
        };
        const struct json *v = j->item;
        for (size_t i = 0; i < COUNT_OF(row); i++, v = v->next) {
                same_int(v->type, row[i].type);
                if (row[i].s)
                        same_str(v->s, row[i].s);
        }
        ok(!v);
        same_int(j->item->next->next->next->next->next->i, 7);
}

TEST(json_decimal_reads_into_places)
{
        const struct json *v = parsed(cx,
                "[12.35, 7, \"1,234.5\", 1e2, 0.001, \"x\", true, 9e18, 1.10]")
                                       ->item;
        static const struct { bool good; int64_t fen; } row[] = {
                { true, 1235 }, { true, 700 }, { true, 123450 }, { true, 10000 }, { false, 0 },
                { false, 0 }, { false, 0 }, { false, 0 }, { true, 110 },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++, v = v->next) {
                int64_t fen = 0;
                same_int(json_decimal(v, 2, &fen), row[i].good);
                same_int(fen, row[i].fen);
        }
        int64_t x;
        ok(!json_decimal(NULL, 2, &x));
}

TEST(json_refuses_and_says_where)
{
        static const struct { const char *text, *say; } row[] = {
                { "",                   "内容在第 1 行第 1 列中断，后面的部分缺失" },
                { "{",                  "内容在第 1 行第 1 列中断，后面的部分缺失" },
                { "[1, 2",              "内容在第 1 行第 5 列中断，后面的部分缺失" },
                { "[1]\n\n x",          "第 3 行第 2 列以后还有多余的内容" },
                { "{\"a\":1,\n\"a\":2}", "第 2 行第 3 列：同一项的名称在一个对象里写了两次" },
                { "[01]",               "第 1 行第 2 列不符合 JSON 格式" },
                { "[1.]",               "第 1 行第 3 列不符合 JSON 格式" },
                { "[1.5.5]",            "第 1 行第 5 列不符合 JSON 格式" },
                { "[80.-856E011]",      "第 1 行第 4 列不符合 JSON 格式" },
                { "[1e+]",              "第 1 行第 4 列不符合 JSON 格式" },
                { "[\"预算\",.5]",      "第 1 行第 7 列不符合 JSON 格式" },
                { "[+1]",               "第 1 行第 2 列不符合 JSON 格式" },
                { "[NaN]",              "第 1 行第 4 列不符合 JSON 格式" },
                { "[1,]",               "第 1 行第 4 列不符合 JSON 格式" },
                { "{'a':1}",            "第 1 行第 2 列不符合 JSON 格式" },
                { "[1] /* x */",        "第 1 行第 5 列以后还有多余的内容" },
                { "[99999999999999999999]", "第 1 行第 21 列的数字太大" },
                { "[\"\\u0000\"]",      "第 1 行第 9 列含有不允许的空字符" },
                { "[\"\\ud800\"]",      "第 1 行第 9 列不符合 JSON 格式" },
                { "[\"\xC3\x28\"]",     "第 1 行第 2 列附近不是 UTF-8 编码的文字，请把文件另存为 UTF-8 再试" },
                { "[\"a\tb\"]",         "第 1 行第 3 列不符合 JSON 格式" },
                { "tru",                "第 1 行第 3 列不符合 JSON 格式" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++) {
                const struct json *j = NULL;
                const struct fail *f = json_parse(cx, str_of(row[i].text), &j);
                ok(f && f->kind == FAIL_INVALID && !j);
                if (f)
                        same_str(f->say, row[i].say);
        }
}

TEST(json_depth_stops_at_64)
{
        char text[200001];
        memset(text, '[', 64);
        memset(text + 64, ']', 64);
        const struct json *j = NULL;
        done(json_parse(cx, (str){ text, 128 }, &j));
        memset(text, '[', 200000);
        j = NULL;
        const struct fail *f = json_parse(cx, (str){ text, 200000 }, &j);
        ok(f && !j);
        if (f)
                same_str(f->say, "第 1 行第 65 列嵌套超过 64 层");
}

TEST(json_takes_no_more_memory_than_the_arena_has)
{
        struct arena small;
        arena_init(&small, 1 << 20);
        struct ctx own = *cx;
        own.arena = &small;
        struct buf b = buf_new(cx->arena, 1 << 20);
        buf_byte(&b, '[');
        for (int i = 0; i < 100000; i++)
                buf_put(&b, S("1,"));
        buf_put(&b, S("1]"));
        const struct json *j;
        const struct fail *f = json_parse(&own, buf_str(&b), &j);
        ok(f && f->kind == FAIL_TOO_LARGE);
        arena_done(&small);
}

TEST(json_out_writes_what_json_in_reads)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "名", S("a\"\\\n\t\x01 中\xFF"));
        json_put_str(&j, "none", (str){ 0 });
        json_put_int(&j, "i", INT64_MIN);
        json_put_bool(&j, "b", true);
        json_open(&j, "list", '[');
        json_put_raw(&j, NULL, S("12.50"));
        json_open(&j, NULL, '{');
        json_close(&j, '}');
        json_close(&j, ']');
        json_close(&j, '}');
        same_str(buf_str(&b),
                 "{\"名\":\"a\\\"\\\\\\n\\t\\u0001 中\xEF\xBF\xBD\",\"none\":null,"
                 "\"i\":-9223372036854775808,\"b\":true,\"list\":[12.50,{}]}");
        const struct json *back = parsed(cx, buf_cstr(&b));
        same_str(json_at(back, "list")->item->s, "12.50");
        same_int(json_int(back, "i", 0), INT64_MIN);
        struct buf again = buf_new(cx->arena, 4096);
        struct json_out k = json_out(&again, false);
        json_put_value(&k, NULL, back);
        same_str(buf_str(&again), buf_cstr(&b));
}

TEST(json_out_pretty)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, true);
        json_open(&j, NULL, '{');
        json_put_int(&j, "a", 1);
        json_open(&j, "l", '[');
        json_close(&j, ']');
        json_open(&j, "m", '[');
        json_put_int(&j, NULL, 2);
        json_close(&j, ']');
        json_close(&j, '}');
        same_str(buf_str(&b), "{\n  \"a\": 1,\n  \"l\": [],\n  \"m\": [\n    2\n  ]\n}\n");
}
