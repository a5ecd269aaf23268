# tools/layers.awk - fail when a file includes what its layer may not see.
#
#   awk -f tools/layers.awk tools/layers.txt FILES
#
# The table is tools/layers.txt. Tests (x_test.c) may include everything but a library.
function dir_of(path) { return path ~ /\// ? substr(path, 1, match(path, /\/[^\/]*$/) - 1) : "" }
# Does this row of the table (a folder, or one with /*) stand for the folder?
function stands(row, folder) {
    return row == folder || (row ~ /\/\*$/ && index(folder, substr(row, 1, length(row) - 1)) == 1)
}
# The most exact row for a folder: itself, else the longest with a star.
function row_of(folder, face,    r, best, want) {
    if (!face && (folder in row)) return folder
    for (r in row) {
        want = r
        if (sub(/\.face$/, "", want) != face) continue
        if (stands(want, folder) && length(want) > length(best)) { best = want }
    }
    return best == "" ? "" : face ? best ".face" : best
}
function wrong(why) { printf "%s:%d: %s\n", FILENAME, FNR, why; bad = 1 }

FILENAME ~ /layers\.txt$/ {
    sub(/#.*/, "")
    if ($1 == "library") { library[$2] = library[$2] ($2 in owner ? " or " : "") $3; owner[$2] = 1; own[$2, $3] = 1 }
    else if (NF) { row[$1] = 1; for (i = 2; i <= NF; i++) may[$1, i] = $i; n_may[$1] = NF }
    next
}
FNR == 1 {
    file = FILENAME; sub(/^src\//, "", file)
    from = dir_of(file); name = substr(file, length(from) + 2)
    test = file ~ /_test\.c$/
    face = from ~ /^domain\// && name ~ /^(pages|api|commands|reports|module|faces)[._]/
    mine = from == "" ? "" : row_of(from, face)
    if (from != "" && mine == "") wrong("the folder has no row in tools/layers.txt")
}
/^[ \t]*#[ \t]*include[ \t]*</ {
    match($0, /<[^>]*>/); h = substr($0, RSTART + 1, RLENGTH - 2)
    for (l in library)
        if (h == l || (l ~ /\*$/ && index(h, substr(l, 1, length(l) - 1)) == 1)) {
            used[l] = 1
            if (!((l, FILENAME) in own)) wrong("<" h "> belongs to " library[l] " alone")
        }
    next
}
/^[ \t]*#[ \t]*include[ \t]*"/ && from != "" && !test {
    match($0, /"[^"]*"/); h = substr($0, RSTART + 1, RLENGTH - 2)
    to = dir_of(h)
    if (to == "") { wrong("write the whole path of " h); next }
    if (h ~ /\.html\.h$/ && to ~ /^domain\// && !face) { wrong("a rule may not include a page: " h); next }
    if (to == from || to == "base") next
    for (i = 2; i <= n_may[mine]; i++)
        if (stands(may[mine, i], to)) next
    wrong(from (face ? " (a face)" : "") " may not include " h)
}
END { exit bad }
