#!/bin/bash
# tests/long/run.sh - the long programs; LUOSHI_LONG=yes runs them at release size.
set -u
cd "$(dirname "$0")/../.."
make -s -j"$(nproc)" long || { echo "not ok 1 - the long programs build"; exit 1; }
if [ "${LUOSHI_LONG:-no}" = yes ]; then
        torture=400 kills=1000 each=2000 allocations=2000 seconds=1800 rows=400000 crowd=1000 minute=60 events=5000 brought=400000 editors=64 edits=10000
else
        torture=40 kills=40 each=30 allocations=40 seconds=8 rows=20000 crowd=20 minute=4 events=500 brought=10000 editors=16 edits=50
fi
status=0
build/long/crash "$kills" || status=1
build/long/disk "$each" || status=1
build/long/memory "$allocations" || status=1
build/long/writers "$seconds" || status=1
build/long/table "$rows" || status=1
build/long/clients "$crowd" "$minute" 2> /dev/null || status=1
build/long/import "$brought" || status=1
tools/pg.sh build/long/outbox "$events" || status=1
tools/pg.sh build/long/edits "$editors" "$edits" || status=1
# Over three hundred tests, each with its k-th allocation failing (tests/torture.h): the parts, and what counts points.
make -s -j"$(nproc)" build/check build/luoshi &&
        LUOSHI_TEST_TORTURE=memory:$torture LUOSHI_TEST_JOBS=$(nproc) LUOSHI=build/luoshi BUILD=build build/check \
                src/base src/core/text src/core/crypto src/core/db src/core/calendar src/core/flow src/core/sandbox \
                src/core/audit src/core/config src/core/auth src/core/search src/core/message src/core/list \
                src/domain/budget/round src/domain/budget/words src/domain/target/ballot src/domain/target/fold \
                src/domain/target/golden src/domain/target/grade src/domain/target/lint src/domain/target/methods \
                src/domain/target/rate src/domain/target/result/outcome src/domain/target/score \
                src/domain/target/steps || status=1
exit $status
