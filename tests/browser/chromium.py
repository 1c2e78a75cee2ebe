"""Where Chromium is on this machine: the one installed, or Playwright's own."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

MISSING = (
    "Chromium is missing. Get it with `.venv/bin/playwright install chromium`, "
    "or from your system, for instance `apt-get install chromium`."
)


def find_chromium() -> str | None:
    """The path of an executable Chromium, None when there is none."""
    # The first draws no window that nobody sees, so it is the quickest.
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


if __name__ == "__main__":
    sys.exit(None if find_chromium() else MISSING)
