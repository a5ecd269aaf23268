/* core/config/config_test.c - settings are read with their limits, and say what was wrong. */
#include <unistd.h>

#include "core/config/config.h"
#include "tests/test.h"

static const struct fail *load(struct ctx *cx, const char *text)
{
        str path = str_f(cx->arena, "%.*s/luoshi.ini", STR(test_dir(cx)));
        FILE *out = fopen(path.p, "w");
        must(out);
        fputs(text, out);
        fclose(out);
        return config_load(cx, path, NULL, 0);
}

TEST(config_reads_a_file_and_the_command_line_wins)
{
        struct config before = config;
        done(load(cx, "# note\n[server]\nworkers = 7\n county=测试县 \n\n; end\n"));
        same_int(config.n[SETTING_workers], 7);
        same_str(config.s[SETTING_county], "测试县");
        struct pair arg = { S("workers"), S("9") };
        done(config_load(cx, (str){ 0 }, &arg, 1));
        same_int(config.n[SETTING_workers], 9);
        config = before;
}

TEST(config_names_line_setting_value_and_limits)
{
        struct config before = config;
        static const struct { const char *text, *say; } rows[] = {
                { "workers = 65\n",      ":1：设置 workers 是“65”，应为 1 到 64 的整数" },
                { "\nworkers = many\n",  ":2：设置 workers 是“many”，应为 1 到 64 的整数" },
                { "workers = -1\n",      "应为 1 到 64 的整数" },
                { "worker = 1\n",        "没有“worker”这个设置" },
                { "just words\n",        "应为“名称 = 值”" },
                { "county = \xff\xfe\n", "不是有效的文字" },
        };
        for (size_t i = 0; i < COUNT_OF(rows); i++) {
                const struct fail *f = load(cx, rows[i].text);
                if (ok(f && f->kind == FAIL_INVALID))
                        ok(str_find(f->say, str_of(rows[i].say)) >= 0);
        }
        const struct fail *f = config_load(cx, S("/no/such/file.ini"), NULL, 0);
        ok(f && f->kind == FAIL_INVALID);
        config = before;
}

/* The sample is a file that can be read back and changes nothing. */
TEST(config_sample_is_read_back_whole)
{
        struct config before = config;
        struct buf o = buf_new(cx->arena, 1 << 16), bare = buf_new(cx->arena, 1 << 16);
        config_sample(&o);
        for (size_t i = 0; i < o.n; i++) {
                bool setting = o.p[i] == '#' && i + 1 < o.n && o.p[i + 1] >= 'a' && o.p[i + 1] <= 'z' &&
                               i && o.p[i - 1] == '\n';
                if (!setting)
                        buf_byte(&bare, o.p[i]);
        }
        done(load(cx, buf_cstr(&bare)));
        for (int i = 0; i < SETTING_END; i++) {
                ok(str_find(buf_str(&o), str_of(setting_info[i].name)) >= 0);
                same_int(config.n[i], before.n[i]);
                ok(str_eq(config.s[i], before.s[i]));
        }
        config = before;
}
