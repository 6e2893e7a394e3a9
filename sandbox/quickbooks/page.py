"""What the bookkeeper sees: lists of invoices and estimates, and one of them with its lines."""

from decimal import Decimal
from typing import Any, NamedTuple

from flask import Blueprint, Response, abort, render_template, request

from sandbox.quickbooks import attachments, seeds
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.intuit import Intuit
from sandbox.quickbooks.wire import Body

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£"}


class Kind(NamedTuple):
    """One kind of sales form, and the words for it."""

    entity: str
    one: str
    many: str
    path: str


INVOICES = Kind("Invoice", "Invoice", "Invoices", "invoices")
ESTIMATES = Kind("Estimate", "Estimate", "Estimates", "estimates")


class Page:
    """The addresses under /quickbooks/app."""

    def __init__(self, intuit: Intuit) -> None:
        self._intuit = intuit

    def register(self, blueprint: Blueprint) -> None:
        """The pages, and the marks with which they write money."""
        blueprint.add_app_template_filter(money, "quickbooks_money")
        blueprint.add_app_template_filter(quantity, "quickbooks_quantity")
        blueprint.add_app_template_filter(rate, "quickbooks_rate")
        for path in ("/quickbooks/app", "/quickbooks/app/"):
            blueprint.add_url_rule(path, f"home{len(path)}", home)
        for kind in (INVOICES, ESTIMATES):
            self.pages_of(blueprint, kind)
        blueprint.add_url_rule("/quickbooks/app/files/<realm>/<number>", "file", self.file)

    def pages_of(self, blueprint: Blueprint, kind: Kind) -> None:
        """The list and the single page of one kind."""
        path = f"/quickbooks/app/{kind.path}"
        blueprint.add_url_rule(path, f"{kind.path}_list", lambda: self.listed(kind, self.company()))
        blueprint.add_url_rule(
            f"{path}/<number>", f"{kind.path}_one", lambda number: self.single(kind, self.company(), number)
        )
        blueprint.add_url_rule(
            f"/quickbooks/app/{kind.entity.lower()}",
            f"{kind.path}_by_id",
            lambda: self.single(kind, self.company(), request.args.get("txnId", "")),
        )

    def company(self) -> Company:
        """The company that is looked at: `?realm=`, or the studio."""
        realm = request.args.get("realm", "")
        if realm and realm not in self._intuit.companies:
            abort(404)
        return self._intuit.company(realm)

    def listed(self, kind: Kind, company: Company) -> str:
        """The list, newest first."""
        with company.lock:
            forms = sorted(company.books[kind.entity].values(), key=lambda form: int(form["Id"]), reverse=True)
        rows = [(form, status(kind, form)) for form in forms]
        return render_template("quickbooks/list.html", **frame(kind, company), rows=rows, sums=sums(forms))

    def single(self, kind: Kind, company: Company, number: str) -> str:
        """One invoice or estimate."""
        with company.lock:
            form, files = company.find(kind.entity, number), attachments.hanging_on(company, kind.entity, number)
        if form is None:
            abort(404, f"There is no {kind.one.lower()} {number} in {company.name}.")
        return render_template(
            "quickbooks/form.html", **frame(kind, company), form=form, status=status(kind, form), files=files,
            lines=[line for line in form["Line"] if "LineNum" in line],
            discount=next((line for line in form["Line"] if line["DetailType"] == "DiscountLineDetail"), None),
            subtotal=next(line for line in form["Line"] if line["DetailType"] == "SubTotalLineDetail"),
        )  # fmt: skip

    def file(self, realm: str, number: str) -> Response:
        """A stored file, to be saved and never shown by the browser."""
        company = self._intuit.companies.get(realm)
        about = company.find("Attachable", number) if company else None
        if company is None or about is None or number not in company.files:
            abort(404)
        answer = Response(company.files[number], content_type="application/octet-stream")
        answer.headers.set("Content-Disposition", "attachment", filename=about.get("FileName", "file"))
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer


def frame(kind: Kind, company: Company) -> dict[str, Any]:
    """What stands around every page; links stay with the company that is looked at."""
    suffix = "" if company.realm == seeds.REALM else f"?realm={company.realm}"
    return {"company": company, "kind": kind, "kinds": (INVOICES, ESTIMATES), "suffix": suffix}


def home() -> Response:
    """The way to the invoices."""
    return Response(status=302, headers={"Location": "/quickbooks/app/invoices"})


def status(kind: Kind, form: Body) -> tuple[str, str]:
    """Where a form stands, in the bookkeeper's words, and the shade it is shown in."""
    if form.get("PrivateNote") == "Voided":
        return "Voided", "quiet"
    if kind is ESTIMATES:
        return form["TxnStatus"], "waiting" if form["TxnStatus"] == "Pending" else "quiet"
    if form["TotalAmt"] and not form["Balance"]:
        return "Paid", "done"
    if form["Balance"] != form["TotalAmt"]:
        return "Partly paid", "done"
    return MAIL[form["EmailStatus"]]


MAIL = {"NotSet": ("Not sent", "waiting"), "NeedToSend": ("Send later", "alert"), "EmailSent": ("Sent", "alert")}


def sums(forms: list[Body]) -> list[tuple[str, Decimal]]:
    """What all forms come to, by currency."""
    found: dict[str, Decimal] = {}
    for form in forms:
        code = form["CurrencyRef"]["value"]
        found[code] = found.get(code, Decimal(0)) + form["TotalAmt"]
    return sorted(found.items())


def money(amount: Decimal | int, code: str = "USD") -> str:
    """An amount as it is written on a form."""
    number = f"{abs(Decimal(amount)):,.2f}"
    minus = "−" if amount < 0 else ""
    return f"{minus}{SIGNS[code]}{number}" if code in SIGNS else f"{minus}{number} {code}"


def rate(price: Decimal | None) -> str:
    """A price to the cent, or with more digits where it has more."""
    if price is None:
        return ""
    short = f"{Decimal(price):,.2f}"
    return short if Decimal(short.replace(",", "")) == price else quantity(price)


def quantity(amount: Decimal | None) -> str:
    """A quantity with the digits it has."""
    return "" if amount is None else f"{Decimal(amount).normalize():,f}"
