/* core/doc/faces.c - which faces a PDF gets on this machine, asked once of the child that has the fonts:
 * a service should not carry them itself. */
#include <pthread.h>

#include "core/doc/write.h"
#include "core/log/log.h"
#include "core/sandbox/child.h"

enum { NAME = 96 };

/* The answer, for the whole process: the machine's fonts do not change under a running service. */
static struct { bool known; char have[DOC_FACES][NAME]; struct doc_face face[DOC_FACES]; } kept;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void doc_faces_put(struct ctx *cx, struct buf *o)
{
        struct doc_face faces[DOC_FACES];
        doc_faces(cx, faces);
        for (int i = 0; i < DOC_FACES; i++)
                buf_f(o, "%d%.*s\n", faces[i].substituted, STR(faces[i].have));
}

const struct fail *doc_faces_here(struct ctx *cx, struct doc_face ret[DOC_FACES])
{
        str bytes;
        pthread_mutex_lock(&lock);
        bool known = kept.known;
        for (int i = 0; known && i < DOC_FACES; i++)
                ret[i] = kept.face[i];
        pthread_mutex_unlock(&lock);
        if (known)
                return NULL;
        const struct fail *f = child_ask_all(cx, &child_role_pdf, S(DOC_FACES_ASK), 4096, &bytes);
        if (f)
                return f;
        pthread_mutex_lock(&lock);
        for (int i = 0; i < DOC_FACES; i++) {
                str line = str_cut(bytes, '\n', &bytes), have = str_from(line, line.n > 0);
                size_t n = have.n < NAME - 1 ? have.n : NAME - 1;
                memcpy(kept.have[i], have.p, n);
                kept.have[i][n] = 0;
                doc_face_role(i, &kept.face[i]);
                kept.face[i].have = (str){ kept.have[i], n };
                kept.face[i].substituted = line.n && line.p[0] == '1';
                ret[i] = kept.face[i];
        }
        kept.known = true;
        pthread_mutex_unlock(&lock);
        return NULL;
}

void doc_faces_notice(struct ctx *cx)
{
        struct doc_face faces[DOC_FACES];
        const struct fail *f = doc_faces_here(cx, faces);
        if (f) {
                log_fail(cx, f);
                return;
        }
        for (int i = 0; i < DOC_FACES; i++)
                if (faces[i].substituted)
                        log_event(LOG_NOTE, cx, "PDF: no \"%s\" on this machine for %s, taken instead: %.*s",
                                  faces[i].want, faces[i].role, STR(faces[i].have));
}
