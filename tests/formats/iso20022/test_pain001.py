"""Payment orders: valid by the official schemas, the published answers to the byte, and read back."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from faktura.core.account import BankAccountNumber, Bic
from faktura.core.errors import InputError, MalformedFile, NotExpressible
from faktura.core.money import Money, sek
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutOrder, payout_order
from faktura.core.reference import OcrReference
from faktura.formats.iso20022.pain001 import PainVersion, carried, read, write
from faktura.formats.show import show
from faktura.testing.identities import BANK, BANKGIRO, IBANS, PLUSGIRO
from tests.formats.damage import assert_written_back, read_or_refused
from tests.formats.iso20022.order_strategies import orders
from tests.reference import reference

VERSIONS: tuple[PainVersion, ...] = ("001.03", "001.09")
CREATED = datetime(2026, 11, 4, 10, tzinfo=timezone(timedelta(hours=1)))
SHOP = OutgoingParty(name="Storåker", city="Storåker")


def refunds() -> PayoutOrder:
    """The order of the published example files."""
    supplier = attrs.evolve(SHOP, name="Leverantör Ett AB")
    payments = (
        OutgoingPayment(
            id="P1-1", amount=sek("1250.50"), payee=supplier, account=BANKGIRO[1], reference=OcrReference("12351")
        ),
        OutgoingPayment(
            id="P1-2",
            amount=sek("300"),
            payee=attrs.evolve(SHOP, name="Förening Två"),
            account=PLUSGIRO[1],
            message="Återbetalning kredit 1001",
        ),
        OutgoingPayment(
            id="P1-3",
            amount=sek("99"),
            payee=attrs.evolve(SHOP, name="Kund Tre"),
            account=BankAccountNumber("6000", "301286698"),
            message="Dubbelbetald faktura 1002",
        ),
    )
    payer = OutgoingParty(name="Exempel Plattform AB", identifier="5566778899", city="Stockholm")
    return payout_order("P1", payer, (BANKGIRO[0], IBANS[0]), payments, pay_on=date(2026, 11, 5), bank=BANK)


def schema(version: PainVersion) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(reference("bank", "iso20022", "xsd", f"pain.001.{version}.xsd")))


@pytest.fixture(scope="module")
def schemas() -> dict[PainVersion, etree.XMLSchema]:
    return {version: schema(version) for version in VERSIONS}


@pytest.mark.parametrize("version", VERSIONS)
def test_the_published_order_to_the_byte(version: PainVersion) -> None:
    """Three payments, 1 649.50: a bankgiro with OCR from the payer's own bankgiro, a plusgiro and an account with text."""
    sample = reference("bank", "iso20022", f"synthetic_se_pain.001.{version}.xml").read_bytes()
    ours = write(refunds(), created_at=CREATED, version=version)
    assert ours == sample.replace(b"T10:00:00<", b"T10:00:00+01:00<")
    back = read(sample)
    assert (back.version, back.created, back.findings) == (version, "2026-11-04T10:00:00", ())
    assert back.order == refunds()
    assert back.order.total("SEK") == sek("1649.50")


@given(orders())
def test_what_is_written_is_valid_and_reads_back(
    schemas: dict[PainVersion, etree.XMLSchema], order: PayoutOrder
) -> None:
    """In both versions, the same bytes each time, with counts and sums that agree."""
    for version in VERSIONS:
        data = write(order, created_at=CREATED, version=version)
        schemas[version].assertValid(etree.fromstring(data))
        back = read(data)
        assert back.order == carried(order)
        assert back.findings == ()
        assert back.version == version
        assert write(order, created_at=CREATED, version=version) == data
        assert write(carried(order), created_at=CREATED, version=version) == data


