/* door/web/lists.h - what every list gets for free: files, columns, saved views, batch acts. */
#ifndef DOOR_WEB_LISTS_H
#define DOOR_WEB_LISTS_H

#include "door/web/batch.h"
#include "door/web/list.h"

handler list_options_get, list_file_post, list_columns_post, list_view_post, list_view_edit_post,
        list_view_end_post, list_batch_get, list_batch_post;

struct list_saved { int64_t id, version; str name; bool shared; };
struct list_options_page {
        struct page             page;
        const struct list      *list;
        str                     back, about;            /* where the list is; its filter in words */
        const struct list_saved *saved; int n_saved;
        bool                    may_share;
        const struct fail      *fail;                   /* a refused name */
        str                     name;
};
void list_options_page(struct buf *o, const struct list_options_page *p);

struct list_batch_page {
        struct page              page;
        const struct batch_row  *batch;
        const struct batch_item *items; int n_items;
        int                      n_refused;
        str                      of, query, back, ids;
        bool                     done;          /* the results of what was done, shown once */
        struct form_field        words;         /* what the act asks for; label NULL: nothing */
};
void list_batch_page(struct buf *o, const struct list_batch_page *p);

#endif
