# tools/fields.awk - every field that a form is asked for by its name has a label in src/base/fields.def:
#   awk -f tools/fields.awk src/base/fields.def FILE.c ...
FILENAME ~ /fields\.def$/ { if (match($0, /^FIELD\("[^"]*"/)) known[substr($0, 8, RLENGTH - 8)] = 1; next }
FILENAME ~ /_test\.c$/ { next }
{
        rest = $0
        while (match(rest, /form_(text|name|code|int|int_or|day|day_or_none|yuan|choice)\(&?[a-z>.-]+, "[a-z_]+"/)) {
                name = substr(rest, RSTART, RLENGTH)
                sub(/"$/, "", name)
                sub(/.*"/, "", name)
                rest = substr(rest, RSTART + RLENGTH)
                if (name in known)
                        continue
                printf "%s:%d: the field %s has no label in src/base/fields.def\n", FILENAME, FNR, name
                bad = 1
        }
}
END { exit bad }
