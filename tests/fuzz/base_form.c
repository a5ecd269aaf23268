/* tests/fuzz/base_form.c - form fields with any names and values: every reader keeps its bounds. */
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        static const char *const words[] = { "a", NULL, "c" };
        static const char *const names[] = { "a", "b", "", "year" };
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        struct ctx cx = { .arena = &a };
        struct pair pairs[16];
        struct form f = { .cx = &cx, .fields = pairs };
        str rest = { (const char *)data, n };
        while (rest.n && f.n_fields < 16) {             /* name=value lines */
                str line = str_cut(rest, '\n', &rest), value;
                str name = str_cut(line, '=', &value);
                pairs[f.n_fields++] = (struct pair){ name, value };
        }
        for (size_t i = 0; i < COUNT_OF(names); i++) {
                str t = form_text(&f, names[i], 1, 5);
                must(utf8_count(t) <= 5 && utf8_valid(t));
                str c = form_code(&f, names[i], 7);
                must(c.n <= 7);
                int64_t v = form_int(&f, names[i], -5, 50), w = form_int_or(&f, names[i], 1, 9, 3);
                must(v >= -5 && v <= 50 && w >= 1 && w <= 9);
                money m = form_yuan(&f, names[i], 0, 1000);
                must(m.fen >= 0 && m.fen <= 1000);
                day d = form_day(&f, names[i]);
                must(!day_is(d) || day_year(d) >= 0);
                form_day_or_none(&f, names[i]);
                form_flag(&f, names[i]);
                must(form_choice(&f, names[i], words, 3) != 1);
        }
        const struct fail *end = form_end(&f);
        must(!f.n_wrong == !end && f.n_wrong <= FORM_MAX_WRONG);
        arena_done(&a);
        return 0;
}
