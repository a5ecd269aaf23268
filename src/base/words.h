/* base/words.h - the words of the screen in the reader's language.
 *
 * Chinese is the language of the source: text stands in templates, .def tables
 * and fail() calls. English stands beside it in src/words/AREA.tsv, one line an
 * entry, keyed by the Chinese text. tools/words.c extracts the keys, checks the
 * catalogue and makes the table that words_of() searches.
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

enum lang { LANG_ZH, LANG_EN, LANG_END };

/* The same text in `lang`; the Chinese itself where there is no entry (a test
 * fails on such). For a format the entry holds the same conversions in the same
 * order, which the build checks. Returns a constant; never NULL for non-NULL. */
static inline const char *words_of(int lang, const char *zh) __attribute__((format_arg(2)));
const char *words_en(const char *zh);
static inline const char *words_of(int lang, const char *zh)
{
        return lang == LANG_EN && zh ? words_en(zh) : zh;
}

/* The generated table, sorted by zh (build/gen/words_table.c; empty in small tests). */
struct words_entry { const char *zh, *en; };
extern const struct words_entry words_table[];
extern const int                words_count;

#endif
