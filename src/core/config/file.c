/* core/config/file.c - see file.h. */
#include <errno.h>

#include "core/config/file.h"

enum { MOST = 1 << 20 };

const struct fail *config_file_read(struct ctx *cx, str path, str *ret)
{
        FILE *in = fopen(str_copy(cx->arena, path).p, "rb");
        if (!in)
                return fail(cx, INVALID, "打不开文件 %.*s：%s", STR(path), strerror(errno));
        char *p = arena_alloc(cx->arena, MOST + 1);
        size_t n = fread(p, 1, MOST + 1, in);
        bool bad = ferror(in);
        fclose(in);
        if (bad || n > MOST)
                return fail(cx, INVALID, "文件 %.*s 读不出来，或者超过 1 MB", STR(path));
        *ret = (str){ p, n };
        return NULL;
}
