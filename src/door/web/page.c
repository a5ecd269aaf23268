/* door/web/page.c - see page.h. */
#include "door/web/page.h"
#include "core/auth/auth.h"
#include "core/config/config.h"
#include "core/message/message.h"
#include "door/module.h"

enum { MENU_PARTS_FROM = 8 };   /* entries of a group, from which on its parts have headings */

/* The place of a route in the menu, "budget/10": a group and a number in it. A group bears the
 * name of a module, whose title stands above it; other groups ("home") stand without a heading. */
static int menu_place(const char *menu)
{
        const char *slash = strchr(menu, '/');
        uint64_t n;
        return slash && str_u64(str_of(slash + 1), &n) && n < INT32_MAX ? (int)n : 0;
}

static const struct module *menu_module(const char *menu)
{
        size_t n = strcspn(menu, "/");
        for (int i = 0; i < n_modules; i++)
                if (strlen(modules[i]->name) == n && !strncmp(modules[i]->name, menu, n))
                        return modules[i];
        return NULL;
}

static const char *menu_heading(const char *menu)
{
        const struct module *m = menu_module(menu);
        return m ? m->title : "";
}

/* The part of its group that a place stands in; NULL: before the first, or the group has none. */
static const char *menu_part(const char *menu)
{
        const struct module *m = menu_module(menu);
        const char *title = NULL;
        for (int i = 0; m && i < m->n_parts; i++)
                if (m->parts[i].from <= menu_place(menu))
                        title = m->parts[i].title;
        return title;
}

static bool same_group(const char *a, const char *b)
{
        size_t n = strcspn(a, "/");
        return n == strcspn(b, "/") && !strncmp(a, b, n);
}

/* Does the current path stand below (or at) a menu path? "/budget" holds "/budget/7", not
 * "/budgets". */
static bool path_holds(const char *menu_path, str path)
{
        size_t n = strlen(menu_path);
        if (n == 1)
                return path.n == 1;
        return str_starts(path, str_of(menu_path)) && (path.n == n || path.p[n] == '/');
}

bool page_in_menu(struct ctx *cx, const struct route *r)
{
        if (!r->menu || r->method != GET || (!(r->flags & ROUTE_OPEN) && !auth_may(cx, (enum perm)r->need)))
                return false;
        return !(r->flags & ROUTE_WHOLE) || auth_reach(cx, (enum perm)r->need).scope == SCOPE_ALL;
}

/* The whole menu in its order, gathered before main: who asks sees the rows that are theirs. */
enum { MENU_WHOLE = 256, TABS_WHOLE = 64 };
struct menu_row { const struct route *route; const char *heading, *part; int group; };
static struct menu_row menu[MENU_WHOLE];
static int             n_menu;

/* Modules stand in their order; a group keeps the place of its first module. */
static void menu_add(const struct route *r)
{
        int at = n_menu, group = n_menu ? menu[n_menu - 1].group + 1 : 0;
        must(n_menu < MENU_WHOLE);
        for (int k = 0; k < n_menu; k++)
                if (same_group(menu[k].route->menu, r->menu)) {
                        group = menu[k].group;
                        at = k;
                        if (menu_place(menu[k].route->menu) > menu_place(r->menu))
                                break;
                        at = k + 1;
                }
        memmove(menu + at + 1, menu + at, sizeof(*menu) * (size_t)(n_menu++ - at));
        menu[at] = (struct menu_row){ r, menu_heading(r->menu), menu_part(r->menu), group };
}

/* All places on the tab bar, by their order. */
static const struct menu_tab *tabs[TABS_WHOLE];
static int                    n_tabs;

static void tab_add(const struct menu_tab *t)
{
        int at = n_tabs;
        must(n_tabs < TABS_WHOLE);
        for (; at > 0 && tabs[at - 1]->sort > t->sort; at--)
                tabs[at] = tabs[at - 1];
        tabs[at] = t;
        n_tabs++;
}

__attribute__((constructor)) static void menu_gather(void)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++)
                        if (modules[m]->routes[i].menu && modules[m]->routes[i].method == GET)
                                menu_add(&modules[m]->routes[i]);
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_tabs; i++)
                        tab_add(&modules[m]->tabs[i]);
}

/* Is the place for somebody who may this, over so much? */
static bool tab_is_for(struct ctx *cx, const struct menu_tab *t)
{
        if (!auth_may(cx, (enum perm)t->need))
                return false;
        bool whole = t->over != TAB_ANY && auth_reach(cx, (enum perm)t->need).scope == SCOPE_ALL;
        return t->over == TAB_ANY || whole == (t->over == TAB_WHOLE);
}

static void tab_put(struct page *p, int at)
{
        for (int i = 0; i < p->n_tabs; i++)
                if (p->tabs[i] == at)
                        return;
        if (p->n_tabs < TAB_MOST)
                p->tabs[p->n_tabs++] = at;
}

