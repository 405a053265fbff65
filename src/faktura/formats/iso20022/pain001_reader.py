"""pain.001 read back: what was ordered, and whether the counts and sums the message states are true.

Elements are found by local name, so that the versions share one reader.
"""

import re
from decimal import Decimal
from typing import Final, Literal, TypeVar

from attrs import field, frozen
from lxml import etree

from faktura.core.account import BankAccountNumber, BankgiroNumber, Bic, Iban, PaymentAccount, PlusgiroNumber
from faktura.core.errors import Finding, InputError, InvalidIdentifier, MalformedFile
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutBatch, PayoutOrder
from faktura.core.reference import OcrReference
from faktura.core.wording import Text, register, said
from faktura.formats import xml
from faktura.formats.fields import Place
from faktura.formats.iso20022.records import NOT_PROVIDED
from faktura.formats.xml import find, findall, text

PainVersion = Literal["001.03", "001.09"]
"""The versions that are written; others are read as far as their elements are the same."""

_FORMAT: Final = "pain.001"
_BANKGIROT: Final = "9900"
_PLUSGIROT: Final = frozenset({"9960", "9500"})
_COUNT: Final = re.compile(r"[0-9]{1,15}", re.ASCII)
_SUM: Final = re.compile(r"[0-9]{1,17}(\.[0-9]{1,17})?", re.ASCII)
_BBAN: Final = re.compile(r"[0-9]{6,16}", re.ASCII)
_TRANSFERS: Final = frozenset({"TRF", "TRA"})
_YES: Final = frozenset({"true", "1"})


@frozen(kw_only=True)
class Pain001File:
    """A payment order as it stood in its file.

    Attributes:
        version: The end of its namespace, `001.09`.
        created: GrpHdr/CreDtTm as it stands; some programs leave out the zone.
        order: What is ordered; texts in several parts are joined by blanks.
        findings: Counts and sums that do not agree, and what had no place in the order.
    """

    version: str
    created: str
    order: PayoutOrder
    findings: tuple[Finding, ...] = field(default=(), eq=False)


def read(data: bytes) -> Pain001File:
    """Read a pain.001 message, of .001.03 or .001.09 or one that has the same elements.

    Raises:
        MalformedFile: No well-formed XML, another message, or an amount, day, account or id that cannot be read.
    """
    root = xml.parse(data, format=_FORMAT)
    initiation = find(root, "CstmrCdtTrfInitn")
    if initiation is None:
        raise xml.malformed(root, format=_FORMAT, found=xml.local(root), expected="CstmrCdtTrfInitn")
    reading = _Reading()
    version = xml.namespace(root).rpartition(":")[2].removeprefix("pain.001.")
    header = find(initiation, "GrpHdr")
    if header is None:
        raise xml.malformed(initiation, format=_FORMAT, found="nothing", expected="GrpHdr")
    try:
        order = reading.order(initiation, header)
    except InputError as error:  # an id no bank would take, or one id twice
        raise xml.malformed(initiation, format=_FORMAT, found="an order", expected=said(error)) from error
    reading.proved(header, order.payments)
    return Pain001File(version=version, created=text(header, "CreDtTm"), order=order, findings=tuple(reading.findings))


_T = TypeVar("_T", BankgiroNumber, PlusgiroNumber, Iban, Bic)


