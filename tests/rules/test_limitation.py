"""Limitation: three or ten years, what interrupts it and with which proof, and the letters that keep a debt alive."""

from datetime import date, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.calendar import add_months
from faktura.core.errors import LawNotKnown, Refused
from faktura.core.money import sek
from faktura.core.receivable import DebtorKind, LimitationBreak, Receivable, evolve
from faktura.core.receivable.collection import Interruption
from faktura.core.receivable_event import Parts, PaymentReleased
from faktura.rules.due_dates import business_day
from faktura.rules.law.book import SWEDEN
from faktura.rules.limitation import interrupt, limitation, limitation_of, section_of, watch_plan
from tests.rules.claims import CONSUMER, happened

LATE = date(2050, 1, 1)


def broken(on: str, kind: LimitationBreak = LimitationBreak.REMINDER_RECEIVED, ended: str = "") -> Interruption:
    return Interruption(
        id=on, on=date.fromisoformat(on), kind=kind, evidence="receipt", ended=date.fromisoformat(ended) if ended else None
    )  # fmt: skip


PROCEEDINGS = LimitationBreak.PROCEEDINGS


def untold(on: str, ended: str) -> Interruption:
    """Proceedings that ended before the debtor was told of them."""
    return attrs.evolve(broken(on, PROCEEDINGS, ended), told=False)


CASES: list[tuple[str, bool, list[Interruption], str | None]] = [
    # arose,     consumer, interruptions,                                  last day
    ("2023-05-11", True, [], "2026-05-11"),
    ("2023-05-10", False, [], "2033-05-10"),
    ("2023-05-11", True, [broken("2026-05-12")], "2026-05-11"),  # a day late
    ("2023-05-11", True, [broken("2026-05-11")], "2029-05-11"),  # on the last day
    ("2023-05-11", True, [broken("2024-01-15")], "2027-01-15"),
    ("2024-02-29", True, [], "2027-02-28"),
    ("2024-02-29", False, [], "2034-02-28"),
    ("2023-05-11", True, [broken("2025-02-28"), broken("2028-02-28")], "2031-02-28"),
    ("2023-05-11", True, [broken("2027-01-01"), broken("2024-01-15")], "2030-01-01"),  # in any order
    ("2023-05-11", True, [broken("2025-01-01", PROCEEDINGS)], None),
    ("2023-05-11", True, [broken("2025-01-01", PROCEEDINGS, ended="2025-09-01")], "2028-09-01"),
    (
        "2023-05-11",
        True,
        [broken("2025-01-01", PROCEEDINGS, ended="2025-09-01"), broken("2025-03-01")],
        "2028-09-01",  # a letter while they go on shortens nothing
    ),
    (
        "2021-01-01",
        True,
        [broken("2022-09-01", PROCEEDINGS, ended="2025-06-01"), broken("2023-01-10"), broken("2023-02-10")],
        "2028-06-01",  # nor do two
    ),
    (
        "2020-01-01",
        True,
        [broken("2021-01-01", PROCEEDINGS), broken("2021-06-01", PROCEEDINGS, ended="2022-01-01")],
        None,  # the first proceedings go on when the second have ended
    ),
    ("2023-05-11", True, [untold("2024-01-01", "2024-06-01")], "2026-05-11"),  # as if it had not been
    ("2023-05-11", True, [untold("2026-03-01", "2026-09-01")], "2027-09-01"),  # but a year after it at the earliest
    (
        "2023-05-11",
        True,
        [untold("2026-03-01", "2026-09-01"), untold("2027-08-01", "2028-03-01")],
        "2027-09-01",
    ),  # once
    ("2023-05-11", True, [untold("2026-03-01", "2026-09-01"), broken("2027-09-01")], "2030-09-01"),  # alive till then
    (
        "2023-05-11",
        True,
        [untold("2026-03-01", "2026-09-01"), broken("2027-09-01"), untold("2030-08-01", "2031-01-01")],
        "2032-01-01",  # the new period is another one
    ),
    ("2023-05-11", True, [broken("2022-01-01")], "2026-05-11"),  # before the claim was there
]


