/* domain/target/show/pages_frame.c - what the pages of one run share. */
#include "domain/target/show/pages.h"

str show_months(struct ctx *cx, int through)
{
        if (through == 0)
                return str_of(words_of(cx->lang, "1 月"));
        return through == 11 ? str_of(words_of(cx->lang, "全年"))
                             : str_f(cx->arena, words_of(cx->lang, "1—%d 月"), through + 1);
}

str points_2(struct arena *a, points p)
{
        int64_t v = muldiv(p.micro, 1, 10000);
        return str_f(a, "%s%ld.%02ld", v < 0 ? "−" : "", labs(v) / 100, labs(v) % 100);
}

str share_1(struct arena *a, int64_t share)
{
        int64_t v = muldiv(share, 1, 1000);
        return str_f(a, "%s%ld.%ld%%", v < 0 ? "−" : "", labs(v) / 10, labs(v) % 10);
}

str score_href(struct ctx *cx, const struct show *s, int unit)
{
        return str_f(cx->arena, "/results/%ld/units/%ld", s->run.id, s->basis.ready.unit_ids[unit]);
}

const struct fail *show_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                   const char *tab, int64_t group, struct show_frame *ret)
{
        *ret = (struct show_frame){ .page = page_of(cx, rq, title), .tab = tab,
                                    .show = NEW(cx->arena, struct show) };
        int own;
        const struct fail *f = show_of(cx, rq->ids[0], ret->show);
        if (!f)
                f = show_own(cx, ret->show, &own, &ret->group);
        if (f)
                return f;
        const struct show *s = ret->show;
        ret->group = show_group(s, group, ret->group);
        int n = s->basis.ready.n_groups;
        ret->groups = NEW_ARRAY(cx->arena, struct form_choice, (size_t)n + 1);
        for (int g = 0; g < n; g++) {
                const struct edition_group *x = &s->basis.e.groups[s->basis.ready.group_at[g]];
                bool seen = false;
                for (int u = s->basis.input.first[g]; u < s->basis.input.first[g + 1]; u++)
                        seen |= s->total[u];
                if (seen)
                        ret->groups[ret->n_groups++] = (struct form_choice){
                                str_f(cx->arena, "%ld", x->id), NULL, x->name };
        }
        ret->through = show_months(cx, s->run.through);
        ret->page.name = s->run.name;
        ret->page.here = "/results";
        page_crumb(&ret->page, S("/results"), "核算结果", (str){ 0 });
        page_crumb(&ret->page, str_f(cx->arena, "/results/%ld", s->run.id), NULL,
                   str_f(cx->arena, words_of(cx->lang, "%d 年%.*s"), s->run.year, STR(ret->through)));
        page_crumb(&ret->page, (str){ 0 }, title, (str){ 0 });
        return NULL;
}
