/* core/text/table_xlsx.c - XLSX in: which parts a workbook has, then its sheets one by one.
 *
 * ZIP pieces go straight into the XML parser and its events into the sink, so a sheet of any
 * length takes the memory of one row. Only shared strings and styles are kept. The cells
 * themselves are table_sheet.c's.
 */
#include "core/text/table_xlsx.h"

enum { SHEETS_MAX = 1000, STYLES_MAX = 65536, PARTS_MAX = 5000, RATIO_MAX = 400 };

/* ---- one part: ZIP into XML -------------------------------------------------------- */

static bool pass_on(void *arg, str piece) { return xml_feed(arg, piece); }

/* A failure inside is said with the part's name: the clerk cannot use it, whoever helps can. */
static void part_fail(struct xlsx *w, str name, const struct fail *f)
{
        if (f->kind != FAIL_INVALID)
                sink_fail(w->sink, f);
        else
                sink_fail(w->sink, fail(w->sink->cx, INVALID,
                          "文件内部有损坏（%.*s：%.*s），请用表格软件打开后另存为 .xlsx 再试",
                          STR(name), STR(f->say)));
}

void part_read(struct xlsx *w, int i, const struct xml_handler *h, void *arg)
{
        struct ctx *cx = w->sink->cx;
        struct xml_in *x = xml_new(cx, h, arg);
        w->xml = x;
        const struct fail *f = zip_in_read(cx, w->zip, i, pass_on, x);
        if (f) {
                xml_drop(&x);
        } else {
                f = xml_end(&x);
        }
        w->xml = NULL;
        if (f)
                part_fail(w, zip_in_name(w->zip, i), f);
}

/* ---- relationships ------------------------------------------------------------------ */

struct rel { str id, type, target; };
struct rels { struct xlsx *w; struct rel *rel; int n, cap; };

static void rel_open(void *arg, str name, const struct pair *a, int n)
{
        struct rels *r = arg;
        struct arena *arena = r->w->sink->cx->arena;
        if (!str_is(name, "Relationship") || r->n == PARTS_MAX ||
            str_is(xml_attr_of(a, n, "TargetMode"), "External"))        /* never followed */
                return;
        *VEC_ADD(arena, r->rel, r->n, r->cap) = (struct rel){
                str_copy(arena, xml_attr_of(a, n, "Id")),
                str_copy(arena, xml_attr_of(a, n, "Type")),
                str_copy(arena, xml_attr_of(a, n, "Target")),
        };
}

static const struct xml_handler rel_handler = { .open = rel_open };

/* "xl/workbook.xml" has its relationships in "xl/_rels/workbook.xml.rels". */
static struct rels rels_of(struct xlsx *w, const char *path)
{
        struct rels r = { .w = w };
        int i = zip_in_find(w->zip, path);
        if (i >= 0 && !w->sink->over)
                part_read(w, i, &rel_handler, &r);
        return r;
}

/* A target as written ("worksheets/sheet1.xml", "/xl/styles.xml") as an entry; -1: none. */
static int part_of(struct xlsx *w, str folder, str target)
{
        if (!target.n)
                return -1;
        str path = target.p[0] == '/' ? str_from(target, 1)
                 : str_f(w->sink->cx->arena, "%.*s%.*s", STR(folder), STR(target));
        return zip_in_find(w->zip, str_copy(w->sink->cx->arena, path).p);
}

static int part_of_type(struct xlsx *w, const struct rels *r, str folder, str type)
{
        for (int i = 0; i < r->n; i++)
                if (str_ends(r->rel[i].type, type))
                        return part_of(w, folder, r->rel[i].target);
        return -1;
}

/* ---- the workbook: its sheets and its epoch -------------------------------------------- */

struct sheet_of { str name, rel_id; bool hidden; };
struct book { struct xlsx *w; struct sheet_of *sheet; int n, cap; bool is_workbook; };

