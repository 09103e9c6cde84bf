#!/usr/bin/env bash
# usage: count-results.sh FOLDER [MORE_FAILURES [EXIT_CODE_OF_THE_TESTS]]
# Counts the outcomes of all .trx files, names what failed and what was skipped, and fails when a test failed, none ran, or one was skipped
# for another reason than being meant for another machine.
set -euo pipefail
folder=$1 more=${2:-0} code=${3:-0}
shopt -s nullglob globstar
files=("$folder"/**/*.trx)
outcome() { cat "${files[@]}" /dev/null | grep -o '<UnitTestResult [^>]*>' | grep -c "outcome=\"$1\"" || true; }
passed=$(outcome Passed) failed=$(outcome Failed) skipped=$(outcome NotExecuted)
if [ "$failed" -gt 0 ]; then
  echo "Failed:"
  cat "${files[@]}" | tr '\n' ' ' | grep -oP '<UnitTestResult [^>]*outcome="Failed".*?</UnitTestResult>' | while read -r result; do
    echo "  $(grep -oP 'testName="[^"]*"' <<<"$result" | head -1)"
    echo "    $(grep -oP '<Message>\K.*?(?=</Message>)' <<<"$result" | head -1 | cut -c1-1000)"
    echo "    $(grep -oP '<StackTrace>\K.*?(?=</StackTrace>)' <<<"$result" | head -1 | cut -c1-600)"
  done
fi
if [ "$skipped" -gt 0 ]; then
  echo "Skipped:"
  cat "${files[@]}" | grep -o '<UnitTestResult [^>]*outcome="NotExecuted"[^>]*>' | grep -o 'testName="[^"]*"' | sort | sed 's/^/  /'
fi
# A test program that died before it wrote its results has failed, too.
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
failed=$((failed + more))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
