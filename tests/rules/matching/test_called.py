"""Whom a text calls: another customer who owes the amount is asked about, the payer's own name and plain words are not."""

from collections.abc import Sequence
from datetime import timedelta

import attrs
import pytest

from faktura.core.claim import OpenItem
from faktura.core.money import sek
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment, Payer, PaymentReference
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.statistics import Statistics
from tests.rules.matching.cases import DUE, item, ocr, payment, text
from tests.rules.matching.test_both_ways import both_ways

LARS = "iban:LARS"
LINKS = {LARS: [PayerLink(customer_id="C-L", count=9)]}


def claim(id: str, name: str, kronor: int = 350, reference: str = "", customer: str = "") -> OpenItem:
    return attrs.evolve(item(id, reference, kronor, customer=customer or f"C-{id}"), customer_name=name)


CLUB = [
    claim("L", "Lars Vassbo", reference="50005"),
    claim("E", "Emma Frisk", reference="50013"),
    claim("P", "Per Ek", reference="50021"),
    claim("A", "Anna Karin Lind", reference="50039"),
    claim("K", "Karin Lind", reference="50047"),
    claim("W", "Ebba Vassbo", reference="50054"),
    claim("N", "Nore Kim", reference="50062", customer="700144"),
    claim("T", "Tora Ek", 400, reference="50070"),
]


def paid(
    message: str, *references: PaymentReference, name: str = "LARS VASSBO", account: str = LARS
) -> IncomingPayment:
    return attrs.evolve(
        payment("P1", 350, *references, payer=account, message=message), payer=Payer(name=name, account=account)
    )


def told(made: MatchDecision) -> tuple[bool, list[str], str]:
    """Whether it was booked, on which claims or on which first, and the gate."""
    assert isinstance(made, Matched | Suggested), made.explain()
    first = made.allocations if isinstance(made, Matched) else made.suggestions[0].allocations
    return isinstance(made, Matched), [one.item_id for one in first], made.gate


SAID = [
    # what is written, whose claim is suggested
    ("Emma Frisk", "E"),
    ("Frisk, Emma", "E"),
    ("Avser Emma Frisk", "E"),
    ("FÖR EMMA FRISK", "E"),
    ("Medlemsavgift Emma Frisk", "E"),
    ("Emma Frisk 2026", "E"),
    ("Betalning av medlemsavgift 2026 för Emma Frisk", "E"),
    ("Emma Frisks avgift", "E"),
    ("hej här kommer pengar från Emma Frisk kram", "E"),
    ("Avser Per Ek", "P"),
    ("avgift Anna Karin Lind", "A"),
    ("avgift Karin Lind", "K"),
    ("avgift Ebba", "W"),
    ("Medlem 700144", "N"),
    ("Kundnr: 700144 tack", "N"),
    ("medlemsnr 700144 Nore Kim", "N"),
]


@pytest.mark.parametrize(("message", "first"), SAID, ids=[row[0] for row in SAID])
def test_a_known_payer_who_writes_another_customer_pays_for_him(message: str, first: str) -> None:
    """Whatever stands before or after the name: a person is asked, and whom it calls is the first suggestion."""
    (made,) = both_ways(CLUB, paid(message), payers=LINKS)
    assert told(made)[:2] == (False, [first])


PLAIN_WORDS = [
    "Lars Vassbo",
    "Medlemsavgift Lars Vassbo 2026",
    "avgift Lars",
    "Medlemsavgift 2026",
    "tack för en fin kväll hos er i klubben",
    "Tora Ek",  # owes something else
    "avgift Fredrik",  # nobody of his family
    "Kundnr 700999",
    "700144",  # no word says that it is a customer's number
    "kundvagn 700144",
]


@pytest.mark.parametrize("message", PLAIN_WORDS)
def test_his_own_name_and_words_that_name_nobody_hinder_nothing(message: str) -> None:
    """Only who owes exactly the amount is a rival."""
    (made,) = both_ways(CLUB, paid(message), payers=LINKS)
    assert told(made) == (True, ["L"], "")


def test_a_namesake_of_the_known_customer_is_not_called() -> None:
    """The account tells which of two is meant."""
    club = [*CLUB, claim("L2", "Lars Vassbo")]
    (made,) = both_ways(club, paid("avgift Lars Vassbo"), payers=LINKS)
    assert told(made) == (True, ["L"], "")


