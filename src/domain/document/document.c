/* domain/document/document.c - the register: what a document says, who may see it, its paper. */
#include "core/audit/audit.h"
#include "core/config/config.h"
#include "core/search/search.h"
#include "core/text/json.h"
#include "domain/document/document.h"
#include "domain/document/document.sql.h"
#include "domain/document/inside.h"
#include "domain/org/org.h"

enum { MOST_PARTS = 8 << 20 };          /* bytes of one part as blocks */

const struct document_kind document_kinds[] = {
#define DOCUMENT_KIND(code, label, form) { code, label, GONGWEN_##form },
#include "domain/document/kinds.def"
#undef DOCUMENT_KIND
};
const int n_document_kinds = COUNT_OF(document_kinds);

static const struct document_source sources[] = {
#define DOCUMENT_SOURCE(code, label, path) { code, label, path },
#include "domain/document/sources.def"
#undef DOCUMENT_SOURCE
};

const char *const document_urgencies[DOCUMENT_URGENCIES] = { "", "加急", "特急" };

const struct document_kind *document_kind_of(str code)
{
        for (int i = 0; i < n_document_kinds; i++)
                if (str_is(code, document_kinds[i].code))
                        return &document_kinds[i];
        return NULL;
}

str document_kind_text(str code)
{
        const struct document_kind *k = document_kind_of(code);
        return k ? str_of(k->label) : code;
}

const struct document_source *document_source_of(str code)
{
        for (size_t i = 0; i < COUNT_OF(sources); i++)
                if (str_is(code, sources[i].code))
                        return &sources[i];
        return NULL;
}

str document_number_of(struct arena *a, const struct document *d)
{
        return d->number ? gongwen_number(a, d->prefix, d->year, d->number) : (str){ 0 };
}

/* ---- reading -------------------------------------------------------------------------------------- */

const struct fail *document_read(struct ctx *cx, int64_t id, struct document *ret)
{
        struct document_by_id x;
        const struct fail *f = document_by_id(cx, id, &x);
        if (f)
                return f;
        *ret = (struct document){
                .id = x.id, .unit = x.unit, .series = x.series, .record = x.has_record ? x.record : 0,
                .number = x.has_number ? x.number : 0, .version = x.version, .at = x.at,
                .state = (enum document_state)x.state, .form = (enum gongwen_form)x.form,
                .year = (int)x.year, .kind = x.kind, .title = x.title, .to = x.addressee,
                .copies = x.copies, .urgency = x.urgency, .secrecy = x.secrecy, .copy_no = x.copy_no,
                .note = x.note, .body = x.body, .source = x.source, .signer = x.signer, .words = x.words,
                .prefix = x.letters, .mark = x.mark, .agency = x.agency, .unit_name = x.unit_name,
                .who = x.who_name, .dated = x.signed_on, .sent = x.sent };
        return NULL;
}

static const struct fail *works_on(struct ctx *cx, const struct document *d)
{
        static const enum perm by[] = { MAY_DOCUMENT_DRAFT, MAY_DOCUMENT_SIGN, MAY_DOCUMENT_SEND };
        const struct fail *f = NULL;
        for (size_t i = 0; i < COUNT_OF(by); i++) {
                f = auth_see_year(cx, by[i], d->unit, d->year);
                if (!f)
                        return NULL;
        }
        return f;
}

struct auth_reach document_working_reach(struct ctx *cx)
{
        static const enum perm by[] = { MAY_DOCUMENT_DRAFT, MAY_DOCUMENT_SEND, MAY_DOCUMENT_SIGN };
        for (size_t i = 0; i < COUNT_OF(by); i++)
                if (auth_may(cx, by[i]))
                        return auth_reach(cx, by[i]);
        return auth_reach(cx, MAY_DOCUMENT_DRAFT);
}

