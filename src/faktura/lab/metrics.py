"""How good decisions are against the truth: precision, recall, suggestions and calibration, for each kind of error.

Any engine's decision records can be scored (`records`), so a baseline stands beside the library's own.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from attrs import define, field, frozen

from faktura.lab.calibration import Bin, Stated, bins_of, brier, expected_error
from faktura.lab.confidence import lowest
from faktura.lab.keys import Key, Names
from faktura.lab.records import Decided, decided
from faktura.lab.synthetic.truth import Truth
from faktura.lab.text import aligned, html_table

if TYPE_CHECKING:
    from faktura.lab.charts import Chart

ALL: Final = "all"
_HEAD: Final = (
    "kind", "payments", "auto", "wrong", "precision", "at least", "decidable", "recall", "first", "in three",
)  # fmt: skip


@define(kw_only=True)
class Score:
    """Counts over the payments of one kind.

    Attributes:
        automatic: Settled without a person.
        right: Of those, with exactly the true set; any of several exchangeable claims is the true one.
        decidable: A careful clerk would have been certain.
        recalled: Of those, settled automatically and right.
        left: Not automatic, though they have a true set.
        suggested: Of those, with suggestions.
        first: Of those, the true set first.
        first_three: Of those, the true set among the first three.
        ore: Hundredths placed automatically.
        ore_wrong: Of those, on claims that are not in the true set.
    """

    kind: str
    payments: int = 0
    automatic: int = 0
    right: int = 0
    decidable: int = 0
    recalled: int = 0
    left: int = 0
    suggested: int = 0
    first: int = 0
    first_three: int = 0
    ore: int = 0
    ore_wrong: int = 0

    @property
    def precision(self) -> float | None:
        """Right of the automatic ones."""
        return _share(self.right, self.automatic)

    @property
    def precision_at_least(self) -> Decimal | None:
        """What the count proves at 95 %: the exact lower bound of Clopper and Pearson."""
        return lowest(self.right, self.automatic)

    @property
    def recall(self) -> float | None:
        """Settled of the decidable ones."""
        return _share(self.recalled, self.decidable)

    @property
    def straight_through(self) -> float | None:
        """Automatic of all: it depends on the payers."""
        return _share(self.automatic, self.payments)

    @property
    def suggested_first(self) -> float | None:
        """The true set first, of the payments left with suggestions."""
        return _share(self.first, self.suggested)

    @property
    def suggested_in_three(self) -> float | None:
        """The true set among the first three, of the payments left with suggestions."""
        return _share(self.first_three, self.suggested)

    @property
    def wrong_per_million(self) -> float | None:
        """Hundredths on wrong claims per million placed automatically."""
        share = _share(self.ore_wrong, self.ore)
        return None if share is None else share * 1_000_000


@frozen(kw_only=True)
class Evaluation:
    """Decisions held against the truth.

    Attributes:
        overall: All payments.
        kinds: Each kind of each dimension, `reference:ocr` and so on, in alphabetical order.
        bins: Stated probabilities beside what came true.
        expected_calibration_error: How far the two are apart, on average over decisions.
        brier: The mean squared distance between what was stated and what came true.
        over_allocated: Claims given more than their open amount by all automatic decisions together.
        wrong: Payments settled wrongly.
        missed: Payments that were decidable and not settled. All are ids, with the creditor and a colon before those
            that several creditors have.
    """

    overall: Score
    kinds: tuple[Score, ...]
    bins: tuple[Bin, ...]
    expected_calibration_error: float | None
    brier: float | None
    over_allocated: tuple[str, ...]
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    def kind(self, name: str) -> Score:
        """Return the score of one kind, such as `reference:ocr`; `KeyError` when no payment has it."""
        return {one.kind: one for one in self.kinds}[name]

    def records(self) -> list[dict[str, object]]:
        """Return a record for all payments and for each kind, ready for any table."""
        return [_record(one) for one in (self.overall, *self.kinds)]

    def table(self) -> str:
        """Return the scores as aligned text, all payments first."""
        return aligned(self._rows())

    def plot_calibration(self) -> "Chart":
        """Return stated probability against what came true as a plot; `MissingExtra` without matplotlib."""
        from faktura.lab.charts import calibration_chart

        return calibration_chart(self.bins)

    def plot_kinds(self) -> "Chart":
        """Return the recall of each kind as a plot; `MissingExtra` without matplotlib."""
        from faktura.lab.charts import kinds_chart

        return kinds_chart(self.kinds)

    def _rows(self) -> list[Sequence[str]]:
        return [_HEAD, *(_line(one) for one in (self.overall, *self.kinds))]

    def _repr_html_(self) -> str:
        return html_table(self._rows())


def evaluate(
    records: Iterable[Mapping[str, object]],
    truth: Iterable[Truth],
    items: Iterable[Mapping[str, str]] = (),
) -> Evaluation:
    """Score decision *records* against the *truth*; with *items* over-allocated claims are counted too.

    A payment without a record counts as unmatched. Of two payments that paid the same twice, either may settle the
    claim, but not both.

    Raises:
        InputError: A record is none; `lab.record`. Records or truth leave the creditor out, and several creditors have
            a payment of that id; `lab.creditor`.
    """
    names, told, known = paired(map(decided, records), truth)
    judge = _Judge(told, known)
    for key in known:
        judge.count(key)
    found = judge.scores
    total = found.pop(ALL, None) or Score(kind=ALL)
    bins = bins_of(judge.stated)
    return Evaluation(
        overall=total,
        kinds=tuple(found[name] for name in sorted(found)),
        bins=bins,
        expected_calibration_error=expected_error(bins),
        brier=brier(judge.stated),
        over_allocated=_over_allocated(told, items),
        wrong=tuple(map(names.said, judge.wrong)),
        missed=tuple(map(names.said, judge.missed)),
    )


def paired(told: Iterable[Decided], truth: Iterable[Truth]) -> tuple[Names, dict[Key, Decided], dict[Key, Truth]]:
    """Return decisions and truth by creditor and payment; what one of them does not say of the creditor the other tells.

    Raises:
        InputError: Several creditors have a payment of that id; `lab.creditor`.
    """
    decisions, known = list(told), list(truth)
    names = Names.of((one.key for one in decisions), ((one.creditor, one.payment_id) for one in known))
    return (
        names,
        {names.key(*one.key): one for one in decisions},
        {names.key(one.creditor, one.payment_id): one for one in known},
    )


def overall(told: Mapping[Key, Decided], truth: Mapping[Key, Truth]) -> Score:
    """Return the counts over all payments alone, without the kinds."""
    judge = _Judge(told, truth, by_kind=False)
    for key in truth:
        judge.count(key)
    return judge.scores.get(ALL) or Score(kind=ALL)


@define
class _Judge:
    """Counts one payment after the other."""

    told: Mapping[Key, Decided]
    truth: Mapping[Key, Truth]
    by_kind: bool = True
    scores: dict[str, Score] = field(factory=dict)
    stated: list[Stated] = field(factory=list)
    wrong: list[Key] = field(factory=list)
    missed: list[Key] = field(factory=list)

    def count(self, key: Key) -> None:
        """Add one payment to the scores of its kinds."""
        one, decision = self.truth[key], self.told.get(key)
        automatic = decision is not None and decision.automatic
        right = decision is not None and self._right(key, decision.top)
        recalled = right and automatic
        if not recalled and one.decidable and one.twin:
            twin = self.told.get((key[0], one.twin))
            recalled = twin is not None and twin.automatic and is_true(one, twin.top)
        places = [rank for rank, some in enumerate(decision.sets if decision else ()) if is_true(one, some)]
        if decision is not None and decision.probability is not None and decision.top:
            self.stated.append((decision.probability, right))
        if automatic and not right:
            self.wrong.append(key)
        if one.decidable and not recalled:
            self.missed.append(key)
        left = bool(one.claims) and not automatic
        suggested = left and decision is not None and bool(decision.suggestions)
        for kind in (ALL, *one.kinds) if self.by_kind else (ALL,):
            score = self.scores.setdefault(kind, Score(kind=kind))
            score.payments += 1
            score.automatic += automatic
            score.right += automatic and right
            score.decidable += one.decidable
            score.recalled += one.decidable and recalled
            score.left += left
            score.suggested += suggested
            score.first += suggested and places[:1] == [0]
            score.first_three += suggested and bool(places) and places[0] < 3
            if automatic and decision is not None:
                score.ore += sum(abs(amount) for _, amount in decision.claims)
                score.ore_wrong += 0 if right else _misplaced(one, decision)

    def _right(self, key: Key, some: frozenset[str]) -> bool:
        one = self.truth[key]
        if is_true(one, some):
            return True
        if one.claims or not one.twin:
            return False
        twin, meant = self.told.get((key[0], one.twin)), self.truth.get((key[0], one.twin))
        return meant is not None and (twin is None or not twin.automatic) and is_true(meant, some)


def is_true(one: Truth, some: frozenset[str]) -> bool:
    """Whether a set of claims is the true one, exchangeable claims counting as the same.

    >>> pair = frozenset({"F1", "F2"})
    >>> one = Truth(payment_id="P1", claims=(("F1", 100),), same=(pair,))
    >>> is_true(one, frozenset({"F2"})), is_true(one, pair), is_true(one, frozenset())
    (True, False, False)
    """
    if len(some) != len(one.claims) or not some:
        return False
    wanted = Counter(one.same or (frozenset({claim}) for claim, _ in one.claims))
    classes = {claim: same for same in wanted for claim in same}
    return Counter(classes.get(claim, frozenset({claim})) for claim in some) == wanted


def _misplaced(one: Truth, decision: Decided) -> int:
    true = frozenset().union(*one.same) | {claim for claim, _ in one.claims}
    return sum(abs(amount) for claim, amount in decision.claims if claim not in true)


def _over_allocated(told: Mapping[Key, Decided], items: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    rows = {(row.get("creditor") or "", row["claim_id"]): int(Decimal(row.get("open") or 0) * 100) for row in items}
    if not rows:
        return ()
    placed = [(creditor, claim, amount) for (creditor, _), one in told.items() for claim, amount in one.claims]
    names = Names.of(rows, ((creditor, claim) for creditor, claim, _ in placed))
    left = {names.key(*key): minor for key, minor in rows.items()}
    given: Counter[Key] = Counter()
    for creditor, claim, amount in placed:
        given[names.key(creditor, claim)] += amount
    return tuple(sorted(names.said(one) for one, amount in given.items() if abs(amount) > abs(left.get(one, 0))))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _record(one: Score) -> dict[str, object]:
    bound = one.precision_at_least
    return {
        "kind": one.kind, "payments": one.payments, "automatic": one.automatic, "right": one.right,
        "precision": one.precision, "precision_at_least": None if bound is None else float(bound),
        "decidable": one.decidable, "recall": one.recall, "straight_through": one.straight_through,
        "suggested": one.suggested, "suggested_first": one.suggested_first, "suggested_in_three": one.suggested_in_three,
        "wrong_per_million": one.wrong_per_million,
    }  # fmt: skip


def _line(one: Score) -> Sequence[str]:
    bound = one.precision_at_least
    return (
        one.kind, str(one.payments), str(one.automatic), str(one.automatic - one.right), _said(one.precision, 5),
        _said(None if bound is None else float(bound), 5), str(one.decidable), _said(one.recall, 3),
        _said(one.suggested_first, 3), _said(one.suggested_in_three, 3),
    )  # fmt: skip


def _said(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
