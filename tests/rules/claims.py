"""The debt and its document that tests of collection share: 12 500 kronor for consulting, due 2 March 2026."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import reduce

import attrs

from faktura.core.account import BankgiroNumber
from faktura.core.dated import Row
from faktura.core.document import Invoice, InvoiceLine, PaymentTerms, Totals
from faktura.core.event import Event
from faktura.core.money import Money, sek
from faktura.core.party import Address, Party, PaymentInstruction
from faktura.core.receivable import DebtorKind, Receivable, evolve
from faktura.core.vat import VAT_25
from faktura.rules.law.book import SWEDEN
from faktura.testing.identities import COMPANIES

DUE = date(2026, 3, 2)
CLAIM = Receivable.opened(
    id="F1",
    principal=sek("12500"),
    due=DUE,
    opened_on=date(2026, 1, 31),
    debtor=DebtorKind.COMPANY,
    reminder_fee=sek(60),
)
SATURDAY, SUNDAY, MONDAY, TUESDAY = (date(2026, 6, day) for day in (6, 7, 8, 9))  # National Day, and after it
ON_SATURDAY = attrs.evolve(CLAIM, due=SATURDAY)
STRICT = attrs.evolve(SWEDEN, due_day_moves=attrs.evolve(SWEDEN.due_day_moves, rows=(Row(date(1975, 1, 1), False),)))
"""A law book of a host that counts strictly: the due day is the last, whatever day it is."""
CONSUMER = attrs.evolve(CLAIM, debtor=DebtorKind.CONSUMER)
AGENT = Party(id="A", name="Inkasso AB", identity=COMPANIES[2])


def happened(claim: Receivable, events: Sequence[Event]) -> Receivable:
    """The debt after *events*."""
    return reduce(evolve, events, claim)


def invoice(**changes: object) -> Invoice:
    """The document of the debt."""
    nothing = Money(0)
    totals = Totals(
        lines=sek(10000),
        allowances=nothing,
        charges=nothing,
        without_vat=sek(10000),
        vat=sek(2500),
        with_vat=sek(12500),
        prepaid=nothing,
        deduction=nothing,
        rounding=nothing,
        amount_due=sek(12500),
        breakdown=(),
    )
    sold = InvoiceLine(
        id="1",
        text="Rådgivning i januari",
        quantity=Decimal(10),
        unit="h",
        price=Decimal(1000),
        net=sek(10000),
        vat=VAT_25,
        stated_price=Decimal(1000),
        gross=sek(12500),
    )
    address = Address(street="Storgatan 1", postal_code="111 22", city="Stockholm")
    whole = Invoice(
        id="F1",
        number="1001",
        issue_date=date(2026, 1, 31),
        due_date=DUE,
        seller=Party(id="S", name="Svea AB", identity=COMPANIES[0], address=address),
        buyer=Party(id="C", name="Norr AB", identity=COMPANIES[1], address=address),
        lines=(sold,),
        totals=totals,
        terms=PaymentTerms(),
        payment=PaymentInstruction(accounts=(BankgiroNumber("9912346"),), reference="10012"),
    )
    return attrs.evolve(whole, **changes)  # type: ignore[arg-type]
