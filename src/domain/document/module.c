/* domain/document/module.c - the register of official documents: its doors. */
#include "domain/document/called.h"
#include "domain/document/faces.h"
#include "domain/document/find.h"
#include "door/module.h"

static const struct route routes[] = {
        { GET, "/documents", documents_get, MAY_DOCUMENT_VIEW, ROUTE_LIST, "公文登记", "document/10", "i-file" },
        { GET, "/documents/new", document_new_get, MAY_DOCUMENT_DRAFT, 0, "拟文", NULL, NULL },
        { POST, "/documents", documents_post, MAY_DOCUMENT_DRAFT, 0, "拟文", NULL, NULL },
        { GET, "/documents/series", document_series_get, MAY_DOCUMENT_SEND, ROUTE_LIST, "文号系列", NULL, NULL },
        { GET, "/documents/series/new", document_series_new_get, MAY_DOCUMENT_SEND, 0, "设文号系列", NULL, NULL },
        { POST, "/documents/series", document_series_post, MAY_DOCUMENT_SEND, ROUTE_SERIAL, "设文号系列", NULL,
          NULL },
        { GET, "/documents/series/:id", document_series_one_get, MAY_DOCUMENT_SEND, 0, "文号系列", NULL, NULL },
        { POST, "/documents/series/:id", document_series_edit_post, MAY_DOCUMENT_SEND, ROUTE_SERIAL,
          "修改文号系列", NULL, NULL },
        { POST, "/documents/series/:id/counts", document_series_counts_post, MAY_DOCUMENT_SEND, 0,
          "接续手工编号", NULL, NULL },
        { GET, "/documents/files.zip", documents_pack_get, MAY_DOCUMENT_VIEW, 0, "打包下载公文", NULL, NULL },
        { GET, "/documents/:id", document_get, MAY_DOCUMENT_VIEW, 0, "公文", NULL, NULL },
        { GET, "/documents/:id/edit", document_edit_get, MAY_DOCUMENT_DRAFT, 0, "修改公文", NULL, NULL },
        { POST, "/documents/:id", document_edit_post, MAY_DOCUMENT_DRAFT, 0, "修改公文", NULL, NULL },
        { GET, "/documents/:id/moves/:key", document_move_get, MAY_DOCUMENT_VIEW, 0, "办理公文的一步", NULL, NULL },
        { POST, "/documents/:id/moves", document_moves_post, MAY_DOCUMENT_VIEW, 0, "办理公文的一步", NULL, NULL },
        { GET, "/documents/:id/files/:key", document_file_get, MAY_DOCUMENT_VIEW, 0, "下载公文", NULL, NULL },
};
static const struct flow *const flows[] = { &document_flow };
static const struct attach_kind *const attaches[] = { &document_attach };
static const struct search_kind *const searches[] = { &documents_search };

static const struct menu_tab tabs[] = {
        { "/documents", MAY_DOCUMENT_DRAFT, TAB_ANY, 18 },
};

const struct module module_document = {
        .name = "document", .title = "公文",
        .tabs = tabs, .n_tabs = COUNT_OF(tabs),
        .routes = routes, .n_routes = COUNT_OF(routes),
        .flows = flows, .n_flows = COUNT_OF(flows),
        .batches = document_batches, .n_batches = DOCUMENT_BATCHES,
        .works = document_work_kinds, .n_works = COUNT_OF(document_work_kinds),
        .waits = document_waits, .n_waits = DOCUMENT_WAITS,
        .attaches = attaches, .n_attaches = COUNT_OF(attaches),
        .searches = searches, .n_searches = COUNT_OF(searches),
        .titles = document_titles, .n_titles = DOCUMENT_TITLES,
        .demo = document_demo,
};
