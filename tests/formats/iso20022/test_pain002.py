"""The bank's answers to payment orders. No sample and no schema are at hand: these are made by the standard's names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import MalformedFile
from faktura.core.payout_status import BankReason, BankReply, PayoutStatus
from faktura.formats.iso20022 import pain002
from tests.formats.damage import read_or_refused


def message(body: str, group: str = "<OrgnlMsgId>P1</OrgnlMsgId>", version: str = "001.10") -> bytes:
    """A pain.002 with *group* and *body*."""
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.{version}"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-11-05T09:00:00</CreDtTm></GrpHdr>"
        f"<OrgnlGrpInfAndSts>{group}</OrgnlGrpInfAndSts>{body}</CstmrPmtStsRpt></Document>"
    ).encode()


def one(status: str, ids: str = "<OrgnlEndToEndId>R1</OrgnlEndToEndId>", reason: str = "") -> str:
    """One payment's answer."""
    return f"<TxInfAndSts>{ids}<TxSts>{status}</TxSts>{reason}</TxInfAndSts>"


def batch(inside: str, status: str = "") -> str:
    """One batch's answer."""
    said = f"<PmtInfSts>{status}</PmtInfSts>" if status else ""
    return f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>P1-1</OrgnlPmtInfId>{said}{inside}</OrgnlPmtInfAndSts>"


def test_order_batch_and_payment() -> None:
    """Each level with its own status and reasons; PART says nothing itself."""
    reason = "<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Closed</AddtlInf><AddtlInf>account</AddtlInf></StsRsnInf>"
    group = "<OrgnlMsgId>P1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>PART</GrpSts>"
    other = one("ACSP", "<OrgnlInstrId>R2</OrgnlInstrId><OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId>")
    read = pain002.read(message(batch(one("RJCT", reason=reason) + other, "ACCP"), group))
    assert (read.version, read.message_id, read.order_id, read.group_status) == ("001.10", "S1", "P1", "PART")
    assert read.replies == (
        BankReply(order_id="P1", batch_id="P1-1", status=PayoutStatus.ACCEPTED, code="ACCP"),
        BankReply(
            order_id="P1",
            batch_id="P1-1",
            payment_id="R1",
            status=PayoutStatus.REJECTED,
            code="RJCT",
            reasons=(BankReason("AC04", "Closed account"),),
        ),
        BankReply(order_id="P1", batch_id="P1-1", payment_id="R2", status=PayoutStatus.ACCEPTED, code="ACSP"),
    )
    assert read.findings == ()


CODES = [
    ("RCVD", "received"), ("ACTC", "received"), ("PDNG", "pending"), ("ACCP", "accepted"), ("ACWC", "accepted"),
    ("ACSP", "accepted"), ("ACSC", "paid"), ("ACCC", "paid"), ("RJCT", "rejected"), ("CANC", "rejected"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "status"), CODES)
@pytest.mark.parametrize("version", ["001.03", "001.10"])
def test_what_the_codes_mean(code: str, status: str, version: str) -> None:
    """Whatever version and namespace the bank writes."""
    group = f"<OrgnlMsgId>P1</OrgnlMsgId><GrpSts>{code}</GrpSts>"
    (reply,) = pain002.read(message("", group, version)).replies
    assert (reply.status.value, reply.code, reply.batch_id, reply.payment_id) == (status, code, "", "")


def test_what_is_not_known_decides_nothing_and_is_told() -> None:
    """A new code, and an answer that does not say which payment it is about."""
    read = pain002.read(message(batch(one("ZZZZ") + one("RJCT", ""))))
    assert read.replies == ()
    assert [(found.code, found.severity) for found in read.findings] == [
        ("pain.status", "warning"),
        ("pain.unnamed", "warning"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<Document/>",
        b"<Document><CstmrPmtStsRpt/></Document>",
        message("", ""),
        b"<!DOCTYPE a>" + message(""),
        message("")[:-5],
    ],
)
def test_what_is_no_answer_is_refused(data: bytes) -> None:
    """Another message, a cut file, or an answer to nothing."""
    with pytest.raises(MalformedFile) as refused:
        pain002.read(data)
    assert refused.value.format == "pain.002"


@given(st.integers(0, 600), st.binary(max_size=3), st.integers(0, 40))
def test_damage_anywhere_is_refused_or_read(at: int, put: bytes, lost: int) -> None:
    """Some bytes changed, lost or added: one kind of error, never another; and a refusal turns into no promise to pay."""
    data = message(batch(one("RJCT", reason="<StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf>")))
    report = read_or_refused(pain002.read, data[:at] + put + data[at + lost :], "pain.002")
    if report is not None:
        assert {reply.status for reply in report.replies} <= {PayoutStatus.REJECTED, PayoutStatus.RECEIVED}
        assert all(reply.order_id == report.order_id for reply in report.replies)
