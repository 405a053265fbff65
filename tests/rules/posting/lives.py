"""Whole lives of invoices, drawn at random: paid in parts, reminded, feared, lost, won back, and settled in the end."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import attrs
from attrs import define, field, frozen
from hypothesis import strategies as st

from faktura.core.bookkeeping_event import InvoiceSold, LossFeared, LossFearLifted, SoldInvoicePaid, SoldInvoiceReturned
from faktura.core.collection_event import ChargeCorrected
from faktura.core.document import Document, Line, RoundingPolicy, line
from faktura.core.event import Event
from faktura.core.ledger import ExchangeRate, Rates
from faktura.core.money import Money
from faktura.core.payment import PartAllocated, PartReleased
from faktura.core.receivable_event import (
    FeeCharged,
    InterestCharged,
    Parts,
    PaymentAllocated,
    PaymentReleased,
    WriteOffReversed,
    WrittenOff,
)
from faktura.core.vat import Vat, VatCategory
from faktura.rules.posting.books import DocumentHistory, Movement, PaymentHistory
from faktura.testing.kept import kept
from tests.rules.posting.histories import ISSUED, document, received, rot_sale

REASONS = ("rounding", "bad_debt", "discount", "goodwill")
YEAR_ENDS = (date(2026, 12, 31), date(2027, 12, 31), date(2028, 12, 31))
ACTS = (
    "pay", "pay", "release", "fee", "interest", "correct", "fear", "lift", "give up", "owe again", "wait", "wait",
    "pledge", "return",
)  # fmt: skip
SALES = ("sold", "pledged")
"""Ways to end beside payment and write-off; only of claims in kronor."""


@frozen
class Life:
    """An invoice with everything that happened to it, and the payments."""

    document: DocumentHistory
    payments: tuple[PaymentHistory, ...]
    daily: tuple[int, ...] = ()

    @property
    def rates(self) -> Rates:
        """The rates of the euro all those years."""
        return rates_of(self.daily)


@define
class Living:
    """An invoice that things happen to, one act after the other; what cannot be done is left undone."""

    document: Document
    day: date = ISSUED
    left: dict[str, int] = field(factory=dict)
    movements: list[Movement] = field(factory=list)
    payments: dict[str, list[Movement]] = field(factory=dict)
    live: list[PaymentAllocated] = field(factory=list)
    lost: list[WrittenOff] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.left = {"principal": self.document.amount_due.minor, "fees": 0, "interest": 0}

    def _parts(self, share: int) -> Parts:
        """*share* thousandths of everything that is owed."""
        return Parts(**{name: self._money(minor * share // 1000) for name, minor in self.left.items()})

    def _money(self, minor: int) -> Money:
        return Money(minor, self.document.currency)

    def _fall(self, parts: Parts, sign: int = 1) -> None:
        for name in self.left:
            self.left[name] -= sign * parts.of(name).minor

    def _happen(self, event: Event, cause: str) -> None:
        self.movements.append(Movement(event, cause))

    def act(self, what: str, size: int) -> None:
        """Do *what*, as much as *size* (0 to 1000) says."""
        id, number = self.document.id, len(self.movements)
        cause = f"{what} {number}"
        match what:
            case "wait":
                self.day += timedelta(days=size)
            case "pay" if (parts := self._parts(size)).sum:
                self.pay(parts, cause)
            case "release" if self.live:
                self.release(self.live.pop(size % len(self.live)), cause)
            case "fee":
                self.left["fees"] += size
                fee = self._money(size)
                self._happen(
                    FeeCharged(receivable_id=id, charge_id=cause, kind="reminder", on=self.day, amount=fee, law=""),
                    cause,
                )
            case "interest":
                self.left["interest"] += size
                amount = self._money(size)
                self._happen(
                    InterestCharged(
                        receivable_id=id, charge_id=cause, on=self.day, amount=amount, since=ISSUED, until=self.day
                    ),
                    cause,
                )
            case "correct":
                parts = Parts.of_fees(-self._parts(size).fees)
                self._fall(-parts)
                self._happen(
                    ChargeCorrected(
                        receivable_id=id,
                        correction_id=cause,
                        charge_id="",
                        kind="reminder",
                        on=self.day,
                        parts=parts,
                        reason="x",
                    ),
                    cause,
                )
            case "fear" if amount := self._parts(size).principal:
                self._happen(LossFeared(receivable_id=id, loss_id=cause, on=self.day, amount=amount), cause)
            case "lift":
                amount = self._parts(size).principal
                names = [one.event.loss_id for one in self.movements if isinstance(one.event, LossFeared)]
                if names:
                    lifted = LossFearLifted(
                        receivable_id=id, loss_id=names[size % len(names)], on=self.day, amount=amount
                    )
                    self._happen(lifted, cause)
            case "give up" if (parts := self._parts(size)).sum:
                self.give_up(parts, REASONS[size % 4], cause)
            case "pledge" | "return" if self.document.currency == "SEK":
                self._financed(what, self._parts(size).sum, cause)
            case "owe again" if self.lost:
                gone = self.lost.pop(size % len(self.lost))
                self._fall(gone.parts, -1)
                back = WriteOffReversed(
                    receivable_id=id, write_off_id=gone.write_off_id, on=self.day, parts=gone.parts, reason=gone.reason
                )
                self._happen(back, cause)

    def _financed(self, what: str, amount: Money, cause: str) -> None:
        """A financier lends on the claim, is paid *amount* by the customer, or gives the claim back."""
        about = {"sale_id": cause, "receivable_id": self.document.id, "on": self.day}
        nothing = self._money(0)
        match what:
            case "pledge" if amount:
                terms = {"claim": amount, "paid_out": amount, "fee": self._money(7), "fee_vat": nothing}
                self._happen(InvoiceSold(recourse=True, **terms, **about), cause)  # type: ignore[arg-type]
            case "return":
                self._happen(SoldInvoiceReturned(repaid=amount, **about), cause)  # type: ignore[arg-type]

    def sell(self, how: str) -> None:
        """All that is left is sold, or pledged and then paid to the financier; the open item is not told."""
        rest, id = self._parts(1000).sum, self.document.id
        fee = self._money(min(rest.minor, 9))
        sale = InvoiceSold(
            sale_id="Q", receivable_id=id, on=self.day, claim=rest, paid_out=rest - fee, fee=fee, fee_vat=self._money(0),
            recourse=how == "pledged",
        )  # fmt: skip
        self._happen(sale, "sale")
        if sale.recourse:
            passed = SoldInvoicePaid(sale_id="Q", receivable_id=id, on=self.day, amount=rest, paid_out=self._money(0))
            self._happen(passed, "passed")

    def pay(self, parts: Parts, cause: str) -> None:
        """A payment of its own comes in and settles *parts*."""
        id, payment_id = self.document.id, f"P {cause}"
        self._fall(parts)
        made = PaymentAllocated(receivable_id=id, allocation_id=cause, payment_id=payment_id, on=self.day, parts=parts)
        part = PartAllocated(
            payment_id=payment_id,
            allocation_id=cause,
            receivable_id=id,
            on=self.day,
            amount=parts.sum,
            by="manual",
            why="",
        )
        came = received(parts.sum, payment_id, self.day)
        self.payments[payment_id] = [Movement(came, cause), Movement(part, cause)]
        self.live.append(made)
        self._happen(made, cause)

    def release(self, made: PaymentAllocated, cause: str) -> None:
        """A link is undone; the money waits, unmatched."""
        id = self.document.id
        self._fall(made.parts, -1)
        back = PaymentReleased(
            receivable_id=id,
            allocation_id=made.allocation_id,
            payment_id=made.payment_id,
            on=self.day,
            parts=made.parts,
        )
        part = PartReleased(
            payment_id=made.payment_id,
            allocation_id=made.allocation_id,
            receivable_id=id,
            on=self.day,
            amount=made.parts.sum,
            by="manual",
        )
        self.payments[made.payment_id].append(Movement(part, cause))
        self._happen(back, cause)

    def give_up(self, parts: Parts, reason: str, cause: str) -> None:
        """A part is written off."""
        self._fall(parts)
        gone = WrittenOff(receivable_id=self.document.id, write_off_id=cause, on=self.day, parts=parts, reason=reason)
        self.lost.append(gone)
        self._happen(gone, cause)

    def settle(self, reason: str) -> None:
        """Whatever is left is paid, or given up for *reason*; Skatteverket pays its share."""
        rest = self._parts(1000)
        if rest.sum and reason in SALES:
            self.sell(reason)
        elif rest.sum and reason:
            self.give_up(rest, reason, "last")
        elif rest.sum:
            self.pay(rest, "last")
        share = self.document.totals.deduction
        if share:
            cause, id = "agency", f"{self.document.id}:tax"
            parts = Parts.of_principal(share)
            self._happen(
                PaymentAllocated(receivable_id=id, allocation_id=cause, payment_id="PA", on=self.day, parts=parts),
                cause,
            )
            self.payments["PA"] = [Movement(received(share, "PA", self.day), cause)]

    def lived(self, daily: list[int]) -> Life:
        """Everything that happened."""
        payments = tuple(PaymentHistory(tuple(some)) for some in self.payments.values())
        return Life(DocumentHistory(self.document, tuple(self.movements), "issue"), payments, tuple(daily))


def _sale(lines: list[Line], *, rot: bool, foreign: bool) -> Document:
    if foreign:
        abroad = Vat(VatCategory.REVERSE_CHARGE, Decimal(0), "reverse_charge.eu_services")
        taxed = lines[: len(lines) // 2]
        outside = [attrs.evolve(one, vat=abroad) for one in lines[len(lines) // 2 :]]
        return document(*taxed, *outside, currency="EUR")
    return rot_sale() if rot else document(*lines, rounding=RoundingPolicy.WHOLE_KRONOR)


PRICES = st.sampled_from(["33.33", "999.50", "10000", "123456.78", "0.05", "7"])
LINES = st.lists(st.tuples(PRICES, st.sampled_from([25, 12, 6, 0])), min_size=1, max_size=4)
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1000)), max_size=14)
DAILY = st.lists(st.integers(8_0000, 13_0000), min_size=12, max_size=12)


@kept
@st.composite
def lives(draw: st.DrawFn, *, foreign: bool = False, settled: bool = True) -> Life:
    """The life of one invoice, settled in the end."""
    lines = [line(f"l{at}", 1, price, vat=rate) for at, (price, rate) in enumerate(draw(LINES))]
    living = Living(_sale(lines, rot=draw(st.booleans()) and not foreign, foreign=foreign))
    for what, size in draw(STEPS):
        living.act(what, size)
    if settled:
        living.settle(draw(st.sampled_from(["", "", *REASONS, *(() if foreign else SALES)])))
    return living.lived(draw(DAILY) if foreign else [])


@cache
def rates_of(numbers: tuple[int, ...]) -> Rates:
    """A rate of the euro for every week of many years, in an order that repeats."""
    first = ISSUED - timedelta(days=3)
    days = [first + timedelta(days=6 * at) for at in range(900 if numbers else 0)]
    return Rates(
        tuple(
            ExchangeRate("EUR", Decimal(numbers[at % len(numbers)]) / 10000, day, "test") for at, day in enumerate(days)
        )
    )
