/* domain/document/pages.c - the register and one document: what went out, its paper, its files. */
#include "core/attach/bundle.h"
#include "domain/document/document.html.h"
#include "domain/document/document.sql.h"
#include "domain/document/faces.h"
#include "door/web/attach.h"

static const struct list_column columns[] = {
        { .label = "文号",     .kind = CELL_NO },
        { .label = "标题",     .kind = CELL_TITLE, .small = "紧急程度" },
        { .label = "种类",     .kind = CELL_TEXT, .fold = 2 },
        { .label = "主送",     .kind = CELL_TEXT, .fold = 2 },
        { .label = "状态",     .kind = CELL_LAMP },
        { .label = "签发",     .kind = CELL_TEXT, .fold = 3 },
        { .label = "成文日期", .kind = CELL_DAY, .fold = 3 },
        { .label = "印发日期", .kind = CELL_DAY },
        { .label = "发文单位", .kind = CELL_TEXT, .fold = 3 },
};

static const char *lamp_of(enum document_state s)
{
        switch (s) {
        case DOCUMENT_SENT:    return "done";
        case DOCUMENT_VOID:    return "red";
        case DOCUMENT_REVIEW:
        case DOCUMENT_SIGNING: return "yellow";
        case DOCUMENT_SIGNED:  return "green";
        case DOCUMENT_DRAFT:
        case DOCUMENT_DROPPED:
        case DOCUMENT_STATES:  break;
        }
        return "grey";
}

static const char *kind_word(str code)
{
        const struct document_kind *k = document_kind_of(code);
        return k ? k->label : "公文";
}

/* ---- the register ------------------------------------------------------------------------------------ */

struct filter { int64_t year, state; str kind, word; };

static struct filter filter_of(struct form *form)
{
        return (struct filter){ .year = form_int_or(form, "year", 1990, 2200, 0),
                                .state = form_int_or(form, "state", 0, DOCUMENT_STATES - 1, -1),
                                .kind = form_text(form, "kind", 0, 20),
                                .word = form_text(form, "word", 0, 60) };
}

/* Those behind one (0: from the beginning), whose unit stands at `key` of the order. */
static void found(struct ctx *cx, struct documents_found *it, const struct filter *x,
                  enum documents_found_order order, str key, int64_t after, int take)
{
        struct auth_reach r = auth_reach(cx, MAY_DOCUMENT_VIEW), w = document_working_reach(cx);
        unsigned when = (x->state >= 0 ? DOCUMENTS_FOUND_WHEN_STATE : 0) | (x->word.n ? DOCUMENTS_FOUND_WHEN_WORD : 0);
        documents_found(it, cx, when, order, r.prefix, r.unit, r.group, w.prefix, w.unit, w.group, x->year, x->state,
                        x->kind, str_f(cx->arena, "%%%.*s%%", STR(sql_like(cx->arena, x->word))), key,
                        after ? after : INT64_MAX, take);
}

static const struct fail *fill_list(struct ctx *cx, struct documents_page *p,
                                    const struct filter *x)
{
        struct documents_found it;
        static const enum documents_found_order orders[] = {
                [LIST_BY_OWN] = DOCUMENTS_FOUND_BY_NEW, [LIST_BY_RANK] = DOCUMENTS_FOUND_BY_RANK,
                [LIST_BY_SOUND] = DOCUMENTS_FOUND_BY_SOUND,
        };
        struct document_place at = { .rank = S(""), .sound = S("") };
        const struct fail *f = p->list.after ? document_place(cx, p->list.after, &at) : NULL;
        if (f)
                return f;
        found(cx, &it, x, orders[p->list.by], p->list.by == LIST_BY_SOUND ? at.sound : at.rank, p->list.after,
              p->list.take);
        while (documents_found_next(&it)) {
                struct list_cell *c = list_next(cx, &p->list, it.id);
                if (!c)
                        break;
                c[0] = it.has_number ? (struct list_cell){ .text = gongwen_number(cx->arena, it.letters, (int)it.year,
                                                                                  it.number) }
                                     : (struct list_cell){ .none = true };
                c[1] = (struct list_cell){ .text = it.title, .href = str_f(cx->arena, "/documents/%ld", it.id),
                                           .small = it.urgency };
                c[2] = (struct list_cell){ .word = kind_word(it.kind) };
                c[3] = (struct list_cell){ .text = it.addressee, .none = !it.addressee.n };
                c[4] = (struct list_cell){ .word = document_state_words[it.state],
                                           .lamp = lamp_of((enum document_state)it.state) };
                c[5] = (struct list_cell){ .text = it.signer, .none = !it.signer.n };
                c[6] = (struct list_cell){ .d = it.signed_on, .none = !day_is(it.signed_on) };
                c[7] = (struct list_cell){ .d = it.sent, .none = !day_is(it.sent) };
                c[8] = (struct list_cell){ .text = it.brief };
        }
        return documents_found_end(&it);
}

