"""Entries of camt messages, element by element: where .02, .04 and .08 differ, all are read."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, TypeVar

from lxml import etree

from faktura.core.errors import MalformedFile
from faktura.core.money import LARGEST, Money
from faktura.formats.fields import Place, major_units
from faktura.formats.iso20022.records import BOOKED, Detail, Entry
from faktura.formats.xml import child, leaf, line, local, named, said

T = TypeVar("T")

_COUNT: Final = re.compile(r"[0-9]{1,9}", re.ASCII)
_CREDIT: Final = {"CRDT": True, "DBIT": False}
_YES: Final = frozenset({"true", "1"})


class Fields:
    """Reads the fields of one message of *format*; its errors say where."""

    def __init__(self, format: str) -> None:
        """Keep the *format* for the errors."""
        self._format = format

    def place(self, element: etree._Element, path: str) -> Place:
        """Return where *path* below *element* stands."""
        return Place(format=self._format, line=line(element), field=path)

    def _read(self, element: etree._Element, path: str, read: Callable[[Place], T]) -> T:
        """Return what *read* makes of the field; its line is looked up only when that fails, for it is slow."""
        try:
            return read(Place(format=self._format, field=path))
        except MalformedFile:
            return read(self.place(element, path))

    def money(self, element: etree._Element, place: str, path: str) -> Money:
        """Return the amount that *element* holds, called *path* below *place* in errors."""
        written, currency = (element.text or "").strip(), element.get("Ccy", "")
        found = major_units(written, currency)
        return self.place(element, f"{place}/{path}").amount(written, currency) if found is None else found

    def amount(self, element: etree._Element, place: str, *path: str) -> Money | None:
        """Return the amount at *path* below *element*, which stands at *place*; None when absent."""
        found: etree._Element | None = element
        for step in path:
            found = None if found is None else child(found, step)
        return None if found is None else self.money(found, place, "/".join(path))

    def direction(self, element: etree._Element, name: str) -> bool | None:
        """Return whether *element*, a CdtDbtInd, says money in."""
        found = said(element)
        if found not in _CREDIT:
            raise self.place(element, name).wrong(found, "CRDT or DBIT")
        return _CREDIT[found]

    def credit(self, element: etree._Element, name: str) -> bool | None:
        """Return whether CdtDbtInd below *element* says money in; None when absent."""
        found = child(element, "CdtDbtInd")
        return None if found is None else self.direction(found, f"{name}/CdtDbtInd")

    def day(self, element: etree._Element, name: str) -> date | None:
        """Return the day in *element*, which holds `Dt` or `DtTm`; None when it is empty."""
        found = leaf(element, "Dt") or leaf(element, "DtTm")
        return self.day_of(element, found, name) if found else None

    def day_of(self, element: etree._Element, written: str, name: str) -> date:
        """Return the day *written*, which stands in or near *element*."""
        return self._read(element, name, lambda place: place.day(written))

    def charges(self, element: etree._Element, name: str, currency: str) -> Money | None:
        """Return what the charges records *element* (Chrgs) make in *currency*; None when they say nothing of it."""
        stated = self.amount(element, name, "TtlChrgsAndTaxAmt")
        if stated is not None and stated.currency == currency:
            return stated
        made = None
        records = [one for one in element if named(one.tag) == "Rcrd"] or [element]
        for one in records:
            amount = self.amount(one, name, "Amt")
            if amount is not None and amount.currency == currency:
                back = self.credit(one, name)
                made = (made or 0) + (-amount.minor if back else amount.minor)
        return Money(made, currency) if made is not None and abs(made) <= LARGEST else None


class Head:
    """What an entry says before its payments, read when the first of them or its end has come."""

    __slots__ = (
        "amount",
        "booked_on",
        "charges",
        "code",
        "credit",
        "reference",
        "reversal",
        "service",
        "status",
        "valued_on",
    )

    def __init__(self, fields: Fields, element: etree._Element, place: str, created: str) -> None:
        """Read the head of *element*, whose path is *place*, of a message *created* then."""
        found: dict[str, etree._Element] = {}
        for one in element:
            found.setdefault(named(one.tag), one)
        amount = fields.money(found["Amt"], place, "Amt") if "Amt" in found else None
        credit = fields.direction(found["CdtDbtInd"], f"{place}/CdtDbtInd") if "CdtDbtInd" in found else None
        valued = fields.day(found["ValDt"], f"{place}/ValDt") if "ValDt" in found else None
        booked = fields.day(found["BookgDt"], f"{place}/BookgDt") if "BookgDt" in found else None
        booked = booked or valued
        if booked is None and created:
            booked = fields.day_of(element, created, "CreDtTm")
        if amount is None or credit is None or booked is None:
            missing = "Amt" if amount is None else "CdtDbtInd" if credit is None else "BookgDt"
            raise fields.place(element, f"{place}/{missing}").wrong("nothing", "a value")
        self.amount, self.credit, self.booked_on, self.valued_on = amount, credit, booked, valued
        self.reference, self.service = said(found.get("NtryRef")), said(found.get("AcctSvcrRef"))
        self.reversal = said(found.get("RvslInd")).lower() in _YES
        self.status = _status(found.get("Sts"))
        self.code = transaction_code(found.get("BkTxCd"))
        charges = found.get("Chrgs")
        self.charges = None if charges is None else fields.charges(charges, f"{place}/Chrgs", amount.currency)

    def entry_of(self, place: str, details: Sequence[Detail], information: str, announced: int | None = None) -> Entry:
        """Return the entry at *place*, with some or all of its *details*."""
        return Entry(
            reference=self.reference,
            service_reference=self.service,
            amount=self.amount,
            credit=self.credit,
            reversal=self.reversal,
            status=self.status,
            booked_on=self.booked_on,
            valued_on=self.valued_on,
            announced=announced,
            details=tuple(details),
            information=information,
            code=self.code,
            charges=self.charges,
            place=place,
        )


def _status(element: etree._Element | None) -> str:
    if element is None:
        return BOOKED
    return leaf(element, "Cd") or leaf(element, "Prtry") or said(element) or BOOKED


def transaction_code(element: etree._Element | None) -> str:
    """Return the domain, family and sub-family of a BkTxCd, with slashes between; empty when it names none."""
    domain = None if element is None else child(element, "Domn")
    if domain is None:
        return ""
    parts = (leaf(domain, "Cd"), leaf(domain, "Fmly", "Cd"), leaf(domain, "Fmly", "SubFmlyCd"))
    return "/".join(part for part in parts if part)


def announced(fields: Fields, element: etree._Element, place: str) -> int | None:
    """Return how many payments *element*, a NtryDtls, says that it holds; None when it does not say."""
    stated = leaf(element, "Btch", "NbOfTxs")
    if stated and not _COUNT.fullmatch(stated):
        raise fields.place(element, f"{place}/NtryDtls/Btch/NbOfTxs").wrong(stated, "a number")
    return int(stated) if stated else None


def unknown_message(format: str, found: str) -> MalformedFile:
    """Return the error that the document is no credit notification and no statement."""
    return MalformedFile(
        format=format, field="Document", found=found, expected="BkToCstmrDbtCdtNtfctn or BkToCstmrStmt"
    )


def is_report(element: etree._Element) -> bool:
    """Whether *element*, called Ntfctn or Stmt, is a report of the message, and no part of what a bank added on its own."""
    message = element.getparent()
    document = None if message is None else message.getparent()
    if message is None or document is None or document.getparent() is not None:
        return False
    return local(message) in MESSAGES and local(document) == "Document"


def is_entry(element: etree._Element) -> bool:
    """Whether *element*, called Ntry, is an entry of a report."""
    report = element.getparent()
    return report is not None and local(report) in REPORTS and is_report(report)


def entry_of(element: etree._Element) -> etree._Element | None:
    """Return the entry that *element*, called TxDtls, is a payment of; None when it is no such thing."""
    batch = element.getparent()
    entry = None if batch is None else batch.getparent()
    return entry if entry is not None and named(entry.tag) == "Ntry" else None


MESSAGES: Final = {"BkToCstmrDbtCdtNtfctn": "camt.054", "BkToCstmrStmt": "camt.053"}
REPORTS: Final = frozenset({"Ntfctn", "Stmt"})
