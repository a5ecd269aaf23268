/* door/web/interim.c - stands in for the settings and the router until they are there. */
#include "core/config/config.h"
#include "door/web/web.h"

__attribute__((weak)) struct config config = { .n = {
#define SETTING_INT(name, min, max, def, help) [SETTING_##name] = def,
#define SETTING_STR(name, def, help)
#include "core/config/settings.def"
#undef SETTING_INT
#undef SETTING_STR
} };

__attribute__((weak)) void web_serve(struct ctx *cx, struct request *rq UNUSED, struct reply *re)
{
        re->status = 503;
        re->body = buf_new(cx->arena, 64);
}