def test_domestic_payments_name_no_service_level_and_euro_is_sepa() -> None:
    """SEPA in a domestic file would mean euro; a euro payment says it, and shares the charges."""
    data = write(refunds(), created_at=CREATED)
    assert b"SvcLvl" not in data
    assert b"CtgyPurp" not in data
    euro = OutgoingPayment(id="E", amount=Money(9900, "EUR"), payee=SHOP, account=IBANS[1])
    abroad = payout_order("P2", SHOP, (IBANS[0],), (euro,), pay_on=date(2026, 11, 5), bank=BANK)
    sent = write(abroad, created_at=CREATED)
    assert sent.count(b"<Cd>SEPA</Cd>") == sent.count(b"<ChrgBr>SLEV</ChrgBr>") == 1


def one(**change: Any) -> PayoutOrder:
    """An order of one payment, changed."""
    payment = OutgoingPayment(id="R1", amount=sek("99"), payee=SHOP, account=BANKGIRO[1])
    return payout_order(
        "P1", SHOP, (BANKGIRO[0],), (attrs.evolve(payment, **change),), pay_on=date(2026, 11, 5), bank=BANK
    )


REFUSED = [
    {"message": "x" * 141},
    {"message": "50 % & mer"},
    {"message": " blank"},
    {"payee": attrs.evolve(SHOP, name="")},
    {"payee": attrs.evolve(SHOP, name="Café")},
    {"payee": attrs.evolve(SHOP, city="x" * 36)},
    {"payee": attrs.evolve(SHOP, country="Sverige")},
    {"amount": Money(100, "EUR")},
    {"amount": Money(100, "NOK"), "account": IBANS[0]},
    {"message": "Faktura 1", "reference": OcrReference("12351")},
]


@pytest.mark.parametrize("change", REFUSED)
def test_what_cannot_be_sent_is_refused_not_cut(change: dict[str, object]) -> None:
    """The host shortens or simplifies, or does not send."""
    with pytest.raises(NotExpressible) as refused:
        write(one(**change), created_at=CREATED)
    assert refused.value.format == "pain.001"


def test_a_bic_the_older_schema_does_not_know() -> None:
    """.03 is stricter than ISO 9362 is today."""
    order = one()
    odd = attrs.evolve(order, batches=(attrs.evolve(order.batches[0], bank=Bic("ESSESE1O")),))
    assert b"ESSESE1O" in write(odd, created_at=CREATED)
    with pytest.raises(NotExpressible):
        write(odd, created_at=CREATED, version="001.03")


def test_the_time_is_the_callers_and_has_a_zone() -> None:
    """The file can be made again; a bank abroad reads the same moment."""
    with pytest.raises(InputError) as refused:
        write(one(), created_at=datetime(2026, 11, 4))  # noqa: DTZ001 - the mistake itself
    assert refused.value.code == "outgoing.naive"
    assert b"2026-11-04T09:00:00+00:00" in write(one(), created_at=CREATED.astimezone(UTC))


def test_false_counts_and_sums_are_findings() -> None:
    """Of the whole message and of each batch."""
    data = write(refunds(), created_at=CREATED).replace(b"<NbOfTxs>2<", b"<NbOfTxs>3<")
    data = data.replace(b"<CtrlSum>1649.50<", b"<CtrlSum>1650<")
    found = read(data).findings
    assert [(one.code, one.severity) for one in found] == [("pain.count", "error"), ("pain.sum", "error")]
    assert found[0].path.endswith("PmtInf[2]")
    assert found[1].explain("sv") == "kontrollsumman är 1650, betalningarna ger 1649.50"
    assert read(write(refunds(), created_at=CREATED).replace(b"<CtrlSum>399.00<", b"<CtrlSum>399<")).findings == ()


def changed(old: str, new: str) -> bytes:
    data = write(refunds(), created_at=CREATED).decode()
    assert old in data
    return data.replace(old, new).encode()


MALFORMED = [
    ("<IBAN>SE4550000000058398257466", "<IBAN>SE4650000000058398257466"),
    ("<Id>55555551", "<Id>55555552"),
    ("<Prtry>BGNR", "<Prtry>X"),
    (">1250.50</InstdAmt>", ">1_250.50</InstdAmt>"),
    ("<PmtMtd>TRF", "<PmtMtd>CHK"),
    ("2026-11-05", "2026-13-05"),
    ("<EndToEndId>P1-2", "<EndToEndId>P1-1"),
    ("<MsgId>P1", "<MsgId>"),
    ("<NbOfTxs>3", "<NbOfTxs>three"),
    ("<CtrlSum>1649.50", "<CtrlSum>1E9"),
    ("GrpHdr", "Header"),
    ("CstmrCdtTrfInitn", "Other"),
    ("<?xml", "<!DOCTYPE a><?xml"),
]


