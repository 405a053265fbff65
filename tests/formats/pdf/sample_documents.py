"""Documents to print: built by hand, their sums done by a few lines of plain arithmetic."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from faktura.core.deduction import Deduction, DeductionKind, DeductionShare, Dwelling, WorkDone
from faktura.core.document import (
    AllowanceCharge,
    CreditNote,
    DocumentReference,
    Invoice,
    InvoiceLine,
    PaymentTerms,
    Period,
    PriceBasis,
    Totals,
    VatBreakdown,
)
from faktura.core.money import Money, sek, total
from faktura.core.party import Address, Party, PartyKind, PaymentInstruction
from faktura.core.reminder import InterestRow, Reminder
from faktura.core.rounding import half_up
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_6, VAT_12, VAT_25, Vat
from faktura.testing.identities import BANKGIRO, COMPANIES, COOPERATIVE, IBANS, PERSONS, PLUSGIRO, VAT_NUMBERS

SELLER: Final = Party(
    id="S1",
    name="Åkerlund & Söner Bygg AB",
    identity=COMPANIES[0],
    vat_number=VAT_NUMBERS[0],
    address=Address(street="Verkstadsgatan 12", postal_code="123 45", city="Örnsköldsvik"),
    contact="Örjan Åkerlund",
    email="faktura@example.com",
    phone="070-174 06 05",
    f_tax=True,
    registered_office="Örnsköldsvik",
)
BUYER: Final = Party(
    id="10042",
    name="Västra Hamnens Fastighetsförvaltning AB",
    identity=COMPANIES[1],
    vat_number=VAT_NUMBERS[1],
    contact="Maja Ek",
    address=Address(street="Storgatan 1", extra="Box 17", postal_code="111 22", city="Stockholm"),
)
PERSON: Final = Party(
    id="10043",
    name="Tolvan Tolvansson",
    kind=PartyKind.PERSON,
    address=Address(street="Björkvägen 7", postal_code="222 33", city="Lund"),
)
NOTHING: Final = Money(0)
PAYMENT: Final = PaymentInstruction(accounts=(BANKGIRO[0], PLUSGIRO[0], IBANS[0]), reference="12351")


def issued_line(
    number: int,
    text: str,
    quantity: str,
    price: str,
    vat: Vat = VAT_25,
    *,
    unit: str = "HUR",
    percent: str = "",
    note: str = "",
    period: Period | None = None,
    package: str = "",
) -> InvoiceLine:
    """A line as issuing would leave it, with a discount of *percent*."""
    full = Money.rounded(Decimal(quantity) * Decimal(price), "SEK", half_up)
    discount = full.times(Decimal(percent or 0) / 100, half_up)
    net = full - discount
    allowances = (
        (AllowanceCharge(charge=False, text="Rabatt", amount=discount, vat=vat, base=full, percent=Decimal(percent)),)
        if percent
        else ()
    )
    return InvoiceLine(
        id=str(number),
        text=text,
        quantity=Decimal(quantity),
        unit=unit,
        price=Decimal(price),
        net=net,
        vat=vat,
        stated_price=Decimal(price),
        gross=net.times(1 + vat.percent / 100, half_up),
        allowances=allowances,
        note=note,
        period=period,
        package=package,
        package_id=f"P-{package}" if package else "",
    )


def totals_of(
    lines: Sequence[InvoiceLine],
    allowances: Sequence[AllowanceCharge] = (),
    *,
    deduction: Money = NOTHING,
    prepaid: Money = NOTHING,
    whole_kronor: bool = False,
    reason: str = "",
) -> Totals:
    """The totals in EN 16931's order."""
    bases: dict[Vat, Money] = {}
    for line in lines:
        bases[line.vat] = bases.get(line.vat, Money(0)) + line.net
    for one in allowances:
        bases[one.vat] = bases[one.vat] + (one.amount if one.charge else -one.amount)
    breakdown = tuple(
        VatBreakdown(
            category=vat.category,
            percent=vat.percent,
            base=base,
            amount=base.times(vat.percent / 100, half_up),
            reason="" if vat.percent else reason,
        )
        for vat, base in bases.items()
    )
    net = total((line.net for line in lines), "SEK")
    less = total((one.amount for one in allowances if not one.charge), "SEK")
    more = total((one.amount for one in allowances if one.charge), "SEK")
    without = net - less + more
    tax = total((row.amount for row in breakdown), "SEK")
    due = without + tax - prepaid - deduction
    rounding = Money(half_up(due.major) * 100) - due if whole_kronor else Money(0)
    return Totals(
        lines=net,
        allowances=less,
        charges=more,
        without_vat=without,
        vat=tax,
        with_vat=without + tax,
        prepaid=prepaid,
        deduction=deduction,
        rounding=rounding,
        amount_due=due + rounding,
        breakdown=breakdown,
    )


