/* door/web/gzip.c - gzip of a page; the only file that includes zlib. */
#include <zlib.h>
#include "door/web/response.h"

size_t gzip_bytes(char *to, size_t max, str bytes, int level)
{
        /* 15 + 16: the largest window, with gzip's own header. The state (268 kB) is the
         * cost of a call, so it is made anew only for what is worth compressing. */
        z_stream z = { 0 };
        if (bytes.n > UINT32_MAX || max > UINT32_MAX ||
            deflateInit2(&z, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
                return 0;
        z.next_in = (Bytef *)(uintptr_t)bytes.p;        /* only read; zlib says so without const */
        z.avail_in = (uInt)bytes.n;
        z.next_out = (Bytef *)to;
        z.avail_out = (uInt)max;
        int end = deflate(&z, Z_FINISH);
        size_t n = z.total_out;
        deflateEnd(&z);
        return end == Z_STREAM_END ? n : 0;
}