@pytest.mark.parametrize(("arose", "consumer", "interruptions", "expires"), CASES)
def test_last_day(arose: str, consumer: bool, interruptions: list[Interruption], expires: str | None) -> None:
    """The day with the same date three or ten years on, from the claim or the last interruption in time."""
    state = limitation_of(
        date.fromisoformat(arose), consumer=consumer, law=SWEDEN, on=LATE, interruptions=interruptions
    )
    assert (state.expires.isoformat() if state.expires else None) == expires
    assert state.expired is (expires is not None)


def test_a_working_day_only_on_request() -> None:
    """Sunday 10 May 2026: whether lag (1930:173) 2 § moves it is not settled."""
    arose = date(2023, 5, 10)
    plain = limitation_of(arose, consumer=True, law=SWEDEN, on=arose)
    moved = limitation_of(arose, consumer=True, law=SWEDEN, on=arose, move_to_weekday=True)
    assert (plain.expires, moved.expires) == (date(2026, 5, 10), date(2026, 5, 11))


def test_what_is_not_known_yet_does_not_interrupt() -> None:
    """As of a day before the letter, there was no letter."""
    letter = [broken("2024-01-15")]
    before = limitation_of(date(2023, 5, 11), consumer=True, law=SWEDEN, on=date(2024, 1, 14), interruptions=letter)
    assert before.expires == date(2026, 5, 11)


def test_a_claim_of_an_unknown_year_is_refused() -> None:
    """The act is known to the end of 2027."""
    with pytest.raises(LawNotKnown):
        limitation_of(date(2028, 1, 1), consumer=True, law=SWEDEN, on=LATE)


KINDS = [
    (LimitationBreak.PROMISE, "1"),
    (LimitationBreak.INTEREST_PAID, "1"),
    (LimitationBreak.PART_PAID, "1"),
    (LimitationBreak.ACKNOWLEDGED, "1"),
    (LimitationBreak.DEMAND_RECEIVED, "2"),
    (LimitationBreak.REMINDER_RECEIVED, "2"),
    (LimitationBreak.PROCEEDINGS, "3"),
]


@pytest.mark.parametrize(("kind", "point"), KINDS)
def test_the_point_of_the_section(kind: LimitationBreak, point: str) -> None:
    """Preskriptionslagen 5 §."""
    assert section_of(kind) == f"preskriptionslagen (1981:130) 5 § {point}"
    assert len(KINDS) == len(LimitationBreak)


CLAIM = Receivable.opened(
    id="F1", principal=sek(5000), due=date(2023, 6, 10), opened_on=date(2023, 5, 11), debtor=DebtorKind.CONSUMER
)


def test_a_part_payment_interrupts_and_an_undone_one_does_not() -> None:
    """What was allocated by mistake was nobody's payment of this debt."""
    paid = CLAIM.paid(sek(1000), on=date(2024, 2, 1), id="A")
    assert limitation(paid, law=SWEDEN, on=LATE).expires == date(2027, 2, 1)
    undone = PaymentReleased(
        receivable_id="F1", allocation_id="A", payment_id="A", on=date(2024, 3, 1), parts=Parts.of_principal(sek(1000))
    )
    assert limitation(evolve(paid, undone), law=SWEDEN, on=LATE).expires == date(2026, 5, 11)


def test_a_business_has_ten_years_and_the_claim_its_own_day() -> None:
    """The claim arises with the agreement or the delivery, as a rule before the document."""
    business = attrs.evolve(CLAIM, debtor=DebtorKind.COMPANY)
    assert limitation(business, law=SWEDEN, on=LATE).expires == date(2033, 5, 11)
    assert limitation(CLAIM, law=SWEDEN, on=LATE, arose=date(2023, 4, 2)).expires == date(2026, 4, 2)


