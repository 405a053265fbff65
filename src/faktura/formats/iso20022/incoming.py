"""From camt entries to the neutral form of a payment: one for each payment the bank names.

An entry whose payments do not account for it to the öre is one payment, with all their references and no parts; where
the charges it tells of are the whole difference, its payments stand, and the charges are money taken back. Money going
out is left to others (`debits`), but for what is taken back: a reversal or a return, and a debit on a giro that is none
of the owner's own orders, becomes a payment marked as a reversal for a person to look at. Money of the owner's that came
back is money that came: its references are those of the order, so they stand in the message alone. Entries not booked
are left out until they are.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, Final, Literal

import attrs
from attrs import frozen

from faktura.core.bank_deposit import BankDeposit
from faktura.core.check_digit import is_digits
from faktura.core.money import LARGEST, Money
from faktura.core.opened import opened
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.core.reference import LONGEST, SHORTEST
from faktura.formats.bank_summary import BankSummary, per_currency
from faktura.formats.iso20022.accounts import giro_in
from faktura.formats.iso20022.records import BOOKED, CREDIT_NOTE, OWN_IDS, CamtFile, Detail, Entry, Party, Remittance

_PAYMENT: Final = opened(IncomingPayment)
_SOURCE: Final = opened(Source)
_PAYER: Final = opened(Payer)
_REFERENCE: Final = opened(PaymentReference)
_NOBODY: Final = Payer()
_INVOICE: Final = frozenset({"CINV", ""})
_GIRO: Final = ("bankgiro:", "plusgiro:")
_ORDER_IDS: Final = frozenset({"PmtInfId", "MsgId"})
_ISSUED: Final = frozenset({"ICDT", "IRCT", "ICHQ", "CCRD"})
_RETURNED: Final = "RRTN"


@frozen
class Told:
    """Which report tells of an entry: what its payments' ids and sources are made of.

    Attributes:
        format, message_id: Of the message.
        report_id, account: Of the report.
        digest: SHA-256 of the file.
    """

    format: str
    message_id: str
    report_id: str
    account: str
    digest: str


class Twins:
    """Numbers the entries of one file that a bank gives the same name.

    So that this takes no memory without end, it may *learn*, when many have come, which of the bank's references can come
    again, by their hashes: from then on only those are kept in mind.
    """

    def __init__(self, learn: Callable[[], Container[int]] | None = None) -> None:
        """Begin with nothing seen."""
        self._learn = learn
        self._suspects: Container[int] | None = None
        self._seen: dict[str, tuple[int, int, int]] = {}

    def number(self, name: str, reference: str, entry: int) -> int:
        """Return how many entries have had *name*, made of the bank's *reference*, with the one numbered *entry*."""
        earlier, times, mark = self._seen.get(name, (0, 0, 0))
        if earlier == entry:
            return times
        mark = mark or hash(reference)
        if self._suspects is not None and mark not in self._suspects:
            return 1
        self._seen[name] = (entry, times + 1, mark)
        if self._suspects is None and self._learn is not None and len(self._seen) > _KEPT_IN_MIND:
            self._suspects = suspects = self._learn()
            self._seen = {one: seen for one, seen in self._seen.items() if seen[2] in suspects}
        return times + 1


_KEPT_IN_MIND: Final = 8_192


def payments(file: CamtFile, digest: str) -> tuple[IncomingPayment, ...]:
    """Return the booked payments of *file*, in its order; *digest* is the SHA-256 of its bytes.

    The id is made of receiving account, day, the bank's reference of the entry and the position in
    it, and names neither message nor format: a payment told of in a notification and again, in the
    same detail, in the statement has the same id. Twins within a file are numbered, entry by entry.
    """
    twins = Twins()
    made: list[IncomingPayment] = []
    number = 0
    for report in file.reports:
        told = Told(file.format, file.message_id, report.id, report.account, digest)
        for number, entry in enumerate(report.entries, start=number + 1):  # noqa: B020 - counts on through the reports
            made += of_entry(told, entry, number, twins)
    return tuple(made)


def of_entry(told: Told, entry: Entry, number: int, twins: Twins) -> Iterator[IncomingPayment]:
    """Yield the payments of one *entry*, the *number*-th, if it is booked and money came or was taken back."""
    if not counts(told, entry):
        return
    named = tuple(_named(entry))
    count = len(named) if named[0][0] else 0
    yield from Booked(told, entry, number, twins, count).payments(named)


