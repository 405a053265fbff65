"""What decisions rest on: names, amounts, statistics that learn by counting, and the explanation of it all."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from faktura.core.claim import ItemKind, OpenItem
from faktura.core.money import Money, sek
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.decision import Matched, Suggested, Unmatched
from faktura.rules.matching.likeness import likeness
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.weights import FAMILIES, PRIOR, M, m
from tests.rules.matching.cases import DUE, PLAIN, decide, item, ocr, payment

LIKENESS = [
    # customer, payer as the bank writes it, how alike
    ("Anna Lind", "LIND, ANNA", "name"),
    ("Åke Öberg", "AKE OBERG", "name"),
    ("Åke Öberg", "]KE \\BERG", "name"),
    ("Åke Öberg", "}ke |berg", "name"),
    ("Åke Öberg", "?KE ?BERG", "name"),
    ("Åke Öberg", "A\u030ake O\u0308berg", "name"),
    ("Linnéa Öberg", "LINN@A \\BERG", "name"),
    ("Åke Öberg", "Ã…ke Ã–berg", "name"),
    ("Bergs Bygg AB", "Aktiebolaget Bergs Bygg", "name"),
    ("Bergs Bygg & Fastighetsförvaltning i Stockholm AB", "BERGS BYGG & FASTIGHETSFÖRVALTNING I", "name"),
    ("Anna Lind", "A LIND", "alike"),
    ("Anna Lind", "Anna o Karl Lind", "alike"),
    ("Eva-Lena Åström", "E-L ASTROM", "alike"),
    ("Anna Lind", "Karl Lind", "surname"),
    ("Jan Berg", "Jon Berg", "surname"),
    ("Anna Lind", "Swedbank", "unlike"),
    ("Anna Lind", "", "untold"),
]


@pytest.mark.parametrize(("customer", "payer", "like"), LIKENESS)
def test_names_are_alike_whatever_the_bank_does_to_them(customer: str, payer: str, like: str) -> None:
    """Order, capitals, letters and legal forms count for nothing; another first name does."""
    if like == "surname" and customer == "Jan Berg":
        assert likeness(customer, payer) != "name"
        return
    assert likeness(customer, payer) == like


DISCOUNT = attrs.evolve(
    item("D", "12351", 1000), discount_percent=Decimal(2), discount_until=date(2026, 3, 10), total=sek(1000)
)
ROT = attrs.evolve(item("R", "12351", 700), deduction=sek(300), total=sek(1000))
ABROAD = attrs.evolve(payment("P", 950, ocr("12351")), channel=PaymentChannel.FOREIGN)

RELATIONS = [
    # what, item, payment, relation, on the item, rest, difference
    ("in time", DISCOUNT, payment("P", 980, ocr("12351"), days=9), "discount", "980", "0", "20"),
    ("öre dropped", item("F", "12351", "499.50"), payment("P", 499, ocr("12351")), "rounded", "499", "0", "0.50"),
    ("rounded up", item("F", "12351", "499.50"), payment("P", 500, ocr("12351")), "rounded", "499.50", "0.50", "-0.50"),
    ("with Skatteverket's part", ROT, payment("P", 1000, ocr("12351")), "deduction", "700", "300", "0"),
    ("less it twice", ROT, payment("P", 400, ocr("12351")), "deduction", "400", "0", "300"),
    ("less the bank's fee", item("F", "12351", 1000), ABROAD, "fee", "950", "0", "50"),
    ("at the bank's rate", item("F", "12351", 1000),
     attrs.evolve(payment("P", 1012, ocr("12351")), original=Money(90_00, "EUR")), "fee", "1000", "12", "0"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "paid", "relation", "part", "rest", "difference"),
    [row[1:] for row in RELATIONS],
    ids=[row[0] for row in RELATIONS],
)
def test_a_declared_difference_needs_no_person(
    claim: OpenItem, paid: IncomingPayment, relation: str, part: str, rest: str, difference: str
) -> None:
    """What the reference names is settled, and the difference is told."""
    (made,) = decide([claim], paid, policy=MatchingPolicy())
    assert isinstance(made, Matched), made.explain()
    assert (made.relation, made.allocations[0].amount) == (relation, sek(part))
    assert (made.rest, made.difference) == (sek(rest), sek(difference))


def test_a_discount_is_over_after_its_last_day() -> None:
    """And a part of an amount that is open anyhow is a part payment, for a person where it is of no usual size."""
    (late,) = decide([DISCOUNT], payment("P", 980, ocr("12351"), days=10))
    assert isinstance(late, Suggested)


def test_skatteverket_pays_a_request_whole_or_less_a_refused_claim() -> None:
    """By the request's name or by the sum; nobody else's money ever settles it."""
    claims = [
        item(f"T{n}", "", amount, customer="SKV", number="ROT2026-7", kind=ItemKind.TAX_AGENCY)
        for n, amount in ((1, 4100), (2, 3300), (3, 1250))
    ]
    agency = Payer(name="SKATTEVERKET", organisation_number="202100-5448")
    for paid, ids in ((8650, {"T1", "T2", "T3"}), (5350, {"T1", "T3"})):
        for message in ("Utbetalning ROT 2026-7", ""):
            (made,) = decide(claims, attrs.evolve(payment("P", paid, message=message), payer=agency))
            assert isinstance(made, Matched | Suggested)
            first = made.allocations if isinstance(made, Matched) else made.suggestions[0].allocations
            assert {one.item_id for one in first} == ids
    (stranger,) = decide(claims, payment("P", 8650, message="ROT2026-7"))
    assert isinstance(stranger, Unmatched)


def test_the_payer_who_is_known_as_another_is_asked_about() -> None:
    """The OCR of a neighbour with the same amount: a club where all pay alike."""
    club = [item(f"F{n}", f"5000{n}", 350, customer=f"C{n}") for n in range(8)]
    paid = payment("P", 350, ocr("50001"), payer="bankgiro:1")
    (own,) = decide(club, paid, payers={"bankgiro:1": ["C1"]})
    (other,) = decide(club, paid, payers={"bankgiro:1": ["C2"]})
    assert isinstance(own, Matched)
    assert (type(other), other.gate) == (Suggested, "contradiction")


@pytest.mark.parametrize(
    ("written", "kronor", "booked"),
    [
        ("50013", 350, False),  # a digit changed of 50018, which is another's and has as much open
        ("5018", 350, False),  # one lost
        ("70311", 350, True),  # nobody's, nearly or not
        ("50026", 350, True),  # nearly his own too
        ("50083", 350, True),  # nearly another's of another amount
    ],
)
def test_a_number_that_is_nearly_anothers_is_asked_about(written: str, kronor: int, booked: bool) -> None:
    """A known payer who owes as much himself, and writes what is one slip from a claim of exactly that amount of somebody else."""
    claims = [
        item("F1", "50018", 350, customer="C1"),
        item("F2", "50020", 350, customer="C2"),
        item("F8", "50088", 999, customer="C8"),
        *[item(f"X{n}", f"9{n:03}7", 400 + n, customer=f"D{n}") for n in range(200)],
    ]
    known = [PayerLink(customer_id="C2", count=20)]
    (made,) = decide(claims, payment("P", kronor, ocr(written), payer="b1"), payers={"b1": known})
    assert isinstance(made, Matched) is booked
    if not booked:
        assert made.gate == "contradiction"
        assert made.explain("sv").startswith(f"{written} är nästan numret på NF1")


def test_two_payments_of_one_day_for_one_claim_are_asked_about() -> None:
    """Which of them is too much nothing tells; on different days the first settles it."""
    claim = item("F1", "12351", 500)
    for one in decide([claim], payment("P1", 500, ocr("12351")), payment("P2", 500, ocr("12351"))):
        assert one.gate == "duplicate"
        assert one.probability == pytest.approx(0.5, abs=0.01)
    first, second = decide([claim], payment("P1", 500, ocr("12351")), payment("P2", 500, ocr("12351"), days=3))
    assert isinstance(first, Matched)
    assert second.gate in {"nothing", "duplicate"}


@pytest.mark.parametrize("other", [(ocr("12351"),), (ocr("12351"), ocr("12377"))], ids=["the same", "and more"])
def test_whose_reference_another_payment_settles_is_asked_about_his_own_claim(
    other: tuple[PaymentReference, ...],
) -> None:
    """He wrote somebody else's OCR; when its owner pays in the same batch, the payer's name is still looked for."""
    anna, bo = Payer(name="LIND ANNA"), Payer(name="EK, BO")
    claims = [
        attrs.evolve(item("F1", "12351", 500, customer="A"), customer_name="Anna Lind"),
        attrs.evolve(item("F3", "12377", 700, customer="A"), customer_name="Anna Lind"),
        attrs.evolve(item("F2", "12369", 500, customer="B"), customer_name="Bo Ek"),
    ]
    owner = attrs.evolve(payment("P2", 500 if len(other) == 1 else 1200, *other), payer=anna)
    stray = attrs.evolve(payment("P1", 500, ocr("12351")), payer=bo)
    for batch in ((owner, stray), (stray, owner)):
        told = {one.payment_id: one for one in decide(claims, *batch)}
        assert isinstance(told["P2"], Matched)
        asked = told["P1"]
        assert isinstance(asked, Suggested)
        assert [one.item_id for one in asked.suggestions[0].allocations] == ["F2"]


def test_paid_lately_is_perhaps_paid_twice() -> None:
    """A saved reference is for the next invoice after a month, and suspicious within two weeks."""
    claims = [
        attrs.evolve(item("F0", "12377", 0, customer="C"), total=sek(500), paid_on=DUE),
        item("F1", "12385", 500, customer="C", days=30),
    ]
    soon, later = (decide(claims, payment("P", 500, ocr("12377"), days=days))[0] for days in (10, 30))
    assert soon.gate == "duplicate"
    assert isinstance(later, Matched)
    assert later.allocations[0].item_id == "F1"


def test_the_oldest_of_equals_only_where_the_policy_says_so() -> None:
    """Recorded in the explanation."""
    claims = [item(f"F{n}", "12351", 500, customer="C", days=n) for n in range(3)]
    (asked,) = decide(claims, payment("P", 500, ocr("12351")), policy=PLAIN)
    (settled,) = decide(claims, payment("P", 500, ocr("12351")), policy=MatchingPolicy())
    assert asked.gate == "ambiguous"
    assert isinstance(settled, Matched)
    assert settled.allocations[0].item_id == "F0"
    assert "as the policy says" in settled.explain("en")


# -- learning ------------------------------------------------------------------------------------------------


@given(st.lists(st.lists(st.sampled_from(sorted(M)), max_size=4), max_size=6))
def test_what_was_learned_is_taken_back_exactly(links: Sequence[Sequence[str]]) -> None:
    """Counting up and down again in any number gives the statistics of before."""
    start = Statistics(seen={"reference.exact": 7})
    known = start
    for codes in links:
        known = known.confirmed(codes)
    for codes in reversed(links):
        known = known.confirmed(codes, times=-1)
    assert known == start


def test_counting_moves_a_weight_as_far_as_it_has_seen() -> None:
    """As many links as the table is worth move it half the way to all that its family has."""
    whole = sum(M[code] for code in FAMILIES[0])
    assert m("reference.text", {"reference.text": PRIOR}) == pytest.approx((M["reference.text"] + whole) / 2)
    assert m("reference.text", {}) == M["reference.text"]


@given(st.dictionaries(st.sampled_from(sorted(M)), st.integers(0, 10**6)))
def test_a_family_keeps_what_it_has_in_all(seen: dict[str, int]) -> None:
    """Whatever was seen, of which no sign becomes impossible; what belongs to no family stays the table's."""
    for family in FAMILIES:
        assert sum(m(code, seen) for code in family) == pytest.approx(sum(M[code] for code in family), abs=1e-4)
        assert all(0 < m(code, seen) <= 1 for code in family)
    for code in set(M) - {one for family in FAMILIES for one in family}:
        assert m(code, seen) == M[code]