def test_an_interruption_is_recorded_with_its_proof() -> None:
    """A letter that was only sent proves nothing; after the last day nothing helps."""
    events = interrupt(
        CLAIM,
        break_id="b1",
        kind=LimitationBreak.REMINDER_RECEIVED,
        evidence="receipt 17",
        law=SWEDEN,
        on=date(2026, 5, 11),
    )
    assert not isinstance(events, Refused)
    state = limitation(happened(CLAIM, events), law=SWEDEN, on=date(2026, 6, 1))
    assert (state.expires, state.expired) == (date(2029, 5, 11), False)
    for evidence, on, code in (
        (" ", date(2024, 1, 1), "limitation.evidence"),
        ("receipt 17", date(2026, 5, 12), "limitation.expired"),
    ):
        refused = interrupt(
            CLAIM, break_id="b1", kind=LimitationBreak.REMINDER_RECEIVED, evidence=evidence, law=SWEDEN, on=on
        )
        assert isinstance(refused, Refused)
        assert refused.code == code
        assert refused.law.startswith("preskriptionslagen (1981:130)")
        assert "{" not in refused.explain("sv") + refused.explain("en")


def test_explained_in_swedish() -> None:
    """Each period, what it began with and on what proof, and what came too late."""
    state = limitation_of(
        date(2023, 5, 11),
        consumer=True,
        law=SWEDEN,
        on=LATE,
        interruptions=[broken("2024-01-15"), broken("2027-01-16")],
    )
    letter = "en skriftlig erinran nådde gäldenären"
    proof = "(preskriptionslagen (1981:130) 5 § 2, bevis: receipt)"
    assert state.explain("sv").split("\n") == [
        "fordran uppkom 2023-05-11 och preskriberas efter 3 år: sista dag 2026-05-11",
        f"2024-01-15: {letter} {proof}, så en ny tid löper: sista dag 2027-01-15",
        f"2027-01-16, för sent: {letter}",
    ]
    going = limitation_of(
        date(2023, 5, 11), consumer=True, law=SWEDEN, on=LATE, interruptions=[broken("2024-01-15", PROCEEDINGS)]
    )
    assert going.explain("en").endswith("last day none while proceedings go on")


def test_proceedings_untold_are_explained() -> None:
    """While they go on nobody knows; when they have ended untold the line says that no new period runs."""
    case = [untold("2026-03-01", "2026-09-01")]
    for on, told in (
        (date(2026, 8, 1), "last day none while proceedings go on"),
        (
            date(2026, 9, 1),
            "ended 2026-09-01 before the debtor was told, so no new period runs (7 §): last day 2027-09-01",
        ),
    ):
        state = limitation_of(date(2023, 5, 11), consumer=True, law=SWEDEN, on=on, interruptions=case)
        assert state.explain("en").endswith(told)


def test_the_letters_of_long_term_watch() -> None:
    """Half a year before each last day, each renewing the next."""
    plan = watch_plan(CLAIM, law=SWEDEN, on=date(2024, 1, 1))
    assert not isinstance(plan, Refused)
    assert [(one.send, one.last_day) for one in plan] == [
        (date(2025, 11, 11), date(2026, 5, 11)),
        (date(2028, 5, 11), date(2028, 11, 11)),
        (date(2030, 11, 11), date(2031, 5, 11)),
    ]
    soon = watch_plan(CLAIM, law=SWEDEN, on=date(2026, 5, 1), letters=1)
    assert not isinstance(soon, Refused)
    assert soon[0].send == date(2026, 5, 1)
    fallen = watch_plan(CLAIM, law=SWEDEN, on=date(2026, 5, 12))
    assert isinstance(fallen, Refused)
    assert fallen.code == "limitation.expired"


def test_no_letters_while_proceedings_go_on() -> None:
    """Nothing can fall meanwhile."""
    events = interrupt(CONSUMER, break_id="b", kind=PROCEEDINGS, evidence="file", law=SWEDEN, on=date(2026, 5, 1))
    assert not isinstance(events, Refused)
    assert watch_plan(happened(CONSUMER, events), law=SWEDEN, on=date(2026, 6, 1)) == ()


