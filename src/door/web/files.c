/* door/web/files.c - the files of the binary, for browsers. */
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
