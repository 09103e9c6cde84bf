#!/usr/bin/env bash
# Runs the commands that the README shows between <!-- journey --> and <!-- /journey -->, as they stand, in a fresh clone.
# The last one (the web UI) is started in the background, asked for its first page, and stopped.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
clone=$(mktemp -d)
server=""
finish() { [ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$clone"; }
trap finish EXIT
git clone -q "$root" "$clone/binnacle"
cd "$clone/binnacle"
mapfile -t commands < <(sed -n '/<!-- journey -->/,/<!-- \/journey -->/p' README.md | sed -n '/^```bash/,/^```$/p' | grep '^dotnet' | sed 's/ *#.*//')
[ ${#commands[@]} -ge 8 ] || { echo "README.md shows ${#commands[@]} commands of the journey, expected at least 8"; exit 1; }
for command in "${commands[@]}"; do
  printf '\n$ %s\n' "$command"
  began=$SECONDS
  case $command in
    *' ui') $command > ui.log 2>&1 & server=$!
      # The tool is built first: that takes a minute and more on a small machine.
      for _ in $(seq 300); do curl -fsSL -o page.html http://127.0.0.1:5000/ 2>/dev/null && break; kill -0 "$server" 2>/dev/null || break; sleep 1; done
      cat ui.log; grep -qs digits page.html || { echo "the first page does not show the experiment"; exit 1; } ;;
    *) $command || { echo "FAILED: $command"; exit 1; } ;;
  esac
  echo "($((SECONDS - began)) s)"
done
