/* domain/target/ballot/cast.c - codes printed, rights to vote, ballots cast. */
#include "core/audit/audit.h"
#include "core/auth/lockout.h"
#include "core/crypto/password.h"
#include "core/text/json.h"
#include "domain/org/org.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"

/* ---- codes ---------------------------------------------------------------------------------------- */

/* Without what a hand or an eye takes for another: 0 O, 1 I L. A prime number of them, so that the
 * weighted sum finds every wrong letter and every two that changed places. */
static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
enum { LETTERS = sizeof(letters) - 1 };

static int letter_at(char c)
{
        for (int i = 0; i < LETTERS; i++)
                if (letters[i] == c)
                        return i;
        return -1;
}

static char check_letter(const char *code)
{
        int sum = 0;
        for (int i = 0; i < CODE_LETTERS - 1; i++)
                sum += (i + 1) * letter_at(code[i]);
        return letters[sum % LETTERS];
}

static str code_make(struct arena *a)
{
        char *p = arena_alloc(a, CODE_LETTERS + 1);
        unsigned char one;
        for (int i = 0; i < CODE_LETTERS - 1;) {
                random_bytes(&one, 1);
                if ((one & 31) < LETTERS)       /* every letter as likely as any other */
                        p[i++] = letters[one & 31];
        }
        p[CODE_LETTERS - 1] = check_letter(p);
        p[CODE_LETTERS] = '\0';
        return (str){ p, CODE_LETTERS };
}

bool code_read(struct arena *a, str typed, str *ret)
{
        char *p = arena_alloc(a, CODE_LETTERS + 1);
        int n = 0;
        for (size_t i = 0; i < typed.n; i++) {
                char c = typed.p[i];
                if (c == ' ' || c == '-' || c == '\t' || c == '\n' || c == '\r')
                        continue;
                if (c >= 'a' && c <= 'z')
                        c = (char)(c - 'a' + 'A');
                if (n == CODE_LETTERS || letter_at(c) < 0)
                        return false;
                p[n++] = c;
        }
        if (n != CODE_LETTERS || p[CODE_LETTERS - 1] != check_letter(p))
                return false;
        p[n] = '\0';
        *ret = (str){ p, CODE_LETTERS };
        return true;
}

/* What new slips are for: the units of those not used yet, or all members where none was
 * printed. */
static const struct fail *slips_due(struct ctx *cx, const struct poll *p, int source,
                                    struct poll_slip **ret, int *ret_n)
{
        const struct poll_source *s = &p->sources[source];
        struct poll_codes_left it;
        struct poll_slip *list = NULL;
        int n = 0, cap = 0;
        poll_codes_left(&it, cx, p->id, source);
        while (poll_codes_left_next(&it)) {
                int u = it.has_unit ? poll_unit_at(p, it.unit) : -1;
                for (int64_t i = 0; i < it.n; i++)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct poll_slip){
                                .unit = it.has_unit ? it.unit : 0,
                                .unit_name = u >= 0 ? p->units[u].name : (str){ 0 } };
        }
        const struct fail *f = poll_codes_left_end(&it);
        if (f)
                return f;
        if (!n && s->ballots)
                return fail(cx, CONFLICT, "“%.*s”的投票码都已用完", STR(s->name));
        bool none = !n;
        for (int k = 0; none && k < s->outside; k++)
                *VEC_ADD(cx->arena, list, n, cap) = (struct poll_slip){ 0 };
        for (int u = 0; none && u < p->n_units; u++)
                for (int k = 0; k < s->per_unit; k++)
                        *VEC_ADD(cx->arena, list, n, cap) = (struct poll_slip){
                                .unit = p->units[u].unit, .unit_name = p->units[u].name };
        *ret = list, *ret_n = n;
        return NULL;
}

/* In the order of their hashes, which tells nothing of the order on paper. */
static int by_hash(const void *a, const void *b)
{
        return str_cmp(((const struct poll_slip *)a)->code, ((const struct poll_slip *)b)->code);
}

