# tools/style.awk - the line rules of the house (docs/idioms.md).
#
#   awk [-v width=100] -f tools/style.awk FILES
#
# A line may ask to be passed over with a comment "style: why"; one that needs no such
# favour is a fault itself. A deliberate gap is written UNDONE(name) and listed, not refused.
function wrong(why) { if (excused) { needed = 1; return }; printf "%s:%d: %s\n", FILENAME, FNR, why; bad = 1 }
function file_end() {
    if (last != "" && lines > 900) { printf "%s: %d lines; split it by noun (900 at most)\n", last, lines; bad = 1 }
}
# Text without string and character literals: what stands in quotes is not code.
function bare(s) {
    gsub(/\\\\/, "", s); gsub(/\\"/, "", s); gsub(/\\'/, "", s)
    gsub(/"[^"]*"/, "\"\"", s); gsub(/'[^']*'/, "' '", s)
    return s
}
# Characters, not bytes, in any locale: continuation bytes of UTF-8 do not count.
function columns(s) {
    if (length("。") == 1) return length(s)
    gsub(/[\200-\277]/, "", s)
    return length(s)
}
# A line has 100 columns; one in thirty may have up to `limit` (docs/decisions/line-width.md).
BEGIN { usual = 100; limit = width ? width : usual }
FNR == 1 {
    file_end(); last = FILENAME; in_comment = 0
    path = FILENAME; sub(/^src\//, "", path)
    gnu = $0 ~ /^#define _GNU_SOURCE$/
    if (!gnu) head($0)
}
FNR == 2 && gnu { head($0) }
function head(line) {
    if (index(line, "/* " path " - ") != 1 && index(line, "/* " FILENAME " - ") != 1)
        wrong("want \"/* " path " - what it is\" as the first line")
}
{
    lines = FNR
    code = bare($0)
    excused = code ~ /\/\* style: [^*]/; needed = 0
    if ($0 ~ /\t/ && FILENAME !~ /Makefile/) wrong("a tab")
    if ($0 ~ /[ \r]$/) wrong("blanks at the end")
    all++
    if (length($0) > usual) {
        wide = columns($0)
        if (wide > usual) long_ones++
        if (wide > limit) wrong("longer than " limit " columns")
    }
    if (code ~ /(TODO|FIXME|XXX)/) wrong("say it as UNDONE(name): what and why")
    if (code ~ /UNDONE\(/) undone = undone FILENAME ":" FNR ": " $0 "\n"
    if (in_comment) {
        if (!sub(/^.*\*\//, "", code)) code = ""
        else in_comment = 0
    }
    gsub(/\/\*([^*]|\*+[^*\/])*\*+\//, "", code)
    if (code ~ /\/\*/) { in_comment = 1; sub(/\/\*.*/, "", code) }
    if (code ~ /\/\//) wrong("comments are /* like this */")
    if (FILENAME ~ /^src\/(base|domain)\// && code ~ /(^|[^A-Za-z0-9_])(float|double)([^A-Za-z0-9_]|$)/)
        wrong("no floating point")
    if (FILENAME ~ /^src\/(base|domain)\// && FILENAME !~ /_test\.c$/ && FILENAME !~ /must\.c$/ &&
        code ~ /(^|[^A-Za-z0-9_>.])(time|getenv|printf|puts|exit|localtime_r|gmtime_r|clock_gettime)\(/)
        wrong("a rule takes the day, the settings and the output as arguments")
    if (code ~ /(^|[ \t])goto[ \t]/) wrong("no goto: CLEANUP or a function")
    if (excused && !needed) { excused = 0; wrong("nothing to excuse in this line") }
}
END {
    file_end()
    if (all > 10000 && long_ones * 30 > all) {
        printf "%d of %d lines are longer than %d columns, more than one in thirty\n", long_ones, all, usual
        bad = 1
    }
    if (undone != "") printf "%s", undone
    exit bad
}
