/* base/upper.c - 大写金额: an amount in the characters of cheques and receipts. */
/* words: document text */
#include "base/base.h"

/* The rules are those of 支付结算办法, annex 正确填写票据和结算凭证的基本规定. Where it leaves a choice the
 * first form of its examples is written: ¥107,000.53 is 壹拾万柒仟元零伍角叁分 (no 零 after 万 before a
 * figure of thousands, one after 元 whose own place is 0), and 整 follows 角 too. */
static const char *const digit[] = { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };

/* A number below 10000; `zero`: a zero of a higher place waits to be said. */
static void group_put(struct buf *b, int g, bool zero)
{
        static const char *const place[] = { "仟", "佰", "拾", "" };
        for (int i = 0, unit = 1000; i < 4; i++, unit /= 10) {
                int d = g / unit % 10;
                if (!d) {
                        zero = true;
                        continue;
                }
                if (zero && b->n)
                        buf_put(b, S("零"));
                buf_f(b, "%s%s", digit[d], place[i]);
                zero = false;
        }
}

/* A number below 1 0000 0000: 万 and what follows it; `higher`: 亿 stand before it. */
static void below_yi_put(struct buf *b, int64_t n, bool higher)
{
        int wan = (int)(n / 10000), rest = (int)(n % 10000);
        if (wan) {
                group_put(b, wan, higher && wan < 1000);
                buf_put(b, S("万"));
        }
        group_put(b, rest, wan ? rest < 1000 : higher);
}

/* Whole yuan, up to the 92,233,720,368,547,758 that an int64 of fen can hold. */
static void yuan_put(struct buf *b, int64_t n)
{
        int64_t yi = n / 100000000, rest = n % 100000000;
        if (yi >= 100000000) {          /* 亿亿: 玖亿贰仟…万亿 */
                group_put(b, (int)(yi / 100000000), false);
                buf_put(b, S("亿"));
        }
        if (yi) {
                below_yi_put(b, yi % 100000000, yi >= 100000000);
                buf_put(b, S("亿"));
        }
        if (rest)
                below_yi_put(b, rest, yi > 0);
}

str money_upper(struct arena *a, money m)
{
        struct buf n = buf_new(a, 256), b = buf_new(a, 512);
        uint64_t u = m.fen < 0 ? 0 - (uint64_t)m.fen : (uint64_t)m.fen;
        int64_t yuan = (int64_t)(u / 100);
        int jiao = (int)(u / 10 % 10), fen = (int)(u % 10);
        yuan_put(&n, yuan);
        buf_f(&b, "人民币%s%.*s", m.fen < 0 ? "负" : "", STR(buf_str(&n)));
        if (yuan)
                buf_put(&b, S("元"));
        if (!u)
                buf_put(&b, S("零元"));
        if (jiao) {
                if (yuan && yuan % 10 == 0)
                        buf_put(&b, S("零"));
                buf_f(&b, "%s角", digit[jiao]);
        }
        if (fen) {
                if (!jiao && yuan)
                        buf_put(&b, S("零"));
                buf_f(&b, "%s分", digit[fen]);
        } else {
                buf_put(&b, S("整"));
        }
        return str_copy(a, buf_str(&b));
}
