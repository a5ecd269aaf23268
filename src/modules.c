/* modules.c - the domains as an array, and what is checked of their tables before a door opens. */
#include "door/module.h"
#include "core/attach/attach.h"
#include "core/auth/auth.h"
#include "core/import/importer.h"
#include "core/search/search.h"

#define MODULE(name) extern const struct module module_##name;
#include "modules.def"
#undef MODULE

const struct module *const modules[] = {
#define MODULE(name) &module_##name,
#include "modules.def"
#undef MODULE
};
const int n_modules = COUNT_OF(modules);

/* Before main: the pages, the worker and the tests find every import by its code. */
enum { IMPORTS_MAX = 64 };
static const struct importer *imports[IMPORTS_MAX];
__attribute__((constructor)) static void imports_gather(void)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_imports && n < IMPORTS_MAX; i++)
                        imports[n++] = modules[m]->imports[i];
        importers_set(imports, n);
}

static const struct search_kind *searches[SEARCH_KINDS_MOST];
__attribute__((constructor)) static void searches_gather(void)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_searches && n < SEARCH_KINDS_MOST; i++)
                        searches[n++] = modules[m]->searches[i];
        search_kinds_set(searches, n);
}

static const struct attach_kind *attaches[IMPORTS_MAX];
__attribute__((constructor)) static void attaches_gather(void)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_attaches && n < IMPORTS_MAX; i++)
                        attaches[n++] = modules[m]->attaches[i];
        attach_kinds_set(attaches, n);
}

/* The same for the numbers that domains compute for each other. */
enum { FIGURES_MAX = 64 };
static const struct figure *figures[FIGURES_MAX];
__attribute__((constructor)) static void figures_gather(void)
{
        int n = 0;
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_figures && n < FIGURES_MAX; i++)
                        figures[n++] = &modules[m]->figures[i];
        figures_set(figures, n);
}

/* A sentence for the operator, who sees one at most: one text is enough. */
static const char *wrong(const char *where, const char *what)
{
        static char say[256];
        snprintf(say, sizeof(say), "%s: %s", where, what);
        return say;
}

static const char *route_wrong(const struct route *r)
{
        if (r->method != GET && r->method != POST)
                return "neither GET nor POST";
        if (!r->path || r->path[0] != '/')
                return "a path begins with /";
        if (!r->run || !r->title)
                return "a route needs a handler and a title";
        if (!r->need && !(r->flags & ROUTE_OPEN))
                return "a route without ROUTE_OPEN needs a permission";
        if (r->need < 0 || r->need >= MAY_END)
                return "no such permission";
        if ((r->flags & (ROUTE_BARE | ROUTE_OPEN)) == ROUTE_BARE)
                return "ROUTE_BARE has no session to check: it must be ROUTE_OPEN";
        if (r->menu && (r->method != GET || !r->icon))
                return "a menu place is a GET with an icon";
        if ((r->flags & ROUTE_ON_READ) && r->method != GET)
                return "ROUTE_ON_READ is for GET";
        return NULL;
}

static const char *import_wrong(const struct importer *k)
{
        if (!k->label || !k->table || !k->back)
                return "an import needs a label, a table and a page";
        if (k->need <= 0 || k->need >= MAY_END)
                return "an import needs a permission";
        if (k->table->n_fields > IMPORT_CELLS_MAX)
                return "an import has too many fields";
        if (!k->put == !k->write || !k->write != !k->unwrite)
                return "an import has either put or write and unwrite";
        if (k->put && k->max_rows > 20000)
                return "put writes 20,000 rows at most";
        return NULL;
}

static const char *attach_wrong(const struct attach_kind *k)
{
        if (!k->label || !k->path || k->path[0] != '/')
                return "files need a label and the page of their record";
        if (!k->may_see || !k->may_change)
                return "files need rules who may see and who may change them";
        for (const char *c = k->code; *c; c++)
                if (!((*c >= 'a' && *c <= 'z') || *c == '.' || *c == '-'))
                        return "the code of a kind of files is of a-z, . and -";
        return attach_kind_of(str_of(k->code)) == k ? NULL : "stands twice";
}

const char *modules_check(void)
{
        for (int i = 0; attach_kind_at(i); i++) {
                const char *why = attach_wrong(attach_kind_at(i));
                if (why)
                        return wrong(attach_kind_at(i)->code, why);
        }
        for (int i = 0; i < importers_count(); i++) {
                const char *why = import_wrong(importer_at(i));
                if (why)
                        return wrong(importer_at(i)->code, why);
        }
        for (int m = 0; m < n_modules; m++) {
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        const char *why = route_wrong(r);
                        if (why)
                                return wrong(r->path ? r->path : modules[m]->name, why);
                        for (int n = 0; n < modules[m]->n_routes; n++)
                                if (n != i && modules[m]->routes[n].method == r->method &&
                                    !strcmp(modules[m]->routes[n].path, r->path))
                                        return wrong(r->path, "stands twice");
                }
                for (int i = 0; i < modules[m]->n_commands; i++) {
                        const struct command_row *c = &modules[m]->commands[i];
                        if (!c->words || !c->run || !c->help)
                                return wrong(c->words ? c->words : modules[m]->name,
                                             "a command needs words, a function and help");
                }
        }
        return NULL;
}
