"""The kinds of work that a text can describe, whoever the client is."""

from enum import Enum

from service.domain.phrase import Phrase, phrase


class Category(Enum):
    """Seventeen activity codes; what they cost or whether they are billed is for the SOW to say."""

    STR = "Strategy"
    DES = "Design"
    DEV = "Development"
    QA = "Testing"
    PM = "Project management"
    MTG = "Meeting"
    CON = "Content"
    RES = "Research"
    SUP = "Support"
    ADM = "Administration"
    TRV = "Travel"
    SAL = "Sales"
    OPS = "Operations"
    TRN = "Training"
    DOC = "Documentation"
    OFF = "Not work"
    UNK = "Unclear"

    __hash__ = object.__hash__
    """By identity: each of them is there once, and Enum's own way is many times as slow."""

    def __str__(self) -> str:
        return self.value

    @property
    def code(self) -> str:
        """The stable three-letter code."""
        return self.name

    @property
    def said(self) -> Phrase:
        """What it is called in the midst of a sentence."""
        return IN_A_SENTENCE[self]

    @classmethod
    def read(cls, text: str) -> "Category | None":
        """The category a cell names, by code or by label, whatever the case; None where it names none."""
        wanted = text.strip().casefold()
        for category in cls:
            if wanted in (category.name.casefold(), category.value.casefold()):
                return category
        return None


IN_A_SENTENCE = {
    Category.STR: phrase("strategy"),
    Category.DES: phrase("design"),
    Category.DEV: phrase("development"),
    Category.QA: phrase("testing"),
    Category.PM: phrase("project management"),
    Category.MTG: phrase("meeting"),
    Category.CON: phrase("content"),
    Category.RES: phrase("research"),
    Category.SUP: phrase("support"),
    Category.ADM: phrase("administration"),
    Category.TRV: phrase("travel"),
    Category.SAL: phrase("sales"),
    Category.OPS: phrase("operations"),
    Category.TRN: phrase("training"),
    Category.DOC: phrase("documentation"),
    Category.OFF: phrase("time off"),
    Category.UNK: phrase("unclear"),
}
