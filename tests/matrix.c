/* tests/matrix.c - see matrix.h. */
#include "core/auth/account.h"
#include "core/crypto/password.h"
#include "core/auth/account.sql.h"
#include "core/db/driver.h"
#include "domain/org/org.h"
#include "domain/org/unit.sql.h"
#include "tests/matrix.h"

const char *const place_words[PLACE_END] = {
        "own", "child", "sibling", "parent", "other", "year", "locked", "nowhere",
};

/* What is made is kept beside the arena's marks: in a table of fixed size. */
enum { MOST_MADE = 16384 };
struct matrix_made { const struct matrix_kind *kind; int64_t unit, person, id; enum place at; };

/* ---- undone instead of committed ------------------------------------------------------- */

static const struct db_driver *real;
static struct db_driver        trial;
static int                     n_commits;

static const struct fail *trial_commit(struct ctx *cx)
{
        n_commits++;
        real->tx_rollback(cx);
        return NULL;
}

void matrix_trial(struct matrix *m, bool on)
{
        struct db *db = m->cx->db;
        if (on) {
                real = db->driver;
                trial = *real;
                trial.tx_commit = trial_commit;
                db->driver = &trial;
        } else {
                db->driver = real;
        }
}

int matrix_commits(struct matrix *m)
{
        (void)m;
        int n = n_commits;
        n_commits = 0;
        return n;
}

/* ---- the cast ---------------------------------------------------------------------------- */

/* Every unit of the cast has something below it and beside it. */
static void family(struct ctx *cx, const char *code)
{
        struct org_unit u;
        struct unit_children it;
        bool child = false;
        done(org_unit_by_code(cx, str_of(code), &u));
        unit_children(&it, cx, u.id);
        while (unit_children_next(&it))
                child |= it.kind != ORG_SECTION;
        done(unit_children_end(&it));
        if (child)
                return;
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        str name = str_f(cx->arena, "%s-xia", code);
        int64_t id = unit_insert(cx, true, u.id, ORG_SUBORDINATE, name, S("下属站所"), S("站所"), (str){ 0 },
                                 900, str_f(cx->arena, "new:%.*s", STR(name)));
        unit_set_path(cx, id, str_f(cx->arena, "%.*s%ld/", STR(u.path), id));
        done(tx_commit(&tx));
}

static void cast_add(struct matrix *m, const char *role, const char *unit, int cap)
{
        struct ctx *cx = m->cx;
        struct member c = { .role = role, .unit = str_of(unit), .id = story_unit(cx, unit) };
        must(m->n_cast < cap && c.id);
        struct tx tx CLEANUP(tx_end) = tx_begin(cx);
        c.person = person_insert(cx, str_f(cx->arena, "%s@%s", role, unit), 999);
        account_insert(cx, c.person, str_f(cx->arena, "cast.%d", m->n_cast), 0, cx->now);
        account_set_password(cx, c.person, m->password, cx->now);
        post_insert(cx, c.person, c.id, str_of(role), day_add(cx->today, -300));
        done(tx_commit(&tx));
        struct post_first post;
        done(post_first(cx, c.person, cx->today, &post));
        c.post = post.id;
        struct tx next CLEANUP(tx_end) = tx_begin(cx);
        c.token = session_begin(cx, c.person, c.post, (str){ 0 }, S("127.0.0.1"), S("matrix"));
        done(tx_commit(&next));
        m->cast[m->n_cast++] = c;
}

void matrix_begin(struct matrix *m, struct ctx *cx, const char *const *units)
{
        int n_units = 0;
        *m = (struct matrix){ .cx = cx, .made = NEW_ARRAY(cx->arena, struct matrix_made, MOST_MADE) };
        story_county(cx);
        done(password_hash(cx, S(MATRIX_PASSWORD), &m->password));
        m->requests = test_file(cx->arena, "tests/requests.txt", false);
        while (units[n_units])
                family(cx, units[n_units++]);
        int cap = 1 + n_roles * n_units;
        m->cast = NEW_ARRAY(cx->arena, struct member, (size_t)cap);
        m->cast[m->n_cast++] = (struct member){ .role = "nobody", .unit = S("-"),
                                                .id = story_unit(cx, units[0]) };
        for (int r = 0; r < n_roles; r++)
                for (int u = 0; u < n_units && role_info[r].kind < ROLE_OPEN; u++)
                        cast_add(m, role_info[r].code, units[u], cap);
        done(db_wait(cx));
        session_forget();
}