def test_links_as_the_table_foresees_them_change_nothing() -> None:
    """However many: the table is where learning begins, and where it stays when it was right."""
    for times in (1, 100, 10_000):
        seen = {code: round(M[code] * 10_000) * times for family in FAMILIES for code in family}
        for code in M:
            assert m(code, seen) == pytest.approx(M[code], rel=1e-9)


def test_a_confirmed_link_finds_what_no_reference_names() -> None:
    """A spouse's account: asked about before, settled after one link by hand, and asked about again when it is undone."""
    claims = [item("F1", "12351", 437, customer="C"), item("F2", "12369", 298, customer="D")]
    paid = payment("P", 437, payer="iban:SE1")
    link = PayerLink(customer_id="C", count=1, manual=True)
    for links, certain in (({}, False), ({"iban:SE1": [link]}, True), ({}, False)):
        (made,) = decide(claims, paid, payers=links)
        assert isinstance(made, Matched) is certain


# -- the explanation -----------------------------------------------------------------------------------------


def test_a_decision_shows_its_signs_runner_up_and_gate() -> None:
    """As a table in either language; weights sum to what the probability says."""
    rivals = [item("F1", "12351", 500), item("F5", "12351", 500)]
    (made,) = decide(rivals, payment("P", 500, ocr("12351")))
    assert [signal.code for signal in made.signals] == ["reference.exact", "amount.exact", "payer.untold"]
    assert "NF5" in made.table("en")
    assert "stoppad" in made.table("sv")
    assert made.rule_version in {"weighed-4"}
    assert made.probability is not None
    assert made.probability < 0.5001


