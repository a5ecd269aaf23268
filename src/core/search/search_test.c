/* core/search/search_test.c - the index finds what LIKE finds, no more and no less. */
#include "core/search/search.h"
#include "core/search/search.sql.h"
#include "tests/test.h"

static const char *const letters[] = { "交", "通", "局", "县", "委", "水", "务", "重", "庆", "a", "B", "Ａ", "1",
                                       "２", "%", "_", "!", "'", " ", "　", "é", "ﬁ", "𠮷", "," };

static uint32_t dice(uint32_t *seed) { return *seed = *seed * 1103515245u + 12345u, *seed >> 16; }

static str random_text(struct ctx *cx, uint32_t *seed, int most)
{
        struct buf b = buf_new(cx->arena, 4096);
        int n = (int)(dice(seed) % (uint32_t)most) + 1;
        for (int i = 0; i < n; i++)
                buf_put(&b, str_of(letters[dice(seed) % COUNT_OF(letters)]));
        return str_copy(cx->arena, buf_str(&b));
}

/* Every record, in order: 1 where it was found. */
static int found(struct ctx *cx, const struct search_word *w, bool scan, char *ret, int most)
{
        int n = 0;
        memset(ret, 0, (size_t)most);
        if (scan) {
                struct search_scan it;
                search_scan(&it, cx, S("t"), w->like[0], w->like[1], w->like[2]);
                while (search_scan_next(&it))
                        ret[it.record] = 1, n++;
                done(search_scan_end(&it));
        } else {
                struct search_find it;
                search_find(&it, cx, S("t"), w->first, w->last, w->like[0], w->like[1], w->like[2]);
                while (search_find_next(&it))
                        ret[it.record] = 1, n++;
                done(search_find_end(&it));
        }
        return n;
}

TEST_DB(search_finds_what_like_finds)
{
        enum { DOCS = 150, WORDS = 400 };
        uint32_t seed = 7;
        str text[DOCS];
        char by_index[DOCS], by_scan[DOCS];
        int hits = 0, long_hits = 0;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; i < DOCS; i++) {
                text[i] = random_text(cx, &seed, 14);
                search_put(cx, "t", i, 1, text[i]);
        }
        for (int i = 0; i < DOCS; i += 3) {             /* changed and dropped ones leave nothing behind */
                text[i] = random_text(cx, &seed, 14);
                search_put(cx, "t", i, 2, text[i]);
        }
        for (int i = 0; i < DOCS; i += 10)
                search_drop(cx, "t", i);
        done(tx_commit(&tx));
        for (int i = 0; i < WORDS; i++) {
                struct search_word w = search_word(cx->arena, random_text(cx, &seed, 1 + i % 4));
                if (w.empty)
                        continue;
                int n = found(cx, &w, false, by_index, DOCS);
                same_int(n, found(cx, &w, true, by_scan, DOCS));
                ok(!memcmp(by_index, by_scan, DOCS));
                hits += n;
                long_hits += n > 0 && i % 4 > 0;
        }
        ok(hits > 1000);
        ok(long_hits > 20);
        struct search_state state;
        done(search_verify(cx, &state));
        same_int(state.docs, DOCS - DOCS / 10);
        same_int(state.wrong, 0);
        same_int(state.gone, state.docs);               /* no domain has the kind "t" */
}

TEST_DB(search_folds_width_case_and_blanks)
{
        static const struct { const char *text, *word; bool want; } rows[] = {
                { "示例县交通运输局", "交通", true }, { "示例县交通运输局", "通交", false },
                { "示例县交通运输局", "局", true },   { "示例县交通运输局", "交运", false },
                { "ＡＢＣ办公室", "abc办", true },    { "abc", "ＢＣ", true },
                { "二〇二四 年度", "二四　年", true }, { "100%达标", "0%达", true },
                { "100达标", "0%达", false },          { "a_b", "a_b", true },
                { "axb", "a_b", false },               { "甲甲乙", "甲乙", true },
                { "柳溪镇人民政府", "柳溪 镇", true },  { "县水务局年度目标", "水务　目标", true },
                { "县水务局年度目标", "目标 水务", true }, { "县水务局", "水 局", true },
                { "县水务局年度目标", "目标 水利", false }, { "县水务局年度目标", "年度 目标 水务", true },
                { "县水务局年度目标", "目标 年度 水务", true }, { "县水务局年度目标", "县 目标 年 局", false },
                { "甲乙丙甲", "丙甲", true },           { "甲乙x乙丙", "甲乙丙", false },
        };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (size_t i = 0; i < COUNT_OF(rows); i++)
                search_put(cx, "t", (int64_t)i, 1, str_of(rows[i].text));
        done(tx_commit(&tx));
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                struct search_word w = search_word(cx->arena, str_of(rows[i].word));
                char got[COUNT_OF(rows)];
                found(cx, &w, false, got, COUNT_OF(rows));
                if (!ok(got[i] == rows[i].want))
                        test_note("%s in %s", rows[i].word, rows[i].text);
        }
        ok(search_word(cx->arena, S(" ")).empty);
}
