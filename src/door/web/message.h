/* door/web/message.h - 消息: the centre, how one wants to be told, and what could not be
 * delivered. */
#ifndef DOOR_WEB_MESSAGE_H
#define DOOR_WEB_MESSAGE_H

#include "core/message/deliver.h"
#include "core/message/message.h"
#include "door/web/list.h"

handler messages_get, message_reads_post, message_wish_get, message_wish_post, message_outbox_get;

struct messages_page {
        struct page page;
        struct list list;
        int64_t     unread;
};
void messages_page(struct buf *o, const struct messages_page *p);

struct message_wish_page {
        struct page page;
        int64_t     version;
        const struct form_field *fields, *kinds;
        int         n_fields, n_kinds;
        struct form_faults faults;
        bool        has_mail;           /* the system sends mail at all */
};
void message_wish_page(struct buf *o, const struct message_wish_page *p);

struct message_outbox_page {
        struct page page;
        struct list list;
        int64_t     waits, dead;
        bool        mail, hook;         /* ways that are set up */
        bool        refused;            /* the webhook's address is not one that is allowed */
};
void message_outbox_page(struct buf *o, const struct message_outbox_page *p);

#endif
