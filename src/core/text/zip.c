/* core/text/zip.c - the one file with libzip. See zip.h. */
#include "core/text/zip.h"
#include <zip.h>

/* Below this size an entry may be packed as tightly as it likes. */
enum { RATIO_FREE = 1 << 20, PIECE = 32768, NAME_MAX_BYTES = 512 };

struct entry {
        str     name;
        int64_t size, packed;
};

struct zip_in {
        zip_t            *lib;
        struct entry     *entry;
        int               n;
        int              *by_name;      /* indices, sorted by name without case */
        struct zip_limits limits;
        int64_t           read;         /* bytes unpacked so far, over all entries */
};

/* ---- why not --------------------------------------------------------------------- */

static const struct fail *refusal(struct ctx *cx, const zip_error_t *e)
{
        switch (zip_error_code_zip(e)) {
        case ZIP_ER_NOZIP:
                return fail(cx, INVALID, "这个文件不是 ZIP 格式，或者已经损坏");
        case ZIP_ER_CRC:
                return fail(cx, INVALID, "压缩文件的校验和不对，文件已损坏，请重新保存或重新传送");
        case ZIP_ER_NOPASSWD:
        case ZIP_ER_WRONGPASSWD:
        case ZIP_ER_ENCRNOTSUPP:
                return fail(cx, INVALID, "压缩文件设有密码，请去掉密码再试");
        case ZIP_ER_COMPNOTSUPP:
                return fail(cx, INVALID, "压缩文件用了不支持的压缩方法");
        case ZIP_ER_MULTIDISK:
                return fail(cx, INVALID, "压缩文件是分卷的，请合成一个文件再试");
        case ZIP_ER_MEMORY:
                return fail(cx, TOO_LARGE, "压缩文件太大");
        default:
                return fail(cx, INVALID, "压缩文件已损坏，读不出内容");
        }
}

/* ---- in ---------------------------------------------------------------------------- */

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* As the package conventions of OOXML compare part names: ASCII without case. */
static int name_cmp(str a, str b)
{
        for (size_t i = 0; i < a.n && i < b.n; i++)
                if (lower(a.p[i]) != lower(b.p[i]))
                        return (unsigned char)lower(a.p[i]) < (unsigned char)lower(b.p[i]) ? -1 : 1;
        return (a.n > b.n) - (a.n < b.n);
}

/* Nothing that could leave the folder it is unpacked into, on any system. */
static bool name_safe(str name)
{
        if (!name.n || name.n > NAME_MAX_BYTES || name.p[0] == '/' || !utf8_valid(name))
                return false;
        for (size_t i = 0; i < name.n; i++)
                if ((unsigned char)name.p[i] < 0x20 || name.p[i] == '\\' || name.p[i] == ':')
                        return false;
        for (str rest = name; rest.p;) {
                str step = str_cut(rest, '/', &rest);
                if (str_is(step, "..") || str_is(step, "."))
                        return false;
        }
        return true;
}

static const struct fail *too_large(struct ctx *cx, int64_t most)
{
        char room[MEGA_ROOM];
        return fail(cx, TOO_LARGE, "压缩文件解开以后太大，最多 %s MB", mega(room, most, false));
}

static const struct fail *entry_check(struct ctx *cx, struct zip_in *z, int i, int64_t *total)
{
        zip_stat_t st;
        if (zip_stat_index(z->lib, (zip_uint64_t)i, 0, &st))
                return refusal(cx, zip_get_error(z->lib));
        struct entry *e = &z->entry[i];
        e->name = str_copy(cx->arena, str_of(st.name));
        if (!(st.valid & ZIP_STAT_SIZE) || !(st.valid & ZIP_STAT_COMP_SIZE) ||
            st.size > INT64_MAX / 4 || st.comp_size > INT64_MAX / 4)
                return fail(cx, INVALID, "压缩文件已损坏，读不出内容");
        if (!name_safe(e->name))
                return fail(cx, INVALID, "压缩文件里有不安全的文件名，不能读取");
        if (st.encryption_method != ZIP_EM_NONE)
                return fail(cx, INVALID, "压缩文件设有密码，请去掉密码再试");
        if (st.comp_method != ZIP_CM_STORE && st.comp_method != ZIP_CM_DEFLATE)
                return fail(cx, INVALID, "压缩文件用了不支持的压缩方法");
        e->size = (int64_t)st.size;
        e->packed = (int64_t)st.comp_size;
        *total += e->size;
        if (e->size > z->limits.max_entry || *total > z->limits.max_total)
                return too_large(cx, e->size > z->limits.max_entry ? z->limits.max_entry : z->limits.max_total);
        if (e->size > RATIO_FREE && e->size / z->limits.max_ratio > e->packed)
                return fail(cx, TOO_LARGE, "压缩文件解开以后大到 %ld 倍以上，不像普通的文件，不能读取",
                            (long)z->limits.max_ratio);
        return NULL;
}

