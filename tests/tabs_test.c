/* tests/tabs_test.c - the tab bar of a telephone holds what a post is for. */
#include "door/module.h"
#include "tests/story.h"

static const struct { const char *role, *unit, *tabs[3]; } looks[] = {
        { "town",            "shili-liuxi",  { "/figures", "/standing", "/goals" } },
        { "lead-handler",    "shili-shuiwu", { "/figures", "/standing", "/goals" } },
        { "scorer",          "shili-czj",    { "/figures", "/standing", "/city" } },
        { "office-business", "shili-mbb",    { "/leading", "/figures", "/results" } },
        { "county-leader",   "shili",        { "/leading", "/results", "/city" } },
        { "budget-reviewer", "shili-czj",    { "/budget", "/calendar", "/org" } },
};

/* What stands between the bar's beginning and its end. */
static str bar_of(struct visit *v)
{
        str body = v->body;
        long from = str_find(body, S("<nav class=\"ls-tabbar\""));
        if (!ok(from >= 0))
                return S("");
        str rest = str_from(body, (size_t)from);
        long to = str_find(rest, S("</nav>"));
        return to < 0 ? rest : str_head(rest, (size_t)to);
}

TEST_DB(the_tab_bar_holds_what_a_post_is_for)
{
        story_county(cx);
        for (size_t k = 0; k < COUNT_OF(looks); k++) {
                struct visit v = { .cx = cx };
                ok(visit_as(&v, looks[k].role, looks[k].unit));
                same_int(visit_get(&v, S("/")), 200);
                str bar = bar_of(&v);
                ok(str_find(bar, S("href=\"/\"")) >= 0 && str_find(bar, S("href=\"#nav\"")) >= 0);
                for (int i = 0; i < 3; i++)
                        if (!ok(str_find(bar, str_f(cx->arena, "href=\"%s\"", looks[k].tabs[i])) >= 0))
                                test_note("%s: %s is not in %.*s", looks[k].role, looks[k].tabs[i], STR(bar));
        }
}

TEST(a_tab_is_a_route_of_the_menu)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_tabs; i++) {
                        const struct menu_tab *t = &modules[m]->tabs[i];
                        bool there = false;
                        for (int k = 0; k < modules[m]->n_routes; k++)
                                there |= modules[m]->routes[k].menu && !strcmp(modules[m]->routes[k].path, t->path);
                        if (!ok(there))
                                test_note("%s: %s", modules[m]->name, t->path);
                        ok(t->need > 0 && t->need < MAY_END);
                }
}
