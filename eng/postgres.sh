#!/usr/bin/env bash
# A private PostgreSQL server for tests, in a folder of its own, on a free port, without care for power failures.
# usage: postgres.sh start DIR | database DIR NAME | stop DIR
# "start" and "database" print the address to connect to. As root the server runs as the user postgres, since it refuses root.
set -euo pipefail
command=$1 dir=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)")

as_user() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi
}

free_port() {
  local port
  while port=$(shuf -i 20000-32000 -n1); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

cd / # the user postgres need not be allowed where the caller stands
case $command in
start)
  mkdir -p "$dir"
  if [ "$(id -u)" = 0 ]; then chown postgres "$dir"; chmod 711 "$dir"; fi
  as_user "$bin/initdb" -D "$dir/data" -U test -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/initdb.log"
  for attempt in 1 2 3; do
    port=$(free_port)
    if as_user "$bin/pg_ctl" -D "$dir/data" -w -t 30 -l "$dir/data/server.log" -o "-p $port -c listen_addresses=127.0.0.1 \
      -c unix_socket_directories=$dir/data -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null; then
      echo "$port" >"$dir/port"
      echo "postgresql://test@127.0.0.1:$port/postgres"
      exit 0
    fi
  done
  cat "$dir/data/server.log" >&2
  exit 1;;
database)
  "$bin/createdb" -h 127.0.0.1 -p "$(cat "$dir/port")" -U test -T template0 "$3"
  echo "postgresql://test@127.0.0.1:$(cat "$dir/port")/$3";;
stop)
  as_user "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null;;
*)
  echo "unknown command '$command'" >&2
  exit 2;;
esac
