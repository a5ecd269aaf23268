/* core/attach/strip.h - photographs without what they tell about where and when and by whom.
 * Only core/attach includes it. Pure: bytes in, bytes out; fuzzed. */
#ifndef CORE_ATTACH_STRIP_H
#define CORE_ATTACH_STRIP_H

#include "base/base.h"

/**
 * The same picture without EXIF, XMP, IPTC, comments, previews and whatever stands behind its end.
 * Kept: the picture's own data, its colour profile, and which way is up (a JPEG's orientation).
 *
 * @return NULL, or a catalogue word: why it is no whole picture.
 */
const char *strip_jpeg(struct arena *a, str in, str *ret);
const char *strip_png(struct arena *a, str in, str *ret);

#endif