/* The first page, what the post is for, then the menu in its order. */
static void tabs_fill(struct ctx *cx, struct page *p)
{
        p->n_tabs = 0;
        if (p->n_menu)
                tab_put(p, 0);
        for (int t = 0; t < n_tabs && p->n_tabs < TAB_MOST; t++)
                for (int i = 0; i < p->n_menu; i++)
                        if (!strcmp(p->menu[i].path, tabs[t]->path) && tab_is_for(cx, tabs[t]))
                                tab_put(p, i);
        for (int i = 0; i < p->n_menu; i++)
                tab_put(p, i);
}

static void menu_fill(struct ctx *cx, struct page *p, str path)
{
        const struct menu_row *rows[MENU_MAX];
        int n = 0, here = -1;
        for (int i = 0; i < n_menu && n < MENU_MAX; i++)
                if (page_in_menu(cx, menu[i].route))
                        rows[n++] = &menu[i];
        for (int i = 0; i < n; i++) {
                const struct route *r = rows[i]->route;
                p->menu[i] = (struct menu_entry){
                        .group = i == 0 || rows[i - 1]->group != rows[i]->group ? rows[i]->heading : NULL,
                        .path = r->path, .label = r->title, .icon = r->icon ? r->icon : "i-list",
                };
                if (path_holds(r->path, path) &&
                    (here < 0 || strlen(r->path) > strlen(rows[here]->route->path)))
                        here = i;
        }
        if (here >= 0)
                p->menu[here].here = true;
        p->n_menu = n;
        for (int from = 0, to; from < n; from = to) {           /* a short group needs no parts */
                for (to = from; to < n && rows[to]->group == rows[from]->group; to++)
                        ;
                const char *last = NULL;
                for (int i = from; i < to && to - from >= MENU_PARTS_FROM; i++) {
                        p->menu[i].part = rows[i]->part != last ? rows[i]->part : NULL;
                        last = rows[i]->part;
                }
        }
}

struct page page_of(struct ctx *cx, const struct request *rq, const char *title)
{
        must(title);
        struct page p = {
                .rq = rq, .lang = cx->lang, .title = title, .theme = "auto",
                .large = str_is(rq->cookie_type, "large"),
                .county = rq->county.n ? rq->county : config.s[SETTING_county],
                .who = rq->who, .csrf = rq->csrf.p ? rq->csrf : S(""), .note = rq->note,
                .demo = rq->demo, .today = cx->today,
                .printed = instant_str(cx->arena, cx->now),
        };
        if (str_is(rq->cookie_theme, "light"))
                p.theme = "light";
        else if (str_is(rq->cookie_theme, "dark"))
                p.theme = "dark";

        str here = S("/");
        if (rq->method == GET && rq->path.n)
                here = rq->query.n ? str_f(cx->arena, "%.*s?%.*s", STR(rq->path), STR(rq->query)) : rq->path;
        p.display = str_starts(here, S("/display")) ? S("/display")
                : str_f(cx->arena, "/display?back=%s", url_part(cx->arena, here));
        if (cx->user) {
                menu_fill(cx, &p, rq->path);
                tabs_fill(cx, &p);
                p.unread = message_unread(cx);
        }
        return p;
}

void page_crumb(struct page *p, str href, const char *word, str name)
{
        must(p->n_crumbs < PAGE_MAX_CRUMBS && (word || name.p));
        p->crumbs[p->n_crumbs++] = (struct crumb){ .href = href, .word = word, .name = name };
}

struct lead_part lead_part_of(str sentence, str link, str href)
{
        ptrdiff_t at = link.n ? str_find(sentence, link) : -1;
        if (at < 0)
                return (struct lead_part){ .before = sentence };
        return (struct lead_part){ str_head(sentence, (size_t)at), link,
                                   str_from(sentence, (size_t)at + link.n), href };
}

/* --- forms ---------------------------------------------------------------------------------- */
struct form_field form_field_of(struct form_field f, const struct form *form,
                                const struct fail *fail)
{
        if (form && form_has(form, f.name) && !(f.type && !strcmp(f.type, "password")))
                f.value = form_raw(form, f.name);
        for (int i = 0; form && fail && i < form->n_wrong; i++)
                if (!strcmp(form->wrong[i].field, f.name))
                        f.wrong = form->wrong[i].why;
        if (!f.wrong && fail && str_is(fail->field, f.name))
                f.wrong_text = fail->say;
        return f;
}

struct form_field form_field_there(struct ctx *cx, struct form_field f, str now)
{
        if (str_eq(str_trim(f.value), str_trim(now)))
                return f;
        f.there = now;
        for (int i = 0; i < f.n_choices; i++)
                if (str_eq(f.choices[i].value, now))
                        f.there = f.choices[i].word ? str_of(words_of(cx->lang, f.choices[i].word))
                                                    : str_trim(f.choices[i].name);
        if (!f.there.n)
                f.there = str_of(words_of(cx->lang, "空"));
        return f;
}

