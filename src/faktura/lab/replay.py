"""A replay of matching: items and payments from any table, the decisions as records, scored against the truth."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import frozen

from faktura.core.claim import InMemoryCandidates, OpenItem
from faktura.core.errors import InputError, NotFound
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import Language, Text, register
from faktura.desk.matching_records import record_of
from faktura.desk.matching_rows import item_of, payment_of
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested
from faktura.rules.matching.match import match as decide


@frozen(kw_only=True)
class Score:
    """How a run compares with the truth.

    Attributes:
        automatic: Payments that were settled without a person.
        right: Of those, the ones whose set of items is exactly the true one.
        suggested_first: Payments left to a person whose first suggestion is the true set.
        left: Payments left to a person that have a true set.
    """

    automatic: int
    right: int
    suggested_first: int
    left: int

    @property
    def precision(self) -> Decimal | None:
        """The share of automatic decisions that are right; none without any."""
        return Decimal(self.right) / self.automatic if self.automatic else None


@frozen(kw_only=True)
class Run:
    """The decisions of one replay, in the order of the payments."""

    payments: tuple[IncomingPayment, ...]
    decisions: tuple[MatchDecision, ...]

    def decision(self, payment_id: str) -> MatchDecision:
        """Return the decision on a payment; `NotFound` when it was not among those replayed."""
        for one in self.decisions:
            if one.payment_id == payment_id:
                return one
        raise NotFound("lab.payment", id=payment_id)

    def why(self, payment_id: str, language: Language = "en") -> str:
        """Return why a payment was settled, or why not, in one sentence."""
        return self.decision(payment_id).explain(language)

    def records(self, language: Language = "en") -> list[Mapping[str, object]]:
        """Return one record for each payment, ready for any table; the columns are those of `match`."""
        return [record_of(one, language) for one in self.decisions]

    def table(self) -> str:
        """Return the run as aligned text, a line for each payment."""
        rows = [("payment", "outcome", "claims", "remainder")]
        for one in self.decisions:
            outcome = {Matched: "auto", Suggested: "suggest"}.get(type(one), "unmatched")
            claims, rest = "", ""
            if isinstance(one, Matched):
                claims = ";".join(f"{claim.item_id}:{claim.amount.major:f}" for claim in one.allocations)
                rest = f"{one.rest.major:f}"
            rows.append((one.payment_id, outcome, claims, rest))
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        lines = ("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows)
        return "\n".join(line.rstrip() for line in lines)

    def score(self, truth: Mapping[str, Iterable[str]]) -> Score:
        """Compare with *truth*: for each payment id the ids of the items it was meant for, empty for none."""
        true = {payment_id: frozenset(items) for payment_id, items in truth.items()}
        automatic = [one for one in self.decisions if isinstance(one, Matched)]
        left = [one for one in self.decisions if not isinstance(one, Matched) and true.get(one.payment_id)]
        first = [one for one in left if isinstance(one, Suggested) and one.suggestions]
        return Score(
            automatic=len(automatic),
            right=sum(frozenset(a.item_id for a in one.allocations) == true.get(one.payment_id) for one in automatic),
            suggested_first=sum(
                {a.item_id for a in one.suggestions[0].allocations} == true[one.payment_id] for one in first
            ),
            left=len(left),
        )


def match(items: object, payments: object, *, policy: MatchingPolicy | None = None, creditor: str = "") -> Run:
    """Replay matching of *payments* against *items*, one creditor at a time, deciding as the desk does.

    Args:
        items: A data frame (anything with `to_dicts` or `to_dict`), or an iterable of rows or `OpenItem`s;
            the columns are those of `python -m faktura match`.
        payments: The same for payments or `IncomingPayment`s.
        policy: What may be decided without a person.
        creditor: The creditor, where the rows do not say it.

    Raises:
        MalformedFile: A row lacks what it needs; the row is told, counted from 1.
        InputError: A cell is a float: an amount must be text, a whole number or a Decimal.
    """
    open_items = [_item(row, number) for number, row in enumerate(_rows(items), start=1)]
    received = [_payment(row, number) for number, row in enumerate(_rows(payments), start=1)]
    by_creditor: dict[str, list[OpenItem]] = {}
    for item in open_items:
        by_creditor.setdefault(item.creditor or creditor, []).append(item)
    decided: dict[int, MatchDecision] = {}
    for owner in dict.fromkeys(owner or creditor for owner, _ in received):
        mine = [at for at, (one, _) in enumerate(received) if (one or creditor) == owner]
        found = decide(
            [received[at][1] for at in mine],
            InMemoryCandidates(by_creditor.get(owner, ())),
            policy or MatchingPolicy(),
            creditor=owner,
        )
        decided |= dict(zip(mine, found, strict=True))
    return Run(
        payments=tuple(payment for _, payment in received), decisions=tuple(decided[at] for at in range(len(received)))
    )


def _rows(table: object) -> Sequence[object]:
    """Return the rows of a frame or an iterable, without importing any frame library."""
    for name, arguments in (("to_dicts", ()), ("to_dict", ("records",))):
        call = getattr(table, name, None)
        if callable(call):
            rows = call(*arguments)
            return list(rows) if isinstance(rows, Iterable) else []
    if isinstance(table, Iterable) and not isinstance(table, str | bytes | Mapping):
        return list(table)
    raise InputError("lab.table", found=type(table).__name__)


def _item(row: object, number: int) -> OpenItem:
    return row if isinstance(row, OpenItem) else item_of(_texts(row), number)


def _payment(row: object, number: int) -> tuple[str, IncomingPayment]:
    if isinstance(row, IncomingPayment):
        return "", row
    texts = _texts(row)
    return texts.get("creditor", ""), payment_of(texts, number)


def _texts(row: object) -> Mapping[str, str]:
    if not isinstance(row, Mapping):
        raise InputError("lab.table", found=type(row).__name__)
    return {str(column): _text(str(column), value) for column, value in row.items()}


def _text(column: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        if value != value:  # noqa: PLR0124 - not a number: how pandas says that nothing stands there
            return ""
        raise InputError("lab.float", column=column)
    if isinstance(value, date):
        return value.isoformat()[:10]
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


register(
    {
        "lab.payment": Text(
            en="payment {id} is not in this run; check the id",
            sv="betalningen {id} finns inte i denna körning; kontrollera id",
        ),
        "lab.table": Text(
            en="{found} is no table; give a data frame, or an iterable of rows by column name",
            sv="{found} är ingen tabell; ange en data frame eller rader med kolumnnamn",
        ),
        "lab.float": Text(
            en="column {column} holds a float, which is not exact; give text, a whole number or a Decimal",
            sv="kolumnen {column} innehåller flyttal, som inte är exakta; ange text, heltal eller Decimal",
        ),
    }
)
