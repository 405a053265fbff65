"""What a SIE 5 file holds: the entry file that a pre-system hands over (`SieEntry`), and the full export (`Sie`).

One model serves both, named as the schema names things (sie5.xsd, revision 2016-12-09). Amounts are öre,
hundredths of the accounting currency: whole numbers, and a `Decimal` where the file gives fractions of one.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from faktura.core.errors import Finding
from faktura.formats.sie.record import exact_total


class AccountType(StrEnum):
    """What kind of account it is; `statistics` occurs in entry files alone."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    COST = "cost"
    INCOME = "income"
    STATISTICS = "statistics"


@frozen
class Stamp:
    """When something was done, and by whom: entered, locked or struck out."""

    on: date
    by: str


@frozen
class ForeignAmount:
    """The same amount in another currency, in hundredths of it."""

    amount: int | Decimal
    currency: str


@frozen
class ObjectReference:
    """An object of a dimension: cost centre, project..."""

    dimension: str
    object: str


@frozen(kw_only=True)
class Balance:
    """A balance or a budget of an account or of an object of a sub-ledger.

    Attributes:
        kind: The element's name: `OpeningBalance`, `ClosingBalance`, `Budget`, or one of them with `Multidim`.
        month: Year and month, as `2026-01`; empty for the budget of a whole year.
    """

    kind: str
    month: str
    amount: int | Decimal
    quantity: Decimal | None = None
    objects: tuple[ObjectReference, ...] = ()
    foreign: ForeignAmount | None = None


@frozen(kw_only=True)
class Account:
    """An account of the chart, with its balances."""

    id: str
    name: str
    type: AccountType
    unit: str = ""
    balances: tuple[Balance, ...] = ()


@frozen(kw_only=True)
class Dimension:
    """A dimension and its objects, as id and name."""

    id: str
    name: str = ""
    objects: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class Party:
    """A customer or a supplier. `details` holds what else the file says, by the schema's names (`vatNr`, `city`)."""

    id: str
    name: str
    organisation_number: str = ""
    details: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class SubLedgerObject:
    """An invoice, a fixed asset or another object that an account is divided by.

    Attributes:
        party: Id of the customer or supplier. number, ocr, due: of an invoice.
        original: Day and amount it began with; full files alone. balances: by account, empty for the primary one.
    """

    id: str
    name: str = ""
    party: str = ""
    number: str = ""
    ocr: str = ""
    due: date | None = None
    original: tuple[date, int | Decimal] | None = None
    original_foreign: ForeignAmount | None = None
    balances: tuple[tuple[str, Balance], ...] = ()


@frozen(kw_only=True)
class SubLedger:
    """A sub-ledger: customers' invoices above all.

    Attributes:
        kind: The element's name: `CustomerInvoices`, `SupplierInvoices`, `FixedAssets`, `GeneralSubdividedAccount`.
        account: The primary account. others: further accounts it covers.
    """

    kind: str
    account: str
    name: str = ""
    others: tuple[str, ...] = ()
    objects: tuple[SubLedgerObject, ...] = ()


@frozen(kw_only=True)
class LedgerEntry:
    """A row: debit positive, credit negative.

    Attributes:
        reference: Object of the account's sub-ledger, an invoice as a rule.
        struck: By whom and when it was struck out; such a row counts for nothing.
    """

    account: str
    amount: int | Decimal
    quantity: Decimal | None = None
    text: str = ""
    on: date | None = None
    objects: tuple[ObjectReference, ...] = ()
    foreign: ForeignAmount | None = None
    reference: str = ""
    entered: Stamp | None = None
    struck: Stamp | None = None
    locked: Stamp | None = None
    line: int = field(default=0, eq=False)


@frozen(kw_only=True)
class JournalEntry:
    """A verification.

    Attributes:
        id: Its number in the journal; empty in an entry file: the receiver gives it.
        original: Where it was first entered. entered: when it came into the books (full files).
        documents: Ids of the documents behind it. corrected_by: year, journal and number of what corrects it.
        line: Where it was read; takes no part in comparisons.
    """

    on: date
    id: str = ""
    text: str = ""
    reference: str = ""
    original: Stamp | None = None
    entered: Stamp | None = None
    locked: Stamp | None = None
    rows: tuple[LedgerEntry, ...] = ()
    documents: tuple[str, ...] = ()
    corrected_by: tuple[tuple[str, str, str], ...] = ()
    line: int = field(default=0, eq=False)

    @property
    def balance(self) -> int | Decimal:
        """The sum of the rows that have not been struck out, in öre."""
        return exact_total(row.amount for row in self.rows if row.struck is None)


@frozen(kw_only=True)
class Journal:
    """A voucher series."""

    id: str = ""
    name: str = ""
    entries: tuple[JournalEntry, ...] = ()


@frozen(kw_only=True)
class Document:
    """A document: its bytes in the file itself, or a reference to where it is."""

    id: str
    name: str = ""
    content: bytes = field(default=b"", repr=False)
    uri: str = ""


@frozen(kw_only=True)
class FiscalYear:
    """A financial year, from month to month (`2026-01`); `attributes` holds what else is said of it."""

    start: str
    end: str
    primary: bool = False
    closed: bool = False
    attributes: tuple[tuple[str, str], ...] = ()


@frozen(kw_only=True)
class Aggregation:
    """Accounts grouped under tags, such as the fields of a tax return."""

    id: str
    name: str
    taxonomy: str = ""
    tags: tuple[tuple[str, tuple[str, ...]], ...] = ()


@frozen(kw_only=True)
class Sie5File:
    """A whole file.

    Attributes:
        full: Whether its root is `Sie`, a full export; else `SieEntry`.
        created: When and by whom it was made; the time as written.
        signed: Whether it carries a signature; it is not proved here.
        findings: What was wrong, as read, not compared.
    """

    full: bool = False
    software: tuple[str, str]
    created: tuple[str, str]
    company: str = ""
    organisation_number: str
    client: str = ""
    currency: str = ""
    years: tuple[FiscalYear, ...] = ()
    accounts: tuple[Account, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    sub_ledgers: tuple[SubLedger, ...] = ()
    customers: tuple[Party, ...] = ()
    suppliers: tuple[Party, ...] = ()
    aggregations: tuple[Aggregation, ...] = ()
    journals: tuple[Journal, ...] = ()
    documents: tuple[Document, ...] = ()
    signed: bool = field(default=False, eq=False)
    findings: tuple[Finding, ...] = field(default=(), eq=False)

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        """The verifications of all journals."""
        return tuple(entry for journal in self.journals for entry in journal.entries)
