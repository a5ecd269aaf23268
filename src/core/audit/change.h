/* core/audit/change.h - a row's detail as what a person reads: field, before, after. */
#ifndef CORE_AUDIT_CHANGE_H
#define CORE_AUDIT_CHANGE_H

#include "core/db/db.h"

struct audit_change {
        const char *label;      /* a catalogue word; NULL: the key is shown as it is */
        str         key;        /* absent: the detail is plain text, in `after` */
        str         before;     /* absent: there was none, or it was not written down */
        str         after;
};

enum { AUDIT_CHANGES_MOST = 60 };

/* What records are called now, zeroed at first and kept for a page or a file: who stands in it many times is asked for
 * once, mostly. */
enum { AUDIT_NAMES = 256 };
struct audit_names { struct { int what; int64_t id; str name; } at[AUDIT_NAMES]; };

/* What a record is called, for those kinds that only a domain knows (struct module). `event`: only in rows of that
 * event; NULL: in all. `called`: absent: there is none, any more. */
struct audit_title { const char *entity, *event; str (*called)(struct ctx *cx, int64_t id); };
/* The name of a record of that title, which is number `at` of all. */
str audit_titled(struct ctx *cx, struct audit_names *names, const struct audit_title *t, int at, int64_t id);

/* What a detail says, records by their names (labels.def), at most AUDIT_CHANGES_MOST; values that stayed the same are
 * left out. Text that is no JSON object is one change without a key. */
int audit_changes(struct ctx *cx, struct audit_names *names, str detail,
                  struct audit_change ret[AUDIT_CHANGES_MOST]);
/* Changes on one line: 名称 甲 → 乙；次序 3 → 4, cut to about `most` characters. */
str audit_change_line(struct ctx *cx, const struct audit_change *all, int n, size_t most);
/* A detail that is plain text, as it is read: of the digest of a file only the beginning. */
str audit_plain(struct ctx *cx, str detail);
/* The word for an entity; NULL: none. */
const char *audit_record_label(str entity);
/* What a record is called now: a unit, a person, a post, a role; absent: not known here. */
str audit_record_called(struct ctx *cx, struct audit_names *names, str entity, int64_t id);

#endif
