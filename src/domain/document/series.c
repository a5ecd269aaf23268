/* domain/document/series.c - numbering series of official documents, and the numbers they give. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/document/document.sql.h"
#include "domain/document/inside.h"

static str series_change(struct ctx *cx, const struct document_series_wish *was,
                         const struct document_series_wish *now)
{
        const struct document_series_wish *sides[] = { was, now };
        struct buf b = buf_new(cx->arena, 16384);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        for (int i = 0; i < 2; i++) {
                json_open(&j, i ? "after" : "before", '{');
                if (sides[i]) {
                        json_put_str(&j, "name", sides[i]->name);
                        json_put_str(&j, "prefix", sides[i]->prefix);
                        json_put_str(&j, "mark", sides[i]->mark);
                        json_put_str(&j, "agency", sides[i]->agency);
                        json_put_str(&j, "kind", document_kind_text(sides[i]->kind));
                        json_put_int(&j, "unit", sides[i]->unit);
                        json_put_int(&j, "closed", sides[i]->closed);
                }
                json_close(&j, '}');
        }
        json_close(&j, '}');
        return buf_str(&b);
}

#define SERIES_OF(x)                                                                             \
        (struct document_series) {                                                               \
                .id = (x)->id, .version = (x)->version, .unit_name = (x)->unit_name,             \
                .wish = { .unit = (x)->unit, .name = (x)->name, .prefix = (x)->letters,          \
                          .mark = (x)->mark, .agency = (x)->agency, .kind = (x)->kind,           \
                          .closed = (x)->closed },                                               \
        }

const struct fail *document_series_list(struct ctx *cx, struct document_series **ret, int *ret_n)
{
        enum perm by = auth_may(cx, MAY_DOCUMENT_SEND) ? MAY_DOCUMENT_SEND : MAY_DOCUMENT_DRAFT;
        struct auth_reach r = auth_reach(cx, by);
        struct document_series *list = NULL;
        struct document_series_seen it;
        int n = 0, cap = 0;
        document_series_seen(&it, cx, r.prefix, r.unit, r.group);
        while (document_series_seen_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = SERIES_OF(&it);
        *ret = list, *ret_n = n;
        return document_series_seen_end(&it);
}

const struct fail *document_series_find(struct ctx *cx, int64_t id, struct document_series *ret)
{
        struct document_series_by_id s;
        const struct fail *f = document_series_by_id(cx, id, &s);
        if (!f && auth_see(cx, MAY_DOCUMENT_SEND, s.unit))
                f = auth_see(cx, MAY_DOCUMENT_DRAFT, s.unit);
        if (!f)
                *ret = SERIES_OF(&s);
        return f;
}

const struct fail *document_no_series(struct ctx *cx, str kind)
{
        const struct document_kind *k = document_kind_of(kind);
        return fail(cx, INVALID, "还没有可以给“%s”编号的文号系列，请在“公文登记”的“文号系列”里设一个",
                    words_of(cx->lang, k ? k->label : "公文"));
}

const struct fail *document_series_pick(struct ctx *cx, str kind, int64_t county,
                                        struct document_series *ret)
{
        struct document_series_for best;
        struct document_series_by_id s;
        const struct fail *f = document_series_for(cx, kind, county, cx->unit, &best);
        if (!f)
                f = document_series_by_id(cx, best.id, &s);
        if (f && f->kind == FAIL_NOT_FOUND)
                return document_no_series(cx, kind);
        if (!f)
                *ret = SERIES_OF(&s);
        return f;
}

static const struct fail *series_fits(struct ctx *cx, int64_t id,
                                      const struct document_series_wish *w)
{
        struct document_series_same same;
        const struct { const char *field; str value; int most; const char *why; } texts[] = {
                { "name", w->name, 40, "请填系列名称" },
                { "prefix", w->prefix, 20, "请填机关代字" },
                { "mark", w->mark, 60, "请填发文机关标志" },
                { "agency", w->agency, 60, "请填发文机关署名" },
        };
        for (size_t i = 0; i < COUNT_OF(texts); i++)
                if (!str_trim(texts[i].value).n || (int)utf8_count(texts[i].value) > texts[i].most)
                        return fail_field(cx, str_of(texts[i].field), "%s", words_of(cx->lang, texts[i].why));
        for (str rest = w->prefix; rest.n;) {
                uint32_t c = 0;
                size_t n = utf8_next(rest, &c);
                if (c < 0x80 || c == 0x3014 || c == 0x3015 || !n)       /* 〔 〕 come with the year */
                        return fail_field(cx, S("prefix"), "机关代字只写汉字，年份和序号由系统加上");
                rest = str_from(rest, n);
        }
        if (w->kind.n && !document_kind_of(w->kind))
                return fail_field(cx, S("kind"), "没有这种公文");
        const struct fail *f = document_series_same(cx, w->unit, w->prefix, id, &same);
        if (!f && same.n)
                f = fail_field(cx, S("prefix"), "这个单位已经有代字“%.*s”的系列", STR(w->prefix));
        return f;
}

