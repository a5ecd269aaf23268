#!/bin/bash
# tests/long/run.sh - the long programs; LUOSHI_LONG=yes runs them at release size.
set -u
cd "$(dirname "$0")/../.."
make -s -j"$(nproc)" long || { echo "not ok 1 - the long programs build"; exit 1; }
if [ "${LUOSHI_LONG:-no}" = yes ]; then
        kills=1000 each=2000 allocations=2000 seconds=1800 rows=400000
else
        kills=40 each=30 allocations=40 seconds=8 rows=20000
fi
status=0
build/long/crash "$kills" || status=1
build/long/disk "$each" || status=1
build/long/memory "$allocations" || status=1
build/long/writers "$seconds" || status=1
build/long/table "$rows" || status=1
exit $status
