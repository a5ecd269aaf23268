/* core/flow/flow_test.c - what a flow allows, to whom, and how it says no. */
#include "core/flow/flow.h"
#include "tests/test.h"

enum { DRAFT, OPEN, DONE, STATES };
static const char *const states[STATES] = { "拟办", "办理中", "已办结" };
static const struct flow_step steps[] = {
        { DRAFT, "assign", OPEN,  5, 0, 15, "交办", false },
        { OPEN,  "submit", DONE,  6, 0, 0,  "报结", false },
        { OPEN,  "return", DRAFT, 5, FLOW_ASK_REASON, 0, "退回\"重办\"", true },
};
static const struct flow flow = { "test", states, STATES, steps, COUNT_OF(steps) };

static enum fail_kind kind_of(struct ctx *cx, int from, str event)
{
        const struct flow_step *step;
        const struct fail *f = flow_find(cx, &flow, from, event, &step);
        return f ? f->kind : FAIL_NONE;
}

TEST(flow_find_says_why_not)
{
        cx->may = (struct perms){ 0 };
        perms_add(&cx->may, 5);
        same_int(kind_of(cx, DRAFT, S("assign")), FAIL_NONE);
        same_int(kind_of(cx, OPEN, S("assign")), FAIL_CONFLICT);
        same_int(kind_of(cx, DRAFT, S("fly")), FAIL_INVALID);
        same_int(kind_of(cx, OPEN, S("submit")), FAIL_DENIED);
        same_int(kind_of(cx, DRAFT, S("submit")), FAIL_DENIED);         /* and not told the state */
}

TEST(flow_moves_are_those_the_user_may_take_now)
{
        const struct flow_step *may[4];
        cx->may = (struct perms){ 0 };
        same_int(flow_moves(cx, &flow, OPEN, may, 4), 0);
        perms_add(&cx->may, 6);
        same_int(flow_moves(cx, &flow, OPEN, may, 4), 1);
        same_str(str_of(may[0]->event), "submit");
        perms_add(&cx->may, 5);
        same_int(flow_moves(cx, &flow, OPEN, may, 4), 2);
        same_int(flow_moves(cx, &flow, OPEN, may, 1), 1);
        same_int(flow_moves(cx, &flow, DONE, may, 4), 0);
}

TEST(flow_dot_quotes_and_marks_the_end)
{
        struct buf o = buf_new(cx->arena, 4096);
        flow_dot(&o, &flow);
        ok(str_find(buf_str(&o), S("digraph \"test\" {")) == 0);
        ok(str_find(buf_str(&o), S("s2 [shape=doublecircle,label=\"已办结\"]")) > 0);
        ok(str_find(buf_str(&o), S("s1 -> s0 [label=\"退回\\\"重办\\\"\",style=bold]")) > 0);
}
