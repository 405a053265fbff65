"""Money going out, as camt.054 debits and camt.053 statements tell it: the bookings behind payment orders.

The bank repeats the ids of the order: EndToEndId names the payment, PmtInfId the batch, MsgId the order. A booking
without any of them is nothing an order of ours can be known by, and is left out.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from faktura.core.money import Money
from faktura.core.payment import Source
from faktura.core.payout_status import BankDebit
from faktura.formats.iso20022.incoming import is_running, parts_agree
from faktura.formats.iso20022.records import BOOKED, NOT_PROVIDED, CamtFile, Detail, Entry, Report

_IDS: Final = ("EndToEndId", "InstrId", "PmtInfId", "MsgId")
_ORDER_IDS: Final = frozenset({"PmtInfId", "MsgId"})


def debits(file: CamtFile, digest: str) -> tuple[BankDebit, ...]:
    """Return the booked debits of *file* that name an order, and what came back of it; *digest* is the file's SHA-256.

    Money came back where a credit is a reversal, or names the batch or the message of the order; an id of the payment
    alone may be that of anybody who pays us. An entry whose payments do not account for it to the öre is one booking. The
    id is made of account, day, the bank's reference and the position, so that the same booking in a notification
    and in the statement, or in two reports of one message, counts once. Twins are numbered within a report.
    """
    return tuple(made for report in file.reports for made in _of_report(file, report, digest))


def _of_report(file: CamtFile, report: Report, digest: str) -> Iterator[BankDebit]:
    seen: Counter[str] = Counter()
    for entry in report.entries:
        if entry.status == BOOKED:
            yield from _of_entry(file, report, entry, digest, seen)


def _of_entry(file: CamtFile, report: Report, entry: Entry, digest: str, seen: Counter[str]) -> Iterator[BankDebit]:
    for at, detail, amount in _parts(entry):
        ids = {kind: value for kind, value in detail.references if kind in _IDS and value != NOT_PROVIDED}
        returned = entry.credit if len(entry.details) != 1 else detail.credit
        if not ids or (returned and not entry.reversal and not ids.keys() & _ORDER_IDS):
            continue
        reference = entry.service_reference or entry.reference or entry.place
        if reference == entry.place or is_running(entry):  # of this very report only
            reference = f"{file.message_id}/{report.id}/{reference}"
        name = f"camt:{report.account}:{entry.booked_on:%Y-%m-%d}:{reference}:{at}"
        seen[name] += 1
        yield BankDebit(
            id=name if seen[name] == 1 else f"{name}+{seen[name]}",
            order_id=ids.get("MsgId", ""),
            batch_id=ids.get("PmtInfId", ""),
            payment_id=_payment(ids),
            amount=amount,
            booked_on=entry.booked_on,
            returned=returned,
            source=Source(format=file.format, digest=digest, place=detail.place or entry.place),
        )


def _payment(ids: Mapping[str, str]) -> str:
    return ids.get("EndToEndId") or ids.get("InstrId", "")


def _parts(entry: Entry) -> Iterator[tuple[int, Detail, Money]]:
    """Yield the payments of *entry* with their positions and amounts; 0 is the entry as a whole."""
    if len(entry.details) == 1:
        yield 1, entry.details[0], entry.amount
    elif entry.details and parts_agree(entry):
        for at, detail in enumerate(entry.details, start=1):
            if detail.amount is not None:
                yield at, detail, detail.amount
    elif entry.details:
        common = set(entry.details[0].references).intersection(*(one.references for one in entry.details))
        yield 0, Detail(references=tuple(sorted(common)), credit=entry.credit), entry.amount
