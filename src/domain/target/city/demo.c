/* domain/target/city/demo.c - 示例县 as 示例市 assesses it: the last year final, this one estimated. */
/* words: document text */
#include "domain/org/org.h"
#include "domain/target/city/city.h"
#include "domain/target/rating/register.h"

struct row {
        const char *code, *block, *name, *full, *department, *leader, *lead, *share, *measure, *target,
                *method, *params, *stem, *rule, *cause, *remedy;
        int         last, rank;         /* last year's score and this year's, in percent of the full score */
        int         now, drift;         /* drift: percent of the full score gained a month */
        bool        adds;               /* the figure runs on from January */
        int         since;              /* month, from 1, of an event that cost a point; 0: none */
};
static const struct row rows[] = {
        { "gdp", "经济发展", "地区生产总值增速", "8", "市发展和改革局", "县长", "shili-fgj", "shili-tjj", "%", "7.50",
          "F1", "cap=100", "zn-zh-gdp", "达到市定目标得满分，未达到按完成率计分", "服务业支撑不足，增速低于市定目标",
          "逐月调度重点行业，盯住规上服务业入库", 95, 4, 93, 0, false, 0 },
        { "gt", "经济发展", "固定资产投资", "8", "市发展和改革局", "常务副县长", "shili-fgj", "shili-zjj shili-yq", "亿元",
          "86.0", "F1", "cap=100", "fz-tz", "按完成率计分，超过不加分；年内按序时进度预估",
          "两个亿元以上项目用地报批滞后，投资入库少", "县领导包项目，逐月调度用地组件报批", 92, 6, 74, 1, true, 0 },
        { "gy", "经济发展", "规上工业增加值增速", "7", "市经济和信息化局", "分管工业副县长", "shili-jxj", "shili-yq", "%",
          "9.0", "F1", "cap=100", "fz-gy", "达到市定目标得满分，未达到按完成率计分", "一户龙头企业停产检修两个月",
          "落实技改补助，帮助企业复产", 97, 3, 90, 1, false, 0 },
        { "sr", "经济发展", "一般公共预算收入", "7", "市财政局", "常务副县长", "shili-czj", "", "亿元", "12.60", "F1",
          "cap=100", "fz-sr", "按完成率计分；年内按序时进度预估", "", "", 100, 2, 100, 0, true, 0 },
        { "zs", "经济发展", "招商引资到位资金", "6", "市投资促进局", "分管招商副县长", "shili-yq", "shili-fgj", "亿元", "45.0",
          "F1", "cap=100", "zn-zh-zs", "按完成率计分；年内按序时进度预估", "三个签约项目资金未到位", "一企一策催办到资",
          90, 5, 82, 1, true, 0 },
        { "kq", "生态环境", "空气质量优良天数比例", "6", "市生态环境局", "分管环保副县长", "shili-sthj", "shili-zjj", "%",
          "92.0", "F1", "cap=100", "fz-kq", "达到目标得满分，未达到按完成率", "臭氧超标天数比上年多四天",
          "错峰施工，增加道路喷淋", 96, 3, 96, 0, false, 0 },
        { "ws", "生态环境", "农村生活污水治理率", "5", "市生态环境局", "分管环保副县长", "shili-sthj", "shili-shuiwu", "%",
          "70.0", "F1", "cap=100", "fz-ws", "按完成率计分", "六个聚居点管网建设滞后", "水务局牵头倒排工期，每周通报",
          88, 7, 84, 1, false, 0 },
        { "jy", "民生保障", "城镇新增就业", "5", "市人力资源和社会保障局", "分管民政副县长", "shili-rsj", "", "人", "4200", "F1",
          "cap=100", "fz-jy", "按完成率计分；年内按序时进度预估", "", "", 100, 1, 100, 0, true, 0 },
        { "ms", "民生保障", "民生实事完成率", "6", "市委目标绩效办", "常务副县长", "shili-mbb", "shili-shuiwu shili-zjj", "%",
          "100", "F1", "cap=100", "fz-ms", "三十件民生实事按件计分；年内按序时进度预估", "供水管网改造一件进度滞后",
          "水务局增加作业面，倒排工期", 98, 2, 95, 1, true, 0 },
        { "aq", "安全稳定", "安全生产", "6", "市应急管理局", "县长", "shili-yjj", "", "", "", "", "", "fz-aq",
          "发生较大事故不得分，一般事故每起扣 1 分", "发生一起一般事故，扣 1 分", "开展重点行业隐患清零行动",
          100, 1, 100, 0, false, 5 },
        { "xf", "安全稳定", "信访工作", "4", "市信访局", "县委副书记", "shili-xfj", "", "", "", "", "", "",
          "按市信访局年度考评得分折算", "两件重复信访未化解", "县领导包案，年底前化解", 93, 4, 92, 0, false, 0 },
        { "my", "社会评价", "群众满意度", "6", "市统计局", "县委副书记", "shili-mbb", "", "%", "", "", "", "",
          "按第三方调查名次计分", "物业和停车问题反映集中", "开展停车秩序专项整治", 91, 6, 90, 0, false, 0 },
};

