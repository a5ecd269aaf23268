#!/bin/bash
# tests/fuzz/run.sh - run each fuzz target for some seconds on its corpus; stop at the first fault.
#
#   tests/fuzz/run.sh SECONDS TARGET...      targets are programs build-fuzz/fuzz_NAME
#
# As many run at a time as there are processors. New inputs stay in build-fuzz/corpus/NAME, so that a
# longer run goes on where the last ended; what is worth keeping is copied by hand to
# tests/fuzz/corpus/NAME.
set -eu
seconds=$1
shift
# AddressSanitizer holds back 256 MB of freed memory unless told: that would be the whole limit.
export ASAN_OPTIONS="${ASAN_OPTIONS:-quarantine_size_mb=32}"

one() { # SECONDS PROGRAM
        local program=$2 name=${2##*/fuzz_} log runs
        local seeds=tests/fuzz/corpus/$name found=${program%/*}/corpus/$name
        log=${program%/*}/fuzz_$name.log
        [ -d "$seeds" ] || { echo "not ok - fuzz $name has no corpus in $seeds"; return 255; }
        mkdir -p "$found"
        if ! "$program" -max_total_time="$1" -timeout=1 -rss_limit_mb=256 -max_len=65536 \
                -artifact_prefix="${program%/*}/fault_${name}_" -print_final_stats=1 \
                "$found" "$seeds" > "$log" 2>&1; then
                # In one write, so that two targets do not mix their lines; 255 ends the others.
                printf '%s\nnot ok - fuzz %s\n' "$(tail -40 "$log")" "$name"
                return 255
        fi
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "ok - fuzz $name, $runs inputs"
}
export -f one
printf '%s\0' "$@" | xargs -0 -n 1 -P "$(nproc)" bash -c 'one "$@"' one "$seconds"