const char *form_faults_label(const struct form_faults *p, const char *name)
{
        for (int i = 0; i < p->n_fields; i++)
                if (!strcmp(p->fields[i].name, name))
                        return p->fields[i].label;
        const char *label = form_label(str_of(name));
        return label ? label : name;
}

/* --- failures ------------------------------------------------------------------------------- */
static const struct { const char *title, *advice; } failures[FAIL_KINDS_END] = {
        [FAIL_NONE]      = { "没有办成",         "请重试；仍不行时联系管理员。" },
        [FAIL_SIGN_IN]   = { "请先登录",         "可能是太久没有操作。登录后会回到刚才的页面。" },
        [FAIL_DENIED]    = { "没有这项权限",     "需要办理时，请本单位管理员调整岗位，或换一个岗位登录。" },
        [FAIL_EXPIRED]   = { "页面已经过期",     "可能是登录已经换过，或页面开得太久。请返回上一页，刷新后再办一次；这次没有写入。" },
        [FAIL_NOT_FOUND] = { "没有找到",         "地址可能写错了，内容可能已经移走，也可能不在您的查看范围内。" },
        [FAIL_METHOD]    = { "不能这样访问",     "请从页面上的按钮或链接进入。" },
        [FAIL_CONFLICT]  = { "没有写入",         "请返回，核对最新的内容后再办理。" },
        [FAIL_TWICE]     = { "已经提交过",       "没有重复写入。请先查看结果；要再提交一次，请重新打开那一页填写。" },
        [FAIL_TOO_LARGE] = { "内容太大",         "请拆成几次提交，或压缩后再上传。" },
        [FAIL_INVALID]   = { "填写的内容有误",   "请返回，按提示改正后再提交；已填的内容没有写入。" },
        [FAIL_TOO_MANY]  = { "尝试次数太多",     "请稍等一会儿再试。" },
        [FAIL_BROKEN]    = { "系统出错",         "已经记录，您的数据没有写坏。请稍后重试；仍不行时把下面的编号告诉管理员。" },
        [FAIL_BUSY]      = { "系统繁忙",         "请过几秒再试，不必反复点击。" },
        [FAIL_FULL]      = { "存储空间不足",     "请告诉管理员清理磁盘；在此之前可以查看，不能写入。" },
};

const char *error_title(enum fail_kind kind, bool reads)
{
        return reads && kind == FAIL_CONFLICT ? "现在还看不了" : failures[kind].title;
}

const char *error_advice(enum fail_kind kind, bool reads)
{
        if (reads && kind == FAIL_CONFLICT)
                return "原因见上。请返回上一页，或从菜单重新进入。";
        return reads && kind == FAIL_INVALID ? "请从页面上的按钮或链接重新进入，或改正地址里的条件。" : failures[kind].advice;
}

/* --- 显示 ------------------------------------------------------------------------------------- */
/* A path of ours and nothing else: no host, no backslash, no control character. */
static bool back_is_ours(str s)
{
        if (!s.n || s.n > 1000 || s.p[0] != '/' || (s.n > 1 && s.p[1] == '/'))
                return false;
        for (size_t i = 0; i < s.n; i++) {
                char c = s.p[i];
                bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                if (!plain && !strchr("/-._~?=&%+", c))
                        return false;
        }
        return true;
}

const struct fail *display_get(struct ctx *cx, const struct request *rq, struct reply *re)
{
        struct form f = form_of(cx, rq);
        str back = form_raw(&f, "back");
        struct display_page p = {
                .page = page_of(cx, rq, "显示"),
                .back = back_is_ours(back) ? back : (str){ 0 },
        };
        display_page(&re->body, &p);
        return NULL;
}

const struct fail *display_post(struct ctx *cx, const struct request *rq, struct reply *re)
{
        static const char *const themes[] = { "auto", "light", "dark" };
        static const char *const types[] = { "standard", "large" };
        static const char *const langs[] = { "zh", "en" };
        struct form f = form_of(cx, rq);
        int theme = form_choice(&f, "theme", themes, COUNT_OF(themes));
        int type = form_choice(&f, "type", types, COUNT_OF(types));
        int lang = form_choice(&f, "lang", langs, COUNT_OF(langs));
        str back = form_raw(&f, "back");
        const struct fail *wrong = form_end(&f);
        if (wrong)
                return wrong;
        const int year = 365 * 86400;
        reply_cookie(re, cx, rq, "ls-theme", str_of(themes[theme]), year);
        reply_cookie(re, cx, rq, "ls-type", str_of(types[type]), year);
        reply_cookie(re, cx, rq, "ls-lang", str_of(langs[lang]), year);
        return reply_see(re, cx, "%.*s", STR(back_is_ours(back) ? back : S("/")));
}