static const struct fail *fill_views(struct ctx *cx, struct documents_page *p, int64_t state)
{
        struct auth_reach r = auth_reach(cx, MAY_DOCUMENT_VIEW), w = document_working_reach(cx);
        struct documents_by_state it;
        struct list_view *v = NEW_ARRAY(cx->arena, struct list_view, DOCUMENT_STATES + 1);
        int all = 0, n = 1;
        documents_by_state(&it, cx, r.prefix, r.unit, r.group, w.prefix, w.unit, w.group);
        while (documents_by_state_next(&it))
                if (it.state >= 0 && it.state < DOCUMENT_STATES)
                        p->n_by_state[it.state] = (int)it.n, all += (int)it.n;
        v[0] = (struct list_view){ .word = "全部", .count = all, .here = state < 0, .href = S("/documents") };
        for (int i = 0; i < DOCUMENT_STATES; i++)
                if (p->n_by_state[i] || state == i)
                        v[n++] = (struct list_view){ .word = document_state_words[i], .count = p->n_by_state[i],
                                                     .here = state == i,
                                                     .href = str_f(cx->arena, "/documents?state=%d", i) };
        p->list.views = v, p->list.n_views = n;
        return documents_by_state_end(&it);
}

static const struct fail *year_choices(struct ctx *cx, struct form_choice **ret, int *ret_n)
{
        struct document_years it;
        struct form_choice *list = NULL;
        int n = 0, cap = 0;
        *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){ S(""), "全部", { 0 } };
        document_years(&it, cx);
        while (document_years_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct form_choice){
                        .value = str_f(cx->arena, "%ld", it.year), .name = str_f(cx->arena, "%ld", it.year) };
        *ret = list, *ret_n = n;
        return document_years_end(&it);
}

/* GET /documents */
const struct fail *documents_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct documents_page *p = NEW(cx->arena, struct documents_page);
        struct form form = form_of(cx, rq);
        struct filter x = filter_of(&form);
        struct form_choice *years = NULL, kinds[32] = { { S_C(""), "全部", { 0 } } },
                           states[DOCUMENT_STATES + 1] = { { S_C(""), "全部", { 0 } } };
        int n_years = 0;
        p->page = page_of(cx, rq, "公文登记");
        const struct fail *f = form_end(&form);
        if (!f)
                f = year_choices(cx, &years, &n_years);
        if (f)
                return f;
        for (int i = 0; i < n_document_kinds; i++)
                kinds[i + 1] = (struct form_choice){ .value = str_of(document_kinds[i].code),
                                                     .word = document_kinds[i].label };
        for (int i = 0; i < DOCUMENT_STATES; i++)
                states[i + 1] = (struct form_choice){ .value = str_f(cx->arena, "%d", i),
                                                      .word = document_state_words[i] };
        const struct list_filter filters[] = {
                { .kind = FILTER_CHOICE, .name = "year", .label = "年度", .choices = years, .n_choices = n_years,
                  .value = x.year ? str_f(cx->arena, "%ld", x.year) : S("") },
                { .kind = FILTER_CHOICE, .name = "kind", .label = "种类", .choices = kinds,
                  .n_choices = n_document_kinds + 1, .value = x.kind },
                { .kind = FILTER_CHOICE, .name = "state", .label = "状态", .choices = states,
                  .n_choices = DOCUMENT_STATES + 1, .value = x.state >= 0 ? str_f(cx->arena, "%ld", x.state) : S("") },
                { .kind = FILTER_SEARCH, .name = "word", .label = "文号、标题或主送机关", .value = x.word },
        };
        p->may_draft = auth_may(cx, MAY_DOCUMENT_DRAFT);
        p->may_series = auth_may(cx, MAY_DOCUMENT_SEND);
        p->list = (struct list){
                .page = &p->page, .path = "/documents", .caption = "公文登记", .columns = columns,
                .n_columns = COUNT_OF(columns), .filters = filters, .n_filters = COUNT_OF(filters), .total = -1,
                .of = LIST_OF_UNITS, .own = "新的在前", .empty = "没有公文",
                .empty_help = "发出的公文都登记在这里；督促通知单、目标任务书、考核通报在各自的页面上拟文。",
                .empty_href = p->may_draft ? S("/documents/new") : (str){ 0 }, .empty_word = "拟文" };
        f = fill_views(cx, p, x.state);
        if (!f)
                f = list_open(cx, rq, &p->list);
        if (!f)
                f = fill_list(cx, p, &x);
        if (f)
                return f;
        list_end(cx, &p->list);
        if (p->n_by_state[DOCUMENT_SENT] && (x.state < 0 || x.state == DOCUMENT_SENT))
                p->pack = x.year || x.kind.n || x.word.n
                        ? str_f(cx->arena, "?year=%ld&kind=%s&state=%d&word=%s", (long)x.year,
                                url_part(cx->arena, x.kind), DOCUMENT_SENT, url_part(cx->arena, x.word))
                        : str_f(cx->arena, "?state=%d", DOCUMENT_SENT);
        documents_page(&re->body, p);
        return NULL;
}

