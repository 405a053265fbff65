"""When an invoice may be simplified."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import LawNotKnown, Refused
from faktura.core.money import Money, amount, sek
from faktura.rules.law.book import SWEDEN
from faktura.rules.simplified import FullOnly, Simplified, simplified_invoice

ON = date(2026, 3, 2)

CASES: list[tuple[Money, dict[str, Any], str, str]] = [
    # total including VAT, what it is, code, section
    (sek("4000.00"), {}, "simplified.small", "26 §"),
    (sek("4000.01"), {}, "simplified.too_large", "26 §"),
    (sek(90_000), {"credit_note": True}, "simplified.credit_note", "26 §"),
    (sek(90_000), {"small_business": True}, "simplified.small_business", "26 §"),
    (amount(100, "EUR"), {}, "simplified.currency", "26 §"),
    (amount(100, "EUR"), {"credit_note": True}, "simplified.credit_note", "26 §"),
    (sek(900), {"supply": FullOnly.INTRA_EU}, "simplified.intra_eu", "27 §"),
    (sek(900), {"supply": FullOnly.DISTANCE_SALE}, "simplified.distance_sale", "27 §"),
    (sek(900), {"supply": FullOnly.FOREIGN_SELLER}, "simplified.foreign_seller", "27 §"),
]


@pytest.mark.parametrize(("total", "what", "code", "section"), CASES)
def test_may_be_simplified(total: Money, what: dict[str, Any], code: str, section: str) -> None:
    """Each road, and each bar, with its section and a sentence in both languages."""
    found = simplified_invoice(total, on=ON, law=SWEDEN, **what)
    assert (found.code, found.law) == (code, f"ML 17 kap. {section}")
    assert found.explain("sv") != found.explain("en")
    assert "{" not in found.explain("sv")


def test_what_it_must_hold_even_so() -> None:
    """Five contents, ML 17 kap. 28 §."""
    found = simplified_invoice(sek(1), on=ON, law=SWEDEN)
    assert isinstance(found, Simplified)
    assert len(found.contents) == 5


@pytest.mark.parametrize("day", [date(2023, 6, 30), date(2028, 1, 1)])
def test_a_day_outside_the_act_is_refused(day: date) -> None:
    """The contents are known from 2023-07-01."""
    with pytest.raises(LawNotKnown):
        simplified_invoice(sek(1), on=day, law=SWEDEN)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_smaller_one_may_be_simplified_too(one: int, other: int) -> None:
    """There is one limit, and it counts as within."""
    small, large = sorted((one, other))
    if isinstance(simplified_invoice(Money(large), on=ON, law=SWEDEN), Simplified):
        assert isinstance(simplified_invoice(Money(small), on=ON, law=SWEDEN), Simplified)
    assert isinstance(simplified_invoice(Money(small), on=ON, law=SWEDEN), Refused) == (small > 4000_00)