class Booked:
    """One entry whose payments are told, all at once or some at a time."""

    def __init__(self, told: Told, entry: Entry, number: int, twins: Twins, payments: int) -> None:
        """Begin with *entry*, the *number*-th of the file, which tells of so many *payments* in all."""
        self._told, self._entry, self._number, self._twins, self._payments = told, entry, number, twins, payments
        self._deposit: BankDeposit | None = None
        self._running = is_running(entry)
        self._payee = giro_in(entry.reference)
        self._day = f"{entry.booked_on:%Y-%m-%d}"

    def payments(self, named: Iterable[tuple[int, Detail]]) -> Iterator[IncomingPayment]:
        """Yield the *named* payments, each with its position in the entry."""
        told, entry = self._told, self._entry
        for at, detail in named:
            account = detail.payee or self._payee or told.account
            reference = entry.service_reference or entry.reference or _own(detail)
            # without any reference of the bank only the place in this very message tells payments apart
            key = reference or f"{told.message_id}/{told.report_id}/{entry.place}"
            if self._running:
                key = f"{told.message_id}/{reference}"  # the bank numbers the entries of each message anew
            name = f"camt:{account}:{self._day}:{key}"
            twin = self._twins.number(name, reference, self._number)
            more = f"+{twin}" if twin > 1 else ""
            if self._deposit is None:
                self._deposit = BankDeposit(id=name + more, amount=entry.signed, payments=self._payments)
            yield _payment(told, entry, detail, f"{name}:{at}{more}", account, self._deposit)


def summary(file: CamtFile) -> BankSummary:
    """Return the counts and sums of *file*: what is booked as money in; what was taken back is not counted."""
    deposits = [entry for report in file.reports for entry in report.entries if entry.status == BOOKED and entry.credit]
    incoming = [payment for payment in payments(file, "") if not payment.reversal]
    notes = [one for payment in incoming for one in payment.references if one.kind == "credit_note"]
    return BankSummary(
        payments=len(incoming),
        total=per_currency([entry.amount for entry in deposits]),
        deductions=len(notes),
        deposits=len(deposits),
    )


def signed_parts(entry: Entry) -> int:
    """Return what the payments of *entry* make, in minor units of its currency."""
    parts = [one.amount.minor if one.credit else -one.amount.minor for one in entry.details if one.amount is not None]
    return sum(parts)


def parts_agree(entry: Entry) -> bool:
    """Return whether the payments of *entry* account for it exactly."""
    return all(one.amount is not None for one in entry.details) and signed_parts(entry) == entry.signed.minor


def charged(entry: Entry) -> Money | None:
    """Return what the bank took, where that is exactly what the payments of *entry* are more than it; else None."""
    if not all(one.amount is not None for one in entry.details):
        return None
    taken = entry.charges.minor if entry.charges is not None else 0
    if not taken:
        taken = sum(one.charges.minor for one in entry.details if one.charges is not None)
    agrees = taken > 0 and signed_parts(entry) - taken == entry.signed.minor
    return Money(taken, entry.amount.currency) if agrees and taken <= LARGEST else None


def counts(told: Told, entry: Entry) -> bool:
    """Return whether *entry* is of money that came in or was taken back, and is booked."""
    return entry.status == BOOKED and (entry.credit or _taken_back(told, entry))


def is_running(entry: Entry) -> bool:
    """Return whether the bank's reference of *entry* counts the entries of a message, and names no booking."""
    few = is_digits(entry.reference) and len(entry.reference) <= _RUNNING_NUMBER
    return few and entry.service_reference in ("", entry.reference)


def _taken_back(told: Told, entry: Entry) -> bool:
    """Return whether a debit is money taken back, and no order of the owner's."""
    if entry.reversal or any(one.returned for one in entry.details):
        return True
    if not (giro_in(entry.reference) or told.account.startswith(_GIRO)):
        return False
    _, family, detail, *_ = (*entry.code.split("/"), "", "", "")
    if family:
        return family not in _ISSUED or detail == _RETURNED
    return not any(kind in _ORDER_IDS for one in entry.details for kind, _ in one.references)


def _named(entry: Entry) -> Iterator[tuple[int, Detail]]:
    """Yield the payments of *entry* with their positions; 0 is the entry as a whole."""
    details = entry.details
    if len(details) > 1 and parts_agree(entry):
        yield from enumerate(details, start=1)
    elif len(details) > 1 and (charge := charged(entry)) is not None:
        yield from enumerate(details, start=1)
        yield len(details) + 1, Detail(amount=charge, credit=False, text=("Chrgs",), place=f"{entry.place}/Chrgs")
    else:
        yield (1 if len(details) == 1 else 0), _whole(entry)