/* ---- one document --------------------------------------------------------------------------------------- */

/* For document.html: the paper as it will be, or was, printed. */
void document_preview(struct buf *o, const struct document_page *p) { doc_html_body(o, p->paper, (str){ 0 }); }

static const char *said_word(str event)
{
        if (str_is(event, "draft"))
                return "起草";
        for (int i = 0; i < document_flow.n_steps; i++)
                if (str_is(event, document_flow.steps[i].event))
                        return document_flow.steps[i].label;
        return "办理";
}

static const struct fail *fill_said(struct ctx *cx, struct document_page *p)
{
        struct document_moves it;
        struct document_said *list = NULL;
        int n = 0, cap = 0;
        document_moves(&it, cx, p->d.id);
        while (document_moves_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct document_said){
                        .what = said_word(it.event), .when = instant_str(cx->arena, it.at),
                        .who = it.who_name.n ? it.who_name : str_of(words_of(cx->lang, "系统")), .words = it.words };
        p->said = list, p->n_said = n;
        return document_moves_end(&it);
}

static const struct fail *document_fill(struct ctx *cx, const struct request *rq,
                                        struct document_page *p)
{
        const struct flow_step *moves[DOCUMENT_MOVES * 2];
        p->page = page_of(cx, rq, "公文");
        const struct fail *f = document_find(cx, rq->ids[0], &p->d);
        if (f)
                return f;
        p->page.here = "/documents";
        p->number = document_number_of(cx->arena, &p->d);
        p->page.name = p->number.n ? p->number : p->d.title;
        page_crumb(&p->page, S("/documents"), "公文登记", (str){ 0 });
        int n = flow_moves(cx, &document_flow, (int)p->d.state, moves, DOCUMENT_MOVES * 2);
        for (int i = 0; i < n && p->n_moves < DOCUMENT_MOVES; i++)
                if (!auth_change_year(cx, (enum perm)moves[i]->need, p->d.unit, p->d.year))
                        p->moves[p->n_moves++] = moves[i];
        return NULL;
}

/* GET /documents/:id */
const struct fail *document_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct document_page *p = NEW(cx->arena, struct document_page);
        const struct fail *f = document_fill(cx, rq, p);
        struct doc *paper = NULL;
        if (f)
                return f;
        page_crumb(&p->page, (str){ 0 }, NULL, p->page.name);
        p->kind = kind_word(p->d.kind);
        p->lamp = lamp_of(p->d.state);
        const struct document_source *s = document_source_of(p->d.source);
        if (s) {
                p->source = s->label;
                p->record = str_f(cx->arena, "%.*s%ld", (int)strcspn(s->path, "%"), s->path, (long)p->d.record);
        }
        p->may_edit = p->d.state == DOCUMENT_DRAFT &&
                      !auth_change_year(cx, MAY_DOCUMENT_DRAFT, p->d.unit, p->d.year);
        f = document_paper(cx, &p->d, &paper);
        if (f && f->kind == FAIL_INVALID)
                p->why = f->say, f = NULL;
        p->paper = paper;
        if (!f)
                f = attach_list(cx, document_attach.code, p->d.id, &p->files, &p->n_files);
        if (!f)
                f = document_units(cx, p->d.id, &p->units, &p->n_units);
        if (!f)
                f = fill_said(cx, p);
        if (f)
                return f;
        const struct fail *unknown = doc_faces_here(cx, p->faces);      /* BUSY: the page stands without */
        for (int i = 0; !unknown && i < DOC_FACES; i++)
                p->n_substituted += p->faces[i].substituted;
        document_page(&re->body, p);
        return NULL;
}

