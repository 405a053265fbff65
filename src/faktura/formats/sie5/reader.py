"""Reading SIE 5: entry files and full files, hardened as every XML file from outside.

>>> data = b'''<SieEntry xmlns="http://www.sie.se/sie5"><FileInfo><SoftwareProduct name="Prov" version="1"/>
... <FileCreation time="2026-01-31T12:00:00+01:00" by="AB"/><Company organizationId="559999-0008"/></FileInfo>
... <Journal id="K"><JournalEntry journalDate="2026-01-15"><OriginalEntryInfo date="2026-01-15" by="AB"/>
... <LedgerEntry accountId="1510" amount="125"/><LedgerEntry accountId="3001" amount="-100"/></JournalEntry></Journal></SieEntry>'''
>>> file = read(data)
>>> file.entries[0].rows[0].amount, [finding.code for finding in file.findings]
(12500, ['SIE5-UNBALANCED'])
"""

from typing import Final

from lxml import etree

from faktura.formats import xml
from faktura.formats.sie.field import amount_text
from faktura.formats.sie5 import values
from faktura.formats.sie5.ledgers import aggregations, parties, sub_ledgers
from faktura.formats.sie5.record import (
    Account,
    AccountType,
    Dimension,
    Document,
    FiscalYear,
    Journal,
    JournalEntry,
    LedgerEntry,
    Sie5File,
)
from faktura.formats.sie5.values import Findings, must, text

_TYPES: Final = {one.value: one for one in AccountType}
_TRUE: Final = frozenset({"true", "1"})
_KNOWN: Final = frozenset((
    "Account", "AccountAggregation", "AccountAggregations", "AccountRef", "AccountingCurrency", "Accounts",
    "Balances", "Budget", "BudgetMultidim", "ClosingBalance", "ClosingBalanceMultidim", "Company", "CorrectedBy",
    "Customer", "CustomerInvoice", "CustomerInvoices", "Customers", "Dimension", "Dimensions", "Documents",
    "EmbeddedFile", "EntryInfo", "FileCreation", "FileInfo", "FileReference", "FiscalYear", "FiscalYears",
    "FixedAsset", "FixedAssets", "ForeignCurrencyAmount", "GeneralObject", "GeneralSubdividedAccount", "Journal",
    "JournalEntry", "LedgerEntry", "LockingInfo", "Object", "ObjectReference", "OpeningBalance",
    "OpeningBalanceMultidim", "OriginalAmount", "OriginalEntryInfo", "Overstrike", "SecondaryAccountRef", "Sie",
    "SieEntry", "SoftwareProduct", "SubdividedAccountObjectReference", "Supplier", "SupplierInvoice",
    "SupplierInvoices", "Suppliers", "Tag", "VoucherReference",
))  # fmt: skip
_SIGNATURE: Final = "http://www.w3.org/2000/09/xmldsig#"


def read(data: bytes) -> Sie5File:
    """Read a SIE 5 file; what is wrong in it becomes findings, each with its element and line.

    Raises:
        MalformedFile: No XML of this kind, larger than `xml.MOST_BYTES`, or an entry without a day.
    """
    root = values.root(data)
    findings = Findings()
    info = xml.find(root, "FileInfo")
    if info is None:
        raise xml.malformed(root, format=values.FORMAT, found="nothing", expected="FileInfo")
    software, created, company = (
        _child(info, name, findings) for name in ("SoftwareProduct", "FileCreation", "Company")
    )
    currency = xml.find(info, "AccountingCurrency")
    accounts = tuple(_account(one, findings) for one in xml.findall(root, "Accounts/Account"))
    journals = tuple(_journal(one, findings) for one in xml.findall(root, "Journal"))
    _undeclared(root, {account.id for account in accounts}, findings)
    signed = _unknown(root, findings)
    return Sie5File(
        full=xml.local(root) == "Sie",
        software=(must(software, "name", findings), must(software, "version", findings)),
        created=(must(created, "time", findings), must(created, "by", findings)),
        company=text(company, "name"),
        organisation_number=must(company, "organizationId", findings),
        client=text(company, "clientId"),
        currency=text(currency, "currency") if currency is not None else "",
        years=tuple(_year(one, findings) for one in xml.findall(info, "FiscalYears/FiscalYear")),
        accounts=accounts,
        dimensions=tuple(_dimension(one, findings) for one in xml.findall(root, "Dimensions/Dimension")),
        sub_ledgers=sub_ledgers(root, findings),
        customers=parties(root, "Customers/Customer", findings),
        suppliers=parties(root, "Suppliers/Supplier", findings),
        aggregations=aggregations(root, findings),
        journals=journals,
        documents=tuple(_document(one, findings) for one in xml.findall(root, "Documents/*")),
        signed=signed,
        findings=tuple(findings),
    )


