"""Who owes the VAT on the supplies of ML 16 kap.: a row for each condition."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.dated import Row
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.money import Money, amount, sek
from faktura.core.vat import VatCategory
from faktura.rules.law.book import SWEDEN
from faktura.rules.reverse_charge import (
    Charged,
    Part,
    Reversed,
    ReverseKind,
    TaxStatus,
    reverse_charge,
    reverse_charge_in_invoice,
)

ON = date(2026, 3, 2)
SELLER = BUYER = TaxStatus(registered=True)
SMALL, NOBODY = TaxStatus(registered=False), TaxStatus(registered=False, private=True)
BUILDER, RESELLER = evolve(BUYER, sells_building=True), evolve(BUYER, resells_building=True)
ABROAD = TaxStatus(registered=False, established=False)
K = ReverseKind

CASES: list[tuple[ReverseKind, dict[str, Any], type[object], str, str]] = [
    # kind, what differs from two registered businesses, decision, code, section of ML 16 kap.
    (K.BUILDING, {"buyer": BUILDER}, Reversed, "reverse.sells_building", "13 §"),
    (K.BUILDING, {"buyer": RESELLER}, Reversed, "reverse.resells_building", "13 §"),
    (K.BUILDING, {"buyer": evolve(SMALL, state=True)}, Reversed, "reverse.state", "13 §"),
    (K.BUILDING, {}, Charged, "reverse.not_builder", "13 §"),
    (K.BUILDING, {"buyer": evolve(NOBODY, sells_building=True)}, Charged, "reverse.private_person", "13 §"),
    (K.BUILDING, {"buyer": evolve(BUYER, housing_association=True)}, Charged, "reverse.housing_association", "13 §"),
    (K.BUILDING, {"seller": SMALL, "buyer": BUILDER}, Charged, "reverse.seller_not_registered", "13 §"),
    (K.SCRAP, {}, Reversed, "reverse.both_registered", "14 §"),
    (K.SCRAP, {"buyer": SMALL}, Charged, "reverse.buyer_not_registered", "14 §"),
    (K.SCRAP, {"buyer": NOBODY}, Charged, "reverse.buyer_not_registered", "14 §"),
    (K.SCRAP, {"seller": SMALL}, Charged, "reverse.seller_not_registered", "14 §"),
    (K.EMISSION, {}, Reversed, "reverse.both_registered", "15 §"),
    (K.EMISSION, {"buyer": SMALL}, Charged, "reverse.buyer_not_registered", "15 §"),
    (K.ELECTRONICS, {"taxable": sek("100000.01")}, Reversed, "reverse.above_limit", "16 §"),
    (K.ELECTRONICS, {"taxable": sek("100000.00")}, Charged, "reverse.not_above_limit", "16 §"),
    (K.ELECTRONICS, {"taxable": sek(200_000), "buyer": SMALL}, Charged, "reverse.buyer_not_registered", "16 §"),
    (K.ELECTRONICS, {}, Refused, "reverse.amount_missing", "16 §"),
    (K.ELECTRONICS, {"taxable": amount(90_000, "EUR")}, Refused, "reverse.currency", "16 §"),
    (K.ELECTRONICS, {"taxable": sek(-200_000)}, Refused, "reverse.negative", "16 §"),
    (K.GOLD, {}, Reversed, "reverse.both_registered", "11-12 §§"),
    (K.INVESTMENT_GOLD, {"opted": True}, Reversed, "reverse.both_registered", "11-12 §§"),
    (K.INVESTMENT_GOLD, {}, Refused, "reverse.gold_not_opted", "11-12 §§"),
    (K.FOREIGN_SELLER, {"seller": ABROAD}, Reversed, "reverse.foreign_seller", "6, 8, 9 §§"),
    (K.FOREIGN_SELLER, {"seller": ABROAD, "buyer": NOBODY}, Charged, "reverse.buyer_not_registered", "6, 8, 9 §§"),
    (K.FOREIGN_SELLER, {}, Charged, "reverse.seller_established", "6, 8, 9 §§"),
]


@pytest.mark.parametrize(("kind", "facts", "decision", "code", "section"), CASES)
def test_who_owes_the_vat(
    kind: ReverseKind, facts: dict[str, Any], decision: type[object], code: str, section: str
) -> None:
    """Each condition has its code and section, and a sentence in both languages with nothing left to fill in."""
    given_facts = {"seller": SELLER, "buyer": BUYER, **facts}
    found = reverse_charge(kind, on=ON, law=SWEDEN, **given_facts)
    assert type(found) is decision
    assert (found.code, found.law) == (code, f"ML 16 kap. {section}")
    said = found.explain("en"), found.explain("sv")
    assert said[0] != said[1]
    assert not any("{" in one or one.endswith(".") for one in said)
    if isinstance(found, Reversed):
        assert found.vat.category is VatCategory.REVERSE_CHARGE
        assert found.text() == "Omvänd betalningsskyldighet"
        assert found.buyer_vat_number_required


def test_electronics_since_april_2021() -> None:
    """Before that their VAT was charged; the act then was another, so no section of this one is named."""
    facts = {"seller": SELLER, "buyer": BUYER, "taxable": sek(200_000), "law": SWEDEN}
    before = reverse_charge(K.ELECTRONICS, on=date(2021, 3, 31), **facts)  # type: ignore[arg-type]
    after = reverse_charge(K.ELECTRONICS, on=date(2021, 4, 1), **facts)  # type: ignore[arg-type]
    assert (type(before), type(after)) == (Charged, Reversed)
    assert before.code == "reverse.not_yet"
    assert after.law == "mervärdesskattelagen (1994:200)"


@pytest.mark.parametrize("day", [date(2015, 12, 31), date(2028, 1, 1)])
def test_a_day_outside_the_law_is_refused(day: date) -> None:
    """What holds then is not guessed."""
    with pytest.raises(LawNotKnown):
        reverse_charge(K.SCRAP, seller=SELLER, buyer=BUYER, on=day, law=SWEDEN)


def test_the_limit_is_the_hosts_to_change() -> None:
    """A new row is used from its day on."""
    limit = SWEDEN.electronics_limit.extended(Row(date(2026, 7, 1), sek(50_000)), date(2027, 12, 31))
    law = evolve(SWEDEN, electronics_limit=limit)
    found = reverse_charge(K.ELECTRONICS, seller=SELLER, buyer=BUYER, taxable=sek(60_000), on=date(2026, 7, 1), law=law)
    assert isinstance(found, Reversed)


@given(st.lists(st.tuples(st.sampled_from([None, K.ELECTRONICS]), st.integers(0, 10**8)), max_size=8))
def test_the_electronics_of_an_invoice_are_decided_together(rows: list[tuple[ReverseKind | None, int]]) -> None:
    """All reversed or none, by their sum alone; accessories are never reversed and never counted."""
    parts = [Part(kind=kind, taxable=Money(minor)) for kind, minor in rows]
    found = reverse_charge_in_invoice(parts, seller=SELLER, buyer=BUYER, on=ON, law=SWEDEN)
    above = sum(minor for kind, minor in rows if kind) > 100_000_00
    assert [type(one) for one in found] == [
        type(None) if kind is None else Reversed if above else Charged for kind, _ in rows
    ]


@given(
    st.sampled_from(K), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 10**9)
)
def test_a_private_person_never_owes_it(
    kind: ReverseKind, registered: bool, established: bool, sells: bool, resells: bool, opted: bool, minor: int
) -> None:
    """Whatever else is said of buyer and seller."""
    buyer = TaxStatus(registered=registered, private=True, sells_building=sells, resells_building=resells)
    seller = TaxStatus(registered=registered, established=established)
    found = reverse_charge(kind, seller=seller, buyer=buyer, taxable=Money(minor), opted=opted, on=ON, law=SWEDEN)
    assert isinstance(found, Charged)


def test_other_kinds_on_one_invoice_are_decided_each_by_itself() -> None:
    """Building and scrap beside electronics; what is taken back on the same invoice follows its kind."""
    parts = [Part(kind=kind, taxable=sek(10)) for kind in (K.BUILDING, K.SCRAP)]
    parts.append(Part(kind=K.SCRAP, taxable=sek(-10)))
    found = reverse_charge_in_invoice(parts, seller=SELLER, buyer=BUYER, on=ON, law=SWEDEN)
    assert [type(one) for one in found] == [Charged, Reversed, Reversed]


def test_investment_gold_on_an_invoice_is_reversed_when_the_seller_opted() -> None:
    """Each part says whether the seller has chosen to be taxed for it; other gold is not asked."""
    parts = [Part(kind=K.INVESTMENT_GOLD, taxable=sek(10), opted=opted) for opted in (True, False)]
    parts.append(Part(kind=K.GOLD, taxable=sek(10)))
    found = reverse_charge_in_invoice(parts, seller=SELLER, buyer=BUYER, on=ON, law=SWEDEN)
    assert [type(one) for one in found] == [Reversed, Refused, Reversed]