BESIDE = [
    # message, payer, account, booked
    ("avser Emma Frisk", "Nils Holm", "", False),
    ("avser Emma Frisk", "LARS VASSBO", LARS, False),
    ("medlem 700144", "LARS VASSBO", LARS, False),
    ("avser Lars Vassbo", "Nils Holm", "", True),
    ("avser Tora Ek", "Nils Holm", "", True),
    ("medlemsavgift, tack", "Nils Holm", "", True),
]


@pytest.mark.parametrize("way", ["reference", "message"])
@pytest.mark.parametrize(("message", "name", "account", "booked"), BESIDE)
def test_a_number_beside_anothers_name_is_asked_about(
    way: str, message: str, name: str, account: str, booked: bool
) -> None:
    """The claim that is named comes first, the one of whom the text calls is shown too."""
    said = paid(message, ocr("50005"), name=name, account=account)
    if way == "message":
        said = paid(f"OCR 50005 {message}", name=name, account=account)
    (made,) = both_ways(uncommon(CLUB), attrs.evolve(said, amount=CLUB[0].open), payers=LINKS)
    assert told(made)[:2] == (booked, ["L"])
    if not booked:
        assert isinstance(made, Suggested)
        assert made.gate == "contradiction"
        assert len({one.allocations[0].item_id for one in made.suggestions}) == 2


@pytest.mark.parametrize("name", ["FRISK EMMA", "E Frisk", "Emma o Karl Frisk"])
def test_a_payer_may_sign_with_his_name(name: str) -> None:
    """His own name beside the OCR of another says no more than the bank does."""
    said = paid("Emma Frisk", ocr("50005"), name=name, account="")
    (made,) = both_ways(uncommon(CLUB), said, payers=LINKS)
    assert told(made) == (True, ["L"], "")


def uncommon(claims: Sequence[OpenItem]) -> list[OpenItem]:
    """The claims among so many others that their amount is rare."""
    return [*claims, *(claim(f"X{n}", "", 1000 + n) for n in range(20))]


def test_two_numbers_with_their_customers_names_are_no_riddle() -> None:
    """Each name stands beside its own claim, and nobody of them owes the whole."""
    said = attrs.evolve(paid("", text("50005 Lars Vassbo, 50013 Emma Frisk")), amount=CLUB[0].open + CLUB[1].open)
    (made,) = both_ways(CLUB, said, payers=LINKS)
    assert told(made) == (True, ["L", "E"], "")


def link(count: int, *, manual: bool = False, customer: str = "C-L", years: int = 0) -> PayerLink:
    return PayerLink(customer_id=customer, count=count, manual=manual, last_on=DUE - timedelta(365 * years + 30))


OWN = [
    # the payer's name, the links of the account, whose claims are suggested, in order
    ("EMMA FRISK", [link(1)], ["E", "L"]),
    ("Frisk, Emma", [link(13)], ["E", "L"]),
    ("E Frisk", [link(20)], ["E", "L"]),
    ("EMMA FRISK", [link(4, manual=True, years=3)], ["E", "L"]),
]


@pytest.mark.parametrize(("name", "links", "order"), OWN)
def test_a_payer_called_as_another_customer_who_owes_as_much_is_asked_about(
    name: str, links: list[PayerLink], order: list[str]
) -> None:
    """Nothing is named, and account and name say two customers; where it is his whole name, his own claim comes first."""
    (made,) = both_ways(CLUB, paid("", name=name), payers={LARS: links})
    assert isinstance(made, Suggested)
    assert made.gate == "contradiction"
    assert [one.allocations[0].item_id for one in made.suggestions] == order


KNOWN = [
    # the payer's name, what he writes, the customers of the account: booked on Lars
    ("LARS VASSBO", "", ["C-L"]),
    ("L Vassbo", "", ["C-L"]),
    ("Lars o Emma Vassbo", "", ["C-L"]),
    ("Nils Holm", "", ["C-L"]),  # no customer
    ("Tora Ek", "", ["C-L"]),  # owes something else
    ("EMMA FRISK", "avgift Lars Vassbo", ["C-L"]),
    ("EMMA FRISK", "avgift Lars", ["C-L"]),
    ("EMMA FRISK", "50005", ["C-L"]),
    ("Lars o A\u030asa Vassbo", "", ["C-L"]),
]


@pytest.mark.parametrize(("name", "message", "customers"), KNOWN)
def test_an_account_is_believed_whose_payer_owes_nothing_like_it(name: str, message: str, customers: list[str]) -> None:
    """Or is called as the customer, or writes for whom he pays."""
    links = {LARS: [link(5, customer=one) for one in customers]}
    (made,) = both_ways(CLUB, paid(message, name=name), payers=links)
    assert told(made) == (True, ["L"], "")


