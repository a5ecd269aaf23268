/* base/clean.h - text that cannot be seen for what it is. */
#ifndef BASE_CLEAN_H
#define BASE_CLEAN_H

#include "base/base.h"

/* Does it take no room, turn or join writing: so that two texts look alike, or one reads backwards? */
bool char_hidden(uint32_t code);
/**
 * NULL, or what is wrong with a text that people will read, a catalogue word: it holds a hidden character, or nothing
 * of it can be seen. Empty text is fine.
 */
const char *text_unseen(str s);

/**
 * A name as it is kept, of a person, a unit or a county: full-width letters and digits narrow (brackets stay), no blank
 * between two Chinese characters (张　三 is 张三), others single. Never longer than it was.
 */
str name_clean(struct arena *a, str s);

#endif
