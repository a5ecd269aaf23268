/* door/cli/audit.c - luoshi audit …, luoshi key …: for whoever stands at the machine. */
#include "door/cli/audit.h"
#include "core/audit/audit.h"
#include "core/audit/audit.sql.h"
#include "core/audit/prune.h"
#include "core/audit/seals.h"
#include "core/auth/auth.h"
#include "core/config/config.h"
#include "core/crypto/keys.h"
#include "core/replace.h"
#include "core/text/json.h"
#include "door/web/audit.h"

enum { HEAD_FILE_MOST = 400, LIST_USUAL = 50, LIST_MOST = 100000 };

static const struct command_option verify_options[] = {
        { "newest",  "N",    "只核验最近的 N 条，缺省全部" },
        { "head",    "FILE|TEXT", "以前抄下或另存的链头：核验数据库经过它，数据库连同链头文件一起被换成旧的也能发现" },
        { "archive", "FILE", "不核验数据库，核验一个归档文件是否完整、未被改动" },
        { NULL, NULL, NULL },
};
static const struct command_option list_options[] = {
        { "newest", "N",    "最近的 N 条，缺省 50" },
        { "event",  "CODE", "只列这一种事件，如 unit.add" },
        { "who",    "NAME", "只列这个人办的：姓名" },
        { "unit",   "CODE", "只列这个单位的：名称、简称或代码" },
        { "from",   "DAY",  "从这一天起" },
        { "until",  "DAY",  "到这一天止" },
        { NULL, NULL, NULL },
};
static const struct command_option prune_options[] = {
        { "archive", "FILE", "归档文件：先写好并核对，再清理；不能是已有的文件" },
        { "before",  "DAY",  "清理这一天以前的记录，缺省为保存期限允许的最近一天" },
        { NULL, NULL, NULL },
};
static const struct command_option accept_options[] = {
        { "reason", "TEXT", "为什么认可：如“按某号文从备份恢复”；写入审计" },
        { NULL, NULL, NULL },
};
static const struct command_option rotate_options[] = {
        { "finish", NULL, "从密钥文件里去掉旧密钥：服务运行中换的，一分钟以后；PostgreSQL：各服务进程都已重新启动" },
        { NULL, NULL, NULL },
};
static const struct command_option head_options[] = {
        { "short", NULL, "可以抄在纸上的短形式" },
        { NULL, NULL, NULL },
};
/* ---- audit verify ---------------------------------------------------------------- */

static void put_json(struct cli *io, const struct audit_report *r, bool good)
{
        struct json_out j = json_out(&io->out, true);
        json_open(&j, NULL, '{');
        json_put_bool(&j, "good", good);
        json_put_int(&j, "rows", r->rows);
        json_put_int(&j, "first", r->first);
        json_put_int(&j, "last", r->last);
        json_put_int(&j, "unlinked", r->tail);
        json_put_int(&j, "anchor", r->anchor);
        json_put_str(&j, "head", str_of(audit_head_words(r->head)));
        json_put_int(&j, "head_place", r->head_end.seal);
        if (r->paper != AUDIT_PAPER_NONE)
                json_put_str(&j, "kept_head", str_of(audit_paper_words(r->paper)));
        json_put_int(&j, "breaks", r->n_breaks);
        json_open(&j, "list", '[');
        for (int64_t i = 0; i < r->n_breaks && i < AUDIT_BREAKS_MOST; i++) {
                const struct audit_break *b = &r->breaks[i];
                json_open(&j, NULL, '{');
                json_put_str(&j, "fault", str_of(audit_fault_words(b->fault)));
                json_put_int(&j, "place", b->seal);
                json_put_int(&j, "id", b->id);
                json_put_int(&j, "at", b->at);
                json_close(&j, '}');
        }
        json_close(&j, ']');
        json_close(&j, '}');
        buf_byte(&io->out, '\n');
}

