"""The yearly caps over several requests of one seller."""

from datetime import date

import attrs
import pytest

from faktura.core.deduction import DeductionKind
from faktura.core.errors import Refused
from faktura.core.payout_request import PayoutCase, PayoutRequest
from faktura.rules.law.book import SWEDEN
from faktura.rules.payout import EarlierRequest, eligible_cases, payout_request
from tests.rules.test_payout import ADULTS, ASKED, GREEN, ROT, RUT, deduction, invoice, paid

CASES = [
    # kind asked, kronor; kind, year and kronor before; cap before or none
    (RUT, 75_000, RUT, 2026, 1, True),
    (RUT, 40_000, RUT, 2026, 35_000, False),
    (RUT, 40_000, RUT, 2026, 35_001, True),
    (RUT, 40_000, RUT, 2025, 75_000, False),  # another year's
    (RUT, 40_000, ROT, 2026, 35_001, True),  # 75 000 of both together
    (RUT, 40_000, GREEN, 2026, 50_000, False),  # a cap of its own
    (ROT, 40_000, ROT, 2026, 10_001, True),
    (ROT, 40_000, RUT, 2026, 35_000, False),
]


def case(kind: DeductionKind, kronor: int) -> PayoutCase:
    (whole,) = eligible_cases([paid(invoice(deduction(kind)))], kind=kind, year=2026, on=ASKED, law=SWEDEN).cases
    return attrs.evolve(whole, price_of_work=kronor * 10, paid=kronor * 5, requested=kronor)


@pytest.mark.parametrize(("kind", "kronor", "other", "year", "before", "above"), CASES)
def test_what_the_seller_asked_for_before_counts(
    kind: DeductionKind, kronor: int, other: DeductionKind, year: int, before: int, above: bool
) -> None:
    """Of the same person, kind and payment year, and of ROT and RUT together (IL 67 kap. 19 §)."""
    earlier = [
        EarlierRequest(buyer=ADULTS[0], kind=other, year=year, kronor=before),
        EarlierRequest(buyer=ADULTS[1], kind=kind, year=2026, kronor=75_000),
    ]
    found = payout_request((case(kind, kronor),), name="N", on=ASKED, law=SWEDEN, earlier=earlier)
    if not above:
        assert isinstance(found, PayoutRequest)
        return
    assert isinstance(found, Refused)
    assert (found.code, dict(found.facts)["before"]) == ("payout.cap_before", str(before))
    said = found.explain("sv") + found.explain("en")
    assert "1001" in said
    assert "{" not in said
    assert ADULTS[0].full not in said


def test_a_cap_of_an_older_law_is_that_of_its_day() -> None:
    """50 000 of ROT and RUT together in 2016, whatever each alone has been."""
    cases = (attrs.evolve(case(RUT, 20_000), paid_on=date(2016, 12, 1)),)
    earlier = [EarlierRequest(buyer=ADULTS[0], kind=ROT, year=2016, kronor=30_001)]
    refused = payout_request(cases, name="N", on=date(2017, 1, 2), law=SWEDEN, earlier=earlier)
    assert isinstance(refused, Refused)
    assert (refused.code, dict(refused.facts)["cap"]) == ("payout.cap_before", "50000")
