"""Writes what is written from the files of this folder: Columns.js and Words.js of the script, tables of two pages.

`python sheets_schema/generate.py` writes them; with `--check` it only says which of them are out of date.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tomllib
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "apps_script" / "Columns.js"
WORDS = HERE / "apps_script" / "Words.js"
TEXTS = HERE / "words"
README = HERE / "README.md"
READING = HERE.parent / "docs" / "reading.md"

Rows = list[dict[str, str]]


def read(name: str) -> Rows:
    """The rows of one CSV file, by its header."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quoted(value: object) -> str:
    """A value as JavaScript writes it."""
    return json.dumps(value, ensure_ascii=False)


def names(text: str) -> list[str]:
    """The other headers of a column, in lower case, as the script compares them."""
    return [name.strip().lower() for name in text.split("|") if name.strip()]


def tongues(language: str) -> list[str]:
    """Every language that has a file: first the one that is spoken, then English."""
    return list(dict.fromkeys([language, "en", *sorted(path.stem for path in TEXTS.glob("*.toml"))]))


def called(room: str, key: str, language: str) -> list[str]:
    """What a thing is called, in each language."""
    told = (said(tongue).get(room, {}).get(key, "") for tongue in tongues(language))
    return list(dict.fromkeys(filter(None, told)))


def column(row: dict[str, str], language: str) -> str:
    """One column as an object of the script."""
    header, *others = called("headers", row["key"], language)
    also = f"[{', '.join(quoted(name) for name in names('|'.join([*others, row['also_called']])))}]"
    return (
        f"  {{key: {quoted(row['key'])}, header: {quoted(header)}, owner: {quoted(row['owner'])},\n"
        f"    alsoCalled: {also}}},"
    )


def script(columns: Rows, tabs: Rows, language: str) -> str:
    """The text of Columns.js in a language; the names of every other are understood too."""
    titles = [name for row in tabs for name in called("tabs", row["title"], language)]
    titles += [f"{title} (Tickmark)" for title in titles]
    return "\n".join(
        [
            "// Written by sheets_schema/generate.py from timesheet.csv, tabs.csv, words/: change those, then run it.",
            "",
            "/** @type {{key: string, header: string, owner: string, alsoCalled: string[]}[]} */",
            "const COLUMNS = [",
            *(column(row, language) for row in columns),
            "];",
            "",
            "/** The titles of the tabs that Tickmark makes. */",
            f"const OWN_TABS = [{', '.join(map(quoted, titles))}];",
            "",
        ]
    )


def said(language: str) -> dict[str, dict[str, str]]:
    """The texts of a language by room."""
    return texts_in(TEXTS / f"{language}.toml")


@lru_cache(maxsize=8)
def texts_in(path: Path) -> dict[str, dict[str, str]]:
    """The texts of one file by room."""
    told: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return told


def words(language: str) -> str:
    """The text of Words.js in a language."""
    texts = said("en")["script"] | said(language).get("script", {})
    return "\n".join(
        [
            f"// Written by sheets_schema/generate.py from words/{language}.toml: change that, then run it.",
            "",
            "/** Everything the script and its pages say. What the service says is passed on as it comes. */",
            "const WORDS = {",
            *(f"  {key}: {quoted(text)}," for key, text in texts.items()),
            "};",
            "",
        ]
    )


def table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def tables(columns: Rows, tabs: Rows) -> dict[str, str]:
    """The tables of the README by the name of their place."""
    means = said("en")["columns"]
    ours = [[r["header"], r["filled_by"], means[r["key"]]] for r in columns if r["owner"] == "ours"]
    team = [
        [r["header"], means[r["key"]], ", ".join(r["also_called"].split("|"))] for r in columns if r["owner"] == "team"
    ]
    return {
        "ours": table(["Column", "Filled by", "Meaning"], ours),
        "team": table(["Column", "Meaning", "Also understood"], team),
        "tabs": table(["Tab", "Meaning"], [[r["title"], r["meaning"]] for r in tabs]),
    }


def layouts(rows: Rows) -> dict[str, str]:
    """The table of known exports."""
    said = {"report": "refused: a report", "invoices": "refused: lines of invoices"}
    known = [
        [r["tool"], r["generation"], said.get(r["refused"], "read"), ", ".join(r["marks"].split("|"))] for r in rows
    ]
    return {"layouts": table(["Program", "Generation", "Is", "Known by"], known)}


def filled(text: str, parts: dict[str, str]) -> str:
    """The README with each table put between its two marks."""
    for name, part in parts.items():
        start, end = f"<!-- {name} -->\n", f"\n<!-- end of {name} -->"
        before, _, rest = text.partition(start)
        _, _, after = rest.partition(end)
        text = f"{before}{start}{part}{end}{after}"
    return text


def generated() -> dict[Path, str]:
    """Each generated file with the text it must have."""
    columns, tabs = read("timesheet.csv"), read("tabs.csv")
    language = os.environ.get("TICKMARK_LANGUAGE", "en")
    return {
        SCRIPT: script(columns, tabs, language),
        WORDS: words(language),
        README: filled(README.read_text(encoding="utf-8"), tables(columns, tabs)),
        READING: filled(READING.read_text(encoding="utf-8"), layouts(read("layouts.csv"))),
    }


def outdated() -> list[Path]:
    """The generated files that do not say what the CSV files say."""
    return [path for path, text in generated().items() if not path.exists() or path.read_text("utf-8") != text]


def main(arguments: list[str]) -> int:
    """Write the files, or with --check name those that are out of date."""
    old = outdated()
    texts = generated()
    for path in old:
        sys.stdout.write(f"{path.name} {'is out of date' if '--check' in arguments else 'is written'}\n")
    if "--check" in arguments:
        return 1 if old else 0
    for path in old:
        path.write_text(texts[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
