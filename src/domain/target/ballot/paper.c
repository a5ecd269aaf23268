/* domain/target/ballot/paper.c - paper ballots in batches, entered by two persons, settled by a third. */
#include "core/audit/audit.h"
#include "core/text/json.h"
#include "domain/target/ballot/ballot.sql.h"
#include "domain/target/ballot/inside.h"

const char *const batch_state_words[BATCH_STATES] = { "待录入", "待第二人录入", "两次不一致", "已计入" };

int poll_entry_n(const struct poll_entry *e, int n, int64_t unit, int aspect,
                 enum ballot_state state, int64_t value)
{
        for (int i = 0; i < n; i++)
                if (e[i].unit == unit && e[i].aspect == aspect && e[i].state == state &&
                    e[i].value == value)
                        return e[i].n;
        return 0;
}

const struct fail *poll_batches(struct ctx *cx, int64_t poll, const struct poll_batch **ret,
                                int *ret_n)
{
        struct poll_batches_of it;
        struct poll_batch *list = NULL;
        int n = 0, cap = 0;
        poll_batches_of(&it, cx, poll);
        while (poll_batches_of_next(&it))
                *VEC_ADD(cx->arena, list, n, cap) = (struct poll_batch){ .id = it.id, .poll = poll,
                        .source = (int)it.source, .no = (int)it.no, .ballots = (int)it.ballots,
                        .state = (enum batch_state)it.state, .first_by = it.first_by,
                        .second_by = it.second_by, .third_by = it.third_by, .reason = it.reason,
                        .version = it.version };
        *ret = list, *ret_n = n;
        return poll_batches_of_end(&it);
}

static const struct fail *read_entries(struct ctx *cx, struct poll_batch *b)
{
        struct poll_entries_of it;
        struct poll_entry *list[3] = { NULL, NULL, NULL };
        int cap[3] = { 0, 0, 0 };
        poll_entries_of(&it, cx, b->id);
        while (poll_entries_of_next(&it)) {
                int r = (int)it.round - 1;
                if (r >= 0 && r < 3)
                        *VEC_ADD(cx->arena, list[r], b->n_entries[r], cap[r]) = (struct poll_entry){
                                it.unit, (int)it.aspect, (enum ballot_state)it.state, it.value, (int)it.n };
        }
        for (int r = 0; r < 3; r++)
                b->entries[r] = list[r];
        return poll_entries_of_end(&it);
}

const struct fail *poll_batch_read(struct ctx *cx, int64_t id, struct poll *ret_poll,
                                   struct poll_batch *ret)
{
        struct poll_batch_by_id r;
        const struct fail *f = poll_batch_by_id(cx, id, &r);
        if (!f)
                f = poll_read(cx, r.poll, ret_poll);
        if (!f)
                f = auth_see_year(cx, MAY_RATING_EDIT, ret_poll->unit, ret_poll->year);
        if (f)
                return f;
        *ret = (struct poll_batch){ .id = id, .poll = r.poll, .source = (int)r.source, .no = (int)r.no,
                .ballots = (int)r.ballots, .state = (enum batch_state)r.state, .first_by = r.first_by,
                .second_by = r.second_by, .third_by = r.third_by, .reason = r.reason,
                .version = r.version };
        return read_entries(cx, ret);
}

static const struct fail *may_enter(struct ctx *cx, const struct poll *p)
{
        const struct fail *f = auth_change_year(cx, MAY_RATING_EDIT, p->unit, p->year);
        if (!f && p->state != POLL_OPEN && p->state != POLL_CLOSED)
                f = fail(cx, CONFLICT, "评议开放以后、计票以前才能录入纸质票");
        return f;
}

const struct fail *poll_batch_begin(struct ctx *cx, int64_t poll, int source, int ballots,
                                    int64_t *ret_id)
{
        struct poll p;
        enum poll_sight sight;
        const struct poll_batch *list = NULL;
        int n = 0, waiting = 0;
        int64_t id = 0;
        const struct fail *f = poll_read(cx, poll, &p);
        if (!f)
                f = poll_see(cx, &p, &sight);
        if (!f)
                f = may_enter(cx, &p);
        if (!f && (source < 0 || source >= p.n_sources || p.sources[source].way != POLL_BY_PAPER))
                f = fail_field(cx, S("source"), "这个来源不用纸质票");
        if (!f && ballots < 1)
                f = fail_field(cx, S("ballots"), "请填这一批有几张票");
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_hold(cx, poll, POLL_OPEN, POLL_CLOSED);
        f = poll_batches(cx, poll, &list, &n);
        for (int i = 0; i < n; i++)
                waiting += list[i].source == source ? list[i].ballots : 0;
        if (!f && waiting + ballots > p.sources[source].members)
                f = fail_field(cx, S("ballots"), "“%.*s”有 %d 人，已登记 %d 张，这一批 %d 张超过了人数",
                               STR(p.sources[source].name), p.sources[source].members, waiting, ballots);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        id = poll_batch_insert(cx, poll, source, n + 1, ballots);
        audit_log(cx, "poll.batch", "poll", poll,
                  str_f(cx->arena, "{\"after\":{\"batch\":%d,\"source\":%d,\"ballots\":%d}}", n + 1,
                        source + 1, ballots));
        f = tx_commit(&tx);
        if (!f)
                *ret_id = id;
        return f;
}

