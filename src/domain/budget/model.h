/* domain/budget/model.h - one department's budget of one year, whole, in memory.
 *
 * store.c loads it from the database (budget_load) and import.c fills one from a file; all
 * that follows is pure: rounding, facts, tables, narrative, checks, export take a model and
 * touch nothing else.
 *
 * What is known. A real office publishes less than it keeps. Here a figure is known only as
 * far as somebody stated it: a line may lack its economic account, its project or its unit
 * (absent); a total may be known without any line (struct budget_fact). Nothing is invented:
 * what cannot be formed is shown as 原件未载. `basis` says where each figure comes from.
 *
 * Money is fen. 万元 figures are derived once (round.c, domain §4.2).
 */
#ifndef DOMAIN_BUDGET_MODEL_H
#define DOMAIN_BUDGET_MODEL_H

#include "base/base.h"

enum fund {                     /* 预算资金性质: which budget the money belongs to */
        FUND_GENERAL,           /* F 一般公共预算 */
        FUND_GOVERNMENT,        /* G 政府性基金预算 */
        FUND_CAPITAL,           /* C 国有资本经营预算 */
        FUND_OTHER,             /* O 财政专户管理资金、单位资金等 */
        FUND_END
};

enum source_year { SOURCE_CURRENT /* 当年安排 */, SOURCE_ADVANCE /* 提前通知转移支付 */,
                   SOURCE_CARRY /* 上年结转 */, SOURCE_END };

enum nature {                   /* 支出性质 */
        NATURE_BASIC,           /* 基本支出 */
        NATURE_PROJECT,         /* 项目支出 */
        NATURE_UPWARD,          /* 上缴上级支出 */
        NATURE_SUBSIDY,         /* 对附属单位补助支出 */
        NATURE_OPERATING,       /* 事业单位经营支出 */
        NATURE_END
};

enum income_kind {
        INCOME_GENERAL, INCOME_GOVERNMENT, INCOME_CAPITAL,      /* 三类财政拨款 */
        INCOME_SERVICE,         /* 事业收入 */
        INCOME_OPERATING,       /* 事业单位经营收入 */
        INCOME_OTHER,           /* 其他收入 */
        INCOME_FROM_ABOVE,      /* 上级补助收入 */
        INCOME_FROM_BELOW,      /* 附属单位上缴收入 */
        INCOME_FUND_COVER,      /* 用事业基金弥补收支差额 */
        INCOME_CARRY,           /* 上年结转; `fund` says which */
        INCOME_END
};

enum basis {                    /* how far a figure may be trusted, and why */
        BASIS_ENTERED,          /* compiled here by the office */
        BASIS_PUBLISHED,        /* printed in the published original */
        BASIS_INFERRED,         /* follows from published figures by a stated argument */
        BASIS_DERIVED_PRIOR,    /* 由公布增减额反推: this year's figure less the published change */
        BASIS_END
};

enum unit_kind { UNIT_ORGAN /* 行政 */, UNIT_CIVIL_LIKE /* 参公 */, UNIT_INSTITUTION /* 事业 */, UNIT_KIND_END };

enum project_category {         /* 预算管理一体化, domain §1.8 */
        PROJECT_PERSONNEL,      /* 人员类 */
        PROJECT_PUBLIC,         /* 运转类·公用经费 */
        PROJECT_RUNNING,        /* 运转类·其他运转类 */
        PROJECT_SPECIAL,        /* 特定目标类 */
        PROJECT_CATEGORY_END
};

/* A budget unit (预算单位): the department itself first, then its subordinate units. */
struct budget_unit {
        int64_t        id, org;         /* org: the unit in the tree; 0: not linked */
        str            code, name;
        str            finance_code;    /* 预算单位代码, as the finance bureau gave it; absent: not known */
        enum unit_kind kind;
        int            staff_organ, staff_institution, retired; /* -1: 原件未载 */
};

/* 内设机构 and subordinate units as the overview names them (概况, P01). */
struct budget_section { str name; bool subordinate; };

/* One atomic line: unit × fund × source year × 项 × 款 × project × nature. */
struct budget_line {
        int64_t          id;
        int              unit;          /* index into units; -1: not known */
        enum fund        fund;
        enum source_year source;
        str              function;      /* 7 digits, or 5 or 3 where only that is known */
        str              economic;      /* department economic account, 5 digits; absent: not known */
        int              project;       /* index into projects; -1: none or not known */
        enum nature      nature;
        bool             procurement;   /* bought through 政府采购 */
        money            amount;
        enum basis       basis;         /* of the amount */
        enum basis       nature_basis;  /* of basic/project: the seed's is INFERRED */
        str              note;
        int              row;           /* where it stood in the file, for messages; 0: none */
};

struct budget_income {
        int64_t          id;
        int              unit;
        enum income_kind kind;
        enum fund        fund;          /* of INCOME_CARRY */
        money            amount;
        enum basis       basis;
};

/* A figure known without lines. `key` is a row of facts.def ("basic.personnel",
 * "projects.special.count"); `value` is fen for money, the number itself for counts. */
