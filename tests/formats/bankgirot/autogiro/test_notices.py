"""What files say of mandates, and what the mandates are after it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from faktura.core.mandate import MandateState, NoticeKind, fold_mandate
from faktura.formats.bankgirot.autogiro import file as autogiro
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.internet import InternetMandate, InternetMandates
from faktura.formats.bankgirot.autogiro.notices import notices
from tests.formats.bankgirot.autogiro.strategies import files

STATUSES = {
    "32": NoticeKind.ACTIVATED, "33": NoticeKind.CANCELLED, "02": NoticeKind.CANCELLED, "98": NoticeKind.CANCELLED,
    "04": NoticeKind.CANCELLED, "10": NoticeKind.NOTED, "03": NoticeKind.REFUSED, "05": NoticeKind.REFUSED,
    "07": NoticeKind.REFUSED, "20": NoticeKind.REFUSED, "21": NoticeKind.REFUSED, "23": NoticeKind.REFUSED,
    "29": NoticeKind.REFUSED, "30": NoticeKind.REFUSED, "77": NoticeKind.UNCLEAR, "": NoticeKind.UNCLEAR,
}  # fmt: skip


@pytest.mark.parametrize(("status", "kind"), STATUSES.items())
def test_a_status_does_one_thing(status: str, kind: NoticeKind) -> None:
    """And one that nobody knows makes the mandate unclear."""
    record = AdviceRecord(payer_number="101", information="04", status=status, on=date(2026, 11, 2))
    head = Head(created="20261102", customer_number="471117", bankgiro="0009912346")
    (notice,) = notices(AdviceFile(head=head, records=(record,)), "d")
    assert (notice.kind, notice.payee, notice.on) == (kind, "bankgiro:9912346", date(2026, 11, 2))


def test_the_sample_advice_makes_its_mandates(shared: Callable[..., Path]) -> None:
    """101 and 104 may be charged; 103, valid and cancelled in the same file, may not."""
    read = autogiro.read(shared("bank", "autogiro", "from_bank_mandate_advice.txt").read_bytes())
    said = notices(read, "d")
    folded = {
        payer: fold_mandate(one for one in said if one.payer_number == payer)
        for payer in sorted({one.payer_number for one in said})
    }
    assert {payer: mandate.state.value for payer, mandate in folded.items() if mandate is not None} == {
        "101": "active", "102": "refused", "103": "cancelled", "104": "active", "105": "cancelled",
        "2222101": "cancelled", "3331022": "refused", "7771014": "refused",
    }  # fmt: skip


def test_our_own_orders_are_notices_too(shared: Callable[..., Path]) -> None:
    """Asked for, refused, ended, and the two sides of another payer number."""
    read = autogiro.read(shared("bank", "autogiro", "to_bank_mandates.txt").read_bytes())
    said = notices(read, "d")
    assert [one.kind.value for one in said] == (
        ["requested"] * 6 + ["refused"] * 2 + ["cancelled"] * 2 + ["cancelled", "requested"] * 3
    )
    assert [one.reason for one in said[-2:]] == ["autogiro.renumbered", "autogiro.asked"]
    assert len({one.id for one in said}) == len(said)


def test_a_mandate_asked_for_in_the_internet_bank_waits_for_the_payee() -> None:
    """A reminder of it is the same offer."""
    records = (InternetMandate(payer_number="111"), InternetMandate(payer_number="111", kind="1"))
    said = notices(InternetMandates(created=date(2026, 11, 2), bankgiro="0009912346", records=records), "d")
    mandate = fold_mandate(said)
    assert mandate is not None
    assert (mandate.state, mandate.reason) == (MandateState.OFFERED, "autogiro.asked_by_payer")


@given(files())
def test_the_same_file_twice_has_one_effect(file: AutogiroFile) -> None:
    """Each notice has an id of its own, the same when it is read again."""
    said = notices(file, "d")
    assert said == notices(autogiro.read(autogiro.write(file)), "d") or any(one.source for one in said)
    assert [one.id for one in said] == [one.id for one in notices(autogiro.read(autogiro.write(file)), "d")]
    assert len({one.id for one in said}) == len(said)
    for payer in {(one.payee, one.payer_number) for one in said}:
        own = [one for one in said if (one.payee, one.payer_number) == payer]
        assert fold_mandate(own) == fold_mandate(own + own)
