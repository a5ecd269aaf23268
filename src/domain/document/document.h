/* domain/document/document.h - the register of official documents (公文登记) and their numbers.
 *
 * A record of another domain becomes a document in one of two ways:
 *
 *   document_draft()     its page makes a draft, which goes through 核稿 and 签发 on the document's own
 *                        page and gets its number when it is sent;
 *   document_prepare()   its own flow was the review: number and files are made at once, and
 *   document_put()       are put in the transaction that changes the record.
 *
 * 发文字号 机关代字〔year〕n号: a series gives 1, 2, 3 … of a year, without holes and without doubles, also
 * to several processes; a number once given stays with its document, void or not. What goes out is
 * kept as DOCX and PDF by hash (core/attach) and never made again. The frame is core/doc/gongwen.h.
 */
#ifndef DOMAIN_DOCUMENT_DOCUMENT_H
#define DOMAIN_DOCUMENT_DOCUMENT_H

#include "core/attach/attach.h"
#include "core/auth/auth.h"
#include "core/doc/gongwen.h"
#include "core/flow/flow.h"

enum document_state {           /* document.state: append only */
        DOCUMENT_DRAFT,         /* 起草 */
        DOCUMENT_REVIEW,        /* 核稿 */
        DOCUMENT_SIGNING,       /* 待签发 */
        DOCUMENT_SIGNED,        /* 已签发: gets its number next */
        DOCUMENT_SENT,          /* 已发: never changes again */
        DOCUMENT_VOID,          /* 作废: keeps its number */
        DOCUMENT_DROPPED,       /* 不发: given up before it had a number */
        DOCUMENT_STATES
};
extern const char *const document_state_words[DOCUMENT_STATES];
extern const struct flow document_flow;

struct document_kind { const char *code, *label; enum gongwen_form form; };
extern const struct document_kind document_kinds[];
extern const int                  n_document_kinds;
const struct document_kind *document_kind_of(str code);         /* NULL: none */
str document_kind_text(str code);       /* its label, for the trail; the code itself where there is none */
struct document_source { const char *code, *label, *path; };
const struct document_source *document_source_of(str code);     /* NULL: none */

/* 紧急程度: "", 加急, 特急. */
enum { DOCUMENT_URGENCIES = 3, DOCUMENT_APPENDICES = 9, DOCUMENT_UNITS = 400 };
extern const char *const document_urgencies[DOCUMENT_URGENCIES];

/* ---- series (series.c) ------------------------------------------------------------------------ */

struct document_series_wish { int64_t unit; str name, prefix, mark, agency, kind; bool closed; };
struct document_series { int64_t id, version; str unit_name; struct document_series_wish wish; };

/* Series that the person may draft documents of or keep, in order of unit and name. */
const struct fail *document_series_list(struct ctx *cx, struct document_series **ret,
                                        int *ret_n) MUST_USE;
/* NOT_FOUND also for another's. */
const struct fail *document_series_find(struct ctx *cx, int64_t id,
                                        struct document_series *ret) MUST_USE;
/* The open series for a kind within a county: one of that kind first, then of the acting unit. INVALID,
 * with where to set one up: none. Asks no permission. */
const struct fail *document_series_pick(struct ctx *cx, str kind, int64_t county,
                                        struct document_series *ret) MUST_USE;
/* Own transactions; DOCUMENT_SEND over the unit. INVALID with the field: empty, a prefix the unit has
 * already, brackets or figures in a prefix, no such kind. Once numbers were given, prefix and unit stay. */
const struct fail *document_series_add(struct ctx *cx, const struct document_series_wish *w,
                                       int64_t *ret_id) MUST_USE;
const struct fail *document_series_edit(struct ctx *cx, int64_t id, int64_t version,
                                        const struct document_series_wish *w) MUST_USE;
/* The last number given in a year; 0: none. */
const struct fail *document_last(struct ctx *cx, int64_t series, int year, int64_t *ret) MUST_USE;
/* Numbers up to `last` were given on paper before this program came: go on after them. With reason.
 * INVALID at `last`: not above the last one given here. */
const struct fail *document_begin_after(struct ctx *cx, int64_t series, int year, int64_t last,
                                        str reason) MUST_USE;
/* The next number, inside a transaction (must): gone with it if it is undone. 0 when it has failed. */
int64_t document_number(struct ctx *cx, int64_t series, int year);

/* ---- documents (document.c) ------------------------------------------------------------------- */

struct document_part { str title; const struct doc *blocks; };

struct document_wish {
        int64_t series;
        str     kind, title, to, copies, urgency, secrecy, copy_no, note;
        str     body;                           /* lines of text; or, from a record: */
        const struct doc *blocks;
        struct document_part appendices[DOCUMENT_APPENDICES]; int n_appendices;
        const char *source; int64_t record;     /* NULL: none */
        const int64_t *units; int n_units;      /* it goes to, beside those that `to` and `copies` name */
        int     year;                           /* 0: today's */
};

