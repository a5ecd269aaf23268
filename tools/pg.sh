#!/bin/sh
# tools/pg.sh - run a command with a throwaway PostgreSQL on a socket, then remove it.
#
#   tools/pg.sh COMMAND...
#
# The command finds its address in LUOSHI_PG. Without PostgreSQL on the machine the command
# runs without it, unless LUOSHI_NEED_PG=1. Nothing listens on the network and nothing is
# synced to disk: the cluster lives for this one run.
set -u
bin=
for d in /usr/lib/postgresql/*/bin; do
        [ -x "$d/initdb" ] && bin=$d
done
if [ -z "$bin" ]; then
        echo "# no PostgreSQL on this machine: its half of the tests does not run" >&2
        [ "${LUOSHI_NEED_PG:-0}" = 1 ] && exit 1
        exec "$@"
fi

# PostgreSQL refuses to run as root.
as=
if [ "$(id -u)" = 0 ]; then
        id postgres > /dev/null 2>&1 || { echo "# root needs a user postgres" >&2; exit 1; }
        as="setpriv --reuid=postgres --regid=postgres --clear-groups"
fi

# In memory where there is room for it: a test's database is some 400 small files.
place=${TMPDIR:-/tmp}
room=$(df -k --output=avail /dev/shm 2> /dev/null | tail -1)
[ -n "${TMPDIR:-}" ] || [ "${room:-0}" -lt 2000000 ] || place=/dev/shm
dir=$(mktemp -d "$place/luoshi-pg.XXXXXX") || exit 1
[ -n "$as" ] && chown postgres "$dir"
pg_end()
{
        [ -s "$dir/data/postmaster.pid" ] &&
                (cd "$dir" && $as "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop > /dev/null 2>&1)
        rm -rf "$dir"
}
trap pg_end EXIT
trap 'exit 130' INT TERM HUP

(cd "$dir" && $as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync \
        > "$dir/log" 2>&1 &&
 $as "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -o "-k $dir -c listen_addresses='' \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100 \
        -c shared_buffers=64MB -c autovacuum=off -c max_wal_size=4GB -c checkpoint_timeout=30min \
        -c wal_level=minimal -c max_wal_senders=0" start >> "$dir/log" 2>&1) ||
        { cat "$dir/log" "$dir/server.log" >&2; exit 1; }

socket=$(printf %s "$dir" | sed 's|/|%2F|g')
LUOSHI_PG="postgresql://postgres@/postgres?host=$socket" "$@"