static const struct fail *cell_wrong(struct ctx *cx, const struct poll *p, int u, int k,
                                     const char *fmt, int a, int b)
{
        str field = str_f(cx->arena, "n-%d-%d", u, k);
        str where = p->n_aspects ? str_f(cx->arena, "“%.*s”的“%.*s”", STR(p->units[u].name), /* document text */
                                         STR(p->aspects[k].name))
                                 : str_f(cx->arena, "“%.*s”", STR(p->units[u].name)); /* document text */
        struct fail *f = NEW(cx->arena, struct fail);
        *f = (struct fail){ .kind = FAIL_INVALID, .field = field };
        f->say = str_f(cx->arena, words_of(cx->lang, fmt), STR(where), a, b);
        return f;
}

/* One look at a batch: nobody's ballot twice, nothing outside the rule. */
static const struct fail *entries_fit(struct ctx *cx, const struct poll *p,
                                      const struct poll_batch *b, const struct poll_entry *e, int n)
{
        int aspects = poll_aspects(p);
        for (int i = 0; i < n; i++) {
                int u = poll_unit_at(p, e[i].unit);
                if (u < 0 || e[i].aspect < 0 || e[i].aspect >= aspects || e[i].n < 1 ||
                    e[i].state == BALLOT_ABSENT || (unsigned)e[i].state >= BALLOT_STATES)
                        return fail(cx, INVALID, "票上有不在名单里的单位或方面");
                bool known = !poll_values(p) && e[i].value >= 0 && e[i].value <= (int64_t)100 * 1000000;
                for (int k = 0; k < poll_values(p); k++)
                        known |= e[i].value == poll_value(p, k);
                if (e[i].state == BALLOT_VALID && !known)
                        return cell_wrong(cx, p, u, e[i].aspect, "%.*s有一票不在允许范围内", 0, 0);
                if (e[i].state == BALLOT_VALID && !poll_mark_fine(p, e[i].value))
                        return cell_wrong(cx, p, u, e[i].aspect, "%.*s有一票的分数多于一位小数，无记名的按无效录", 0, 0);
        }
        for (int u = 0; u < p->n_units; u++)
                for (int k = 0; k < aspects; k++) {
                        int sum = 0;
                        for (int i = 0; i < n; i++)
                                if (e[i].unit == p->units[u].unit && e[i].aspect == k)
                                        sum += e[i].n;
                        if (sum > b->ballots)
                                return cell_wrong(cx, p, u, k, "%.*s共 %d 票，超过了这一批的 %d 张", sum,
                                                  b->ballots);
                        if (sum > poll_eligible(p, b->source))
                                return cell_wrong(cx, p, u, k, "%.*s共 %d 票，能给它投票的只有 %d 人", sum,
                                                  poll_eligible(p, b->source));
                }
        /* each paper gives each rank once */
        for (int k = 0; p->rule == RATING_RANK && k < aspects; k++)
                for (int v = 1; v <= p->n_units; v++) {
                        int sum = 0;
                        for (int i = 0; i < n; i++)
                                sum += e[i].aspect == k && e[i].state == BALLOT_VALID && e[i].value == v
                                     ? e[i].n : 0;
                        if (sum > b->ballots)
                                return fail(cx, INVALID, "第 %d 名共排了 %d 次，超过了这一批的 %d 张", v, sum,
                                            b->ballots);
                }
        return NULL;
}

static bool same(const struct poll_entry *a, int na, const struct poll_entry *b, int nb)
{
        if (na != nb)
                return false;
        for (int i = 0; i < na; i++)
                if (poll_entry_n(b, nb, a[i].unit, a[i].aspect, a[i].state, a[i].value) != a[i].n)
                        return false;
        return true;
}

