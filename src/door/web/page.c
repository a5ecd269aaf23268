/* door/web/page.c - see page.h. */
#include "door/web/page.h"
#include "core/auth/auth.h"
#include "core/config/config.h"
#include "core/message/message.h"
#include "door/module.h"

/* The place of a route in the menu, "budget/10": a group and a number in it. A group bears the
 * name of a module, whose title stands above it; other groups ("home") stand without a heading. */
static int menu_place(const char *menu)
{
        const char *slash = strchr(menu, '/');
        uint64_t n;
        return slash && str_u64(str_of(slash + 1), &n) && n < INT32_MAX ? (int)n : 0;
}

static const char *menu_heading(const char *menu)
{
        size_t n = strcspn(menu, "/");
        for (int i = 0; i < n_modules; i++)
                if (strlen(modules[i]->name) == n && !strncmp(modules[i]->name, menu, n))
                        return modules[i]->title;
        return "";
}

static bool same_group(const char *a, const char *b)
{
        size_t n = strcspn(a, "/");
        return n == strcspn(b, "/") && !strncmp(a, b, n);
}

/* Does the current path stand below (or at) a menu path? "/budget" holds "/budget/7", not "/budgets". */
static bool path_holds(const char *menu_path, str path)
{
        size_t n = strlen(menu_path);
        if (n == 1)
                return path.n == 1;
        return str_starts(path, str_of(menu_path)) && (path.n == n || path.p[n] == '/');
}

static bool route_served(const char *path)
{
        for (int m = 0; m < n_modules; m++)
                for (int i = 0; i < modules[m]->n_routes; i++)
                        if (modules[m]->routes[i].method == GET && !strcmp(modules[m]->routes[i].path, path))
                                return true;
        return false;
}

bool page_in_menu(struct ctx *cx, const struct route *r)
{
        if (!r->menu || r->method != GET || (!(r->flags & ROUTE_OPEN) && !auth_may(cx, (enum perm)r->need)))
                return false;
        return !(r->flags & ROUTE_WHOLE) || auth_reach(cx, (enum perm)r->need).scope == SCOPE_ALL;
}

static void menu_fill(struct ctx *cx, struct page *p, str path)
{
        const struct route *rows[MENU_MAX];
        int n = 0;

        /* modules stand in their order; a group keeps the place of its first module */
        for (int m = 0; m < n_modules; m++) {
                for (int i = 0; i < modules[m]->n_routes; i++) {
                        const struct route *r = &modules[m]->routes[i];
                        if (n == MENU_MAX || !page_in_menu(cx, r))
                                continue;
                        int at = n;
                        for (int k = 0; k < n; k++)
                                if (same_group(rows[k]->menu, r->menu)) {
                                        if (menu_place(rows[k]->menu) > menu_place(r->menu)) {
                                                at = k;
                                                break;
                                        }
                                        at = k + 1;
                                }
                        memmove(rows + at + 1, rows + at, sizeof(*rows) * (size_t)(n - at));
                        rows[at] = r;
                        n++;
                }
        }
        int here = -1;
        for (int i = 0; i < n; i++) {
                const struct route *r = rows[i];
                p->menu[i] = (struct menu_entry){
                        .group = i == 0 || !same_group(rows[i - 1]->menu, r->menu) ? menu_heading(r->menu) : NULL,
                        .path = r->path, .label = r->title, .icon = r->icon ? r->icon : "i-list",
                };
                if (path_holds(r->path, path) &&
                    (here < 0 || strlen(r->path) > strlen(rows[here]->path)))
                        here = i;
        }
        if (here >= 0)
                p->menu[here].here = true;
        p->n_menu = n;
}

struct page page_of(struct ctx *cx, const struct request *rq, const char *title)
{
        must(title);
        struct page p = {
                .rq = rq, .lang = cx->lang, .title = title, .theme = "auto",
                .large = str_is(rq->cookie_type, "large"),
                .county = rq->county.n ? rq->county
                        : config.s[SETTING_county].n ? config.s[SETTING_county] : S("示例县"),
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
                p.unread = message_unread(cx);
                p.has_me = route_served("/me");
                p.has_help = route_served("/help");
        }
        return p;
}

void page_crumb(struct page *p, str href, const char *word, str name)
{
        must(p->n_crumbs < PAGE_MAX_CRUMBS && (word || name.p));
        p->crumbs[p->n_crumbs++] = (struct crumb){ .href = href, .word = word, .name = name };
}

/* --- forms ---------------------------------------------------------------------------------- */
struct form_field form_field_of(struct form_field f, const struct form *form, const struct fail *fail)
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

const char *form_faults_label(const struct form_faults *p, const char *name)
{
        for (int i = 0; i < p->n_fields; i++)
                if (!strcmp(p->fields[i].name, name))
                        return p->fields[i].label;
        return name;
}

/* --- failures ------------------------------------------------------------------------------- */
static const struct { const char *title, *advice; } failures[FAIL_KINDS_END] = {
        [FAIL_NONE]      = { "没有办成",         "请重试；仍不行时联系管理员。" },
        [FAIL_SIGN_IN]   = { "请先登录",         "可能是太久没有操作。登录后会回到刚才的页面。" },
        [FAIL_DENIED]    = { "没有这项权限",     "需要办理时，请本单位管理员调整岗位，或换一个岗位登录。" },
        [FAIL_NOT_FOUND] = { "没有找到",         "地址可能写错了，内容可能已经移走，也可能不在您的查看范围内。" },
        [FAIL_METHOD]    = { "不能这样访问",     "请从页面上的按钮或链接进入。" },
        [FAIL_CONFLICT]  = { "已被别人修改",     "您的内容没有写入。请返回，核对最新的内容后再提交。" },
        [FAIL_TOO_LARGE] = { "内容太大",         "请拆成几次提交，或压缩后再上传。" },
        [FAIL_INVALID]   = { "填写的内容有误",   "请返回，按提示改正后再提交；已填的内容没有写入。" },
        [FAIL_TOO_MANY]  = { "尝试次数太多",     "请稍等一会儿再试。" },
        [FAIL_BROKEN]    = { "系统出错",         "已经记录，您的数据没有写坏。请稍后重试；仍不行时把下面的编号告诉管理员。" },
        [FAIL_BUSY]      = { "系统繁忙",         "请过几秒再试，不必反复点击。" },
        [FAIL_FULL]      = { "存储空间不足",     "请告诉管理员清理磁盘；在此之前可以查看，不能写入。" },
};

const char *error_title(enum fail_kind kind) { return failures[kind].title; }
const char *error_advice(enum fail_kind kind) { return failures[kind].advice; }

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