const struct fail *document_find(struct ctx *cx, int64_t id, struct document *ret)
{
        struct document d;
        struct document_goes_to to;
        const struct fail *f = document_read(cx, id, &d);
        if (!f)
                f = works_on(cx, &d);
        bool out = (d.state == DOCUMENT_SENT || d.state == DOCUMENT_VOID) && d.number;
        if (f && f->kind == FAIL_NOT_FOUND && d.id == id && out && auth_may(cx, MAY_DOCUMENT_VIEW)) {
                struct auth_reach r = auth_reach(cx, MAY_DOCUMENT_VIEW);
                f = auth_see_year(cx, MAY_DOCUMENT_VIEW, d.unit, d.year);
                if (f && f->kind == FAIL_NOT_FOUND && r.scope != SCOPE_NONE && r.years.first <= d.year &&
                    d.year <= r.years.last) {
                        const struct fail *g = document_goes_to(cx, id, r.prefix, r.unit, r.group, &to);
                        f = g ? g : to.n ? NULL : f;
                }
        }
        if (!f)
                *ret = d;
        return f;
}

const struct fail *document_of(struct ctx *cx, const char *source, int64_t record,
                               struct document *ret)
{
        struct document_newest_of newest;
        const struct fail *f = document_newest_of(cx, str_of(source), record, &newest);
        return f ? f : document_read(cx, newest.id, ret);
}

