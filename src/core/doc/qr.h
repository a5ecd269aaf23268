/* core/doc/qr.h - a text as a QR picture (libqrencode). */
#ifndef CORE_DOC_QR_H
#define CORE_DOC_QR_H

#include "base/base.h"

/* The picture as an SVG file, dark on white with the quiet zone. INVALID: longer than a code of
 * level M holds (2,331 bytes). */
const struct fail *qr_svg(struct ctx *cx, str text, struct buf *o) MUST_USE;

#endif
