/* core/config/config.c - read, check, print. The only rule-side file that reads the environment. */
#include "core/config/config.h"
#include "core/config/file.h"

const struct setting_info setting_info[SETTING_END] = {
#define SETTING_INT(name, min, max, def, help) \
        [SETTING_##name] = { #name, false, min, max, def, NULL, help },
#define SETTING_STR(name, def, help) [SETTING_##name] = { #name, true, 0, 0, 0, def, help },
#include "core/config/settings.def"
#undef SETTING_INT
#undef SETTING_STR
};

/* The defaults, so that tests and tools work without a start. */
struct config config = {
        .n = {
#define SETTING_INT(name, min, max, def, help) [SETTING_##name] = def,
#define SETTING_STR(name, def, help)
#include "core/config/settings.def"
#undef SETTING_INT
#undef SETTING_STR
        },
        .s = {
#define SETTING_INT(name, min, max, def, help)
#define SETTING_STR(name, def, help) [SETTING_##name] = S_C(def),
#include "core/config/settings.def"
#undef SETTING_INT
#undef SETTING_STR
        },
};

static const struct fail *set(struct ctx *cx, int i, str value, const char *where)
{
        const struct setting_info *s = &setting_info[i];
        uint64_t n;
        value = str_trim(value);
        if (s->text) {
                if (!utf8_valid(value) || value.n > 4000)
                        return fail(cx, INVALID, "%s：设置 %s 不是有效的文字", where, s->name);
                /* Constant for the life of the process, so it may not live in a request. */
                char *own = malloc(value.n + 1);
                must(own);
                memcpy(own, value.p ? value.p : "", value.n);
                own[value.n] = 0;
                config.s[i] = (str){ own, value.n };
                return NULL;
        }
        if (!str_u64(value, &n) || n > INT64_MAX || (int64_t)n < s->min || (int64_t)n > s->max)
                return fail(cx, INVALID, "%s：设置 %s 是“%.*s”，应为 %ld 到 %ld 的整数", where, s->name,
                            STR(utf8_valid(value) ? utf8_head(value, 40) : S("?")), s->min, s->max);
        config.n[i] = (int64_t)n;
        return NULL;
}

static int setting_by_name(str name)
{
        for (int i = 0; i < SETTING_END; i++)
                if (str_is(name, setting_info[i].name))
                        return i;
        return SETTING_END;
}

/* "[section]" lines are for people; "name = value"; a line that begins with # or ; is a note. */
static const struct fail *read_file(struct ctx *cx, str path, str text)
{
        str rest = text;
        for (int line_no = 1; rest.n; line_no++) {
                str value, line = str_trim(str_cut(rest, '\n', &rest));
                if (!line.n || line.p[0] == '#' || line.p[0] == ';' || line.p[0] == '[')
                        continue;
                const char *where = str_f(cx->arena, "%.*s:%d", STR(path), line_no).p;
                str name = str_trim(str_cut(line, '=', &value));
                int i = setting_by_name(name);
                if (!value.p)
                        return fail(cx, INVALID, "%s：这一行应为“名称 = 值”", where);
                if (i == SETTING_END)
                        return fail(cx, INVALID, "%s：没有“%.*s”这个设置", where,
                                    STR(utf8_valid(name) ? utf8_head(name, 40) : S("?")));
                const struct fail *f = set(cx, i, value, where);
                if (f)
                        return f;
        }
        return NULL;
}

static const struct fail *read_environment(struct ctx *cx)
{
        for (int i = 0; i < SETTING_END; i++) {
                str name = str_f(cx->arena, "LUOSHI_%s", setting_info[i].name);
                char *upper = arena_alloc(cx->arena, name.n + 1);
                for (size_t j = 0; j < name.n; j++) {
                        upper[j] = name.p[j];
                        if (upper[j] >= 'a' && upper[j] <= 'z')
                                upper[j] = (char)(upper[j] - 32);
                }
                const char *value = getenv(upper);
                const struct fail *f = value ? set(cx, i, str_of(value), upper) : NULL;
                if (f)
                        return f;
        }
        return NULL;
}

const struct fail *config_load(struct ctx *cx, str path, const struct pair *args, int n_args)
{
        const struct fail *f = NULL;
        str text;
        if (path.n) {
                f = config_file_read(cx, path, &text);
                if (!f)
                        f = read_file(cx, path, text);
        }
        if (!f)
                f = read_environment(cx);
        for (int i = 0; i < n_args && !f; i++) {
                int s = setting_by_name(args[i].name);
                must(s != SETTING_END);         /* the command line has checked its names */
                f = set(cx, s, args[i].value, str_f(cx->arena, "--%s", setting_info[s].name).p);
        }
        return f;
}

void config_sample(struct buf *o)
{
        buf_put(o, S("# luoshi.ini\n"));
        for (int i = 0; i < SETTING_END; i++) {
                const struct setting_info *s = &setting_info[i];
                buf_f(o, "\n# %s", words_of(o->lang, s->help));
                if (s->text)
                        buf_f(o, "\n#%s = %s\n", s->name, s->otherwise_text);
                else
                        buf_f(o, " (%ld - %ld)\n#%s = %ld\n", s->min, s->max, s->name,
                              s->otherwise);
        }
}
