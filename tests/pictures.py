"""The pictures in docs/images: made anew where TICKMARK_PICTURES is set, and left alone otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

IMAGES = Path(__file__).parents[1] / "docs" / "images"


def picture(page: Page, name: str, height: int = 0) -> None:
    """The page as far down as this, or all of it, kept under a name."""
    if not os.environ.get("TICKMARK_PICTURES"):
        return
    path = IMAGES / f"{name}.png"
    if height:
        width = (page.viewport_size or {"width": 1500})["width"]
        page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": height})
    else:
        page.screenshot(path=path, full_page=True)
