/* door/web/web.h - requests, replies, routes. The server fills a request, the router serves
 * it; stories in tests do the same without a socket. */
#ifndef DOOR_WEB_WEB_H
#define DOOR_WEB_WEB_H

#include "base/base.h"

enum verb { METHOD_NONE, GET, POST };         /* HEAD is served as GET without its body */

struct upload {
        str name;               /* of the form field */
        str filename;           /* as the browser said; a label, never a path */
        str bytes;              /* whole content */
};

struct list_ask;
struct once;
struct request {
        enum verb           method;
        bool                head;               /* HEAD: the server sends no body */
        str                 path;               /* decoded, valid UTF-8, no "..", "//", NUL */
        const struct route *route;              /* as the server found it; NULL: the router looks */
        int64_t             ids[4];             /* the :id parts, in order */
        str                 keys[4];            /* the :key parts ([a-z0-9._-]), in order */
        const struct pair  *fields;             /* query, then form fields, decoded */
        int                 n_fields;
        const struct upload *uploads;
        int                 n_uploads;
        str                 body, body_type;    /* as sent, for JSON */
        str                 query;              /* as sent, without "?" */
        str                 session;            /* cookie ls-session (or __Host-ls-session) */
        str                 csrf;               /* cookie ls-csrf; from the router on: what forms must carry */
        str                 cookie_lang, cookie_theme, cookie_type;
        str                 csrf_header;        /* X-CSRF: what scripts send instead of the field */
        str                 bearer;             /* Authorization: Bearer …, for /metrics */
        str                 cookie_note;        /* ls-note: shown once, then cleared */
        str                 accept, accept_language, if_none_match, if_match;
        str                 accept_encoding;    /* see web_coding() */
        str                 origin, host, sec_fetch_site, user_agent, request_key;
        str                 remote;             /* address of the peer, text */
        bool                loopback;           /* the peer is this machine */
        bool                secure;             /* TLS here, or a trusted proxy said so */
        bool                htmx;               /* HX-Request: true */
        bool                wants_json;         /* Accept prefers application/json, or path below /api */
        /* what the router adds before it runs a handler, for the frame of the page */
        str                 who;                /* person and post of the session; absent: nobody */
        str                 note;               /* the words of reply_note, verified; shown once */
        str                 county;             /* as the first set-up named it; absent: it did not */
        bool                demo;               /* the database is marked demo */
        struct list_ask    *list;               /* door/web/list_out.h: set by lists.c, never from outside */
        struct once        *once;               /* door/web/once.h: the key this request came with */
        char               *room;               /* the server's: n_room bytes for the page; NULL: none */
        size_t              n_room;
};

enum {
        REPLY_MAX_HEADERS = 12,
        NEXT_MOST = 500,                /* bytes of an address to go on to after the sign-in */
};
struct reply {
        int          status;                    /* 200 unless set */
        const char  *type;                      /* text/html; charset=utf-8 unless set */
        str          location;                  /* with 303 */
        str          download;                  /* file name for Content-Disposition: attachment; absent: inline */
        str          plain;                     /* a name in ASCII, for old clients; absent: reply_plain() */
        str          etag;                      /* quoted text; the router answers 304 by it */
        const char  *cache;                     /* Cache-Control; "no-store" unless set */
        struct pair  headers[REPLY_MAX_HEADERS];
        int          n_headers;
        struct buf   body;
        str          fixed;                     /* a constant body instead of buf (assets); absent: buf */
        const char  *encoding;                  /* of `fixed`: "br", "gzip" or NULL */
        str          note;                      /* see reply_note(); sealed by the router */
        bool         close;                     /* end the connection after this */
        bool         again;                     /* the failure behind it has `again` (40001, 40P01): the
                                                   server runs the request once more before it answers */
        const char  *pattern;                   /* of the route that answered, a constant, for /metrics */
};

typedef const struct fail *handler(struct ctx *cx, const struct request *rq, struct reply *re);

enum route_flag {
        ROUTE_OPEN     = 1 << 0,        /* without sign-in (sign-in page, assets, health); need is then ignored */
        ROUTE_NO_CSRF  = 1 << 1,        /* a POST without a session to ride on (sign-in has its own token) */
        ROUTE_UPLOAD   = 1 << 2,        /* takes multipart; its body limit is limit_upload */
        ROUTE_LOOPBACK = 1 << 3,        /* only from this machine, or with the metrics token */
        ROUTE_PART     = 1 << 4,        /* answers a fragment for htmx; the page exists without it */
        ROUTE_ON_READ  = 1 << 5,        /* GET whose view is committed to the audit before the first byte */
        ROUTE_SERIAL   = 1 << 6,        /* its rule reads a set and then writes: SERIALIZABLE */
        ROUTE_BARE     = 1 << 7,        /* neither session nor database: assets, /healthz */
        ROUTE_HALF     = 1 << 9,        /* with ROUTE_OPEN: for who is half-way in (core/auth/entry.h) alone */
        ROUTE_LIST     = 1 << 10,       /* a page that is a list: its handler calls list_open and list_end */
        ROUTE_WHOLE    = 1 << 11,       /* about the whole county: in the menu of those who reach all of it */
        ROUTE_BY_UNIT  = 1 << 8,        /* a list whose ?word= takes a unit's code: a unit's page links to it */
};

struct route {
        enum verb method;
        const char *path;       /* "/budget/:id/lines"; :id a number, :key a word */
        handler    *run;
        int         need;       /* enum perm; 0 only with ROUTE_OPEN, else refused at start */
        unsigned    flags;
        const char *title;      /* Chinese, in the matrix and the menu; never NULL */
        const char *menu;       /* menu place "budget/10" or NULL: not in the menu */
        const char *icon;       /* "i-money", with menu */
};

struct form        form_of(struct ctx *cx, const struct request *rq);
const struct upload *request_upload(const struct request *rq, const char *name);
/* 303 to an address of ours; the format's %.*s must be safe URL text (use reply_see_url parts). */
const struct fail *reply_see(struct reply *re, struct ctx *cx, const char *fmt, ...)
        PRINTF(3, 4) MUST_USE;
void reply_header(struct reply *re, str name, str value);
/* Send bytes as a file: type, attachment name (any characters), body. */
void reply_file(struct reply *re, const char *type, str download, str bytes);
/* Where the file's name is not ASCII and the handler gave no other, one for clients that do not know RFC 5987: what
 * the address says and the day, "goals-178-2026-11-30.docx". */
void reply_plain(struct reply *re, struct ctx *cx, const struct request *rq);
/* A note shown once on the next page after a redirect (kept in a signed cookie). */
void reply_note(struct reply *re, struct ctx *cx, const char *fmt, ...) PRINTF(3, 4);
/* The cookie of a session (an empty token takes it away), and an ordinary one for `seconds`. */
void reply_session(struct reply *re, struct ctx *cx, const struct request *rq, str token);
void reply_cookie(struct reply *re, struct ctx *cx, const struct request *rq, const char *name,
                  str value, int seconds);

/* Which of the codings a client takes, best first: for assets that are stored in several. */
enum coding { CODING_PLAIN, CODING_GZIP, CODING_BROTLI };
bool web_takes(str accept_encoding, enum coding coding);

/**
 * Serve one request: find the route, the session, check permission and CSRF, open the
 * snapshot (GET), run the handler, dress a failure. Never fails: `re` is always complete.
 * cx has arena, db, now, today; user, unit, may, lang are set here from the session.
 * After it, cx->db->ticket tells what the reply must wait for.
 */
void web_serve(struct ctx *cx, struct request *rq, struct reply *re);

#endif