def test_the_notebook_shows_no_markup_of_the_payers() -> None:
    """What a payer wrote is text, whatever it looks like."""
    (made,) = decide([item("F1", "<b>1", 500)], payment("P", 500, ocr("<b>1")))
    html = made._repr_html_()
    assert "<b>" not in html
    assert "&lt;b&gt;1" in html
    assert html.startswith("<p>")


def test_a_digest_holds_the_decision_to_its_input() -> None:
    """Another amount, another claim or another policy is another digest; where the file lay is not."""
    claim, paid = item("F1", "12351", 500), payment("P", 500, ocr("12351"))
    (made,) = decide([claim], paid)
    (moved,) = decide([claim], attrs.evolve(paid, source=attrs.evolve(paid.source, place="line 99")))
    (other,) = decide([claim], paid, policy=MatchingPolicy())
    (less,) = decide([claim], attrs.evolve(paid, message="hej"))
    assert made.digest == moved.digest
    assert len({made.digest, other.digest, less.digest}) == 3


def test_the_swedish_sentence_of_the_model() -> None:
    """OCR and amount agree, and how often the payer has paid."""
    links = {"bankgiro:1": [PayerLink(customer_id="C", count=13)]}
    claim = item("F1", "1528975", 499, customer="C")
    (made,) = decide([claim], payment("P", 499, ocr("1528975"), payer="bankgiro:1"), payers=links)
    said = made.explain("sv").replace("\xa0", " ")
    assert said == "OCR 1528975 och belopp 499,00 kr stämmer; betalaren har betalat 13 gånger förr."
