"""Reading the registers of a SIE 5 file: sub-ledgers, customers and suppliers, account groups."""

from typing import Final

from lxml import etree

from faktura.formats import xml
from faktura.formats.sie5 import values
from faktura.formats.sie5.record import Aggregation, Balance, Party, SubLedger, SubLedgerObject
from faktura.formats.sie5.values import Findings, must, text

KINDS: Final = {
    "CustomerInvoices": "CustomerInvoice",
    "SupplierInvoices": "SupplierInvoice",
    "FixedAssets": "FixedAsset",
    "GeneralSubdividedAccount": "GeneralObject",
}
"""The sub-ledgers, and what each consists of."""

PARTY: Final = {"CustomerInvoice": "customerId", "SupplierInvoice": "supplierId"}
"""What names the customer or supplier of an invoice."""

_OF_A_PARTY: Final = frozenset({"id", "name", "organizationId"})


def sub_ledgers(root: etree._Element, findings: Findings) -> tuple[SubLedger, ...]:
    """Return the sub-ledgers, by kind and in the file's order."""
    return tuple(_sub_ledger(one, kind, findings) for kind in KINDS for one in xml.findall(root, kind))


def _sub_ledger(element: etree._Element, kind: str, findings: Findings) -> SubLedger:
    return SubLedger(
        kind=kind,
        account=must(element, "primaryAccountId", findings),
        name=text(element, "name"),
        others=tuple(text(one, "accountId") for one in xml.findall(element, "SecondaryAccountRef")),
        objects=tuple(_object(one, findings) for one in xml.findall(element, KINDS[kind])),
    )


def _object(element: etree._Element, findings: Findings) -> SubLedgerObject:
    name = xml.local(element)
    party = PARTY.get(name)
    original = xml.find(element, "OriginalAmount")
    return SubLedgerObject(
        id=must(element, "id", findings),
        name=text(element, "name"),
        party=must(element, party, findings) if party else "",
        number=must(element, "invoiceNumber", findings) if party else "",
        ocr=text(element, "ocrNumber"),
        due=values.day(element, "dueDate", findings),
        original=(values.must_day(original, "date", findings), values.ore(original, findings))
        if original is not None
        else None,
        original_foreign=values.foreign(original, findings) if original is not None else None,
        balances=tuple(_balances(element, findings)),
    )


def _balances(element: etree._Element, findings: Findings) -> list[tuple[str, Balance]]:
    return [
        (text(account, "accountId"), values.balance(one, findings))
        for account in xml.findall(element, "Balances")
        for one in account
        if isinstance(one.tag, str)
    ]


def parties(root: etree._Element, path: str, findings: Findings) -> tuple[Party, ...]:
    """Return the customers or suppliers at *path*."""
    return tuple(
        Party(
            id=must(one, "id", findings),
            name=must(one, "name", findings),
            organisation_number=text(one, "organizationId"),
            details=tuple((str(name), str(value)) for name, value in one.attrib.items() if name not in _OF_A_PARTY),
        )
        for one in xml.findall(root, path)
    )


def aggregations(root: etree._Element, findings: Findings) -> tuple[Aggregation, ...]:
    """Return the groups of accounts."""
    return tuple(
        Aggregation(
            id=must(one, "id", findings),
            name=must(one, "name", findings),
            taxonomy=text(one, "taxonomy"),
            tags=tuple(
                (must(tag, "name", findings), tuple(text(ref, "accountId") for ref in xml.findall(tag, "AccountRef")))
                for tag in xml.findall(one, "Tag")
            ),
        )
        for one in xml.findall(root, "AccountAggregations/AccountAggregation")
    )
