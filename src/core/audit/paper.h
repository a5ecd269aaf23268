/* core/audit/paper.h - the end of the chain as somebody writes it down and keeps it where nobody reaches who holds the
 * machine: it finds even a database that was rolled back together with its head file. On one line:
 *
 *     PLACE-xxxx-xxxx-xxxx-xxxx-xxxx-cccc
 *
 * The place, ten bytes of the link there, and two of a check without a key, so that a slip of the pen is told from a
 * database that was changed. Ten bytes are enough: who has no key cannot make a chain that ends in any chosen ones.
 */
#ifndef CORE_AUDIT_PAPER_H
#define CORE_AUDIT_PAPER_H

#include "core/audit/chain.h"

struct audit_paper {
        int64_t       place;
        int           n;                        /* bytes of the link that are known */
        unsigned char link[DIGEST_BYTES];
};

/*        state     what it means, a catalogue word */
#define AUDIT_PAPER_STATES(X) \
        X(NONE,    "没有给出抄下的链头") \
        X(FITS,    "数据库经过抄下的链头：没有被换成它以前的副本") \
        X(BEHIND,  "数据库没有到抄下的那一条：被换成旧的副本，或者最后的记录被删") \
        X(DIFFERS, "抄下的那一条在数据库里不一样：数据库被换过或改过") \
        X(REMOVED, "抄下的那一条已归档清理，不能再比对；请用清理以后抄下的链头")
enum audit_paper_state {
#define X(name, words) AUDIT_PAPER_##name,
        AUDIT_PAPER_STATES(X)
#undef X
        AUDIT_PAPER_STATES_END
};
const char *audit_paper_words(enum audit_paper_state s);

/* The form to write down; absent at place 0: there is nothing to hold on to yet. */
str audit_paper_text(struct ctx *cx, const struct audit_end *end);
/* That form, with blanks, hyphens and capitals as they come, or the line of a head file. INVALID at `head`: neither,
 * or its check is wrong. */
const struct fail *audit_paper_parse(struct ctx *cx, str text, struct audit_paper *ret) MUST_USE;
/* Does the chain of this database pass through it? */
const struct fail *audit_paper_compare(struct ctx *cx, const struct audit_paper *paper,
                                       enum audit_paper_state *ret) MUST_USE;

#endif
