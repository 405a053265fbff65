"""Documents made by hand for the tests of the e-invoice formats, added up here the plain way.

`document` takes lines and puts the rest together; the tests change what they are about with `evolve`.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from attrs import evolve

from faktura.core.document import (
    AllowanceCharge,
    Attachment,
    CreditNote,
    Document,
    DocumentReference,
    Invoice,
    InvoiceLine,
    PaymentTerms,
    Period,
    Totals,
    VatBreakdown,
)
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.money import Money, exponent, sek, total
from faktura.core.party import Address, Party, PartyKind, PaymentInstruction
from faktura.core.reference import issue_ocr
from faktura.core.vat import VAT_6, VAT_12, VAT_25, Vat, VatCategory
from faktura.testing.identities import AUTHORITY, BANKGIRO, COMPANIES, GLNS, IBANS, PLUSGIRO, VAT_NUMBERS

ISSUED: Final = date(2026, 11, 2)
SELLER: Final = Party(
    id="S",
    name="Exempelbolaget & Döttrar AB",
    identity=COMPANIES[0],
    vat_number=VAT_NUMBERS[0],
    address=Address(street="Storgatan 1", postal_code="111 22", city="Stockholm"),
    contact="Anna Exempel",
    email="anna@example.com",
    phone="+46 8-123 45 67",
    f_tax=True,
    registered_office="Stockholm",
)
BUYER: Final = Party(
    id="B",
    name="Norra Kommunen",
    kind=PartyKind.PUBLIC_AUTHORITY,
    identity=AUTHORITY,
    gln=GLNS[0],
    address=Address(street="Rådhuset", care_of="Ekonomi", extra="Box 12", postal_code="981 85", city="Kiruna"),
    contact="Bo Beställare",
)
PAYMENT: Final = PaymentInstruction(accounts=(BANKGIRO[0], PLUSGIRO[0], IBANS[0]), reference=issue_ocr("1042").digits)
EXEMPT: Final = Vat(VatCategory.EXEMPT, Decimal(0), "exempt.education")
REVERSED: Final = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), "reverse_charge.building")
OUTSIDE: Final = Vat(VatCategory.OUTSIDE, Decimal(0), "outside.compensation")
INTRA_EU: Final = Vat(VatCategory.INTRA_EU, Decimal(0), "intra_eu.goods")
EXPORT: Final = Vat(VatCategory.EXPORT, Decimal(0), "export.goods")
REASONS: Final = {
    VatCategory.EXEMPT: ("Undantag från skatteplikt för utbildning, ML 10 kap. 10 §", "VATEX-EU-132-1I"),
    VatCategory.REVERSE_CHARGE: ("Omvänd betalningsskyldighet, ML 16 kap. 13 §", "VATEX-EU-AE"),
    VatCategory.OUTSIDE: ("ML ej tillämplig", "VATEX-EU-O"),
    VatCategory.INTRA_EU: ("Unionsintern försäljning, ML 10 kap. 42 §", "VATEX-EU-IC"),
    VatCategory.EXPORT: ("Export, ML 10 kap. 64 §", "VATEX-EU-G"),
}


def minor(amount: Decimal, currency: str = "SEK") -> Money:
    """An amount in major units, rounded half up."""
    return Money(int((amount * 10 ** exponent(currency)).to_integral_value(ROUND_HALF_UP)), currency)


def line(
    at: int,
    quantity: str,
    price: str,
    vat: Vat = VAT_25,
    *,
    allowances: tuple[AllowanceCharge, ...] = (),
    base: str = "1",
    currency: str = "SEK",
    text: str = "Konsultarbete <fast> & löpande",
) -> InvoiceLine:
    """A line that adds up: quantity by price, less discounts, plus charges."""
    net = minor(Decimal(quantity) * Decimal(price) / Decimal(base), currency)
    for one in allowances:
        net = net + one.amount if one.charge else net - one.amount
    return InvoiceLine(
        id=str(at),
        text=text,
        quantity=Decimal(quantity),
        unit="HUR",
        price=Decimal(price),
        net=net,
        vat=vat,
        base_quantity=Decimal(base),
        stated_price=Decimal(price),
        gross=minor(net.major * (100 + vat.percent) / 100, currency),
        allowances=allowances,
    )


def discount(amount: str, base: str, percent: str, vat: Vat = VAT_25) -> AllowanceCharge:
    """A discount counted as a percentage."""
    return AllowanceCharge(
        charge=False, text="Rabatt", amount=sek(amount), base=sek(base), percent=Decimal(percent), vat=vat
    )


def charge(amount: str, vat: Vat = VAT_25) -> AllowanceCharge:
    """A charge of a fixed amount."""
    return AllowanceCharge(charge=True, text="Frakt", amount=sek(amount), vat=vat)


def totals_of(
    lines: Iterable[InvoiceLine],
    adjustments: tuple[AllowanceCharge, ...] = (),
    *,
    currency: str = "SEK",
    prepaid: int = 0,
    deduction: int = 0,
    round_off: bool = False,
) -> Totals:
    """Totals in EN 16931's order, added up anew."""
    lines = tuple(lines)
    zero = Money.zero(currency)
    bases: dict[tuple[VatCategory, Decimal], Money] = {}
    parts = [(one.vat, one.net) for one in lines]
    parts += [(one.vat, one.amount if one.charge else -one.amount) for one in adjustments]
    for treatment, amount in parts:
        key = (treatment.category, treatment.percent)
        bases[key] = bases.get(key, zero) + amount
    rows = tuple(
        VatBreakdown(
            category=category,
            percent=percent,
            base=base,
            amount=minor(base.major * percent / 100, currency),
            reason=REASONS.get(category, ("", ""))[0],
            reason_code=REASONS.get(category, ("", ""))[1],
        )
        for (category, percent), base in bases.items()
    )
    net = total((one.net for one in lines), currency)
    less = total((one.amount for one in adjustments if not one.charge), currency)
    more = total((one.amount for one in adjustments if one.charge), currency)
    vat = total((row.amount for row in rows), currency)
    with_vat = net - less + more + vat
    due = with_vat - Money(prepaid, currency) - Money(deduction, currency)
    whole = minor(due.major.to_integral_value(ROUND_HALF_UP), currency) if round_off else due
    return Totals(
        lines=net,
        allowances=less,
        charges=more,
        without_vat=net - less + more,
        vat=vat,
        with_vat=with_vat,
        prepaid=Money(prepaid, currency),
        deduction=Money(deduction, currency),
        rounding=whole - due,
        amount_due=whole,
        breakdown=rows,
    )