const struct fail *poll_codes(struct ctx *cx, int64_t id, int source, const struct poll_slip **ret,
                              int *ret_n)
{
        struct poll p;
        enum poll_sight sight;
        struct poll_slip *slips = NULL;
        int n = 0;
        const struct fail *f = poll_read(cx, id, &p);
        if (!f)
                f = poll_see(cx, &p, &sight);
        if (!f)
                f = auth_change_year(cx, MAY_RATING_EDIT, p.unit, p.year);
        if (!f && (source < 0 || source >= p.n_sources || p.sources[source].way != POLL_BY_CODE))
                f = fail_field(cx, S("source"), "这个来源不用投票码");
        if (!f && p.state != POLL_OPEN)
                f = fail(cx, CONFLICT, "评议开放以后才能印投票码");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_hold(cx, id, POLL_OPEN, POLL_OPEN);
        f = slips_due(cx, &p, source, &slips, &n);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        poll_codes_drop(cx, id, source);
        struct poll_slip *kept = NEW_ARRAY(cx->arena, struct poll_slip, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                slips[i].code = code_make(cx->arena);
                kept[i] = (struct poll_slip){ token_hash(cx->arena, slips[i].code), slips[i].unit,
                                              (str){ 0 } };
        }
        qsort(kept, (size_t)n, sizeof(*kept), by_hash);
        for (int i = 0; i < n; i++)
                poll_code_add(cx, kept[i].code, id, source, kept[i].unit != 0, kept[i].unit);
        audit_log(cx, "poll.codes", "poll", id,
                  str_f(cx->arena, "{\"after\":{\"source\":%d,\"codes\":%d}}", source + 1, n));
        f = tx_commit(&tx);
        if (!f)
                *ret = slips, *ret_n = n;
        return f;
}

/* ---- rights ---------------------------------------------------------------------------------------- */

const struct fail *poll_takes(struct ctx *cx, const struct poll *p)
{
        if (p->state != POLL_OPEN)
                return fail(cx, CONFLICT, "“%.*s”现在不收票", STR(p->name));
        if (p->opens.n > cx->today.n)
                return fail(cx, CONFLICT, "“%.*s”从 %.*s起投票", STR(p->name),
                            STR(day_zh(cx->arena, p->opens)));
        if (p->closes.n < cx->today.n)
                return fail(cx, CONFLICT, "“%.*s”已在 %.*s截止", STR(p->name),
                            STR(day_zh(cx->arena, p->closes)));
        return NULL;
}

const struct fail *poll_right_of_code(struct ctx *cx, str typed, str address,
                                      struct poll_right *ret)
{
        struct poll_code_by_hash row;
        str code;
        /* A browser may be signed in as somebody; the trail must not say as whom this code
         * voted. */
        auth_as_nobody(cx);
        const struct fail *f = lockout_check_address(cx, address);
        if (f)
                return f;
        if (!code_read(cx->arena, typed, &code))
                return fail_field(cx, S("code"), "投票码共 %d 位，有一位写错了，请对着纸条再看一遍", CODE_LETTERS);
        f = poll_code_by_hash(cx, token_hash(cx->arena, code), &row);
        if (f && f->kind != FAIL_NOT_FOUND)
                return f;
        if (f) {
                f = lockout_count_address(cx, address, "poll.refuse", "poll");
                return f ? f : fail_field(cx, S("code"), "这个投票码已经用过，或者换过，或者不对");
        }
        *ret = (struct poll_right){ .source = (int)row.source };
        f = poll_read(cx, row.poll, &ret->p);
        if (!f)
                f = poll_takes(cx, &ret->p);
        if (!f && ret->source >= ret->p.n_sources)
                f = fail(cx, BROKEN, "a code of source %d of poll %ld", ret->source, row.poll);
        if (f)
                return f;
        bool *own = NEW_ARRAY(cx->arena, bool, (size_t)ret->p.n_units + 1);
        for (int u = 0; u < ret->p.n_units; u++)
                own[u] = row.has_unit && ret->p.units[u].unit == row.unit;
        ret->own = own;
        return NULL;
}