struct budget_fact { int64_t id; str key; int64_t value; enum basis basis; str note; };

/* The same figure of the year before. */
struct budget_prior { int64_t id; str key; int64_t value; enum basis basis; str note; };

/* Names of economic 款 that a published sentence lists without amounts, in its order. */
struct budget_mention { str list; str economic; };     /* list: "personnel" or "public" */

/* Words that only people can supply. key: "reason.total", "use.reception", "duty", "work" …
 * as texts.def lists; `n` orders several of one key. */
struct budget_text { int64_t id; str key; int n; str text; str author; int64_t at; bool confirmed; };
struct budget_purpose { int64_t id; str function; str text; };  /* 主要用于 of one 项 */

enum indicator_compare { CMP_GE, CMP_LE, CMP_EQ, CMP_GT, CMP_LT, CMP_QUALITY /* 定性 */, CMP_END };
struct budget_indicator {
        int64_t id;
        int     project;                /* index; -1: of the whole department (表7) */
        str     level1, level2, level3; /* 产出指标 / 数量指标 / 督查件次 */
        enum indicator_compare compare;
        str     target, measure;        /* "95", "%"; quality: words */
        int     weight;                 /* points × 100 */
        bool    lower_is_better;        /* 反向 */
};

struct budget_project {
        int64_t               id;
        int                   unit;
        str                   code, name;
        enum project_category category;
        str                   goal;     /* 年度目标 */
        bool                  has_goal; /* 开展绩效目标管理 */
};

/* Tasks of the whole department for 表7. */
struct budget_task { int64_t id; str name, content; money amount; };

/* Vehicles held or planned, by class of the profile ("sedan", "assured" …). */
struct budget_vehicle { int64_t id; str class_code; int held, planned; money planned_cost; };

struct budget_procurement { money goods, works, services, for_small; bool known; };

/* One code of an edition, with its full path made ready. */
struct account {
        str code, name, budget, basis, definition;      /* definition: 名词解释, may be absent */
        str gov_organ, gov_institution;
};
struct account_list {
        int64_t               edition;
        str                   name;     /* "2024" */
        const struct account *rows;     /* sorted by code; a code once a budget */
        int                   n;
};
/* The general budget's where several budgets have the code; NULL: the edition lacks it. */
const struct account *account_find(const struct account_list *l, str code);

/* States of the year's work, in life order; flow.c has the steps. */
enum budget_state {
        BUDGET_DRAFT,           /* 编制 */
        BUDGET_SUBMITTED,       /* 上报，待审核 */
        BUDGET_REVIEWED,        /* 审核通过，待批复 */
        BUDGET_APPROVED,        /* 已批复 */
        BUDGET_PUBLISHED,       /* 已公开: frozen */
        BUDGET_CORRECTED,       /* 已被更正版本取代 */
        BUDGET_STATES
};

struct budget {
        int64_t id, dept;               /* dept: org unit */
        str     code;                   /* "wusheng-mbjx" */
        str     dept_name, short_name;  /* full name in titles; short name in sentences */
        str     voice;                  /* 我办, 我局: how reasons speak of the office */
        int     year;
        str     profile;                /* "sichuan-county" */
        bool    exact;                  /* exact mode: a line that is not whole hundreds of yuan is refused */
        int     version, revision;      /* version: 更正 count from 1; revision: optimistic lock */
        enum budget_state state;
        str     correction;             /* why this version replaced the last */
        day     congress, approved, published, passed_on;       /* D1…D4, DAY_NONE: not yet */
        day     units_published;                /* D4: the last of the units published its own; or none */
        /* Of a correction: when it first came so far in an earlier version of the year; or none. */
        day     first_approved, first_passed_on, first_published, first_units_published;
        str     approval_no, published_url;
        bool    fictional;              /* demonstration data of 示例县 */
        str     note;                   /* "原件：…": where published data came from */

        struct budget_unit      *units;      int n_units;
        struct budget_section   *sections;   int n_sections;
        struct budget_line      *lines;      int n_lines;
        struct budget_income    *incomes;    int n_incomes;
        struct budget_fact      *facts;      int n_facts;
        struct budget_prior     *priors;     int n_priors;
        struct budget_mention   *mentions;   int n_mentions;
        struct budget_text      *texts;      int n_texts;
        struct budget_purpose   *purposes;   int n_purposes;
        struct budget_project   *projects;   int n_projects;
        struct budget_indicator *indicators; int n_indicators;
        struct budget_task      *tasks;      int n_tasks;
        struct budget_vehicle   *vehicles;   int n_vehicles;
        struct budget_procurement procurement;
        int                      big_equipment, big_equipment_planned;  /* -1: 原件未载 */

        struct account_list function, economic, economic_gov;           /* in force in `year` */
};

/* A budget that has taken no step yet: no day of its own, none of an earlier version. */
void budget_days_clear(struct budget *b);
/* The day at `at` (an offset of struct budget: approved, passed_on, published, units_published) in
 * the first version of the year that came so far. */
day  budget_first_day(const struct budget *b, size_t at);

#endif
