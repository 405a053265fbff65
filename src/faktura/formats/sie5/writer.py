"""Writing SIE 5 entry files (`SieEntry`), what a pre-system hands over: valid by the schema, the same bytes each time."""

from base64 import b64encode
from decimal import Decimal
from typing import Final

from lxml import etree

from faktura.core.errors import NotExpressible
from faktura.formats.sie.field import amount_text
from faktura.formats.sie5.ledgers import KINDS, PARTY
from faktura.formats.sie5.record import (
    Account,
    Balance,
    Dimension,
    Document,
    ForeignAmount,
    Journal,
    JournalEntry,
    LedgerEntry,
    ObjectReference,
    Party,
    Sie5File,
    SubLedger,
)

NAMESPACE: Final = "http://www.sie.se/sie5"

_ADDRESS: Final = frozenset({"vatNr", "address1", "address2", "zipcode", "city", "country"})
_DETAILS: Final = {"Customer": _ADDRESS, "Supplier": _ADDRESS | {"BgAccount", "PgAccount", "BIC", "IBAN"}}


def write(file: Sie5File) -> bytes:
    """Return *file* as a SIE 5 entry file.

    Raises:
        NotExpressible: It is a full file, which its bookkeeping program alone can write and sign; it holds what
            an entry file has no place for (balances, aggregations, locks, rows struck out, numbers other than
            digits), lacks what one must have, or has a character that XML does not know.
    """
    if file.full or file.years or file.aggregations:
        raise _refused("a full export")
    root = etree.Element(f"{{{NAMESPACE}}}SieEntry", nsmap={None: NAMESPACE})  # type: ignore[dict-item]
    info = _add(root, "FileInfo")
    _add(info, "SoftwareProduct", name=file.software[0], version=file.software[1])
    _add(info, "FileCreation", time=file.created[0], by=file.created[1])
    company = {"organizationId": file.organisation_number, "name": file.company, "clientId": file.client}
    _add(info, "Company", _must=("organizationId",), **company)
    if file.currency:
        _add(info, "AccountingCurrency", currency=file.currency)
    if file.accounts:
        accounts = _add(root, "Accounts")
        for account in file.accounts:
            _account(accounts, account)
    if file.dimensions:
        dimensions = _add(root, "Dimensions")
        for dimension in file.dimensions:
            _dimension(dimensions, dimension)
    for kind in KINDS:
        for ledger in file.sub_ledgers:
            if ledger.kind == kind:
                _sub_ledger(root, ledger)
    for folder, name, parties in (
        ("Customers", "Customer", file.customers),
        ("Suppliers", "Supplier", file.suppliers),
    ):
        if parties:
            parent = _add(root, folder)
            for party in parties:
                _party(parent, name, party)
    for journal in file.journals:
        _journal(root, journal)
    if file.documents:
        documents = _add(root, "Documents")
        for document in file.documents:
            _document(documents, document)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _refused(what: str) -> NotExpressible:
    return NotExpressible(format="sie5", rule="SieEntry of sie5.xsd", what=what)


def _add(parent: etree._Element, tag: str, /, *, _must: tuple[str, ...] = (), **attributes: str) -> etree._Element:
    """Add an element; an empty attribute is left out unless it must be there."""
    child = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for key, value in attributes.items():
        if value or key in _must:
            try:
                child.set(key, value)
            except ValueError:
                raise _refused(f"a character that XML does not know in {tag} {key}") from None
    return child


def _account(parent: etree._Element, account: Account) -> None:
    child = _add(
        parent, "Account", _must=("name",), id=account.id, name=account.name, type=account.type.value, unit=account.unit
    )
    for balance in account.balances:
        _budget(child, balance)


def _budget(parent: etree._Element, balance: Balance) -> None:
    if balance.kind != "Budget" or balance.foreign is not None:
        raise _refused(f"{balance.kind} of an account")
    child = _add(
        parent, "Budget", month=balance.month, amount=_amount(balance.amount), quantity=_quantity(balance.quantity)
    )
    for one in balance.objects:
        _object_reference(child, one)


