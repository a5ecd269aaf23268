/* tests/fuzz/base_text.c - utf8, decimals and days from any bytes: no fault, and what is read
 * writes itself back the same. */
#include "base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_decimal(struct arena *a, str s, int places)
{
        int64_t v, again;
        if (decimal_read(s, places, &v))
                return;
        str text = decimal_str(a, v, places, places % 2);
        must(!decimal_read(text, places, &again) && again == v);
        if (places == 2)
                must(money_upper(a, (money){ v }).n > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
        struct arena a;
        arena_init(&a, (size_t)1 << 26);
        str s = { (const char *)data, n };
        for (int places = 0; places <= 6; places++)
                check_decimal(&a, s, places);
        day d;
        if (day_parse(s, &d))
                must(str_eq(day_str(&a, d), s));
        uint64_t u;
        if (str_u64(s, &u))
                must(n <= 19);
        uint32_t code;
        size_t count = 0, bytes = 0;
        for (size_t k; (k = utf8_next(str_from(s, bytes), &code)); bytes += k)
                count++;
        must(!utf8_valid(s) || (bytes == n && count == utf8_count(s)));
        str head = utf8_head(s, 3);
        must(head.n <= n);
        if (utf8_valid(s)) {
                str narrow = utf8_narrow(&a, s);
                must(utf8_valid(head) && utf8_valid(narrow) && !utf8_has_wide_digits(narrow));
        }
        str trimmed = str_trim(s);
        must(trimmed.n <= n && str_eq(str_trim(trimmed), trimmed));
        arena_done(&a);
        return 0;
}
