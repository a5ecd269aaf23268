/* core/search/search.h - full text: finds every word that LIKE would find, two Chinese characters or one.
 *
 * A record's words stand folded in search_doc (compatibility forms and full width made plain, case
 * folded, blanks single), with every one and two neighbouring characters in search_gram, written in the
 * record's own transaction. A word is looked up by its two rarest-looking pairs (its first and last) and
 * then compared as a whole, so that neither a pair in another place nor a missing one is mistaken.
 *
 * A statement of a domain joins its table with the index and its own reach:
 *
 *      JOIN search_doc d ON d.kind = 'unit' AND d.record = u.id
 *       AND d.id IN (SELECT g.doc FROM search_gram g WHERE g.gram = :first)
 *       AND d.id IN (SELECT h.doc FROM search_gram h WHERE h.gram = :last)
 *       AND d.body LIKE :like ESCAPE '!' AND d.body LIKE :like2 ESCAPE '!' AND d.body LIKE :like3 ESCAPE '!'
 */
#ifndef CORE_SEARCH_SEARCH_H
#define CORE_SEARCH_SEARCH_H

#include "core/db/db.h"

/* As bodies and words are compared. */
str search_fold(struct arena *a, str text);

enum { SEARCH_LIKES = 3 };
struct search_word { str like[SEARCH_LIKES], first, last; bool empty; };
/* Words with a blank between them (目标 水务) are found in any order; more than three: from the third on in theirs. */
struct search_word search_word(struct arena *a, str typed);

/* Inside a transaction: (re)write what a record is found by. */
void search_put(struct ctx *cx, const char *kind, int64_t record, int64_t version, str body);
void search_drop(struct ctx *cx, const char *kind, int64_t record);

/* How the index stands: documents; those whose pairs are not exactly those of their body; records that it lacks or
 * has of another version; documents whose record is gone, or whose kind is. */
struct search_state { int64_t docs, wrong, lacking, gone; };
const struct fail *search_verify(struct ctx *cx, struct search_state *ret) MUST_USE;

/* ---- what can be searched: rows of a module's `searches` --------------------------------- */

struct search_hit { str title, small, href; };
struct search_kind {
        const char *code;       /* search_doc.kind, or a name of its own */
        const char *label;      /* a word: 单位 */
        const char *more;       /* the list that takes the word, "/people?q="; NULL: none does */
        int         need;       /* enum perm */
        /* Up to `most` hits within the visitor's reach, the best first; *ret_n. */
        const struct fail *(*find)(struct ctx *cx, const struct search_word *w, str typed,
                                   struct search_hit *ret, int most, int *ret_n);
        /* Inside a transaction: write what is missing or of an older version; of one record, or with 0 of
         * any; all: everything anew. NULL: finds without the index. */
        const struct fail *(*fill)(struct ctx *cx, int64_t record, bool all);
        /* Records that `fill` would write, and documents of this kind whose record is gone. */
        const struct fail *(*check)(struct ctx *cx, int64_t *ret_lacking, int64_t *ret_gone);
};

/* The check() of a row by one statement of the domain that gives `lacking` and `gone`. */
#define SEARCH_CHECK(check, statement)                                                             \
        static const struct fail *check(struct ctx *cx, int64_t *ret_lacking, int64_t *ret_gone)   \
        {                                                                                          \
                struct statement n = { 0 };                                                        \
                const struct fail *f = statement(cx, &n);                                          \
                *ret_lacking = n.lacking;                                                          \
                *ret_gone = n.gone;                                                                \
                return f;                                                                          \
        }

enum { SEARCH_KINDS_MOST = 16 };
/* Before main: src/modules.c gathers the rows. */
void search_kinds_set(const struct search_kind *const *kinds, int n);
int  search_kinds_count(void);
const struct search_kind *search_kind_at(int i);
/* Inside a transaction that wrote this record (0: some records): the index follows. */
void search_follow(struct ctx *cx, const char *kind, int64_t record);
/* What was never indexed, in a transaction of its own: at each start. `all`: everything anew, from nothing. */
const struct fail *search_fill(struct ctx *cx, bool all) MUST_USE;

#endif
