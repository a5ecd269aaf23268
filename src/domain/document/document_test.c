/* domain/document/document_test.c - numbers without holes and doubles, also of two processes at once;
 * what goes out is kept to the byte; a failure between number and files loses neither. */
#include <sys/wait.h>
#include <unistd.h>

#include "domain/document/document.h"
#include "domain/document/faces.h"
#include "domain/document/find.h"
#include "domain/org/hand_over.h"
#include "core/audit/audit.sql.h"
#include "domain/document/document.sql.h"
#include "tests/story.h"

enum { TAKES = 40 };

static int64_t series_in(struct ctx *cx)
{
        struct document_series s;
        story_county(cx);
        done(document_series_pick(cx, S("notice"), story_unit(cx, "shili"), &s));
        return s.id;
}

static int64_t notice(struct ctx *cx, int64_t series, const char *title)
{
        int64_t id = 0;
        const struct document_wish w = { .series = series, .kind = S("notice"), .title = str_of(title),
                                         .to = S("柳溪镇"), .urgency = S(""), .body = S("一、事项\n请按时报送。") };
        done(document_draft(cx, &w, &id));
        return id;
}

static const struct fail *walk(struct ctx *cx, int64_t id, const char *last)
{
        static const char *const events[] = { "submit", "pass", "sign", "send" };
        for (size_t i = 0; i < COUNT_OF(events); i++) {
                struct document d;
                const struct fail *f = document_find(cx, id, &d);
                if (!f)
                        f = document_move(cx, id, d.version, str_of(events[i]), S(""));
                if (f || !strcmp(events[i], last))
                        return f;
        }
        return NULL;
}

TEST_DB(a_number_is_given_back_with_its_transaction_and_never_twice)
{
        int64_t s = series_in(cx), before = 0, now = 0;
        done(document_last(cx, s, 2024, &before));
        {
                struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                same_int(document_number(cx, s, 2024), before + 1);
                same_int(document_number(cx, s, 2024), before + 2);
        }
        done(document_last(cx, s, 2024, &now));
        same_int(now, before);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        same_int(document_number(cx, s, 2024), before + 1);
        same_int(document_number(cx, s, 2025), 1);
        done(tx_commit(&tx));
        /* what went to nobody's document is still gone: two documents cannot have it */
        int64_t a = notice(cx, s, "关于甲的通知"), b = notice(cx, s, "关于乙的通知");
        struct tx two CLEANUP(tx_end) = tx_begin(cx);
        document_give(cx, a, 1, 2024, before + 1);
        document_give(cx, b, 1, 2024, before + 1);
        ok(tx_commit(&two) != NULL);
}

/* One process: takes numbers, gives some of them back, and writes those it kept. */
static int taker(struct ctx *cx, int64_t series, int out, bool back)
{
        for (int i = 0; i < TAKES; i++) {
                const struct fail *f = NULL;
                int64_t n = 0;
                for (int tries = 0; tries < 200; tries++) {
                        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
                        n = document_number(cx, series, 2030);
                        if (back && i % 3 == 0 && !tries)
                                continue;                       /* undone */
                        f = tx_commit(&tx);
                        if (!f || !f->again)
                                break;
                }
                if (f || db_wait(cx) || write(out, &n, sizeof(n)) != (ssize_t)sizeof(n))
                        return 1;
        }
        return 0;
}