static void book_open(void *arg, str name, const struct pair *a, int n)
{
        struct book *b = arg;
        struct arena *arena = b->w->sink->cx->arena;
        if (str_is(name, "workbook"))
                b->is_workbook = true;
        if (str_is(name, "workbookPr")) {
                str v = xml_attr_of(a, n, "date1904");
                b->w->epoch_1904 = str_is(v, "1") || str_is(v, "true") || str_is(v, "on");
        }
        if (!str_is(name, "sheet") || b->n == SHEETS_MAX)
                return;
        str state = xml_attr_of(a, n, "state");
        *VEC_ADD(arena, b->sheet, b->n, b->cap) = (struct sheet_of){
                .name = str_copy(arena, xml_attr_of(a, n, "name")),
                .rel_id = str_copy(arena, xml_attr_of(a, n, "id")),
                .hidden = str_is(state, "hidden") || str_is(state, "veryHidden"),
        };
}

static const struct xml_handler book_handler = { .open = book_open };

/* ---- styles: which cell formats show dates ---------------------------------------------- */

struct styles {
        struct xlsx *w;
        struct custom { int id; enum number_look look; } *custom;
        int          n_custom, cap_custom, cap_looks;
        bool         in_cells;
};

static int number(str s)
{
        uint64_t u;
        return str_u64(s, &u) && u <= INT32_MAX ? (int)u : -1;
}

static void styles_open(void *arg, str name, const struct pair *a, int n)
{
        struct styles *s = arg;
        struct arena *arena = s->w->sink->cx->arena;
        if (str_is(name, "cellXfs"))
                s->in_cells = true;
        if (str_is(name, "numFmt") && s->n_custom < STYLES_MAX)
                *VEC_ADD(arena, s->custom, s->n_custom, s->cap_custom) = (struct custom){
                        number(xml_attr_of(a, n, "numFmtId")),
                        look_of_code(xml_attr_of(a, n, "formatCode")),
                };
        if (!s->in_cells || !str_is(name, "xf") || s->w->n_looks == STYLES_MAX)
                return;
        int id = number(xml_attr_of(a, n, "numFmtId"));
        enum number_look look = look_of_builtin(id);
        for (int i = 0; i < s->n_custom && i < 1000; i++)
                if (s->custom[i].id == id)
                        look = s->custom[i].look;
        *VEC_ADD(arena, s->w->look, s->w->n_looks, s->cap_looks) = (unsigned char)look;
}

static void styles_close(void *arg, str name)
{
        if (str_is(name, "cellXfs"))
                ((struct styles *)arg)->in_cells = false;
}

static const struct xml_handler styles_handler = { .open = styles_open, .close = styles_close };

/* ---- shared strings ------------------------------------------------------------------------ */

struct shared { struct xlsx *w; int in_text, in_phonetic; };

static void shared_open(void *arg, str name, const struct pair *a UNUSED, int n UNUSED)
{
        struct shared *s = arg;
        if (str_is(name, "si"))
                s->w->value.n = 0;
        s->in_phonetic += str_is(name, "rPh");
        s->in_text += str_is(name, "t");
}

static void shared_close(void *arg, str name)
{
        struct shared *s = arg;
        struct xlsx *w = s->w;
        s->in_text -= str_is(name, "t");
        s->in_phonetic -= str_is(name, "rPh");
        if (!str_is(name, "si"))
                return;
        if (w->value.broken || !strings_add(&w->strings, buf_str(&w->value))) {
                sink_fail(w->sink, fail(w->sink->cx, TOO_LARGE, "文件里的文字太多，最多 %d MB，请分成几个文件",
                                        STRINGS_BYTES_MAX >> 20));
                xml_stop(w->xml);
        }
}

static void shared_text(void *arg, str text)
{
        struct shared *s = arg;
        if (s->in_text > 0 && s->in_phonetic == 0)
                buf_put(&s->w->value, text);
}

static const struct xml_handler shared_handler = { shared_open, shared_close, shared_text };

/* ---- the file ---------------------------------------------------------------------- */

/* Packages of the same kind that are no .xlsx; words with the way out. */
static const struct fail *refuse_by_parts(struct xlsx *w)
{
        static const struct { const char *part, *why; } row[] = {
                { "xl/vbaProject.bin", "文件带有宏，为安全起见不能读取；请另存为不带宏的 .xlsx 再试" },
                { "xl/workbook.bin",   "这是 .xlsb 格式，请用表格软件打开后另存为 .xlsx 再试" },
                { "word/document.xml", "这是文字处理文件，请把表格另存为 .xlsx 再试" },
                { "ppt/presentation.xml", "这是演示文稿，不能当作表格读取" },
                { "content.xml",       "这是 .ods 格式，请用表格软件打开后另存为 .xlsx 再试" },
        };
        for (size_t i = 0; i < COUNT_OF(row); i++)
                if (zip_in_find(w->zip, row[i].part) >= 0)
                        return fail(w->sink->cx, INVALID, "%s",
                                    words_of(w->sink->cx->lang, row[i].why));
        return NULL;
}

