/* tests/cli_test.c - plays tests/cli.txt with the real program, on SQLite and on PostgreSQL. */
#include <sys/wait.h>
#include <unistd.h>

#include "core/db/db.h"
#include "door/cli/commands.h"
#include "door/module.h"
#include "tests/test.h"

enum { MOST_OUT = 1 << 20 };

struct said { int status; str out; };

/* Both streams together, as a person sees them on a terminal. */
static struct said run(struct ctx *cx, str args)
{
        const char *program = getenv("LUOSHI");
        str line = str_f(cx->arena, "%s %.*s 2>&1 < /dev/null", program, STR(args));
        FILE *in = popen(line.p, "r");
        must(in);
        char *p = arena_alloc(cx->arena, MOST_OUT);
        size_t n = fread(p, 1, MOST_OUT, in);
        int how = pclose(in);
        return (struct said){ WIFEXITED(how) ? WEXITSTATUS(how) : -1, { p, n } };
}

/* The same with the database put in for $; quoted, since an address of PostgreSQL has a "?". */
static str filled(struct ctx *cx, str args, str url)
{
        struct buf b = buf_new(cx->arena, 4096);
        bool sqlite = !str_starts(url, S("postgresql:"));
        for (size_t i = 0; i < args.n; i++) {
                bool prefixed = b.n >= 7 && !memcmp(b.p + b.n - 7, "sqlite:", 7);
                if (args.p[i] != '$') {
                        buf_byte(&b, args.p[i]);
                } else if (prefixed && !sqlite) {
                        b.n -= 7;
                        buf_f(&b, "'%.*s'", STR(url));
                } else {
                        buf_f(&b, "'%.*s'", STR(url));
                }
        }
        return buf_str(&b);
}

TEST(a_wrong_line_leaves_no_database)
{
        static const char *const lines[] = {
                "serve --port 99999", "serve --day 1999-01-01", "init --year 1999", "init --county 测试县",
        };
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        str db = str_f(cx->arena, "%.*s/a.db", STR(test_dir(cx)));
        for (size_t i = 0; i < COUNT_OF(lines); i++) {
                same_int(run(cx, str_f(cx->arena, "%s --db %.*s", lines[i], STR(db))).status, 2);
                if (!ok(access(db.p, F_OK) != 0))
                        test_note("luoshi %s made one", lines[i]);
        }
}

/* Each row of the table: more words than its usage takes are refused before anything else. */
TEST(no_command_takes_stray_words)
{
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++) {
                        const struct command_row *c = &modules[m]->commands[i];
                        if (usage_words(c) >= WORDS_MANY)
                                continue;
                        struct said s = run(cx, str_f(cx->arena, "%s a b c stray", c->words));
                        if (!ok(usage_words(c) <= 3 && s.status == 2 && str_find(s.out, S("多余")) >= 0))
                                test_note("luoshi %s: %d, %.*s", c->words, s.status, STR(s.out));
                }
}

/* What the issue writes, in a folder where there is nothing. */
TEST(a_term_is_counted_without_a_database)
{
        char here[4000];
        const char *program = getenv("LUOSHI");
        if (!program) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        str path = program[0] == '/' ? str_of(program)
                                     : str_f(cx->arena, "%s/%s", getcwd(here, sizeof(here)), program);
        FILE *in = popen(str_f(cx->arena, "cd %.*s && %.*s calendar due 2024-02-06 --working-days 5 2>/dev/null",
                               STR(test_dir(cx)), STR(path)).p, "r");
        char said[64] = "";
        ok(in && fgets(said, sizeof(said), in));
        same_int(in ? pclose(in) : -1, 0);
        same_str(str_trim(str_of(said)), "2024-02-19");
}

TEST(a_full_standard_output_is_the_machines_fault)
{
        if (getenv("LUOSHI"))
                same_int(run(cx, S("help > /dev/full; exit $?;")).status, 4);
        else
                test_skip("LUOSHI does not name the program");
}

static str field(str *rest) { return str_trim(str_cut(*rest, '|', rest)); }

TEST_LONG(commands_say_what_cli_txt_says)
{
        if (!getenv("LUOSHI")) {
                test_skip("LUOSHI does not name the program");
                return;
        }
        /* The harness holds its own database open (and locked): ours is another. */
        str url = test_db_url(cx);
        bool sqlite = !str_starts(url, S("postgresql:"));
        if (sqlite)
                url = str_f(cx->arena, "%.*s/cli.db", STR(test_dir(cx)));
        else
                done(db_script(cx, S("DROP SCHEMA public CASCADE; CREATE SCHEMA public")));
        str rest = test_file(cx->arena, "tests/cli.txt", false);
        for (int line_no = 1; rest.n; line_no++) {
                str line = str_cut(rest, '\n', &rest), at = line;
                uint64_t status;
                if (!line.n || line.p[0] == '#')
                        continue;
                must(str_u64(field(&at), &status));
                str args = field(&at), want = str_trim(at);
                struct said said = run(cx, filled(cx, args, url));
                bool right = said.status == (int)status && str_find(said.out, want) >= 0;
                if (!test_ok(right, "says so", "tests/cli.txt", line_no))
                        test_note("luoshi %.*s: status %d: %.*s", STR(args), said.status,
                                  STR(str_head(said.out, 600)));
        }
}

/* Adding a command cannot skip this file. */
TEST(every_command_is_played_in_cli_txt)
{
        static const char *const elsewhere[][2] = {
                { "serve", "its good path needs a socket: tests/browser and script/test start it" },
                { "target award settle", "its good path needs a month whose time to object is over, on the day "
                  "the demonstration is made: award_test" },
                { "target ballot codes", "its good path needs a secret vote that is open, of which the "
                  "demonstration has none: ballot_test" },
        };
        str file = test_file(cx->arena, "tests/cli.txt", false);
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_commands; i++) {
                        const struct command_row *c = &modules[m]->commands[i];
                        bool excused = false;
                        for (size_t k = 0; k < COUNT_OF(elsewhere); k++)
                                excused |= !strcmp(c->words, elsewhere[k][0]);
                        str row = str_f(cx->arena, "0 | %s ", c->words);
                        if (!ok(excused || str_find(file, row) >= 0))
                                test_note("no line of tests/cli.txt shows luoshi %s at its work",
                                          c->words);
                }
}
