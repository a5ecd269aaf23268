/* core/text/collate.h - pinyin: keys for sorting and initials for finding, computed once and stored, so
 * that both databases sort alike; and where words end. collate.c is the one file with ICU. */
#ifndef CORE_TEXT_COLLATE_H
#define CORE_TEXT_COLLATE_H

#include "base/base.h"

/* "交通局" gives "jiao tong ju": syllables without tones, lower case, a blank between; other letters and
 * digits stay, marks go. By the commonest reading: 重庆 gives zhong qing, which a person corrects. */
str pinyin_of(struct arena *a, str text);
/* "jiao tong ju" gives "jtj". */
str pinyin_initials(struct arena *a, str pinyin);
/* "jiao tong ju" gives "jiao0tong0ju", "110" gives "111110": digits and small letters only, which every
 * collation of a database sorts alike; a shorter syllable before a longer one, digits before letters.
 * What has no reading goes last. */
str pinyin_key(struct arena *a, str pinyin);
/* What a person typed as a reading: lower case, blanks single, letters and digits; absent when empty. */
str pinyin_clean(struct arena *a, str typed);

/* Where the words of a text end, by ICU's dictionary: byte offsets that rise, the last the text's end; returns how
 * many. 0 for a text of more than 400 characters and for what is no UTF-8. A name that the dictionary lacks comes
 * apart into its characters. */
int word_ends(struct arena *a, str text, size_t **ret);

#endif