/* Every rated unit in which a voter holds a post, however many they are: a person may head two. */
static const struct fail *own_units(struct ctx *cx, struct poll_right *r)
{
        struct poll_voter_own it;
        bool *own = NEW_ARRAY(cx->arena, bool, (size_t)r->p.n_units + 1);
        poll_voter_own(&it, cx, r->voter, r->p.opens, cx->today);
        while (poll_voter_own_next(&it)) {
                int u = poll_unit_at(&r->p, it.unit);
                if (u >= 0)
                        own[u] = true;
        }
        r->own = own;
        return poll_voter_own_end(&it);
}

const struct fail *poll_right_of_post(struct ctx *cx, int64_t id, struct poll_right *ret)
{
        struct poll_voter_of v;
        *ret = (struct poll_right){ 0 };
        const struct fail *f = auth_see(cx, MAY_RATING_VOTE, cx->unit);
        if (!f)
                f = poll_voter_of(cx, id, cx->user, &v);
        if (!f)
                f = poll_read(cx, id, &ret->p);
        if (f)
                return f;
        ret->voter = v.id, ret->source = (int)v.source;
        f = own_units(cx, ret);
        if (f)
                return f;
        if (v.voted)
                return fail(cx, CONFLICT, "您已经投过票了");
        return poll_takes(cx, &ret->p);
}

/* ---- one ballot ------------------------------------------------------------------------------------- */

bool poll_mark_fine(const struct poll *p, int64_t micro)
{
        return !p->secret || poll_values(p) || micro % 100000 == 0;
}

static const struct fail *about(struct ctx *cx, const struct poll *p, int unit, int aspect,
                                const char *what)
{
        str field = str_f(cx->arena, "m-%d-%d", unit, aspect);
        if (p->n_aspects)
                return fail_field(cx, field, "“%.*s”的“%.*s”%s", STR(p->units[unit].name),
                                  STR(p->aspects[aspect].name), words_of(cx->lang, what));
        return fail_field(cx, field, "“%.*s”%s", STR(p->units[unit].name), words_of(cx->lang, what));
}

/* Every unit that is left out, at once: a ballot of sixteen is not sent sixteen times. */
static const struct fail *all_marked(struct ctx *cx, const struct poll_right *r, const uint8_t *seen)
{
        const struct poll *p = &r->p;
        int aspects = poll_aspects(p), units = 0, unit = -1, aspect = 0;
        str names = { 0 };
        for (int u = 0; u < p->n_units; u++)
                for (int k = 0; !r->own[u] && k < aspects; k++) {
                        if (seen[u * aspects + k])
                                continue;
                        if (unit < 0)
                                unit = u, aspect = k;
                        units++;
                        names = names.n ? str_f(cx->arena, "%.*s、%.*s", STR(names), STR(p->units[u].name))
                                        : p->units[u].name;
                        break;
                }
        if (units < 2)
                return units ? about(cx, p, unit, aspect, "没有评") : NULL;
        return fail_field(cx, str_f(cx->arena, "m-%d-%d", unit, aspect), "还有 %d 个单位没有评：%.*s", units, STR(names));
}

