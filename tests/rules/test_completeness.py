"""What is missing before a draft may be issued: one row of the table for each finding."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from faktura.core.dated import Row
from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import Adjustment, Draft, Line, PaymentTerms, SelfBilling, line
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.errors import LawNotKnown
from faktura.core.identity import VatNumber
from faktura.core.money import sek
from faktura.core.party import Address, Party, PartyKind, PaymentInstruction
from faktura.core.product import Component, CostKind, ProductKind, Work
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_25, Vat, VatCategory
from faktura.core.wording import text_of
from faktura.rules.completeness import missing
from faktura.rules.law.book import SWEDEN
from faktura.rules.wording.contents import FINDINGS
from faktura.testing.identities import TOLVAN
from faktura.testing.senders import COMPANY, SENDER

ON = date(2026, 3, 2)
HOUR = line("Konsult", 8, "950.00", vat=25)
PAYMENT = PaymentInstruction(accounts=SENDER.accounts, reference="12351")
SELLER, BUYER = SENDER.party, COMPANY.party
COMPLETE = Draft(id="U1", seller=SELLER, buyer=BUYER, lines=(HOUR,), payment=PAYMENT)

LABOUR = evolve(HOUR, cost=CostKind.LABOUR, work=Work(type="Bygg", hours=8))
WISH = DeductionWish(
    kind=DeductionKind.ROT,
    buyers=(DeductionBuyer(person_id="P1", name="Tolvan Tolvansson", identity=TOLVAN),),
    dwelling=Dwelling(designation="Exempelstad Provet 1:2"),
)
PERSON = evolve(BUYER, kind=PartyKind.PERSON)
OFFERED = PaymentTerms(days=10, early_payment=EarlyPaymentDiscount(percent=Decimal(2), days=10))
ROT = evolve(COMPLETE, buyer=PERSON, lines=(LABOUR,), deduction=WISH, delivery_date=ON)

GREEN_WISH = evolve(WISH, kind=DeductionKind.GREEN)
PANELS = evolve(HOUR, cost=CostKind.MATERIAL)
GREEN = evolve(
    ROT,
    deduction=GREEN_WISH,
    lines=tuple(evolve(LABOUR, work=Work(type=f"INSTALLATION_{name}", hours=8)) for name in ("SOLCELLER", "LAGRING")),
)


def free(category: VatCategory, ground: str = "") -> Vat:
    return Vat(category, Decimal(0), ground)


def on_line(vat: Vat, price: int = 100, **more: Any) -> Draft:
    return evolve(COMPLETE, lines=(line("Vara", 1, price, vat=vat),), **more)


def on_goods(**more: Any) -> Draft:
    return evolve(COMPLETE, lines=(evolve(line("Vara", 1, 100, vat=25), kind=ProductKind.GOODS),), **more)


def discounted(**more: Any) -> Draft:
    change = evolve(Adjustment(text="Rabatt", percent=Decimal(10)), **more)
    return evolve(COMPLETE, lines=(evolve(HOUR, adjustments=(change,)),))


EDUCATION, GOODS = free(VatCategory.EXEMPT, "exempt.education"), free(VatCategory.INTRA_EU, "intra_eu.goods")
PHONES = free(VatCategory.REVERSE_CHARGE, "reverse_charge.electronics")
REBATE = Adjustment(text="Rabatt", amount=sek(500))
FREIGHT = Adjustment(text="Frakt", amount=sek(500), kind="charge", vat=PHONES)
DANISH = evolve(BUYER, vat_number=VatNumber.parse("DK13585628"))
AUTHORITY = evolve(BUYER, kind=PartyKind.PUBLIC_AUTHORITY)
ORDERED = evolve(COMPLETE, buyer=AUTHORITY, order_reference="B7")
SCRAP, FOREIGN = (
    free(VatCategory.REVERSE_CHARGE, "reverse_charge.scrap"),
    free(VatCategory.REVERSE_CHARGE, "reverse_charge.foreign_seller"),
)
EU_SERVICE, NEW_CAR = (
    free(VatCategory.REVERSE_CHARGE, "reverse_charge.eu_services"),
    free(VatCategory.INTRA_EU, "intra_eu.new_transport"),
)
USED, SMALL = free(VatCategory.EXEMPT, "margin.second_hand"), free(VatCategory.EXEMPT, "exempt.small_business")
ABROAD = evolve(SELLER, address=Address(street="Vej 1", postal_code="1000", city="Aarhus", country="DK"))
WITHOUT_NUMBER = evolve(PERSON, vat_number=None)
CAR = evolve(line("Bil", 1, 9, vat=NEW_CAR), note="2026-02-01, 900 km")
BARRED_CREDIT = [("INV-27", "simplified"), ("INV-17", "credits")]
AGREED = SelfBilling(date(2026, 1, 1), "accepted unless the seller objects within ten days")
LATE = evolve(AGREED, agreed_on=date(2026, 3, 3))
UNREGISTERED, NAMELESS = evolve(BUYER, vat_number=None), Party(id="C", name="")
HIDDEN = (Component(name="A", weight=Decimal(1), vat=Vat(VatCategory.STANDARD, Decimal(20))),)
UNNAMED = (evolve(WISH.buyers[0], name=""),)

CASES: list[tuple[str, Draft, list[tuple[str, str]]]] = [
    # what it is, the draft, code and path of each error and warning
    ("nothing is wrong", COMPLETE, []),
    ("no lines", evolve(COMPLETE, lines=()), [("INV-01", "lines")]),
    ("p 3: seller's VAT number", evolve(COMPLETE, seller=evolve(SELLER, vat_number=None)), [("INV-03", "seller.vat_number")]),
    ("exempt: none needed", on_line(EDUCATION, seller=evolve(SELLER, vat_number=None)), []),
    ("p 4: buyer's VAT number, reverse charge", on_line(REVERSE_CHARGE_BUILDING, buyer=UNREGISTERED), [("INV-04", "buyer.vat_number")]),
    ("p 4: buyer's VAT number, EU goods", on_line(GOODS, buyer=UNREGISTERED), [("INV-04", "buyer.vat_number")]),
    ("EU goods to a Swedish number", on_line(GOODS), [("INV-15", "buyer.vat_number")]),
    ("EU goods to a Danish one", on_line(GOODS, buyer=DANISH), []),
    ("p 5: seller's address", evolve(COMPLETE, seller=evolve(SELLER, address=None)), [("INV-05", "seller.address")]),
    ("p 6: buyer's name and address", evolve(COMPLETE, buyer=NAMELESS), [("INV-06", "buyer.name"), ("INV-06", "buyer.address")]),
    ("p 7: what was sold", evolve(COMPLETE, lines=(HOUR, evolve(HOUR, text=" "))), [("INV-07", "lines[1].text")]),
    ("p 8: delivered after it is issued", evolve(COMPLETE, delivery_date=date(2026, 4, 1)), [("INV-09", "delivery_date")]),
    ("p 9: a discount for what", discounted(text=""), [("INV-08", "lines[0].adjustments[0].text")]),
    ("more than the price off", discounted(percent=Decimal(101)), [("INV-19", "lines[0].adjustments[0].percent")]),
    ("p 10: no Swedish rate", on_line(Vat(VatCategory.STANDARD, Decimal(24))), [("INV-10", "lines[0].vat")]),
    ("p 10: a hidden part's rate", evolve(COMPLETE, lines=(evolve(HOUR, components=HIDDEN),)), [("INV-10", "lines[0].components[0].vat")]),
    ("p 13: exempt on which ground", on_line(free(VatCategory.EXEMPT)), [("INV-11", "lines[0].vat")]),
    ("p 13: a mistyped ground", on_line(free(VatCategory.EXEMPT, "exempt.edukation")), [("INV-12", "lines[0].vat")]),
    ("p 13: a text of one's own", on_line(free(VatCategory.EXEMPT, "Momsfri enligt beslut")), []),
    ("a ground of another category", on_line(free(VatCategory.EXEMPT, "export")), [("INV-13", "lines[0].vat")]),
    ("reverse charge, private person", on_line(REVERSE_CHARGE_BUILDING, buyer=PERSON), [("INV-14", "buyer.kind")]),
    ("electronics, just 100 000", on_line(PHONES, 100_000), [("INV-16", "lines")]),
    ("electronics, 100 500 less 500", on_line(PHONES, 100_500, adjustments=(REBATE,)), [("INV-16", "lines")]),
    ("electronics, 99 900 and freight on them", on_line(PHONES, 99_900, adjustments=(FREIGHT,)), []),
    ("seat of a limited company", evolve(COMPLETE, seller=evolve(SELLER, registered_office="")), [("INV-20", "seller.registered_office")]),
    ("seller's organisation number", evolve(COMPLETE, seller=evolve(SELLER, identity=None)), [("INV-21", "seller.identity")]),
    ("an authority's reference", evolve(COMPLETE, buyer=AUTHORITY), [("INV-22", "buyer_reference")]),
    ("an authority's order number will do", ORDERED, []),
    ("an authority gets 30 days", evolve(ORDERED, due_date=date(2026, 4, 2)), [("INV-24", "terms.days")]),
    ("where to pay", evolve(COMPLETE, payment=None), [("INV-23", "payment")]),
    ("a discount within the days to pay", evolve(COMPLETE, terms=OFFERED), []),
    ("a discount longer than the days to pay", evolve(COMPLETE, terms=evolve(OFFERED, days=9)), [("INV-61", "terms.early_payment")]),
    ("a discount beyond the due date", evolve(COMPLETE, terms=OFFERED, due_date=ON), [("INV-61", "terms.early_payment")]),
    ("due before it is issued", evolve(COMPLETE, due_date=date(2026, 3, 1)), [("INV-25", "due_date")]),
    ("VAT in kronor", evolve(COMPLETE, currency="EUR"), [("INV-18", "currency")]),
    ("a credit of no invoice", evolve(COMPLETE, lines=(evolve(HOUR, quantity=Decimal(-1)),)), [("INV-17", "credits")]),
    ("simplified: no buyer, 4 000 at most", on_line(VAT_25, 3200, simplified=True, buyer=NAMELESS), []),
    ("simplified: 4 000.01", evolve(COMPLETE, lines=(line("A", 1, "3200.01", vat=VAT_25),), simplified=True), [("INV-02", "simplified")]),
    ("simplified: EU goods", on_line(GOODS, simplified=True, buyer=DANISH), [("INV-27", "simplified")]),
    ("simplified: a credit of any size", evolve(COMPLETE, lines=(line("A", -1, 9000, vat=25),), simplified=True), [("INV-17", "credits")]),
    ("simplified: a credit of EU goods", on_line(GOODS, -9, simplified=True, buyer=DANISH), BARRED_CREDIT),
    ("simplified: a foreign seller", on_line(FOREIGN, simplified=True), [("INV-46", "simplified")]),
    ("simplified: a distance sale", on_goods(seller=ABROAD, buyer=PERSON, simplified=True), [("INV-46", "simplified")]),
    ("a foreign seller without a number", on_line(FOREIGN, seller=evolve(SELLER, vat_number=None)), []),
    ("scrap to a Danish number", on_line(SCRAP, buyer=DANISH), [("INV-41", "buyer.vat_number")]),
    ("scrap to a private person", on_line(SCRAP, buyer=PERSON), [("INV-42", "buyer.kind")]),
    ("EU service to a Swedish number", on_line(EU_SERVICE), [("INV-43", "buyer.vat_number")]),
    ("EU service to a Danish one", on_line(EU_SERVICE, buyer=DANISH), []),
    ("p 12: self-billing", evolve(COMPLETE, self_billing=AGREED), []),
    ("p 12: agreed too late", evolve(COMPLETE, self_billing=LATE), [("INV-44", "self_billing.agreed_on")]),
    ("p 12: accepted how", evolve(COMPLETE, self_billing=evolve(AGREED, acceptance=" ")), [("INV-50", "self_billing.acceptance")]),
    ("p 12: issued by a person", evolve(COMPLETE, buyer=PERSON, self_billing=AGREED), [("INV-52", "buyer.kind")]),
    ("p 15: a new car", on_line(NEW_CAR, buyer=DANISH), [("INV-45", "lines[0].note")]),
    ("p 15: its particulars", evolve(COMPLETE, lines=(CAR,), buyer=WITHOUT_NUMBER), []),
    ("p 16-17: margin, seller registered", on_line(USED, seller=evolve(SELLER, vat_number=None)), [("INV-03", "seller.vat_number")]),
    ("p 16-17: margin scheme", on_line(USED), []),
    ("small business charges VAT", evolve(COMPLETE, lines=(line("A", 1, 9, vat=SMALL), HOUR)), [("INV-47", "lines[1].vat")]),
    ("service exported to Lund", on_line(free(VatCategory.EXPORT, "export.services")), [("INV-48", "buyer.address.country")]),
    ("no zero rate", on_line(free(VatCategory.ZERO)), [("INV-49", "lines[0].vat")]),
    ("building, third month", on_line(REVERSE_CHARGE_BUILDING, delivery_date=date(2025, 12, 31)), [("INV-51", "delivery_date")]),
    ("building, second month", on_line(REVERSE_CHARGE_BUILDING, delivery_date=date(2026, 1, 1)), []),
    ("EU goods after the 15th", on_line(GOODS, buyer=DANISH, delivery_date=date(2026, 1, 31)), [("INV-51", "delivery_date")]),
    ("EU goods within the 15th", on_line(GOODS, buyer=DANISH, delivery_date=date(2026, 2, 1)), []),
    ("supplied under the act before", on_line(REVERSE_CHARGE_BUILDING, delivery_date=date(2023, 6, 30)), []),
    ("ROT: nothing is wrong", ROT, []),
    ("ROT: who", evolve(ROT, deduction=evolve(WISH, buyers=())), [("INV-30", "deduction.buyers")]),
    ("ROT: whose name", evolve(ROT, deduction=evolve(WISH, buyers=UNNAMED)), [("INV-31", "deduction.buyers[0].name")]),
    ("ROT: where", evolve(ROT, deduction=evolve(WISH, dwelling=Dwelling(apartment="1101"))), [("INV-32", "deduction.dwelling")]),
    ("ROT: which work", evolve(ROT, lines=(evolve(LABOUR, work=None),)), [("INV-33", "lines[0].work")]),
    ("ROT: which hours", evolve(ROT, lines=(evolve(LABOUR, work=Work(type="Bygg")),)), [("INV-34", "lines[0].work.hours")]),
    ("ROT: labour at all", evolve(ROT, lines=(HOUR,)), [("INV-35", "lines")]),
    ("ROT: F-tax", evolve(ROT, seller=evolve(SELLER, f_tax=False)), [("INV-36", "seller.f_tax")]),
    ("ROT: cleaning is RUT", evolve(ROT, lines=(evolve(LABOUR, work=Work(type="Stadning", hours=8)),)), [("INV-37", "lines[0].work.type")]),
    ("ROT: only persons", evolve(ROT, buyer=BUYER), [("INV-38", "buyer.kind")]),
    ("ROT: when", evolve(ROT, delivery_date=None), [("INV-39", "delivery_date")]),
    ("green technology: nothing is wrong", GREEN, []),
    ("green technology: where", evolve(GREEN, deduction=evolve(GREEN_WISH, dwelling=None)), [("INV-32", "deduction.dwelling")]),
    ("green technology: whose material", evolve(GREEN, lines=(*GREEN.lines, PANELS)), [("INV-70", "lines[2].work")]),
    ("ROT: early payment", evolve(ROT, terms=OFFERED), [("INV-60", "terms.early_payment")]),
    ("ROT: in kronor", evolve(ROT, currency="EUR"), [("INV-40", "currency")]),
]  # fmt: skip

WARNINGS = {
    "INV-09",
    "INV-17",
    "INV-20",
    "INV-21",
    "INV-22",
    "INV-23",
    "INV-24",
    "INV-39",
    "INV-48",
    "INV-49",
    "INV-51",
    "INV-60",
}


@pytest.mark.parametrize(("_name", "draft", "expected"), CASES, ids=[case[0] for case in CASES])
def test_findings(_name: str, draft: Draft, expected: list[tuple[str, str]]) -> None:
    """Each lack is found where it is, and nothing else."""
    found = missing(draft, on=ON, law=SWEDEN)
    assert [(one.code, one.path) for one in found] == expected
    assert {one.code for one in found if one.severity == "warning"} == {code for code, _ in expected} & WARNINGS


def test_every_finding_is_shown_above() -> None:
    """Each code has a case, and says problem and remedy in both languages; the number is asked for at issue."""
    shown = {code for _, _, expected in CASES for code, _ in expected}
    assert shown | {"INV-26"} == set(FINDINGS)
    for code in FINDINGS:
        for key in (code, f"{code}.remedy"):
            text = text_of(key)
            assert text.sv != text.en
            assert text.facts("sv") <= text.facts("en") | {"limit", "total"}
            assert not text.en.endswith(".")


def test_sentences_are_filled_in() -> None:
    """No brace is left, and the law is named."""
    for _, draft, _ in CASES:
        for one in missing(draft, on=ON, law=SWEDEN):
            said = (one.problem, one.remedy, one.explain("sv"), one.advise("sv"))
            assert not any("{" in sentence for sentence in said)


def test_each_finding_names_its_section() -> None:
    """Only the due date, the discount for early payment and the account are no matter of law."""
    found = [one for _, draft, _ in CASES for one in missing(draft, on=ON, law=SWEDEN)]
    assert {one.code for one in found if not one.law} == {"INV-23", "INV-25", "INV-60", "INV-61"}


def test_a_simplified_invoice_is_held_against_its_own_section() -> None:
    """Who the seller is and what was sold: ML 17 kap. 28 §, not 24 §."""
    draft = on_line(VAT_25, 9, simplified=True, seller=evolve(SELLER, vat_number=None, name=""))
    found = missing(evolve(draft, lines=(evolve(draft.lines[0], text=""),)), on=ON, law=SWEDEN)
    assert {(one.code, one.law) for one in found} == {
        ("INV-03", "ML 17 kap. 28 § 2"),
        ("INV-05", "ML 17 kap. 28 § 2"),
        ("INV-07", "ML 17 kap. 28 § 3"),
    }


def test_the_rate_is_that_of_the_tax_point() -> None:
    """The delivery date decides; a table that does not reach it says so."""
    early = evolve(COMPLETE, delivery_date=date(2015, 1, 1))
    with pytest.raises(LawNotKnown):
        missing(early, on=ON, law=SWEDEN)


def test_contents_are_known_from_july_2023() -> None:
    """Before that the act was another."""
    assert missing(COMPLETE, on=date(2023, 7, 1), law=SWEDEN) == ()
    with pytest.raises(LawNotKnown):
        missing(COMPLETE, on=date(2023, 6, 30), law=SWEDEN)


def test_the_kind_of_work_is_looked_up_on_the_day_that_decides_the_deduction() -> None:
    """The payment that is expected 30 days later meets the areas of work of that day, and the finding says so."""
    areas = tuple(area for area in SWEDEN.work_areas.at(ON) if area.type != "Bygg")
    table = SWEDEN.work_areas.extended(Row(date(2026, 4, 1), areas), date(2027, 12, 31))
    law = evolve(SWEDEN, work_areas=table)
    draft = evolve(ROT, terms=PaymentTerms(days=29))
    assert not [one for one in missing(draft, on=ON, law=law) if one.code == "INV-37"]
    draft = evolve(ROT, terms=PaymentTerms(days=30))
    assert [one.path for one in missing(draft, on=ON, law=law) if one.code == "INV-37"] == ["lines[0].work.type"]


def test_electronics_above_the_limit_are_in_order() -> None:
    """The taxable amount of the listed goods in one invoice exceeds 100 000 (ML 16 kap. 16 §)."""
    above = evolve(COMPLETE, lines=(line("Telefon", 1, "100000.01", vat=PHONES), line("Skal", 1, 20, vat=25)))
    assert missing(above, on=ON, law=SWEDEN) == ()


def test_a_refused_total_leaves_the_findings() -> None:
    """What cannot be computed is refused at issue; here it hides nothing."""
    foreign: tuple[Line, ...] = (evolve(HOUR, adjustments=(Adjustment(text="R", amount=sek(1)),)),)
    assert missing(evolve(COMPLETE, currency="EUR", lines=foreign), on=ON, law=SWEDEN) == ()
