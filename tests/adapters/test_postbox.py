"""Mail is handed over whole, and what goes wrong is said in a sentence."""

from email.message import EmailMessage

import pytest

from service.adapters.postbox import Postbox
from service.faults import MailFault
from tests.mailroom import Mailroom


def mail() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"] = "tickmark@agency.example", "Hours"
    made["To"] = "ruth@agency.example, hana@agency.example"
    made.set_content("Two lines,\nand a sum: 1 €.")
    return made


@pytest.mark.parametrize(("locked", "who"), [(False, ""), (True, "tickmark:a%20p%40ss%3Aword@")])
def test_a_mail_arrives_as_it_was_written(locked: bool, who: str) -> None:
    with Mailroom(locked=locked) as room:
        box = Postbox(f"smtp://{who}{room.address}")
        assert box.look() == "127.0.0.1"
        box.send(mail())
    (came,) = room.mails
    assert came["X-Handed-To"] == "ruth@agency.example, hana@agency.example"
    assert came.get_content().splitlines() == ["Two lines,", "and a sum: 1 €."]


@pytest.mark.parametrize(
    ("refused", "locked", "scheme", "sentence"),
    [
        (("ruth@agency.example", "hana@agency.example"), False, "smtp", "refuses every reader: see to DIGEST_TO"),
        ((), True, "smtp", "refuses name and password: see to SMTP_URL"),
        ((), False, "smtps", "took no mail: see to SMTP_URL"),
    ],
)
def test_what_goes_wrong_is_said(refused: tuple[str, ...], locked: bool, scheme: str, sentence: str) -> None:
    with Mailroom(refused, locked=locked) as room, pytest.raises(MailFault, match=sentence):
        Postbox(f"{scheme}://tickmark:wrong@{room.address}" if locked else f"{scheme}://{room.address}").send(mail())


def test_a_reader_nobody_knows_keeps_no_mail_from_the_others(caplog: pytest.LogCaptureFixture) -> None:
    with Mailroom(("hana@agency.example",)) as room:
        Postbox(f"smtp://{room.address}").send(mail())
    assert [came["X-Handed-To"] for came in room.mails] == ["ruth@agency.example"]
    assert caplog.messages == ["the mail server refused 1 of the digest's readers"]


def test_nobody_at_the_address_is_said_and_no_password_with_it() -> None:
    with Mailroom() as room:
        address = room.address
    with pytest.raises(MailFault, match="took no mail") as trouble:
        Postbox(f"smtp://tickmark:secret@{address}").look()
    assert "secret" not in str(trouble.value)
