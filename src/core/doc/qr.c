/* core/doc/qr.c - the only file that includes qrencode.h. */
#include <qrencode.h>

#include "base/base.h"
#include "core/doc/qr.h"

enum { QUIET = 4, MOST = 2331 };

const struct fail *qr_svg(struct ctx *cx, str text, struct buf *o)
{
        QRcode *q = text.n && text.n <= MOST
                    ? QRcode_encodeData((int)text.n, (const unsigned char *)text.p, 0, QR_ECLEVEL_M)
                    : NULL;
        if (!q)
                return fail(cx, INVALID, "内容太长，画不成二维码");
        int w = q->width + 2 * QUIET;
        buf_f(o, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" "
                 "height=\"%d\" shape-rendering=\"crispEdges\">"
                 "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"", w, w, w * 5,
              w * 5, w, w);
        for (int y = 0; y < q->width; y++)
                for (int x = 0; x < q->width; x++) {
                        int from = x;
                        while (x < q->width && q->data[y * q->width + x] & 1)
                                x++;
                        if (x > from)
                                buf_f(o, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from,
                                      x - from);
                }
        buf_put(o, S("\"/></svg>\n"));
        QRcode_free(q);
        return NULL;
}
