"""Two policies, or two replays, side by side: which payments they decide differently, and who was right."""

from collections.abc import Sequence

from attrs import field, frozen

from faktura.core.sender import MatchingPolicy
from faktura.lab.metrics import is_true, paired
from faktura.lab.records import Decided, decided
from faktura.lab.replay import Run, TruthOf, match, truths
from faktura.lab.text import aligned, html_table

_HEAD = ("payment", "first", "second", "right", "why the first", "why the second")


@frozen(kw_only=True)
class Difference:
    """A payment that two replays decide differently.

    Attributes:
        first, second: The outcome and the claims, such as `auto F1:250.00` or `suggest`.
        why_first, why_second: Each one's reason, in a sentence.
        right: `first`, `second`, `both`, `neither`, or empty where the truth is not known or nothing was settled.
    """

    payment_id: str
    first: str
    second: str
    why_first: str
    why_second: str
    right: str


@frozen(kw_only=True)
class Comparison:
    """Two replays of the same payments."""

    first: Run = field(repr=False)
    second: Run = field(repr=False)
    differences: tuple[Difference, ...] = field(repr=False)

    def table(self, most: int | None = None) -> str:
        """Return the payments that are decided differently as aligned text."""
        return aligned([_HEAD, *self._rows(most)])

    def _rows(self, most: int | None) -> list[Sequence[str]]:
        shown = self.differences[:most]
        return [(one.payment_id, one.first, one.second, one.right, one.why_first, one.why_second) for one in shown]

    def _repr_html_(self) -> str:
        said = f"{len(self.differences)} of {len(self.first.decisions)} payments are decided differently"
        return f"<p>{said}</p>{html_table([_HEAD, *self._rows(20)])}"


def compare(
    a: MatchingPolicy,
    b: MatchingPolicy,
    *,
    items: object,
    payments: object,
    links: object = (),
    truth: TruthOf | None = None,
    creditor: str = "",
) -> Comparison:
    """Replay *payments* under the policies *a* and *b*, and list what they decide differently.

    The tables are as for `match`; with the *truth* each difference says which of the two was right.
    """
    first = match(items, payments, links, policy=a, creditor=creditor)
    return compare_runs(first, first.under(b), truth)


def compare_runs(first: Run, second: Run, truth: TruthOf | None = None) -> Comparison:
    """List what two replays decide differently; a payment that only one has is left out."""
    names, ours, known = paired(map(decided, first.records()), truths(truth) if truth is not None else ())
    others = {one.key: one for one in map(decided, second.records())}
    found = []
    for one in ours.values():
        other = others.get(one.key)
        if other is None or (one.outcome, one.top if one.automatic else None) == (
            other.outcome,
            other.top if other.automatic else None,
        ):
            continue
        true = known.get(names.key(*one.key))
        marks = [] if true is None else [some.automatic and is_true(true, some.top) for some in (one, other)]
        found.append(
            Difference(
                payment_id=names.said(one.key),
                first=_said(one),
                second=_said(other),
                why_first=first.why(one.payment_id, creditor=one.creditor),
                why_second=second.why(one.payment_id, creditor=one.creditor),
                right=_right(marks),
            )
        )
    return Comparison(first=first, second=second, differences=tuple(found))


def _said(one: Decided) -> str:
    return f"auto {', '.join(claim for claim, _ in one.claims)}" if one.automatic else one.outcome


def _right(marks: list[bool]) -> str:
    if not marks:
        return ""
    return {(True, True): "both", (True, False): "first", (False, True): "second"}.get((marks[0], marks[1]), "neither")