def _whole(entry: Entry) -> Detail:
    """Return *entry* as one payment."""
    details = entry.details
    if len(details) == 1:
        return attrs.evolve(details[0], amount=entry.amount, credit=entry.credit)
    payers = {one.payer for one in details}
    payees = {one.payee for one in details}
    return Detail(
        amount=entry.amount,
        credit=entry.credit,
        payer=payers.pop() if len(payers) == 1 else Party(),
        payee=payees.pop() if len(payees) == 1 else "",
        remittances=tuple(part for one in details for part in one.remittances),
        text=tuple(part for one in details for part in one.text),
        returned=next((one.returned for one in details if one.returned), ""),
        place=entry.place,
    )


_RUNNING_NUMBER: Final = 4
"""An entry reference of so few digits counts entries; it names no payment."""


def _own(detail: Detail) -> str:
    return next((value for kind, value in detail.references if kind in OWN_IDS), "")


def _payment(told: Told, entry: Entry, detail: Detail, id: str, account: str, deposit: BankDeposit) -> IncomingPayment:
    came_back = detail.credit and (entry.reversal or bool(detail.returned))
    made: Any = _PAYMENT()
    made.id = id
    made.account = account
    made.booked_on = entry.booked_on
    made.amount = amount = detail.amount or entry.amount
    made.references = _references(detail.remittances, amount) if detail.remittances and not came_back else ()
    made.message = _message(entry, detail, detail.remittances if came_back else ())
    made.payer = _payer(detail.payer)
    made.channel = _channel(account, detail)
    made.original = detail.original
    made.reversal = not detail.credit
    made.deposit = deposit
    made.source = source = _SOURCE()
    source.format, source.digest, source.place = told.format, told.digest, detail.place
    source.__class__ = Source
    made.__class__ = IncomingPayment
    closed: IncomingPayment = made
    return closed


def _payer(party: Party) -> Payer:
    if not (party.name or party.account):
        return _NOBODY
    made: Any = _PAYER()
    made.name, made.account, made.address = party.name, party.account, party.address
    made.organisation_number = party.organisation_number
    made.__class__ = Payer
    closed: Payer = made
    return closed


def _message(entry: Entry, detail: Detail, ordered: Sequence[Remittance]) -> str:
    """Return the texts of the payment; of money that came back also what was *ordered*, and why it did."""
    lines = [*detail.text, *[line for one in detail.remittances for line in one.information]]
    lines += [text for one in ordered for text in (one.reference, one.document) if text]
    if detail.returned:
        lines.append(detail.returned)
    return "\n".join(lines) or detail.information or entry.information


def _channel(account: str, detail: Detail) -> PaymentChannel:
    kind = account.partition(":")[0]
    if kind in _CHANNELS:
        return _CHANNELS[kind]
    payer = detail.payer.account
    foreign = payer.startswith("iban:") and not payer.startswith("iban:SE")
    return PaymentChannel.FOREIGN if foreign or detail.original is not None else PaymentChannel.TRANSFER


_CHANNELS: Final = {kind: PaymentChannel(kind) for kind in ("bankgiro", "plusgiro", "swish")}


def _references(remittances: tuple[Remittance, ...], amount: Money) -> tuple[PaymentReference, ...]:
    used = _parts_used(remittances, amount)
    references: list[PaymentReference] = []
    for one in remittances:
        part = one.amount if used else None
        if one.reference:
            references.append(_reference(one.reference, _creditor_reference(one), part))
            part = None
        if one.document and one.document != one.reference:
            references.append(_reference(one.document, _document(one), part))
    return tuple(references)


def _parts_used(remittances: tuple[Remittance, ...], amount: Money) -> bool:
    """Return whether every reference has its part, and the parts make the payment."""
    made = 0
    for one in remittances:
        if one.amount is None or one.amount.currency != amount.currency:
            return False
        made += one.amount.minor
    return made == amount.minor


def _reference(
    text: str, kind: Literal["ocr", "invoice", "credit_note", "text"], amount: Money | None
) -> PaymentReference:
    made: Any = _REFERENCE()
    made.text, made.kind, made.amount = text, kind, amount
    made.__class__ = PaymentReference
    closed: PaymentReference = made
    return closed


def _creditor_reference(one: Remittance) -> Literal["ocr", "text", "credit_note"]:
    if one.document_type == CREDIT_NOTE and not one.document:
        return "credit_note"
    digits = is_digits(one.reference) and SHORTEST <= len(one.reference) <= LONGEST
    return "ocr" if digits else "text"


def _document(one: Remittance) -> Literal["invoice", "credit_note", "text"]:
    if one.document_type == CREDIT_NOTE:
        return "credit_note"
    return "invoice" if one.document_type in _INVOICE else "text"
