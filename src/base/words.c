/* base/words.c - binary search in the generated catalogue. */
#include "base/base.h"

const char *words_en(const char *zh)
{
        int lo = 0, hi = words_count - 1;
        while (lo <= hi) {
                int mid = (lo + hi) / 2;
                int d = strcmp(zh, words_table[mid].zh);
                if (!d)
                        return words_table[mid].en;
                if (d < 0)
                        hi = mid - 1;
                else
                        lo = mid + 1;
        }
        return zh;
}
