/* core/audit/paper.c - see paper.h. */
#include "core/audit/paper.h"
#include "core/audit/audit.sql.h"
#include "core/audit/head.h"

enum { KNOWN = 10, CHECK = 2, GROUP = 4, DIGITS = 2 * (KNOWN + CHECK), PLACE_DIGITS = 19 };

const char *audit_paper_words(enum audit_paper_state s)
{
        static const char *const words[] = {
#define X(name, text) [AUDIT_PAPER_##name] = text,
                AUDIT_PAPER_STATES(X)
#undef X
        };
        must(s >= 0 && s < AUDIT_PAPER_STATES_END);
        return words[s];
}

/* The 24 digits behind the place. */
static str digits_of(struct ctx *cx, int64_t place, const unsigned char link[KNOWN])
{
        struct digest known = { 0 };
        memcpy(known.b, link, KNOWN);
        str digits = str_head(digest_hex(cx->arena, &known), 2 * KNOWN);
        struct digest check = hash(HASH_SM3, str_f(cx->arena, "%ld %.*s", place, STR(digits)));
        return str_f(cx->arena, "%.*s%.*s", STR(digits), STR(str_head(digest_hex(cx->arena, &check), 2 * CHECK)));
}

str audit_paper_text(struct ctx *cx, const struct audit_end *end)
{
        if (end->seal <= 0)
                return (str){ 0 };
        struct buf b = buf_new(cx->arena, 128);
        str digits = digits_of(cx, end->seal, end->link);
        buf_f(&b, "%ld", end->seal);
        for (size_t at = 0; at < digits.n; at += GROUP)
                buf_f(&b, "-%.*s", STR(str_head(str_from(digits, at), GROUP)));
        return buf_str(&b);
}

static bool is_separator(unsigned char c) { return c >= 0x80 || c == ' ' || c == '-' || c == '\n' || c == '\r'; }

/* Letters and digits alone, in small letters; false: another sign, or too many of them. */
static bool squeeze(str text, char ret[PLACE_DIGITS + DIGITS], size_t *ret_n)
{
        *ret_n = 0;
        for (size_t i = 0; i < text.n; i++) {
                char c = text.p[i];
                if (is_separator((unsigned char)c))
                        continue;
                if (c >= 'A' && c <= 'F')
                        c = (char)(c - 'A' + 'a');
                if (*ret_n == PLACE_DIGITS + DIGITS || !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
                        return false;
                ret[(*ret_n)++] = c;
        }
        return *ret_n > DIGITS;
}

static unsigned char half(char c) { return (unsigned char)(c <= '9' ? c - '0' : c - 'a' + 10); }

const struct fail *audit_paper_parse(struct ctx *cx, str text, struct audit_paper *ret)
{
        char c[PLACE_DIGITS + DIGITS];
        size_t n;
        uint64_t place = 0;
        struct audit_end line;
        struct audit_paper p = { .n = KNOWN };
        text = str_trim(text);
        if (str_starts(text, S("luoshi-audit-head ")) &&
            !audit_head_parse(cx, STR_JOIN(cx->arena, text, S("\n")), &line)) {
                *ret = (struct audit_paper){ .place = line.seal, .n = DIGEST_BYTES };
                memcpy(ret->link, line.link, DIGEST_BYTES);
                return NULL;
        }
        bool good = squeeze(text, c, &n) && str_u64((str){ c, n - DIGITS }, &place) && place && place <= INT64_MAX;
        if (good) {
                const char *digits = c + n - DIGITS;
                p.place = (int64_t)place;
                for (int i = 0; i < KNOWN; i++)
                        p.link[i] = (unsigned char)(half(digits[2 * i]) << 4 | half(digits[2 * i + 1]));
                good = str_eq((str){ digits, DIGITS }, digits_of(cx, p.place, p.link));
        }
        if (!good)
                return fail_field(cx, S("head"), "抄写有误，请对照原件再填：位置，然后是六组四位的数字和字母 a 到 f");
        *ret = p;
        return NULL;
}

static enum audit_paper_state same(const struct audit_paper *paper, str link)
{
        bool is = link.n == DIGEST_BYTES && !memcmp(link.p, paper->link, (size_t)paper->n);
        return is ? AUDIT_PAPER_FITS : AUDIT_PAPER_DIFFERS;
}

const struct fail *audit_paper_compare(struct ctx *cx, const struct audit_paper *paper,
                                       enum audit_paper_state *ret)
{
        struct audit_end now;
        struct audit_link_at there;
        struct audit_state removed;
        const struct fail *f = audit_end_read(cx, &now);
        if (f)
                return f;
        *ret = AUDIT_PAPER_BEHIND;
        if (paper->place > now.seal)
                return NULL;
        f = audit_link_at(cx, paper->place, &there);
        if (!f)
                *ret = same(paper, there.link);
        if (!f || f->kind != FAIL_NOT_FOUND)
                return f;
        f = audit_state(cx, &removed);          /* removed in good order, or taken out */
        if (!f)
                *ret = paper->place == removed.anchor ? same(paper, removed.anchor_link)
                     : paper->place < removed.anchor  ? AUDIT_PAPER_REMOVED : AUDIT_PAPER_DIFFERS;
        return f;
}
