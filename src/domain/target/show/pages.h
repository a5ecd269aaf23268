/* domain/target/show/pages.h - pages that look at a result from above: structs of their templates. */
#ifndef DOMAIN_TARGET_SHOW_PAGES_H
#define DOMAIN_TARGET_SHOW_PAGES_H

#include "domain/target/show/show.h"
#include "door/web/chart.h"
#include "door/web/page.h"

handler heat_get, heat_file_get, movement_get, try_get, standing_get, leading_get;

struct show_frame {
        struct page  page;
        struct show *show;
        const char  *tab;               /* "heat", "movement", "try" */
        int          group;             /* of show->basis.scheme */
        struct form_choice *groups; int n_groups;
        str          through;           /* "1—10 月" */
};
/* Find the run of the address, its group of ?group=. NOT_FOUND. */
const struct fail *show_frame_fill(struct ctx *cx, const struct request *rq, const char *title,
                                   const char *tab, int64_t group, struct show_frame *ret) MUST_USE;
str  show_months(struct ctx *cx, int through);
/* "92.37": two decimals, half up. */
str  points_2(struct arena *a, points p);
str  share_1(struct arena *a, int64_t share);           /* "27.5%" */
/* Address of a unit's score page in a run. */
str  score_href(struct ctx *cx, const struct show *s, int unit);
struct chart_dots show_dots(struct ctx *cx, const struct show *s, int group, const char *title);
void show_tabs(struct buf *o, const struct show_frame *p);

struct heat_cell_shown { const char *tone; str text, says, href; };
struct heat_row_shown { str name; str full; bool head; const struct heat_cell_shown *cells; };
struct heat_head { str name, href; bool own; };
struct worst_row { str unit, unit_href, leaf, loss, share; };
struct heat_page {
        int64_t group;                  /* of the edition, for the address */
        struct show_frame frame;
        const struct heat_head *heads; int n_heads;
        const struct heat_row_shown *rows; int n_rows;
        const str *sums, *waits;        /* [n_heads]; waits: absent where none does */
        bool  any_waits;
        const struct worst_row *worst; int n_worst;
        int  mode, order;
        struct lead_part leads[2]; int n_leads;
        struct form_choice *modes, *orders; int n_modes, n_orders;
        struct chart_bars bars;
};

struct movement_row { str name, href, total, change; const char *tone; int rank; bool own, open; };
struct movement_page {
        struct show_frame frame;
        struct chart_lines lines;
        struct chart_dots  dots;
        bool               open;                /* some ranks may still change */
        const struct movement_row *rows; int n_rows;
        struct lead_part leads[3]; int n_leads; /* the biggest movers */
};

struct try_side { str name, href, before, after, change, grade_before, grade_after; const char *tone;
                  int rank_before, rank_after; bool own, moved; };
struct try_page {
        struct show_frame frame;
        const struct fail *fail;
        struct form_field fields[16]; int n_fields;
        struct form_faults faults;
        bool  done;
        str   says;                     /* what was changed, in words */
        const struct try_side *rows; int n_rows;
        int   n_moved;
        bool  waits;                    /* a total of the group may change: ranks are provisional */
        bool  monthly;                  /* the year is not over: grades are those that would follow */
        bool  minimums;                 /* … by quota and minimum score; else by quota alone */
};

struct standing_loss { str leaf, href, loss, points, full, share; };
struct standing_due { str leaf, href, what; day due; bool late, locked; };
struct standing_page {
        struct page  page;
        struct show *show;              /* NULL: no result may be seen yet */
        int          unit;
        bool         mine, whole;       /* whole: the person sees all of the county */
        str          name, group, total, gap, gap_unit, lead_by, through, grade, score_href, run_href;
        int          rank, of, rank_before;
        bool         has_before;
        str          base, bonus, penalty, full;
        int          waiting;
        bool         group_waits;       /* a total of the group may change: the rank is provisional */
        const struct standing_loss *losses; int n_losses;
        const struct lack_line *lacks; int n_lacks;     /* not scored: no loss */
        str          stake, lacking;
        struct lead_part leads[3]; int n_leads;
        struct chart_lines lines;
        struct chart_dots  dots;
        const struct standing_due *dues; int n_due_rows;        /* the newest of them */
        int         n_dues, n_late;
};

struct leading_group { str name, best, best_total, last, last_total, middle, href; int n, n_open;
                       str best_href, last_href; };
struct leading_page {
        struct page  page;
        struct show *show;
        str          through, run_href;
        struct chart_dots dots[16]; str dot_names[16]; int n_dots;
        const struct worst_row *losses; int n_losses;   /* indicators of the whole county */
        const struct lack_group *lacks; int n_lacks;
        points       stake;                             /* of all units: not scored, no loss */
        struct chart_bars bars;
        int          n_units, n_waiting;
        points       lost;                              /* of all units */
        str          mean_lost;
        str          city, city_full, city_href;        /* what the city's assessment comes to; absent: not theirs */
        int          city_rank;                         /* 0: not known */
        bool         city_final;
        str          rise, rise_by, drop, drop_by;
        int          riser, dropper;                    /* units, of the two */
        bool         movers_wait;                       /* in a group whose ranks are provisional */
        struct lead_part leads[6]; int n_leads;
        const struct leading_group *groups; int n_groups;
};

#endif