const struct fail *document_series_add(struct ctx *cx, const struct document_series_wish *w,
                                       int64_t *ret_id)
{
        const struct fail *f = auth_change(cx, MAY_DOCUMENT_SEND, w->unit);
        if (!f)
                f = series_fits(cx, 0, w);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = document_series_insert(cx, w->unit, w->name, w->prefix, w->mark, w->agency, w->kind);
        audit_log(cx, "document.series", "document_series", id, series_change(cx, NULL, w));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

const struct fail *document_series_edit(struct ctx *cx, int64_t id, int64_t version,
                                        const struct document_series_wish *w)
{
        struct document_series was;
        struct document_series_used used = { 0 };
        struct document_counts given;
        const struct fail *f = document_series_find(cx, id, &was);
        if (!f)
                f = auth_change(cx, MAY_DOCUMENT_SEND, was.wish.unit);
        if (!f && w->unit != was.wish.unit)
                f = auth_change(cx, MAY_DOCUMENT_SEND, w->unit);
        if (!f)
                f = series_fits(cx, id, w);
        if (!f)
                f = document_series_used(cx, id, &used);
        if (f)
                return f;
        document_counts(&given, cx, id);
        while (document_counts_next(&given))
                used.n++;
        f = document_counts_end(&given);
        if (!f && used.n && w->unit != was.wish.unit)
                f = fail_field(cx, S("unit"), "已经用过的系列不能换单位，请停用后另设一个");
        if (!f && used.n && !str_eq(w->prefix, was.wish.prefix))
                f = fail_field(cx, S("prefix"), "已经用过的系列不能改代字，请停用后另设一个");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        document_series_set(cx, id, version, w->unit, w->name, w->prefix, w->mark, w->agency, w->kind,
                            w->closed);
        audit_log(cx, "document.series", "document_series", id, series_change(cx, &was.wish, w));
        return audit_conflict(cx, tx_commit(&tx), "document_series", id);
}

/* ---- numbers ------------------------------------------------------------------------------------ */

const struct fail *document_last(struct ctx *cx, int64_t series, int year, int64_t *ret)
{
        struct document_count_last c;
        const struct fail *f = document_count_last(cx, series, year, &c);
        *ret = f ? 0 : c.last;
        return f && f->kind == FAIL_NOT_FOUND ? NULL : f;
}

const struct fail *document_begin_after(struct ctx *cx, int64_t series, int year, int64_t last,
                                        str reason)
{
        struct document_series s;
        int64_t now = 0;
        const struct fail *f = document_series_find(cx, series, &s);
        if (!f)
                f = auth_change(cx, MAY_DOCUMENT_SEND, s.wish.unit);
        if (!f)
                f = document_last(cx, series, year, &now);
        if (!f && (last <= now || last > 9999999))
                f = fail_field(cx, S("last"), "%d 年已经编到 %ld 号，只能往后接", year, (long)now);
        if (!f && !str_trim(reason).n)
                f = fail_field(cx, S("reason"), "请写明原因，如“此前手工编到 36 号”");
        if (f)
                return f;
        struct buf b = buf_new(cx->arena, 8192);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "before", '{');
        json_put_int(&j, "number", now);
        json_close(&j, '}');
        json_open(&j, "after", '{');
        json_put_int(&j, "year", year);
        json_put_int(&j, "number", last);
        json_put_str(&j, "reason", str_trim(reason));
        json_close(&j, '}');
        json_close(&j, '}');
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        document_count_begin(cx, series, year, last);
        audit_log(cx, "document.count", "document_series", series, buf_str(&b));
        return audit_conflict(cx, tx_commit(&tx), "document_series", series);
}

int64_t document_number(struct ctx *cx, int64_t series, int year)
{
        return document_count_next(cx, series, year);
}
