"""QuickBooks as a part of the sandbox."""

from collections.abc import Mapping

from flask import Blueprint, Response

from sandbox.quickbooks import fault_bodies
from sandbox.quickbooks.admin import Admin
from sandbox.quickbooks.api import Api
from sandbox.quickbooks.grants import CLIENT_ID, CLIENT_SECRET
from sandbox.quickbooks.intuit import Intuit
from sandbox.quickbooks.page import Page
from sandbox.quickbooks.sign_in import SignIn


class Part:
    """The stand-in for QuickBooks Online: API, sign-in, and the bookkeeper's pages."""

    name = "quickbooks"

    def __init__(self) -> None:
        self.intuit = Intuit()

    def blueprint(self) -> Blueprint:
        """Every address of QuickBooks."""
        blueprint = Blueprint(
            "quickbooks", __name__, template_folder="templates",
            static_folder="static", static_url_path="/quickbooks/app/static",
        )  # fmt: skip
        for chapter in (Api(self.intuit), SignIn(self.intuit), Admin(self.intuit), Page(self.intuit)):
            chapter.register(blueprint)
        return blueprint

    def reset(self) -> None:
        """Everything is as it was at the start."""
        self.intuit.reset()

    def environment(self, root: str) -> dict[str, str]:
        """How a service reaches this part."""
        return {
            "QUICKBOOKS_URL": f"{root}/quickbooks/v3",
            "QUICKBOOKS_APP_URL": f"{root}/quickbooks/app",
            "QUICKBOOKS_DISCOVERY_URL": f"{root}/quickbooks/.well-known/openid_configuration",
            "QUICKBOOKS_CLIENT_ID": CLIENT_ID,
            "QUICKBOOKS_CLIENT_SECRET": CLIENT_SECRET,
        }

    def fault_body(self, status: int, kind: str, headers: Mapping[str, str]) -> Response | None:
        """An error as QuickBooks words it; `kind` is xml, json, html, fault, empty, errors, query, cdc or upload."""
        answer = fault_bodies.worded(status, kind)
        answer.headers.update(headers)
        return answer