TEST_DB(two_processes_take_every_number_once)
{
        int64_t s = series_in(cx);
        int pipes[2], status = 0;
        bool seen[2 * TAKES + 1] = { false };
        if (store_is_sqlite(cx->db->store)) {   /* its file has one process: doubles are refused by its lock */
                test_skip("one process owns a SQLite file");
                return;
        }
        str url = test_db_url(cx);
        must(!pipe(pipes));
        pid_t child = fork();
        must(child >= 0);
        if (!child) {
                struct arena a;
                arena_init(&a, (size_t)64 << 20);
                struct db db = { 0 };
                struct ctx own = { .arena = &a, .db = &db, .now = cx->now, .today = cx->today };
                struct store *store = NULL;
                const struct store_options o = { 0 };
                auth_as_system(&own);
                if (store_open(&own, url.p, &o, &store) || db_connect(&own, store, &db))
                        _exit(2);
                _exit(taker(&own, s, pipes[1], true));
        }
        same_int(taker(cx, s, pipes[1], false), 0);
        same_int(waitpid(child, &status, 0), child);
        ok(WIFEXITED(status) && !WEXITSTATUS(status));
        close(pipes[1]);
        int64_t n, count = 0;
        while (read(pipes[0], &n, sizeof(n)) == (ssize_t)sizeof(n)) {
                count++;
                ok(n >= 1 && n <= 2 * TAKES && !seen[n]);
                if (n >= 1 && n <= 2 * TAKES)
                        seen[n] = true;
        }
        close(pipes[0]);
        same_int(count, 2 * TAKES);             /* 1 … 80, each once: no holes, no doubles */
        done(document_last(cx, s, 2030, &n));
        same_int(n, 2 * TAKES);
}

TEST_DB(what_went_out_is_kept_to_the_byte)
{
        int64_t s = series_in(cx), id = notice(cx, s, "关于按时报送的通知");
        struct document d;
        str name, type, one, two;
        done(walk(cx, id, "send"));
        done(document_find(cx, id, &d));
        same_int(d.state, DOCUMENT_SENT);
        ok(d.number > 0);
        for (int i = 0; i < 2; i++) {
                str as = i ? S("pdf") : S("docx");
                done(document_file(cx, &d, as, &name, &type, &one));
                cx->now += 86400000, cx->today = day_add(cx->today, 1);
                done(document_file(cx, &d, as, &name, &type, &two));
                ok(one.n > 1000 && str_eq(one, two));
                ok(str_find(name, S("〔2024〕")) > 0);
        }
        /* not even who may do everything changes it */
        const struct document_wish w = { .series = s, .kind = S("notice"), .title = S("另一题目"), .to = S("柳溪镇"),
                                         .urgency = S(""), .body = S("另一正文") };
        const struct fail *f = document_edit(cx, id, d.version, &w);
        ok(f && f->kind == FAIL_CONFLICT);
        f = attach_add(cx, S("document"), id, &(struct attach_in){ S("x.txt"), S("x") }, 1);
        ok(f && f->kind == FAIL_DENIED);
        const struct attach_file *files;
        int n = 0;
        done(attach_list(cx, "document", id, &files, &n));
        same_int(n, 2);
        f = attach_remove(cx, files[0].id);
        ok(f && f->kind == FAIL_DENIED);
        /* void, it keeps number and files, and the next one is another */
        int64_t given = d.number;
        done(document_move(cx, id, d.version, S("void"), S("日期有误")));
        done(document_find(cx, id, &d));
        same_int(d.number, given);
        same_str(d.words, "日期有误");
        int64_t next = notice(cx, s, "关于更正的通知");
        done(walk(cx, next, "send"));
        done(document_find(cx, next, &d));
        same_int(d.number, given + 1);
}

TEST_DB(a_failure_while_sending_keeps_the_number_and_sends_again)
{
        int64_t s = series_in(cx), id = notice(cx, s, "关于半途而止的通知"), before = 0, last = 0;
        struct document d;
        done(document_last(cx, s, 2024, &before));
        done(walk(cx, id, "sign"));
        int failed = 0;
        for (int at = 1; at < 60; at++) {
                done(document_find(cx, id, &d));
                cx->db->fault_after = at;
                const struct fail *f = document_move(cx, id, d.version, S("send"), S(""));
                cx->db->fault_after = 0;
                if (!f)
                        break;
                failed++;
                done(document_find(cx, id, &d));
                same_int(d.state, DOCUMENT_SIGNED);
        }
        ok(failed > 5);
        done(document_find(cx, id, &d));
        same_int(d.state, DOCUMENT_SENT);
        same_int(d.number, before + 1);
        done(document_last(cx, s, 2024, &last));
        same_int(last, before + 1);             /* one number for one document, whatever failed */
}