@pytest.mark.parametrize("count", [1, 13])
def test_a_spouse_linked_by_hand_pays_for_the_other(count: int) -> None:
    """Who linked the account saw the name on it, though its holder is a customer who owes as much."""
    (made,) = both_ways(CLUB, paid("", name="EMMA FRISK"), payers={LARS: [link(count, manual=True)]})
    assert told(made) == (True, ["L"], "")


@pytest.mark.parametrize(("name", "first"), [("EBBA VASSBO", "W"), ("Lars Vassbo", "L"), ("E Vassbo", "W")])
def test_of_those_an_account_pays_for_who_is_called_as_the_payer_comes_first(name: str, first: str) -> None:
    """However often it has paid for the other; nothing is booked."""
    links = {LARS: [link(9), link(1, customer="C-W")]}
    (made,) = both_ways(CLUB, paid("", name=name), payers=links)
    assert told(made)[:2] == (False, [first])


def test_what_a_payer_names_is_shown_though_his_account_is_anothers() -> None:
    """The right OCR and the very amount, from an account that has paid for another with the same amount open."""
    club = [*CLUB, *(claim(f"M{n}", f"Medlem {n}") for n in range(60))]
    (made,) = both_ways(club, paid("", ocr("50013")), payers=LINKS, statistics=Statistics.of(club))
    assert isinstance(made, Suggested)
    assert {one.allocations[0].item_id for one in made.suggestions} == {"L", "E"}


AGENTS = [
    # the payer's name, what he pays, the OCR, those the account has paid for: booked
    ("Bergs Redovisning AB", 350, "50013", ["C-T"], True),
    ("Bergs Redovisning AB", 350, "50013", ["C-T", "C-U"], True),
    ("Bergs Redovisning AB", 300, "50013", ["C-T"], False),  # not what is open
    ("Bergs Redovisning AB", 350, "50013", ["C-T", "C-L"], False),  # whose claim is as much
    ("Tora Ek", 350, "50013", ["C-T"], False),  # the customer's own account
    ("Tora Holm", 350, "50013", ["C-T"], False),  # perhaps the same
    ("", 350, "50013", ["C-T"], False),
]


@pytest.mark.parametrize(("name", "kronor", "reference", "customers", "booked"), AGENTS)
def test_who_pays_for_others_may_pay_for_one_more(
    name: str, kronor: int, reference: str, customers: list[str], booked: bool
) -> None:
    """By the right OCR and the very amount; the holder of the account is none of those it has paid for."""
    club = [*CLUB, claim("U", "Ulla Sund", 425), *(claim(f"M{n}", f"Medlem {n}") for n in range(60))]
    said = attrs.evolve(paid("", ocr(reference), name=name), amount=sek(kronor))
    links = {LARS: [link(4, customer=one) for one in customers]}
    (made,) = both_ways(club, said, payers=links, statistics=Statistics.of(club))
    assert isinstance(made, Matched) is booked


def test_a_single_word_that_may_be_the_known_customers_name_is_nobody_elses() -> None:
    """A payer's words make more names than one with it."""
    club = [*CLUB, claim("X", "Lars Ebba")]
    (made,) = both_ways(club, paid("avgift Lars", name="EBBA VASSBO"), payers=LINKS)
    assert told(made) == (True, ["L"], "")


def test_digits_that_may_be_a_day_name_nothing() -> None:
    """A paid invoice happens to have that number; whom name and account say is asked as if nothing stood there."""
    day = attrs.evolve(
        claim("D", "Dag Ek", 0, "50088"), number="20261115", total=sek(350), paid_on=DUE - timedelta(200)
    )
    (made,) = both_ways([*CLUB, day], paid("2026-11-15", name="EMMA FRISK"), payers={LARS: [link(9)]})
    assert told(made) == (False, ["E"], "contradiction")


FIRST = [
    # what is written: whose claim is shown beside the account's own, where only one is called so
    ("För Emma", "E"),
    ("Emma", "E"),
    ("MEDLEMSAVGIFT EMMA", "E"),
    ("Betalning för Emma", "E"),
    ("Avser Emma Emma", "E"),
    ("för Per", "P"),
    ("Medlemsavgift Britt-Marie", "BM"),
    ("avgift Britt", "BM"),
    ("avgift Åsa", "Å"),
    ("avgift Asa", "Å"),
    ("avgift ?sa", "Å"),
    ("avgift Anna", ""),
]
FAMILIES = [
    *CLUB,
    claim("BM", "Britt-Marie Ström"),
    claim("Å", "Åsa Holm"),
    claim("A2", "Anna Ström"),
    claim("C", "Lund & Berg AB"),
    claim("M", "Maj Ström"),
    claim("J", "Jan Holm"),
    claim("R", "Rut Holm"),
]