class _Reading:
    """The message so far, and what was found odd in it."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def order(self, initiation: etree._Element, header: etree._Element) -> PayoutOrder:
        """Return the order; the payer is that of the first batch."""
        groups = findall(initiation, "PmtInf")
        payers = [_party(find(group, "Dbtr")) for group in groups]
        for group, payer in zip(groups, payers, strict=True):
            if payer != payers[0]:
                self._note("pain.payer", group, "warning")
        return PayoutOrder(
            id=text(header, "MsgId"),
            payer=payers[0] if payers else OutgoingParty(name=""),
            batches=tuple(self._batch(group) for group in groups),
        )

    def _batch(self, group: etree._Element) -> PayoutBatch:
        method = text(group, "PmtMtd")
        if method not in _TRANSFERS:
            raise xml.malformed(group, format=_FORMAT, found=method, expected="TRF", below="PmtMtd")
        id = text(group, "PmtInfId")
        found = findall(group, "CdtTrfTxInf")
        payments = tuple(self._payment(one, f"{id}/{at}") for at, one in enumerate(found, start=1))
        day = text(group, "ReqdExctnDt/Dt") or text(group, "ReqdExctnDt/DtTm") or text(group, "ReqdExctnDt")
        self.proved(group, payments)
        return PayoutBatch(
            id=id,
            account=self._account(group, "Dbtr"),
            bank=_bank(group, "DbtrAgt"),
            currency=text(group, "DbtrAcct/Ccy"),
            pay_on=_place(group, "ReqdExctnDt").day(day),
            booked_together=text(group, "BtchBookg") in _YES,
            payments=payments,
        )

    def _payment(self, element: etree._Element, otherwise: str) -> OutgoingPayment:
        amount = find(element, "Amt/InstdAmt")
        if amount is None:
            raise xml.malformed(element, format=_FORMAT, found="nothing", expected="InstdAmt", below="Amt")
        ids = (text(element, "PmtId/EndToEndId"), text(element, "PmtId/InstrId"))
        message = " ".join(said for one in findall(element, "RmtInf/Ustrd") if (said := (one.text or "").strip()))
        reference, rest = self._references(element)
        return OutgoingPayment(
            id=next((id for id in ids if id and id != NOT_PROVIDED), otherwise),
            amount=_place(amount, "").amount((amount.text or "").strip(), str(amount.get("Ccy", ""))),
            payee=_party(find(element, "Cdtr")),
            account=self._account(element, "Cdtr"),
            reference=reference,
            message=" ".join(part for part in (message, *rest) if part),
            bank=_bank(element, "CdtrAgt"),
        )

    def _references(self, element: etree._Element) -> tuple[OcrReference | None, list[str]]:
        """Return the OCR number, and as text what is none or one more."""
        found, rest = None, []
        for one in findall(element, "RmtInf/Strd"):
            written = text(one, "CdtrRefInf/Ref") or text(one, "RfrdDocInf/Nb")
            try:
                reference = OcrReference(written)
            except InvalidIdentifier:
                reference = None
            if found is None and reference is not None:
                found = reference
            elif written:
                self._note("pain.reference", one, "warning")
                rest.append(written)
        return found, rest

    def _account(self, element: etree._Element, side: str) -> PaymentAccount:
        identity = find(element, f"{side}Acct/Id")
        if identity is None:
            raise xml.malformed(element, format=_FORMAT, found="nothing", expected="an account", below=f"{side}Acct")
        if iban := text(identity, "IBAN"):
            return _parsed(Iban, iban, identity)
        number, member = text(identity, "Othr/Id"), _clearing(element, side)
        scheme = text(identity, "Othr/SchmeNm/Prtry") or text(identity, "Othr/SchmeNm/Cd")
        if scheme in {"BGNR", "BG"} or (scheme != "PGNR" and member == _BANKGIROT):
            return _parsed(BankgiroNumber, number, identity)
        if scheme in {"PGNR", "PG"} or member in _PLUSGIROT:
            return _parsed(PlusgiroNumber, number, identity)
        try:
            if member:
                return BankAccountNumber(member, number)
            if scheme == "BBAN" and _BBAN.fullmatch(
                number
            ):  # a national number on its own begins with the clearing number
                return BankAccountNumber(number[:4], number[4:])
        except InvalidIdentifier as error:
            raise _unread(identity, error) from error
        raise xml.malformed(identity, format=_FORMAT, found=scheme or "no scheme", expected="IBAN, BGNR or BBAN")

    def proved(self, element: etree._Element, payments: tuple[OutgoingPayment, ...]) -> None:
        """Find counts and sums that *payments* do not make."""
        count, stated = text(element, "NbOfTxs"), text(element, "CtrlSum")
        if count and not _COUNT.fullmatch(count):
            raise xml.malformed(element, format=_FORMAT, found=count, expected="a number", below="NbOfTxs")
        if stated and not _SUM.fullmatch(stated):
            raise xml.malformed(element, format=_FORMAT, found=stated, expected="a sum", below="CtrlSum")
        made = sum((one.amount.major for one in payments), Decimal(0))
        if count and int(count) != len(payments):
            self._note("pain.count", element, "error", found=count, expected=str(len(payments)))
        if stated and Decimal(stated) != made:
            self._note("pain.sum", element, "error", found=stated, expected=f"{made:f}")

    def _note(self, code: str, element: etree._Element, severity: Literal["error", "warning"], **facts: str) -> None:
        where = xml.where(element)
        self.findings.append(Finding(code=code, path=where, severity=severity, facts=tuple(facts.items())))


def _place(element: etree._Element, below: str) -> Place:
    path = f"{xml.where(element)}/{below}".rstrip("/")
    return Place(format=_FORMAT, line=xml.line(element), field=path)


def _parsed(kind: type[_T], written: str, element: etree._Element) -> _T:
    try:
        return kind.parse(written)
    except InvalidIdentifier as error:
        raise _unread(element, error) from error


def _unread(element: etree._Element, error: InvalidIdentifier) -> MalformedFile:
    return xml.malformed(element, format=_FORMAT, found=said(error), expected="an account or a bank that can be right")


def _bank(element: etree._Element, agent: str) -> Bic | None:
    institution = find(element, f"{agent}/FinInstnId")
    if institution is None:
        return None
    written = text(institution, "BICFI") or text(institution, "BIC")
    return _parsed(Bic, written, institution) if written else None


def _clearing(element: etree._Element, side: str) -> str:
    return text(element, f"{side}Agt/FinInstnId/ClrSysMmbId/MmbId")


def _party(element: etree._Element | None) -> OutgoingParty:
    if element is None:
        return OutgoingParty(name="", country="")
    return OutgoingParty(
        name=text(element, "Nm"),
        identifier=text(element, "Id/OrgId/Othr/Id"),
        city=text(element, "PstlAdr/TwnNm"),
        country=text(element, "PstlAdr/Ctry"),
    )


_ASK: Final = Text(
    en="make the file anew before it is sent to the bank", sv="gör om filen innan den skickas till banken"
)
_LOOK: Final = Text(en="look at the file before it is used", sv="titta på filen innan den används")

register(
    {
        "pain.count": Text(
            en="{found} payments are announced, there are {expected}",
            sv="{found} betalningar anges, det finns {expected}",
        ),
        "pain.count.remedy": _ASK,
        "pain.sum": Text(
            en="the control sum is {found}, the payments make {expected}",
            sv="kontrollsumman är {found}, betalningarna ger {expected}",
        ),
        "pain.sum.remedy": _ASK,
        "pain.payer": Text(
            en="the batch is paid by another party than the first; only the first is kept",
            sv="gruppen betalas av en annan part än den första; bara den första är kvar",
        ),
        "pain.payer.remedy": _LOOK,
        "pain.reference": Text(
            en="a structured reference is no OCR number, or one too many; it stands in the text",
            sv="en strukturerad referens är inget OCR-nummer, eller en för mycket; den står i texten",
        ),
        "pain.reference.remedy": _LOOK,
    }
)
