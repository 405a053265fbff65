"""Vouchers as a SIE 5 entry file: the journal of `sie.journal` in XML, with invoices and documents behind it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from attrs import field, frozen

from faktura.core.errors import NotExpressible
from faktura.core.ledger import AccountCode, Chart, Dimension, Voucher, VoucherRow
from faktura.core.money import exponent
from faktura.formats.sie.journal import is_written
from faktura.formats.sie.tags import DIMENSIONS
from faktura.formats.sie5 import record
from faktura.formats.sie5.record import (
    AccountType,
    Journal,
    JournalEntry,
    LedgerEntry,
    ObjectReference,
    Sie5File,
    Stamp,
)

_EQUITY: str = "20"
_FINANCIAL_INCOME: frozenset[str] = frozenset({"80", "81", "82", "83"})
_DECIMALS = 2


@frozen(kw_only=True)
class EntryHead:
    """What the file says of its company and its maker.

    Attributes:
        created: When it is made, with its time zone. by: who makes it; also who entered its vouchers.
        types: Types of accounts that the BAS classes tell wrong.
        dimensions, objects: Names, as in `sie.journal.JournalHead`.
        invoices: The sub-ledger of receivables on `receivable`, by the document id that vouchers name as source.
        documents: Documents by the same id.
    """

    company: str
    organisation_number: str
    created: datetime
    by: str
    version: str
    program: str = "faktura"
    types: Mapping[AccountCode, AccountType] = field(factory=dict)
    dimensions: Mapping[int, str] = field(factory=dict)
    objects: Mapping[Dimension, str] = field(factory=dict)
    receivable: AccountCode | None = None
    invoices: Mapping[str, record.SubLedgerObject] = field(factory=dict)
    customers: Sequence[record.Party] = ()
    documents: Mapping[str, tuple[str, bytes]] = field(factory=dict, repr=False)


def entry_file(vouchers: Iterable[Voucher], head: EntryHead, *, chart: Chart) -> Sie5File:
    """Return *vouchers* as an entry file, one journal for each series, ready for `writer.write`.

    A row on the receivables account names the invoice its voucher comes from, where *head* has one.

    Raises:
        NotExpressible: Vouchers of two currencies, or of one without two decimals.
    """
    kept = [one for one in vouchers if is_written(one)]
    rows = [row for voucher in kept for row in voucher.rows if row.amount]
    currencies = sorted({row.amount.currency for row in rows}) or ["SEK"]
    if len(currencies) > 1 or exponent(currencies[0]) != _DECIMALS:
        raise NotExpressible(
            format="sie5", rule="one currency of two decimals in a file", what=" and ".join(currencies)
        )
    sources = list(dict.fromkeys(one.source for one in kept if one.source))
    places = {source: str(at) for at, source in enumerate((s for s in sources if s in head.documents), start=1)}
    invoices = tuple(head.invoices[source] for source in sources if source in head.invoices)
    receivables = record.SubLedger(
        kind="CustomerInvoices", account=head.receivable.number if head.receivable else "", objects=invoices
    )
    series = list(dict.fromkeys(one.series for one in kept))
    return Sie5File(
        software=(head.program, head.version),
        created=(head.created.isoformat(), head.by),
        company=head.company,
        organisation_number=head.organisation_number,
        currency=currencies[0],
        accounts=_accounts({row.account for row in rows}, head, chart),
        dimensions=_dimensions(rows, head),
        sub_ledgers=(receivables,) if invoices and head.receivable else (),
        customers=tuple(head.customers),
        journals=tuple(
            Journal(id=one, entries=tuple(_entry(each, head, places) for each in kept if each.series == one))
            for one in series
        ),
        documents=tuple(
            record.Document(id=place, name=head.documents[source][0], content=head.documents[source][1])
            for source, place in places.items()
        ),
    )


def account_type(number: str) -> AccountType:
    """Return the type of an account by the classes of BAS.

    Class 8 holds both: 80 to 83 are counted as income, the rest (interest, appropriations, tax) as cost.

    >>> [account_type(number).value for number in ("1510", "2081", "2611", "3001", "4010", "8310", "8410", "9999")]
    ['asset', 'equity', 'liability', 'income', 'cost', 'income', 'cost', 'statistics']
    """
    if number[0] == "2":
        return AccountType.EQUITY if number.startswith(_EQUITY) else AccountType.LIABILITY
    if number[0] == "8":
        return AccountType.INCOME if number[:2] in _FINANCIAL_INCOME else AccountType.COST
    types = {"1": AccountType.ASSET, "3": AccountType.INCOME}
    return types.get(number[0], AccountType.COST if number[0] in "4567" else AccountType.STATISTICS)


def _accounts(used: Iterable[AccountCode], head: EntryHead, chart: Chart) -> tuple[record.Account, ...]:
    return tuple(
        record.Account(id=code.number, name=chart.name(code), type=head.types.get(code) or account_type(code.number))
        for code in sorted(used, key=lambda one: one.number)
    )


def _dimensions(rows: Iterable[VoucherRow], head: EntryHead) -> tuple[record.Dimension, ...]:
    used = sorted({one for row in rows for one in row.dimensions}, key=lambda one: (one.number, one.code))
    names = {**DIMENSIONS, **head.dimensions}
    return tuple(
        record.Dimension(
            id=str(number),
            name=names.get(number, f"Dimension {number}"),
            objects=tuple((one.code, head.objects.get(one, one.code)) for one in used if one.number == number),
        )
        for number in sorted({one.number for one in used})
    )


def _entry(voucher: Voucher, head: EntryHead, places: Mapping[str, str]) -> JournalEntry:
    entered: date = head.created.date()
    return JournalEntry(
        on=voucher.on,
        id=voucher.number,
        text=voucher.text,
        reference=voucher.source,
        original=Stamp(entered, head.by),
        rows=tuple(_row(row, voucher, head) for row in voucher.rows if row.amount),
        documents=(places[voucher.source],) if voucher.source in places else (),
    )


def _row(row: VoucherRow, voucher: Voucher, head: EntryHead) -> LedgerEntry:
    invoice = head.invoices.get(voucher.source) if row.account == head.receivable else None
    return LedgerEntry(
        account=row.account.number,
        amount=row.amount.minor,
        text=row.text,
        objects=tuple(ObjectReference(str(one.number), one.code) for one in row.dimensions),
        reference=invoice.id if invoice is not None else "",
    )