static void put_text(struct ctx *cx, struct cli *io, const struct audit_report *r, bool good)
{
        struct buf *o = &io->out;
        if (r->lost) {
                buf_f(o, "%s\n", words_of(cx->lang, audit_fault_words(AUDIT_FAULT_TABLE)));
                return;
        }
        buf_f(o, words_of(cx->lang, "核验 %ld 条，第 %ld 条到第 %ld 条"), r->rows, r->first, r->last);
        buf_f(o, words_of(cx->lang, "；等待连入链的 %ld 条"), r->tail);
        if (r->anchor)
                buf_f(o, words_of(cx->lang, "；第 %ld 条及以前已归档清理"), r->anchor);
        buf_f(o, "\n%s\n", words_of(cx->lang, audit_head_words(r->head)));
        if (r->paper != AUDIT_PAPER_NONE)
                buf_f(o, "%s\n", words_of(cx->lang, audit_paper_words(r->paper)));
        for (int64_t i = 0; i < r->n_breaks && i < AUDIT_BREAKS_MOST; i++) {
                const struct audit_break *b = &r->breaks[i];
                str at = b->at ? instant_str(cx->arena, b->at) : S("—");
                buf_f(o, words_of(cx->lang, "第 %ld 条（编号 %ld，%.*s）：%s"), b->seal, b->id, STR(at),
                      words_of(cx->lang, audit_fault_words(b->fault)));
                buf_byte(o, '\n');
        }
        if (good)
                buf_f(o, "%s\n", words_of(cx->lang, "审计链完整"));
        else if (r->n_breaks)
                buf_f(o, words_of(cx->lang, "审计链有 %ld 处断点\n"), r->n_breaks);
}

/* A head as it was copied, or the file that holds one. */
static const struct fail *paper_read(struct ctx *cx, str what, struct audit_paper *ret)
{
        str text;
        const struct fail *f = audit_paper_parse(cx, what, ret);
        if (f && !small_file_read(cx, what, HEAD_FILE_MOST, false, &text))
                f = audit_paper_parse(cx, text, ret);
        return f;
}

static const struct fail *verify_cmd(struct ctx *cx, struct cli *io)
{
        struct audit_report *r = NEW(cx->arena, struct audit_report);
        int64_t newest = form_int_or(&io->form, "newest", 1, INT64_MAX, 0), rows;
        str archive = form_raw(&io->form, "archive"), head = form_text(&io->form, "head", 0, 4000);
        struct audit_paper paper = { 0 };
        const struct fail *f = form_end(&io->form);
        if (!f && head.n && keys_loaded())
                f = paper_read(cx, head, &paper);
        if (f)
                return f;
        if (archive.n) {
                f = audit_archive_check(cx, archive, &rows);
                if (!f)
                        buf_f(&io->out, words_of(cx->lang, "归档完整，共 %ld 条\n"), rows);
                return f;
        }
        f = audit_verify_past(cx, newest, head.n ? &paper : NULL, r);
        if (f)
                return f;
        bool good = !r->n_breaks && (r->head == AUDIT_HEAD_FITS || !r->last) && r->paper != AUDIT_PAPER_REMOVED;
        if (io->json)
                put_json(io, r, good);
        else
                put_text(cx, io, r, good);
        io->status = !good;
        return NULL;
}

/* ---- audit list ------------------------------------------------------------------------ */