/* GET /documents/:id/files/:key: docx, pdf */
const struct fail *document_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct document d;
        str name, type, bytes;
        const struct fail *f = document_find(cx, rq->ids[0], &d);
        if (!f)
                f = document_file(cx, &d, rq->keys[0], &name, &type, &bytes);
        if (!f)
                reply_file(re, type.p, name, bytes);
        return f;
}

/* ---- many as one file --------------------------------------------------------------------------------------- */

static const struct fail *pack_make(struct ctx *cx, void *arg, const struct bundle_row *row,
                                    str *ret)
{
        struct document d;
        str name, type;
        const char *as = arg;
        const struct fail *f = document_find(cx, row->id, &d);
        return f ? f : document_file(cx, &d, str_of(as), &name, &type, ret);
}

/* GET /documents/files.zip?ids=3,7 or ?year=&kind=&state=&word= ; as=pdf|docx */
const struct fail *documents_pack_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const formats[] = { "pdf", "docx" };
        struct form form = form_of(cx, rq);
        struct filter x = filter_of(&form);
        int64_t *ids = NULL;
        str said = form_text(&form, "ids", 0, 8000), as = form_text(&form, "as", 0, 4), zip;
        int n = 0, cap = 0, k = 0, format = str_is(as, "docx");
        const struct fail *f = form_end(&form);
        if (!f && said.n) {
                f = bundle_ids(cx, "ids", said, &ids, &n);
        } else if (!f) {
                struct documents_found it;
                found(cx, &it, &x, DOCUMENTS_FOUND_BY_NEW, S(""), 0, BUNDLE_MOST + 1);
                while (documents_found_next(&it))
                        if (it.has_number)
                                *VEC_ADD(cx->arena, ids, n, cap) = it.id;
                f = documents_found_end(&it);
        }
        struct bundle_row *rows = NEW_ARRAY(cx->arena, struct bundle_row, (size_t)n + 1);
        for (int i = 0; !f && i < n; i++) {
                struct document d;
                f = document_find(cx, ids[i], &d);
                if (f || !d.number)
                        continue;
                str number = document_number_of(cx->arena, &d);
                rows[k++] = (struct bundle_row){
                        .id = d.id, .number = number, .title = d.title, .unit = d.to,
                        .name = str_f(cx->arena, "%.*s %.*s.%s", STR(number), STR(bundle_word(cx->arena, d.title)),
                                      formats[format]) };
        }
        if (!f)
                f = bundle_zip(cx, str_of(words_of(cx->lang, "公文")), rows, k, pack_make,
                               (void *)(uintptr_t)formats[format], false, &zip);
        if (!f)
                attach_reply(re, "application/zip", str_f(cx->arena, "%s %.*s.zip", words_of(cx->lang, "公文"),
                                                          STR(day_str(cx->arena, cx->today))), zip);
        return f;
}

static const struct fail *may_pack(struct ctx *cx, struct batch_item *x)
{
        struct document d;
        const struct fail *f = document_find(cx, x->id, &d);
        if (f)
                return f;
        x->name = d.title;
        x->note = document_number_of(cx->arena, &d);
        return d.number ? NULL : fail(cx, INVALID, "还没有发出");
}

/* May the step that the batch is named after be taken? */
static const struct fail *may_step(struct ctx *cx, struct batch_item *x)
{
        struct document d;
        const struct flow_step *s;
        const struct fail *f = document_find(cx, x->id, &d);
        if (f)
                return f;
        x->name = d.title;
        x->note = document_number_of(cx->arena, &d);
        if (!x->version)
                x->version = d.version;
        f = flow_find(cx, &document_flow, (int)d.state, str_of(x->by->event), &s);
        if (f)
                return fail(cx, CONFLICT, "现在是“%s”，不能%s", words_of(cx->lang, document_state_words[d.state]),
                            words_of(cx->lang, x->by->word));
        return auth_change_year(cx, (enum perm)s->need, d.unit, d.year);
}

static const struct fail *take_step(struct ctx *cx, struct batch_item *x)
{
        struct document d;
        const struct fail *f = document_move(cx, x->id, x->version, str_of(x->by->event), S(""));
        if (!f && !document_find(cx, x->id, &d))
                x->note = document_number_of(cx->arena, &d);
        return f;
}