/* Into the tallies. */
static const struct fail *count_in(struct ctx *cx, const struct poll *p, const struct poll_batch *b,
                                   const struct poll_entry *e, int n)
{
        struct poll_tallies it;
        int *have = NEW_ARRAY(cx->arena, int, (size_t)(p->n_units * poll_aspects(p)) + 1);
        poll_take_paper(cx, p->id, POLL_OPEN, POLL_CLOSED, b->ballots);
        poll_source_take(cx, p->id, b->source, b->ballots, p->sources[b->source].members);
        poll_tallies(&it, cx, p->id);
        while (poll_tallies_next(&it)) {
                int u = poll_unit_at(p, it.unit);
                if (u >= 0 && it.source == b->source && it.aspect < poll_aspects(p))
                        have[u * poll_aspects(p) + it.aspect] += (int)it.n;
        }
        const struct fail *f = poll_tallies_end(&it);
        for (int i = 0; !f && i < n; i++) {
                int u = poll_unit_at(p, e[i].unit), *got = &have[u * poll_aspects(p) + e[i].aspect];
                *got += e[i].n;
                if (*got > poll_eligible(p, b->source))
                        return cell_wrong(cx, p, u, e[i].aspect, "%.*s连同以前各批共 %d 票，能给它投票的只有 %d 人",
                                          *got, poll_eligible(p, b->source));
                poll_tally_add(cx, p->id, b->source, e[i].unit, e[i].aspect, e[i].state, e[i].value, e[i].n);
        }
        return f;
}

static void log_batch(struct ctx *cx, const char *event, const struct poll_batch *b, str reason)
{
        struct buf o = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&o, false);
        json_open(&j, NULL, '{');
        json_open(&j, "after", '{');
        json_put_int(&j, "batch", b->no);
        if (reason.n)
                json_put_str(&j, "reason", reason);
        json_close(&j, '}');
        json_close(&j, '}');
        audit_log(cx, event, "poll-batch", b->id, buf_str(&o));
}

static void put_entries(struct ctx *cx, int64_t batch, int round, const struct poll_entry *e, int n)
{
        for (int i = 0; i < n; i++)
                poll_entry_add(cx, batch, round, e[i].unit, e[i].aspect, e[i].state, e[i].value, e[i].n);
}

const struct fail *poll_batch_enter(struct ctx *cx, int64_t id, int64_t version,
                                    const struct poll_entry *e, int n, enum batch_state *ret_state)
{
        struct poll p;
        struct poll_batch b;
        const struct fail *f = poll_batch_read(cx, id, &p, &b);
        if (!f)
                f = may_enter(cx, &p);
        if (!f && b.version != version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "poll-batch", id);
        if (!f && b.state > BATCH_ONCE)
                f = fail(cx, CONFLICT, "这一批已经录过两次了");
        if (!f && b.state == BATCH_ONCE && b.first_by == cx->user)
                f = fail(cx, DENIED, "第二次录入须由另一人办理");
        if (!f)
                f = entries_fit(cx, &p, &b, e, n);
        if (f)
                return f;
        bool second = b.state == BATCH_ONCE;
        bool agree = second && same(b.entries[0], b.n_entries[0], e, n);
        enum batch_state to = !second ? BATCH_ONCE : agree ? BATCH_DONE : BATCH_DIFFERS;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_batch_update(cx, id, version, to, true, second ? b.first_by : cx->user, second, cx->user, false,
                          0, (str){ 0 });
        put_entries(cx, id, second ? 2 : 1, e, n);
        log_batch(cx, "poll.enter", &b, (str){ 0 });
        if (agree) {
                f = count_in(cx, &p, &b, e, n);
                log_batch(cx, "poll.agree", &b, (str){ 0 });
        }
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        f = audit_conflict(cx, tx_commit(&tx), "poll-batch", id);
        if (!f)
                *ret_state = to;
        return f;
}

const struct fail *poll_batch_settle(struct ctx *cx, int64_t id, int64_t version, str reason,
                                     const struct poll_entry *e, int n)
{
        struct poll p;
        struct poll_batch b;
        reason = str_trim(reason);
        const struct fail *f = poll_batch_read(cx, id, &p, &b);
        if (!f)
                f = may_enter(cx, &p);
        if (!f && b.version != version)
                f = audit_conflict(cx, fail(cx, CONFLICT, "%s", ""), "poll-batch", id);
        if (!f && b.state != BATCH_DIFFERS)
                f = fail(cx, CONFLICT, "这一批没有要核定的差异");
        if (!f && (b.first_by == cx->user || b.second_by == cx->user))
                f = fail(cx, DENIED, "差异须由录入的两人以外的人核定");
        if (!f && !reason.n)
                f = fail_field(cx, S("reason"), "请写明核定的依据，如“对照原票第 3 张”");
        if (!f)
                f = entries_fit(cx, &p, &b, e, n);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        poll_batch_update(cx, id, version, BATCH_DONE, true, b.first_by, true, b.second_by, true, cx->user,
                          reason);
        put_entries(cx, id, 3, e, n);
        f = count_in(cx, &p, &b, e, n);
        log_batch(cx, "poll.settle", &b, reason);
        if (f) {
                tx_refuse(cx, f);
                return tx_commit(&tx);
        }
        return audit_conflict(cx, tx_commit(&tx), "poll-batch", id);
}
