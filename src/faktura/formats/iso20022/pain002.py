"""pain.002: the bank's answer to a payment order, read by the element names of the standard.

No schema, no bank guide and no sample of pain.002 were at hand when this was written: the element names are those of the ISO
20022 standard, the meaning of the codes is the standard's external code list as commonly described. Try it with the
bank's own test files before anything is booked by it. What is not known is told, and decides nothing.

>>> reply = read(b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts>'
...              b'<OrgnlMsgId>P1</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>')
>>> reply.replies[0].order_id, reply.replies[0].status.value
('P1', 'rejected')
"""

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen
from lxml import etree

from faktura.core.errors import Finding
from faktura.core.payout_status import BankReason, BankReply, PayoutStatus
from faktura.core.wording import Text, register
from faktura.formats import xml
from faktura.formats.iso20022.records import NOT_PROVIDED
from faktura.formats.xml import find, findall, text

_FORMAT: Final = "pain.002"

_STATUS: Final = {
    "RCVD": PayoutStatus.RECEIVED,  # received
    "ACTC": PayoutStatus.RECEIVED,  # technically valid
    "PDNG": PayoutStatus.PENDING,  # pending
    "PATC": PayoutStatus.PENDING,  # not yet signed by all
    "ACCP": PayoutStatus.ACCEPTED,  # customer profile accepted
    "ACWC": PayoutStatus.ACCEPTED,  # accepted with a change
    "ACSP": PayoutStatus.ACCEPTED,  # settlement in process
    "ACFC": PayoutStatus.ACCEPTED,  # funds checked
    "ACSC": PayoutStatus.PAID,  # settled on the payer's account
    "ACCC": PayoutStatus.PAID,  # settled on the payee's account
    "RJCT": PayoutStatus.REJECTED,  # rejected
    "CANC": PayoutStatus.REJECTED,  # cancelled
}
"""Statuses of the standard, by what they mean to the payer."""

_PART: Final = "PART"
"""Some accepted, some not: only the parts below say which."""


@frozen(kw_only=True)
class StatusReport:
    """A pain.002 message.

    Attributes:
        version: The end of its namespace, `001.10`.
        created: GrpHdr/CreDtTm as it stands.
        order_id: The message it answers (OrgnlMsgId).
        group_status: GrpSts as it stands; may be empty, or `PART`.
        replies: What it says, of the order first, then of each batch and its payments.
        findings: Codes that are not known.
    """

    version: str
    message_id: str
    created: str
    order_id: str
    group_status: str = ""
    replies: tuple[BankReply, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), eq=False)


def read(data: bytes) -> StatusReport:
    """Read a pain.002 message.

    A payment is named by OrgnlEndToEndId, else by OrgnlInstrId, which faktura writes alike.

    Raises:
        MalformedFile: No well-formed XML, another message, or it does not say what it answers.
    """
    root = xml.parse(data, format=_FORMAT)
    report = find(root, "CstmrPmtStsRpt")
    if report is None:
        raise xml.malformed(root, format=_FORMAT, found=xml.local(root), expected="CstmrPmtStsRpt")
    group = find(report, "OrgnlGrpInfAndSts")
    order_id = text(group, "OrgnlMsgId") if group is not None else ""
    if group is None or not order_id:
        raise xml.malformed(report, format=_FORMAT, found="nothing", expected="OrgnlGrpInfAndSts/OrgnlMsgId")
    findings: list[Finding] = []
    return StatusReport(
        version=xml.namespace(root).rpartition(":")[2].removeprefix("pain.002."),
        message_id=text(report, "GrpHdr/MsgId"),
        created=text(report, "GrpHdr/CreDtTm"),
        order_id=order_id,
        group_status=text(group, "GrpSts"),
        replies=tuple(_replies(report, group, order_id, findings)),
        findings=tuple(findings),
    )


def _replies(
    report: etree._Element, group: etree._Element, order_id: str, findings: list[Finding]
) -> Iterator[BankReply]:
    yield from _reply(group, "GrpSts", findings, order_id)
    for batch in findall(report, "OrgnlPmtInfAndSts"):
        batch_id = text(batch, "OrgnlPmtInfId")
        yield from _reply(batch, "PmtInfSts", findings, order_id, batch_id)
        for one in findall(batch, "TxInfAndSts"):
            ids = (text(one, "OrgnlEndToEndId"), text(one, "OrgnlInstrId"))
            payment_id = next((id for id in ids if id and id != NOT_PROVIDED), "")
            if payment_id:
                yield from _reply(one, "TxSts", findings, order_id, batch_id, payment_id)
            else:
                findings.append(_odd("pain.unnamed", one))


def _reply(
    element: etree._Element,
    name: str,
    findings: list[Finding],
    order_id: str,
    batch_id: str = "",
    payment_id: str = "",
) -> Iterator[BankReply]:
    """Yield what *element* says; nothing when it says no status, or `PART`, or one that is not known."""
    code = text(element, name)
    if code in {"", _PART}:
        return
    status = _STATUS.get(code)
    if status is None:
        findings.append(_odd("pain.status", element, found=code[:20]))
        return
    yield BankReply(
        order_id=order_id,
        batch_id=batch_id,
        payment_id=payment_id,
        status=status,
        code=code,
        reasons=tuple(_reasons(element)),
    )


def _reasons(element: etree._Element) -> Iterator[BankReason]:
    for one in findall(element, "StsRsnInf"):
        code = text(one, "Rsn/Cd") or text(one, "Rsn/Prtry")
        said = " ".join(part for line in findall(one, "AddtlInf") if (part := (line.text or "").strip()))
        if code or said:
            yield BankReason(code, said)


def _odd(code: str, element: etree._Element, **facts: str) -> Finding:
    return Finding(code=code, path=xml.where(element), severity="warning", facts=tuple(facts.items()))


register(
    {
        "pain.status": Text(
            en="the status {found!r} is not known and decided nothing",
            sv="statusen {found!r} är okänd och har inte avgjort något",
        ),
        "pain.status.remedy": Text(
            en="look at the payment in the bank, or wait for its booking",
            sv="se efter i banken, eller vänta på bokningen",
        ),
        "pain.unnamed": Text(
            en="a payment is answered without its id, so nobody knows which",
            sv="ett svar gäller en betalning utan id, så ingen vet vilken",
        ),
        "pain.unnamed.remedy": Text(
            en="ask the bank for an answer with the id of the payment",
            sv="be banken om ett svar med betalningens id",
        ),
    }
)