/* Shell's sort, since qsort() has no place for an argument. */
static void sort_names(struct zip_in *z)
{
        for (int gap = z->n / 2; gap > 0; gap /= 2)
                for (int i = gap; i < z->n; i++) {
                        int x = z->by_name[i], k = i;
                        for (; k >= gap; k -= gap) {
                                int y = z->by_name[k - gap];
                                if (name_cmp(z->entry[y].name, z->entry[x].name) <= 0)
                                        break;
                                z->by_name[k] = y;
                        }
                        z->by_name[k] = x;
                }
}

static const struct fail *entries_check(struct ctx *cx, struct zip_in *z, size_t n_bytes)
{
        int64_t total = 0, least = 22;  /* the end record */
        z->entry = NEW_ARRAY(cx->arena, struct entry, (size_t)z->n);
        z->by_name = NEW_ARRAY(cx->arena, int, (size_t)z->n);
        for (int i = 0; i < z->n; i++) {
                const struct fail *f = entry_check(cx, z, i, &total);
                if (f)
                        return f;
                /* Local and central header with the name, and the data itself. */
                least += 30 + 46 + 2 * (int64_t)z->entry[i].name.n + z->entry[i].packed;
                z->by_name[i] = i;
        }
        if (least > (int64_t)n_bytes)   /* several entries would have to share their bytes */
                return fail(cx, INVALID, "压缩文件里的内容互相重叠，不能读取");
        sort_names(z);
        for (int i = 1; i < z->n; i++)
                if (!name_cmp(z->entry[z->by_name[i - 1]].name, z->entry[z->by_name[i]].name))
                        return fail(cx, INVALID, "压缩文件里有重名的文件，不能读取");
        return NULL;
}

const struct fail *zip_in_open(struct ctx *cx, str bytes, const struct zip_limits *l,
                               struct zip_in **ret)
{
        must(l->max_ratio > 0);
        zip_error_t e;
        zip_error_init(&e);
        zip_source_t *src = zip_source_buffer_create(bytes.p, bytes.n, 0, &e);
        zip_t *lib = src ? zip_open_from_source(src, ZIP_RDONLY, &e) : NULL;
        if (!lib) {
                const struct fail *f = refusal(cx, &e);
                if (src)
                        zip_source_free(src);
                zip_error_fini(&e);
                return f;
        }
        zip_error_fini(&e);
        struct zip_in *z CLEANUP(zip_in_close) = NEW(cx->arena, struct zip_in);
        *z = (struct zip_in){ .lib = lib, .limits = *l };
        zip_int64_t n = zip_get_num_entries(lib, 0);
        if (n < 0 || n > l->max_entries || n > INT32_MAX)
                return fail(cx, TOO_LARGE, "压缩文件里有 %ld 个文件，最多 %ld 个", (long)n, (long)l->max_entries);
        z->n = (int)n;
        const struct fail *f = entries_check(cx, z, bytes.n);
        if (f)
                return f;
        *ret = z;
        z = NULL;
        return NULL;
}

void zip_in_close(struct zip_in **z)
{
        if (*z && (*z)->lib) {
                zip_discard((*z)->lib);
                (*z)->lib = NULL;
        }
        *z = NULL;
}

int zip_in_count(const struct zip_in *z) { return z->n; }

str zip_in_name(const struct zip_in *z, int i)
{
        must(i >= 0 && i < z->n);
        return z->entry[i].name;
}

int64_t zip_in_size(const struct zip_in *z, int i)
{
        must(i >= 0 && i < z->n);
        return z->entry[i].size;
}

int zip_in_find(const struct zip_in *z, const char *name)
{
        str want = str_of(name);
        int lo = 0, hi = z->n;
        while (lo < hi) {
                int mid = lo + (hi - lo) / 2;
                int c = name_cmp(z->entry[z->by_name[mid]].name, want);
                if (!c)
                        return z->by_name[mid];
                if (c < 0)
                        lo = mid + 1;
                else
                        hi = mid;
        }
        return -1;
}

