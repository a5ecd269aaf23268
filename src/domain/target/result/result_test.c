/* domain/target/result/result_test.c - runs: computed, kept, read, unpacked. */
#include "core/crypto/hash.h"
#include "domain/target/result/basis.h"
#include "domain/target/result/pack.h"
#include "domain/target/result/result.sql.h"
#include "tests/fixture_county.h"
#include "tests/fixture_result.h"
#include "tests/test.h"

/* The figures, targets and scheme in the database are those of fixture_county.c: so are the
 * scores. */
TEST_LONG(run_of_a_county_is_what_the_engine_says)
{
        struct year_county y;
        struct county c;
        struct result_basis b;
        struct result_outcome o;
        int64_t id;
        year_county_make(cx, 2024, 100, 60, &y);
        year_county_fill(cx, &y, 11);
        done(result_load(cx, y.scheme, 11, RESULT_MONITOR, &b));
        result_score(cx->arena, &b, &o);
        county_scheme(cx, false, &c);
        county_input(cx->arena, &c, 12, true);
        county_fill(&c, 0);
        struct result *r = result_new(cx->arena, &c.scheme, &c.input);
        score_all(&c.scheme, &c.input, r);
        int other = 0;
        for (int l = 0; l < 60; l++)
                for (int u = 0; u < 100; u++)
                        for (int slot = 0; slot < 13; slot++)
                                other += r->points[result_leaf(r, slot, l, u)].micro !=
                                         o.r->points[result_leaf(o.r, slot, l, u)].micro;
        same_int(other, 0);
        for (int u = 0; u < 100; u++) {
                other += result_points(&c.scheme, r, 12, 0, u).micro != o.raw[u].micro;
                other += r->rank[result_unit(r, 12, u)] != o.places[u].first_rank;
        }
        same_int(other, 0);

        /* kept and read again */
        struct result_run run;
        const struct result_unit *units;
        const struct result_node *nodes;
        int n;
        done(result_compute(cx, &(struct result_wish){ y.scheme, 11, RESULT_MONITOR, { 0 } }, &id));
        done(db_wait(cx));
        done(result_run_find(cx, id, &run));
        same_int(run.no, 1);
        same_int(run.through, 11);
        done(result_units(cx, &run, &units, &n));
        same_int(n, 100);
        other = 0;
        for (int i = 0; i < n; i++) {
                int u = result_unit_at(&b, units[i].unit);
                other += units[i].total.micro != o.sums[u].total.micro ||
                         units[i].rank != o.places[u].rank || units[i].hidden;
        }
        same_int(other, 0);
        done(result_nodes(cx, &run, 0, &nodes, &n));
        same_int(n, 100 * 66);
        for (int i = 0; i < n; i++) {
                int u = result_unit_at(&b, nodes[i].unit), k = result_node_at(&b, nodes[i].node);
                other += result_points(&b.scheme, o.r, 12, k, u).micro != nodes[i].points.micro;
                if (b.scheme.nodes[k].leaf >= 0) {
                        size_t at = result_leaf(o.r, 12, b.scheme.nodes[k].leaf, u);
                        other += o.r->state[at] != nodes[i].state;
                        other += trace_pack(&o.r->trace[at]) != trace_pack(&nodes[i].trace);
                }
        }
        same_int(other, 0);

        /* its inputs come out as they went in, and give the same digest */
        struct result_basis again;
        struct result_outcome second;
        done(result_basis_of(cx, &run, &again));
        ok(str_eq(result_pack(cx->arena, &b), result_pack(cx->arena, &again)));
        result_score(cx->arena, &again, &second);
        struct digest d = result_digest(cx->arena, &again, result_pack(cx->arena, &again), &second);
        ok(str_eq(run.digest, (str){ (const char *)d.b, DIGEST_BYTES }));
}

TEST(numbers_are_packed_one_way)
{
        const int64_t v[] = { 0, 1, -1, 63, 64, -64, 127, 128, 16383, INT64_MAX, INT64_MIN };
        struct packer p = packer_new(cx->arena, 200);
        for (size_t i = 0; i < COUNT_OF(v); i++)
                pack_int(&p, v[i]);
        pack_str(&p, S("示例县")), pack_str(&p, S("")), pack_str(&p, (str){ 0 });
        struct unpacker u = unpacker_new(packer_str(&p));
        for (size_t i = 0; i < COUNT_OF(v); i++)
                same_int(unpack_int(&u), v[i]);
        same_str(unpack_str(&u), "示例县");
        same_str(unpack_str(&u), "");
        same_str(unpack_str(&u), NULL);
        ok(!u.broken && u.p == u.end);
        (void)unpack_int(&u);
        ok(u.broken);
        /* 1 in two bytes is not how it is written */
        struct unpacker odd = unpacker_new((str){ "\x81\x00", 2 });
        (void)unpack_uint(&odd);
        ok(odd.broken);
        /* 65 bits */
        struct unpacker long_one = unpacker_new((str){ "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10 });
        (void)unpack_uint(&long_one);
        ok(long_one.broken);
        struct unpacker text = unpacker_new((str){ "\x09" "abc", 4 });
        (void)unpack_str(&text);
        ok(text.broken);
}
