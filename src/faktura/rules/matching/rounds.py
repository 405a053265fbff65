"""A batch decided in rounds: what is certain is taken as booked, and what that concerns is decided anew."""

from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from typing import Final

from attrs import define, evolve, field, frozen

from faktura.core.claim import Candidates
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.batch import Batch
from faktura.rules.matching.booked import Booked
from faktura.rules.matching.case import Case
from faktura.rules.matching.decision import MatchDecision
from faktura.rules.matching.evidence import gather
from faktura.rules.matching.gates import Stopped
from faktura.rules.matching.outcome import asked, matched
from faktura.rules.matching.plain import Plain
from faktura.rules.matching.plain_payments import PlainPayments
from faktura.rules.matching.reach import Reach, Waiting
from faktura.rules.matching.scales import Scales
from faktura.rules.matching.weighed import Verdict

MOST_ROUNDS: Final = 20
"""Of a chain in which each payment becomes certain only by the one before it, no more than so many are followed."""


@frozen
class _Round:
    """What one round came to, each by its place in the batch.

    Attributes:
        plain: The plain payments; they are certain.
        cases: All others; `settled` by those that are certain; `stopped` what keeps those from it that are not.
        later: Who waits for what is certain to be booked.
    """

    plain: PlainPayments
    cases: Mapping[int, Case]
    settled: Mapping[int, Verdict]
    stopped: Mapping[int, tuple[Verdict, Stopped]]
    later: Sequence[int]

    def without(self, some: AbstractSet[int]) -> "_Round":
        """Return the same as if *some* were not decided."""
        if not some:
            return self
        return evolve(
            self,
            settled={at: one for at, one in self.settled.items() if at not in some},
            stopped={at: one for at, one in self.stopped.items() if at not in some},
            later=[at for at in self.later if at not in some],
        )


@define
class Rounds:
    """Decides payments, no id twice among them, until no more is certain.

    What waits is decided again as if what is certain were booked. So the last time is the very run that somebody makes
    after booking, and that run finds nothing new.

    Attributes:
        decided: The certain ones by place, and in the end the others.
        waiting: The others, with what each depends on.
        stopped: What a person is asked of each: it is put in words when no round is to come.
    """

    payments: Sequence[IncomingPayment]
    candidates: Candidates
    policy: MatchingPolicy
    creditor: str
    scales: Scales
    decided: list[MatchDecision | None] = field(factory=list, init=False)
    waiting: Waiting = field(factory=Waiting, init=False)
    stopped: dict[int, tuple[Case, Verdict, Stopped]] = field(factory=dict, init=False)

    def decide(self) -> tuple[MatchDecision, ...]:
        """Return the decisions in the order of the payments."""
        plain = Plain(self.candidates, self.scales, self.policy, self.creditor).find(self.payments)
        made = self._round([at for at, one in enumerate(plain.decided) if one is None], plain, self.candidates)
        self.decided = [*plain.decided]
        for at, case in made.cases.items():
            if at not in made.settled:
                self.waiting.add(at, Reach.of(case))
        books, first = Booked(self.candidates), set(made.later)
        for rounds in count(1):
            self._take_in(made)
            if not self.waiting.reach:
                break
            changed = books.take(made.plain, [(made.cases[at], one.ranked[0]) for at, one in made.settled.items()])
            some = self.waiting.concerned(changed, first) if rounds < MOST_ROUNDS else self.waiting.with_rivals(first)
            if not some:
                break
            made, first = self._anew(some, books)
        for at, (case, verdict, stopped) in self.stopped.items():
            self.decided[at] = asked(case, verdict, stopped, self.policy)
        return tuple([one for one in self.decided if one is not None])

    def _anew(self, some: Sequence[int], books: Booked) -> tuple[_Round, set[int]]:
        """Decide *some*, who wait, on the *books*; return also who is to be decided in the next round in any case.

        Those are who want now what others want too that were not decided with them.
        """
        made = self._round(some, PlainPayments.among(()), books)
        for at, case in made.cases.items():
            self.waiting.add(at, Reach.of(case))
        again = self.waiting.short_of(some)
        return made.without(again), again.union(made.later)

    def _take_in(self, made: _Round) -> None:
        """Note what is certain, and what stopped the others."""
        for at, verdict in made.settled.items():
            self.decided[at] = matched(self.payments[at], verdict, self.policy)
            self.stopped.pop(at, None)
            if at in self.waiting.reach:
                self.waiting.take(at)
        for at, (verdict, stopped) in made.stopped.items():
            self.stopped[at] = (made.cases[at], verdict, stopped)

    def _round(self, some: Sequence[int], plain: PlainPayments, candidates: Candidates) -> _Round:
        """Decide *some* beside the *plain* ones, out of which those go whose claims others want too."""
        places, payments = [*some], self.payments

        def cases_of(places: Sequence[int], named: Container[str]) -> list[Case]:
            return gather([payments[at] for at in places], candidates, self.creditor, self.scales, named=named)

        def gathered(claims: Sequence[str], named: Container[str] = ()) -> Sequence[Case]:
            more = [plain.take(claim).at for claim in claims]
            places.extend(more)
            return cases_of(more, named)

        cases = cases_of(places, plain.of_claim)
        shared = {item.id for case in cases for hit in case.hits for item in hit.open if item.id in plain.of_claim}
        cases += gathered(sorted(shared), shared)
        unsure = {place for place, at in enumerate(places) if at in plain.unsure}
        batch = Batch(cases, self.scales, self.policy, unsure=unsure)
        batch.settle(plain, gathered)
        for one in plain.beside:
            one.among(batch.named.plain, batch.named.others)
        return _Round(
            plain,
            dict(zip(places, batch.cases, strict=True)),
            {places[at]: one for at, one in batch.settled.items()},
            {
                places[at]: one
                for at, one in batch.verdicts.items()
                if at not in batch.settled and at not in batch.later
            },
            [places[at] for at in sorted(batch.later)],
        )