/* Of the full score, in thousandths, cut to hundredths of a point. */
static points part(const char *full, int share)
{
        points p = { 0 };
        must(points_read(str_of(full), &p));
        p.micro = muldiv(p.micro, share < 1000 ? share : 1000, 1000);
        p.micro -= p.micro % 10000;
        return p;
}

static const struct fail *unit_of(struct ctx *cx, str code, int64_t *ret)
{
        struct org_unit u;
        const struct fail *f = org_unit_by_code(cx, code, &u);
        if (!f)
                *ret = u.id;
        return f;
}

static int64_t stem_of(const struct edition *e, const char *code)
{
        for (int i = 0; i < e->n_nodes; i++)
                if (*code && str_is(e->nodes[i].code, code))
                        return e->nodes[i].stem;
        return 0;
}

/* A share of the target, in thousandths; nothing where the rule has none. */
static str figure_at(struct ctx *cx, const struct row *r, int64_t share)
{
        struct figure_text t;
        if (!*r->target || figure_read(cx->arena, str_of(r->target), &t))
                return S("");
        return decimal_str(cx->arena, muldiv(t.v, share, 1000), t.places, false);
}

/* What of the year's target the schedule has by the end of a month, in thousandths. */
static int schedule(const struct row *r, int month)
{
        static const int at[CITY_MONTHS] = { 62, 125, 205, 290, 375, 460, 545, 630, 720, 810, 905,
                                             1000 };
        return r->adds ? at[month] : 1000;
}

/* A month is a little better or worse than the year; the newest is as the row says. */
static int standing(const struct row *r, int month, int last, bool final)
{
        if (final && month == last)
                return r->last * 10;
        int at = final ? r->last * 10 : r->now * 10 - r->drift * 10 * (last - month);
        int swing = (month * 7 + (int)(r - rows) * 5) % 11 - 5;
        return month == last ? at : at >= 1000 ? at + 5 + swing : at + swing;
}

enum { OTHERS = 8 };
static const char *const others[OTHERS] = { "甲县", "乙县", "丙县", "丁县", "戊县", "己县", "庚县", "辛县" };

static int rank_of(int at) { return at >= 970 ? 2 : at >= 900 ? 5 : 8; }

/* The k-th of the others where we stand at `at`: as many are ahead as our place says, each in its turn. */
static int peer_at(const struct row *r, int at, int k)
{
        int turn = (k * 3 + (int)(r - rows) * 5) % OTHERS, ahead = rank_of(at) - 1;
        return turn < ahead ? at + 9 + 7 * turn : at - 8 - 11 * (turn - ahead);
}

/* What the city told of the others in a month: figures where the rule goes by one, else points. */
static const struct fail *peers(struct ctx *cx, const struct city *c, const struct city_item *x,
                                const struct row *r, int month, points *ret_sum)
{
        struct city_peer list[OTHERS];
        int at = standing(r, month, month, false);
        const struct fail *f = NULL;
        for (int k = 0; k < OTHERS && !f; k++) {
                int theirs = peer_at(r, at, k);
                str year = figure_at(cx, r, theirs);
                list[k] = (struct city_peer){ .name = str_of(others[k]), .score = part(r->full, theirs),
                        .actual = figure_at(cx, r, (int64_t)theirs * schedule(r, month) / 1000) };
                if (x->method.n)
                        f = city_what_if(cx, x, year, (str){ 0 }, &list[k].score);
                if (r->since && k % 3 == 0)
                        list[k].score.micro -= 1000000;         /* they had one, too */
                ret_sum[k].micro += list[k].score.micro;
        }
        const struct city_told t = { .month = month, .list = list, .n = OTHERS, .day = cx->today,
                .source = str_f(cx->arena, "%s%d年%d月市对县考核指标通报", r->department, c->book.year, month + 1) };
        return f ? f : city_peers_write(cx, c, x, &t);
}

