"""Mandates: what each notice does in each state, as of any day, and once only."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.errors import InputError
from faktura.core.mandate import (
    Mandate,
    MandateNotice,
    MandateState,
    NoticeKind,
    evolve_mandate,
    fold_mandate,
)

DAY = date(2026, 11, 2)
PAYEE = "bankgiro:9912346"


def notice(kind: NoticeKind, at: int = 1, *, first_day: date | None = None) -> MandateNotice:
    return MandateNotice(
        id=str(at), payee=PAYEE, payer_number="101", kind=kind, on=DAY + timedelta(days=at), first_day=first_day
    )


def folded(*kinds: NoticeKind) -> Mandate:
    mandate = fold_mandate(notice(kind, at) for at, kind in enumerate(kinds))
    assert mandate is not None
    return mandate


ALL = tuple(NoticeKind)
AFTER = {
    # state before, then what each of requested, offered, activated, refused, cancelled, noted, unclear makes it
    None: "requested offered active refused cancelled unclear unclear",
    NoticeKind.REQUESTED: "requested offered active refused cancelled requested unclear",
    NoticeKind.OFFERED: "requested offered active refused cancelled offered unclear",
    NoticeKind.ACTIVATED: "active active active active cancelled active unclear",
    NoticeKind.REFUSED: "requested offered active refused cancelled refused unclear",
    NoticeKind.CANCELLED: "requested offered active refused cancelled cancelled unclear",
    NoticeKind.UNCLEAR: "requested offered active refused cancelled unclear unclear",
}


@pytest.mark.parametrize(("before", "after"), AFTER.items())
def test_what_each_notice_does(before: NoticeKind | None, after: str) -> None:
    """A new request and its refusal take nothing from a mandate that is there; what is not understood does."""
    for kind, state in zip(ALL, after.split(), strict=True):
        made = folded(*(one for one in (before, kind) if one is not None))
        assert made.state.value == state, kind
        assert made.active == (state == "active")


def test_a_mandate_said_to_be_valid_again_keeps_its_day() -> None:
    """Its state began when it first became active; a first day named later is kept."""
    first = evolve_mandate(None, notice(NoticeKind.ACTIVATED, 1, first_day=DAY))
    again = evolve_mandate(first, notice(NoticeKind.ACTIVATED, 2))
    assert (again.since, again.first_day) == (first.since, DAY)
    later = evolve_mandate(again, notice(NoticeKind.ACTIVATED, 3, first_day=DAY + timedelta(days=9)))
    assert later.first_day == DAY + timedelta(days=9)


def test_a_cancelled_mandate_given_anew_begins_anew() -> None:
    """With its own day."""
    made = folded(NoticeKind.ACTIVATED, NoticeKind.CANCELLED, NoticeKind.ACTIVATED)
    assert (made.state, made.since) == (MandateState.ACTIVE, DAY + timedelta(days=2))


@given(st.lists(st.sampled_from(ALL), max_size=8), st.integers(0, 8))
def test_as_of_a_day_is_the_fold_that_stops_there(kinds: list[NoticeKind], stop: int) -> None:
    """What comes later changes nothing of it."""
    said = [notice(kind, at) for at, kind in enumerate(kinds)]
    until = DAY + timedelta(days=stop)
    assert fold_mandate(said, until=until) == fold_mandate(said[: stop + 1])


@given(st.lists(st.sampled_from(ALL), max_size=8))
def test_the_same_notices_again_change_nothing(kinds: list[NoticeKind]) -> None:
    """A notice counts once, by its id."""
    said = [notice(kind, at) for at, kind in enumerate(kinds)]
    assert fold_mandate(said + said) == fold_mandate(said)


def test_a_notice_of_another_mandate_is_refused() -> None:
    """Neither of another payer nor of another payee; none is no mandate."""
    mandate = folded(NoticeKind.ACTIVATED)
    ended = notice(NoticeKind.CANCELLED, 5)
    for other in (attrs.evolve(ended, payer_number="102"), attrs.evolve(ended, payee="bankgiro:55555551")):
        with pytest.raises(InputError) as error:
            evolve_mandate(mandate, other)
        assert error.value.code == "mandate.other"
    assert fold_mandate(()) is None
