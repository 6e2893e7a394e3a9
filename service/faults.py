"""What the world can do to us, as exceptions. Wrong data is never one of these: it is a Finding.

    Fault                       the world failed us; the message says where, what, and what to do
    ├── SettingFault            a setting is missing or wrong
    ├── SowFault                a SOW file cannot be used
    ├── WorkbookFault           a workbook file cannot be read or written
    ├── SheetFault              Google Sheets
    │   ├── NotShared           the sheet is not shared with us
    │   ├── NoSuchSheet         there is no such sheet, or no such tab
    │   ├── SheetBusy           too many requests for now
    │   ├── SheetRefused        the request was refused, a protected range for instance
    │   └── SheetUnreachable    no answer, or none that could be read
    ├── QuickBooksFault         QuickBooks Online
    │   ├── NotConnected        nobody has connected the company yet
    │   ├── NeedsReconnect      the connection has ended
    │   ├── WrongHost           the address is not the one that was set
    │   ├── TokenRefused        the access token was refused
    │   ├── Throttled           too many requests for now
    │   ├── Rejected            refused with a reason: nothing was made
    │   └── OutcomeUnknown      no clear answer: the invoice may or may not exist
    ├── Unbuildable             a line of a draft cannot be built, so its invoice is not
    └── NotAllowed              this caller may not do this
"""


class Fault(Exception):
    """The world failed us. Its text is one sentence for people, without tokens or clients' words."""


class SettingFault(Fault):
    """A setting is missing or wrong."""


class SowFault(Fault):
    """A SOW file cannot be used; the text names file and line."""


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


class QuickBooksFault(Fault):
    """QuickBooks failed us."""


class NotConnected(QuickBooksFault):
    """No company is connected."""


class NeedsReconnect(QuickBooksFault):
    """The connection to the company has ended."""


class WrongHost(QuickBooksFault):
    """A call would have gone to another address than the one that was set."""


class TokenRefused(QuickBooksFault):
    """The access token was refused: nothing was carried out."""


class Throttled(QuickBooksFault):
    """QuickBooks asked us to wait: nothing was carried out."""


class Rejected(QuickBooksFault):
    """QuickBooks refused with a reason: nothing was made."""


class OutcomeUnknown(QuickBooksFault):
    """No clear answer came: what was asked may or may not have been done."""


class Unbuildable(Fault):
    """A line of a draft invoice cannot be built; the text names the line."""


class NotAllowed(Fault):
    """This caller may not do this."""