static void file_close(zip_file_t **f)
{
        if (*f)
                zip_fclose(*f);
}

const struct fail *zip_in_read(struct ctx *cx, struct zip_in *z, int i, zip_put *put, void *arg)
{
        must(i >= 0 && i < z->n);
        zip_file_t *file CLEANUP(file_close) = zip_fopen_index(z->lib, (zip_uint64_t)i, 0);
        if (!file)
                return refusal(cx, zip_get_error(z->lib));
        char piece[PIECE];
        int64_t got = 0;
        for (;;) {
                zip_int64_t n = zip_fread(file, piece, sizeof(piece));
                if (n < 0)
                        return refusal(cx, zip_file_get_error(file));
                if (!n)
                        break;
                got += n;
                z->read += n;
                if (got > z->entry[i].size)     /* the directory lied */
                        return fail(cx, INVALID, "压缩文件已损坏，读不出内容");
                if (z->read > 4 * z->limits.max_total)
                        return too_large(cx, 4 * z->limits.max_total);
                if (!put(arg, (str){ piece, (size_t)n }))
                        return NULL;
        }
        if (got != z->entry[i].size)
                return fail(cx, INVALID, "压缩文件已损坏，读不出内容");
        return NULL;
}

static bool collect(void *arg, str piece)
{
        struct buf *b = arg;
        buf_put(b, piece);
        return !b->broken;
}

const struct fail *zip_in_read_all(struct ctx *cx, struct zip_in *z, int i, str *ret)
{
        must(i >= 0 && i < z->n);
        size_t room = cx->arena->ceiling - cx->arena->used;
        if ((uint64_t)z->entry[i].size > room / 5)      /* a buffer doubles while it grows */
                return too_large(cx, (int64_t)(room / 5));
        struct buf b = buf_new(cx->arena, (size_t)z->entry[i].size);
        const struct fail *f = zip_in_read(cx, z, i, collect, &b);
        if (!f)
                *ret = buf_str(&b);
        return f;
}

/* ---- out --------------------------------------------------------------------------- */

struct zip_out {
        struct ctx        *cx;
        zip_source_t      *src;
        zip_t             *lib;
        unsigned short     time, date;  /* of every entry, as MS-DOS wrote them */
        const struct fail *broken;
        struct later      *made;        /* whose bytes lie in the arena now; NULL: none */
        struct arena_mark  before;      /* the arena before they were made */
};

struct later { struct zip_out *out; zip_make *make; void *arg; int i; str bytes; size_t read; };

static void let_go(struct zip_out *z)
{
        if (z->made && !z->broken)
                arena_release(z->cx->arena, z->before);
        z->made = NULL;
}

static bool later_ready(struct later *l)
{
        struct zip_out *z = l->out;
        if (z->made == l)
                return true;
        let_go(z);
        z->before = arena_mark(z->cx->arena);
        z->broken = l->make(z->cx, l->arg, l->i, &l->bytes);
        z->made = z->broken ? NULL : l;
        return !z->broken;
}

/* libzip asks: how large, open, read, close. */
static zip_int64_t later_answer(void *arg, void *data, zip_uint64_t n, zip_source_cmd_t cmd)
{
        struct later *l = arg;
        zip_stat_t *st = data;
        switch (cmd) {
        case ZIP_SOURCE_SUPPORTS:
                return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
                                                      ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
        case ZIP_SOURCE_STAT:
                if (!later_ready(l))
                        return -1;
                zip_stat_init(st);
                st->valid = ZIP_STAT_SIZE;
                st->size = l->bytes.n;
                return sizeof(*st);
        case ZIP_SOURCE_OPEN:
                l->read = 0;
                return later_ready(l) ? 0 : -1;
        case ZIP_SOURCE_READ: {
                size_t left = l->bytes.n - l->read, take = n < left ? (size_t)n : left;
                memcpy(data, l->bytes.p + l->read, take);
                l->read += take;
                return (zip_int64_t)take;
        }
        case ZIP_SOURCE_CLOSE:
        case ZIP_SOURCE_FREE:
                return 0;
        case ZIP_SOURCE_ERROR: {
                int errors[2] = { ZIP_ER_INTERNAL, 0 };
                memcpy(data, errors, n < sizeof(errors) ? n : sizeof(errors));
                return sizeof(errors);
        }
        default:
                return -1;
        }
}