static const struct rel *rel_of(const struct rels *r, str id)
{
        for (int i = 0; i < r->n; i++)
                if (str_eq(r->rel[i].id, id))
                        return &r->rel[i];
        return NULL;
}

static void worksheets_read(struct xlsx *w, const struct book *b, const struct rels *r, str folder)
{
        struct ctx *cx = w->sink->cx;
        struct table_extra *extra = w->sink->extra;
        for (int i = 0; i < b->n && !w->sink->over; i++) {
                const struct sheet_of *sh = &b->sheet[i];
                const struct rel *rel = rel_of(r, sh->rel_id);
                if (rel && !str_ends(rel->type, S("/worksheet")))
                        continue;       /* a chart on a page of its own */
                int part = rel ? part_of(w, folder, rel->target) : -1;
                if (sh->hidden) {
                        *VEC_ADD(cx->arena, extra->hidden, extra->n_hidden, extra->cap_hidden) =
                                sh->name;
                } else if (part < 0) {
                        sink_fail(w->sink, fail(cx, INVALID,
                                  "工作表“%.*s”的内容在文件里找不到，请用表格软件打开后重新保存",
                                  STR(utf8_head(sh->name, 40))));
                } else {
                        w->sink->sheet = sh->name;
                        worksheet_read(w, part);
                }
        }
}

static void book_read(struct xlsx *w)
{
        struct ctx *cx = w->sink->cx;
        const struct fail *f = refuse_by_parts(w);
        if (f) {
                sink_fail(w->sink, f);
                return;
        }
        struct rels top = rels_of(w, "_rels/.rels");
        int i = part_of_type(w, &top, S(""), S("/officeDocument"));
        if (i < 0)
                i = zip_in_find(w->zip, "xl/workbook.xml");
        if (i < 0) {
                sink_fail(w->sink,
                          fail(cx, INVALID, "这是压缩包，不是 .xlsx 表格；请解压后上传里面的 .xlsx 或 .csv 文件"));
                return;
        }
        str path = zip_in_name(w->zip, i), folder = path;
        while (folder.n && folder.p[folder.n - 1] != '/')
                folder.n--;
        struct book b = { .w = w };
        part_read(w, i, &book_handler, &b);
        struct rels r = rels_of(w, str_f(cx->arena, "%.*s_rels/%.*s.rels", STR(folder),
                                         STR(str_from(path, folder.n))).p);
        int styles = part_of_type(w, &r, folder, S("/styles"));
        int shared = part_of_type(w, &r, folder, S("/sharedStrings"));
        if (!w->sink->over && (!b.is_workbook || !b.n)) {
                sink_fail(w->sink, fail(cx, INVALID, "文件里没有工作表"));
                return;
        }
        if (styles >= 0 && !w->sink->over)
                part_read(w, styles, &styles_handler, &(struct styles){ .w = w });
        if (shared >= 0 && !w->sink->over)
                part_read(w, shared, &shared_handler, &(struct shared){ .w = w });
        worksheets_read(w, &b, &r, folder);
}

void xlsx_read(struct table_sink *sink, str bytes)
{
        sink->extra->coding = "XLSX";
        struct zip_limits l = { .max_entry = sink->l->max_bytes, .max_total = sink->l->max_bytes,
                                .max_entries = PARTS_MAX, .max_ratio = RATIO_MAX };
        struct zip_in *z CLEANUP(zip_in_close) = NULL;
        const struct fail *f = zip_in_open(sink->cx, bytes, &l, &z);
        if (f) {
                sink_fail(sink, f);
                return;
        }
        struct xlsx w = { .sink = sink, .zip = z };
        strings_init(&w.strings);
        struct arena own;
        arena_init(&own, 1 << 22);
        w.value = buf_new(&own, CELL_BYTES_MAX);
        book_read(&w);
        strings_done(&w.strings);
        arena_done(&own);
}