def ten_lines() -> Invoice:
    """An ordinary invoice: ten lines, two rates, a discount, a note; what the speed is measured on."""
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    lines = (
        issued_line(1, "Snickeriarbete, kök och hall", "42", "650"),
        issued_line(2, "Projektledning", "8.5", "950", percent="10"),
        issued_line(3, "Gipsskivor 13 mm, 1200 × 2400", "64", "89.50", unit="C62"),
        issued_line(4, "Reglar 45 × 70, hyvlad gran", "320", "21.90", unit="MTR", note="Levererade till Kajplats 9."),
        issued_line(5, "Isolering, stenull 70 mm", "48", "74.25", unit="MTK"),
        issued_line(6, "Skruv och beslag", "1", "1240", unit="C62"),
        issued_line(7, "Container, hyra och tömning", "2", "3150", unit="C62", period=march),
        issued_line(8, "Fackboken Väggar och tak, 3:e upplagan", "3", "415", VAT_6, unit="C62"),
        issued_line(9, "Lunch vid besiktning", "4", "145", VAT_12, unit="C62"),
        issued_line(10, "Resor", "126", "3.8125", unit="KMT"),
    )
    return Invoice(
        id="d1",
        number="2026-1042",
        issue_date=date(2026, 4, 2),
        due_date=date(2026, 5, 2),
        seller=SELLER,
        buyer=BUYER,
        lines=lines,
        totals=totals_of(lines),
        terms=PaymentTerms(reminder_fee=sek(60)),
        delivery_date=date(2026, 3, 31),
        buyer_reference="Projekt 4711",
        order_reference="PO-88213",
        payment=PAYMENT,
    )


def many_lines(count: int = 60) -> Invoice:
    """An invoice of several pages, with long texts among its lines and a document discount."""
    long = (
        "Demontering, bortforsling och återmontering av fönster mot gården enligt överenskommelse på plats den 3 mars"
    )
    lines = tuple(
        issued_line(
            n,
            long if n % 7 == 0 else f"Rad {n}: rivning och håltagning",
            str(n),
            "125.50",
            percent="5" if n % 5 == 0 else "",
        )
        for n in range(1, count + 1)
    )
    allowances = (
        AllowanceCharge(charge=False, text="Projektrabatt", amount=sek("1000"), vat=VAT_25),
        AllowanceCharge(charge=True, text="Frakt", amount=sek("450"), vat=VAT_25),
    )
    return evolve(ten_lines(), lines=lines, allowances=allowances, totals=totals_of(lines, allowances))


def credit_note() -> CreditNote:
    """A credit note of a part of the ten-line invoice."""
    lines = (issued_line(1, "Gipsskivor 13 mm, returnerade", "10", "89.50", unit="C62"),)
    return CreditNote(
        id="d2",
        number="2026-1050",
        issue_date=date(2026, 4, 20),
        seller=SELLER,
        buyer=BUYER,
        lines=lines,
        totals=totals_of(lines),
        terms=PaymentTerms(),
        preceding=(DocumentReference(number="2026-1042", issue_date=date(2026, 4, 2), document_id="d1"),),
        payment=PAYMENT,
    )