@pytest.mark.parametrize(("message", "first"), FIRST, ids=[row[0] for row in FIRST])
def test_another_customers_first_name_alone_is_asked_about(message: str, first: str) -> None:
    """Who owes exactly the amount and is called so may be meant: both claims are shown, or the account's own of many."""
    (made,) = both_ways(FAMILIES, paid(message), payers=LINKS)
    assert isinstance(made, Suggested)
    assert made.grounds.stopped is not None
    assert (made.gate, made.grounds.stopped.code) == ("contradiction", "matching.calls_another")
    shown = {one.allocations[0].item_id for one in made.suggestions}
    assert shown == ({"L", first} if first else {"L"})


NOBODY = [
    # what is written, whom the account has paid for, when it was booked
    ("avgift Lars", ["C-L"], 2),
    ("För Vassbo", ["C-L"], 2),
    ("avgift Fredrik", ["C-L"], 2),
    ("avgift Tora", ["C-L"], 2),  # owes something else
    ("hyra Lund", ["C-L"], 2),  # a place, and a company
    ("avgift maj", ["C-L"], 5),
    ("avgift maj", ["C-L"], 4),
    ("hyra jan", ["C-L"], 12),
    ("avgift mars", ["C-L"], 3),
    ("avgift per november", ["C-L"], 2),
    ("avgift per 2026-11-30", ["C-L"], 2),
    ("avgift per år", ["C-L"], 2),
    ("rut", ["C-L"], 2),
    ("tack för en fin kväll", ["C-L"], 2),
]


@pytest.mark.parametrize(("message", "customers", "month"), NOBODY)
def test_a_word_that_is_no_others_first_name_hinders_nothing(message: str, customers: list[str], month: int) -> None:
    """His own name, a month, a place, a small word, a name that nobody has who owes as much."""
    said = attrs.evolve(paid(message), booked_on=DUE.replace(month=month, day=3))
    (made,) = both_ways(FAMILIES, said, payers={LARS: [link(5, customer=one) for one in customers]})
    assert told(made) == (True, ["L"], "")


def test_a_child_that_the_account_pays_for_is_meant_by_its_first_name() -> None:
    """Whoever else is called so and owes as much; also when many are found before it."""
    others = [claim(f"X{n}", f"Åsa {letter}berg") for n, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVXYZÅÄÖ")]
    (made,) = both_ways(
        [*others, claim("ZÅ", "Åsa Vik")], paid("avgift Åsa"), payers={LARS: [link(5, customer="C-ZÅ")]}
    )
    assert told(made) == (True, ["ZÅ"], "")
    (made,) = both_ways([*others, *CLUB], paid("avgift Åsa"), payers=LINKS)
    assert told(made) == (False, ["L"], "contradiction")


def test_a_claim_that_is_named_is_paid_whatever_first_name_stands_beside_it() -> None:
    """The right OCR and the very amount say more than one word."""
    (made,) = both_ways(uncommon(FAMILIES), paid("avgift Emma", ocr("50005")), payers=LINKS)
    assert told(made) == (True, ["L"], "")


def test_two_first_names_may_share_the_amount() -> None:
    """Half of it is what each of them owes."""
    twice = [*FAMILIES, claim("L7", "Lars Vassbo", 700, customer="C-L")]
    said = attrs.evolve(paid("För Emma och Åsa"), amount=sek(700))
    (made,) = both_ways(twice, said, payers=LINKS)
    assert told(made) == (False, ["L7"], "contradiction")


def test_who_is_known_by_name_may_pay_for_another_too() -> None:
    """An account that is not known, the name of a customer who owes a rare amount, and another's first name."""
    club = [claim("L", "Lars Vassbo"), claim("E", "Emma Frisk")]
    statistics = Statistics(claims=100_000, customers=100_000, amounts={"SEK": {350_00: 2}})
    own, other = (
        both_ways(club, paid(message, account=""), payers=LINKS, statistics=statistics)[0]
        for message in ("avgift Lars", "avgift Emma")
    )
    assert (told(own)[0], told(other)[0]) == (True, False)
