"""What Autogiro files say about mandates, as the notices that `core.mandate` folds.

A status that is not understood makes a mandate unclear: nothing is drawn until a person has looked.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from faktura.core.mandate import MandateNotice, NoticeKind
from faktura.core.payment import Source
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.internet import InternetMandates
from faktura.formats.bankgirot.autogiro.lines import FORMAT
from faktura.formats.bankgirot.autogiro.neutral import payee
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import MandateRemoval, NewMandate, OrderBatch, PayerNumberChange
from faktura.formats.bankgirot.autogiro.wording import reason

_STATUSES: Final = {
    "32": NoticeKind.ACTIVATED,
    **dict.fromkeys(("02", "04", "33", "98"), NoticeKind.CANCELLED),
    **dict.fromkeys(("03", "05", "07", "20", "21", "23", "29", "30"), NoticeKind.REFUSED),
    "10": NoticeKind.NOTED,
}
"""What a status of the advice does. 04, no such mandate at the bank, ends whatever we thought there was."""


def notices(file: AutogiroFile, digest: str) -> tuple[MandateNotice, ...]:
    """Return what *file* says about mandates, in its order: an advice, mandates from internet banks, or our orders.

    Of other files nothing. The id of a notice is made of *digest*, the SHA-256 of the bytes, and its position.
    """
    said: Iterable[_Said]
    match file:
        case AdviceFile():
            account = payee(file.head.bankgiro)
            said = (_advised(account, one) for one in file.records)
        case InternetMandates():
            said = _offered(file)
        case OrderFile():
            said = (notice for batch in file.batches for notice in _ordered(batch))
        case _:
            return ()
    return tuple(_notice(digest, at, *one) for at, one in enumerate(said, start=1))


_Said = tuple[str, str, NoticeKind, date, str, int, date | None]
"""Payee, payer number, kind, day, reason, line and first day of a notice."""


def _notice(
    digest: str, at: int, account: str, payer: str, kind: NoticeKind, on: date, why: str, line: int, first: date | None
) -> MandateNotice:
    return MandateNotice(
        id=f"autogiro:{digest}:{at}",
        payee=account,
        payer_number=payer,
        kind=kind,
        on=on,
        first_day=first,
        reason=why,
        source=Source(format=FORMAT, digest=digest, place=f"line {line}"),
    )


def _advised(account: str, one: AdviceRecord) -> _Said:
    kind = _STATUSES.get(one.status, NoticeKind.UNCLEAR)
    return account, one.payer_number, kind, one.on, reason("mandate.status", one.status), one.line, one.first_day


def _offered(file: InternetMandates) -> Iterator[_Said]:
    account = payee(file.bankgiro)
    if file.created is None:
        return
    for one in file.records:
        why = "autogiro.asked_by_payer"
        yield account, one.payer_number, NoticeKind.OFFERED, file.created, why, one.line, None


def _ordered(batch: OrderBatch) -> Iterator[_Said]:
    account, on = payee(batch.bankgiro), batch.written_on
    if on is None:
        return
    for one in batch.orders:
        match one:
            case NewMandate():
                kind = NoticeKind.REFUSED if one.refused else NoticeKind.REQUESTED
                why = "autogiro.denied" if one.refused else "autogiro.asked"
                yield account, one.payer_number, kind, on, why, one.line, None
            case MandateRemoval():
                yield account, one.payer_number, NoticeKind.CANCELLED, on, "autogiro.removed", one.line, None
            case PayerNumberChange():
                yield account, one.payer_number, NoticeKind.CANCELLED, on, "autogiro.renumbered", one.line, None
                yield account, one.new_payer_number, NoticeKind.REQUESTED, on, "autogiro.asked", one.line, None
            case _:
                pass
