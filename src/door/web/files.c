/* door/web/files.c - files of the binary, and whether the program lives and is ready. */
#include "core/db/migrate.h"
#include "core/embed.h"
#include "door/web/pages.h"

/* The address of an asset carries a hash of its bytes: it may be kept for ever. */
const struct fail *asset_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        const struct asset *a = asset_by_url(rq->path);
        if (!a)
                return fail(cx, NOT_FOUND, "没有这个文件");
        re->type = a->type;
        re->cache = "public, max-age=31536000, immutable";
        re->etag = str_of(a->etag);
        re->fixed = a->plain;
        if (a->gzip.p || a->brotli.p)
                reply_header(re, S("Vary"), S("Accept-Encoding"));
        if (a->brotli.p && web_takes(rq->accept_encoding, CODING_BROTLI)) {
                re->fixed = a->brotli;
                re->encoding = "br";
        } else if (a->gzip.p && web_takes(rq->accept_encoding, CODING_GZIP)) {
                re->fixed = a->gzip;
                re->encoding = "gzip";
        }
        return NULL;
}

/* Alive: the process answers. Nothing else is asked, so that a slow database does not get a
 * living process killed. */
const struct fail *health_get(struct ctx *cx UNUSED, const struct request *rq UNUSED, struct reply *re)
{
        re->type = "text/plain; charset=utf-8";
        buf_put(&re->body, S("ok\n"));
        return NULL;
}

/* Ready: the database answers and its schema is this program's. */
const struct fail *ready_get(struct ctx *cx, const struct request *rq UNUSED, struct reply *re)
{
        int n;
        const struct fail *f = migrate_pending(cx, &n);
        if (f)
                return f;
        if (n)
                return fail(cx, BUSY, "%d migrations are missing", n);
        re->type = "text/plain; charset=utf-8";
        buf_put(&re->body, S("ready\n"));
        return NULL;
}
