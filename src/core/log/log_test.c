/* core/log/log_test.c - a line is one line of JSON whatever is put into it. */
#include "core/log/log.h"
#include "tests/test.h"
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

TEST(log_line_is_json)
{
        same_str(log_line(cx->arena, LOG_WARN, 1732064523004, S("k3x9"), S("慢 12 ms")),
                 "{\"time\":\"2024-11-20T01:02:03.004Z\",\"level\":\"warn\",\"request\":\"k3x9\","
                 "\"message\":\"慢 12 ms\"}\n");
        same_str(log_line(cx->arena, LOG_ERROR, 0, (str){ 0 }, S("a\"b\\c\nd\te\x7f")),
                 "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"error\","
                 "\"message\":\"a\\\"b\\\\c\\u000ad\\u0009e\\u007f\"}\n");
        /* Not UTF-8, and a NUL: one question mark or escape each, never a broken line. */
        same_str(log_line(cx->arena, LOG_NOTE, 0, (str){ 0 }, S("\xff中\xe4\xb8")),
                 "{\"time\":\"1970-01-01T00:00:00.000Z\",\"level\":\"note\",\"message\":\"?中??\"}\n");
}

TEST(log_line_is_cut_at_a_character)
{
        struct buf b = buf_new(cx->arena, 1 << 16);
        for (int i = 0; i < 5000; i++)
                buf_put(&b, S("字"));
        for (size_t shift = 0; shift < 4; shift++) {
                str request = str_head(S("abc"), shift);
                str line = log_line(cx->arena, LOG_NOTE, 0, request, buf_str(&b));
                ok(line.n <= 4096);
                ok(line.n > 4080);
                ok(utf8_valid(line));
                ok(str_ends(line, S("…\"}\n")));
        }
        str quotes = str_f(cx->arena, "%5000s", "\"");
        for (char *p = (char *)quotes.p; *p; p++)
                *p = '"';
        ok(str_ends(log_line(cx->arena, LOG_NOTE, 0, (str){ 0 }, quotes), S("…\"}\n")));
}

static void *write_lines(void *arg)
{
        for (int i = 0; i < 200; i++)
                log_event(LOG_WARN, arg, "line %d of many, with some length to it ..........................", i);
        return NULL;
}

TEST(log_lines_of_threads_do_not_mix)
{
        str path = str_f(cx->arena, "%.*s/log", STR(test_dir(cx)));
        int fd = open(path.p, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        must(fd >= 0);
        log_to(fd);
        pthread_t thread[4];
        for (int i = 0; i < 4; i++)
                must(!pthread_create(&thread[i], NULL, write_lines, cx));
        for (int i = 0; i < 4; i++)
                pthread_join(thread[i], NULL);
        log_event(LOG_FINE, cx, "below the threshold");
        log_fail(cx, fail(cx, BROKEN, "disk gone"));
        log_fail(cx, fail(cx, INVALID, "%s", ""));
        log_to(STDERR_FILENO);
        close(fd);
        str rest = test_file(cx->arena, path.p, false);
        int lines = 0;
        while (rest.n) {
                str line = str_cut(rest, '\n', &rest);
                ok(str_starts(line, S("{\"time\":\"")) && str_ends(line, S("\"}")));
                ok(str_find(str_from(line, 1), S("{")) < 0);
                ok(str_find(line, S("\"request\":\"test\"")) > 0);
                lines++;
                if (!rest.n)
                        ok(str_find(line, S("\"level\":\"error\"")) > 0 && str_find(line, S("BROKEN at ")) > 0 &&
                           str_find(line, S("disk gone")) > 0);
        }
        same_int(lines, 801);
}
