"""Documents and what happens to them, for the posting tests."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

import attrs

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import Document, DocumentKind, Draft, Line, RoundingPolicy, line
from faktura.core.event import Event
from faktura.core.ledger import BookkeepingMethod, Rates, Voucher
from faktura.core.money import Money, sek
from faktura.core.party import Address, Party, PartyKind
from faktura.core.payment import PaymentReceived
from faktura.core.product import CostKind, Work
from faktura.core.receivable_event import Netted, Parts, PaymentAllocated, PaymentReleased, WrittenOff
from faktura.rules.issuing import preview
from faktura.rules.posting.books import Books, DocumentHistory, Movement, PaymentHistory
from faktura.rules.posting.post import post
from faktura.testing.identities import COMPANIES, TOLVAN

ISSUED: Final = date(2026, 3, 2)
PAID: Final = date(2026, 3, 20)
ACCRUAL: Final = Books()
CASH: Final = Books(method=BookkeepingMethod.CASH)
BOTH: Final = (ACCRUAL, CASH)

_HOME: Final = Address(street="Storgatan 1", postal_code="111 22", city="Stockholm")
SELLER: Final = Party(id="S", name="Vi AB", identity=COMPANIES[0], address=_HOME)
BUYER: Final = Party(id="C", name="Kund AB", identity=COMPANIES[1], address=_HOME)
PERSON: Final = Party(id="T", name="Tolvan Tolvansson", kind=PartyKind.PERSON, address=_HOME)


def document(
    *lines: Line,
    number: str = "1001",
    kind: DocumentKind = DocumentKind.INVOICE,
    rounding: RoundingPolicy = RoundingPolicy.NONE,
    prepaid: Money | None = None,
    buyer: Party = BUYER,
    wish: DeductionWish | None = None,
    currency: str = "SEK",
) -> Document:
    taken_back = kind is DocumentKind.CREDIT_NOTE
    drafted = tuple(attrs.evolve(one, quantity=-one.quantity) for one in lines) if taken_back else lines
    draft = Draft(
        id=f"D{number}",
        kind=kind,
        seller=SELLER,
        buyer=buyer,
        lines=drafted,
        rounding=rounding,
        prepaid=prepaid,
        deduction=wish,
        currency=currency,
    )
    return attrs.evolve(preview(draft, on=ISSUED), number=number)


def sale_25(number: str = "1001", kind: DocumentKind = DocumentKind.INVOICE, price: str = "10000") -> Document:
    """The sale of 10 000 kronor at 25 % that most worked verifications build on."""
    return document(line("Konsult", 1, price, vat=25), number=number, kind=kind)


def rot_sale(prepaid: Money | None = None) -> Document:
    """Labour 10 000 and material 4 000; Skatteverket pays 30 % of the labour with VAT."""
    labour = attrs.evolve(line("Snickeri", 1, 10000, vat=25), cost=CostKind.LABOUR, work=Work(type="Bygg", hours=20))
    material = attrs.evolve(line("Virke", 1, 4000, vat=25), cost=CostKind.MATERIAL)
    wish = DeductionWish(
        kind=DeductionKind.ROT,
        buyers=(DeductionBuyer(person_id="T", name="Tolvan", identity=TOLVAN, weight=Decimal(1)),),
        dwelling=Dwelling(designation="Exempel 1:2"),
    )
    return document(labour, material, buyer=PERSON, wish=wish, prepaid=prepaid)


def green_sale() -> Document:
    """Solar panels for 40 000 and a battery for 16 000, both labour, with VAT 70 000."""
    lines = [
        attrs.evolve(line(type, 1, price, vat=25), cost=CostKind.LABOUR, work=Work(type=type, hours=8))
        for type, price in (("INSTALLATION_SOLCELLER", 40000), ("INSTALLATION_LAGRING", 16000))
    ]
    wish = DeductionWish(
        kind=DeductionKind.GREEN,
        buyers=(DeductionBuyer(person_id="T", name="Tolvan", identity=TOLVAN, weight=Decimal(1)),),
        dwelling=Dwelling(designation="Exempel 1:2"),
    )
    return document(*lines, buyer=PERSON, wish=wish)


def received(amount: Money, payment_id: str = "P1", on: date = PAID) -> PaymentReceived:
    return PaymentReceived(
        payment_id=payment_id, on=on, amount=amount, account="", channel="bankgiro", content="", source_digest=""
    )


def allocated(
    parts: Parts, receivable_id: str = "D1001", id: str = "A1", payment_id: str = "P1", on: date = PAID
) -> PaymentAllocated:
    return PaymentAllocated(receivable_id=receivable_id, allocation_id=id, payment_id=payment_id, on=on, parts=parts)


def released(event: PaymentAllocated, on: date) -> PaymentReleased:
    return PaymentReleased(
        receivable_id=event.receivable_id,
        allocation_id=event.allocation_id,
        payment_id=event.payment_id,
        on=on,
        parts=event.parts,
    )


def netted(receivable_id: str, effect: Money, other_id: str = "", id: str = "N1") -> Netted:
    return Netted(receivable_id=receivable_id, netting_id=id, other_id=other_id, on=PAID, effect=effect)


def written_off(parts: Parts, reason: str, receivable_id: str = "D1001", id: str = "W1") -> WrittenOff:
    return WrittenOff(receivable_id=receivable_id, write_off_id=id, on=PAID, parts=parts, reason=reason)


def principal(kronor: str) -> Parts:
    return Parts.of_principal(sek(kronor))


def history(document: Document, *events: Event, cause: str = "now", issued: str = "before") -> DocumentHistory:
    return DocumentHistory(document, tuple(Movement(event, cause) for event in events), issued)


def money_in(*events: Event, cause: str = "now") -> PaymentHistory:
    return PaymentHistory(tuple(Movement(event, cause) for event in events))


def came(amount: Money, payment_id: str = "P1", on: date = PAID) -> PaymentHistory:
    """Money that came, of which nothing is decided by itself."""
    return money_in(received(amount, payment_id, on))


def posted(
    documents: Iterable[DocumentHistory],
    payments: Iterable[PaymentHistory] = (),
    books: Books = ACCRUAL,
    business: Iterable[Movement] = (),
) -> tuple[Voucher, ...]:
    """The vouchers of what happened now; what led up to it was caused before."""
    made = post(documents, payments, business=business, books=books)
    return tuple(voucher for voucher in made if voucher.cause != "before")


Balance = dict[tuple[str, tuple[tuple[int, str], ...]], int]


def balance(vouchers: Sequence[Voucher]) -> Balance:
    """Öre per account and objects over all *vouchers*, accounts that end on zero left out."""
    sums: Counter[tuple[str, tuple[tuple[int, str], ...]]] = Counter()
    for voucher in vouchers:
        for row in voucher.rows:
            sums[row.account.number, tuple((tag.number, tag.code) for tag in row.dimensions)] += row.amount.minor
    return {place: minor for place, minor in sums.items() if minor}


def booked(
    *documents: DocumentHistory,
    payments: Sequence[PaymentHistory] = (),
    books: Books = ACCRUAL,
    rates: Rates = Rates(),  # noqa: B008 - a frozen value
) -> dict[str, int]:
    """Öre per account of everything that the histories are booked as."""
    return accounts(post(documents, payments, books=books, rates=rates))


def accounts(vouchers: Sequence[Voucher]) -> dict[str, int]:
    """Öre per account over all *vouchers*."""
    sums: Counter[str] = Counter()
    for (account, _), minor in balance(vouchers).items():
        sums[account] += minor
    return {account: minor for account, minor in sums.items() if minor}
