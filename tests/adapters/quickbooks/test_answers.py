"""Every shape in which QuickBooks words a problem is read, and none is taken for success."""

from decimal import Decimal

import pytest

from service.adapters.quickbooks.answers import read

ERROR = '{"Message":"m","Detail":"d","code":"6140","element":""}'
SMALL = '{"message":"message=AuthenticationFailed; errorCode=003200; statusCode=401","detail":null,"code":"3200"}'
XML = (
    '<IntuitResponse time="t" xmlns="http://schema.intuit.com/finance/v3"><Fault type="SERVICE"><Error code="{}">'
    "<Message>message=ThrottleExceeded; errorCode=003001; statusCode=429</Message><Detail>A &amp; B</Detail></Error>"
    "</Fault></IntuitResponse>"
)

SHAPES = [
    # text, codes that are read
    (f'{{"Fault":{{"Error":[{ERROR}],"type":"ValidationFault"}},"time":"t"}}', ["6140"]),
    (f'{{"Fault":{{"Error":[{ERROR},{{"code":"2020"}},{{"code":"02020"}}]}}}}', ["6140", "2020", "2020"]),
    (f'{{"warnings":null,"fault":{{"error":[{SMALL}],"type":"AUTHENTICATION"}},"queryResponse":null}}', ["3200"]),
    (f'{{"fault":{{"error":[{SMALL.replace(chr(34) + "3200" + chr(34), "null")}]}}}}', ["3200"]),
    (f'{{"QueryResponse":{{"Fault":{{"Error":[{ERROR}]}}}}}}', ["6140"]),
    (f'{{"CDCResponse":[{{"QueryResponse":[{{}},{{"Fault":{{"Error":[{ERROR}]}}}}]}}]}}', ["6140"]),
    (f'{{"AttachableResponse":[{{"Fault":{{"Error":[{ERROR}]}}}}]}}', ["6140"]),
    (XML.format("3001"), ["3001"]),
    (XML.format("003001"), ["3001"]),
    (XML.format(""), ["3001"]),
    ('<?xml version="1.0"?>' + XML.format("100"), ["100"]),
    ('{"Fault":{"Error":[]}}', [""]),
    ('{"Fault":{}}', [""]),
    ('{"Fault":"gone"}', [""]),
    ('{"Fault":{"Error":[{"Message":"no code"}]}}', [""]),
    ('{"Invoice":{"Id":"1"}}', []),
    ('{"QueryResponse":{},"time":"t"}', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "codes"), SHAPES)
def test_a_problem_is_read_in_every_shape(text: str, codes: list[str]) -> None:
    assert [problem.code for problem in read(text).problems] == codes


@pytest.mark.parametrize(
    "text", ["", "<html><body>502 Bad Gateway</body></html>", '{"Invoice":{"Id":', "[]", "null", '"x"', "[" * 9999]
)
def test_what_cannot_be_read_has_no_body(text: str) -> None:
    assert read(text).body is None


def test_figures_are_read_digit_for_digit() -> None:
    body = read('{"Invoice":{"TotalAmt":1861.08,"Balance":0.1}}').body
    assert body is not None and body["Invoice"] == {"TotalAmt": Decimal("1861.08"), "Balance": Decimal("0.1")}


def test_texts_of_xml_are_unescaped() -> None:
    assert read(XML.format("3001")).problems[0].detail == "A & B"
