"""What is measured: the same draft, invoices, open items and bank files in every run; nothing is drawn at random."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import attrs

from faktura.core.account import account_key
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.document import CreditNote, Draft, Invoice, Line, Period, line
from faktura.core.money import Money
from faktura.core.party import PaymentInstruction
from faktura.core.reference import issue_ocr
from faktura.core.vat import VAT_6, VAT_12
from faktura.formats.bankgirot import bgmax
from faktura.formats.iso20022 import camt
from faktura.rules.issuing import issue_invoice
from faktura.testing.identities import BANKGIRO
from faktura.testing.senders import COMPANY, SENDER

ON: Final = date(2026, 10, 1)
PAID_ON: Final = date(2026, 10, 20)

_SEPTEMBER: Final = Period(date(2026, 9, 1), date(2026, 9, 30))
LINES: Final[tuple[Line, ...]] = (
    line("Snickeriarbete, kök och hall", 42, "650", vat=25, unit="HUR"),
    line("Projektledning", "8.5", "950", vat=25, unit="HUR", discount_percent=10),
    line("Gipsskivor 13 mm, 1200 × 2400", 64, "89.50", vat=25),
    attrs.evolve(line("Reglar 45 × 70, hyvlad gran", 320, "21.90", vat=25, unit="MTR"), note="Levererade den 9."),
    line("Isolering, stenull 70 mm", 48, "74.25", vat=25, unit="MTK"),
    line("Skruv och beslag", 1, "1240", vat=25),
    attrs.evolve(line("Container, hyra och tömning", 2, "3150", vat=25), period=_SEPTEMBER),
    line("Fackboken Väggar och tak, 3:e upplagan", 3, "415", vat=VAT_6),
    line("Lunch vid besiktning", 4, "145", vat=VAT_12),
    line("Resor", 126, "3.8125", vat=25, unit="KMT"),
)
"""Ten lines: three rates, a discount, a note, a period."""

ODD: Final = 10
"""One payment of so many does not simply name an item and pay it."""


def draft(number: str = "1001") -> Draft:
    """Return a complete draft of ten lines, its payment reference made of *number*."""
    reference = issue_ocr(number).digits
    return Draft(
        id="D1",
        seller=SENDER.party,
        buyer=COMPANY.party,
        lines=LINES,
        delivery_date=ON - timedelta(days=1),
        buyer_reference="Projekt 4711",
        order_reference="PO-88213",
        payment=PaymentInstruction(accounts=SENDER.accounts, reference=reference),
    )


def invoice() -> Invoice | CreditNote:
    """Return the draft as issued."""
    return issue_invoice(draft(), number="1001", on=ON)


def amount(at: int) -> Money:
    """Return an amount between 100 and 9,100 kronor, another one for each neighbour."""
    return Money(100_00 + at * 7919 % 900_000)


def open_items(count: int) -> tuple[OpenItem, ...]:
    """Return *count* open invoices, each with an OCR reference of its own, three to a customer."""
    return tuple(
        OpenItem(
            id=f"F{at}",
            creditor=SENDER.id,
            customer_id=f"K{at // 3}",
            number=str(1001 + at),
            reference=issue_ocr(str(1001 + at)).digits,
            open=amount(at),
            due=ON + timedelta(days=at % 30),
            kind=ItemKind.INVOICE,
            customer_name=f"Kund {at // 3} AB",
            accounts=(account_key(BANKGIRO[0]),),
        )
        for at in range(count)
    )


def bgmax_file(items: Sequence[OpenItem], payments: int, *, odd: bool = False) -> bytes:
    """Return a BgMax file that pays *payments* of *items*, spread over them, with the payers' addresses.

    With *odd*, one in `ODD` has a wrong digit, pays a part, pays too much or gives no reference.
    """
    records = tuple(
        _record(at, items[at * len(items) // payments], odd=odd and at % ODD == 0) for at in range(payments)
    )
    deposit = bgmax.Deposit(
        bankgiro=BANKGIRO[0].digits.zfill(10), paid_on=PAID_ON, serial="00001", type="K", records=records
    )
    return bgmax.write(bgmax.BgMaxFile(created="20261020060000000000", deposits=(deposit,)))


def _record(at: int, item: OpenItem, *, odd: bool) -> bgmax.PaymentRecord:
    fault = ("digit", "part", "over", "none")[at // ODD % 4] if odd else ""
    more = {"part": -50_00, "over": 50_00}.get(fault, 0)
    reference = {"digit": item.reference[:-1] + str((int(item.reference[-1]) + 1) % 10), "none": ""}
    return bgmax.PaymentRecord(
        bankgiro=f"{at:010}",
        reference=reference.get(fault, item.reference),
        amount=Money(item.open.minor + more),
        reference_code={"digit": "3", "none": "0"}.get(fault, "2"),
        channel="1",
        serial=f"{at:012}",
        image="0",
        information=("Enligt överenskommelse",) if fault == "none" else (),
        name=item.customer_name,
        street=f"Storgatan {at}",
        postal_code="11122",
        town="Stockholm",
    )


def camt_file(items: Sequence[OpenItem], payments: int, *, deposit: int = 50) -> bytes:
    """Return a camt.054 file with the same payments, so many of them to a *deposit*."""
    entries = []
    for first in range(0, payments, deposit):
        details = tuple(
            _detail(at, items[at * len(items) // payments]) for at in range(first, min(first + deposit, payments))
        )
        entries.append(
            camt.Entry(
                service_reference=f"BOOKED{first}",
                amount=Money(sum(one.amount.minor for one in details if one.amount is not None)),
                booked_on=PAID_ON,
                announced=len(details),
                details=details,
            )
        )
    account = account_key(BANKGIRO[0])
    report = camt.Report(id="N1", account=account, currency="SEK", entries=tuple(entries))
    return camt.write(
        camt.CamtFile(
            format="camt.054",
            version="001.08",
            message_id="M1",
            created="2026-10-20T06:00:00+02:00",
            reports=(report,),
        )
    )


def _detail(at: int, item: OpenItem) -> camt.Detail:
    return camt.Detail(
        amount=item.open,
        references=(("AcctSvcrRef", f"S{at}"), ("EndToEndId", "NOTPROVIDED")),
        payer=camt.Party(name=item.customer_name, address=(f"Storgatan {at}", "111 22 Stockholm")),
        remittances=(camt.Remittance(reference=item.reference, amount=item.open),),
    )
