/* domain/target/ballot/papers.c - slips with codes, and the result, as documents. */
/* words: document text */
#include "core/doc/doc.h"
#include "domain/target/ballot/ballot.h"

/* "K7QM-3XWB-…": in fours, as people read them. */
static str in_fours(struct arena *a, str code)
{
        struct buf b = buf_new(a, 64);
        for (size_t i = 0; i < code.n; i += 4)
                buf_f(&b, "%s%.*s", i ? "-" : "", 4, code.p + i);
        return buf_str(&b);
}

struct doc *poll_slips(struct ctx *cx, const struct poll *p, int source, const struct poll_slip *s,
                       int n)
{
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, "%.*s投票码", STR(p->name)));
        d->subject = p->scheme_name, d->made_at = cx->now;
        doc_title(d, str_f(cx->arena, "%.*s", STR(p->name)));
        doc_para_of(d, str_f(cx->arena, "来源：%.*s。共 %d 张，沿格线裁开，打乱后分发，不登记谁领了哪一张。"
                             "有“不评”字样的只发给那个单位的人。", STR(p->sources[source].name), n));
        doc_para_of(d, str_f(cx->arena, "投票：在手机或电脑上打开本系统的“凭投票码评议”（/vote），输入投票码；%.*s至%.*s有效，一码一票。",
                             STR(day_zh(cx->arena, p->opens)), STR(day_zh(cx->arena, p->closes))));
        struct doc_table *t = doc_table(d, (str){ 0 }, S("投票码"), 2);
        t->columns[0].head = S("投票码"), t->columns[1].head = S("投票码");
        for (int i = 0; i < n; i += 2) {
                struct doc_row *r = doc_row(d, t);
                for (int k = 0; k < 2 && i + k < n; k++) {
                        str own = s[i + k].unit ? str_f(cx->arena, "\n不评 %.*s", STR(s[i + k].unit_name)) : S("");
                        doc_cell_text(d, r, k, str_f(cx->arena, "%.*s%.*s", STR(in_fours(cx->arena, s[i + k].code)),
                                                     STR(own)));
                }
        }
        return d;
}

struct doc *poll_doc(struct ctx *cx, const struct poll *p, const struct poll_count *c,
                     const int *order, bool parts)
{
        struct doc *d = doc_new(cx->arena, str_f(cx->arena, "%.*s结果", STR(p->name)));
        bool many = parts && p->n_sources > 1;
        str held = { 0 };
        int n = 3 + (many ? p->n_sources : 0);
        d->subject = p->scheme_name, d->made_at = cx->now;
        doc_title(d, str_f(cx->arena, "%.*s结果", STR(p->name)));
        doc_para_of(d, str_f(cx->arena, "投票时间：%.*s至%.*s。方式：%s。规则：%s，%s。收到 %d 份票，应投 %d 人。",
                             STR(day_zh(cx->arena, p->opens)), STR(day_zh(cx->arena, p->closes)),
                             p->secret ? "无记名" : "记名", rating_rows[p->rule].name, rating_rows[p->rule].help,
                             p->ballots, poll_members(p)));
        struct doc_table *t = doc_table(d, (str){ 0 }, str_f(cx->arena, "%.*s结果", STR(p->name)), n + 4);
        t->columns[0].head = S("名次"), t->columns[1].head = S("单位"), t->columns[1].width = 3;
        t->columns[2].head = p->rule == RATING_MAJORITY ? S("结论") : S("得分");
        for (int s = 0; many && s < p->n_sources; s++)
                t->columns[3 + s].head = p->sources[s].name;
        for (int i = BALLOT_VALID; i < BALLOT_STATES; i++)
                t->columns[n + i].head = str_of(ballot_state_words[i]);
        for (int i = 0; i < n + 4; i++)
                if (i != 1)
                        t->columns[i].align = DOC_RIGHT, t->columns[i].places = -1;
        t->columns[n].places = t->columns[n + 1].places = t->columns[n + 2].places = t->columns[n + 3].places = 0;
        for (int i = 0; i < p->n_units; i++) {
                int u = order[i];
                const struct rated *x = &c->rated[u];
                const int counts[BALLOT_STATES] = { x->valid, x->unknown, x->absent, x->invalid };
                struct doc_row *r = doc_row(d, t);
                doc_cell_text(d, r, 0, c->rank[u] ? str_f(cx->arena, "%d", c->rank[u]) : S("—"));
                doc_cell_text(d, r, 1, p->units[u].name);
                doc_cell_text(d, r, 2, x->none ? S("—") : p->rule == RATING_MAJORITY ? p->grades[x->verdict].name
                                                        : points_str(cx->arena, x->score, 2));
                for (int s = 0; many && s < p->n_sources; s++)
                        doc_cell_text(d, r, 3 + s, !c->apart[u] || x->source[s].micro == INT64_MIN
                                                           ? S("—") : points_str(cx->arena, x->source[s], 2));
                for (int k = 0; k < BALLOT_STATES; k++)
                        doc_cell_number(r, n + k, counts[k]);
                if (x->held)
                        held = str_f(cx->arena, "%.*s%s%.*s", STR(held), held.n ? "、" : "", STR(p->units[u].name));
        }
        if (held.n)
                doc_para_of(d, str_f(cx->arena, "%.*s的有效票太少，算出得分会认出是谁投的，没有得分。", STR(held)));
        return d;
}
