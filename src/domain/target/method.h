/* domain/target/method.h - how one leaf of a scheme turns figures into points: F1 … F21 as rows.
 *
 * Everything here is pure: arguments in, results out; no database, no clock. A figure
 * is an integer in 10^-places of its unit of measure, a score an integer in millionths of a
 * point. What lies between is an exact fraction in 128 bits, rounded once, by a named mode, to
 * the leaf's step; only F12 is a fixed-point number instead, with an error below 10^-9
 * (docs/decisions/fixed-point.md).
 *
 * A method works on a column: one leaf, one group, one period, all units of the group. A single
 * case is a column of one. So there is one arithmetic, whoever asks.
 *
 * A method carries a version. A rule that changes gets a new row with the next version; the old
 * row stays, so that a score of last year comes out again bit for bit.
 */
#ifndef DOMAIN_TARGET_METHOD_H
#define DOMAIN_TARGET_METHOD_H

#include "domain/target/fold.h"

enum {
        METHOD_PARAMS = 8,              /* at most, of one method */
        METHOD_INPUTS = 32,             /* columns at most, of one leaf */
        METHOD_ROWS   = 64,             /* rows at most of a bracket table or event list */
        FIGURE_PLACES = 6,              /* decimals at most of a figure */
};
/* Bounds that keep every product inside 128 bits; what is beyond is refused when it is read. */
#define FIGURE_MOST ((int64_t)1000000000000000)         /* 10^15 in units of 10^-places */
#define POINTS_MOST ((int64_t)10000 * 1000000)          /* a full score of 10,000 points */
#define FIGURE_NONE INT64_MIN                           /* 缺数: nobody has given it yet */
#define FIGURE_NA   (INT64_MIN + 1)                     /* 缺项: the leaf does not apply to this unit */

/* What an integer of a parameter or an input counts. */
enum method_kind {
        KIND_FIGURE,            /* the leaf's figure, 10^-places; places are the leaf's */
        KIND_POINTS,            /* millionths of a point */
        KIND_SHARE,             /* millionths of one; written in percent: "60" is 600,000 */
        KIND_COUNT,             /* a whole number: a rank, units of a league, events */
        KIND_CHOICE,            /* an index into `choices` */
};

struct method_param {
        const char        *key;         /* "base": in the CLI, JSON and the database */
        const char        *name;        /* 基础分占比 */
        enum method_kind   kind;
        int64_t            least, most, usual;  /* FIGURE: in millionths of its unit */
        const char *const *choices;     /* CHOICE: words, NULL at the end; most is the last index */
        const char        *help;        /* one Chinese sentence */
};

struct method_input {
        const char      *key;           /* "actual" */
        const char      *name;          /* 完成值 */
        enum method_kind kind;
        bool             optional;
};

/* What of the group a method looks at. */
enum method_needs {
        NEED_MIN_MAX = 1 << 0,          /* smallest and largest figure of the group; best */
        NEED_RANK    = 1 << 1,          /* the unit's rank in the group */
        NEED_ROWS    = 1 << 2,          /* a bracket table or a list of events */
        NEED_RATIO   = 1 << 3,          /* divides by the target: none at zero or below */
        NEED_COUNTS  = 1 << 4,          /* inputs are one count for each row; no count is 0 times */
};

/* A row of a bracket table (F13: value from … to, a second value may be wanted too) or a kind of
 * event (F15, F16). Bounds are exact fractions of the figure's unit (1/3 can be said); den 0:
 * no bound. `to` is outside unless to_in; `from` is inside unless from_out. */
struct method_row {
        str     name;                   /* 优秀票率九成以上; 未按时反馈 */
        ratio   from, to, from2, to2;
        bool    from_out, to_in, from2_out, to2_in;
        points  points;                 /* bracket: the score; event: each time, may be negative */
        int64_t share;                  /* bracket: of the full score instead; -1: `points` counts */
        points  most;                   /* event: cap of this kind, by amount; 0: none */
};

enum direction { DIRECTION_MORE, DIRECTION_LESS };      /* more is better; 逆向指标 */

