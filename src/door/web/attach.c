/* door/web/attach.c - the files of a record: list, form, download. See attach.h. */
#include "door/web/attach.h"
#include "core/config/config.h"
#include "door/web/attach.html.h"

str attach_size(struct arena *a, int64_t bytes)
{
        if (bytes < 1024)
                return str_f(a, "%ld B", (long)bytes);
        bool mega = bytes >= 1 << 20;
        int64_t tenths = muldiv(bytes, 10, mega ? 1 << 20 : 1 << 10);
        return str_f(a, "%ld.%ld %s", (long)(tenths / 10), (long)(tenths % 10), mega ? "MB" : "KB");
}

int attach_uploads(struct ctx *cx, const struct request *rq, struct attach_in **ret)
{
        struct attach_in *list = NEW_ARRAY(cx->arena, struct attach_in, (size_t)rq->n_uploads + 1);
        int n = 0;
        for (int i = 0; i < rq->n_uploads; i++) {
                const struct upload *u = &rq->uploads[i];
                if (str_is(u->name, "files") && (u->filename.n || u->bytes.n))
                        list[n++] = (struct attach_in){ u->filename, u->bytes };
        }
        *ret = list;
        return n;
}

/* Two policies hold together: the one of every page, and this one, which runs nothing at all. */
void attach_reply(struct reply *re, const char *media, str name, str bytes)
{
        reply_file(re, media, name, bytes);
        reply_header(re, S("Content-Security-Policy"), S("sandbox; default-src 'none'"));
        reply_header(re, S("X-Download-Options"), S("noopen"));
}

const struct fail *attach_panel_of(struct ctx *cx, const struct page *page, const char *kind,
                                   int64_t record, struct attach_panel *ret)
{
        *ret = (struct attach_panel){ .page = page, .kind = attach_kind_of(str_of(kind)), .record = record,
                                      .most_mb = config.n[SETTING_attach_bytes] >> 20 };
        must(ret->kind);
        ret->may = !ret->kind->may_change(cx, record);
        return attach_list(cx, kind, record, &ret->files, &ret->n_files);
}

/* ---- pages ----------------------------------------------------------------------------------- */

static str page_path(struct ctx *cx, const struct attach_kind *k, int64_t record)
{
        str rest, head = str_cut(str_of(k->path), '%', &rest);
        return str_f(cx->arena, "%.*s%ld", STR(head), (long)record);
}

static const struct fail *kind_of(struct ctx *cx, const struct request *rq,
                                  const struct attach_kind **ret)
{
        *ret = attach_kind_of(rq->keys[0]);
        return *ret ? (*ret)->may_see(cx, rq->ids[0]) : fail(cx, NOT_FOUND, "%s", "");
}

static const struct fail *show(struct ctx *cx, const struct request *rq, struct reply *re,
                               const struct fail *why)
{
        const struct attach_kind *k;
        struct attach_page *p = NEW(cx->arena, struct attach_page);
        const struct fail *f = kind_of(cx, rq, &k);
        if (f)
                return f;
        p->page = page_of(cx, rq, "附件");
        p->fail = why;
        p->back = page_path(cx, k, rq->ids[0]);
        page_crumb(&p->page, p->back, k->label, (str){ 0 });
        page_crumb(&p->page, (str){ 0 }, "附件", (str){ 0 });
        f = attach_panel_of(cx, &p->page, k->code, rq->ids[0], &p->panel);
        if (f)
                return f;
        if (why)
                re->status = fail_http(why->kind);
        attach_page(&re->body, p);
        return NULL;
}

/* GET /files/of/:key/:id */
const struct fail *attach_page_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        return show(cx, rq, re, NULL);
}

/* POST /files/of/:key/:id */
const struct fail *attach_page_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        const struct attach_kind *k;
        struct attach_in *in;
        int n = attach_uploads(cx, rq, &in);
        form_know(&form, "files");      /* by a browser that sends no file as a field */
        const struct fail *f = form_end(&form);
        if (!f)
                f = kind_of(cx, rq, &k);
        if (f)
                return f;
        f = attach_add(cx, rq->keys[0], rq->ids[0], in, n);
        if (f && (f->kind == FAIL_INVALID || f->kind == FAIL_CONFLICT))
                return show(cx, rq, re, f);
        if (f)
                return f;
        reply_note(re, cx, "添加了 %d 个附件", n);
        return reply_see(re, cx, "%.*s", STR(page_path(cx, k, rq->ids[0])));
}

/* GET /files/:id */
const struct fail *attach_file_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct attach_file file;
        str bytes;
        const struct fail *f = attach_open(cx, rq->ids[0], &file, &bytes);
        if (f)
                return f;
        attach_reply(re, file.type->media, file.name, bytes);
        return NULL;
}

/* POST /files/:id/removals */
const struct fail *attach_removal_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        struct attach_file file;
        const struct fail *f = form_end(&form);
        if (!f)
                f = attach_about(cx, rq->ids[0], &file);
        if (!f)
                f = attach_remove(cx, rq->ids[0]);
        if (f)
                return f;
        reply_note(re, cx, "已移除“%.*s”", STR(file.name));
        return reply_see(re, cx, "%.*s", STR(page_path(cx, attach_kind_of(file.kind), file.record)));
}
