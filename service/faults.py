"""What the world can do to us, as exceptions. Wrong data is never one of these: it is a Finding.

    Fault                       the world failed us; the message says where, what, and what to do
    ├── SettingFault            a setting is missing or wrong
    ├── SowFault                a SOW file cannot be used
    ├── ContractUnread          nobody read a contract that only Claude can read
    ├── WorkbookFault           a workbook file cannot be read or written
    ├── SheetFault              Google Sheets
    │   ├── NotShared           the sheet is not shared with us
    │   ├── NoSuchSheet         there is no such sheet, or no such tab
    │   ├── SheetBusy           too many requests for now
    │   ├── SheetRefused        the request was refused, a protected range for instance
    │   └── SheetUnreachable    no answer, or none that could be read
    ├── TrackerFault            a time tracker did not tell what was asked of it
    ├── MailFault               a mail could not be handed over
    ├── QuickBooksFault         QuickBooks Online
    │   ├── NothingDone         it is certain that nothing was carried out, and the same call may be made again
    │   │   ├── NotConnected    nobody has connected the company yet
    │   │   ├── NeedsReconnect  the connection has ended
    │   │   ├── WrongCompany    another company than the one whose invoices we keep
    │   │   ├── WrongHost       the address is not the one that was set
    │   │   ├── SignInUnanswered  Intuit's sign-in did not answer
    │   │   ├── TokenRefused    the access token was refused
    │   │   ├── Throttled       too many requests for now
    │   │   └── TooLate         this process had fallen asleep, and its call was stopped before it left
    │   ├── Rejected            refused with a reason: nothing was made
    │   └── OutcomeUnknown      no clear answer: the invoice may or may not exist
    ├── Unbuildable             a line of a draft cannot be built, so its invoice is not
    └── NotAllowed              this caller may not do this
        ├── NotKnown            the sheet is unknown, or not for this caller: nobody is told which
        └── AskedTooOften       not now: this caller or this sheet asks for more than its share
            └── NoRoom          not now: others are being looked after
"""


class Fault(Exception):
    """The world failed us. Its text is one sentence for people, without tokens or clients' words."""

    @property
    def finding(self) -> str:
        """The code of the rule that speaks of it beside rows; blank where none does."""
        return ""

    @property
    def coded(self) -> str:
        """The sentence, behind the code where there is one."""
        return f"{self.finding}: {self}" if self.finding else str(self)


class SettingFault(Fault):
    """A setting is missing or wrong."""


class SowFault(Fault):
    """A SOW file cannot be used; the text names file and line."""


class ContractUnread(Fault):
    """Nobody read a contract that only Claude can read."""


class WorkbookFault(Fault):
    """A workbook file cannot be read or written."""


class SheetFault(Fault):
    """Google Sheets failed us."""


class NotShared(SheetFault):
    """The sheet is not shared with our address."""


class NoSuchSheet(SheetFault):
    """There is no such sheet or tab."""


class SheetBusy(SheetFault):
    """Google asked us to wait."""


class SheetRefused(SheetFault):
    """Google refused the request."""


class SheetUnreachable(SheetFault):
    """Google did not answer, or not in a form that can be read."""


class TrackerFault(Fault):
    """A time tracker refused, or gave no answer that can be read."""


class MailFault(Fault):
    """A mail server took no mail."""


class QuickBooksFault(Fault):
    """QuickBooks failed us. `codes` are its error codes, `trace` is its own name for the answer (intuit_tid)."""

    def __init__(self, message: str, codes: frozenset[str] = frozenset(), trace: str = "") -> None:
        super().__init__(message)
        self.codes = codes
        self.trace = trace


class NothingDone(QuickBooksFault):
    """Nothing was carried out, for certain: the same call may be made again."""


class NotConnected(NothingDone):
    """No company is connected."""


class NeedsReconnect(NothingDone):
    """The connection to the company has ended."""


class WrongCompany(NothingDone):
    """Somebody signed in to another company than the one whose invoices we keep."""


class WrongHost(NothingDone):
    """A call would have gone to another address than the one that was set."""


class SignInUnanswered(NothingDone):
    """Intuit's sign-in did not answer, or not in a form that can be read."""


class TokenRefused(NothingDone):
    """The access token was refused: nothing was carried out."""


class Throttled(NothingDone):
    """QuickBooks asked us to wait `wait` seconds: nothing was carried out."""

    wait = 60


class TooLate(NothingDone):
    """The moment for a call had passed when its body was about to leave: it was not sent."""


class Rejected(QuickBooksFault):
    """QuickBooks refused with a reason: nothing was made. `details` are its own words, which may name clients."""

    details: tuple[str, ...] = ()

    @property
    def finding(self) -> str:
        """Another document has the number, or nothing that a rule speaks of."""
        return "QBO003" if "6140" in self.codes else ""


class OutcomeUnknown(QuickBooksFault):
    """No clear answer came: what was asked may or may not have been done."""

    @property
    def finding(self) -> str:
        """Nobody knows what came of it."""
        return "QBO004"


class Unbuildable(Fault):
    """A line of a draft invoice cannot be built; the text names the line, `rows` are the ids of its rows."""

    def __init__(self, message: str, rows: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.rows = rows

    @property
    def finding(self) -> str:
        """A line cannot be built."""
        return "QBO002"


class NotAllowed(Fault):
    """This caller may not do this."""


class NotKnown(NotAllowed):
    """There is no such sheet for this caller; whether there is one at all is not said."""


class AskedTooOften(NotAllowed):
    """This caller or this sheet asks for more than its share; `wait` seconds later there is room again."""

    def __init__(self, message: str, wait: int) -> None:
        super().__init__(message)
        self.wait = wait


class NoRoom(AskedTooOften):
    """Others are being looked after: nobody has asked for too much, and there may be room in a moment."""