/* A leaf as a method sees it: made by leaf_of_method() and leaf_param(), then constant. */
struct leaf {
        str                      code, name;
        const struct method     *method;
        enum direction           direction;
        int                      places;        /* decimals of its figures, 0 … 6 */
        const char              *unit;          /* "%", "万元"; NULL: none; shown only */
        int64_t                  p[METHOD_PARAMS];      /* in the method's order and kinds */
        const struct method_row *rows; int n_rows;
        enum round_mode          round;         /* the one rounding of this leaf … */
        int64_t                  step;          /* … to multiples of this many millionths; ≥ 1 */
        int                      column;        /* first input column in struct input */
        int                      n_columns;     /* as many as leaf_columns() says */
        int                      missing;       /* enum missing_policy, score.h */
        int                      na;            /* enum na_policy, score.h */
        int64_t                  na_share;      /* NA_BASE_SHARE, MISSING_BASE_SHARE: 600,000 is 60 % */
};

/* What became of one unit's leaf. */
enum score_state {
        SCORE_DONE,             /* scored */
        SCORE_MISSING,          /* 缺数: a figure is missing; what counts is the policy's */
        SCORE_NA,               /* 缺项: does not apply */
        SCORE_UNSUITED,         /* the figures do not suit the method: a ratio of a target ≤ 0 */
        SCORE_UNCOVERED,        /* no row of the bracket table holds the value */
        SCORE_STATES
};
extern const char *const score_state_words[SCORE_STATES];       /* 已计分, 缺数, 缺项 … */

/* What a leaf's score rests on besides its inputs; with them the whole explanation follows. */
enum trace_flag {
        TRACE_CAPPED   = 1 << 0,        /* cut at the upper limit */
        TRACE_FLOORED  = 1 << 1,        /* lifted to the lower limit */
        TRACE_ROUNDED  = 1 << 2,        /* the rounding changed the value */
        TRACE_TIED     = 1 << 3,        /* others have the same rank */
        TRACE_OVERLAP  = 1 << 4,        /* more than one row of the bracket table holds the value */
        TRACE_ALL_SAME = 1 << 5,        /* largest equals smallest in the group, or one unit only */
};
struct trace {
        uint8_t  branch;        /* which case of the rule: enum branch of method_in.h; 0: not scored */
        uint8_t  flags;
        uint16_t rank;          /* 1 …; 0: none */
        uint16_t tied;          /* units that share the rank, this one too */
        uint16_t row;           /* of the bracket table, from 1; 0: none */
};

/* What the figures of a group have in common; `n` units have a figure. */
struct stat { int64_t min, max, best; int32_t n, n_missing; };

/* One leaf of one group in one period. Arrays have `n` elements. */
struct column {
        const struct leaf *leaf;
        points             full;                        /* W, as this group has it */
        int                n;
        const int64_t     *in[METHOD_INPUTS];           /* by the method's inputs; NULL: none given */
        const struct stat *stat;                        /* NEED_MIN_MAX */
        const uint16_t    *rank, *tied;                 /* NEED_RANK */
        points            *points;                      /* out; the policy's value unless scored */
        uint8_t           *state;                       /* out: enum score_state */
        struct trace      *trace;                       /* out */
};

/* One unit's score before the rounding. */
struct outcome {
        wide             num, den;      /* millionths of a point = num / den, den > 0 */
        enum score_state state;         /* unless SCORE_DONE, the rest means nothing */
        struct trace     trace;
};

struct explain;                         /* explain.h */

struct method {
        const char                *code;        /* "F11" */
        int                        version;     /* 1 … */
        const char                *name;        /* 功效系数法（线性） */
        const char                *formula;     /* in words, Chinese */
        const char                *help;        /* when to use it; what its edges are */
        const char                *basis;       /* where the rule was published; 公式为推定 */
        unsigned                   needs;       /* enum method_needs */
        const struct method_input *inputs; int n_inputs;
        const struct method_param *params; int n_params;
        /* The score of each unit. Fills points, state, trace of all n; nothing else. */
        void                     (*run)(const struct column *c);
        /* The exact score of unit i, as run() has it before it rounds: for the explanation. */
        struct outcome           (*one)(const struct column *c, int i);
        /* The steps of unit 0 in words; inputs and rounding are said by explain_column(). */
        void                     (*explain)(struct explain *e, const struct column *c);
        /* Can the method work at all with these parameters? NULL, or a catalogue sentence. */
        const char              *(*wrong)(const struct leaf *leaf);
        /* Of unit 0 that came out SCORE_UNSUITED: what does not suit, a catalogue sentence. NULL: a target ≤ 0. */
        const char              *(*unsuited)(const struct column *c);
};

