#!/usr/bin/env bash
# Runs every golden case. The files named in tests/conformance/complete.txt must pass whole; the others are shown with what passes today.
set -uo pipefail
cd "$(dirname "$0")/.."
dotnet build -c Release tests/Binnacle.Conformance -v quiet || exit 1
status=0
for room in config tuning tracking; do
  echo "-- $room"
  report=$(dotnet run -c Release --no-build --project tests/Binnacle.Conformance -- "tests/conformance/$room")
  grep -E ': [0-9]+/[0-9]+ passed' <<<"$report"
  while read -r file; do
    line=$(grep -E "^$file: [0-9]+/" <<<"$report") || { echo "MISSING: $room/$file was not run"; status=1; continue; }
    counts=$(sed -E 's/.*: ([0-9]+)\/([0-9]+) passed.*/\1 \2/' <<<"$line")
    [ "${counts% *}" = "${counts#* }" ] || { echo "NOT COMPLETE: $room/$file"; status=1; }
  done < <(sed -n "s|^$room/||p" tests/conformance/complete.txt)
done
exit $status
