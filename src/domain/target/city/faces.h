/* domain/target/city/faces.h - what the pages of the city's assessment show. */
#ifndef DOMAIN_TARGET_CITY_FACES_H
#define DOMAIN_TARGET_CITY_FACES_H

#include "domain/target/city/city.h"
#include "door/web/list.h"

handler city_get, city_losses_get, city_what_if_get, city_report_get, city_export_get, city_new_get,
        city_items_post, city_item_get, city_edit_get, city_item_post, city_estimates_post,
        city_final_post, city_book_get, city_book_post, city_peers_post;

enum { CITY_FIELDS = 19, GUESS_FIELDS = 8, PEER_FIELDS = 4 };

struct city_dot { int x, y; str label; };               /* of the chart of months */
struct city_frame {
        struct page page;
        struct city c;
        const char *tab;                                /* "", "losses", "what-if" */
        bool        may_edit;                           /* indicators and the book */
        str         year, full, known, score, lost, last, total;       /* total: the county's, as published */
        struct city_book *books; int n_books;
};
struct city_row { const struct city_item *x; str full, score, lost, of, actual; };
struct city_page {
        struct city_frame frame;
        struct list       list;
        bool              none;                         /* no book at all */
        bool              may_begin;
        struct city_dot   dots[CITY_MONTHS]; int n_dots;
        str               line;                         /* of the polyline */
        str               low, high;                    /* the axis */
        struct city_row   top[5]; int n_top;
        int               rank;                         /* of the total among the others; 0: nobody can know */
};
struct city_unit_loss { const struct city_loss *l; str lost, full; int width; };
struct city_losses_page {
        struct city_frame      frame;
        struct city_unit_loss *units; int n_units;
        struct city_row       *items; int n_items;
};
struct city_if_page {
        struct city_frame  frame;
        struct form_field  fields[3]; int n_fields;
        struct form_faults faults;
        bool               done;
        str                name, before, after, gain, total_before, total_after;
        bool               loses, ahead;                /* ahead: city_tells_ahead() */
        int                rank_before, rank_after;     /* 0: not known */
        str                item_rank, item_then;        /* its place in this indicator: as told; with the trial */
        str                mean;                        /* of the city, with its month; absent: not told */
        str                told;                        /* where the others' figures stand; absent: nowhere */
        int                rank_up;                     /* places that the total wins (below 0: loses) */
};
struct city_form_page {
        struct page        page;
        const char        *title, *button;
        str                action, back;
        int64_t            version;
        struct form_field  fields[CITY_FIELDS]; int n_fields;
        struct form_faults faults;
};
struct city_peer_row { int rank; str name, actual, score; bool own; };
struct city_item_page {
        struct city_frame      frame;
        const struct city_item *x;
        str                    full, score, lost, last, final;
        struct city_row        months[CITY_MONTHS]; int month_of[CITY_MONTHS], n_months;
        bool                   may_guess, may_final;
        struct form_field      guess[GUESS_FIELDS], final_fields[2];
        int64_t                guess_version;
        struct form_faults     faults;
        str                    place;           /* ours among the others, in words; absent: nobody can know */
        struct city_peer_row  *peers; int n_peers;      /* the newest month's, the best first, ours among them */
        struct form_field      peer_fields[PEER_FIELDS];
        struct form_faults     peer_faults;
};

#endif
