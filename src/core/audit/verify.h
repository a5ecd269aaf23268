/* core/audit/verify.h - walk the chain and say what does not fit. */
#ifndef CORE_AUDIT_VERIFY_H
#define CORE_AUDIT_VERIFY_H

#include "core/audit/head.h"
#include "core/audit/paper.h"

/*        fault      what was found, a catalogue word */
#define AUDIT_FAULTS(X) \
        X(CONTENT,  "这一条的内容被改动") \
        X(LINK,     "与前一条连不上：前面有记录被改、被删、被插入或调换") \
        X(GAP,      "这一条前面缺记录") \
        X(FOREIGN,  "不是本程序写的记录（没有校验码）") \
        X(TAIL,     "还没有连入链，但校验码不对") \
        X(UNLINKED, "早该连入链而没有连入") \
        X(ANCHOR,   "归档清理的锚点不对") \
        X(HEAD,     "链头与数据库外的链头文件不符") \
        X(PAPER,    "数据库不经过抄下的链头") \
        X(TABLE,    "数据库里没有审计记录的表：整个被删")
enum audit_fault {
#define X(name, words) AUDIT_FAULT_##name,
        AUDIT_FAULTS(X)
#undef X
        AUDIT_FAULTS_END
};
const char *audit_fault_words(enum audit_fault f);

struct audit_break {
        enum audit_fault fault;
        int64_t          seal, id, at;          /* 0: not known, or not of one row */
};

enum { AUDIT_BREAKS_MOST = 50, AUDIT_LATE_MS = 60000 };

struct audit_report {
        int64_t rows;                           /* linked rows that were walked */
        int64_t first, last;                    /* their places; 0: none */
        int64_t tail, tail_at;                  /* rows that wait for their link, the oldest one's instant */
        int64_t anchor, anchor_at;              /* up to where rows were archived and removed */
        int64_t oldest, newest;                 /* instants of the earliest and the latest row */
        enum audit_head_state head;
        struct audit_end      head_end;         /* what the file says */
        struct audit_end      end;              /* where the chain of the database ends */
        enum audit_paper_state paper;           /* NONE: no head was given to compare with */
        bool    lost;                           /* the tables are gone: nothing else could be looked at */
        int64_t n_breaks;                       /* all; the first ones stand below */
        struct audit_break breaks[AUDIT_BREAKS_MOST];
};

/* Does the database have the tables of the trail? */
const struct fail *audit_is_there(struct ctx *cx, bool *ret) MUST_USE;

/**
 * Walk the chain in a snapshot of its own (outside one, and outside a transaction), in memory that
 * does not grow with it.
 * `newest` > 0: only that many rows at the end, taking the link before them on trust. A chain that
 * does not fit, or a trail that is gone, is no failure: it stands in the report. NONE of the head file counts as no
 * break.
 */
const struct fail *audit_verify(struct ctx *cx, int64_t newest, struct audit_report *ret) MUST_USE;
/* The same, and whether the chain passes through a head that somebody has kept (NULL: audit_verify). */
const struct fail *audit_verify_past(struct ctx *cx, int64_t newest,
                                     const struct audit_paper *paper,
                                     struct audit_report *ret) MUST_USE;

#endif
