"""The spreadsheet page as a person uses it."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.page.addon import Addon
from tests.page.workbook import Workbook


class Sheet:
    """One open page, with the workbook and the service behind it."""

    def __init__(self, page: Page, workbook: Workbook, addon: Addon) -> None:
        self.page = page
        self.workbook = workbook
        self.addon = addon

    def open(self, person: str) -> None:
        """Open the page as this person and wait until the script has built its menu."""
        self.page.goto(f"{self.workbook.root}/sheet/{self.workbook.id}?as={person}")
        self.find("menu-Tickmark").wait_for()
        self.idle()

    def find(self, name: str) -> Locator:
        """The part of the page with this test id."""
        return self.page.get_by_test_id(name)

    def cell(self, address: str) -> Locator:
        """A cell in view."""
        return self.find(f"cell-{address}")

    def idle(self) -> None:
        """Wait until no function of the script runs."""
        expect(self.find("status")).to_have_attribute("data-busy", "0")

    def go(self, address: str) -> None:
        """Select a cell or a block by its address."""
        self.find("name-box").fill(address)
        self.find("name-box").press("Enter")

    def type(self, address: str, text: str) -> None:
        """Type into a cell, and wait for what the triggers do."""
        self.go(address)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        expect(self.cell(address)).to_have_text(text)
        self.idle()

    def pick(self, function: str) -> None:
        """Pick the item of the Tickmark menu that runs this function."""
        self.find("menu-Tickmark").click()
        self.find(f"menu-item-{function}").click()

    def copy(self, source: str, target: str) -> None:
        """Copy a block and paste it elsewhere, by the keyboard."""
        self.go(source)
        self.page.keyboard.press("Control+c")
        self.go(target)
        self.page.keyboard.press("Control+v")

    @property
    def toast(self) -> Locator:
        """The text of the message in the corner."""
        return self.find("toast-text")

    @property
    def dialog(self) -> FrameLocator:
        """The page of the script in the open dialog."""
        return self.page.frame_locator("[data-testid=dialog-frame]")

    @property
    def sidebar(self) -> FrameLocator:
        """The page of the script in the sidebar."""
        return self.page.frame_locator("[data-testid=sidebar-frame]")
