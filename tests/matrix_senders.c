/* tests/matrix_senders.c - who can send what, for the walks of attack; see matrix.h. */
#include "tests/matrix.h"

static bool succeeds(struct matrix *m, const struct route *r, str line, const struct member *who,
                     enum place at)
{
        struct arena_mark mark = arena_mark(m->cx->arena);
        struct matrix_request q;
        struct visit v;
        bool good = matrix_fill(m, line, who, at, -1, PLACE_OWN, &q) &&
                    matrix_send(m, who, r, &q, &v) < 400 &&
                    !(v.status == 303 && r->method == GET && str_starts(v.location, S("/sign-in")));
        arena_release(m->cx->arena, mark);
        return good;
}

/* Who succeeded before is asked first: a few of the cast can do nearly everything. */
static const struct member *sender_of(struct matrix *m, const struct route *r, str line,
                                      const struct sender *before, int n, enum place *ret_at)
{
        for (int i = n - 1; i >= 0 && i >= n - 40; i--) {
                bool asked = false;
                for (int k = i + 1; k < n; k++)
                        asked |= before[k].who == before[i].who;
                if (!asked && succeeds(m, r, line, before[i].who, PLACE_OWN))
                        return before[i].who;
        }
        for (int p = 0; p < (matrix_is_placed(line) ? PLACE_NOWHERE : PLACE_CHILD); p++)
                for (int c = 0; c < m->n_cast; c++)
                        if (succeeds(m, r, line, &m->cast[c], (enum place)p)) {
                                *ret_at = (enum place)p;
                                return &m->cast[c];
                        }
        return NULL;
}

int matrix_senders(struct matrix *m, enum verb method, struct sender *ret, int max)
{
        int n = 0;
        for (int k = 0; k < n_modules; k++)
                for (int i = 0; i < modules[k]->n_routes; i++) {
                        const struct route *r = &modules[k]->routes[i];
                        if (r->method != method || (r->flags & ROUTE_HALF))
                                continue;
                        str line = matrix_line(m, r);
                        if (!line.p)
                                line = story_plain_path(m->cx, r->path);
                        enum place at = PLACE_OWN;
                        const struct member *who = sender_of(m, r, line, ret, n, &at);
                        must(n < max);
                        if (ok(who != NULL))
                                ret[n++] = (struct sender){ r, line, who, at };
                        else
                                test_note("%s: nobody's request succeeds", r->path);
                }
        return n;
}

void matrix_sender_fill(struct matrix *m, const struct sender *s, struct matrix_request *ret)
{
        must(matrix_fill(m, s->line, s->who, s->at, -1, PLACE_OWN, ret));
}

int matrix_sender_send(struct matrix *m, const struct sender *s, const struct matrix_request *q,
                       struct visit *v)
{
        v->cx = m->cx;
        v->session = s->who->token;
        matrix_commits(m);
        if (s->r->method == GET)
                visit_get(v, q->path);
        else
                visit_post(v, q->path, q->fields, q->n_fields);
        m->commits = matrix_commits(m);
        return v->status;
}
