"""Which mandates there are, and why one lets nothing be withdrawn."""

from datetime import date

import pytest

from faktura.core.errors import Refused
from faktura.core.mandate import Mandate, MandateNotice, MandateState, NoticeKind
from faktura.rules.mandates import hindrance, mandates

DAY = date(2026, 11, 2)
PAYEE = "bankgiro:9912346"


def notice(id: str, payer: str, kind: NoticeKind, on: date = DAY) -> MandateNotice:
    return MandateNotice(id=id, payee=PAYEE, payer_number=payer, kind=kind, on=on)


def test_notices_of_many_payers_are_kept_apart() -> None:
    """In the order first spoken of, each in the order of its own notices, and as of any day."""
    said = (
        notice("1", "101", NoticeKind.REQUESTED),
        notice("2", "102", NoticeKind.REQUESTED),
        notice("3", "101", NoticeKind.ACTIVATED, date(2026, 11, 5)),
        notice("4", "102", NoticeKind.REFUSED, date(2026, 11, 5)),
    )
    assert [(one.payer_number, one.state.value) for one in mandates(said)] == [("101", "active"), ("102", "refused")]
    assert {one.state.value for one in mandates(said, until=DAY)} == {"requested"}


@pytest.mark.parametrize("state", MandateState)
def test_only_an_active_mandate_is_no_hindrance(state: MandateState) -> None:
    """Every other state has a sentence of its own, with its day where there is one."""
    mandate = Mandate(payee=PAYEE, payer_number="101", state=state, since=DAY)
    found = hindrance(mandate, payee=PAYEE)
    if state is MandateState.ACTIVE:
        assert found is None
    else:
        assert isinstance(found, Refused)
        assert found.code == f"withdrawal.mandate_{state.value}"
        assert found.explain("sv") != found.explain("en") != found.code


def test_no_mandate_and_one_for_another_account_are_hindrances() -> None:
    """A mandate is given to one payee's account."""
    mandate = Mandate(payee=PAYEE, payer_number="101", state=MandateState.ACTIVE, since=DAY)
    found = (hindrance(None, payee=PAYEE), hindrance(mandate, payee="bankgiro:55555551"))
    assert [one.code for one in found if one] == ["withdrawal.no_mandate", "withdrawal.other_payee"]