const struct fail *document_units(struct ctx *cx, int64_t id, const str **ret, int *ret_n)
{
        struct document_to_units it;
        str *list = NULL;
        int n = 0, cap = 0;
        document_to_units(&it, cx, id);
        while (document_to_units_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = it.brief;
        *ret = list, *ret_n = n;
        return document_to_units_end(&it);
}

/* ---- whom an address names -------------------------------------------------------------------------- */

/* The root of a path: "/1/4/9/" gives "/1/". */
static str root_of(str path)
{
        size_t i = 1;
        while (i < path.n && path.p[i] != '/')
                i++;
        return str_head(path, i + 1);
}

struct named { int64_t id; str name, brief; int kind; };

/* "各乡镇人民政府", "县级各部门", "各园区": all of a kind. */
static int collective(str word)
{
        static const struct { const char *has; int kind; } words[] = {
                { "各乡镇", ORG_TOWN }, { "各乡（镇）", ORG_TOWN }, { "各镇", ORG_TOWN }, /* document text */
                { "各部门", ORG_DEPARTMENT }, { "各单位", ORG_DEPARTMENT }, { "各园区", ORG_PARK }, /* document text */
        };
        for (size_t i = 0; i < COUNT_OF(words); i++)
                if (str_find(word, str_of(words[i].has)) >= 0)
                        return words[i].kind;
        return -1;
}

static void put_named(struct ctx *cx, int64_t id, const struct named *all, int n, str address)
{
        static const char *const parts[] = { "，", "、", "；", ",", ";" };
        while (address.n) {
                size_t end = address.n, next = address.n;
                for (size_t i = 0; i < COUNT_OF(parts); i++) {
                        ptrdiff_t at = str_find(address, str_of(parts[i]));
                        if (at >= 0 && (size_t)at < end)
                                end = (size_t)at, next = end + strlen(parts[i]);
                }
                str word = str_trim(str_head(address, end));
                int kind = collective(word);
                for (int i = 0; word.n && i < n; i++)
                        if (str_eq(all[i].name, word) || str_eq(all[i].brief, word) ||
                            (kind >= 0 && all[i].kind == kind))
                                document_to_add(cx, id, all[i].id);
                address = str_from(address, next);
        }
}

static const struct fail *named_units(struct ctx *cx, int64_t unit, struct named **ret, int *ret_n)
{
        struct org_unit own;
        struct document_units_named it;
        struct named *list = NULL;
        int n = 0, cap = 0;
        const struct fail *f = org_unit_by_id(cx, unit, &own);
        if (f)
                return f;
        document_units_named(&it, cx, root_of(own.path));
        while (document_units_named_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct named){ it.id, it.name, it.brief, (int)it.kind };
        *ret = list, *ret_n = n;
        return document_units_named_end(&it);
}

/* ---- the paper ---------------------------------------------------------------------------------------- */

/* Lines of text as blocks: 一、 （一） 1. （1） begin headings of their level where they stand alone. */
static int heading_level(str line)
{
        static const char *const tens[] = { "一", "二", "三", "四", "五", /* document text */
                                            "六", "七", "八", "九", "十" }; /* document text */
        str rest = str_starts(line, S("（")) ? str_from(line, 3) : line; /* document text */
        size_t used = 0;
        for (bool more = true; more;) {
                more = false;
                for (size_t i = 0; i < COUNT_OF(tens) && !more; i++)
                        if (str_starts(str_from(rest, used), str_of(tens[i])))
                                used += strlen(tens[i]), more = true;
        }
        if (used && utf8_count(line) <= 28) {
                if (rest.p == line.p && str_starts(str_from(rest, used), S("、")))
                        return 1;
                if (rest.p != line.p && str_starts(str_from(rest, used), S("）")))
                        return 2;
        }
        return 0;
}

static void put_text(struct doc *d, str body)
{
        while (body.n) {
                str line = str_trim(str_cut(body, '\n', &body));
                int level = heading_level(line);
                if (level)
                        doc_heading(d, level, line);
                else if (line.n)
                        doc_para_of(d, line);
        }
}

static struct doc *paper_of(struct ctx *cx, const struct document *x, struct doc *const *parts,
                            const str *names, int n)
{
        str agency = x->agency;
        struct gongwen g = {
                .form = x->form, .copy_no = x->copy_no, .secrecy = x->secrecy, .urgency = x->urgency,
                .mark = x->mark, .number = x->words.n ? x->words : document_number_of(cx->arena, x),
                .signer = x->signer, .title = x->title, .to = x->to, .agencies = &agency, .n_agencies = 1,
                .date = x->dated, .note = x->note, .copies = x->copies, .printer = x->agency,
                .printed = x->sent, .appendices = names + 1, .n_appendices = n > 1 ? n - 1 : 0 };
        struct doc *d = gongwen_new(cx->arena, &g);
        d->made_at = day_is(x->dated) ? (int64_t)x->dated.n * 86400000 : x->at;
        if (n)
                doc_append(d, parts[0]);
        else
                put_text(d, x->body);
        gongwen_sign(d, &g);
        for (int i = 1; i < n; i++) {
                gongwen_appendix(d, n > 2 ? i : 0, names[i]);
                doc_append(d, parts[i]);
        }
        gongwen_end(d, &g);
        return d;
}

const struct fail *document_paper(struct ctx *cx, const struct document *x, struct doc **ret)
{
        struct document_parts it;
        struct doc *parts[DOCUMENT_APPENDICES + 1];
        struct document plain = *x;
        str names[DOCUMENT_APPENDICES + 1];
        const struct fail *bad = NULL;
        int n = 0;
        document_parts(&it, cx, x->id);
        while (document_parts_next(&it))
                if (n <= DOCUMENT_APPENDICES && !bad) {
                        names[n] = it.title;
                        bad = doc_unpack(cx, it.blocks, &parts[n++]);
                }
        const struct fail *f = document_parts_end(&it);
        if (!f && bad)
                f = bad->kind == FAIL_INVALID
                        ? fail(cx, INVALID, "这份稿子由另一版程序拟成，请回到它所属的记录重新拟稿") : bad;
        if (f)
                return f;
        plain.words = (str){ 0 };
        *ret = paper_of(cx, &plain, parts, names, n);
        return NULL;
}

const struct fail *document_frame(struct ctx *cx, const struct document_wish *w, int64_t county,
                                  str number, day date, struct doc **ret)
{
        struct document_series_by_id s = { 0 };
        struct org_unit c;
        struct doc *parts[DOCUMENT_APPENDICES + 1];
        str names[DOCUMENT_APPENDICES + 1];
        const struct document_kind *k = document_kind_of(w->kind);
        const struct fail *f = w->series ? document_series_by_id(cx, w->series, &s) : org_unit_by_id(cx, county, &c);
        if (f)
                return f;
        str office = w->series ? s.agency : str_f(cx->arena, "%.*s目标绩效管理办公室", STR(c.name)); /* document text */
        struct document x = {
                .form = k ? k->form : GONGWEN_DOWN, .mark = w->series ? s.mark : office, .agency = office,
                .title = w->title, .to = w->to, .copies = w->copies, .urgency = w->urgency, .note = w->note,
                .body = w->body, .words = number, .dated = date, .sent = DAY_NONE, .at = cx->now };
        parts[0] = (struct doc *)(uintptr_t)w->blocks;
        names[0] = S("");
        for (int i = 0; i < w->n_appendices; i++) {
                parts[i + 1] = (struct doc *)(uintptr_t)w->appendices[i].blocks;
                names[i + 1] = w->appendices[i].title;
        }
        *ret = paper_of(cx, &x, parts, names, w->blocks ? w->n_appendices + 1 : 0);
        return NULL;
}

const struct fail *document_paper_of(struct ctx *cx, const struct document_wish *w, int64_t county,
                                     str number, day date, struct doc **ret)
{
        struct document d;
        const struct fail *f = document_of(cx, w->source, w->record, &d);
        if (!f && d.number && d.state != DOCUMENT_VOID) {
                f = document_paper(cx, &d, ret);
                if (!f || f->kind != FAIL_INVALID)
                        return f;
        }
        return f && f->kind != FAIL_NOT_FOUND && f->kind != FAIL_INVALID
                       ? f : document_frame(cx, w, county, number, date, ret);
}

const struct fail *document_link(struct ctx *cx, const char *source, int64_t record,
                                 struct document *ret)
{
        struct document d;
        *ret = (struct document){ 0 };
        const struct fail *f = document_of(cx, source, record, &d);
        if (!f)
                f = document_find(cx, d.id, ret);
        return f && f->kind == FAIL_NOT_FOUND ? NULL : f;
}

bool document_may_draft(struct ctx *cx, str kind, int64_t county)
{
        struct document_series s;
        return auth_may(cx, MAY_DOCUMENT_DRAFT) && !document_series_pick(cx, kind, county, &s) &&
               !auth_change(cx, MAY_DOCUMENT_DRAFT, s.wish.unit);
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static const struct fail *wish_fits(struct ctx *cx, const struct document_wish *w)
{
        const struct document_kind *k = document_kind_of(w->kind);
        bool urgent = false;
        if (!k)
                return fail_field(cx, S("kind"), "没有这种公文");
        if (!str_trim(w->title).n || utf8_count(w->title) > 120)
                return fail_field(cx, S("title"), "标题应为 1 到 120 个字");
        if (!str_trim(w->to).n && k->form != GONGWEN_MINUTES && !str_is(w->kind, "publicity") &&
            !str_is(w->kind, "circular"))
                return fail_field(cx, S("to"), "请填主送机关");
        for (int i = 0; i < DOCUMENT_URGENCIES; i++)
                urgent = urgent || str_is(w->urgency, document_urgencies[i]);
        if (!urgent)
                return fail_field(cx, S("urgency"), "紧急程度只有“加急”和“特急”");
        if (w->secrecy.n && !config.n[SETTING_secret_network])
                return fail_field(cx, S("secrecy"), "非涉密网络上不得起草、登记、存储涉密公文");
        if (w->secrecy.n && utf8_count(w->copy_no) != 6)
                return fail_field(cx, S("copy_no"), "涉密公文的份号是 6 位数字");
        if (!w->blocks && !str_trim(w->body).n)
                return fail_field(cx, S("body"), "请写正文");
        return NULL;
}

static str document_change(struct ctx *cx, const struct document *was,
                           const struct document_wish *now)
{
        const struct { const char *name; str before, after; } fields[] = {
                { "kind", was ? document_kind_text(was->kind) : (str){ 0 }, document_kind_text(now->kind) },
                { "title", was ? was->title : (str){ 0 }, now->title },
                { "addressee", was ? was->to : (str){ 0 }, now->to },
                { "copies", was ? was->copies : (str){ 0 }, now->copies },
                { "urgency", was ? was->urgency : (str){ 0 }, now->urgency },
                { "note", was ? was->note : (str){ 0 }, now->note },
        };
        struct buf b = buf_new(cx->arena, 1 << 16);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        for (int side = 0; side < 2; side++) {
                json_open(&j, side ? "after" : "before", '{');
                for (size_t i = 0; i < COUNT_OF(fields); i++)
                        if ((side || was) && !(was && str_eq(fields[i].before, fields[i].after)))
                                json_put_str(&j, fields[i].name, side ? fields[i].after : fields[i].before);
                json_close(&j, '}');
        }
        json_close(&j, '}');
        return buf_str(&b);
}

static const struct fail *pack(struct ctx *cx, const struct doc *d, str *ret)
{
        struct buf b = buf_new(cx->arena, MOST_PARTS);
        doc_pack(&b, d);
        if (b.broken)
                return fail(cx, TOO_LARGE, "公文太长");
        *ret = buf_str(&b);
        return NULL;
}

/* What a wish needs that is worked out before the transaction. */
struct prepared { str blocks[DOCUMENT_APPENDICES + 1]; struct named *all; int n_all; };

static const struct fail *prepare(struct ctx *cx, const struct document_wish *w, int64_t unit,
                                  struct prepared *ret)
{
        const struct fail *f = wish_fits(cx, w);
        if (!f)
                f = named_units(cx, unit, &ret->all, &ret->n_all);
        if (!f && w->blocks)
                f = pack(cx, w->blocks, &ret->blocks[0]);
        for (int i = 0; !f && i < w->n_appendices; i++)
                f = pack(cx, w->appendices[i].blocks, &ret->blocks[i + 1]);
        return f;
}

/* Whom it goes to, and its parts; inside the transaction. */
static void put_rest(struct ctx *cx, int64_t id, const struct document_wish *w,
                     const struct prepared *p)
{
        document_to_clear(cx, id);
        put_named(cx, id, p->all, p->n_all, w->to);
        put_named(cx, id, p->all, p->n_all, w->copies);
        for (int i = 0; i < w->n_units; i++)
                document_to_add(cx, id, w->units[i]);
        if (!w->blocks)
                return;
        document_parts_clear(cx, id);
        document_part_add(cx, id, 0, S(""), p->blocks[0]);
        for (int i = 0; i < w->n_appendices; i++)
                document_part_add(cx, id, i + 1, w->appendices[i].title, p->blocks[i + 1]);
}

static int64_t add(struct ctx *cx, const struct document_wish *w, const struct document_series *s,
                   enum document_state state, str signer, day signed_on)
{
        int64_t id = document_insert(
                cx, s->wish.unit, s->id, w->kind, (int64_t)document_kind_of(w->kind)->form, state,
                w->year ? w->year : day_year(cx->today), str_trim(w->title), document_text(str_trim(w->to)),
                document_text(str_trim(w->copies)), document_text(w->urgency), document_text(w->secrecy),
                document_text(w->copy_no), document_text(str_trim(w->note)), w->blocks ? S("") : w->body,
                w->source ? str_of(w->source) : (str){ 0 }, w->source != NULL, w->record, signer, signed_on,
                cx->user, cx->now);
        document_move_add(cx, id, S("draft"), state, S(""), cx->user, cx->now);
        audit_log(cx, "document.draft", "document", id, document_change(cx, NULL, w));
        search_follow(cx, "document", id);
        return id;
}

static const struct fail *living_of(struct ctx *cx, const struct document_wish *w,
                                    struct document *ret, bool *ret_has)
{
        *ret_has = false;
        if (!w->source)
                return NULL;
        const struct fail *f = document_of(cx, w->source, w->record, ret);
        if (f)
                return f->kind == FAIL_NOT_FOUND ? NULL : f;
        *ret_has = ret->state <= DOCUMENT_SENT;
        return NULL;
}

const struct fail *document_record(struct ctx *cx, const struct document_wish *w,
                                   enum document_state state, str signer, day signed_on,
                                   int64_t *ret_id)
{
        struct document_series s;
        struct document_series_by_id row;
        struct prepared p = { 0 };
        struct document old;
        bool has = false;
        const struct fail *f = document_series_by_id(cx, w->series, &row);
        if (!f && row.closed)
                f = fail_field(cx, S("series"), "这个文号系列已经停用");
        if (!f)
                f = prepare(cx, w, row.unit, &p);
        if (!f)
                f = living_of(cx, w, &old, &has);
        if (f)
                return f;
        if (has && old.state == DOCUMENT_SIGNED && state == DOCUMENT_SIGNED) {
                *ret_id = old.id;               /* begun before, and stopped on the way */
                return NULL;
        }
        if (has && old.state != DOCUMENT_DRAFT)
                return fail(cx, CONFLICT, "已经有一份公文（%.*s），不能再拟",
                            STR(old.number ? document_number_of(cx->arena, &old)
                                           : str_of(words_of(cx->lang, document_state_words[old.state]))));
        s = (struct document_series){ .id = row.id, .wish = { .unit = row.unit } };
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        int64_t id = has ? old.id : 0;
        if (has) {
                document_set(cx, id, old.version, s.wish.unit, s.id, w->kind,
                             (int64_t)document_kind_of(w->kind)->form, str_trim(w->title),
                             document_text(str_trim(w->to)), document_text(str_trim(w->copies)),
                             document_text(w->urgency), document_text(w->secrecy), document_text(w->copy_no),
                             document_text(str_trim(w->note)), w->blocks ? S("") : w->body);
                if (state != DOCUMENT_DRAFT)
                        document_step(cx, id, old.version + 1, DOCUMENT_DRAFT, state, signer, signed_on,
                                      DAY_NONE, S(""));
                audit_log(cx, "document.edit", "document", id, document_change(cx, &old, w));
                search_follow(cx, "document", id);
        } else {
                id = add(cx, w, &s, state, signer, signed_on);
        }
        put_rest(cx, id, w, &p);
        f = audit_conflict(cx, tx_commit(&tx), "document", id);
        if (!f)
                *ret_id = id;
        return f;
}

const struct fail *document_draft(struct ctx *cx, const struct document_wish *w, int64_t *ret_id)
{
        struct document_series_by_id s;
        if (!w->series && w->source)
                return document_no_series(cx, w->kind);
        const struct fail *f = document_series_by_id(cx, w->series, &s);
        if (f && f->kind == FAIL_NOT_FOUND)
                f = fail_field(cx, S("series"), "请选文号系列");
        if (!f)
                f = auth_change(cx, MAY_DOCUMENT_DRAFT, s.unit);
        return f ? f : document_record(cx, w, DOCUMENT_DRAFT, S(""), DAY_NONE, ret_id);
}

const struct fail *document_edit(struct ctx *cx, int64_t id, int64_t version,
                                 const struct document_wish *in)
{
        struct document d;
        struct document_series_by_id s;
        struct prepared p = { 0 };
        struct document_wish w = *in;
        const struct fail *f = document_find(cx, id, &d);
        if (!f)
                f = auth_change_year(cx, MAY_DOCUMENT_DRAFT, d.unit, d.year);
        if (!f)
                f = document_series_by_id(cx, w.series, &s);
        if (f && f->kind == FAIL_NOT_FOUND && d.id == id)
                f = fail_field(cx, S("series"), "请选文号系列");
        if (!f && s.unit != d.unit)
                f = auth_change_year(cx, MAY_DOCUMENT_DRAFT, s.unit, d.year);
        if (!f && s.closed && s.id != d.series)
                f = fail_field(cx, S("series"), "这个文号系列已经停用");
        if (!f && (d.state != DOCUMENT_DRAFT || d.version != version))
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "document", id);
        if (f)
                return f;
        if (d.source.n)
                w.body = S("—");                /* its parts stay: nothing typed is wanted */
        f = prepare(cx, &w, s.unit, &p);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        document_set(cx, id, version, s.unit, s.id, w.kind, (int64_t)document_kind_of(w.kind)->form,
                     str_trim(w.title), document_text(str_trim(w.to)), document_text(str_trim(w.copies)),
                     document_text(w.urgency), document_text(w.secrecy), document_text(w.copy_no),
                     document_text(str_trim(w.note)), d.source.n ? S("") : w.body);
        put_rest(cx, id, &w, &p);
        audit_log(cx, "document.edit", "document", id, document_change(cx, &d, &w));
        search_follow(cx, "document", id);
        return audit_conflict(cx, tx_commit(&tx), "document", id);
}
