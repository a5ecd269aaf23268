/* core/flow/dot.c - draw any flow as a Graphviz picture. */
#include "core/flow/flow.h"

/* A quoted DOT string: quotation marks and backslashes escaped, nothing else needs it. */
static void quoted(struct buf *o, const char *s)
{
        buf_byte(o, '"');
        for (; *s; s++) {
                if (*s == '"' || *s == '\\')
                        buf_byte(o, '\\');
                buf_byte(o, *s);
        }
        buf_byte(o, '"');
}

static bool is_last(const struct flow *flow, int state)
{
        for (int i = 0; i < flow->n_steps; i++)
                if (flow->steps[i].from == state && flow->steps[i].to != state)
                        return false;
        return true;
}

void flow_dot(struct buf *o, const struct flow *flow)
{
        buf_put(o, S("digraph "));
        quoted(o, flow->name);
        buf_put(o, S(" {\n  rankdir=LR;\n"));
        for (int i = 0; i < flow->n_states; i++) {
                buf_f(o, "  s%d [shape=%s,label=", i, is_last(flow, i) ? "doublecircle" : "box");
                quoted(o, words_of(o->lang, flow->states[i]));
                buf_put(o, S("];\n"));
        }
        for (int i = 0; i < flow->n_steps; i++) {
                const struct flow_step *s = &flow->steps[i];
                buf_f(o, "  s%d -> s%d [label=", s->from, s->to);
                quoted(o, words_of(o->lang, s->label));
                buf_put(o, s->danger ? S(",style=bold];\n") : S("];\n"));
        }
        buf_put(o, S("}\n"));
}
