/* core/doc/title.c - where a long title is cut into lines: GB/T 9704-2012 7.3.1, 词意完整、排列对称、长短适宜.
 * words: document text */
#include "core/doc/fit.h"
#include "core/text/collate.h"

enum {
        LINES_MOST = 5, ENDS_MOST = 60,
        HOURGLASS = 400,                /* of a line between two that are both longer */
        NEVER = INT32_MAX / 2,
};

/* Places where a line may end: how wide the text is up to there, in half characters, and how many digits and letters
 * it has (a bold one takes more than half a character); does a name end there? */
struct place { size_t at; int wide, narrow; bool named; };
struct cut {
        struct place place[ENDS_MOST + 2];      /* the beginning of the text, the places, its end */
        int n, room, lines, mean;
        int toll;               /* of a cut where no name ends: both lines as far off as two fifths of the mean */
        int pick[LINES_MOST + 1], best[LINES_MOST + 1], cost;
};

static struct place place_of(str before, bool named)
{
        struct place p = { .at = before.n, .named = named };
        uint32_t code;
        for (size_t k; (k = utf8_next(before, &code)); before = str_from(before, k)) {
                p.wide += doc_char_width(code);
                p.narrow += code > 0x20 && doc_char_width(code) == 1;
        }
        return p;
}

static bool is_one_of(str c, const char *all) { return c.n && str_find(str_of(all), c) >= 0; }

static bool is_one(str word)
{
        uint32_t code;
        return utf8_next(word, &code) == word.n;
}

/* A name ends behind it, where the next character does not carry it on. */
static bool ends_a_name(str before, str after)
{
        static const struct { const char *end, *not_before; } ends[] = {
                { "办公室", "主" }, { "委员会", "主" }, { "县委", "员" }, { "市委", "员" },
                { "政府", "采" },   { "局", "长" },     { "中心", "主" }, { "关于", "" },
        };
        for (size_t i = 0; i < COUNT_OF(ends); i++)
                if (str_ends(before, str_of(ends[i].end)))
                        return !*ends[i].not_before || !str_starts(after, str_of(ends[i].not_before));
        return false;
}

/* May a line end between these two words? A character alone belongs to what stands before it (县, 局, 年, 的), or is
 * one of a name that no dictionary has; a mark that closes stays with what it closes, one that opens likewise. */
static bool parts(str word, str next)
{
        static const char *const never_first = "的了等县市区镇乡村局委办站所院厅部处科股组队会室州省国年月日号者性化"
                                               "）》〉”’、，。；：〕】％%)!?！？";
        static const char *const never_last = "和与及或对为把被向按第将由（《〈“‘〔【(";
        if (is_one(next) && is_one_of(next, never_first))
                return false;
        if (is_one(word) && is_one_of(word, never_last))
                return false;
        char end = word.n ? word.p[word.n - 1] : 0;
        bool counts = end >= '0' && end <= '9';         /* 2026年度, 3项 */
        return !counts && !(is_one(word) && is_one(next));
}

/* False: there are too many, or none. */
static bool places_find(struct arena *a, str s, struct cut *c)
{
        size_t *ends, from = 0;
        int n = word_ends(a, s, &ends);
        c->n = 1;
        for (int i = 0; i + 1 < n; i++) {
                str word = { s.p + from, ends[i] - from }, next = { s.p + ends[i], ends[i + 1] - ends[i] };
                from = ends[i];
                if (!parts(word, next))
                        continue;
                if (c->n > ENDS_MOST)
                        return false;
                str before = str_head(s, ends[i]);
                c->place[c->n++] = place_of(before, ends_a_name(before, str_from(s, ends[i])));
        }
        c->place[c->n++] = place_of(s, true);
        return c->n > 2;
}

static int line_wide(const struct cut *c, int line)
{
        return c->place[c->pick[line + 1]].wide - c->place[c->pick[line]].wide;
}

/* Does it fit, a digit or letter taken for six tenths of a character? */
static bool line_fits(const struct cut *c, int line)
{
        const struct place *from = &c->place[c->pick[line]], *to = &c->place[c->pick[line + 1]];
        return 5 * (to->wide - from->wide) + to->narrow - from->narrow <= 5 * c->room;
}

/* Choose where each line from this one on ends; the cheapest of all ways stays in `best`. */
static void lines_try(struct cut *c, int line, int cost)
{
        bool last = line + 1 == c->lines;
        for (int i = last ? c->n - 1 : c->pick[line] + 1; i < c->n; i++) {
                c->pick[line + 1] = i;
                int wide = line_wide(c, line), off = wide - c->mean;
                if (!line_fits(c, line))
                        return;
                int sum = cost + off * off + (c->place[i].named ? 0 : c->toll);
                if (line > 1 && line_wide(c, line - 1) < wide && line_wide(c, line - 1) < line_wide(c, line - 2))
                        sum += HOURGLASS;
                if (sum >= c->cost)
                        continue;
                if (!last) {
                        lines_try(c, line + 1, sum);
                        continue;
                }
                c->cost = sum;
                memcpy(c->best, c->pick, sizeof(c->best));
        }
}

str doc_title_cut(struct arena *a, str s, int room)
{
        struct cut *c = NEW(a, struct cut);
        struct place end = place_of(s, true);
        int all = end.wide + (end.narrow + 4) / 5;
        if (all <= room || room < 8 || memchr(s.p, '\n', s.n) || !places_find(a, s, c))
                return s;
        c->room = room;
        c->cost = NEVER;
        for (c->lines = (all + room - 1) / room; c->lines <= LINES_MOST && c->cost == NEVER; c->lines++) {
                c->mean = all / c->lines;
                c->toll = 2 * (2 * c->mean / 5) * (2 * c->mean / 5);
                lines_try(c, 0, 0);
                if (c->cost < NEVER)
                        break;
        }
        if (c->cost == NEVER)
                return s;
        struct buf b = buf_new(a, s.n + LINES_MOST + 1);
        for (int i = 0; i < c->lines; i++) {
                size_t from = c->place[c->best[i]].at;
                str line = { s.p + from, c->place[c->best[i + 1]].at - from };
                buf_f(&b, "%s%.*s", i ? "\n" : "", STR(str_trim(line)));
        }
        return buf_str(&b);
}
