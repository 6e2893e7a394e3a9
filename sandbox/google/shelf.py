"""All spreadsheets of the sandbox, and the one way to change one."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sandbox.google.book import Book
from sandbox.google.errors import denied, not_found
from sandbox.google.tab import Tab

PRIVATE_ID = "1jIKzPs8LsiZZdLdeMEP-5ZIHw6RkjiOmj1LrJN706Yc"
"""A spreadsheet that exists and is shared with nobody, so that a refusal can be met."""


def fresh_id() -> str:
    """An id in the shape of Google's."""
    return "1" + secrets.token_urlsafe(33)[:43]


class Shelf:
    """Spreadsheets by id; a change is made on a copy and takes the place of the old state at the end."""

    def __init__(self) -> None:
        self._books: dict[str, Book] = {}
        self._kept: dict[str, Book] = {}
        self._lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        """The spreadsheets of the start are left, as they were then, and the one that is shared with nobody."""
        with self._lock:
            self._books = {PRIVATE_ID: Book(PRIVATE_ID, "Not shared", tabs=[Tab(0, "Sheet1")], private=True)}
            self._books.update({book.id: book.draft() for book in self._kept.values()})

    def keep(self, book: Book) -> None:
        """Let a spreadsheet come back, as it is now, whenever the sandbox is reset."""
        with self._lock:
            self._kept[book.id] = book.draft()

    def add(self, book: Book) -> Book:
        """A new spreadsheet."""
        book.created = book.modified = time.time()
        book.revision = 1
        with self._lock:
            self._books[book.id] = book
        return book

    def remove(self, book_id: str) -> None:
        """Delete a spreadsheet."""
        with self._lock:
            self.find(book_id)
            del self._books[book_id]

    def find(self, book_id: str) -> Book:
        """A spreadsheet the caller may see."""
        book = self._books.get(book_id)
        if book is None:
            raise not_found()
        if book.private:
            raise denied()
        return book

    def all(self) -> list[Book]:
        """Every spreadsheet the caller may see, oldest first."""
        return [book for book in self._books.values() if not book.private]

    def hide(self, book_id: str, private: bool) -> None:
        """Take a spreadsheet from the caller, or share it again; one that is not there is made."""
        with self._lock:
            book = self._books.get(book_id) or self.add(Book(book_id, "Not shared", tabs=[Tab(0, "Sheet1")]))
            book.private = private

    @contextmanager
    def changing(self, book_id: str) -> Iterator[Book]:
        """A draft that counts when the block ends well, and never was when it does not."""
        with self._lock:
            draft = self.find(book_id).draft()
            yield draft
            draft.revision += 1
            draft.modified = time.time()
            self._books[book_id] = draft
