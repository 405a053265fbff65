"""Objections: everything rests while one is looked into, and a founded one takes the costs with it."""

from datetime import date

import pytest

from faktura.core.collection_event import DemandSent
from faktura.core.errors import Refused
from faktura.core.money import sek
from faktura.core.receivable import DunningStage
from faktura.core.receivable_event import DisputeSettled, FeeCharged
from faktura.rules.disputes import dispute, settle_dispute
from tests.rules.claims import CLAIM, happened

ON = date(2026, 4, 20)
REMINDER = FeeCharged(receivable_id="F1", charge_id="R1:fee", kind="reminder", on=ON, amount=sek(60), law="x")
DEMAND = FeeCharged(receivable_id="F1", charge_id="K1:fee", kind="demand", on=ON, amount=sek(180), law="x")
SENT = DemandSent(receivable_id="F1", demand_id="K1", on=date(2026, 3, 24), pay_by=date(2026, 4, 7))
DEMANDED = happened(CLAIM, [REMINDER, DEMAND, SENT])


def test_an_objection_needs_its_reason_once() -> None:
    """It is to be looked into (inkassolagen 8 §)."""
    events = dispute(DEMANDED, on=ON, reason="never came")
    assert not isinstance(events, Refused)
    disputed = happened(DEMANDED, events)
    assert disputed.disputed
    for claim, reason, code in ((DEMANDED, " ", "dispute.reason"), (disputed, "again", "dunning.disputed")):
        refused = dispute(claim, on=ON, reason=reason)
        assert isinstance(refused, Refused)
        assert (refused.code, refused.law) == (code, "inkassolagen (1974:182) 4, 8 §§")


@pytest.mark.parametrize("paid", [0, 240])
def test_a_founded_objection_takes_every_cost_with_it(paid: int) -> None:
    """The demand is recalled, and fees paid already lower the debt."""
    claim = DEMANDED if not paid else DEMANDED.paid(sek(paid), on=ON, id="P")
    events = dispute(claim, on=ON, reason="never came")
    assert not isinstance(events, Refused)
    disputed = happened(claim, events)
    settled = settle_dispute(disputed, founded=True, settlement_id="D1", on=ON)
    assert not isinstance(settled, Refused)
    after = happened(disputed, settled)
    assert (after.disputed, after.stage) == (False, DunningStage.NONE)
    assert after.left.fees == sek(0)
    assert after.outstanding == sek(12500 - paid)


def test_an_unfounded_objection_changes_nothing_else() -> None:
    """The debt goes on from where it stood, with its costs."""
    events = dispute(DEMANDED, on=ON, reason="never came")
    assert not isinstance(events, Refused)
    settled = settle_dispute(happened(DEMANDED, events), founded=False, settlement_id="D1", on=ON)
    assert settled == (DisputeSettled(receivable_id="F1", on=ON, outcome="unfounded"),)
    none = settle_dispute(DEMANDED, founded=True, settlement_id="D1", on=ON)
    assert isinstance(none, Refused)
    assert none.code == "dispute.none"
