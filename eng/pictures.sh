#!/usr/bin/env bash
# Photographs the pages, light and dark, wide and narrow, into a folder (artifacts/pictures by default). Needs chromium.
# The documents show some of them under shorter names, with a palette of 256 colours, which keeps them small:
# docs/images/runs.png is runs-grouped-1280-light; in docs/images/ui are sweep (sweep-1-top-1280-light), charts and compare (1280-light),
# config (run-config-1280-light), run-dark, runs-dark (runs-charts) and pareto-dark (sweep-0-top) at 1280, runs-narrow-dark (runs-grouped) and
# sweep-narrow-dark (sweep-1-top) at 390.
set -euo pipefail
BINNACLE_PICTURES=$(realpath -m "${1:-$(dirname "$0")/../artifacts/pictures}")
export BINNACLE_PICTURES
cd "$(dirname "$0")/.."
dotnet build tests/Binnacle.Server.BrowserTests -v quiet
artifacts/bin/Binnacle.Server.BrowserTests/debug/Binnacle.Server.BrowserTests -class '*PictureTests' -class '*Photographs' -explicit only
