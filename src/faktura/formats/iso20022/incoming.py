"""From camt entries to the neutral form of a payment: one for each payment the bank names.

An entry whose payments do not account for it to the öre is one payment, with all their references
and no parts. Money going out is left to others, but for what is taken back: a reversal, or a debit
on a giro, becomes a payment marked as a reversal for a person to look at. Entries not booked are
left out until they are.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Literal

from faktura.core.check_digit import is_digits
from faktura.core.money import Money, total
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.core.reference import LONGEST, SHORTEST
from faktura.formats.bank_summary import BankSummary, per_currency
from faktura.formats.iso20022.entries import CREDIT_NOTE, giro_in
from faktura.formats.iso20022.records import (
    BOOKED,
    CamtFile,
    Detail,
    Entry,
    Party,
    Remittance,
    Report,
)

_INVOICE: Final = frozenset({"CINV", ""})
_GIRO: Final = ("bankgiro:", "plusgiro:")
_OWN_IDS: Final = frozenset({"AcctSvcrRef", "TxId", "AcctSvcrTxId"})


def payments(file: CamtFile, digest: str) -> tuple[IncomingPayment, ...]:
    """Return the booked payments of *file*, in its order; *digest* is the SHA-256 of its bytes.

    The id is made of receiving account, day, the bank's reference of the entry and the position in
    it, and names neither message nor format: a payment told of in a notification and again, in the
    same detail, in the statement has the same id. Twins within a file are numbered.
    """
    seen: Counter[str] = Counter()
    made = []
    for report in file.reports:
        for entry in report.entries:
            if entry.status == BOOKED and (entry.credit or _taken_back(report, entry)):
                made += [_payment(file, report, entry, detail, at, digest, seen) for at, detail in _named(entry)]
    return tuple(made)


def summary(file: CamtFile) -> BankSummary:
    """Return the counts and sums of *file*: what is booked as money in; reversals are not counted."""
    deposits = [
        entry
        for report in file.reports
        for entry in report.entries
        if entry.status == BOOKED and entry.credit and not entry.reversal
    ]
    incoming = [payment for payment in payments(file, "") if not payment.reversal]
    notes = [one for payment in incoming for one in payment.references if one.kind == "credit_note"]
    return BankSummary(
        payments=len(incoming),
        total=per_currency([entry.amount for entry in deposits]),
        deductions=len(notes),
        deposits=len(deposits),
    )


def parts_agree(entry: Entry) -> bool:
    """Return whether the payments of *entry* account for it exactly."""
    parts = [one.amount if one.credit else -one.amount for one in entry.details if one.amount is not None]
    agreeing = len(parts) == len(entry.details)
    return agreeing and total(parts, entry.amount.currency) == entry.signed


def _taken_back(report: Report, entry: Entry) -> bool:
    on_giro = bool(giro_in(entry.reference)) or report.account.startswith(_GIRO)
    return entry.reversal or on_giro


def _named(entry: Entry) -> Iterator[tuple[int, Detail]]:
    """Yield the payments of *entry* with their positions; 0 is the entry as a whole."""
    details = entry.details
    if len(details) > 1 and parts_agree(entry):
        yield from enumerate(details, start=1)
        return
    payers = {one.payer for one in details}
    payees = {one.payee for one in details}
    yield (
        1 if len(details) == 1 else 0,
        Detail(
            amount=entry.amount,
            credit=entry.credit,
            original=details[0].original if len(details) == 1 else None,
            references=details[0].references if len(details) == 1 else (),
            payer=payers.pop() if len(payers) == 1 else Party(),
            payee=payees.pop() if len(payees) == 1 else "",
            remittances=tuple(part for one in details for part in one.remittances),
            text=tuple(part for one in details for part in one.text),
            place=details[0].place if len(details) == 1 else entry.place,
        ),
    )


_RUNNING_NUMBER: Final = 4
"""An entry reference of so few digits counts entries; it names no payment."""


def _payment(
    file: CamtFile,
    report: Report,
    entry: Entry,
    detail: Detail,
    at: int,
    digest: str,
    seen: Counter[str],
) -> IncomingPayment:
    account = detail.payee or giro_in(entry.reference) or report.account
    amount = detail.amount or entry.amount
    own = next((value for kind, value in detail.references if kind in _OWN_IDS), "")
    reference = entry.service_reference or entry.reference or own
    # without any reference of the bank only the place in this very message tells payments apart
    key = reference or f"{file.message_id}/{report.id}/{entry.place}"
    if reference == entry.reference and reference.isdigit() and len(reference) <= _RUNNING_NUMBER:
        key = f"{file.message_id}/{reference}"  # the bank numbers the entries of each message anew
    name = f"camt:{account}:{entry.booked_on:%Y-%m-%d}:{key}:{at}"
    seen[name] += 1
    return IncomingPayment(
        id=name if seen[name] == 1 else f"{name}+{seen[name]}",
        account=account,
        booked_on=entry.booked_on,
        amount=amount,
        references=_references(detail.remittances, amount),
        message=_message(entry, detail),
        payer=Payer(
            name=detail.payer.name,
            account=detail.payer.account,
            organisation_number=detail.payer.organisation_number,
            address=detail.payer.address,
        ),
        channel=_channel(account, detail),
        original=detail.original,
        reversal=entry.reversal or not detail.credit,
        source=Source(format=file.format, digest=digest, place=detail.place),
    )


def _message(entry: Entry, detail: Detail) -> str:
    lines = (*detail.text, *(line for one in detail.remittances for line in one.information))
    return "\n".join(lines) or entry.information


def _channel(account: str, detail: Detail) -> PaymentChannel:
    kind = account.partition(":")[0]
    if kind in {"bankgiro", "plusgiro", "swish"}:
        return PaymentChannel(kind)
    payer = detail.payer.account
    foreign = payer.startswith("iban:") and not payer.startswith("iban:SE")
    return PaymentChannel.FOREIGN if foreign or detail.original is not None else PaymentChannel.TRANSFER


def _references(remittances: tuple[Remittance, ...], amount: Money) -> tuple[PaymentReference, ...]:
    parts = [one.amount for one in remittances if one.amount is not None]
    used = (
        len(parts) == len(remittances)
        and {part.currency for part in parts} == {amount.currency}
        and total(parts, amount.currency) == amount
    )
    references: list[PaymentReference] = []
    for one in remittances:
        part = one.amount if used else None
        if one.reference:
            references.append(PaymentReference(text=one.reference, kind=_creditor_reference(one), amount=part))
            part = None
        if one.document and one.document != one.reference:
            references.append(PaymentReference(text=one.document, kind=_document(one), amount=part))
    return tuple(references)


def _creditor_reference(one: Remittance) -> Literal["ocr", "text", "credit_note"]:
    if one.document_type == CREDIT_NOTE and not one.document:
        return "credit_note"
    digits = is_digits(one.reference) and SHORTEST <= len(one.reference) <= LONGEST
    return "ocr" if digits else "text"


def _document(one: Remittance) -> Literal["invoice", "credit_note", "text"]:
    if one.document_type == CREDIT_NOTE:
        return "credit_note"
    return "invoice" if one.document_type in _INVOICE else "text"