/* ---- where a record is ------------------------------------------------------------------- */

/* The unit at this place from the member's own; 0: there is none. */
static int64_t unit_at(struct ctx *cx, const struct member *who, enum place at)
{
        struct org_unit own;
        struct unit_children it;
        int64_t found = 0;
        if (org_unit_by_id(cx, who->id, &own))
                return 0;
        switch (at) {
        case PLACE_OWN: case PLACE_YEAR: case PLACE_LOCKED:
                return own.id;
        case PLACE_PARENT:
                return own.parent;
        case PLACE_CHILD: case PLACE_SIBLING:
                unit_children(&it, cx, at == PLACE_CHILD ? own.id : own.parent);
                while (unit_children_next(&it))
                        if (it.id != own.id && it.kind != ORG_SECTION &&
                            (at == PLACE_CHILD || it.grp.n == 0 || !str_eq(it.grp, own.group)))
                                found = it.id;
                done(unit_children_end(&it));
                return found;
        case PLACE_OTHER:
                return story_unit(cx, "wusheng-mbjx");
        case PLACE_NOWHERE: case PLACE_END:
                break;
        }
        return 0;
}

/* A record of the kind, made once; the same for all members of a unit unless it is personal. */
static int64_t record_at(struct matrix *m, const struct matrix_kind *k, const struct member *who,
                         enum place at)
{
        if (at == PLACE_NOWHERE)
                return 987654321;
        int64_t unit = unit_at(m->cx, who, at), person = k->personal ? who->person : 0;
        enum place special = at == PLACE_YEAR || at == PLACE_LOCKED || k->personal ? at : PLACE_OWN;
        for (size_t i = 0; i < m->n_made; i++)
                if (m->made[i].kind == k && m->made[i].unit == unit && m->made[i].person == person &&
                    m->made[i].at == special)
                        return m->made[i].id;
        if (!unit)
                return 0;
        bool on = m->cx->db->driver == &trial;
        if (on)
                matrix_trial(m, false);
        struct ctx system = *m->cx;
        auth_as_system(&system);
        int64_t id = k->make(&system, who, unit, special);
        done(db_wait(&system));
        if (on)
                matrix_trial(m, true);
        must(m->n_made < MOST_MADE);
        m->made[m->n_made++] = (struct matrix_made){ k, unit, person, id, special };
        return id;
}

/* ---- lines of requests.txt ----------------------------------------------------------------- */

str matrix_line(const struct matrix *m, const struct route *r)
{
        str rest = m->requests;
        while (rest.n) {
                str line = str_trim(str_cut(rest, '\n', &rest)), tail;
                str method = str_cut(line, ' ', &tail);
                tail = str_trim(tail);
                str pattern = str_cut(tail, ' ', &tail);
                if (str_is(method, r->method == GET ? "GET" : "POST") && str_is(pattern, r->path))
                        return str_trim(tail);
        }
        return (str){ 0 };
}

/* The next {KIND:@…} or {KIND.version:@…} at or after *at; its kind, place, and where it ends. */
struct mark { size_t from, to; str kind, place; bool version; };
static bool mark_next(str line, size_t at, struct mark *ret)
{
        for (; at < line.n; at++) {
                if (line.p[at] != '{')
                        continue;
                ptrdiff_t end = str_find(str_from(line, at), S("}"));
                if (end < 0)
                        return false;
                str in = str_head(str_from(line, at + 1), (size_t)end - 1), place, dot;
                str kind = str_cut(in, ':', &place);
                if (!place.n || place.p[0] != '@')
                        continue;
                kind = str_cut(kind, '.', &dot);
                *ret = (struct mark){ at, at + (size_t)end + 1, kind, str_from(place, 1), dot.n > 0 };
                return true;
        }
        return false;
}

