"""Of a customer's equal claims the one is settled that the payer tells by a month, or by its number with a slip; or the oldest."""

from datetime import date, timedelta

import attrs
import pytest

from faktura.core.candidates import InMemoryCandidates
from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import sek
from faktura.core.payer_link import PayerLink
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.days import month_said, readings
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import PLAIN, item, ocr, payment
from tests.rules.matching.test_both_ways import both_ways

KNOWN = {"b1": [PayerLink(customer_id="C1", count=30)]}
OLDEST_OF_EQUALS = MatchingPolicy(write_off=sek(0))
STATISTICS = Statistics(claims=1_000, customers=900)


def _rents(*due: date) -> list[OpenItem]:
    return [
        attrs.evolve(item(f"F{n}", f"5551{n:03}", 7_500, customer="C1"), due=day) for n, day in enumerate(due, start=1)
    ]


FIRSTS = _rents(date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1))
LASTS = _rents(date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 31))
WRITTEN = [
    attrs.evolve(one, issued=one.due - timedelta(days=30))
    for one in _rents(date(2025, 12, 29), date(2026, 3, 10), date(2026, 4, 10))
]


def _paid(
    claims: list[OpenItem], message: str, policy: MatchingPolicy = OLDEST_OF_EQUALS, month: int = 3
) -> MatchDecision:
    one = attrs.evolve(payment("P1", 7_500, payer="b1", message=message), booked_on=date(2026, month, 28))
    (made,) = match([one], InMemoryCandidates(claims, KNOWN), policy, creditor="A", statistics=STATISTICS)
    return made


@pytest.mark.parametrize(
    ("claims", "message", "settled"),
    [
        (FIRSTS, "", "F1"),
        (FIRSTS, "Hyra april", "F3"),
        (FIRSTS, "HYRA MARS", "F2"),
        (FIRSTS, "hyra apr, tack", "F3"),
        (FIRSTS, "hyra mars o april", "F1"),  # two are named: neither is meant alone
        (FIRSTS, "hyra december", "F1"),  # none is for that month
        (LASTS, "hyra april", "F3"),  # a rent is due before its month
        (LASTS, "Hyra mars", "F2"),
        (LASTS, "månadshyra feb", "F1"),
        (LASTS, "avgift april", "F3"),  # no other can be for April
        (LASTS, "avgift mars", "F2"),  # two can: the older of them
        (LASTS, "avgift januari", "F1"),
        (LASTS, "faktura mars", "F3"),  # an invoice is called by the month it is due in
        (LASTS, "faktura april", "F3"),  # or, where none is, by the next
        (LASTS, "faktura juni", "F1"),
        (WRITTEN, "faktura februari", "F2"),  # or by the one it was written in
        (WRITTEN, "faktura mars", "F2"),  # F3 was written in March, F2 is due then: the older of them
        (WRITTEN, "mars", "F2"),  # due then, beyond doubt
        (WRITTEN, "faktura april", "F3"),
        (WRITTEN, "maj", "F1"),
    ],
)
def test_the_month_tells_which(claims: list[OpenItem], message: str, settled: str) -> None:
    """Where it can be for that month and the others cannot; where some can, the oldest of those."""
    made = _paid(claims, message)
    assert isinstance(made, Matched)
    assert [one.item_id for one in made.allocations] == [settled]


@pytest.mark.parametrize(
    ("message", "settled"),
    [
        ("555103", "F3"),  # a digit lost of 5551003
        ("betalning 5551103", "F3"),
        ("555100", "F1"),  # one slip from each of the three
        ("999999", "F1"),
    ],
)
def test_a_number_with_a_slip_tells_which_though_it_is_somebody_elses(message: str, settled: str) -> None:
    """Where it is nobody's number it names the claim; where it is, it still tells the payer's own equal claims apart."""
    other = item("X1", "99994", 123, customer="C7", number=message.rsplit(maxsplit=1)[-1])
    made = _paid([*FIRSTS, other], message)
    assert isinstance(made, Matched)
    assert [one.item_id for one in made.allocations] == [settled]
    assert ("vars nummer betalaren nästan skriver" in made.explain("sv")) is (settled == "F3")


def test_a_number_that_was_cut_tells_which() -> None:
    """Of two equal claims whose numbers begin alike the one whose number goes on as far as what is written."""
    claims = [
        attrs.evolve(item(f"F{n}", reference, 7_500, customer="C1"), due=date(2026, n, 10))
        for n, reference in enumerate(("10323848001", "10323821404", "10323899023"), start=1)
    ]
    settled = {}
    for message in ("OCR 10323821", "OCR 103238", "OCR 1032389", "OCR 10323"):
        made = _paid(claims, message)
        assert isinstance(made, Matched)
        settled[message] = [one.item_id for one in made.allocations]
    assert settled == {"OCR 10323821": ["F2"], "OCR 103238": ["F1"], "OCR 1032389": ["F3"], "OCR 10323": ["F1"]}


def test_the_sentence_says_why_that_one() -> None:
    """Both when it is settled and when it is suggested."""
    assert (
        _paid(FIRSTS, "hyra april")
        .explain("sv")
        .endswith("av kundens 3 lika fordringar betalas den för månaden som betalaren skriver.")
    )
    asked = _paid(FIRSTS, "hyra april", PLAIN)
    assert isinstance(asked, Suggested)
    assert [one.item_id for one in asked.suggestions[0].allocations] == ["F3"]
    assert "den för månaden som betalaren skriver föreslås" in asked.suggestions[0].explain("sv")