const struct fail *poll_ballot_check(struct ctx *cx, const struct poll_right *r,
                                     const struct poll_mark *m, int n)
{
        const struct poll *p = &r->p;
        int aspects = poll_aspects(p);
        struct rating rating;
        struct rater me = { .unit = -1, .source = r->source };  /* own units are refused here, in words */
        struct ballot *b = NEW_ARRAY(cx->arena, struct ballot, (size_t)n + 1);
        uint8_t *seen = NEW_ARRAY(cx->arena, uint8_t, (size_t)(p->n_units * aspects) + 1);
        for (int i = 0; i < n; i++) {
                if (m[i].unit < 0 || m[i].unit >= p->n_units || m[i].aspect < 0 || m[i].aspect >= aspects)
                        return fail(cx, INVALID, "票上有不在名单里的单位或方面");
                if (r->own[m[i].unit])
                        return about(cx, p, m[i].unit, m[i].aspect, "是您所在的单位，不能由您评议");
                if (m[i].state == BALLOT_ABSENT || (unsigned)m[i].state >= BALLOT_STATES)
                        return about(cx, p, m[i].unit, m[i].aspect, "没有评");
                if (m[i].state == BALLOT_VALID && !poll_mark_fine(p, m[i].value))
                        return about(cx, p, m[i].unit, m[i].aspect, "的分数最多一位小数：无记名的分不能让人认出来");
                if (seen[m[i].unit * aspects + m[i].aspect]++)
                        return about(cx, p, m[i].unit, m[i].aspect, "评了两次");
                for (int k = 0; p->rule == RATING_RANK && k < i; k++)
                        if (m[k].aspect == m[i].aspect && m[k].state == BALLOT_VALID &&
                            m[i].state == BALLOT_VALID && m[k].value == m[i].value)
                                return fail_field(cx, str_f(cx->arena, "m-%d-%d", m[i].unit, m[i].aspect),
                                                  "“%.*s”和“%.*s”都排了第 %ld 名",
                                                  STR(p->units[m[k].unit].name),
                                                  STR(p->units[m[i].unit].name), m[i].value);
                b[i] = (struct ballot){ .unit = m[i].unit, .aspect = m[i].aspect, .state = m[i].state,
                                        .value = m[i].value };
        }
        const struct fail *f = all_marked(cx, r, seen);
        if (!f)
                f = poll_rating(cx, p, &rating);
        if (f)
                return f;
        rating.raters = &me, rating.n_raters = 1, rating.members = 1;
        return ratings_check(cx, &rating, b, n, NULL);
}

static str ballot_text(struct ctx *cx, const struct poll *p, int source)
{
        struct buf b = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&b, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_str(&j, "source", p->sources[source].name);
        json_close(&j, '}');
        json_close(&j, '}');
        return buf_str(&b);
}

/* Whoever came too late hears why, not that some row was not there. */
static const struct fail *too_late(struct ctx *cx, const struct fail *f)
{
        return f && f->kind == FAIL_CONFLICT && !f->again
             ? fail(cx, CONFLICT, "这一票没有计入：刚刚投过、已经截止，或者票数已满") : f;
}

const struct fail *poll_cast_code(struct ctx *cx, str typed, str address, const struct poll_mark *m,
                                  int n)
{
        struct poll_right r;
        str code;
        const struct fail *f = poll_right_of_code(cx, typed, address, &r);
        if (!f)
                f = poll_ballot_check(cx, &r, m, n);
        if (f)
                return f;
        must(code_read(cx->arena, typed, &code));
        const struct poll *p = &r.p;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_take_ballot(cx, p->id, POLL_OPEN, cx->today);
        poll_code_spend(cx, token_hash(cx->arena, code));
        poll_source_take(cx, p->id, r.source, 1, p->sources[r.source].members);
        for (int i = 0; i < n; i++)
                poll_tally_add(cx, p->id, r.source, p->units[m[i].unit].unit, m[i].aspect, m[i].state,
                               m[i].state == BALLOT_VALID ? m[i].value : 0, 1);
        audit_log(cx, "poll.ballot", "poll", p->id, ballot_text(cx, p, r.source));
        return too_late(cx, tx_commit(&tx));
}

const struct fail *poll_cast_post(struct ctx *cx, int64_t id, const struct poll_mark *m, int n)
{
        struct poll_right r;
        const struct fail *f = poll_right_of_post(cx, id, &r);
        if (!f)
                f = auth_change(cx, MAY_RATING_VOTE, cx->unit);
        if (!f)
                f = poll_ballot_check(cx, &r, m, n);
        if (f)
                return f;
        const struct poll *p = &r.p;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_take_ballot(cx, p->id, POLL_OPEN, cx->today);
        poll_voter_spend(cx, r.voter);
        poll_source_take(cx, p->id, r.source, 1, p->sources[r.source].members);
        for (int i = 0; i < n; i++)
                poll_mark_add(cx, r.voter, p->units[m[i].unit].unit, m[i].aspect, m[i].state,
                              m[i].state == BALLOT_VALID ? m[i].value : 0);
        audit_log(cx, "poll.ballot", "poll", p->id, ballot_text(cx, p, r.source));
        return too_late(cx, tx_commit(&tx));
}