struct document {
        int64_t id, unit, series, record, number, version, at;
        enum document_state state;
        enum gongwen_form form;
        int     year;
        str     kind, title, to, copies, urgency, secrecy, copy_no, note, body, source, signer, words;
        str     prefix, mark, agency, unit_name, who;
        day     dated, sent;                    /* 成文, 印发; DAY_NONE: not yet */
};
/* "示目绩办〔2024〕3号"; absent: none yet. */
str document_number_of(struct arena *a, const struct document *d);

/* For who works on the unit's documents (起草、签发、发文); and, once it has gone out, for DOCUMENT_VIEW over
 * the unit that issued it or one it goes to. NOT_FOUND. */
const struct fail *document_find(struct ctx *cx, int64_t id, struct document *ret) MUST_USE;
/* Whoever works on documents sees drafts too: the reach of the first of those permissions that the person has. */
struct auth_reach document_working_reach(struct ctx *cx);
/* The newest document of a record: NOT_FOUND where it has none. Asks no permission. */
const struct fail *document_of(struct ctx *cx, const char *source, int64_t record,
                               struct document *ret) MUST_USE;
/**
 * A draft; own transaction, DOCUMENT_DRAFT over the series' unit. Of a record that has one in 起草
 * already, that one is made anew. INVALID with the field; CONFLICT: the record's document is past
 * 起草.
 */
const struct fail *document_draft(struct ctx *cx, const struct document_wish *w,
                                  int64_t *ret_id) MUST_USE;
struct reply;
/* For the button of a record's page: make the draft and go to its page. Fails as document_draft(). */
const struct fail *document_draft_page(struct ctx *cx, const struct document_wish *w,
                                       struct reply *re) MUST_USE;
/* Change what a draft says. A body that came from a record stays. CONFLICT, INVALID, DENIED. */
const struct fail *document_edit(struct ctx *cx, int64_t id, int64_t version,
                                 const struct document_wish *w) MUST_USE;
/* As paper: the frame around its parts. INVALID: its parts were kept by another version of the program. */
const struct fail *document_paper(struct ctx *cx, const struct document *d,
                                  struct doc **ret) MUST_USE;
/* The paper of a wish that has no row of its own, with a number (or none) and a day of the caller's; without
 * a series, the frame names the office of the county alone. */
const struct fail *document_frame(struct ctx *cx, const struct document_wish *w, int64_t county,
                                  str number, day date, struct doc **ret) MUST_USE;
/* A record's paper: of its document where that has a number, else the frame. */
const struct fail *document_paper_of(struct ctx *cx, const struct document_wish *w, int64_t county,
                                     str number, day date, struct doc **ret) MUST_USE;
/* A record's file as it went out. NOT_FOUND: nothing went out, or not in this format. */
const struct fail *document_kept(struct ctx *cx, const char *source, int64_t record, str as,
                                 str *ret_name, str *ret_bytes) MUST_USE;
/* For the record's page: its document, if the person may see it; id 0: none. */
const struct fail *document_link(struct ctx *cx, const char *source, int64_t record,
                                 struct document *ret) MUST_USE;
/* May the person draft one of this kind in this county? */
bool document_may_draft(struct ctx *cx, str kind, int64_t county);
/* Units that see it once it is out. */
const struct fail *document_units(struct ctx *cx, int64_t id, const str **ret, int *ret_n) MUST_USE;

/* ---- steps (issue.c) -------------------------------------------------------------------------- */

/**
 * Take a step of document_flow. Sending gives the number in a transaction of its own, makes the files,
 * and puts them with the new state in a second one: if anything fails between, the document keeps its
 * number, and sending again goes on. DENIED; CONFLICT: a stale version; INVALID at `reason`.
 */
const struct fail *document_move(struct ctx *cx, int64_t id, int64_t version, str event,
                                 str reason) MUST_USE;

/* Files made, not put yet. */
struct document_ready { int64_t id, version; struct attach_ready files[2]; str number; };
/**
 * A record's document with its number, before the transaction that issues the record: no permission is
 * asked, the record's rule has. Repeated after a failure it goes on with the same number. Outside a
 * transaction. As document_draft().
 */
const struct fail *document_prepare(struct ctx *cx, const struct document_wish *w,
                                    struct document_ready *ret) MUST_USE;
/* 已发, with its files; inside the transaction. */
void document_put(struct ctx *cx, const struct document_ready *r);

/* The file as issued, or as it stands now: "docx", "pdf". NOT_FOUND: no such format. The caller has
 * found the document. */
const struct fail *document_file(struct ctx *cx, const struct document *d, str as, str *ret_name,
                                 str *ret_type, str *ret_bytes) MUST_USE;

extern const struct attach_kind document_attach;
const struct fail *document_demo(struct ctx *cx) MUST_USE;
/* The series of 示例县's office, before its first letter goes out. NOT_FOUND: no such office. */
const struct fail *document_demo_series(struct ctx *cx) MUST_USE;

#endif
