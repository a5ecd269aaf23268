/* core/crypto/keys_test.c - the key file: made private, refused when open or damaged, rotated. */
#include "core/crypto/field.h"
#include "core/crypto/keys.h"
#include "core/replace.h"
#include "tests/test.h"
#include <sys/stat.h>
#include <unistd.h>

static str sample(struct ctx *cx, struct key_text *t)
{
        memset(t->audit, 1, KEY_BYTES);
        memset(t->index, 2, KEY_BYTES);
        t->n_fields = 2;
        t->fields[0].id = 3;
        t->fields[1].id = 9;
        memset(t->fields[0].key, 4, KEY_BYTES);
        memset(t->fields[1].key, 5, KEY_BYTES);
        return keys_text(cx, t);
}

TEST(keys_text_goes_round)
{
        struct key_text t = { 0 }, back = { 0 };
        str text = sample(cx, &t);
        done(keys_parse(cx, text, &back));
        ok(!memcmp(&t, &back, sizeof(t)));
}

/* Every cut and every changed byte is found: the file says itself whether it is whole. */
TEST(keys_damaged_anywhere_are_refused)
{
        struct key_text t = { 0 }, back;
        str text = sample(cx, &t);
        char *copy = arena_alloc(cx->arena, text.n + 1);
        for (size_t n = 0; n < text.n; n++) {
                struct arena_mark m = arena_mark(cx->arena);
                ok(keys_parse(cx, str_head(text, n), &back) != NULL);
                memcpy(copy, text.p, text.n);
                copy[n] ^= 1;
                ok(keys_parse(cx, (str){ copy, text.n }, &back) != NULL);
                arena_release(cx->arena, m);
        }
        ok(keys_parse(cx, str_f(cx->arena, "%.*s#", STR(text)), &back) != NULL);
        ok(keys_parse(cx, (str){ 0 }, &back) != NULL);
}

/* The ring is of the process, so this runs in a child. */
static int in_child(struct ctx *cx, int (*run)(struct ctx *cx, str path))
{
        str path = str_f(cx->arena, "%.*s/keys", STR(test_dir(cx)));
        int pipe_fd[2], answer = -1;
        must(!pipe(pipe_fd));
        fflush(NULL);
        pid_t child = fork();
        must(child >= 0);
        if (!child) {
                int at = run(cx, path);
                _exit(write(pipe_fd[1], &at, sizeof(at)) != sizeof(at));
        }
        close(pipe_fd[1]);
        if (read(pipe_fd[0], &answer, sizeof(answer)) != sizeof(answer))
                answer = -1;
        close(pipe_fd[0]);
        return answer;
}

static bool is_kind(const struct fail *f, enum fail_kind kind) { return f && f->kind == kind; }

/* The number of the first thing that is not as it should be; 0: all is well. */
static int life(struct ctx *cx, str path)
{
        struct stat st;
        str opened, old, text;
        int id = 0;
        keys_place(path);
        if (!is_kind(keys_load(cx), FAIL_NOT_FOUND) && !keys_loaded())
                return 1;
        if (keys_make(cx) || stat(path.p, &st) || (st.st_mode & 0777) != 0600)
                return 2;
        if (!is_kind(keys_make(cx), FAIL_CONFLICT) || keys_load(cx))
                return 3;
        old = field_seal(cx->arena, FIELD_person_phone, 7, S("13812341234"));
        str index = field_index(cx->arena, FIELD_person_phone, S("13812341234"));
        int first = field_key_of(old);
        if (keys_rotate(cx, &id) || id != first + 1)
                return 4;
        str fresh = field_seal(cx->arena, FIELD_person_phone, 7, S("13812341234"));
        if (field_key_of(fresh) != id)
                return 5;
        if (field_open(cx, FIELD_person_phone, 7, old, &opened) || !str_is(opened, "13812341234"))
                return 6;               /* the old key still reads */
        if (!str_eq(index, field_index(cx->arena, FIELD_person_phone, S("13812341234"))))
                return 7;
        if (keys_forget(cx) || !is_kind(field_open(cx, FIELD_person_phone, 7, old, &opened), FAIL_BROKEN))
                return 8;
        if (field_open(cx, FIELD_person_phone, 7, fresh, &opened))
                return 9;
        if (chmod(path.p, 0640) || !is_kind(keys_load(cx), FAIL_INVALID) || chmod(path.p, 0604) ||
            !is_kind(keys_load(cx), FAIL_INVALID) || chmod(path.p, 0600) || keys_load(cx))
                return 10;
        struct key_text t = { 0 };      /* another database's keys do not slip in */
        text = sample(cx, &t);
        if (small_file_write(cx, path, text, false) || !is_kind(keys_load(cx), FAIL_INVALID))
                return 11;
        return 0;
}

TEST(keys_are_made_private_rotated_and_forgotten)
{
        same_int(in_child(cx, life), 0);
}

static int rotated_elsewhere(struct ctx *cx, str path)
{
        str opened = { 0 };
        int id;
        keys_place(path);
        if (keys_make(cx))
                return 1;
        fflush(NULL);
        int to[2];
        char sealed[200];
        must(!pipe(to));
        if (!fork()) {                  /* another process of the same database */
                if (keys_rotate(cx, &id))
                        _exit(1);
                str s = field_seal(cx->arena, FIELD_person_phone, 5, S("02812345678"));
                _exit(write(to[1], s.p, s.n) != (ssize_t)s.n);
        }
        close(to[1]);                   /* or a child that died would be waited for */
        ssize_t n = read(to[0], sealed, sizeof(sealed));
        close(to[0]);
        if (n <= 0 || field_open(cx, FIELD_person_phone, 5, (str){ sealed, (size_t)n }, &opened))
                return 2;
        return str_is(opened, "02812345678") ? 0 : 3;
}

TEST(keys_that_another_process_rotated_are_read_in)
{
        same_int(in_child(cx, rotated_elsewhere), 0);
}
