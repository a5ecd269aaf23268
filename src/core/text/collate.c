/* core/text/collate.c - the one file with ICU. See collate.h. */
#include <pthread.h>
#include <unicode/ubrk.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include "base/base.h"
#include "core/text/collate.h"

enum { TEXT_MOST = 400, ROOM = TEXT_MOST * 12 };

/* A transliterator takes milliseconds to make and serves one at a time. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static UTransliterator *latin;

static UTransliterator *latin_open(void)
{
        static const char rules[] = "Han-Latin; Latin-ASCII; Lower";
        UChar id[sizeof(rules)];
        UErrorCode e = U_ZERO_ERROR;
        u_uastrcpy(id, rules);
        return utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &e);
}

static bool to_latin(str text, char *ret, int cap, int *ret_n)
{
        UChar wide[ROOM];
        int32_t n = 0, limit, out = 0;
        UErrorCode e = U_ZERO_ERROR;
        u_strFromUTF8(wide, TEXT_MOST * 2, &n, text.p, (int32_t)text.n, &e);
        if (U_FAILURE(e))
                return false;
        pthread_mutex_lock(&lock);
        latin = latin ? latin : latin_open();
        limit = n;
        if (latin)
                utrans_transUChars(latin, wide, &n, ROOM, 0, &limit, &e);
        bool fine = latin && U_SUCCESS(e);
        pthread_mutex_unlock(&lock);
        u_strToUTF8(ret, cap, &out, wide, n, &e);
        *ret_n = out;
        return fine && U_SUCCESS(e);
}

str pinyin_clean(struct arena *a, str typed)
{
        struct buf b = buf_new(a, typed.n + 1);
        bool gap = false;
        for (size_t i = 0; i < typed.n; i++) {
                char c = typed.p[i];
                if (c >= 'A' && c <= 'Z')
                        c = (char)(c - 'A' + 'a');
                bool is = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
                if (is && gap && b.n)
                        buf_byte(&b, ' ');
                if (is)
                        buf_byte(&b, c);
                gap = !is;
        }
        return b.n ? str_copy(a, buf_str(&b)) : (str){ 0 };
}

str pinyin_of(struct arena *a, str text)
{
        /* a blank on both sides of each Chinese character keeps its syllable from its neighbours */
        struct buf b = buf_new(a, TEXT_MOST * 8);
        char out[ROOM];
        uint32_t code;
        int n = 0;
        text = utf8_head(utf8_narrow(a, text), TEXT_MOST / 3);
        for (size_t k; (k = utf8_next(text, &code)); text = str_from(text, k)) {
                if (code >= 0x2E80)
                        buf_byte(&b, ' ');
                utf8_put(&b, code);
                if (code >= 0x2E80)
                        buf_byte(&b, ' ');
        }
        str in = buf_str(&b);
        if (utf8_count(in) > TEXT_MOST || !to_latin(in, out, ROOM, &n))
                return S("");
        str clean = pinyin_clean(a, (str){ out, (size_t)n });
        return clean.p ? clean : S("");
}

str pinyin_initials(struct arena *a, str pinyin)
{
        struct buf b = buf_new(a, pinyin.n + 1);
        for (size_t i = 0; i < pinyin.n; i++)
                if (pinyin.p[i] != ' ' && (!i || pinyin.p[i - 1] == ' '))
                        buf_byte(&b, pinyin.p[i]);
        return str_copy(a, buf_str(&b));
}

str pinyin_key(struct arena *a, str pinyin)
{
        struct buf b = buf_new(a, pinyin.n * 2 + 8);
        for (size_t i = 0; i < pinyin.n; i++) {
                char c = pinyin.p[i];
                if (c >= '0' && c <= '9')
                        buf_byte(&b, '1');      /* behind the blank, which is 0 */
                buf_byte(&b, c == ' ' ? '0' : c);
        }
        return b.n ? str_copy(a, buf_str(&b)) : S("zzzz");
}

/* ---- words --------------------------------------------------------------------------- */

int word_ends(struct arena *a, str text, size_t **ret)
{
        UChar wide[TEXT_MOST * 2];
        UErrorCode e = U_ZERO_ERROR;
        int32_t n = 0, unit = 0;
        int n_ends = 0;
        size_t byte = 0;
        u_strFromUTF8(wide, TEXT_MOST * 2, &n, text.p, (int32_t)text.n, &e);
        UBreakIterator *it = U_SUCCESS(e) ? ubrk_open(UBRK_WORD, "zh", wide, n, &e) : NULL;
        if (U_FAILURE(e) || !it) {
                ubrk_close(it);
                return 0;
        }
        size_t *ends = NEW_ARRAY(a, size_t, (size_t)n + 1);
        ubrk_first(it);
        for (int32_t at; (at = ubrk_next(it)) != UBRK_DONE; ends[n_ends++] = byte)
                while (unit < at) {             /* a character beyond the plane is two units */
                        uint32_t code = 0;
                        byte += utf8_next(str_from(text, byte), &code);
                        unit += code > 0xffff ? 2 : 1;
                }
        ubrk_close(it);
        *ret = ends;
        return n_ends;
}