def invoice(*lines: InvoiceLine, **changes: Any) -> Document:
    """An invoice of *lines*, or of one plain line, with *changes*."""
    made = lines or (line(1, "8", "950.00"),)
    plain = Invoice(
        id="F1042",
        number="1042",
        issue_date=ISSUED,
        due_date=date(2026, 12, 2),
        seller=SELLER,
        buyer=BUYER,
        lines=made,
        totals=totals_of(made, currency=made[0].net.currency),
        terms=PaymentTerms(days=30),
        buyer_reference="4711",
        payment=PAYMENT,
    )
    return evolve(plain, **changes)


def credit_note(*lines: InvoiceLine, **changes: Any) -> Document:
    """A credit note of *lines* that refers to an invoice."""
    made = lines or (line(1, "8", "950.00"),)
    plain = CreditNote(
        id="K1043",
        number="1043",
        issue_date=date(2026, 11, 9),
        seller=SELLER,
        buyer=BUYER,
        lines=made,
        totals=totals_of(made, currency=made[0].net.currency),
        terms=PaymentTerms(days=30),
        buyer_reference="4711",
        preceding=(DocumentReference(number="1042", issue_date=ISSUED, document_id="F1042"),),
    )
    return evolve(plain, **changes)


_MIXED: Final = (
    line(1, "8", "950.00"),
    line(2, "3", "12.5000", VAT_12, text="Lunch"),
    line(3, "2.5", "99.95", VAT_6, text="Bok"),
    line(4, "1", "1200", EXEMPT, text="Kurs"),
)
_ADJUSTED: Final = (
    line(1, "10", "99.90", allowances=(discount("99.90", "999.00", "10"), charge("25.00"))),
    line(2, "1000", "45.50", base="100"),
    line(3, "-2", "99.90", text="Retur"),
)
_WHOLE: Final = (discount("44.47", "444.70", "10"), charge("49.00"))
_ABROAD: Final = (line(1, "4", "250.00", currency="EUR"),)
_GERMAN: Final = Party(
    id="D",
    name="Beispiel GmbH",
    vat_number=VAT_NUMBERS[1],
    gln=GLNS[1],
    address=Address(street="Hauptstraße 1", postal_code="10115", city="Berlin", country="DE"),
)

SAMPLES: Final[dict[str, Document]] = {
    "early payment": invoice(
        terms=PaymentTerms(
            days=30, early_payment=EarlyPaymentDiscount(percent=Decimal("2.5"), days=10), reminder_fee=sek(60)
        )
    ),
    "plain": invoice(),
    "mixed rates": invoice(*_MIXED),
    "line discounts, price basis, taken back": invoice(*_ADJUSTED),
    "document discount and charge": invoice(
        line(1, "1", "444.70"), allowances=_WHOLE, totals=totals_of([line(1, "1", "444.70")], _WHOLE)
    ),
    "rounded to kronor": invoice(*_MIXED, totals=totals_of(_MIXED, round_off=True)),
    "prepaid": invoice(totals=totals_of([line(1, "8", "950.00")], prepaid=1_000_00)),
    "deduction": invoice(totals=totals_of([line(1, "8", "950.00")], deduction=2_850_00)),
    "reverse charge": invoice(line(1, "8", "950.00", REVERSED)),
    "reverse charge beside 25 %": invoice(line(1, "8", "950.00", REVERSED), line(2, "1", "100")),
    "outside VAT": invoice(line(1, "1", "60.00", OUTSIDE, text="Påminnelseavgift")),
    "intra-EU": invoice(line(1, "8", "950.00", INTRA_EU), buyer=_GERMAN),
    "export": invoice(line(1, "8", "950.00", EXPORT)),
    "euro": invoice(
        *_ABROAD, currency="EUR", totals=evolve(totals_of(_ABROAD, currency="EUR"), vat_in_kronor=sek("2812.50"))
    ),
    "everything said": invoice(
        evolve(
            line(1, "8", "950.00"),
            note="Vecka 44\noch 45",
            product_id="K-1",
            period=Period(date(2026, 10, 26), date(2026, 11, 1)),
        ),
        delivery_date=date(2026, 10, 30),
        period=Period(date(2026, 10, 1), date(2026, 11, 1)),
        order_reference="PO 17",
        contract_reference="Avtal 3",
        notes=("Tack för i år.", "Vi ses."),
        statements=("Godkänd för F-skatt", "Vinstmarginalbeskattning"),
        payee=Party(id="P", name="Finansbolaget AB", identity=COMPANIES[2], gln=GLNS[2]),
        attachments=(Attachment(name="tidrapport.pdf", content=b"%PDF-1.7 ..."),),
        terms=PaymentTerms(days=30, reminder_fee=sek(60)),
        language="en",
    ),
    "credit note": credit_note(),
    "credit note, mixed": credit_note(*_MIXED),
    "negative invoice": invoice(line(1, "-8", "950.00")),
}
"""One document for each thing that can be said, by name."""