def rot_invoice() -> Invoice:
    """A ROT invoice to two people in a housing cooperative, prices including VAT, rounded to kronor."""
    lines = (
        issued_line(1, "Målning av tre rum", "36", "520"),
        issued_line(2, "Färg och spackel", "1", "4312.40", unit="C62"),
        issued_line(3, "Framkörning", "3", "360", unit="C62"),
    )
    stated = tuple(evolve(one, stated_price=one.price * Decimal("1.25")) for one in lines)
    labour = stated[0].gross
    granted = Deduction(
        kind=DeductionKind.ROT,
        percent=Decimal(30),
        labour=labour,
        amount=sek(7020),
        shares=(
            DeductionShare(person_id="p1", name="Tolvan Tolvansson", identity=PERSONS[0], amount=sek(3510)),
            DeductionShare(person_id="p2", name="Agda Andersson", identity=PERSONS[2], amount=sek(3510)),
        ),
        works=(WorkDone(type="MalningTapetsering", hours=36, labour=labour, material=stated[1].gross),),
        other_cost=stated[2].gross,
        dwelling=Dwelling(association=COOPERATIVE, apartment="1203"),
        expected_payment=date(2026, 5, 2),
        rate_since=date(2026, 1, 1),
    )
    return evolve(
        ten_lines(),
        number="2026-1043",
        buyer=PERSON,
        buyer_reference="",
        order_reference="",
        lines=stated,
        totals=totals_of(stated, deduction=granted.amount, whole_kronor=True),
        deduction=granted,
        price_basis=PriceBasis.WITH_VAT,
        delivery_date=date(2026, 3, 27),
        notes=("Arbetet är utfört enligt offert 118.",),
    )


def reverse_charge() -> Invoice:
    """Building services between builders: no VAT, and the words the law asks for."""
    lines = (issued_line(1, "Betongarbeten", "120", "540", REVERSE_CHARGE_BUILDING),)
    said = "Omvänd betalningsskyldighet"
    return evolve(ten_lines(), lines=lines, totals=totals_of(lines, reason=said), statements=(said,))


def packaged() -> Invoice:
    """A package of goods and a book under one name and price: two rates, one visible line."""
    parts = (
        issued_line(1, "Kurs", "2", "4000", VAT_25, unit="C62", package="Kurspaket Bas"),
        issued_line(2, "Kursbok", "2", "500", VAT_6, unit="C62", package="Kurspaket Bas"),
    )
    whole = tuple(evolve(one, text="Kurspaket Bas", stated_price=Decimal(4500)) for one in parts)
    lines = (*whole, issued_line(3, "Fika", "2", "120", VAT_12, unit="C62"))
    return evolve(ten_lines(), lines=lines, totals=totals_of(lines))


def english() -> Invoice:
    """The ten-line invoice in English, to a buyer abroad."""
    address = Address(street="ul. Długa 5", postal_code="80-827", city="Gdańsk", country="PL")
    abroad = evolve(BUYER, name="Gdańska Spółka Łódź sp. z o.o.", address=address)
    return evolve(ten_lines(), language="en", buyer=abroad)


def reminder() -> Reminder:
    """A second reminder with two stretches of interest and a fee."""
    rows = (
        InterestRow(
            since=date(2026, 5, 2),
            until=date(2026, 6, 30),
            principal=sek("40000"),
            percent=Decimal("9.75"),
            amount=sek("630.41"),
        ),
        InterestRow(
            since=date(2026, 6, 30),
            until=date(2026, 7, 10),
            principal=sek("40000"),
            percent=Decimal("10"),
            amount=sek("109.59"),
        ),
    )
    return Reminder(
        id="r1",
        number=2,
        on=date(2026, 7, 10),
        pay_by=date(2026, 7, 20),
        seller=SELLER,
        buyer=BUYER,
        document_id="d1",
        document_number="2026-1042",
        document_issue_date=date(2026, 4, 2),
        document_due_date=date(2026, 5, 2),
        original_amount=sek("67300"),
        paid=sek("27300"),
        principal=sek("40000"),
        interest=sek("740"),
        fees=sek("60"),
        interest_rows=rows,
        payment=PAYMENT,
    )
