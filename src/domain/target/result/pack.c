/* domain/target/result/pack.c - the inputs of a run as bytes, and back. */
#include "domain/target/result/basis.h"
#include "domain/target/result/pack.h"

enum { PACK_VERSION = 1, MOST_TEXT = 1 << 20, MOST_LIST = 1 << 20 };
/* How a figure begins: the low two bits of its first number. */
enum { CELL_NONE, CELL_NA, CELL_VALUE, CELL_SAME };     /* SAME: as the month before,
        from the same row */

void pack_str(struct packer *p, str s)
{
        pack_uint(p, s.p ? (uint64_t)s.n + 1 : 0);
        must(p->cap - p->n >= s.n);
        if (s.n)
                memcpy(p->p + p->n, s.p, s.n);
        p->n += s.n;
}

int64_t unpack_within(struct unpacker *u, int64_t least, int64_t most)
{
        int64_t v = unpack_int(u);
        if (v >= least && v <= most)
                return v;
        u->broken = true;
        return least;
}

str unpack_str(struct unpacker *u)
{
        uint64_t n = unpack_uint(u);
        if (!n || u->broken)
                return (str){ 0 };
        if (--n > MOST_TEXT || n > (uint64_t)(u->end - u->p)) {
                u->broken = true;
                return (str){ 0 };
        }
        str s = { (const char *)u->p, (size_t)n };
        u->p += n;
        return s;
}

/* ---- figures ------------------------------------------------------------------------------------ */

/* Is the column due in the month? Only these are kept. */
static bool column_due(const struct scheme *s, int leaf, int period)
{
        uint32_t periods = s->nodes[s->node_of[leaf]].periods;
        return !periods || periods >> period & 1;
}

static void pack_figures(struct packer *p, const struct result_basis *b)
{
        const struct scheme *s = &b->ready.scheme;
        int64_t near = 0;               /* the row before: rows of one upload lie together */
        for (int l = 0; l < s->n_leaves; l++)
                for (int c = s->leaves[l].column; c < s->leaves[l].column + s->leaves[l].n_columns; c++)
                        for (int u = 0; u < b->input.n_units; u++) {
                                int64_t last = FIGURE_NONE, last_source = 0;
                                for (int m = 0; m <= b->through; m++) {
                                        if (!column_due(s, l, m))
                                                continue;
                                        size_t at = input_at(&b->input, m, c, u);
                                        int64_t v = b->figure[at], source = b->source[at];
                                        if (v > FIGURE_NA && v == last && source == last_source) {
                                                pack_uint(p, CELL_SAME);
                                                continue;
                                        }
                                        uint64_t zig = (uint64_t)v << 1 ^ (uint64_t)(v >> 63);
                                        last = v, last_source = source;
                                        if (v == FIGURE_NONE) {
                                                pack_uint(p, CELL_NONE);
                                                continue;
                                        }
                                        pack_uint(p, v == FIGURE_NA ? (uint64_t)CELL_NA
                                                                    : zig << 2 | CELL_VALUE);
                                        pack_int(p, source - near);
                                        near = source;
                                }
                        }
}

static void unpack_figures(struct unpacker *p, struct result_basis *b)
{
        const struct scheme *s = &b->ready.scheme;
        int64_t near = 0;
        for (int l = 0; l < s->n_leaves; l++)
                for (int c = s->leaves[l].column; c < s->leaves[l].column + s->leaves[l].n_columns; c++)
                        for (int u = 0; u < b->input.n_units && !p->broken; u++) {
                                int64_t last = FIGURE_NONE, last_source = 0;
                                for (int m = 0; m <= b->through; m++) {
                                        if (!column_due(s, l, m))
                                                continue;
                                        size_t at = input_at(&b->input, m, c, u);
                                        uint64_t first = unpack_uint(p), zig = first >> 2;
                                        unsigned kind = first & 3;
                                        if (kind == CELL_SAME) {
                                                b->figure[at] = last, b->source[at] = last_source;
                                                continue;
                                        }
                                        last = kind == CELL_NONE ? FIGURE_NONE
                                             : kind == CELL_NA   ? FIGURE_NA
                                                 : (int64_t)(zig >> 1) ^ -(int64_t)(zig & 1);
                                        if (kind == CELL_VALUE &&
                                            (last > FIGURE_MOST || last < -FIGURE_MOST))
                                                p->broken = true;
                                        last_source = 0;
                                        if (kind != CELL_NONE) {
                                                /* wraps, as any sum of bytes from outside may */
                                                near = (int64_t)((uint64_t)near + (uint64_t)unpack_int(p));
                                                last_source = near;
                                        }
                                        b->figure[at] = last, b->source[at] = last_source;
                                }
                        }
}

/* ---- effects,
        decisions ----------------------------------------------------------------------- */

static size_t texts_size(const struct result_basis *b)
{
        size_t n = 0;
        for (int i = 0; i < b->n_effects; i++)
                n += b->effects[i].title.n + b->effects[i].basis.n + b->effects[i].decided_by.n +
                     b->effects[i].matter.n + b->effects[i].lifted_by.n + 200;
        for (int i = 0; i < b->n_decisions; i++)
                n += b->decisions[i].reason.n + b->decisions[i].decided_by.n + 100;
        return n;
}

