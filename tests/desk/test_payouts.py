"""Payment orders on the desk: made once, kept byte for byte, and followed by what the bank says, in any order."""

from datetime import date
from hashlib import sha256
from itertools import permutations

import attrs
import pytest

from faktura.core.account import BankgiroNumber
from faktura.core.errors import MalformedFile, NotFound, RecordedDifferently, RuleRefused
from faktura.core.money import sek
from faktura.core.outgoing import OutgoingParty, OutgoingPayment
from faktura.core.payout_status import PayoutStatus
from faktura.desk.desk import SenderDesk
from faktura.formats import json
from faktura.formats.iso20022 import camt, pain001
from faktura.ports.contents import StoredDocument
from faktura.ports.store import Store
from faktura.testing.senders import SENDER
from tests.desk.acts import DAY, events

PAYER = OutgoingParty(name="Bolaget AB", identifier="5599990008", city="Stockholm")
REFUND = OutgoingPayment(
    id="R1",
    amount=sek("99"),
    payee=OutgoingParty(name="Kund Tre"),
    account=BankgiroNumber("55555551"),
    message="Dubbelt",
)
OTHER = OutgoingPayment(
    id="R2",
    amount=sek("50"),
    payee=OutgoingParty(name="Kund Ett"),
    account=BankgiroNumber("55555551"),
    message="Dubbelt",
)


def ordered(desk: SenderDesk, order_id: str = "P1", *payments: OutgoingPayment, key: str = "") -> bytes:
    return desk.payouts.order(
        order_id, payments or (REFUND, OTHER), payer=PAYER, pay_on=date(2026, 10, 5), key=key
    ).content


def answer(payment: str, status: str) -> bytes:
    """A pain.002 about one payment."""
    return f"""<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>S1</MsgId><CreDtTm>2026-10-02T09:00:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>P1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts>
        <OrgnlPmtInfAndSts><OrgnlPmtInfId>P1-1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{payment}</OrgnlEndToEndId>
        <TxSts>{status}</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>""".encode()


def booked(payment: str, kronor: int, *, returned: bool = False) -> bytes:
    """A camt.054 with the debit of one payment, from the sender's bankgiro."""
    detail = camt.Detail(
        amount=sek(kronor), credit=returned, references=(("EndToEndId", payment), ("PmtInfId", "P1-1"))
    )
    entry = camt.Entry(
        service_reference=f"X{payment}{returned}",
        amount=sek(kronor),
        credit=returned,
        reversal=returned,
        booked_on=date(2026, 10, 5),
        details=(detail,),
    )
    report = camt.Report(id="N", account="bankgiro:9912346", entries=(entry,))
    return camt.write(
        camt.CamtFile(
            format="camt.054", version="001.08", message_id="M", created="2026-10-05T18:00:00", reports=(report,)
        )
    )


def status(desk: SenderDesk) -> list[PayoutStatus]:
    return [one.status for one in desk.payouts.progress("P1").states]


def test_an_order_is_made_once_and_kept_byte_for_byte(desk: SenderDesk, store: Store) -> None:
    """The same call under its key gives the file that was made; the bank's reader finds the payments in it."""
    content = ordered(desk, key="k1")
    before = events(store)
    assert ordered(desk, key="k1") == content == desk.payouts.file("P1").content
    assert events(store) == before
    assert [one.id for one in pain001.read(content).order.payments] == ["R1", "R2"]
    assert desk.payouts.orders() == ("P1",)
    assert status(desk) == [PayoutStatus.ORDERED] * 2


def test_nothing_is_ordered_twice(desk: SenderDesk, store: Store) -> None:
    """An order's id, or a payment that stands in another order."""
    ordered(desk)
    before = events(store)
    for order_id, code in (("P1", "payout.order_known"), ("P2", "payout.payment_known")):
        with pytest.raises(RuleRefused) as refused:
            ordered(desk, order_id, REFUND)
        assert refused.value.code == code
    assert events(store) == before


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_what_the_bank_says_counts_once_in_any_order(desk: SenderDesk, store: Store, order: tuple[int, ...]) -> None:
    """A reply, a rejection and a booking, each read twice; the debit on the giro is no incoming payment."""
    ordered(desk)
    told = [answer("R1", "ACCP"), answer("R2", "RJCT"), booked("R1", 99)]
    for at in order:
        assert desk.payouts.follow(told[at]).orders == ("P1",)
    before = events(store)
    for data in told:
        assert desk.payouts.follow(data).orders == ()
    assert events(store) == before
    assert status(desk) == [PayoutStatus.PAID, PayoutStatus.REJECTED]
    assert desk.payments.receive(told[2]).new == ()