static size_t body_at(str line)
{
        ptrdiff_t space = str_find(line, S(" "));
        return space < 0 ? line.n : (size_t)space;
}

bool matrix_is_placed(str line)
{
        struct mark k;
        size_t at = 0;
        for (; mark_next(line, at, &k); at = k.to)
                if (!k.place.n)
                        return true;
        return false;
}

/* Records in the body that stand at a fixed place are foreign ids to be swapped. */
static bool is_foreign_mark(str line, const struct mark *k)
{
        return k->from > body_at(line) && !k->version && k->place.n;
}

int matrix_n_foreign(str line)
{
        struct mark k;
        int n = 0;
        for (size_t at = 0; mark_next(line, at, &k); at = k.to)
                n += is_foreign_mark(line, &k);
        return n;
}

str matrix_foreign_field(struct matrix *m, str line, int n)
{
        struct mark k;
        for (size_t at = 0; mark_next(line, at, &k); at = k.to) {
                if (!is_foreign_mark(line, &k) || n--)
                        continue;
                size_t eq = k.from;
                while (eq > 0 && line.p[eq] != '=')
                        eq--;
                size_t from = eq;
                while (from > 0 && line.p[from - 1] != ' ')
                        from--;
                return str_copy(m->cx->arena, str_head(str_from(line, from), eq - from));
        }
        return (str){ 0 };
}

static const struct matrix_kind *kind_of(str name)
{
        for (int i = 0; i < n_matrix_kinds; i++)
                if (str_is(name, matrix_kinds[i].name))
                        return &matrix_kinds[i];
        test_note("tests/requests.txt: no kind of record is called %.*s", STR(name));
        must(!"tests/requests.txt: no such kind");
}

const struct matrix_kind *matrix_path_kind(str line)
{
        struct mark k;
        for (size_t at = 0; mark_next(line, at, &k) && k.from < body_at(line); at = k.to)
                if (!k.place.n)
                        return kind_of(k.kind);
        return NULL;
}

static enum place place_of(str word)
{
        for (int i = 0; i < PLACE_END; i++)
                if (str_is(word, place_words[i]))
                        return (enum place)i;
        must(!"tests/requests.txt: no such place");
}

bool matrix_fill(struct matrix *m, str line, const struct member *who, enum place at, int foreign,
                 enum place there, struct matrix_request *ret)
{
        struct buf b = buf_new(m->cx->arena, 1 << 16);
        struct mark k;
        size_t from = 0;
        ptrdiff_t remark = str_find(line, S(" #"));
        if (remark >= 0)
                line = str_head(line, (size_t)remark);
        for (; mark_next(line, from, &k); from = k.to) {
                enum place p = k.place.n ? place_of(k.place) : at;
                if (is_foreign_mark(line, &k) && foreign-- == 0)
                        p = there;
                const struct matrix_kind *kind = kind_of(k.kind);
                int64_t id = record_at(m, kind, !who->token.n && kind->personal ? &m->cast[1] : who, p);
                if (!id)
                        return false;
                buf_put(&b, str_head(str_from(line, from), k.from - from));
                if (kind->text && !k.version)
                        buf_put(&b, kind->text(m->cx, id));
                else
                        buf_int(&b, k.version ? p == PLACE_NOWHERE ? 1 : kind->version(m->cx, id) : id);
        }
        buf_put(&b, str_from(line, from));
        ret->n_fields = story_request(m->cx, str_copy(m->cx->arena, buf_str(&b)), m->n++, &ret->path,
                                      ret->fields);
        return true;
}

int matrix_send(struct matrix *m, const struct member *who, const struct route *r,
                const struct matrix_request *q, struct visit *v)
{
        *v = (struct visit){ .cx = m->cx, .session = who->token };
        n_commits = 0;
        if (r->method == GET)
                visit_get(v, q->path);
        else
                visit_post(v, q->path, q->fields, q->n_fields);
        m->commits = n_commits;
        return v->status;
}
