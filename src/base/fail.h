/* base/fail.h - why something did not happen.
 *
 * What decides returns `const struct fail *`; NULL is done. The first kinds are
 * expected and may be handled by a caller; BROKEN is ours: it is passed up
 * unchanged, logged once at the door and shown as a number. The words are the
 * sentence a person reads. They are written in Chinese as a printf format; the
 * English catalogue (src/words/AREA.tsv) holds the same format in English, and
 * fail() picks by the reader's language.
 */
#ifndef BASE_FAIL_H
#define BASE_FAIL_H

#include "base/str.h"

/*        kind        HTTP exit  default words for the user                     */
#define FAIL_KINDS(X)                                                           \
        X(SIGN_IN,    401, 3, "请先登录")                                       \
        X(DENIED,     403, 3, "您没有办理这件事的权限")                         \
        X(EXPIRED,    403, 3, "页面已经过期，请返回刷新后再试")                 \
        X(NOT_FOUND,  404, 2, "没有找到这条记录")                               \
        X(METHOD,     405, 2, "这个地址不接受这种请求")                         \
        X(CONFLICT,   409, 3, "这条记录刚刚被别人修改，请核对后重试")           \
        X(TWICE,      409, 3, "这次提交已经办过，没有重复写入")                 \
        X(TOO_LARGE,  413, 2, "提交的内容太大")                                 \
        X(INVALID,    422, 2, "填写的内容有误")                                 \
        X(TOO_MANY,   429, 3, "尝试次数太多，请稍后再试")                       \
        X(BROKEN,     500, 4, "系统内部错误，已记录")                           \
        X(BUSY,       503, 4, "系统繁忙，请稍后重试")                           \
        X(FULL,       507, 4, "存储空间不足，暂时不能写入；已有数据可以照常查看")

enum fail_kind {
        FAIL_NONE,
#define X(kind, http, exit_code, words) FAIL_##kind,
        FAIL_KINDS(X)
#undef X
        FAIL_KINDS_END
};

struct fail {
        enum fail_kind kind;
        str            say;     /* for the user */
        str            field;   /* INVALID: the form field at fault; may be absent */
        str            why;     /* of a form's field: `say` without the field's name; may be absent */
        const char    *at;      /* "file:line" of origin, for the log */
        str            log;     /* for the log, in English; BROKEN only */
        bool           again;   /* the whole request may be run again (40001, lost group) */
};

struct ctx;

/* There is always one: so that whoever reads `f = k ? … : fail(…)` knows it too, gcc's analyzer among them. */
static inline MUST_USE const struct fail *fail_made(const struct fail *f)
{
        if (!f)
                __builtin_unreachable();
        return f;
}

/**
 * Make a failure in the request's arena. `fmt` is a literal: it is the key of
 * the catalogue. An empty text ("%s", "") gives the kind's default words.
 * For BROKEN, BUSY and FULL the text goes to the log in English and the user
 * reads the default words.
 */
#define fail(cx, kind, ...) \
        fail_made(fail_at((cx), __FILE__ ":" FAIL_STR(__LINE__), FAIL_##kind, __VA_ARGS__))
/* The same with the name of the form field at fault, always INVALID. */
#define fail_field(cx, field, ...) \
        fail_made(fail_field_at((cx), __FILE__ ":" FAIL_STR(__LINE__), (field), __VA_ARGS__))
const struct fail *fail_at(struct ctx *cx, const char *at, enum fail_kind kind,
                           const char *fmt, ...) PRINTF(4, 5) MUST_USE;
const struct fail *fail_field_at(struct ctx *cx, const char *at, str field,
                                 const char *fmt, ...) PRINTF(4, 5) MUST_USE;
/* Of a form's field: "年度：应为整数". */
#define fail_why(cx, field, label, why) \
        fail_made(fail_why_at((cx), __FILE__ ":" FAIL_STR(__LINE__), (field), (label), (why)))
const struct fail *fail_why_at(struct ctx *cx, const char *at, str field, const char *label,
                               const char *why) MUST_USE;
#define FAIL_STR_(x) #x
#define FAIL_STR(x)  FAIL_STR_(x)

int         fail_http(enum fail_kind kind);
int         fail_exit(enum fail_kind kind);     /* the CLI's exit status, 2…4 */
const char *fail_name(enum fail_kind kind);     /* "NOT_FOUND", for JSON and logs */
const char *fail_words(enum fail_kind kind);    /* the default words, Chinese */

#endif
