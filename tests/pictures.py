"""The pictures in docs/images: made anew where TICKMARK_PICTURES is set, and left alone otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = Path(__file__).parents[1] / "docs" / "images"


def picture(page: Page, name: str, whole: bool = False) -> None:
    """What can be seen now, kept under this name; `whole` takes what lies below as well."""
    if os.environ.get("TICKMARK_PICTURES"):
        page.screenshot(path=IMAGES / f"{name}.png", full_page=whole)
