"""A repeated request is answered again and not carried out again, as long as the company remembers it."""

from concurrent.futures import ThreadPoolExecutor

from tests.sandbox.quickbooks.books import OTHER, Books, codes, invoice, line


def count(books: Books) -> int:
    return books.look("invoices", marker="tm1:6b1f")["count"]


def test_the_same_id_gets_the_same_bytes(books: Books):
    body = invoice(books.customer())
    first, second = (books.post("invoice", body, requestid="r-1") for _ in range(2))
    assert first.content == second.content
    assert first.headers["intuit_tid"] != second.headers["intuit_tid"]
    assert count(books) == 1


def test_another_body_under_the_same_id_changes_nothing(books: Books):
    acme = books.customer()
    first = books.made("invoice", invoice(acme), requestid="r-1")
    assert books.made("invoice", invoice(acme, line("9", "9")), requestid="r-1") == first


def test_ten_at_once_make_one(books: Books):
    body = invoice(books.customer())
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: books.post("invoice", body, requestid="r-1").content, range(10)))
    assert len(set(answers)) == 1
    assert count(books) == 1


def test_a_company_can_forget(books: Books):
    body = invoice(books.customer())
    books.made("invoice", body, requestid="r-1")
    books.turn(forget_requestids=True)
    books.made("invoice", body, requestid="r-1")
    books.turn(remember_requestids=False)
    books.made("invoice", body, requestid="r-1")
    assert count(books) == 3


def test_a_repetition_can_be_refused_instead_of_answered(books: Books):
    books.turn(repeated_requestid="refused")
    body = invoice(books.customer())
    books.made("invoice", body, requestid="r-1")
    assert codes(books.post("invoice", body, requestid="r-1")) == ["600"]
    assert count(books) == 1


def test_a_fault_is_repeated_only_where_that_is_switched_on(books: Books):
    acme = books.customer()
    wrong, right = {"CustomerRef": {"value": acme}}, invoice(acme)
    assert books.post("invoice", wrong, requestid="r-1").status_code == 400
    assert books.post("invoice", right, requestid="r-1").status_code == 200
    books.turn(replay_faults=True)
    assert books.post("invoice", wrong, requestid="r-2").status_code == 400
    assert books.post("invoice", right, requestid="r-2").status_code == 400


def test_an_answer_that_was_lost_is_found_by_asking_again(books: Books):
    body = invoice(books.customer())
    books.fault(kind="after", status=504, path="/invoice$")
    assert books.post("invoice", body, requestid="r-1").status_code == 504
    assert books.post("invoice", body, requestid="r-1").status_code == 200
    assert count(books) == 1


def test_an_id_has_fifty_characters_and_belongs_to_one_company(books: Books):
    body = invoice(books.customer())
    assert books.post("invoice", body, requestid="x" * 51).status_code == 400
    books.made("invoice", body, requestid="r-1")
    pair = books.steer("connect", {}, realm=OTHER)
    books.steer("seed", {"customers": [{"DisplayName": "Acme Ltd"}]}, realm=OTHER)
    books.token = pair["access_token"]
    assert books.call("POST", "invoice", realm=OTHER, json=body, params={"requestid": "r-1"}).status_code == 200
    assert books.look("invoices", realm=OTHER)["count"] == 1


def test_names_are_not_remembered_but_given_once(books: Books):
    first, second = (books.post("customer", {"DisplayName": "Acme Ltd"}, requestid="r-1") for _ in range(2))
    assert (first.status_code, second.status_code) == (200, 400)
