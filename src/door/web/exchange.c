/* door/web/exchange.c - the parts of a request's way that need no library. */
#include "door/web/exchange.h"
#include "door/web/fields.h"
#include "door/web/peer.h"

enum { SPARE_MAX = 128, SPARE_ROOMS = 48 };

struct exchange *exchange_begin(struct spares *l)
{
        struct exchange *ex = l->first;
        if (ex) {
                l->first = ex->next;
                l->n--;
        } else {
                ex = calloc(1, sizeof *ex);
                must(ex);
                arena_init(&ex->memory, 1 << 20);
        }
        ex->next = NULL;
        ex->state = EXCHANGE_HEAD;
        ex->head = (struct head){ 0 };
        ex->guarded = (struct guarded){ 0 };
        ex->remote[0] = 0;
        ex->loopback_peer = ex->proxied_tls = ex->body_dropped = false;
        ex->pattern = NULL;
        ex->route = NULL;
        return ex;
}

void exchange_end(struct spares *l, struct exchange *ex, struct bodies *b)
{
        response_done(&ex->response);
        if (ex->cap_body)
                atomic_fetch_sub(&b->bytes, (int64_t)ex->cap_body);
        free(ex->body);
        free(ex->uri);
        ex->body = ex->uri = NULL;
        ex->n_body = ex->cap_body = 0;
        if (l->n >= SPARE_ROOMS) {
                free(ex->room);
                ex->room = NULL;
        }
        if (l->n == SPARE_MAX) {
                response_free(&ex->response);
                arena_done(&ex->memory);
                free(ex);
                return;
        }
        arena_reset(&ex->memory);
        ex->next = l->first;
        l->first = ex;
        l->n++;
}

void spares_done(struct spares *l)
{
        while (l->first) {
                struct exchange *ex = l->first;
                l->first = ex->next;
                response_free(&ex->response);
                arena_done(&ex->memory);
                free(ex->room);
                free(ex);
        }
        l->n = 0;
}

char *exchange_room(struct exchange *ex)
{
        if (!ex->room && !(ex->room = malloc(EXCHANGE_ROOM)))
                must(!"out of memory");
        return ex->room;
}

static bool body_grow(struct exchange *ex, struct bodies *b, size_t need)
{
        size_t length = (size_t)ex->guarded.length, cap = ex->cap_body ? ex->cap_body * 2 : 1024;
        cap = cap < need ? need : cap;
        cap = cap > length ? length : cap;
        int64_t more = (int64_t)(cap - ex->cap_body);
        char *p = NULL;
        if (atomic_fetch_add(&b->bytes, more) + more <= b->room)
                p = realloc(ex->body, cap);
        if (!p) {
                atomic_fetch_sub(&b->bytes, more);
                return false;
        }
        ex->body = p;
        ex->cap_body = cap;
        return true;
}

bool exchange_body_put(struct exchange *ex, struct bodies *b, const char *data, size_t n)
{
        size_t need = ex->n_body + n;
        if (need > (size_t)ex->guarded.length)
                return false;
        if (!ex->body_dropped && need > ex->cap_body)
                ex->body_dropped = !body_grow(ex, b, need);
        if (!ex->body_dropped)
                memcpy(ex->body + ex->n_body, data, n);
        ex->n_body = need;
        return true;
}

void exchange_peer(struct exchange *ex, const void *sa, str trusted_proxy)
{
        ex->loopback_peer = sa && address_text(sa, ex->remote, sizeof ex->remote);
        if (!trusted_proxy.n || !str_eq(str_of(ex->remote), trusted_proxy))
                return;
        /* The proxy appends whom it saw: the last address is the one it vouches for. */
        str list = head_value(&ex->head, "x-forwarded-for"), last = { 0 };
        while (list.n)
                last = str_trim(str_cut(list, ',', &list));
        if (last.n && last.n < sizeof ex->remote) {
                memcpy(ex->remote, last.p, last.n);
                ex->remote[last.n] = 0;
        }
        ex->proxied_tls = ascii_eq(head_value(&ex->head, "x-forwarded-proto"), "https");
}

/* A refusal is not worth a cookie: its language is what the browser asks for. */
static int lang_of(const struct head *h)
{
        str list = head_value(h, "accept-language");
        int zh = accept_weight(list, "zh-cn", (const char *const[]){ "zh", NULL });
        int en = accept_weight(list, "en", (const char *const[]){ "en-us", "en-gb", NULL });
        return en > zh ? LANG_EN : LANG_ZH;
}

void exchange_refuse(struct exchange *ex, const struct refused *why, bool close)
{
        str accept = head_value(&ex->head, "accept");
        struct refused r = *why;
        r.lang = lang_of(&ex->head);
        r.json = accept_weight(accept, "application/json", NULL) > 0 || str_starts(ex->guarded.path, S("/api/"));
        r.secure = ex->tls || ex->proxied_tls;
        response_done(&ex->response);
        response_refuse(&ex->response, &r);
        ex->response.close = close;
}
