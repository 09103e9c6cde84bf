#!/usr/bin/env bash
# Photographs the pages, light and dark, wide and narrow, into a folder (docs/images/ui by default). Needs chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
export BINNACLE_PICTURES="$PWD/${1:-docs/images/ui}"
dotnet build tests/Binnacle.Server.BrowserTests -v quiet
artifacts/bin/Binnacle.Server.BrowserTests/debug/Binnacle.Server.BrowserTests -class '*PictureTests' -class '*Photographs' -explicit only
