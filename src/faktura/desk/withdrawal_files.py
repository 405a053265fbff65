"""Files of withdrawals, kept as they were made for Bankgirot: a call that lost its answer gets its file again.

What was asked for is kept in the file's own content, which can be erased, and not in the answer to an idempotency key, which
stays: payer numbers may be personal numbers.
"""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from faktura.core.bank_event import WithdrawalFileMade
from faktura.core.errors import RecordedDifferently
from faktura.core.mandate import WithdrawalOrder
from faktura.desk import index
from faktura.desk.work import WITHDRAWAL_FILE, View, Work, not_found


@frozen(kw_only=True)
class WithdrawalFile:
    """The withdrawals ordered, and the Autogiro file that the host seals and sends to Bankgirot.

    Attributes:
        id: By which `mandates.file` gives it again.
        made_on: The day it was made.
    """

    id: str
    made_on: date
    orders: tuple[WithdrawalOrder, ...]
    content: bytes = field(repr=False)


@frozen(kw_only=True)
class AskedWithdrawal:
    """A receivable that was to be withdrawn, and its payer's number."""

    receivable_id: str
    payer_number: str


@frozen(kw_only=True)
class KeptWithdrawalFile:
    """What is stored of a file: itself, and the payers it was asked for."""

    file: WithdrawalFile
    asked: tuple[AskedWithdrawal, ...]


def asked_for(payers: Mapping[str, str]) -> tuple[AskedWithdrawal, ...]:
    """Return *payers* (receivable id to payer number) in an order of their own."""
    return tuple(AskedWithdrawal(receivable_id=id, payer_number=payers[id]) for id in sorted(payers))


def keep_file(work: Work, file: WithdrawalFile, asked: tuple[AskedWithdrawal, ...]) -> None:
    """Keep *file* in a stream of its own."""
    content = work.keep(KeptWithdrawalFile(file=file, asked=asked))
    work.add(WITHDRAWAL_FILE + file.id, [WithdrawalFileMade(file_id=file.id, on=file.made_on, content=content)])


def kept_file(view: View, file_id: str) -> KeptWithdrawalFile:
    """Return the file of that id.

    Raises:
        NotFound: There is none, or it was erased.
    """
    for event in view.events(WITHDRAWAL_FILE + file_id):
        if isinstance(event, WithdrawalFileMade):
            return view.stored(KeptWithdrawalFile, event.content)
    raise not_found("file", file_id)


def answered_file(view: View, file_id: str, asked: tuple[AskedWithdrawal, ...], *, key: str) -> WithdrawalFile:
    """Return the file that was made under the idempotency *key*.

    Raises:
        RecordedDifferently: It was made for other payers.
        NotFound: It was erased.
    """
    kept = kept_file(view, file_id)
    if kept.asked != asked:
        raise RecordedDifferently("store.key_used", key=key)
    return kept.file


def file_ids(view: View, made_on: date | None) -> tuple[str, ...]:
    """Return the ids of the files made on a day, or of all, oldest first."""
    since, until = ("", None) if made_on is None else (f"{made_on.isoformat()} ", f"{made_on.isoformat()}!")
    return tuple(row.body for row in view.reading.rows(index.WITHDRAWAL_FILE, [""], since=since, until=until))