/* All methods, F0 first, by code and rising version; n_methods rows. */
extern const struct method *const methods[];
extern const int                  n_methods;
/* version 0: the newest. NULL when there is no such row. */
const struct method *method_find(str code, int version);
int method_param_at(const struct method *m, str key);           /* index, or -1 */
int method_input_at(const struct method *m, str key);

/* A leaf of a method with every parameter at its usual value; half-up to 10^-6 points.
 * INVALID: no such method or version. places 0 … FIGURE_PLACES. */
const struct fail *leaf_of_method(struct ctx *cx, str code, int version, int places,
                                  struct leaf *ret) MUST_USE;
/**
 * Set one parameter from its text: a decimal figure, points, a percentage ("60" or "60%"), a
 * whole number, or a choice by its word or its number. INVALID names the parameter, its bounds
 * and what was found; nothing is changed then.
 */
const struct fail *leaf_param(struct ctx *cx, struct leaf *leaf, str key, str text) MUST_USE;
/* A parameter as text that leaf_param() reads again. */
str leaf_param_str(struct arena *a, const struct leaf *leaf, int param);
/**
 * Set the rows of a bracket table or the kinds of events from text, one a line (or parted by ; or ；):
 *
 *     [90, 100] = 200          值在 90 到 100 之间（含两端）得 200 分
 *     [80, 90) = 95%           得分值的 95%
 *     <0.6 | ≥1/3 = 130        behind the bar a range of the second value
 *     未按时反馈 = 10          events: each time; 未按时反馈 = 10，最多 20
 *
 * A bracket may begin with a name and a colon. Bounds are decimals or fractions. INVALID names the
 * line and what is wrong with it; nothing is changed then. The rows live in cx's arena.
 */
const struct fail *leaf_rows(struct ctx *cx, struct leaf *leaf, str text) MUST_USE;
/* The rows as text that leaf_rows() reads again. */
str leaf_rows_str(struct arena *a, const struct leaf *leaf);
/* How many input columns the leaf has: the method's inputs, or one for each row (NEED_COUNTS,
 * the method's own inputs after them). */
int leaf_columns(const struct leaf *leaf);
/* The i-th input column: its key ("actual", "row3") and name (完成值, the event's own). */
struct method_input leaf_column(struct arena *a, const struct leaf *leaf, int i);

/* Does the target book give this input of a method: nobody is asked for it as a figure? */
bool figure_of_book(str key);
/* The one input column that a number from elsewhere can fill: of counts the only kind of event, else the
 * only input that must be given and that the target book does not give. -1: none, or more than one. */
int leaf_single(const struct leaf *leaf);

/* ---- figures --------------------------------------------------------------------------- */

/* A figure as it was given. */
struct figure_text {
        str     raw;            /* as written: "12.50%" */
        int64_t v;              /* 10^-places; FIGURE_NONE for an empty text, FIGURE_NA for 缺项, — */
        int     places;         /* as written: 2 */
};
/**
 * Read a figure: sign, digits, thousands commas, one decimal point, a % or ％ behind (kept as the
 * number before it: "12.5%" is 12.5), full-width digits. Empty, 缺数: FIGURE_NONE. 缺项, 不适用, /, —:
 * FIGURE_NA. NULL when read, else a catalogue sentence why; more than 6 decimals that are not
 * zeros and values past FIGURE_MOST are refused, never rounded.
 */
const char *figure_read(struct arena *a, str raw, struct figure_text *ret);
/* The same figure with other places; false when that would lose a digit or leave the bounds. */
bool figure_scale(int64_t v, int from, int to, int64_t *ret);
/* "12.50"; 缺数 and 缺项 in words of `lang`. */
str  figure_str(struct arena *a, int lang, int64_t v, int places);
/* Points without zeros behind: "8.545455", "10"; at least `places` decimals. */
str  points_str(struct arena *a, points p, int places);
/* Points from text with at most 6 decimals; false when it is none. */
bool points_read(str s, points *ret);
/* The same within bounds, in millionths. NULL when read, else a sentence with the bounds; *ret untouched then. */
const char *points_within(struct ctx *cx, str s, int64_t least, int64_t most, int64_t *ret);

#endif