void zip_out_at(struct zip_out *z, int64_t ms)
{
        enum { MINUTE = 60000, DAY_MINUTES = 1440, CHINA = 480, FIRST = 1980, LAST = 2107 };
        int y = FIRST, month = 1, dom = 1, minute = 0;
        day d = ms == INT64_MIN ? day_make(FIRST, 1, 1) : day_of_instant(ms);
        if (day_year(d) >= FIRST && day_year(d) <= LAST) {      /* what a ZIP can name */
                day_split(d, &y, &month, &dom);
                minute = ms == INT64_MIN ? 0 : (int)(ms / MINUTE + CHINA - (int64_t)d.n * DAY_MINUTES);
        }
        z->date = (unsigned short)((y - FIRST) << 9 | month << 5 | dom);
        z->time = (unsigned short)((minute / 60) << 11 | (minute % 60) << 5);
}

struct zip_out *zip_out_new(struct ctx *cx)
{
        struct zip_out *z = NEW(cx->arena, struct zip_out);
        z->cx = cx;
        zip_out_at(z, INT64_MIN);
        zip_error_t e;
        zip_error_init(&e);
        z->src = zip_source_buffer_create(NULL, 0, 0, &e);
        z->lib = z->src ? zip_open_from_source(z->src, ZIP_CREATE | ZIP_TRUNCATE, &e) : NULL;
        if (z->lib)
                zip_source_keep(z->src);
        else
                z->broken = fail(cx, BROKEN, "libzip: %s", zip_error_strerror(&e));
        zip_error_fini(&e);
        return z;
}

void zip_out_add(struct zip_out *z, const char *name, str bytes)
{
        if (z->broken)
                return;
        zip_source_t *s = zip_source_buffer(z->lib, bytes.n ? bytes.p : "", bytes.n, 0);
        zip_int64_t i = s ? zip_file_add(z->lib, name, s, ZIP_FL_ENC_UTF_8) : -1;
        if (s && i < 0)
                zip_source_free(s);
        if (i < 0 || zip_file_set_dostime(z->lib, (zip_uint64_t)i, z->time, z->date, 0) ||
            zip_set_file_compression(z->lib, (zip_uint64_t)i,
                                     bytes.n ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 6))
                z->broken = fail(z->cx, BROKEN, "libzip: %s: %s", name, zip_strerror(z->lib));
}

void zip_out_later(struct zip_out *z, const char *name, zip_make *make, void *arg, int i)
{
        if (z->broken)
                return;
        struct later *l = NEW(z->cx->arena, struct later);
        *l = (struct later){ .out = z, .make = make, .arg = arg, .i = i };
        zip_source_t *s = zip_source_function(z->lib, later_answer, l);
        zip_int64_t at = s ? zip_file_add(z->lib, name, s, ZIP_FL_ENC_UTF_8) : -1;
        if (s && at < 0)
                zip_source_free(s);
        if (at < 0 || zip_file_set_dostime(z->lib, (zip_uint64_t)at, z->time, z->date, 0) ||
            zip_set_file_compression(z->lib, (zip_uint64_t)at, ZIP_CM_STORE, 0))
                z->broken = fail(z->cx, BROKEN, "libzip: %s: %s", name, zip_strerror(z->lib));
}

static const struct fail *take_bytes(struct zip_out *z, str *ret)
{
        zip_stat_t st;
        if (zip_source_stat(z->src, &st) || !(st.valid & ZIP_STAT_SIZE) ||
            zip_source_open(z->src))
                return fail(z->cx, BROKEN, "libzip: cannot read back what was written");
        char *p = arena_alloc(z->cx->arena, st.size + 1);
        zip_int64_t n = zip_source_read(z->src, p, st.size);
        zip_source_close(z->src);
        if (n < 0 || (zip_uint64_t)n != st.size)
                return fail(z->cx, BROKEN, "libzip: short read of what was written");
        *ret = (str){ p, (size_t)n };
        return NULL;
}

const struct fail *zip_out_end(struct zip_out *z, str *ret)
{
        const struct fail *f = z->broken;
        if (z->lib && (f || zip_close(z->lib))) {
                if (!f)
                        f = z->broken ? z->broken : fail(z->cx, BROKEN, "libzip: %s", zip_strerror(z->lib));
                zip_discard(z->lib);
        }
        let_go(z);
        if (!f)
                f = take_bytes(z, ret);
        if (z->src)
                zip_source_free(z->src);
        *z = (struct zip_out){ .cx = z->cx };
        return f;
}
