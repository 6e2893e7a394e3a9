"""Validations and conditional formats in .xlsx files, both ways."""

from __future__ import annotations

from typing import Any

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sandbox.google.blocks import JSON, Block
from sandbox.google.colours import from_web, web
from sandbox.google.conditions import choices
from sandbox.google.excel_formats import web_colour
from sandbox.google.formats import kept_format
from sandbox.google.notation import cell_name
from sandbox.google.tab import Tab
from sandbox.google.writing import shared

LONGEST_LIST = 255
"""An .xlsx file holds no longer list of choices than this."""

TICKS = '"TRUE,FALSE"'


def validations_of(sheet: Worksheet, rows: int) -> dict[tuple[int, int], JSON]:
    """The validation of each cell that has a list of choices."""
    found: dict[tuple[int, int], JSON] = {}
    for rule in sheet.data_validations.dataValidation:
        listed = str(rule.formula1 or "")
        if rule.type != "list" or not listed.startswith('"'):
            continue
        kept = shared(_rule(listed, bool(rule.showErrorMessage)))
        for block in rule.sqref.ranges:
            for row in range(block.min_row, min(block.max_row, rows) + 1):
                found.update({(row, column): kept for column in range(block.min_col, block.max_col + 1)})
    return found


def _rule(listed: str, strict: bool) -> JSON:
    told: JSON = {"condition": {"type": "BOOLEAN"}}
    if listed != TICKS:
        options = [{"userEnteredValue": option.strip()} for option in listed.strip('"').split(",")]
        told = {"condition": {"type": "ONE_OF_LIST", "values": options}}
    return {**told, **({"strict": True} if strict else {}), "showCustomUi": True}


def rules_of(sheet_id: int, sheet: Worksheet) -> list[JSON]:
    """The conditional formats that rest on a formula."""
    rules = []
    for found in sheet.conditional_formatting:
        for rule in found.rules:
            if rule.type == "expression" and rule.formula:
                ranges = [
                    {
                        **({"sheetId": sheet_id} if sheet_id else {}),
                        "startRowIndex": block.min_row - 1,
                        "endRowIndex": block.max_row,
                        "startColumnIndex": block.min_col - 1,
                        "endColumnIndex": block.max_col,
                    }
                    for block in found.sqref.ranges
                ]
                condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f"={rule.formula[0]}"}]}
                rules.append({"ranges": ranges, "booleanRule": {"condition": condition, "format": _laid(rule.dxf)}})
    return rules


def _laid(style: Any) -> JSON:
    told: JSON = {}
    if style is not None and style.fill is not None and (rgb := web_colour(style.fill.bgColor)):
        told["backgroundColor"] = from_web(rgb)
    if style is not None and style.font is not None:
        text: JSON = {"bold": True} if style.font.b else {}
        if rgb := web_colour(style.font.color):
            text["foregroundColor"] = from_web(rgb)
        told.update({"textFormat": text} if text else {})
    return kept_format(told)


def area(block: Block) -> str:
    """A block as an .xlsx file writes it."""
    return f"{cell_name(block.top, block.left)}:{cell_name(block.bottom - 1, block.right - 1)}"


def write_rules(tab: Tab, sheet: Worksheet) -> None:
    """Conditional formats with a formula into a sheet."""
    for rule in tab.rules:
        condition = rule.get("booleanRule", {}).get("condition", {})
        if condition.get("type") != "CUSTOM_FORMULA":
            continue
        laid = rule["booleanRule"].get("format", {})
        back, text = web(laid.get("backgroundColor")), laid.get("textFormat", {})
        fill = PatternFill(bgColor=back.lstrip("#"), fill_type="solid") if back else None
        fore = web(text.get("foregroundColor"))
        font = Font(bold=text.get("bold"), color=fore.lstrip("#") if fore else None) if text else None
        formula = condition["values"][0]["userEnteredValue"].removeprefix("=")
        made = FormulaRule([formula], fill=fill, font=font)  # type: ignore[no-untyped-call]  # openpyxl: no annotations
        for grid in rule["ranges"]:
            sheet.conditional_formatting.add(area(tab.block(grid)), made)


class Validations:
    """The lists of choices of a sheet that is being written: one object for all cells that share one."""

    def __init__(self) -> None:
        self._made: dict[str, DataValidation] = {}

    def add(self, rule: JSON, name: str) -> None:
        """The validation of a cell."""
        condition = rule.get("condition", {})
        listed = TICKS if condition.get("type") == "BOOLEAN" else None
        if (options := choices(condition)) is not None and len(joined := ",".join(options)) < LONGEST_LIST:
            listed = f'"{joined}"'
        if listed is None:
            return
        if listed not in self._made:
            self._made[listed] = DataValidation("list", formula1=listed, showErrorMessage=bool(rule.get("strict")))
        self._made[listed].add(name)

    def write(self, sheet: Worksheet) -> None:
        """All of them into the sheet."""
        for made in self._made.values():
            sheet.add_data_validation(made)