@pytest.mark.parametrize(("old", "new"), MALFORMED)
def test_a_broken_order_is_refused_with_its_place(old: str, new: str) -> None:
    """Not read half."""
    with pytest.raises(MalformedFile) as refused:
        read(changed(old, new))
    assert refused.value.format == "pain.001"


def test_orders_of_other_programs() -> None:
    """An account on its own with its clearing number first, PGNR, no end-to-end id, several texts, a foreign reference."""
    whole = "<Id>6000301286698</Id>"
    data = changed("<Id>301286698</Id>", whole).decode().replace("<MmbId>6000</MmbId>", "<MmbId></MmbId>")
    data = data.replace("<EndToEndId>P1-3", "<EndToEndId>NOTPROVIDED").replace(
        "<Cd>BBAN</Cd>", "<Prtry>PGNR</Prtry>", 1
    )
    data = data.replace("<Ref>12351<", "<Ref>RF18539007547034<")
    data = data.replace("</Ustrd>", "</Ustrd><Ustrd>tack</Ustrd>")
    back = read(data.encode())
    assert back.order.payments[2].account == BankAccountNumber("6000", "301286698")
    assert back.order.payments[1].account == PLUSGIRO[1]
    assert [payment.id for payment in back.order.payments] == ["P1-1", "P1-2", "P1-3"]
    assert back.order.payments[1].message == "Återbetalning kredit 1001 tack"
    assert (back.order.payments[0].reference, back.order.payments[0].message) == (None, "RF18539007547034")
    assert [one.code for one in back.findings] == ["pain.reference"]


def test_only_one_payer_is_kept_and_told() -> None:
    """A second payer is odd enough to look at."""
    data = write(refunds(), created_at=CREATED).decode()
    head, _, tail = data.rpartition("<Dbtr>\n        <Nm>Exempel Plattform AB")
    back = read(f"{head}<Dbtr>\n        <Nm>Annan AB{tail}".encode())
    assert [one.code for one in back.findings] == ["pain.payer"]
    assert back.order.payer.name == "Exempel Plattform AB"


def test_what_a_file_is_and_says_in_short() -> None:
    """Counts and sums, and what does not agree; the answer to an order too."""
    shown = show(write(refunds(), created_at=CREATED, version="001.03"))
    assert (shown.format, shown.version, shown.findings) == ("pain.001", "001.03", ())
    assert (shown.summary["payments"], shown.summary["total"]) == (3, {"SEK": "1649.50"})
    broken = show(write(refunds(), created_at=CREATED).replace(b"<NbOfTxs>2<", b"<NbOfTxs>3<"))
    assert [one.code for one in broken.findings] == ["pain.count"]
    answer = (
        b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt><OrgnlGrpInfAndSts>'
        b"<OrgnlMsgId>P1</OrgnlMsgId><GrpSts>PART</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts>"
        b"<OrgnlEndToEndId>P1-1</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
    replied = show(answer)
    assert (replied.format, replied.version) == ("pain.002", "001.10")
    assert replied.summary == {"order": "P1", "status": "PART", "payments": 1, "rejected": 1}


@given(st.integers(0, 5_000), st.binary(max_size=3), st.integers(0, 40))
def test_damage_anywhere_is_refused_or_read(at: int, put: bytes, lost: int) -> None:
    """Some bytes changed, lost or added: one kind of error, never another; an order that is read can be written again."""

    def ordered(data: bytes) -> PayoutOrder:
        return read(data).order

    data = write(refunds(), created_at=CREATED)
    order = read_or_refused(ordered, data[:at] + put + data[at + lost :], "pain.001")
    if order is not None:
        assert_written_back(order, lambda found: write(found, created_at=CREATED), ordered)
