/* base/form.h - named fields, whichever door they came through.
 *
 * A web form, a JSON body and a command line all arrive as a form. A reader asks
 * for all its fields in turn and checks once with form_end(): the form remembers
 * every field that is wrong (up to a ceiling), in order, so a page can show all.
 */
#ifndef BASE_FORM_H
#define BASE_FORM_H

#include "base/day.h"
#include "base/fail.h"
#include "base/num.h"

struct pair { str name, value; };

enum { FORM_MAX_WRONG = 16 };
struct form_wrong { const char *field, *why; };

struct form {
        struct ctx        *cx;
        const struct pair *fields;
        int                n_fields;
        struct form_wrong  wrong[FORM_MAX_WRONG];
        int                n_wrong;
        /* One flag a field, set when its name was asked for; NULL: unknown fields are ignored
         * (a GET's query). Otherwise form_end() refuses what nobody asked for. */
        bool              *asked;
};

bool    form_has(const struct form *f, const char *name);       /* present, even if empty */
/* As it came, or absent; no check. */
str     form_raw(const struct form *f, const char *name);
/* Trimmed text of min…max characters (not bytes), valid UTF-8, no control
 * characters but newline and tab. min 0: optional, absent gives empty. */
str     form_text(struct form *f, const char *name, size_t min, size_t max);
/* The same, kept as the name of a person or a unit is: name_clean(). */
str     form_name(struct form *f, const char *name, size_t min, size_t max);
/* Lower-case letters, digits and hyphens, 1…max: a code for people and URLs. */
str     form_code(struct form *f, const char *name, size_t max);
int64_t form_int(struct form *f, const char *name, int64_t min, int64_t max);
/* As form_int; `otherwise` when the field is absent or empty. */
int64_t form_int_or(struct form *f, const char *name, int64_t min, int64_t max, int64_t otherwise);
day     form_day(struct form *f, const char *name);             /* required */
day     form_day_or_none(struct form *f, const char *name);
/* Yuan with at most two decimals, commas allowed: "1,234.50". */
money   form_yuan(struct form *f, const char *name, int64_t min_fen, int64_t max_fen);
bool    form_flag(const struct form *f, const char *name);      /* "1", "on", "true" */
/* One of `n` words; returns its index, or 0 with the field marked wrong. */
int     form_choice(struct form *f, const char *name, const char *const *words, int n);
/* Mark a field wrong for a reason of the caller's: a catalogue word, or a sentence in the person's language. */
void    form_wrong(struct form *f, const char *name, const char *why);
/* Take note of a name without reading it: a button, a field that only the router reads. */
void    form_know(const struct form *f, const char *name);
/* What people call a field of that name (fields.def); NULL: nobody knows. */
const char *form_label(str name);
/* NULL when every field was right and, in a POST, every field sent was asked for; else INVALID
 * naming the first one and why. */
const struct fail *form_end(struct form *f) MUST_USE;

#endif