def test_oldest_first_is_oldest_first() -> None:
    """A policy that says so is not set aside by a word."""
    made = _paid(FIRSTS, "hyra april", MatchingPolicy(write_off=sek(0), oldest_first=True))
    assert isinstance(made, Matched)
    assert [one.item_id for one in made.allocations] == ["F1"]


def test_two_months_by_two_payments_take_a_claim_each() -> None:
    """The other way round than the claims are old."""
    paid = [
        attrs.evolve(payment(f"P{n}", 7_500, payer="b1", message=f"hyra {word}"), booked_on=date(2026, 4, 1 + 20 * n))
        for n, word in enumerate(("april", "mars"))
    ]
    made = match(paid, InMemoryCandidates(FIRSTS, KNOWN), OLDEST_OF_EQUALS, creditor="A", statistics=STATISTICS)
    settled = [[its.item_id for its in one.allocations] for one in made if isinstance(one, Matched)]
    assert settled == [["F3"], ["F2"]]


def test_the_short_way_tells_the_same_of_a_namesakes_claims() -> None:
    """Beside a plain payment with a month in its text stand a namesake's two equal claims, of which one is of that month."""
    own = attrs.evolve(item("F9", "10009", 100, customer="C9"), customer_name="Anna Lind")
    theirs = [
        attrs.evolve(item(f"F{n}", "", 100, customer="C1"), customer_name="Anna Lind", due=date(2026, n, 1))
        for n in (2, 4)
    ]
    paid = payment("P1", 100, ocr("10009"), message="avgift april")
    (made,) = both_ways([own, *theirs], attrs.evolve(paid, payer=attrs.evolve(paid.payer, name="LIND ANNA")))
    assert isinstance(made, Matched)
    assert [one.set.items[0].id for one in made.grounds.ranked] == ["F9", "F4"]


@pytest.mark.parametrize(
    ("text", "booked", "month"),
    [
        ("Jan Ek", 8, 0),
        ("Jan", 1, 1),
        ("hyra jan", 12, 1),
        ("Maj Lind", 11, 0),
        ("maj", 4, 5),
        ("marsch", 3, 0),
        ("Avgift SEPTEMBER", 2, 9),
        ("sept sep september", 9, 9),
        ("hyra mar", 3, 3),
        ("2026-04", 3, 4),
        ("2026-04.", 3, 4),
        ("avs 2026-04-27", 3, 0),  # a day
        ("04/2026", 3, 4),
        ("hyra 4-2026, tack", 3, 4),
        ("27.04.2026", 3, 0),
        ("13/2026", 3, 0),
        ("2604", 3, 0),
        ("04/2026 och juni", 3, 0),
        ("", 1, 0),
    ],
)
def test_what_is_a_month(text: str, booked: int, month: int) -> None:
    """A name is one only near that month; words for one month are one."""
    assert month_said(text, booked) == month


@pytest.mark.parametrize(
    ("text", "due", "surest"),
    [
        ("avgift april", date(2026, 4, 1), 0),
        ("avgift april", date(2026, 4, 24), 0),
        ("avgift april", date(2026, 4, 25), 1),  # at the turn of the months it may be for either
        ("avgift april", date(2026, 3, 25), 1),
        ("avgift april", date(2026, 3, 24), None),
        ("hyra april", date(2026, 4, 1), 0),
        ("hyra april", date(2026, 3, 31), 1),
        ("hyra april", date(2026, 4, 30), 2),  # in arrears
        ("faktura april", date(2026, 4, 30), 0),
        ("faktura april", date(2026, 3, 31), 1),
        ("Ahyrax april", date(2026, 3, 31), 1),  # neither word
        ("april", date(2025, 12, 31), None),
    ],
)
def test_how_surely_what_is_due_is_for_a_month(text: str, due: date, surest: int | None) -> None:
    """Rents are due before their month begins, fees at its end, invoices in the month they are called by."""
    held = [at for at, reading in enumerate(readings(text)) if reading(4, due, None)]
    assert (held[0] if held else None) == surest


def test_december_goes_before_january() -> None:
    """Of the next year."""
    assert [one(1, date(2025, 12, 31), None) for one in readings("hyra januari")] == [False, True, False]


def test_a_fee_goes_with_the_rent_of_the_month() -> None:
    """Two equal rents and a reminder fee on one of them, paid together: the month tells which rent is meant."""
    fee = attrs.evolve(item("F9", "", 6_000, customer="C1"), kind=ItemKind.FEE, due=date(2026, 2, 20))
    claims = [*LASTS, fee]
    one = attrs.evolve(payment("P1", 13_500, payer="b1", message="Hyra mars"), booked_on=date(2026, 3, 28))
    (made,) = match([one], InMemoryCandidates(claims, KNOWN), OLDEST_OF_EQUALS, creditor="A", statistics=STATISTICS)
    assert isinstance(made, Matched)
    assert {one.item_id for one in made.allocations} == {"F2", "F9"}
