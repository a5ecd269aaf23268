/* domain/target/book_sheets.c - the sheets of the workbook to begin from, read back by their heads.
 * words: document text */
#include "domain/target/book_in.h"

const char *const book_mode_words[4] = { "四舍五入", "截尾", "向下取整", "向上取整" };
const char *const book_direction_words[2] = { "正向", "逆向" };
const char *const book_even_words[EVEN_WAYS] = { "否", "按均值", "T 分" };

/* Sheets of a small county, cells parted by |, rows by newline: it scores as it is. */
const struct book_sheet book_sheets[BOOK_SHEETS] = {
        { "方案", "每行一个指标，第一行是合计。没有方法的是上级指标。分值（组名）可以给一个组另定分值，— 表示这个组没有。方法和参数见 luoshi target methods；参数写 名称=值，用；分开。"
          "“重点”填“是”的计入重点工作得分，上级填了下级都算。",
          "代码|上级|名称|分值|方法|参数|区间|方向|小数|取位|取位方式|缺数|缺项|折算|重点\n"
          "T||合计|100||||||||||\n"
          "1|T|经济发展|60||||||||||\n"
          "1.1|1|财政收入|30|F1|||正向|2|0.01|四舍五入||||\n"
          "1.2|1|登记失业率|30|F2|||逆向|2|0.01|四舍五入||||\n"
          "2|T|重点工作|40|||||||||||是\n"
          "2.1|2|项目推进|20|F11|基础分占比=60%||正向|1|0.01|四舍五入||||\n"
          "2.2|2|信息报送|10|F15||迟报=0.5；错报=1，最多 3||||||||\n"
          "2.3|2|群众评价|10|F0||||2|0.01|四舍五入||||" },
        { "单位", "不排名、不占名额填“是”。", "代码|名称|分组|不排名|不占名额\nt1|甲镇|乡镇||\nt2|乙镇|乡镇||\nt3|丙乡|乡镇||" },
        { "完成值", "列名是方法要的数（目标值、完成值）或情形的名称；空白是缺数，“缺项”是没有这项任务。",
          "指标|单位|目标值|完成值|迟报|错报\n"
          "1.1|t1|1000|960.5||\n1.1|t2|800|812||\n1.1|t3|600|588||\n"
          "1.2|t1|4.3|3.57||\n1.2|t2|4.3|4.4||\n1.2|t3|4.3|4.3||\n"
          "2.1|t1||7.2||\n2.1|t2||5.1||\n2.1|t3||8.4||\n"
          "2.2|t1|||1|0\n2.2|t2|||0|1\n2.2|t3|||0|0" },
        { "评议规则", "每个评议指标一行，方法为 F0。规则：名次、五分制、等次票加权、优秀票率分段、过半数、平均分、去掉最高最低。"
          "等次从好到差写，如 优秀=100；较好=80；一般=60；差=40（三种按等次的规则要写）。分段（优秀票率分段）如 ≥0.9=100；"
          "[0.8,0.9)=90；<0.8 | <1/3=80；<0.8 | ≥1/3=60，竖线后是低票率；低票等次是算低票的最后几个等次。满分和每低一名（百分数，"
          "不写为 2%）只用于名次。方面、来源写 名称=权重，合计 100%，如 领导=20%；职工=80%。应投票人数不写为评分人中不属于这个单位的人数。"
          "半数也算：过半数规则中恰好一半填“是”也算。宽严修正（只用于两种打分的规则）：否、按均值、T 分。",
          "指标|规则|等次|分段|低票等次|满分|每低一名|方面|来源|应投票人数|半数也算|宽严修正\n"
          "2.3|平均分||||||||||" },
        { "评议票", "每票一行。评分按规则写：0 到 100、名次、5 到 1 或等次名称；或不了解、缺席、无效。"
          "来源、方面在评议规则写了才填。没有评议规则的指标按平均分。",
          "指标|评分人|评分人单位|单位|评分|来源|方面\n"
          "2.3|1||t1|92||\n2.3|2||t1|88||\n2.3|1||t2|90||\n2.3|2||t2|不了解||\n2.3|1||t3|85||\n2.3|2||t3|95||" },
        { "加减分", "类型：加分、扣分、等次封顶、一票否决。加分没有依据文件不计：把“（填写文号）”改成文件的标题和文号才计。",
          "单位|类型|分数|事由|依据|类别|类别上限|级别|同一事项|等次|已解除\n"
          "t1|加分|2|工作经验推广|（填写文号）|表彰|5|市级|||\nt2|扣分|1|督查通报|（填写文号）||||||" },
        { "等次", "比例是本组参加排名单位的百分数；最后一个等次不看比例。取整、并列、并列处理顺序写在第一行：总分相同时依次比较"
          "重点工作得分、扣分次数（少者在前）、评议得分，用，分开；不写按扣分次数。",
          "等次|比例|最低分|取整|并列|并列处理顺序\n优秀|34|80|舍去小数|按并列处理顺序|重点工作得分，扣分次数\n良好|50|70|||\n合格|||||" },
};

/* ---- heads that nothing reads --------------------------------------------------------------------- */

static bool is_one_of(str s, const char *const *words, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (str_is(s, words[i]))
                        return true;
        return false;
}

/* Does the sheet have a use for a column of this head? */
static bool is_read(struct book *b, const struct book_sheet *sheet, str head)
{
        static const char *const remarks[] = { "备注", "说明", "序号", "单位名称", "指标名称" };
        bool figures = !strcmp(sheet->name, "完成值");
        str rest, heads = str_cut(str_of(sheet->rows), '\n', &rest);
        if (!head.n || is_one_of(head, remarks, COUNT_OF(remarks)))
                return true;
        if (!strcmp(sheet->name, "方案") && str_starts(head, S("分值（")))
                return true;
        for (int n = 0; heads.n && !(figures && n == 4); n++) {          /* behind 完成值 are the template's own cases */
                str one = str_cut(heads, '|', &heads);
                if (str_eq(one, head))
                        return true;
        }
        for (int l = 0; figures && l < b->scheme.n_leaves; l++)
                for (int k = 0; k < b->scheme.leaves[l].n_columns; k++)
                        if (str_is(head, leaf_column(b->cx->arena, &b->scheme.leaves[l], k).name))
                                return true;
        return false;
}

void book_look_heads(struct book *b)
{
        for (int i = 0; i < BOOK_SHEETS; i++) {
                struct sheet s;
                str rest, key = str_cut(str_of(book_sheets[i].rows), '|', &rest);
                if (!book_sheet_find(b, book_sheets[i].name, str_copy(b->cx->arena, key).p, false, &s))
                        continue;
                for (int col = 0; col < s.head->n; col++) {
                        bool any = false;
                        for (int r = 0; r < s.n && !any; r++)
                                any = book_cell_at(&s.row[r], col).n > 0;
                        if (!any || is_read(b, &book_sheets[i], s.head->cell[col]))
                                continue;
                        *VEC_ADD(b->cx->arena, b->unread, b->n_unread, b->cap_unread) = (struct book_finding){
                                .sheet = s.head->sheet, .row = s.head->row, .col = col,
                                .text = str_f(b->cx->arena, words_of(b->cx->lang, "没有哪个方法用“%.*s”这一列，里面的内容没有计入"),
                                              STR(s.head->cell[col])) };
                }
        }
}
