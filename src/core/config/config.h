/* core/config/config.h - every setting is a row of settings.def: name, type, limits, default,
 * Chinese help. A value comes from the command line, the environment (LUOSHI_NAME), the file
 * given by --config (INI), else the default. Read once at start; constant after. */
#ifndef CORE_CONFIG_CONFIG_H
#define CORE_CONFIG_CONFIG_H

#include "base/base.h"

enum setting {
#define SETTING_INT(name, min, max, def, help) SETTING_##name,
#define SETTING_STR(name, def, help)           SETTING_##name,
#include "core/config/settings.def"
#undef SETTING_INT
#undef SETTING_STR
        SETTING_END
};

struct setting_info {
        const char *name;
        bool        text;
        int64_t     min, max, otherwise;
        const char *otherwise_text, *help;
};
extern const struct setting_info setting_info[SETTING_END];

struct config { int64_t n[SETTING_END]; str s[SETTING_END]; };
extern struct config config;            /* written by config_load before any thread starts */

/* INVALID names the setting, what was found and what is allowed. */
const struct fail *config_load(struct ctx *cx, str path, const struct pair *args,
                               int n_args) MUST_USE;
void config_sample(struct buf *o);      /* the sample file, for packaging and docs */

#endif
