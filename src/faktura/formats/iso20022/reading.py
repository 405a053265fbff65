"""Reading a camt message element by element, an entry at a time, whatever namespace a bank writes.

An entry is handed on when its end has come; a reader that needs no whole entries takes its payments out before.
"""

from collections.abc import Iterator
from typing import Final, cast

from attrs import define, field
from lxml import etree

import faktura.formats.wording  # noqa: F401 - the sentences of the findings
from faktura.core.errors import Finding
from faktura.core.money import LARGEST, Money
from faktura.formats import xml
from faktura.formats.iso20022.accounts import account
from faktura.formats.iso20022.details import DetailReader
from faktura.formats.iso20022.entries import (
    MESSAGES,
    REPORTS,
    Fields,
    Head,
    announced,
    entry_of,
    is_entry,
    is_report,
    unknown_message,
)
from faktura.formats.iso20022.incoming import charged, parts_agree, signed_parts
from faktura.formats.iso20022.records import BOOKED, Balance, CamtFile, CamtFormat, Detail, Entry, Report
from faktura.formats.rereadable import Rereadable

_NAMES: Final = ("Document", *MESSAGES, "GrpHdr", *REPORTS, "Ntry", "TxDtls")
_VERSION: Final = ".001."


@define
class OpenReport:
    """A report whose end has not come yet."""

    place: str
    element: etree._Element
    id: str = ""
    account: str = ""
    currency: str = ""
    created: str = ""
    entries: int = 0
    booked: dict[str, int] = field(factory=dict)
    kept: list[Entry] = field(factory=list)