static void list_row_put(struct ctx *cx, struct cli *io, struct json_out *j, struct audit_names *names,
                         const struct audit_list *it)
{
        str at = instant_str(cx->arena, it->at), who = it->who.p ? it->who : str_of(words_of(cx->lang, "系统"));
        str record = audit_record_name(cx, names, it->entity, it->event, it->record);
        const char *label = audit_label(it->event);
        str event = label ? str_of(words_of(cx->lang, label)) : it->event;
        if (!io->json) {
                str said = audit_detail_line(cx, names, it->detail);
                buf_f(&io->out, "%.*s  %.*s  %.*s%s%.*s  %.*s%s%.*s\n", STR(at), STR(event), STR(who),
                      it->unit.n ? "，" : "", STR(it->unit), STR(record), said.n ? "：" : "", STR(said));
                return;
        }
        json_open(j, NULL, '{');
        json_put_int(j, "id", it->id);
        json_put_int(j, "at", it->at);
        json_put_str(j, "event", it->event);
        json_put_str(j, "said", event);
        json_put_str(j, "who", who);
        json_put_str(j, "unit", it->unit);
        json_put_str(j, "entity", it->entity);
        json_put_int(j, "record", it->record);
        json_put_str(j, "name", record);
        json_put_str(j, "detail", it->detail);
        json_put_str(j, "request", it->request);
        json_close(j, '}');
}

/* The trail as the page of the audit administrator shows it, the newest first. */
static const struct fail *list_cmd(struct ctx *cx, struct cli *io)
{
        int newest = (int)form_int_or(&io->form, "newest", 1, LIST_MOST, LIST_USUAL);
        str event = form_text(&io->form, "event", 0, 40), who = form_text(&io->form, "who", 0, 50);
        str unit = form_text(&io->form, "unit", 0, 100);
        day from = form_day_or_none(&io->form, "from"), until = form_day_or_none(&io->form, "until");
        const struct fail *f = form_end(&io->form);
        if (!f && event.n && !audit_label(event))
                f = fail_field(cx, S("event"), "没有“%.*s”这种事件", STR(event));
        if (f)
                return f;
        struct audit_list it;
        struct audit_names *names = NEW(cx->arena, struct audit_names);
        struct json_out j = json_out(&io->out, true);
        unsigned when = (who.n || unit.n ? AUDIT_LIST_WHEN_WHOSE : 0) |
                        (day_is(from) || day_is(until) ? AUDIT_LIST_WHEN_RANGE : 0);
        if (io->json)
                json_open(&j, NULL, '[');
        audit_list(&it, cx, when, AUDIT_LIST_BY_NEW, event, S(""), 0, who, unit,
                   day_is(from) ? day_begins(from) : INT64_MIN,
                   day_is(until) ? day_begins(day_add(until, 1)) : INT64_MAX, INT64_MAX, INT64_MAX, newest);
        while (audit_list_next(&it))
                list_row_put(cx, io, &j, names, &it);
        if (io->json) {
                json_close(&j, ']');
                buf_byte(&io->out, '\n');
        }
        return audit_list_end(&it);
}

/* ---- audit head, accept, prune ----------------------------------------------------- */

static const struct fail *head_cmd(struct ctx *cx, struct cli *io)
{
        struct audit_end end;
        bool brief = form_flag(&io->form, "short");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = audit_end_read(cx, &end);
        if (!f && brief && end.seal)
                buf_f(&io->out, "%.*s\n", STR(audit_paper_text(cx, &end)));
        else if (!f)
                buf_put(&io->out, audit_head_text(cx, &end));
        return f;
}

static const struct fail *accept_cmd(struct ctx *cx, struct cli *io)
{
        enum audit_head_state state;
        struct audit_end head;
        str reason = form_text(&io->form, "reason", 4, 400);
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = audit_head_read(cx, &state, &head);
        if (!f)
                f = audit_head_compare(cx, &head, &state);
        if (f)
                return f;
        if (state == AUDIT_HEAD_FITS) {
                buf_f(&io->out, "%s\n", words_of(cx->lang, "链头文件与数据库一致，没有要认可的"));
                return NULL;
        }
        struct buf said = buf_new(cx->arena, 4096);
        struct json_out j = json_out(&said, false);
        json_open(&j, NULL, '{');
        json_put_str(&j, "reason", reason);
        json_put_str(&j, "found", str_of(audit_head_words(state)));
        json_put_int(&j, "file_place", head.seal);
        json_close(&j, '}');
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        audit_log(cx, "audit.accept", "audit", head.seal, buf_str(&said));
        f = tx_commit(&tx);
        if (!f)
                f = db_wait(cx);
        if (!f)
                f = audit_head_accept(cx);
        if (!f)
                buf_f(&io->out, "%s\n", words_of(cx->lang, "已认可并写入审计；链头文件从现在的数据库重新开始"));
        return f;
}

