/* tests/tools/run.h - run a tool of ours on small files and read what it says. */
#ifndef TESTS_TOOLS_RUN_H
#define TESTS_TOOLS_RUN_H

#include "tests/test.h"
#include <sys/wait.h>

static inline const char *tools_dir(void)
{
        const char *build = getenv("BUILD");
        return build ? build : "build";
}

/* Write a file into the test's folder; returns its path. */
static inline str put_file(struct ctx *cx, const char *name, str text)
{
        str dir = test_dir(cx), path = str_f(cx->arena, "%.*s/%s", STR(dir), name);
        FILE *f = fopen(path.p, "wb");
        must(f && fwrite(text.p, 1, text.n, f) == text.n && !fclose(f));
        return path;
}

/* Both outputs of a shell command, and its exit status. */
static inline str run(struct ctx *cx, int *ret_status, str command)
{
        struct buf b = buf_new(cx->arena, 1 << 22);
        char part[4096];
        FILE *p = popen(str_f(cx->arena, "( %.*s ) 2>&1", STR(command)).p, "r");
        must(p);
        for (size_t n; (n = fread(part, 1, sizeof(part), p)) > 0;)
                buf_put(&b, (str){ part, n });
        int status = pclose(p);
        *ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        return str_of(buf_cstr(&b));
}

/* The blocks of a page of docs/ in one language ("```sql"), one after the other. */
static inline str doc_blocks(struct ctx *cx, const char *page, const char *language)
{
        str text = test_file(cx->arena, page, false), open = str_f(cx->arena, "\n```%s\n", language);
        struct buf b = buf_new(cx->arena, 1 << 20);
        for (ptrdiff_t at; (at = str_find(text, open)) >= 0;) {
                text = str_from(text, (size_t)at + open.n);
                ptrdiff_t end = str_find(text, S("```"));
                must(end >= 0);
                buf_put(&b, str_head(text, (size_t)end));
                buf_put(&b, S("\n"));
        }
        return buf_str(&b);
}

/* The tool must end with 1 and say `want`, with the place of the fault. */
static inline void refused(struct ctx *cx, const char *source, str said, int status, int line, const char *want)
{
        bool pass = status == 1 && str_find(said, str_of(want)) >= 0 &&
                    str_find(said, str_f(cx->arena, ":%d: ", line)) >= 0;
        if (!ok(pass))
                test_note("of \"%s\" it said (%d): %.*s; want line %d: %s", source, status, STR(said), line, want);
}

#endif
