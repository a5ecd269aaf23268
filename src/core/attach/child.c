/* core/attach/child.c - attach_check(): strangers' files are looked at in a sealed child.
 *
 * Request: the type's code, a line break, the file. Reply: one byte, '=' (keep it as it came) or
 * '+' with the cleaned bytes behind it. */
#include "core/attach/look.h"
#include "core/config/config.h"
#include "core/sandbox/child.h"

enum { MOST = 64 << 20 };

static const struct fail *work(struct ctx *cx, str request, struct child_out *out)
{
        str bytes, code = str_cut(request, '\n', &bytes), clean;
        const struct attach_type *type = attach_type_of(code);
        must(type && bytes.p);
        const struct fail *f = look_at(cx, type, bytes, &clean);
        if (f)
                return f;
        child_put(out, clean.p == bytes.p ? S("=") : S("+"));
        if (clean.p != bytes.p)
                child_put(out, clean);
        return NULL;
}

extern const struct child_role child_role_attach;
const struct child_role child_role_attach = {
        .name = "attach", .ready = look_ready, .work = work, .sealed = true,
        .max_memory = 128 << 20, .seconds = 30, .max_running = 2,
        .sorry = "文件无法读取，可能已经损坏，请重新导出再试",
};

static const struct fail *named(struct ctx *cx, str name, const struct fail *f)
{
        if (f->kind != FAIL_INVALID && f->kind != FAIL_TOO_LARGE)
                return f;
        struct fail *said = NEW(cx->arena, struct fail);
        *said = *f;
        said->kind = FAIL_INVALID;
        said->field = S("files");
        said->say = str_f(cx->arena, words_of(cx->lang, "“%.*s”：%.*s"), STR(name), STR(f->say));
        return said;
}

static const struct fail *check_one(struct ctx *cx, const struct attach_in *in,
                                    struct attach_ready *ret)
{
        str reply;
        const struct fail *f = NULL;
        *ret = (struct attach_ready){ .name = attach_name(cx->arena, in->name), .bytes = in->bytes };
        if (!in->bytes.n)
                f = fail(cx, INVALID, "文件是空的");
        else if ((int64_t)in->bytes.n > config.n[SETTING_attach_bytes])
                f = fail(cx, INVALID, "文件太大，最多 %ld 兆字节",
                         (long)(config.n[SETTING_attach_bytes] >> 20));
        if (!f)
                f = look_type(cx, attach_ending(cx->arena, ret->name), &ret->type);
        if (f)
                return named(cx, ret->name, f);
        struct buf o = buf_new(cx->arena, in->bytes.n + 64);
        buf_f(&o, "%s\n", ret->type->code);
        buf_put(&o, in->bytes);
        must(!o.broken);
        f = child_ask_all(cx, &child_role_attach, buf_str(&o), MOST + 1, &reply);
        if (f)
                return named(cx, ret->name, f);
        /* What the child says is checked: it can hand back other bytes, but none that are larger. */
        if (!reply.n || (reply.p[0] != '=' && reply.p[0] != '+') || reply.n > in->bytes.n + 64)
                return fail(cx, BROKEN, "the child that looks at files gave a reply of %zu bytes", reply.n);
        if (reply.p[0] == '+')
                ret->bytes = str_from(reply, 1);
        ret->sha256 = hash(HASH_SHA256, ret->bytes);
        return NULL;
}

const struct fail *attach_check(struct ctx *cx, const struct attach_in *in, int n,
                                struct attach_ready **ret)
{
        struct attach_ready *list = NEW_ARRAY(cx->arena, struct attach_ready, (size_t)n + 1);
        if (n > config.n[SETTING_attach_files])
                return fail_field(cx, S("files"), "一条记录最多 %ld 个附件", (long)config.n[SETTING_attach_files]);
        for (int i = 0; i < n; i++) {
                const struct fail *f = check_one(cx, &in[i], &list[i]);
                if (f)
                        return f;
        }
        *ret = list;
        return NULL;
}

struct attach_ready attach_made(struct ctx *cx, str name, const char *type, str bytes)
{
        const struct attach_type *t = attach_type_of(str_of(type));
        must(t && bytes.n);
        return (struct attach_ready){ .name = attach_name(cx->arena, name), .bytes = bytes, .type = t,
                                      .sha256 = hash(HASH_SHA256, bytes) };
}