static void pack_effects(struct packer *p, const struct result_basis *b)
{
        pack_int(p, b->n_effects);
        for (int i = 0; i < b->n_effects; i++) {
                const struct effect *x = &b->effects[i];
                pack_int(p, b->effect_ids[i]);
                pack_int(p, x->unit);
                pack_int(p, x->kind);
                pack_str(p, x->title);
                pack_str(p, x->basis);
                pack_str(p, x->decided_by);
                pack_int(p, x->on.n);
                pack_int(p, x->level);
                pack_str(p, x->matter);
                pack_int(p, x->klass);
                pack_int(p, x->amount.micro);
                pack_int(p, x->grade);
                pack_int(p, x->lifted);
                pack_str(p, x->lifted_by);
                pack_int(p, x->proved);
        }
        pack_int(p, b->n_decisions);
        for (int i = 0; i < b->n_decisions; i++) {
                const struct grade_decision *x = &b->decisions[i];
                pack_int(p, b->decision_ids[i]);
                pack_int(p, x->unit);
                pack_int(p, x->grade);
                pack_str(p, x->reason);
                pack_str(p, x->decided_by);
                pack_int(p, x->on.n);
        }
}

static day unpack_day(struct unpacker *p)
{
        return (day){ (int32_t)unpack_within(p, INT32_MIN, INT32_MAX) };
}

static void unpack_effects(struct arena *a, struct unpacker *p, struct result_basis *b)
{
        int last_grade = b->e.n_grades - 1, last_unit = b->input.n_units - 1;
        /* each takes at least ten bytes, so the list cannot be longer than what is there */
        int n = (int)unpack_within(p, 0, MOST_LIST);
        n = n > (p->end - p->p) / 10 ? (p->broken = true, 0) : n;
        struct effect *e = NEW_ARRAY(a, struct effect, (size_t)n + 1);
        int64_t *ids = NEW_ARRAY(a, int64_t, (size_t)n + 1);
        for (int i = 0; i < n && !p->broken; i++) {
                ids[i] = unpack_int(p);
                e[i].unit = (int)unpack_within(p, 0, last_unit);
                e[i].kind = (enum effect_kind)unpack_within(p, 0, EFFECT_KINDS - 1);
                e[i].title = unpack_str(p), e[i].basis = unpack_str(p);
                e[i].decided_by = unpack_str(p);
                e[i].on = unpack_day(p);
                e[i].level = (int)unpack_within(p, 0, EFFECT_LEVELS - 1);
                e[i].matter = unpack_str(p);
                e[i].klass = (int)unpack_within(p, -1, b->e.n_classes - 1);
                e[i].amount.micro = unpack_within(p, 0, POINTS_MOST);
                e[i].grade = (int)unpack_within(p, e[i].kind >= EFFECT_CEILING ? 0 : -1,
                                                last_grade);
                e[i].lifted = unpack_within(p, 0, 1);
                e[i].lifted_by = unpack_str(p);
                e[i].proved = unpack_within(p, 0, 1);
        }
        b->effects = e, b->effect_ids = ids, b->n_effects = n;
        n = (int)unpack_within(p, 0, MOST_LIST);
        n = n > (p->end - p->p) / 6 ? (p->broken = true, 0) : n;
        struct grade_decision *d = NEW_ARRAY(a, struct grade_decision, (size_t)n + 1);
        ids = NEW_ARRAY(a, int64_t, (size_t)n + 1);
        for (int i = 0; i < n && !p->broken; i++) {
                ids[i] = unpack_int(p);
                d[i].unit = (int)unpack_within(p, 0, last_unit);
                d[i].grade = (int)unpack_within(p, 0, last_grade);
                d[i].reason = unpack_str(p), d[i].decided_by = unpack_str(p);
                d[i].on = unpack_day(p);
        }
        b->decisions = d, b->decision_ids = ids, b->n_decisions = n;
}

/* ---- both ways ---------------------------------------------------------------------------------- */

str result_pack(struct arena *a, const struct result_basis *b)
{
        size_t cells = (size_t)b->input.n_periods * (size_t)b->input.n_columns *
                       (size_t)b->input.n_units;
        struct packer p = packer_new(a, cells * 20 + texts_size(b) + 256);
        pack_int(&p, PACK_VERSION);
        pack_int(&p, b->through);
        pack_int(&p, b->stage);
        pack_int(&p, b->input.n_units);
        pack_int(&p, b->input.n_columns);
        pack_figures(&p, b);
        pack_effects(&p, b);
        return packer_str(&p);
}

const struct fail *result_unpack(struct ctx *cx, const struct edition *e, str bytes,
                                 struct result_basis *ret)
{
        struct result_basis b = { .e = *e };
        struct unpacker p = unpacker_new(bytes);
        const struct fail *f = edition_to_score(cx, e, &b.ready);
        if (f)
                return f;
        (void)unpack_within(&p, PACK_VERSION, PACK_VERSION);
        b.through = (int)unpack_within(&p, 0, 11);
        b.stage = (enum result_stage)unpack_within(&p, 0, RESULT_STAGES - 1);
        (void)unpack_within(&p, b.ready.n_units, b.ready.n_units);
        (void)unpack_within(&p, b.ready.n_columns, b.ready.n_columns);
        if (p.broken)
                return fail(cx, INVALID, "核算的输入与方案不符");
        result_shape(cx->arena, &b);
        result_rules(cx->arena, &b);
        f = scheme_ready(cx, &b.scheme, &b.input);
        if (f)
                return f;
        unpack_figures(&p, &b);
        if (!p.broken)
                unpack_effects(cx->arena, &p, &b);
        if (p.broken || p.p != p.end)
                return fail(cx, INVALID, "核算的输入不完整");
        *ret = b;
        return NULL;
}
