"""Why something stands on a voucher: the rule behind each posting, with the act it rests on.

>>> print(reason("year_end", event="books.year_end_booked", document="1001", accrual=False).explain())
document 1001: unpaid at the year's end, so claim, income and VAT are booked on its last day; by ...
"""

from typing import Final

from faktura.core.ledger import Reason
from faktura.rules.wording import posting as _wording  # noqa: F401 - registers the sentences

_BFL: Final = "bokföringslagen (1999:1078) 5 kap. 2 §"
_VAT_BACK: Final = "mervärdesskattelagen (2023:200) 8 kap."
_TAX_POINT: Final = "mervärdesskattelagen (2023:200) 7 kap."
_DEDUCTION: Final = "lag (2009:194) om förfarandet vid skattereduktion för hushållsarbete"
_CLIENT: Final = "lag (1944:181) om redovisningsmedel"

_LAWS: Final = {
    "invoice": _BFL,
    "credit_note": _BFL,
    "invoice.cash": _BFL,
    "credit_note.cash": _BFL,
    "payment.cash": _TAX_POINT,
    "year_end": _BFL,
    "revalued": "årsredovisningslagen (1995:1554) 4 kap. 13 §",
    "transferred": _DEDUCTION,
    "bad_debt": _VAT_BACK,
    "recovered": _VAT_BACK,
    "discount": _VAT_BACK,
    "client_in": _CLIENT,
    "client_out": _CLIENT,
}
_BY_METHOD: Final = frozenset({"invoice", "credit_note", "payment", "released", "netted", "charged", "interest"})
"""What the cash method does in another way, and so for another reason."""


def reason(what: str, *, event: str, document: str = "", accrual: bool = True) -> Reason:
    """Return why *what* is booked as it is, for the *event* that asks for it."""
    code = what if accrual or what not in _BY_METHOD else f"{what}.cash"
    return Reason(rule=f"posting.why.{code}", event=event, document=document, law=_LAWS.get(code, ""))
