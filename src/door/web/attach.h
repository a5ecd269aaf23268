/* door/web/attach.h - the files of a record: the list on its page, the form, the download.
 *
 * A page with files puts one panel into its struct and its template:
 *
 *      f = attach_panel_of(cx, &p.page, "budget", id, &p.files);
 *      {{call attach_panel(&p->files)}}
 *
 * and has a row in its module's `attaches`. A form that takes files itself (its record comes into
 * being with them) is multipart/form-data on a ROUTE_UPLOAD route, draws attach_field() and reads
 *
 *      n = attach_uploads(cx, rq, &in);
 *
 * Files go out as downloads only, never inline, under a policy of their own that runs nothing.
 */
#ifndef DOOR_WEB_ATTACH_H
#define DOOR_WEB_ATTACH_H

#include "core/attach/attach.h"
#include "door/web/page.h"

handler attach_file_get, attach_removal_post, attach_page_get, attach_page_post;

struct attach_panel {
        const struct page        *page;
        const struct attach_kind *kind;
        int64_t                   record;
        const struct attach_file *files; int n_files;
        bool                      may;          /* add and remove */
        int64_t                   most_mb;
};
const struct fail *attach_panel_of(struct ctx *cx, const struct page *page, const char *kind,
                                   int64_t record, struct attach_panel *ret) MUST_USE;
void attach_panel(struct buf *o, const struct attach_panel *p);
void attach_list_part(struct buf *o, const struct attach_panel *p);
/* Choosing files, inside a form of the page's own; not required. */
void attach_field(struct buf *o, const struct fail *why);
/* "1.2 MB" */
str  attach_size(struct arena *a, int64_t bytes);

/* What came in by attach_field(); an empty choice is none. */
int attach_uploads(struct ctx *cx, const struct request *rq, struct attach_in **ret);
/* Send bytes as a download that can do nothing in a browser. */
void attach_reply(struct reply *re, const char *media, str name, str bytes);

/* The page of a record's files alone: where one stands after a refused file. */
struct attach_page {
        struct page         page;
        struct attach_panel panel;
        const struct fail  *fail;
        str                 back;
};
void attach_page(struct buf *o, const struct attach_page *p);

#endif
