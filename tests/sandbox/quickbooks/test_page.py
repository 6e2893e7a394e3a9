"""What the bookkeeper sees in the browser."""

import json

import pytest
import requests

from tests.sandbox.quickbooks.books import OTHER, SECONDS, Books, invoice, line


def page(books: Books, path: str) -> str:
    answer = requests.get(f"{books.root}/quickbooks/app/{path}", timeout=SECONDS)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_the_list_shows_every_invoice_and_what_they_come_to(books: Books):
    acme = books.customer()
    first = books.made("invoice", invoice(acme))
    books.made("invoice", invoice(acme, line("1", "1000.5")))
    books.steer("bookkeeper", {"act": "void", "id": first["Id"]})
    text = page(books, "invoices")
    shown = ("Acme Ltd", "1038", "1039", "$1,000.50", "2026-10-31", "2026-11-30", "Not sent", "Voided", "2 in all")
    assert [words for words in shown if words not in text] == []
    assert text.index("1039") < text.index("1038")


@pytest.mark.parametrize(("act", "words"), [("send", "Sent"), ("pay", "Paid"), ("void", "Voided")])
def test_the_status_follows_what_a_person_did(books: Books, act: str, words: str):
    made = books.made("invoice", invoice(books.customer()))
    books.steer("bookkeeper", {"act": act, "id": made["Id"]})
    assert f">{words}</span>" in page(books, "invoices")


def test_one_invoice_shows_its_lines_sums_note_and_files(books: Books):
    sold = line("128.35", "14.5", ServiceDate="2026-10-05", ClassRef={"value": "1"}, tax="TAX")
    off = {"DetailType": "DiscountLineDetail", "DiscountLineDetail": {"PercentBased": True, "DiscountPercent": 5}}
    made = books.made("invoice", invoice(books.customer(DefaultTaxCodeRef={"value": "2"}), sold, off))
    about = {"FileName": "hours.csv", "AttachableRef": [{"EntityRef": {"type": "Invoice", "value": made["Id"]}}]}
    parts = {"file_metadata_01": (None, json.dumps(about)), "file_content_01": ("hours.csv", b"a", "text/csv")}
    assert books.call("POST", "upload", files=parts).status_code == 200
    text = page(books, f"invoices/{made['Id']}")
    for words in ("2026-10-05", "Design", "Web", "128.35", "14.50", "$1,861.08", "Discount 5%", "−$93.05", "$158.19",
                  "$1,926.22", "Not sent", "key=tm1:6b1f", "hours.csv", "Pay online"):  # fmt: skip
        assert words in text, words


def test_nothing_a_person_wrote_becomes_part_of_the_page(books: Books):
    bad = "<script>alert(1)</script>"
    acme = books.customer(f"{bad} & Sons")
    made = books.made("invoice", invoice(acme, {**line(), "Description": bad}, PrivateNote=bad, DocNumber='"><i>'))
    for path in ("invoices", f"invoices/{made['Id']}"):
        text = page(books, path)
        assert "<script>" not in text
        assert "<i>" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in text


def test_a_file_is_saved_and_never_run(books: Books):
    parts = {"file_content_01": ("page.html", b"<script>alert(1)</script>", "text/html")}
    kept = books.call("POST", "upload", files=parts).json()["AttachableResponse"][0]["Attachable"]
    answer = requests.get(books.root + kept["TempDownloadUri"], timeout=SECONDS)
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_an_estimate_is_shown_as_pending(books: Books):
    made = books.made("estimate", invoice(books.customer(), ExpirationDate="2026-12-24"))
    for path in ("estimates", f"estimates/{made['Id']}"):
        text = page(books, path)
        assert "Pending" in text and "2026-12-24" in text and "Balance" not in text


def test_money_is_written_in_its_own_currency(books: Books):
    books.turn(multi_currency=True)
    for code, sign in (("EUR", "€240.00"), ("CHF", "240.00 CHF")):
        books.made("invoice", invoice(books.customer(f"Client {code}", CurrencyRef={"value": code})))
        assert sign in page(books, "invoices")


def test_an_empty_list_and_a_missing_invoice_say_so(books: Books):
    assert "No invoices yet" in page(books, "invoices")
    elsewhere = page(books, f"invoices?realm={OTHER}")
    assert "Somebody Else Inc." in elsewhere and f'href="/quickbooks/app/estimates?realm={OTHER}"' in elsewhere
    for path in ("invoices/999", "invoices?realm=1"):
        assert requests.get(f"{books.root}/quickbooks/app/{path}", timeout=SECONDS).status_code == 404


def test_a_reset_empties_the_books(books: Books):
    books.made("invoice", invoice(books.customer()))
    requests.post(f"{books.root}/__reset", timeout=SECONDS)
    assert "No invoices yet" in page(books, "invoices")
