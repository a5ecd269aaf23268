/* modules.c - the domains as an array, and what is checked of their tables before a door opens. */
#include "door/module.h"
#include "core/auth/auth.h"

#define MODULE(name) extern const struct module module_##name;
#include "modules.def"
#undef MODULE

const struct module *const modules[] = {
#define MODULE(name) &module_##name,
#include "modules.def"
#undef MODULE
};
const int n_modules = COUNT_OF(modules);

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

const char *modules_check(void)
{
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
