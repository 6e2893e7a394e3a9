"""Our line to Google: as whom we call, how often, and with which client."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from service.faults import SettingFault
from service.settings import Settings

if TYPE_CHECKING:
    from google.auth.credentials import Credentials

    from service.adapters.sheets import SheetClient
    from service.adapters.sheets.pace import Pace

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)


class Google:
    """What all calls of this process to Google share."""

    settings: Settings

    @cached_property
    def credentials(self) -> Credentials:
        """Google's credentials for this process. Raises SettingFault where there are none."""
        import google.auth
        from google.auth.exceptions import DefaultCredentialsError

        try:
            return google.auth.default(scopes=SCOPES)[0]
        except DefaultCredentialsError as problem:
            raise SettingFault(
                "There are no Google credentials here: set GOOGLE_APPLICATION_CREDENTIALS to a service account's key."
            ) from problem

    @property
    def own_address(self) -> str:
        """The address that a sheet has to be shared with."""
        return str(getattr(self.credentials, "service_account_email", "") or "")

    @cached_property
    def paces(self) -> tuple[Pace, Pace]:
        """How often Google may be asked to read and to write."""
        from service.adapters.sheets.pace import READS, WRITES

        return READS, WRITES

    def client(self) -> SheetClient:
        """A line to Google Sheets for one piece of work."""
        from service.adapters.sheets import SheetClient

        reads, writes = self.paces
        return SheetClient(self.credentials, self.settings.sheets_url, reads=reads, writes=writes)
