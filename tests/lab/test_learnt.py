"""Counts from confirmed links make weights a creditor's own, and do no harm."""

from collections import Counter

import pytest

from faktura import lab
from faktura.core.candidates import InMemoryCandidates
from faktura.core.payer_link import PayerLink
from faktura.desk.matching_records import record_of
from faktura.lab.metrics import Score, evaluate, is_true
from faktura.lab.replay import Run
from faktura.lab.synthetic import CONSUMER, CRAFTSMAN, LANDLORD, Ledger, Profile, generate
from faktura.rules.matching.decision import MatchDecision
from faktura.rules.matching.match import match
from faktura.rules.matching.statistics import Statistics
from faktura.rules.matching.weights import Seen


def decided(run: Run, seen: Seen) -> tuple[MatchDecision, ...]:
    """Decide the payments of *run* by what was *seen* with earlier links."""
    links: dict[str, list[PayerLink]] = {}
    for _, account, link in run.links:
        links.setdefault(account, []).append(link)
    return match(
        [payment for _, payment in run.payments],
        InMemoryCandidates(run.items, links),
        creditor=run.payments[0][0],
        statistics=Statistics.of(run.items, seen=seen),
    )


def confirmed(ledger: Ledger, decisions: tuple[MatchDecision, ...]) -> Counter[str]:
    """The signs of each true set that matching weighed, as confirmed links leave them."""
    truth = {one.payment_id: one for one in ledger.truth}
    seen: Counter[str] = Counter()
    for decision in decisions:
        sets = ((one, frozenset(item.id for item in one.set.items)) for one in decision.grounds.ranked)
        true = next((one for one, ids in sets if is_true(truth[decision.payment_id], ids)), None)
        seen.update(code for code, _ in (true.signs if true is not None else ()))
    return seen


def scored(ledger: Ledger, decisions: tuple[MatchDecision, ...]) -> Score:
    """How good the decisions are."""
    return evaluate((record_of(one, "en") for one in decisions), ledger.truth, ledger.items).overall


@pytest.mark.parametrize("profile", [CONSUMER, CRAFTSMAN, LANDLORD])
def test_what_a_year_has_taught_makes_the_next_no_worse(profile: Profile) -> None:
    """Nothing is settled wrongly, and of what can be known as much is settled, give or take a payment in a hundred."""
    earlier, later = (generate(profile, claims=700, seed=seed) for seed in (21, 22))
    first, second = (lab.match(some.items, some.payments, some.links) for some in (earlier, later))
    seen = confirmed(earlier, decided(first, {}))
    table, learnt = scored(later, decided(second, {})), scored(later, decided(second, seen))
    assert learnt.automatic == learnt.right
    assert table.recall is not None
    assert learnt.recall is not None
    assert learnt.recall > table.recall - 0.01
