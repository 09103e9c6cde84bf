#!/usr/bin/env bash
# Photographs the pages, light and dark, wide and narrow, into a folder (artifacts/pictures by default). Needs chromium.
# The documents show some of them: docs/images/runs.png is runs-grouped-1280-light, docs/images/ui has sweep-1-top-1280-light,
# charts-1280-light, compare-1280-light and run-1280-dark under shorter names.
set -euo pipefail
BINNACLE_PICTURES=$(realpath -m "${1:-$(dirname "$0")/../artifacts/pictures}")
export BINNACLE_PICTURES
cd "$(dirname "$0")/.."
dotnet build tests/Binnacle.Server.BrowserTests -v quiet
artifacts/bin/Binnacle.Server.BrowserTests/debug/Binnacle.Server.BrowserTests -class '*PictureTests' -class '*Photographs' -explicit only
