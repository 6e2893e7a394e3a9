"""The query language: a text becomes a search, or is refused as the service refuses it."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from sandbox.quickbooks.refusal import Refusal

TOKEN = re.compile(
    r"""\s*(?:
    '(?P<text>(?:\\.|[^'\\])*)'
    | (?P<number>-?\d+(?:\.\d+)?)(?![\w.])
    | (?P<word>[A-Za-z_][\w.]*)
    | (?P<sign><=|>=|=|<|>|\(|\)|,|\*)
    )""",
    re.VERBOSE,
)
OPERATORS = ("=", "<", ">", "<=", ">=", "LIKE", "IN")
LARGEST_PAGE = 1000
USUAL_PAGE = 100


class Token(NamedTuple):
    """One word, sign, number or quoted text."""

    kind: str
    value: str

    def says(self, word: str) -> bool:
        """Whether this is that keyword or sign."""
        return self.kind in ("word", "sign") and self.value.upper() == word


class Condition(NamedTuple):
    """One comparison; IN has several values."""

    field: str
    operator: str
    values: list[str]


@dataclass(slots=True)
class Search:
    """What a query asks for."""

    entity: str = ""
    columns: list[str] = field(default_factory=list)
    counting: bool = False
    where: list[Condition] = field(default_factory=list)
    order: list[tuple[str, bool]] = field(default_factory=list)
    start: int = 1
    size: int = USUAL_PAGE


END = Token("end", "")


class Reader:
    """Reads a query from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = [*tokens(text), END]
        self._at = 0

    def search(self) -> Search:
        """The whole query."""
        found = Search()
        self.expect("SELECT")
        self.columns(found)
        self.expect("FROM")
        found.entity = self.take("word")
        if self.skip("WHERE"):
            found.where = [self.condition()]
            while self.skip("AND"):
                found.where.append(self.condition())
        self.ordering(found)
        self.paging(found)
        if self.peek() is not END:
            raise self.stuck()
        return found

    def columns(self, found: Search) -> None:
        """`*`, `COUNT(*)`, or names."""
        if self.skip("COUNT"):
            for sign in "(*)":
                self.expect(sign)
            found.counting = True
            return
        found.columns = [self.column()]
        while self.skip(","):
            found.columns.append(self.column())

    def column(self) -> str:
        """One column."""
        return "*" if self.skip("*") else self.take("word")

    def condition(self) -> Condition:
        """One comparison of WHERE."""
        name, token = self.take("word"), self.peek()
        operator = token.value.upper()
        if operator not in OPERATORS:
            raise self.stuck()
        self._at += 1
        if operator != "IN":
            return Condition(name, operator, [self.value()])
        self.expect("(")
        values = [self.value()]
        while self.skip(","):
            values.append(self.value())
        self.expect(")")
        return Condition(name, operator, values)

    def value(self) -> str:
        """A quoted text, a number, true or false."""
        token = self.peek()
        if token.kind == "text":
            self._at += 1
            return re.sub(r"\\(.)", r"\1", token.value, flags=re.DOTALL)
        if token.kind == "number" or token.value.lower() in ("true", "false"):
            self._at += 1
            return token.value.lower()
        raise self.stuck()

    def ordering(self, found: Search) -> None:
        """ORDERBY, in one word or two."""
        if not self.skip("ORDERBY"):
            if not self.skip("ORDER"):
                return
            self.expect("BY")
        found.order = [self.order()]
        while self.skip(","):
            found.order.append(self.order())

    def order(self) -> tuple[str, bool]:
        """One property to sort by, and whether downwards."""
        name = self.take("word")
        down = self.skip("DESC")
        if not down:
            self.skip("ASC")
        return name, down

    def paging(self, found: Search) -> None:
        """STARTPOSITION and MAXRESULTS, within their bounds."""
        if self.skip("STARTPOSITION"):
            found.start = bounded(self.whole(), 1, None)
        if self.skip("MAXRESULTS"):
            found.size = bounded(self.whole(), 1, LARGEST_PAGE)

    def whole(self) -> int:
        """The next token, a whole number."""
        if "." in self.peek().value:
            raise self.stuck()
        return int(self.take("number"))

    def peek(self) -> Token:
        """The next token, left where it is."""
        return self._tokens[self._at]

    def skip(self, word: str) -> bool:
        """Whether the next token is that word; if so it is passed."""
        hit = self.peek().says(word)
        self._at += hit
        return hit

    def expect(self, word: str) -> None:
        """The next token is that word."""
        if not self.skip(word):
            raise self.stuck()

    def take(self, kind: str) -> str:
        """The next token, of that kind."""
        token = self.peek()
        if token.kind != kind:
            raise self.stuck()
        self._at += 1
        return token.value

    def stuck(self) -> Refusal:
        """The query makes no sense from here on."""
        return Refusal("4000", f'Error parsing query : QueryParserError: Encountered "{self.peek().value or "<EOF>"}"')


def tokens(text: str) -> list[Token]:
    """The words of a query."""
    found, place, text = [], 0, text.strip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise Refusal("4000", f'Error parsing query : QueryParserError: Lexical error, encountered "{text[place]}"')
        found.append(Token(match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


def bounded(value: int, least: int, most: int | None) -> int:
    """A position or a page size that is allowed."""
    if value < least:
        raise Refusal("4001", f"QueryValidationError: value {value} is too small. Min allowed value is {least}")
    if most is not None and value > most:
        raise Refusal("4001", f"QueryValidationError: value {value} is too large. Max allowed value is {most}")
    return value
