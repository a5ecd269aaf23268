/* door/cli/help.c - finding a command and telling what there is; all from the rows. */
#include "core/config/config.h"
#include "door/cli/commands.h"
#include "door/module.h"

const char luoshi_version[] = "0.2.0";

const struct command_option cli_options[] = {
        { "db",     "URL",   "数据库：文件路径、sqlite:路径或 postgresql://…；缺省为数据目录里的 luoshi.db" },
        { "data",   "DIR",   "数据目录，缺省为 luoshi-data" },
        { "config", "FILE",  "配置文件（名称 = 值）" },
        { "json",   NULL,    "以 JSON 输出" },
        { "lang",   "zh|en", "输出的语言，缺省为 zh" },
        { "help",   NULL,    "这个命令的说明" },
        { NULL, NULL, NULL },
};

static int words_in(const char *s)
{
        int n = 1;
        for (; *s; s++)
                n += *s == ' ';
        return n;
}

/* Do the first words of argv spell these words? */
static bool spells(const char *words, char **argv, int argc)
{
        str rest = str_of(words);
        for (int i = 0; rest.p; i++) {
                str w = str_cut(rest, ' ', &rest);
                if (i >= argc || !str_is(w, argv[i]))
                        return false;
        }
        return true;
}

const struct command_row *command_find(char **argv, int argc, int *ret_n)
{
        const struct command_row *best = NULL;
        *ret_n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++) {
                        const struct command_row *c = &modules[m]->commands[i];
                        int n = words_in(c->words);
                        if (n > *ret_n && spells(c->words, argv, argc)) {
                                best = c;
                                *ret_n = n;
                        }
                }
        return best;
}

/* A setting may be given to `serve` as an option: session_idle as --session-idle. */
static const struct command_option *setting_option(str name)
{
        static struct command_option options[SETTING_END];
        static char names[SETTING_END][40];
        for (int i = 0; i < SETTING_END; i++) {
                if (!names[i][0]) {
                        snprintf(names[i], sizeof(names[i]), "%s", setting_info[i].name);
                        for (char *p = names[i]; *p; p++)
                                *p = *p == '_' ? '-' : *p;
                        options[i] = (struct command_option){ names[i],
                                setting_info[i].text ? "TEXT" : "N", setting_info[i].help };
                }
                if (str_is(name, names[i]))
                        return &options[i];
        }
        return NULL;
}

const struct command_option *option_find(const struct command_row *row, str name)
{
        for (const struct command_option *o = row ? row->options : NULL; o && o->name; o++)
                if (str_is(name, o->name))
                        return o;
        for (const struct command_option *o = cli_options; o->name; o++)
                if (str_is(name, o->name))
                        return o;
        return row && row->run == serve_cmd ? setting_option(name) : NULL;
}

int usage_words(const struct command_row *row)
{
        int n = 0;
        for (str rest = str_of(row->usage ? row->usage : ""); rest.n;) {
                str w = str_cut(rest, ' ', &rest);
                while (w.n && (w.p[0] == '[' || w.p[0] == '('))
                        w = str_from(w, 1);
                if (str_starts(w, S("--"))) {
                        size_t k = 2;
                        while (k < w.n && (w.p[k] == '-' || (w.p[k] >= 'a' && w.p[k] <= 'z')))
                                k++;
                        const struct command_option *o = option_find(row, (str){ w.p + 2, k - 2 });
                        if (o && o->value && k == w.n)
                                str_cut(rest, ' ', &rest);
                } else if (str_ends(w, S("…")) || str_ends(w, S("…]"))) {
                        n += str_is(w, "…") ? 0 : WORDS_MANY;
                } else if (w.n && !str_is(w, "|")) {
                        n++;
                }
        }
        return n;
}

/* Levenshtein's distance, for words of at most 60 bytes. */
static int distance(str a, str b)
{
        int row[64];
        if (a.n > 60 || b.n > 60)
                return 99;
        for (size_t j = 0; j <= b.n; j++)
                row[j] = (int)j;
        for (size_t i = 1; i <= a.n; i++) {
                int corner = row[0];
                row[0] = (int)i;
                for (size_t j = 1; j <= b.n; j++) {
                        int swap = corner + (a.p[i - 1] != b.p[j - 1]), best = row[j] + 1;
                        corner = row[j];
                        if (row[j - 1] + 1 < best)
                                best = row[j - 1] + 1;
                        row[j] = swap < best ? swap : best;
                }
        }
        return row[b.n];
}

