/* core/doc/pdf_child.c - the PDF by a child process: fonts take 50 MB, which go when it goes. */
#include "base/base.h"
#include "core/doc/write.h"
#include "core/sandbox/child.h"

enum { PIECE = 1 << 20 };

/* The faces are found before the first request, while the asker is still packing. */
static void ready(void)
{
        struct arena a;
        arena_init(&a, 16 << 20);
        struct ctx cx = { .arena = &a };
        struct doc_face faces[DOC_FACES];
        doc_faces(&cx, faces);
        arena_done(&a);
}

static const struct fail *work(struct ctx *cx, str request, struct child_out *out)
{
        struct doc *d;
        str bytes;
        if (str_is(request, DOC_FACES_ASK)) {
                struct buf o = buf_new(cx->arena, 4096);
                doc_faces_put(cx, &o);
                child_put(out, buf_str(&o));
                return NULL;
        }
        const struct fail *f = doc_unpack(cx, request, &d);
        if (!f)
                f = doc_pdf_here(cx, d, &bytes);
        if (f)
                return f;
        for (size_t i = 0; i < bytes.n; i += PIECE)
                child_put(out, str_head(str_from(bytes, i), PIECE));
        return NULL;
}

/* Not sealed: Pango opens font files when it meets a character the first ones lack. What it
 * reads is our own document, not a stranger's file. */
const struct child_role child_role_pdf = {
        .name = "pdf",
        .ready = ready,
        .work = work,
        .max_memory = 768 << 20,
        .seconds = 60,
        .idle_seconds = 60,
        .max_running = 2,
};

const struct fail *doc_pdf(struct ctx *cx, const struct doc *d, str *ret_bytes)
{
        struct buf o = buf_new(cx->arena, DOC_MAX_BYTES);
        str request;
        doc_pack(&o, d);
        const struct fail *f = doc_take(cx, &o, &request);
        return f ? f : child_ask_all(cx, &child_role_pdf, request, DOC_MAX_BYTES, ret_bytes);
}
