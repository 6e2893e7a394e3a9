"""Notes in plain words: where they stand, and a grammar that reads them without anybody's help."""

from service.adapters.notes.grammar import Grammar
from service.adapters.notes.pages import NotesClient, NotesPage, PlainNotes, SheetNotes

__all__ = ["Grammar", "NotesClient", "NotesPage", "PlainNotes", "SheetNotes"]