class Reading:
    """The message so far.

    Attributes:
        format, message_id: What the message says of itself.
        report: The report being read.
        head: What the entry being read says before its payments.
        place: The path of that entry.
        details: Its payments so far; who takes them out has them no more in the entry.
        entries: How many entries were begun.
    """

    def __init__(self, *, keep: bool) -> None:
        """Begin; with *keep* the reports hold their entries."""
        self.format: CamtFormat | None = None
        self.message_id = ""
        self.report: OpenReport | None = None
        self.head: Head | None = None
        self.place = ""
        self.details: list[Detail] = []
        self.entries = 0
        self._keep = keep
        self._version = self._created = ""
        self._fields = Fields("camt")
        self._payments = DetailReader(self._fields)
        self._entry: etree._Element | None = None
        self._batch: etree._Element | None = None
        self._announced: int | None = None
        self._told = self._begun_reports = 0
        self._reports: list[Report] = []
        self._findings: list[Finding] = []

    def take(self, file: Rereadable) -> Iterator[Entry | None]:
        """Read *file*; yield each entry when its end has come, and None after each of its payments.

        Raises:
            MalformedFile: As `camt.read` says, when the reading comes to it.
        """
        for element in xml.ends(file, _NAMES, format="camt"):
            name = xml.named(element.tag)
            if name == "TxDtls":
                if self._takes(element):
                    yield None
            elif name == "Ntry":
                if is_entry(element):
                    yield self._ended(element)
            elif name == "GrpHdr" and self.report is None:
                self.message_id, self._created = xml.leaf(element, "MsgId"), xml.leaf(element, "CreDtTm")
            elif name in REPORTS:
                if is_report(element):
                    self._close(self._reported(element))
                    xml.forget_like(element)
            elif element.getparent() is None:
                self._over(element)

    def _over(self, element: etree._Element) -> None:
        """See at the end of the root that it held what it must."""
        name = xml.local(element)
        if name != "Document":
            raise unknown_message("camt", name)
        first = xml.local(element[0]) if len(element) else "nothing"
        if first not in MESSAGES:
            raise unknown_message("camt", first)
        self._message(element[0])

    def _message(self, element: etree._Element) -> None:
        """Take note of the message *element*."""
        self.format = cast("CamtFormat", MESSAGES[xml.local(element)])
        self._fields = Fields(self.format)
        self._payments = DetailReader(self._fields)
        version = xml.namespace(element).rpartition(":")[2].partition(_VERSION)[2]
        self._version = version and f"001.{version}"

    def _reported(self, element: etree._Element) -> OpenReport:
        """Return the report *element*, begun by now."""
        if self.report is None or self.report.element is not element:
            message = element.getparent()
            if self.format is None and message is not None:
                self._message(message)
            self._begun_reports += 1
            self.report = OpenReport(f"{xml.local(element)}[{self._begun_reports}]", element)
            self._header(self.report)
        return self.report

    def _begun(self, element: etree._Element) -> None:
        """Begin the entry *element*, unless it is the one being read."""
        owner = element.getparent()
        if element is self._entry or owner is None:
            return
        report = self._reported(owner)
        report.entries += 1
        self.entries += 1
        self.place = f"{report.place}/Ntry[{report.entries}]"
        self._entry, self.details, self._told, self._batch = element, [], 0, None
        self._announced = None
        self.head = Head(self._fields, element, self.place, report.created or self._created)

    def _header(self, report: OpenReport) -> None:
        """Read what stands before the entries."""
        report.id, report.created = xml.leaf(report.element, "Id"), xml.leaf(report.element, "CreDtTm")
        own = xml.child(report.element, "Acct")
        report.account = account(own)
        report.currency = "" if own is None else xml.leaf(own, "Ccy")

    def _takes(self, element: etree._Element) -> bool:
        """Read a payment, if it is one of an entry."""
        entry, batch = entry_of(element), element.getparent()
        if entry is None or not (entry is self._entry or is_entry(entry)):
            return False
        self._begun(entry)
        head = self.head
        if head is None:
            return False
        self._told += 1
        place = f"{self.place}/TxDtls[{self._told}]"
        self.details.append(self._payments.read(element, place, head.amount, credit=head.credit))
        xml.forget_like(element)
        if batch is not None and batch is not self._batch:
            self._batch = batch
            self._count(entry, until=batch)
            xml.forget_like(batch)
        return True

    def _count(self, entry: etree._Element, *, until: etree._Element | None = None) -> None:
        """Take note of how many payments the batches of *entry* say they hold, *until* the one that begins."""
        for one in entry:
            if one is until:
                return
            if xml.named(one.tag) == "NtryDtls":
                stated = announced(self._fields, one, self.place)
                if stated is not None:
                    self._announced = (self._announced or 0) + stated

    def _ended(self, element: etree._Element) -> Entry | None:
        self._begun(element)
        if self.head is None:
            return None
        self._count(element)
        information = xml.leaf(element, "AddtlNtryInf")
        entry = self.head.entry_of(self.place, self.details, information, self._announced)
        self._entry, self.details = None, []
        report = self.report
        if report is not None:
            if entry.status == BOOKED:
                currency = entry.amount.currency
                report.booked[currency] = report.booked.get(currency, 0) + entry.signed.minor
            if self._keep:
                report.kept.append(entry)
                self._look_at(entry)
        xml.forget_like(element)
        return entry

    def _look_at(self, entry: Entry) -> None:
        if entry.announced is not None and entry.details and entry.announced != len(entry.details):
            self._odd("camt.count", entry.place, str(entry.announced), str(len(entry.details)))
        if len(entry.details) < 2 or parts_agree(entry):
            return
        if (charge := charged(entry)) is not None:
            self._odd("camt.charges", entry.place, str(charge), str(entry.signed))
        else:
            made = signed_parts(entry)
            found = str(Money(made, entry.amount.currency)) if abs(made) <= LARGEST else "more than 10^15"
            self._odd("camt.details", entry.place, found, str(entry.signed))

    def _odd(self, code: str, place: str, found: str, expected: str) -> None:
        facts = (("found", found), ("expected", expected))
        self._findings.append(Finding(code=code, path=place, severity="warning", facts=facts))

    def _balances(self, report: OpenReport) -> Iterator[Balance]:
        for element in report.element:
            if xml.named(element.tag) != "Bal":
                continue
            place = f"{report.place}/Bal"
            amount = self._fields.amount(element, place, "Amt")
            if amount is None:
                raise self._fields.place(element, f"{place}/Amt").wrong("nothing", "an amount")
            kind = xml.leaf(element, "Tp", "CdOrPrtry", "Cd") or xml.leaf(element, "Tp", "CdOrPrtry", "Prtry")
            overdrawn = self._fields.credit(element, place) is False
            yield Balance(type=kind, amount=-amount if overdrawn else amount)

    def _close(self, report: OpenReport) -> None:
        self.report = None
        balances = tuple(self._balances(report))
        if not self._keep:
            return
        self._reports.append(
            Report(
                id=report.id,
                account=report.account,
                currency=report.currency,
                balances=balances,
                entries=tuple(report.kept),
            )
        )
        if (wrong := _unproved(report, balances)) is not None:
            facts = (("found", wrong[0]), ("expected", wrong[1]))
            self._findings.append(Finding(code="camt.balance", path=report.place, facts=facts))

    def finished(self) -> CamtFile:
        """Return the message; nothing more comes."""
        if self.format is None:
            raise unknown_message("camt", "nothing")
        return CamtFile(
            format=self.format,
            version=self._version,
            message_id=self.message_id,
            created=self._created,
            reports=tuple(self._reports),
            findings=tuple(self._findings),
        )


def _unproved(report: OpenReport, balances: tuple[Balance, ...]) -> tuple[str, str] | None:
    """Return the closing balance and what it should be, when they differ and all is in one currency."""
    known = {one.type: one.amount for one in balances}
    opening, closing = known.get("OPBD", known.get("PRCD")), known.get("CLBD")
    if opening is None or closing is None or {closing.currency, *report.booked} != {opening.currency}:
        return None
    expected = opening.minor + report.booked.get(opening.currency, 0)
    if closing.minor == expected:
        return None
    made = str(Money(expected, opening.currency)) if abs(expected) <= LARGEST else "more than 10^15"
    return str(closing), made