static const struct fail *months(struct ctx *cx, struct city *c, const struct city_item *x,
                                 const struct row *r, int last, bool final)
{
        const struct fail *f = NULL;
        for (int m = 0; m <= last && !f; m++) {
                int at = standing(r, m, last, final);
                int mean = 925 + (m * 5 + (int)(r - rows) * 11) % 24;
                struct city_guess g = { .month = m, .rank = rank_of(at), .score = part(r->full, at) };
                if (m == last && !final) {              /* the month whose figures are told: their mean */
                        mean = at;
                        for (int k = 0; k < OTHERS; k++)
                                mean += peer_at(r, at, k);
                        mean /= OTHERS + 1;
                }
                if (x->method.n)        /* what the year would come to at this pace */
                        f = city_what_if(cx, x, figure_at(cx, r, at), (str){ 0 }, &g.score);
                if (f)
                        return f;
                g.actual = figure_at(cx, r, (int64_t)at * schedule(r, m) / 1000);
                g.mean = figure_at(cx, r, (int64_t)mean * schedule(r, m) / 1000);
                if (schedule(r, m) < 1000)
                        g.evidence = S("按序时进度推算全年");
                if (r->since && !final && m + 1 >= r->since)
                        g.score.micro -= 1000000;
                if (g.score.micro < x->full.micro) {
                        bool early = x->method.n && m < 3;
                        g.cause = str_of(early ? "年初进度偏慢" : r->cause);
                        g.measure = str_of(early ? "对照年度目标倒排计划，按月调度" : r->remedy);
                }
                f = city_estimate_put(cx, c, x, 0, &g);
        }
        return f;
}

/* What the other eight come to in a month, with what the city told of each indicator behind it. */
static const struct fail *told(struct ctx *cx, int year, int month)
{
        struct city c;
        points sum[OTHERS] = { { 0 } };
        struct city_standing list[OTHERS];
        const struct fail *f = city_read(cx, year, &c);
        if (f)
                return f;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        for (int i = 0; !f && i < c.n_items; i++)
                f = peers(cx, &c, &c.items[i], &rows[i], month, sum);
        for (int k = 0; k < OTHERS; k++)
                list[k] = (struct city_standing){ str_of(others[k]), sum[k] };
        if (!f)
                f = city_standings_write(cx, &c.book, list, OTHERS,
                                         str_f(cx->arena, "示例市委目标绩效办%d年%d月市对县考核情况通报", year, month + 1),
                                         cx->today);
        if (f)
                tx_refuse(cx, f);
        return tx_commit(&tx);
}

static const struct fail *book(struct ctx *cx, const struct edition *e, int64_t county, int year,
                               int last, bool final)
{
        struct city c;
        int64_t id, item;
        struct city_book_wish w = { .unit = county, .year = year, .league = 9,
                .title = str_f(cx->arena, "%d年度市对县综合考核", year),
                .basis = str_f(cx->arena, "示例市委办公室〔%d〕11号", year), .final_score = CITY_NONE };
        const struct fail *f = city_book_put(cx, 0, 0, &w, &id);
        for (size_t i = 0; !f && i < COUNT_OF(rows); i++) {
                const struct row *r = &rows[i];
                int64_t shares[CITY_SHARES];
                struct city_wish in = { .code = str_of(r->code), .block = str_of(r->block),
                        .name = str_of(r->name), .rule = str_of(r->rule),
                        .department = str_of(r->department), .leader = str_of(r->leader),
                        .source = str_of(r->department), .measure = str_of(r->measure),
                        .target = str_of(r->target), .method = str_of(r->method),
                        .params = str_of(r->params), .sort = (int)(i + 1) * 10,
                        .full = part(r->full, 1000), .last_score = final ? CITY_NONE
                                                                        : part(r->full, r->last * 10),
                        .last_rank = final ? 0 : r->rank, .stem = stem_of(e, r->stem),
                        .shares = shares };
                str rest = str_of(r->share);
                while (!f && rest.n)
                        f = unit_of(cx, str_cut(rest, ' ', &rest), &shares[in.n_shares++]);
                if (!f)
                        f = unit_of(cx, str_of(r->lead), &in.lead);
                struct city_book b = { .id = id, .unit = county, .year = year };
                if (!f)
                        f = city_item_put(cx, &b, 0, 0, &in, &item);
        }
        if (!f)
                f = city_read(cx, year, &c);
        for (int i = 0; !f && i < c.n_items; i++) {
                f = months(cx, &c, &c.items[i], &rows[i], last, final);
                if (!f && final)
                        f = city_final_put(cx, &c, &c.items[i], 1, part(rows[i].full, rows[i].last * 10),
                                           rows[i].rank);
        }
        if (!f && !final)
                f = told(cx, year, last);
        if (!f && final) {
                f = city_read(cx, year, &c);
                w.final_score = c.score, w.final_rank = 3;
                if (!f)
                        f = city_book_put(cx, id, 1, &w, &id);
        }
        return f;
}

const struct fail *city_demo(struct ctx *cx)
{
        struct edition e;
        struct org_unit county;
        int64_t scheme;
        int y, m, d;
        const struct fail *f = register_scheme(cx, &scheme);
        if (!f)
                f = register_edition(cx, scheme, &e);
        if (!f)
                f = org_unit_by_code(cx, S("shili"), &county);
        if (f)
                return f;
        day_split(cx->today, &y, &m, &d);
        f = book(cx, &e, county.id, e.year - 1, CITY_MONTHS - 1, true);
        return f ? f : book(cx, &e, county.id, e.year, m > 1 ? m - 2 : 0, false);
}