static void nearer(str word, const char *candidate, const char **best, int *best_d)
{
        int d = distance(word, str_of(candidate));
        if (d < *best_d && d <= (int)word.n / 3 + 1) {
                *best = candidate;
                *best_d = d;
        }
}

static const char *command_near(str word)
{
        const char *best = NULL;
        int d = 99;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++)
                        nearer(word, modules[m]->commands[i].words, &best, &d);
        return best;
}

const char *option_near(struct ctx *cx UNUSED, const struct command_row *row, str word)
{
        const char *best = NULL;
        int d = 99;
        for (const struct command_option *o = row->options; o && o->name; o++)
                nearer(word, o->name, &best, &d);
        for (const struct command_option *o = cli_options; o->name; o++)
                nearer(word, o->name, &best, &d);
        return best;
}

static void options_put(struct buf *o, const struct command_option *list)
{
        for (; list && list->name; list++) {
                size_t from = o->n;
                buf_f(o, "  --%s%s%s", list->name, list->value ? " " : "",
                      list->value ? list->value : "");
                do
                        buf_byte(o, ' ');
                while (o->n - from < 24 && !o->broken);
                buf_f(o, "%s\n", words_of(o->lang, list->help));
        }
}

static void one_put(struct buf *o, const struct command_row *row)
{
        buf_f(o, "luoshi %s %s\n\n%s\n", row->words, row->usage ? row->usage : "",
              words_of(o->lang, row->help));
        if (row->options && row->options->name) {
                buf_put(o, S("\n"));
                options_put(o, row->options);
        }
        buf_f(o, "\n%s\n", words_of(o->lang, "每个命令都认识的选项："));
        options_put(o, cli_options);
}

/* Does a command begin with this word and go on after it? The empty word begins them all. */
static bool begins(const struct command_row *c, const char *word)
{
        size_t n = strlen(word);
        return !n || (!strncmp(c->words, word, n) && c->words[n] == ' ');
}

/* A line for each command that begins with the word; how many. */
static int lines_put(struct buf *o, const char *word)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++) {
                        const struct command_row *c = &modules[m]->commands[i];
                        if (!begins(c, word))
                                continue;
                        buf_f(o, "  luoshi %-18s %s\n", c->words, words_of(o->lang, c->help));
                        n++;
                }
        return n;
}

const struct fail *command_unknown(struct ctx *cx, const char *word)
{
        struct buf b = buf_new(cx->arena, 4096);
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++)
                        if (begins(&modules[m]->commands[i], word))
                                buf_f(&b, "%s%s", b.n ? "、" : "", modules[m]->commands[i].words + strlen(word) + 1);
        if (*word && b.n)
                return fail(cx, INVALID, "“%s”后面要有：%.*s", word, STR(buf_str(&b)));
        const char *near = command_near(str_of(word));
        if (near)
                return fail(cx, INVALID, "没有“%s”这个命令；是不是 luoshi %s？", word, near);
        return fail(cx, INVALID, "没有“%s”这个命令；luoshi help 列出全部", word);
}

void help_put(struct buf *o, const struct command_row *row)
{
        if (row) {
                one_put(o, row);
                return;
        }
        buf_f(o, "%s\n\n", words_of(o->lang, "落实：目标绩效、督查督办与部门预算"));
        lines_put(o, "");
        buf_f(o, "\n%s\n", words_of(o->lang,
                                    "luoshi help 命令 说明一个命令。退出状态：0 办好，1 有发现，2 用法不对，3 被拒绝，4 程序出错。"));
}

const struct fail *help_cmd(struct ctx *cx, struct cli *io)
{
        char *argv[4];
        int n = 0, used;
        for (; n < 4; n++) {
                str word = form_raw(&io->form, str_f(cx->arena, "%d", n + 1).p);
                if (!word.p)
                        break;
                argv[n] = arena_alloc(cx->arena, word.n + 1);
                memcpy(argv[n], word.p, word.n);
        }
        const struct command_row *row = n ? command_find(argv, n, &used) : NULL;
        if (n && !row)
                return lines_put(&io->out, argv[0]) ? NULL : command_unknown(cx, argv[0]);
        help_put(&io->out, row);
        return NULL;
}
