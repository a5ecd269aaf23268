/* core/log/log.c - make a line, write it whole. */
#include "core/log/log.h"
#include <time.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 4096 };

static const char *const level_words[LOG_LEVELS_END] = {
        [LOG_FINE] = "fine", [LOG_NOTE] = "note", [LOG_WARN] = "warn", [LOG_ERROR] = "error",
};

/* Set once at start, before any thread. */
static enum log_level threshold = LOG_NOTE;
static int            out_fd = STDERR_FILENO;

void log_threshold(enum log_level least) { threshold = least; }
void log_to(int fd) { out_fd = fd; }

struct line { char p[LINE_MAX_BYTES]; size_t n; };

/* Room for one more escaped character and the end of the line ("…" and "\"}\n"). */
static bool fits(const struct line *l, size_t n) { return l->n + n + 8 <= sizeof(l->p); }

static void put(struct line *l, const char *p, size_t n)
{
        memcpy(l->p + l->n, p, n);
        l->n += n;
}

/* JSON text of s; what is not UTF-8 becomes '?', so that a line is always JSON. */
static void put_escaped(struct line *l, str s)
{
        for (size_t i = 0; i < s.n; ) {
                const unsigned char *p = (const unsigned char *)s.p + i;
                uint32_t code;
                size_t   len = utf8_next(str_from(s, i), &code);
                char     esc[8];
                if (!fits(l, 6)) {
                        put(l, "…", strlen("…"));
                        return;
                }
                if (!len) {
                        put(l, "?", 1);
                        len = 1;
                } else if (*p == '"' || *p == '\\') {
                        put(l, "\\", 1);
                        put(l, (const char *)p, 1);
                } else if (*p < 0x20 || *p == 0x7F) {
                        snprintf(esc, sizeof(esc), "\\u%04x", *p);
                        put(l, esc, 6);
                } else {
                        put(l, (const char *)p, len);
                }
                i += len;
        }
}

static void compose(struct line *l, enum log_level level, int64_t ms, str request, str message)
{
        char   head[64];
        time_t sec = (time_t)(ms / 1000);
        struct tm tm;
        gmtime_r(&sec, &tm);
        size_t n = strftime(head, sizeof(head), "{\"time\":\"%Y-%m-%dT%H:%M:%S", &tm);
        put(l, head, n);
        int m = snprintf(head, sizeof(head), ".%03dZ\",\"level\":\"%s\"", (int)(ms % 1000), level_words[level]);
        put(l, head, (size_t)m);
        if (request.n) {
                put(l, ",\"request\":\"", 12);
                put_escaped(l, str_head(request, 64));
                put(l, "\"", 1);
        }
        put(l, ",\"message\":\"", 12);
        put_escaped(l, message);
        put(l, "\"}\n", 3);
}

str log_line(struct arena *a, enum log_level level, int64_t ms, str request, str message)
{
        struct line *l = NEW(a, struct line);
        compose(l, level, ms, request, message);
        return (str){ l->p, l->n };
}

void log_event(enum log_level level, const struct ctx *cx, const char *fmt, ...)
{
        if (level < threshold)
                return;
        char message[LINE_MAX_BYTES];
        va_list ap;
        va_start(ap, fmt);
        int n = vsnprintf(message, sizeof(message), fmt, ap);
        va_end(ap);
        size_t len = n < 0 ? 0 : (size_t)n < sizeof(message) ? (size_t)n : sizeof(message) - 1;
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        struct line l = { .n = 0 };
        compose(&l, level, (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000,
                cx ? cx->request : (str){ 0 }, (str){ message, len });
        /* A log that cannot be written must not stop the work it tells of. */
        ssize_t written = write(out_fd, l.p, l.n);
        (void)written;
}

void log_fail(const struct ctx *cx, const struct fail *f)
{
        enum log_level level = f->kind == FAIL_BROKEN ? LOG_ERROR
                             : f->kind == FAIL_BUSY || f->kind == FAIL_FULL ? LOG_WARN : LOG_FINE;
        str text = f->log.n ? f->log : f->say;
        log_event(level, cx, "%s at %s: %.*s", fail_name(f->kind), f->at ? f->at : "?", STR(text));
}
