"""What an Autogiro file holds in a few figures, under the trade's words."""

from collections.abc import Iterable

from attrs import evolve, frozen

from faktura.core.money import Money
from faktura.formats.bank_summary import per_currency
from faktura.formats.bankgirot.autogiro.advice import AdviceFile
from faktura.formats.bankgirot.autogiro.change_list import ChangeList
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.internet import InternetMandates
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import Direction, PaymentChange, PaymentOrder
from faktura.formats.bankgirot.autogiro.rejected import RejectedFile
from faktura.formats.bankgirot.autogiro.specification import PaymentSpecification, SectionKind

_NONE: tuple[Money, ...] = ()


@frozen(kw_only=True)
class AutogiroSummary:
    """Counts and sums, as `show` prints them; of what is ordered, rejected or carried out, as the file is.

    Attributes:
        content: `orders`, `payment_specification`, `mandate_advice`, `rejected_orders`, `changes` or `internet_mandates`.
        payments: Charges; in a payment specification those carried out.
        total: Their sum, one per currency.
        payouts: Payments the other way, with `payout_total`.
        refunds: Charges given back to payers, with `refund_total`.
        deposits: Sections of deposited charges.
        stopped: Payments of a specification that were not carried out.
        mandates: Records about mandates.
        changes: Records that cancel or move payments.
        sealed: The file carries a seal, which has not been verified.
    """

    content: str
    payments: int = 0
    total: tuple[Money, ...] = _NONE
    payouts: int = 0
    payout_total: tuple[Money, ...] = _NONE
    refunds: int = 0
    refund_total: tuple[Money, ...] = _NONE
    deposits: int = 0
    stopped: int = 0
    mandates: int = 0
    changes: int = 0
    sealed: bool = False


def summary(file: AutogiroFile) -> AutogiroSummary:
    """Return the counts and sums of *file*."""
    match file:
        case OrderFile():
            return _of_orders(file)
        case PaymentSpecification():
            return _of_specification(file)
        case AdviceFile():
            return AutogiroSummary(content="mandate_advice", mandates=len(file.records))
        case InternetMandates():
            return AutogiroSummary(content="internet_mandates", mandates=len(file.records))
        case RejectedFile():
            found = [(one.direction, one.amount) for one in file.records]
            return _both_ways("rejected_orders", found)
        case ChangeList():
            return AutogiroSummary(content="changes", changes=len(file.records))


def _both_ways(content: str, found: Iterable[tuple[Direction, Money | None]]) -> AutogiroSummary:
    listed = list(found)
    charged, paid_out = (
        [amount for direction, amount in listed if direction is wanted]
        for wanted in (Direction.CHARGE, Direction.PAYOUT)
    )
    return AutogiroSummary(
        content=content,
        payments=len(charged),
        total=_sums(charged),
        payouts=len(paid_out),
        payout_total=_sums(paid_out),
    )


def _sums(amounts: list[Money | None]) -> tuple[Money, ...]:
    return per_currency([amount for amount in amounts if amount is not None])


def _of_orders(file: OrderFile) -> AutogiroSummary:
    orders = [order for batch in file.batches for order in batch.orders]
    ordered = [(one.direction, one.amount) for one in orders if isinstance(one, PaymentOrder)]
    changes = sum(isinstance(one, PaymentChange) for one in orders)
    both = _both_ways("orders", ordered)
    return evolve(both, changes=changes, mandates=len(orders) - changes - len(ordered), sealed=file.sealed)


def _of_specification(file: PaymentSpecification) -> AutogiroSummary:
    moved = {kind: file.of(kind) for kind in SectionKind}
    number = {kind: sum(section.count for section in sections) for kind, sections in moved.items()}
    sums = {kind: per_currency([section.amount for section in sections]) for kind, sections in moved.items()}
    return AutogiroSummary(
        content="payment_specification",
        payments=number[SectionKind.CHARGES],
        total=sums[SectionKind.CHARGES],
        payouts=number[SectionKind.PAYOUTS],
        payout_total=sums[SectionKind.PAYOUTS],
        refunds=number[SectionKind.REFUNDS],
        refund_total=sums[SectionKind.REFUNDS],
        deposits=len(moved[SectionKind.CHARGES]),
        stopped=sum(len(section.payments) - section.count for section in file.sections),
    )