def _amount(ore: int | Decimal) -> str:
    return amount_text(ore)


def _quantity(quantity: Decimal | None) -> str:
    return f"{quantity:f}" if quantity is not None else ""


def _object_reference(parent: etree._Element, one: ObjectReference) -> None:
    _add(parent, "ObjectReference", _must=("objectId",), dimId=one.dimension, objectId=one.object)


def _dimension(parent: etree._Element, dimension: Dimension) -> None:
    child = _add(parent, "Dimension", id=dimension.id, name=dimension.name)
    for code, name in dimension.objects:
        _add(child, "Object", _must=("id", "name"), id=code, name=name)


def _sub_ledger(parent: etree._Element, ledger: SubLedger) -> None:
    if ledger.others:
        raise _refused("a sub-ledger of several accounts")
    child = _add(parent, ledger.kind, primaryAccountId=ledger.account, name=ledger.name)
    name = KINDS[ledger.kind]
    for one in ledger.objects:
        if one.original is not None or one.balances:
            raise _refused(f"the balance of {name} {one.id}")
        if name in PARTY:
            attributes = {PARTY[name]: one.party, "invoiceNumber": one.number, "ocrNumber": one.ocr}
            due = one.due.isoformat() if one.due else ""
            _add(child, name, _must=tuple(attributes)[:2], id=one.id, name=one.name, **attributes, dueDate=due)
        else:
            _add(child, name, id=one.id, name=one.name)


def _party(parent: etree._Element, name: str, party: Party) -> None:
    details = dict(party.details)
    if not _DETAILS[name].issuperset(details):
        raise _refused(f"{', '.join(sorted(details.keys() - _DETAILS[name]))} of a {name}")
    _add(
        parent,
        name,
        _must=("name",),
        id=party.id,
        name=party.name,
        organizationId=party.organisation_number,
        **details,
    )


def _journal(parent: etree._Element, journal: Journal) -> None:
    if not journal.entries:
        raise _refused(f"the journal {journal.id!r} without entries")
    child = _add(parent, "Journal", id=journal.id)
    for entry in journal.entries:
        _entry(child, entry)


def _entry(parent: etree._Element, entry: JournalEntry) -> None:
    if entry.original is None or entry.entered or entry.locked or entry.corrected_by:
        raise _refused("an entry with anything but the day and person that first entered it")
    child = _add(
        parent,
        "JournalEntry",
        id=entry.id,
        journalDate=entry.on.isoformat(),
        text=entry.text,
        referenceId=entry.reference,
    )
    _add(child, "OriginalEntryInfo", _must=("by",), date=entry.original.on.isoformat(), by=entry.original.by)
    for row in entry.rows:
        _row(child, row)
    for document in entry.documents:
        _add(child, "VoucherReference", documentId=document)


def _row(parent: etree._Element, row: LedgerEntry) -> None:
    if row.entered or row.struck or row.locked:
        raise _refused("a row that was entered later, struck out or locked")
    child = _add(
        parent,
        "LedgerEntry",
        accountId=row.account,
        amount=_amount(row.amount),
        quantity=_quantity(row.quantity),
        text=row.text,
        ledgerDate=row.on.isoformat() if row.on else "",
    )
    if row.foreign is not None:
        _foreign(child, row.foreign)
    for one in row.objects:
        _object_reference(child, one)
    if row.reference:
        _add(child, "SubdividedAccountObjectReference", objectId=row.reference)


def _foreign(parent: etree._Element, foreign: ForeignAmount) -> None:
    _add(parent, "ForeignCurrencyAmount", amount=_amount(foreign.amount), currency=foreign.currency)


def _document(parent: etree._Element, document: Document) -> None:
    if document.uri:
        _add(parent, "FileReference", id=document.id, URI=document.uri)
        return
    child = _add(parent, "EmbeddedFile", _must=("fileName",), id=document.id, fileName=document.name)
    child.text = b64encode(document.content).decode("ascii")
