#!/bin/sh
# tests/fuzz/run.sh - run each fuzz target for some seconds on its corpus; stop at the first fault.
#
#   tests/fuzz/run.sh SECONDS TARGET...      targets are programs build-fuzz/fuzz_NAME
#
# New inputs stay in build-fuzz/corpus/NAME, so that a longer run goes on where the last ended;
# what is worth keeping is copied by hand to tests/fuzz/corpus/NAME.
set -eu
seconds=$1
shift
# AddressSanitizer holds back 256 MB of freed memory unless told: that would be the whole limit.
export ASAN_OPTIONS="${ASAN_OPTIONS:-quarantine_size_mb=32}"
for program; do
        name=${program##*/fuzz_}
        seeds=tests/fuzz/corpus/$name found=${program%/*}/corpus/$name
        [ -d "$seeds" ] || { echo "$name: no corpus in $seeds" >&2; exit 1; }
        mkdir -p "$found"
        log=${program%/*}/fuzz_$name.log
        if ! "$program" -max_total_time="$seconds" -timeout=1 -rss_limit_mb=256 -max_len=65536 \
                -artifact_prefix="${program%/*}/fault_${name}_" -print_final_stats=1 \
                "$found" "$seeds" > "$log" 2>&1; then
                tail -40 "$log"
                echo "not ok - fuzz $name"
                exit 1
        fi
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "ok - fuzz $name, $runs inputs"
done
