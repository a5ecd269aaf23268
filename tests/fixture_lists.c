/* tests/fixture_lists.c - see lists.h. */
#include "core/auth/session.h"
#include "door/web/router.h"
#include "tests/lists.h"

bool list_seen(struct matrix *m, const struct sender *s, struct list_ask *ret)
{
        struct ctx who = *m->cx;
        struct reply re = { .body = buf_new(m->cx->arena, 4 << 20) };
        struct matrix_request q;
        bool other;
        matrix_sender_fill(m, s, &q);
        str query, at = str_cut(q.path, '?', &query);
        struct request rq = { .method = GET, .path = at, .list = ret };
        done(session_load(&who, s->who->token));
        const struct route *r = route_find(&rq, &other);
        if (!ok(r == s->r))
                return false;
        done(r->run(&who, &rq, &re));
        return ok(ret->was);
}

int list_file(struct matrix *m, const struct sender *s, const struct list *l, const char *as,
              const char *order, struct visit *v)
{
        str query = order ? str_f(m->cx->arena, "order=%s", order) : S("");
        const struct pair f[] = { { S("of"), str_of(l->path) }, { S("query"), query }, { S("as"), str_of(as) },
                                  { S("paper"), S("a4") }, { S("turn"), S("landscape") }, { S("size"), S("auto") } };
        *v = (struct visit){ .cx = m->cx, .session = s->who->token };
        visit_get(v, S("/me"));                         /* for the token of forms */
        return visit_post(v, S("/lists/files"), f, COUNT_OF(f));
}

str list_next_page(const struct visit *v)
{
        static const char mark[] = "rel=\"next\" href=\"";
        ptrdiff_t at = str_find(v->body, str_of(mark));
        if (at < 0)
                return (str){ 0 };
        str rest, href = str_cut(str_from(v->body, (size_t)at + sizeof(mark) - 1), '"', &rest);
        struct buf b = buf_new(v->cx->arena, href.n + 1);
        while (href.n) {                                /* &amp; of the attribute */
                ptrdiff_t amp = str_find(href, S("&amp;"));
                buf_put(&b, amp < 0 ? href : str_head(href, (size_t)amp));
                if (amp >= 0)
                        buf_byte(&b, '&');
                href = amp < 0 ? S("") : str_from(href, (size_t)amp + 5);
        }
        return str_copy(v->cx->arena, buf_str(&b));
}

bool csv_next(struct arena *a, str *at, str *ret, bool *ret_end)
{
        str s = *at;
        size_t i = 0;
        if (!s.n)
                return false;
        struct buf b = buf_new(a, s.n + 1);
        bool quoted = s.p[0] == '"';
        for (i = quoted; i < s.n; i++) {
                char c = s.p[i];
                if (quoted && c == '"' && !(i + 1 < s.n && s.p[i + 1] == '"'))
                        quoted = false;
                else if (!quoted && (c == ',' || c == '\r' || c == '\n'))
                        break;
                else
                        buf_byte(&b, quoted && c == '"' ? s.p[++i] : c);
        }
        *ret_end = i >= s.n || s.p[i] != ',';
        i += i < s.n && s.p[i] == '\r';
        *at = str_from(s, i < s.n ? i + 1 : s.n);
        *ret = buf_str(&b);
        return true;
}
