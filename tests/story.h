/* tests/story.h - a browser without a socket: requests through web_serve(), with cookies kept as a
 * browser keeps them. Stories (tests/stories) and the tables of tests are written with it. */
#ifndef TESTS_STORY_H
#define TESTS_STORY_H

#include "core/auth/session.h"
#include "door/web/web.h"
#include "tests/test.h"

enum { VISIT_FIELDS = 64 };

/* One browser. Zero and `cx` is a fresh one on this machine. */
struct visit {
        struct ctx *cx;                 /* the test's: arena, db, clock */
        str session, csrf, note;        /* cookies as the program set them */
        str remote;                     /* absent: 127.0.0.1 */
        bool away;                      /* not from this machine */
        bool secure, htmx, json;
        /* Of the next request only. */
        str once;                       /* the key of door/web/once.h */
        str origin, site, csrf_wish, csrf_header, host, accept_language, if_none_match, bearer;
        bool no_csrf;
        void (*edit)(struct request *rq, const char *arg); const char *edit_arg; /* just before it is served */
        const struct upload *uploads;
        int n_uploads;
        /* The last answer; it lives as long as cx->arena. */
        int status;
        str location, body, type, allow, etag, cookies, download, plain, policy;
};

/* Load every domain's demonstration data into the test's empty database. */
void story_county(struct ctx *cx);
/* Sign in to the demonstration post of this role in the unit of this code; false: no such post. */
bool visit_as(struct visit *v, const char *role, const char *unit_code);
/* `path` may carry a query. A POST carries the page's CSRF token unless no_csrf or csrf_wish. A
 * field "<tests/files/x.csv" brings that file as an upload. */
int  visit_get(struct visit *v, str path);
int  visit_post(struct visit *v, str path, const struct pair *fields, int n_fields);
bool visit_sees(const struct visit *v, const char *text);
/* Ids by what people call things; 0: none. */
int64_t story_unit(struct ctx *cx, const char *code);
int64_t story_post(struct ctx *cx, const char *role, const char *unit_code, int64_t *ret_person);
int64_t story_scheme(struct ctx *cx, int year);         /* the last of that year */
/* A new account with the password story_password, in a post unless `role` is NULL; returns the person. */
extern const char story_password[];
int64_t story_account(struct ctx *cx, const char *login, const char *role, const char *unit_code);

/* Play one story; every broken line is reported with its file and line. Returns lines checked. */
int  story_play(struct ctx *cx, const char *file, str text);
/* All of tests/stories, each as a name and a text; returns how many. */
struct story { const char *file; str text; };
int  story_list(struct arena *a, struct story *ret, int max);

/* A path for a route's pattern: ids are 1, words are x. */
str  story_plain_path(struct ctx *cx, const char *pattern);
/* A line "PATH name=value…" with its ids put in; {n} is `n`. Returns the number of fields. */
int  story_request(struct ctx *cx, str line, int n, str *ret_path, struct pair ret_fields[VISIT_FIELDS]);

#endif