TEST_DB(a_record_has_one_living_document)
{
        int64_t s = series_in(cx), id = 0, again = 0;
        struct doc *body = doc_new(cx->arena, S("x")), *table = doc_new(cx->arena, S("y"));
        doc_para_of(body, S("第一稿。"));
        doc_para_of(table, S("名单。"));
        struct document_wish w = { .series = s, .kind = S("circular"), .title = S("关于考核结果的通报"), .to = S(""),
                                   .urgency = S(""), .blocks = body, .source = "result", .record = 1,
                                   .appendices = { { S("名单"), table } }, .n_appendices = 1 };
        done(document_draft(cx, &w, &id));
        doc_para_of(body, S("第二稿。"));
        done(document_draft(cx, &w, &again));
        same_int(again, id);
        struct document d;
        struct doc *paper;
        str txt;
        done(document_find(cx, id, &d));
        done(document_paper(cx, &d, &paper));
        done(doc_write(cx, paper, S("txt"), &txt));
        ok(str_find(txt, S("第二稿。")) > 0 && str_find(txt, S("附件：名单")) > 0 && str_find(txt, S("名单。")) > 0);
        done(walk(cx, id, "submit"));
        const struct fail *f = document_draft(cx, &w, &again);
        ok(f && f->kind == FAIL_CONFLICT);
        done(document_find(cx, id, &d));
        done(document_move(cx, id, d.version, S("return"), S("退")));
        done(document_find(cx, id, &d));
        done(document_move(cx, id, d.version, S("drop"), S("不发")));
        done(document_draft(cx, &w, &again));
        ok(again != id);
}

TEST_DB(documents_are_found_by_their_words_and_by_nobody_who_may_not_read_them)
{
        int64_t s = series_in(cx), id = notice(cx, s, "关于开展迎检备料的通知");
        struct search_word w = search_word(cx->arena, S("迎检备料"));
        struct search_hit hits[9];
        int n = 0;
        done(documents_search.find(cx, &w, S("迎检备料"), hits, COUNT_OF(hits), &n));
        same_int(n, 1);
        same_str(hits[0].title, "关于开展迎检备料的通知");
        same_str(hits[0].href, str_f(cx->arena, "/documents/%ld", id).p);
        done(walk(cx, id, "send"));
        struct search_state state;
        done(search_verify(cx, &state));
        same_int(state.lacking, 0);
        same_int(state.wrong, 0);
        /* Another's draft is nobody else's. */
        id = notice(cx, s, "关于内部的迎检备料");
        struct ctx nobody = *cx;
        nobody.may = (struct perms){ 0 };
        nobody.user = 0, nobody.unit = 0;
        done(documents_search.find(&nobody, &w, S("迎检备料"), hits, COUNT_OF(hits), &n));
        same_int(n, 0);
}

TEST_DB(a_document_under_way_is_handed_over_to_who_may_draft_it)
{
        static const struct work_kind *const kinds[] = { &document_work_kinds[0] };
        int64_t s = series_in(cx), person, id, done_id;
        const struct org_work *works;
        struct hand_over_wish w = { .document = S("交接") };
        struct audit_count trail;
        int n = 0;
        story_post(cx, "office-general", "shili-mbb", &person);
        cx->user = w.person = person;
        id = notice(cx, s, "关于交接的通知");
        done(org_works(cx, kinds, 1, person, &works, &n, &w.seen));
        ok(n > 0 && works[n - 1].work.record == id);
        story_post(cx, "inspector", "shili-mbb", &w.to);        /* who drafts no documents */
        const struct fail *f = org_hand_over(cx, kinds, 1, &w, &done_id);
        ok(f && f->kind == FAIL_INVALID && str_find(f->say, S("没有拟这份公文的岗位")) > 0);
        story_post(cx, "office-business", "shili-mbb", &w.to);
        done(org_hand_over(cx, kinds, 1, &w, &done_id));
        done(org_works(cx, kinds, 1, w.to, &works, &n, &w.seen));
        ok(n > 0 && works[n - 1].work.record == id);
        struct document d;
        done(document_find(cx, id, &d));
        same_int(d.state, DOCUMENT_DRAFT);
        done(audit_count(cx, S("document"), id, &trail));
        same_int(trail.n, 2);                                   /* drafted, taken over */
}
