/* domain/target/use/analysis_faces.h - what the pages of the analysis show. */
#ifndef DOMAIN_TARGET_USE_ANALYSIS_FACES_H
#define DOMAIN_TARGET_USE_ANALYSIS_FACES_H

#include "domain/target/use/analysis.h"
#include "domain/target/use/faces.h"

handler analysis_get, analysis_file_get, analysis_bounds_post, advice_edit_get, advice_post, advice_move_get,
        advice_moves_post;

enum { ADVICE_STEPS = 2 };
struct finding_row {
        const struct finding *f;
        const struct advice  *advice;           /* NULL: none yet */
        str                   write;            /* address of the form to write it; absent: may not */
        const struct flow_step *moves[ADVICE_STEPS]; int n_moves;
};
struct finding_panel {
        const struct finding_rule *rule;
        str                   bound;            /* as written: "20" */
        int64_t               version;
        const struct finding_row *rows; int n_rows;
};
struct analysis_page {
        struct page          page;
        bool                 none, may;
        struct use_links     years;
        struct analysis      a;
        struct finding_panel panels[FINDINGS];
        int                  n_advice, n_adopted;
};

#endif