const struct batch_row document_batches[DOCUMENT_BATCHES] = {
        { .list = "/documents", .event = "submit", .word = "送核", .need = MAY_DOCUMENT_DRAFT,
          .follows = "选中的稿子送去核稿。", .done = "已送核 %d 份", .may = may_step, .each = take_step },
        { .list = "/documents", .event = "pass", .word = "核稿通过", .need = MAY_DOCUMENT_SEND,
          .follows = "核稿通过以后等待签发。", .done = "核稿通过 %d 份", .may = may_step, .each = take_step },
        { .list = "/documents", .event = "sign", .word = "签发", .need = MAY_DOCUMENT_SIGN,
          .follows = "签发以后内容不能再改，成文日期为今天。", .done = "已签发 %d 份", .may = may_step,
          .each = take_step },
        { .list = "/documents", .event = "send", .word = "编号发出", .need = MAY_DOCUMENT_SEND, .danger = true,
          .follows = "逐份编号，生成 DOCX 和 PDF 并存档；发出后不能再改，只能作废。一份没有办成，不影响其余的。",
          .done = "已发出 %d 份", .may = may_step, .each = take_step },
        { .list = "/documents", .event = "pack", .word = "打包下载", .need = MAY_DOCUMENT_VIEW,
          .follows = "选中的公文连同目录存成一个压缩文件", .done = "已打包 %d 份", .may = may_pack,
          .go = "/documents/files.zip?ids=" },
};

/* ---- what waits ---------------------------------------------------------------------------------------------- */

WAIT_LIST(waiting, document_waiting, it.title, it.brief, DAY_NONE)

#define DOCUMENT_WAIT(code, word, act, state, need, own) \
        { "document." code, word, act, "/documents/%ld", "/documents?state=%ld", need, state, own, waiting }
const struct wait_row document_waits[DOCUMENT_WAITS] = {
        DOCUMENT_WAIT("sign", "待签发的公文", "签发", DOCUMENT_SIGNING, MAY_DOCUMENT_SIGN, false),
        DOCUMENT_WAIT("check", "待核稿的公文", "核稿", DOCUMENT_REVIEW, MAY_DOCUMENT_SEND, false),
        DOCUMENT_WAIT("send", "待编号发出的公文", "发出", DOCUMENT_SIGNED, MAY_DOCUMENT_SEND, false),
        DOCUMENT_WAIT("draft", "起草中的公文", "送核", DOCUMENT_DRAFT, MAY_DOCUMENT_DRAFT, false),
};

/* ---- a step ------------------------------------------------------------------------------------------------ */

static const struct fail *move_show(struct ctx *cx, const struct request *rq, struct reply *re,
                                    str event, const struct form *form, const struct fail *why)
{
        struct document_page *p = NEW(cx->arena, struct document_page);
        int64_t last = 0;
        const struct fail *f = document_fill(cx, rq, p);
        if (!f)
                f = flow_find(cx, &document_flow, (int)p->d.state, event, &p->step);
        if (!f)
                f = auth_change_year(cx, (enum perm)p->step->need, p->d.unit, p->d.year);
        if (!f && p->step->to == DOCUMENT_SENT && !p->d.number) {
                int year = day_year(cx->today);
                f = document_last(cx, p->d.series, year, &last);
                p->number = gongwen_number(cx->arena, p->d.prefix, year, last + 1);
        }
        if (f)
                return f;
        page_crumb(&p->page, str_f(cx->arena, "/documents/%ld", p->d.id), NULL, p->page.name);
        page_crumb(&p->page, (str){ 0 }, p->step->label, (str){ 0 });
        p->field = (struct form_field){ .name = "reason", .label = "原因", .rows = 3, .max = 500, .value = S("") };
        if (form)
                p->field = form_field_of(p->field, form, why);
        p->faults = (struct form_faults){ form, why, &p->field, 1 };
        if (why)
                re->status = fail_http(why->kind);
        document_move_page(&re->body, p);
        return NULL;
}

/* GET /documents/:id/moves/:key */
const struct fail *document_move_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return move_show(cx, rq, re, rq->keys[0], NULL, NULL);
}

/* POST /documents/:id/moves */
const struct fail *document_moves_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        str event = form_text(&form, "event", 1, 20), reason = form_text(&form, "reason", 0, 500);
        int64_t version = form_int(&form, "version", 1, INT32_MAX);
        const struct fail *f = form_end(&form);
        if (!f)
                f = document_move(cx, rq->ids[0], version, event, reason);
        /* Where another has taken the step there is none to show; else what was typed stays. */
        if (f && fail_on_form(f) && event.n && !move_show(cx, rq, re, event, &form, f))
                return NULL;
        if (f)
                return f;
        reply_note(re, cx, "已办理");
        return reply_see(re, cx, "/documents/%ld", rq->ids[0]);
}
