/* domain/target/show/pages_movement.c - ranks over the months, and where a group's totals lie. */
#include "domain/target/show/movement.html.h"
#include "domain/target/show/pages.h"

static int64_t middle_of(struct arena *a, const int64_t *v, int n)
{
        int64_t *s = NEW_ARRAY(a, int64_t, (size_t)n + 1);
        for (int i = 0; i < n; i++) {
                int at = i;
                for (; at > 0 && s[at - 1] > v[i]; at--)
                        s[at] = s[at - 1];
                s[at] = v[i];
        }
        return n % 2 ? s[n / 2] : muldiv(s[n / 2 - 1] + s[n / 2], 1, 2);
}

/* Totals of a group by rank; units that are not ranked or not seen are left out. The median is among settled totals, as
 * the first and the last are; where none is, among all. */
struct chart_dots show_dots(struct ctx *cx, const struct show *s, int group, const char *title)
{
        const int *first = s->basis.input.first;
        int n = 0, most = first[group + 1] - first[group];
        struct chart_dot *dots = NEW_ARRAY(cx->arena, struct chart_dot, (size_t)most + 1);
        int64_t *v = NEW_ARRAY(cx->arena, int64_t, (size_t)most + 1);
        for (int u = first[group]; u < first[group + 1]; u++) {
                if (!s->total[u] || !s->out.places[u].rank)
                        continue;
                int64_t total = s->out.sums[u].total.micro;
                int at = n++;
                for (; at > 0 && dots[at - 1].v < total; at--)
                        dots[at] = dots[at - 1];
                dots[at] = (struct chart_dot){
                        s->name[u], s->detail[u] ? score_href(cx, s, u) : (str){ 0 },
                        points_2(cx->arena, s->out.sums[u].total), total,
                        s->basis.ready.unit_ids[u] == cx->unit, false, show_open(s, u) };
        }
        int settled = 0;
        for (int i = 0; i < n; i++)
                if (!dots[i].open)
                        v[settled++] = dots[i].v;
        bool open = settled < n, none = !settled;
        for (int i = 0; i < n && none; i++)     /* no total is settled: by what there is so far */
                v[settled++] = dots[i].v;
        int64_t middle = settled > 2 ? middle_of(cx->arena, v, settled) : CHART_GAP;
        for (int i = 0; i < n; i++)
                dots[i].hollow = dots[i].v < middle;
        return (struct chart_dots){ title, "单位", "总分", dots, n, middle,
                                    settled > 2 ? points_2(cx->arena, (points){ middle }) : (str){ 0 },
                                    !open ? NULL
                                    : none || settled < 3 ? "* 缺数，总分和名次未定"
                                                          : "* 缺数，总分和名次未定，中位数不算它" };
}

static void rows_fill(struct ctx *cx, struct movement_page *p, const struct movement *m)
{
        const struct show *s = p->frame.show;
        struct movement_row *rows = NEW_ARRAY(cx->arena, struct movement_row, (size_t)m->n_units + 1);
        struct chart_line *lines = NEW_ARRAY(cx->arena, struct chart_line, (size_t)m->n_units + 1);
        str *months = NEW_ARRAY(cx->arena, str, 13);
        int best = 0, worst = 0, rise = -1, drop = -1;
        for (int k = 0; k < m->n_months; k++)
                months[k] = str_f(cx->arena, words_of(cx->lang, "%d 月"), m->months[k] + 1);
        for (int i = 0; i < m->n_units; i++) {
                int last = m->n_months - 1, now = last >= 0 ? m->rank[i][last] : 0;
                int was = last > 0 ? m->rank[i][last - 1] : 0;
                int by = now && was ? was - now : 0;
                int64_t *v = NEW_ARRAY(cx->arena, int64_t, 13);
                str *shown = NEW_ARRAY(cx->arena, str, 13);
                for (int k = 0; k < m->n_months; k++) {
                        v[k] = m->rank[i][k] ? m->rank[i][k] : CHART_GAP;
                        shown[k] = m->rank[i][k] ? str_f(cx->arena, "%d", m->rank[i][k]) : S("—");
                }
                bool own = s->basis.ready.unit_ids[m->units[i]] == cx->unit;
                str name = s->name[m->units[i]];
                rows[i] = (struct movement_row){
                        .name = name, .rank = now, .own = own, .open = show_open(s, m->units[i]),
                        .href = s->detail[m->units[i]] ? score_href(cx, s, m->units[i]) : (str){ 0 },
                        .total = last >= 0 ? points_2(cx->arena, m->sum[i][last]) : S("—"),
                        .change = !was || !now ? S("—")
                                : by > 0 ? str_f(cx->arena, words_of(cx->lang, "升 %d 位"), by)
                                : by < 0 ? str_f(cx->arena, words_of(cx->lang, "降 %d 位"), -by)
                                         : str_of(words_of(cx->lang, "持平")),
                        .tone = by > 0 ? "green" : by < 0 ? "red" : NULL };
                lines[i] = (struct chart_line){ name, rows[i].href, v, shown, own };
                if (by > best)
                        best = by, rise = i;
                if (by < worst)
                        worst = by, drop = i;
        }
        for (int i = 0; i < m->n_units; i++)
                p->open |= rows[i].open;
        if (rise >= 0 && drop >= 0) {
                str said = str_f(cx->arena, words_of(cx->lang, "比上月上升最多的是%.*s，升 %d 位；下降最多的是%.*s，降 %d 位。"),
                                 STR(rows[rise].name), best, STR(rows[drop].name), -worst);
                struct lead_part up = lead_part_of(said, rows[rise].name, rows[rise].href);
                p->leads[1] = lead_part_of(up.after, rows[drop].name, rows[drop].href);
                up.after = S("");
                p->leads[0] = up, p->n_leads = 2;
                if (p->open)
                        p->leads[p->n_leads++].before = str_of(words_of(cx->lang, "组内有缺数，名次是暂列的。"));
        }
        p->rows = rows, p->n_rows = m->n_units;
        p->lines = (struct chart_lines){ "各单位逐月名次，第一名在最上面", "单位", months, m->n_months,
                                         lines, m->n_units, true, -1, 1, m->n_units };
        /* Who has no unit of their own here follows the first and the last. */
        bool any = false;
        for (int i = 0; i < m->n_units; i++)
                any |= lines[i].main;
        if (!any && m->n_units) {
                lines[0].main = true;
                lines[m->n_units - 1].main = true;
        }
}

/* GET /results/:id/movement?group= */
const struct fail *movement_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form form = form_of(cx, rq);
        int64_t group = form_int_or(&form, "group", 1, INT64_MAX, 0);
        struct movement_page p = { .n_rows = 0 };
        struct show_months months;
        struct movement m;
        const struct fail *f = form_end(&form);
        if (!f)
                f = show_frame_fill(cx, rq, "名次变化", "movement", group, &p.frame);
        if (!f)
                f = show_months_of(cx, p.frame.show, &months);
        if (f)
                return f;
        movement_of(cx->arena, p.frame.show, &months, p.frame.group, &m);
        rows_fill(cx, &p, &m);
        p.dots = show_dots(cx, p.frame.show, p.frame.group, "本组总分分布");
        movement_page(&re->body, &p);
        return NULL;
}
