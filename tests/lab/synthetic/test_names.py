"""Names are as common as in Sweden: namesakes are what makes payers hard to tell apart."""

from collections import Counter
from random import Random

import attrs
import pytest

from faktura.lab.synthetic import CONSUMER, generate, names

_MANY = 40_000


def drawn(*, crowded: bool) -> list[names.Name]:
    """Many persons."""
    chance = Random(5)
    return [names.person(chance, crowded=crowded) for _ in range(_MANY)]


def namesakes(some: Counter[names.Name]) -> float:
    """How many others are called as one of them, in the mean."""
    return sum(count * (count - 1) for count in some.values()) / some.total()


def test_surnames_are_as_common_as_in_sweden() -> None:
    """Two of a hundred are called Andersson (SCB: 222,000 of 10.45 million), and a hundred surnames are a third of all."""
    surnames = Counter(surname for _, surname in drawn(crowded=False))
    assert surnames["Andersson"] / _MANY == pytest.approx(0.021, abs=0.003)
    assert 0.30 < sum(count for _, count in surnames.most_common(100)) / _MANY < 0.37
    assert {one for one, _ in surnames.most_common(2)} == {"Andersson", "Johansson"}


def test_given_names_are_as_common_as_in_sweden() -> None:
    """The commonest is borne by about one in a hundred (SCB: Anna 111,000 of 9.5 million)."""
    first, count = Counter(given for given, _ in drawn(crowded=False)).most_common(1)[0]
    assert first in {"Anna", "Lars", "Eva", "Maria", "Anders", "Mikael", "Karin", "Johan"}
    assert count / _MANY == pytest.approx(0.011, abs=0.003)


def test_in_a_village_namesakes_are_many() -> None:
    """So a profile may be; else few of some ten thousand customers have the whole name of another."""
    few, many = (namesakes(Counter(drawn(crowded=one))) for one in (False, True))
    assert 0.3 < few < 1.0
    assert many > 10


def test_no_surname_repeats_itself() -> None:
    """Berg and berg make none."""
    assert not [one for one in names._SURNAMES if one[: len(one) // 2].lower() == one[len(one) // 2 :]]
    assert len(set(names._SURNAMES)) == len(names._SURNAMES)


def test_a_crowded_profile_has_namesakes() -> None:
    """Of the customers of a club in a village more are called alike."""
    common = []
    for profile in (CONSUMER, attrs.evolve(CONSUMER, crowded=True)):
        ledger = generate(profile, claims=2_000, seed=4)
        called = {row["customer_id"]: row["customer_name"] for row in ledger.items}
        common.append(Counter(called.values()).most_common(1)[0][1])
    assert common[0] < common[1] / 2
