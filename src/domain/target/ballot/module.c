/* domain/target/ballot/module.c - people's ratings as sessions: secret by code, on paper, or
 * named. */
#include "domain/target/ballot/faces.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET,  "/ratings",          polls_get,     MAY_RATING_VOTE, ROUTE_LIST, "民主测评", "target/43", "i-users" },
        { GET,  "/ratings/new",      poll_new_get,  MAY_RATING_EDIT, 0, "拟定评议", NULL, NULL },
        { POST, "/ratings",          poll_post,     MAY_RATING_EDIT, 0, "拟定评议", NULL, NULL },
        { GET,  "/ratings/:id",      poll_get,      MAY_RATING_VOTE, 0, "评议", NULL, NULL },
        { GET,  "/ratings/:id/edit", poll_edit_get, MAY_RATING_EDIT, 0, "修改评议", NULL, NULL },
        { POST, "/ratings/:id",      poll_edit_post, MAY_RATING_EDIT, 0, "修改评议", NULL, NULL },
        { GET,  "/ratings/:id/moves/:key", poll_move_get, MAY_RATING_EDIT, 0, "办理评议", NULL, NULL },
        { POST, "/ratings/:id/moves", poll_moves_post, MAY_RATING_EDIT, 0, "办理评议", NULL, NULL },
        { POST, "/ratings/:id/codes", poll_codes_post, MAY_RATING_EDIT, 0, "印投票码", NULL, NULL },
        { GET,  "/ratings/:id/ballot", poll_ballot_get, MAY_RATING_VOTE, 0, "评议票", NULL, NULL },
        { POST, "/ratings/:id/ballots", poll_ballots_post, MAY_RATING_VOTE, 0, "投票", NULL, NULL },
        { GET,  "/ratings/:id/results", poll_results_get, MAY_RATING_VOTE, ROUTE_LIST, "评议结果", NULL, NULL },
        { GET,  "/ratings/:id/results/:key", poll_file_get, MAY_RATING_VOTE, 0, "评议结果文稿", NULL, NULL },
        { GET,  "/ratings/:id/units/:id", poll_unit_get, MAY_RATING_VOTE, 0, "单位评议结果", NULL, NULL },
        { POST, "/ratings/:id/batches", poll_batches_post, MAY_RATING_EDIT, 0, "登记纸质票", NULL, NULL },
        { GET,  "/ratings/batches/:id", poll_batch_get, MAY_RATING_EDIT, 0, "录入纸质票", NULL, NULL },
        { POST, "/ratings/batches/:id/entries", poll_entries_post, MAY_RATING_EDIT, 0, "录入纸质票", NULL, NULL },
        { POST, "/ratings/batches/:id/settlements", poll_settlements_post, MAY_RATING_EDIT, 0, "核定差异", NULL, NULL },
        /* Whoever holds a slip: the code is the right, and signing in would say whose it is. */
        { GET,  "/vote",             vote_get,      0, ROUTE_OPEN, "凭投票码评议", NULL, NULL },
        { POST, "/vote",             vote_post,     0, ROUTE_OPEN, "凭投票码评议", NULL, NULL },
        { POST, "/vote/ballots",     vote_ballots_post, 0, ROUTE_OPEN, "凭投票码投票", NULL, NULL },
};

static const struct flow *const flows[] = { &poll_flow };

static const struct menu_tab tabs[] = {
        { "/ratings", MAY_RATING_VOTE, TAB_PART, 50 },
};

const struct module module_ballot = {
        .name = "ballot", .title = "民主测评",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .flows = flows, .n_flows = COUNT_OF(flows),
        .waits = poll_waits, .n_waits = POLL_WAITS,
        .commands = ballot_commands, .n_commands = BALLOT_COMMANDS,
        .demo = ballot_demo,
};