@given(st.dates(date(2000, 1, 1), date(2027, 1, 1)), st.lists(st.integers(0, 1500), max_size=6), st.booleans())
def test_a_claim_lives_exactly_as_long_as_its_interruptions_come_in_time(
    arose: date, gaps: list[int], consumer: bool
) -> None:
    """Counted day by day: alive while each interruption is within the years of the one before it."""
    months = 36 if consumer else 120
    on, last, chain = arose, add_months(arose, months), []
    for gap in gaps:
        on += timedelta(days=gap)
        chain.append(broken(on.isoformat()))
        if on <= last:
            last = add_months(on, months)
    state = limitation_of(arose, consumer=consumer, law=SWEDEN, on=date(2090, 1, 1), interruptions=chain)
    assert state.expires == last
    assert len(state.periods) - 1 + len(state.too_late) == len(chain)


DAYS = st.integers(0, 15 * 365)
ACTS = st.tuples(DAYS, st.none())
TRIALS = st.tuples(DAYS, st.one_of(st.just(-1), st.integers(0, 2000)))  # -1: they go on


@given(
    st.dates(date(2000, 1, 1), date(2010, 1, 1)),
    st.lists(ACTS | TRIALS, max_size=5),
    DAYS,
    st.booleans(),
    st.booleans(),
)
def test_a_claim_falls_the_years_after_the_last_that_kept_it_alive(
    arose: date, events: list[tuple[int, int | None]], asked: int, consumer: bool, moved: bool
) -> None:
    """Plainly: the latest day of all that came in time, proceedings counting by their end, and none while any goes on."""
    on, months = arose + timedelta(days=asked), 36 if consumer else 120
    found: list[Interruption] = []
    for after, lasted in events:
        begun = arose + timedelta(days=after)
        ended = begun + timedelta(days=lasted) if lasted is not None and lasted >= 0 else None
        kind = LimitationBreak.PART_PAID if lasted is None else PROCEEDINGS
        found.append(Interruption(id=f"{len(found)}", on=begun, kind=kind, evidence="x", ended=ended))
    state = limitation_of(arose, consumer=consumer, law=SWEDEN, on=on, interruptions=found, move_to_weekday=moved)

    def last(day: date) -> date:
        return business_day(add_months(day, months)) if moved else add_months(day, months)

    kept, going = [arose], False
    for one in sorted(found, key=lambda each: each.on):
        if one.on > on or not (going or one.on <= last(max(kept))):
            continue
        ends = one.on if one.kind is not PROCEEDINGS else one.ended
        if ends is None or ends > on:
            going = True
        else:
            kept.append(ends)
    expires = None if going else last(max(kept))
    assert (state.expires, state.expired) == (expires, expires is not None and on > expires)


@given(st.dates(date(2000, 1, 1), date(2020, 1, 1)), st.integers(0, 1096), st.integers(0, 2000), st.booleans())
def test_proceedings_untold_never_shorten_and_lengthen_to_a_year_after_their_end(
    arose: date, after: int, lasted: int, consumer: bool
) -> None:
    """The later of the day without them and the day a year after they ended; told, the whole time from their end."""
    begun = arose + timedelta(days=after)
    case = untold(begun.isoformat(), (begun + timedelta(days=lasted)).isoformat())
    assert case.ended is not None
    months = 36 if consumer else 120
    without = add_months(arose, months)
    state = limitation_of(arose, consumer=consumer, law=SWEDEN, on=LATE, interruptions=[case])
    if begun > without:
        assert state.too_late == (case,)
    else:
        assert state.expires == max(without, add_months(case.ended, 12))
    told = limitation_of(arose, consumer=consumer, law=SWEDEN, on=LATE, interruptions=[attrs.evolve(case, told=True)])
    assert begun > without or told.expires == add_months(case.ended, months)
