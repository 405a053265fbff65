"""The attributes of SIE 5 elements as values; what cannot be read becomes a finding, or an error when it must be there."""

import re
from base64 import b64decode
from datetime import date
from decimal import Decimal
from typing import Final

from lxml import etree

from faktura.core.errors import Finding, MalformedFile
from faktura.formats import xml
from faktura.formats.sie.field import amount
from faktura.formats.sie5.record import Balance, ForeignAmount, ObjectReference, Stamp
from faktura.formats.sie5.wording import WARNINGS

FORMAT: Final = "sie5"
_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})", re.ASCII)
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?", re.ASCII)
_BLANKS: Final = " \t\r\n"


class Findings(list[Finding]):
    """What was wrong, each with the element's path."""

    def tell(self, code: str, element: etree._Element, *, found: str = "", field: str = "") -> None:
        """Add the finding *code* at *element*."""
        place = f"{xml.where(element)} (line {xml.line(element)})"
        severity = "warning" if code in WARNINGS else "error"
        facts = (("field", field), ("found", found[:60]))
        self.append(Finding(code=code, path=place, severity=severity, law="SIE 5", facts=facts))  # type: ignore[arg-type]


def text(element: etree._Element, name: str) -> str:
    """Return the attribute *name*, or nothing."""
    return str(element.get(name, ""))


def must(element: etree._Element, name: str, findings: Findings) -> str:
    """Return the attribute *name*; that it is missing is told."""
    found = element.get(name)
    if found is None:
        findings.tell("SIE5-MISSING", element, field=name)
        return ""
    return str(found)


def ore(element: etree._Element, findings: Findings, name: str = "amount") -> int | Decimal:
    """Return the amount in *name* in hundredths; one that cannot be read is told, and is zero."""
    written = text(element, name).strip(_BLANKS)
    found = amount(written).ore if _DECIMAL.fullmatch(written) else None
    if found is None:
        findings.tell("SIE5-AMOUNT", element, found=written)
        return 0
    return found


def quantity(element: etree._Element, findings: Findings) -> Decimal | None:
    """Return the quantity, if there is one that can be read."""
    written = text(element, "quantity").strip(_BLANKS)
    if not written:
        return None
    if not _DECIMAL.fullmatch(written):
        findings.tell("SIE5-QUANTITY", element, found=written)
        return None
    return Decimal(written)


def day(element: etree._Element, name: str, findings: Findings) -> date | None:
    """Return the day in *name*, if there is one; one that is no day is told."""
    written = text(element, name).strip(_BLANKS)
    if not written:
        return None
    found = _DAY.fullmatch(written)
    if found:
        try:
            return date(int(found[1]), int(found[2]), int(found[3]))
        except ValueError:
            pass
    findings.tell("SIE5-DATE", element, found=written)
    return None


def must_day(element: etree._Element, name: str, findings: Findings) -> date:
    """Return the day in *name*.

    Raises:
        MalformedFile: There is none, and nothing can be booked without.
    """
    found = day(element, name, findings)
    if found is None:
        raise xml.malformed(element, format=FORMAT, found=text(element, name), expected=f"a day in {name}")
    return found


def stamp(element: etree._Element, name: str, findings: Findings) -> Stamp | None:
    """Return day and person of the child *name*, if it is there."""
    child = xml.find(element, name)
    if child is None:
        return None
    on = day(child, "date", findings)
    if on is None:
        findings.tell("SIE5-MISSING", child, field="date")
        return None
    return Stamp(on, must(child, "by", findings))


def foreign(element: etree._Element, findings: Findings) -> ForeignAmount | None:
    """Return the amount in another currency, if there is one."""
    child = xml.find(element, "ForeignCurrencyAmount")
    if child is None:
        return None
    return ForeignAmount(ore(child, findings), must(child, "currency", findings))


def objects(element: etree._Element, findings: Findings) -> tuple[ObjectReference, ...]:
    """Return the objects that *element* refers to."""
    return tuple(
        ObjectReference(must(one, "dimId", findings), must(one, "objectId", findings))
        for one in xml.findall(element, "ObjectReference")
    )


def balance(element: etree._Element, findings: Findings) -> Balance:
    """Return the balance or budget that *element* holds."""
    return Balance(
        kind=xml.local(element),
        month=text(element, "month"),
        amount=ore(element, findings),
        quantity=quantity(element, findings),
        objects=objects(element, findings),
        foreign=foreign(element, findings),
    )


def content(element: etree._Element, findings: Findings) -> bytes:
    """Return the bytes that *element* holds as base64; what is none is told, and is empty."""
    try:
        return b64decode("".join((element.text or "").split()), validate=True)
    except ValueError:
        findings.tell("SIE5-DOCUMENT", element)
        return b""


def root(data: bytes) -> etree._Element:
    """Return the root of a SIE 5 file.

    Raises:
        MalformedFile: It is no XML, or another kind.
    """
    found = xml.parse(data, format=FORMAT)
    if xml.local(found) not in {"Sie", "SieEntry"}:
        raise MalformedFile(
            format=FORMAT, line=xml.line(found), field="root", found=xml.local(found), expected="Sie or SieEntry"
        )
    return found