def _child(element: etree._Element, name: str, findings: Findings) -> etree._Element:
    found = xml.find(element, name)
    if found is None:
        findings.tell("SIE5-MISSING", element, field=name)
        return element
    return found


def _year(element: etree._Element, findings: Findings) -> FiscalYear:
    named = {"start", "end", "primary", "closed"}
    return FiscalYear(
        start=must(element, "start", findings),
        end=must(element, "end", findings),
        primary=text(element, "primary") in _TRUE,
        closed=text(element, "closed") in _TRUE,
        attributes=tuple((str(name), str(value)) for name, value in element.attrib.items() if name not in named),
    )


def _account(element: etree._Element, findings: Findings) -> Account:
    kind = _TYPES.get(must(element, "type", findings))
    if kind is None:
        findings.tell("SIE5-TYPE", element, found=text(element, "type"))
    return Account(
        id=must(element, "id", findings),
        name=must(element, "name", findings),
        type=kind or AccountType.STATISTICS,
        unit=text(element, "unit"),
        balances=tuple(values.balance(one, findings) for one in element if isinstance(one.tag, str)),
    )


def _dimension(element: etree._Element, findings: Findings) -> Dimension:
    return Dimension(
        id=must(element, "id", findings),
        name=text(element, "name"),
        objects=tuple(
            (must(one, "id", findings), must(one, "name", findings)) for one in xml.findall(element, "Object")
        ),
    )


def _journal(element: etree._Element, findings: Findings) -> Journal:
    return Journal(
        id=text(element, "id"),
        name=text(element, "name"),
        entries=tuple(_entry(one, findings) for one in xml.findall(element, "JournalEntry")),
    )


def _entry(element: etree._Element, findings: Findings) -> JournalEntry:
    entry = JournalEntry(
        on=values.must_day(element, "journalDate", findings),
        id=text(element, "id"),
        text=text(element, "text"),
        reference=text(element, "referenceId"),
        original=values.stamp(element, "OriginalEntryInfo", findings),
        entered=values.stamp(element, "EntryInfo", findings),
        locked=values.stamp(element, "LockingInfo", findings),
        rows=tuple(_row(one, findings) for one in xml.findall(element, "LedgerEntry")),
        documents=tuple(must(one, "documentId", findings) for one in xml.findall(element, "VoucherReference")),
        corrected_by=tuple(
            (text(one, "fiscalYearId"), must(one, "journalId", findings), must(one, "journalEntryId", findings))
            for one in xml.findall(element, "CorrectedBy")
        ),
        line=xml.line(element),
    )
    if entry.balance:
        findings.tell("SIE5-UNBALANCED", element, found=amount_text(entry.balance))
    return entry


def _row(element: etree._Element, findings: Findings) -> LedgerEntry:
    reference = xml.find(element, "SubdividedAccountObjectReference")
    return LedgerEntry(
        account=must(element, "accountId", findings),
        amount=values.ore(element, findings),
        quantity=values.quantity(element, findings),
        text=text(element, "text"),
        on=values.day(element, "ledgerDate", findings),
        objects=values.objects(element, findings),
        foreign=values.foreign(element, findings),
        reference=must(reference, "objectId", findings) if reference is not None else "",
        entered=values.stamp(element, "EntryInfo", findings),
        struck=values.stamp(element, "Overstrike", findings),
        locked=values.stamp(element, "LockingInfo", findings),
        line=xml.line(element),
    )


def _document(element: etree._Element, findings: Findings) -> Document:
    embedded = xml.local(element) == "EmbeddedFile"
    return Document(
        id=must(element, "id", findings),
        name=text(element, "fileName"),
        content=values.content(element, findings) if embedded else b"",
        uri=text(element, "URI"),
    )


def _undeclared(root: etree._Element, declared: set[str], findings: Findings) -> None:
    """Tell each account that is booked on and not declared, where it is first used."""
    told = set(declared)
    for row in xml.findall(root, "Journal/JournalEntry/LedgerEntry"):
        account = text(row, "accountId")
        if declared and account not in told:
            told.add(account)
            findings.tell("SIE5-ACCOUNT", row, found=account)


def _unknown(root: etree._Element, findings: Findings) -> bool:
    """Tell what the schema does not know, and that a signature is not proved; return whether there is one."""
    signed = False
    for element in root.iter("*"):
        if xml.namespace(element) == _SIGNATURE:
            if not signed:
                findings.tell("SIE5-SIGNATURE", element)
            signed = True
        elif xml.local(element) not in _KNOWN:
            findings.tell("SIE5-UNKNOWN", element, found=xml.local(element))
    return signed
