"""Currencies by the words, signs and letters that people write."""

import re

from service.domain.hours.pricetag import MAY_BE

CODES = frozenset(re.findall(
    r"\w+",
    "AED ALL AMD ARS AUD AZN BAM BBD BDT BGN BHD BMD BND BOB BRL BSD BWP BYN BZD CAD CHF CLP CNY COP CRC CZK DKK DOP "
    "DZD EGP ETB EUR FJD GBP GEL GHS GTQ GYD HKD HNL HUF IDR ILS INR IQD ISK JMD JOD JPY KES KGS KHR KRW KWD KYD KZT "
    "LBP LKR MAD MDL MKD MUR MXN MYR NAD NGN NIO NOK NPR NZD OMR PAB PEN PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SEK "
    "SGD THB TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND XAF XCD XOF XPF ZAR ZMW",
))  # fmt: skip
"""Those of ISO 4217 that agencies bill in: three other letters behind a header (net, max) are no currency."""

WORDS = {
    "€": "EUR", "euro": "EUR", "euros": "EUR", "евро": "EUR", "£": "GBP", "pound": "GBP", "pounds": "GBP",
    "sterling": "GBP", "pounds sterling": "GBP", "us$": "USD", "us dollar": "USD", "us dollars": "USD",
    "ca$": "CAD", "c$": "CAD", "a$": "AUD", "au$": "AUD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "r$": "BRL",
    "fr": "CHF", "sfr": "CHF", "franken": "CHF", "francs": "CHF", "zł": "PLN", "złoty": "PLN", "zloty": "PLN",
    "kč": "CZK", "koruna": "CZK", "₹": "INR", "₽": "RUB", "руб": "RUB", "рубль": "RUB", "₴": "UAH", "₺": "TRY",
    "dkr": "DKK", "nkr": "NOK", "skr": "SEK", "yen": "JPY", "yuan": "CNY",
    "dollar": "$", "dollars": "$", "dólar": "$", "dólares": "$", "krone": "kr", "kroner": "kr", "kronor": "kr",
}  # fmt: skip
AN_HOUR = re.compile(
    r"\s*(?:/|\b(?:per|pro|par|por|al|per\s+l|za|в)\b)\s*"
    r"(?:h|hr|hrs|hour|std|stunde|heure|hora|ora|uur|time|timme|timmar|час|hod|hodinu|godz|godzinę|tunti)?\.?$",
    re.IGNORECASE,
)
"""What people write behind a price of an hour: /h, per hour, pro Stunde."""


def currency_in(text: str) -> str:
    """The code of the currency that a text names, or a sign that several share; blank where it names none."""
    code = next((word for word in re.findall(r"\b[A-Z]{3}\b", text) if word in CODES), "")
    bare = AN_HOUR.sub("", text).strip(" .-–").casefold()
    if code or bare in MAY_BE:
        return code or bare
    return WORDS.get(bare) or (bare.upper() if bare.upper() in CODES else "")