def test_money_that_came_back_is_told(desk: SenderDesk) -> None:
    """Out, and back; as an incoming payment it is money a person looks at, with nothing of it matched."""
    ordered(desk)
    desk.payouts.follow(booked("R1", 99))
    back = booked("R1", 99, returned=True)
    desk.payouts.follow(back)
    assert status(desk)[0] is PayoutStatus.RETURNED
    received = desk.payments.receive(back)
    (payment,) = received.new
    assert (payment.reversal, payment.references) == (False, ())
    (finding,) = received.findings
    assert (finding.code, finding.severity) == ("payments.payout_returned", "information")
    assert dict(finding.facts) == {"payment": payment.id, "payout": "R1", "order": "P1"}
    assert desk.payments.receive(back).findings == ()
    assert desk.summary().unmatched == payment.amount.minor


def test_two_payments_under_one_reference_of_the_bank_are_both_booked(desk: SenderDesk) -> None:
    """In two messages of one day: which payment it is tells them apart, and each again is none."""
    ordered(desk)
    files = [
        booked(payment, kronor).replace(f"X{payment}".encode(), b"X") for payment, kronor in (("R1", 99), ("R2", 50))
    ]
    for data in (*files, *files):
        desk.payouts.follow(data)
    assert status(desk) == [PayoutStatus.PAID] * 2
    assert desk.payouts.progress("P1").findings == ()


def test_money_of_nobodys_order_that_came_back_is_no_payout(desk: SenderDesk) -> None:
    """The bank names an order that this sender never made."""
    assert desk.payments.receive(booked("R9", 99, returned=True)).findings == ()


def test_what_is_about_no_order_of_ours_is_told(desk: SenderDesk) -> None:
    """Nothing of it is stored; another format is refused."""
    ordered(desk)
    followed = desk.payouts.follow(answer("R1", "ACCP").replace(b"<OrgnlMsgId>P1<", b"<OrgnlMsgId>P9<"))
    assert (followed.orders, followed.unknown) == ((), ("P9",))
    with pytest.raises(MalformedFile):
        desk.payouts.follow(b"01BGMAX")
    with pytest.raises(NotFound):
        desk.payouts.progress("P9")
    assert date(2026, 10, 1) == DAY


AFTER = date(2034, 1, 1)
"""The first day on which records of 2026 need not be kept (bokföringslagen 7 kap. 2 §)."""

MINE = attrs.evolve(REFUND, party_id="K3")


def test_a_key_stands_for_one_order_only(desk: SenderDesk) -> None:
    """The same key and id for another payment is a mistake that is told."""
    ordered(desk, "P1", MINE, key="k1")
    with pytest.raises(RecordedDifferently):
        ordered(desk, "P1", REFUND, key="k1")


def test_an_order_is_found_by_its_payees_id(desk: SenderDesk, store: Store) -> None:
    """Handed out, and erased with the file and the bank's answers; no trial finds the account by what is left."""
    content = ordered(desk, "P1", MINE)
    desk.payouts.follow(answer("R1", "ACCP"))
    order = desk.payouts.file("P1").order
    export = desk.privacy.export("K3")
    data = b"".join(one.content or b"" for one in export.records)
    assert b"Kund Tre" in data
    assert b"ACCP" in data
    assert {one.kind for one in export.records} == {"bank-order", "stored"}
    desk.privacy.erase("K3", on=AFTER)
    with store.read(SENDER.id) as reading:
        assert all(one.content is None for one in reading.every(StoredDocument))
        said = repr(list(reading.history()))
    assert not [one for one in (content, json.dump(order).encode()) if sha256(one).hexdigest() in said]
    assert desk.verify() == ()


@pytest.mark.parametrize("other", ["", "K1"])
def test_an_order_that_pays_others_too_is_listed_and_not_handed_out(desk: SenderDesk, other: str) -> None:
    """Whether the host has named them or not."""
    ordered(desk, "P1", MINE, attrs.evolve(OTHER, party_id=other))
    desk.payouts.follow(answer("R2", "RJCT"))
    export = desk.privacy.export("K3")
    assert export.records
    data = b"".join(one.content or b"" for one in export.records)
    assert not [text for text in (b"Kund Ett", b"RJCT", b"K1") if text in data]
    assert desk.privacy.export("nobody").records == ()