static const struct fail *prune_cmd(struct ctx *cx, struct cli *io)
{
        struct audit_pruned done;
        str archive = form_text(&io->form, "archive", 1, 4000);
        day before = form_day_or_none(&io->form, "before");
        const struct fail *f = form_end(&io->form);
        if (!f)
                f = audit_prune(cx, config.n[SETTING_audit_keep_days], before, archive, &done);
        if (f)
                return f;
        if (!done.rows)
                buf_f(&io->out, "%s\n", words_of(cx->lang, "没有超过保存期限的记录，什么也没有清理"));
        else
                buf_f(&io->out, words_of(cx->lang, "已归档并清理 %ld 条，到第 %ld 条为止；%.*s 起的保留\n"), done.rows,
                      done.through, STR(day_str(cx->arena, done.until)));
        return NULL;
}

/* ---- key rotate ---------------------------------------------------------------------- */

static const struct fail *rotate_cmd(struct ctx *cx, struct cli *io)
{
        struct seals_turned done;
        bool finish = form_flag(&io->form, "finish") || (store_is_sqlite(cx->db->store) && !io->live);
        const struct fail *f = form_end(&io->form);
        if (!f && io->live && finish)
                f = seals_may_finish(cx);
        if (!f)
                f = seals_rotate(cx, finish, &done);
        if (f)
                return f;
        buf_f(&io->out, words_of(cx->lang, "第 %d 号密钥已启用，重新加密 %ld 个值\n"), done.key, done.values);
        if (done.finished)
                buf_f(&io->out, "%s\n", words_of(cx->lang, "旧密钥已从密钥文件中去掉；请更新离线备份"));
        else if (io->live)
                buf_f(&io->out, "%s\n", words_of(cx->lang, "旧密钥还留着；服务不必停，一分钟以后用 --finish 再运行一次"));
        else
                buf_f(&io->out, "%s\n", words_of(cx->lang, "旧密钥还留着；各服务进程重新启动以后，用 --finish 再运行一次"));
        return NULL;
}

const struct command_row audit_commands[AUDIT_COMMANDS] = {
        { "audit verify", verify_cmd, MAY_AUDIT_VIEW, COMMAND_JSON | COMMAND_LOST,
          "[--newest N] [--head FILE|TEXT] [--archive FILE] [--json]", "核验审计链；有断点时退出码为 1", verify_options },
        { "audit list",   list_cmd,   MAY_AUDIT_VIEW, COMMAND_JSON,
          "[--newest N] [--event CODE] [--who NAME] [--unit CODE] [--from DAY] [--until DAY] [--json]",
          "列出审计记录，新的在前，与审计页上写的一样", list_options },
        { "audit head",   head_cmd,   MAY_AUDIT_VIEW, 0,
          "[--short]", "打印现在的链头，可以抄在纸上或存到别处", head_options },
        { "audit accept", accept_cmd, MAY_SETTING_EDIT, COMMAND_WRITES,
          "--reason TEXT", "从备份恢复等情况以后，认可数据库与链头文件的不同", accept_options },
        { "audit prune",  prune_cmd,  MAY_SETTING_EDIT, COMMAND_WRITES,
          "--archive FILE [--before DAY]", "归档并清理超过保存期限的审计记录", prune_options },
        { "key rotate",   rotate_cmd, MAY_SETTING_EDIT, COMMAND_WRITES | COMMAND_LIVE,
          "[--finish]", "换一把字段密钥，把加密的个人信息重新加密", rotate_options },
};
