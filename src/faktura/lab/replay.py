"""A replay of matching: items, payments and links from any table, the decisions as records, scored against the truth."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import attrs
from attrs import field, frozen

from faktura.core.claim import OpenItem
from faktura.core.payer_link import PayerLink
from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import Language
from faktura.desk.matching_records import COLUMNS, csv_row, record_of
from faktura.desk.matching_rows import item_of, link_of, payment_of
from faktura.desk.matching_tables import match_tables
from faktura.lab.extras import needed
from faktura.lab.keys import Key, Names
from faktura.lab.metrics import Evaluation, Score, evaluate
from faktura.lab.synthetic.truth import Truth
from faktura.lab.tables import records_of, row_of
from faktura.lab.text import aligned, html_table
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested, Unmatched

if TYPE_CHECKING:
    import polars as pl

TruthOf = Iterable[Truth] | Mapping[str, Iterable[str]] | Mapping[Key, Iterable[str]]
"""The truth: as the generator has it, or for each payment id the ids of the items it was meant for, empty for none.

Where several creditors have payments of one id, the key is creditor and id."""

COLUMNS_WITH_CREDITOR = (*COLUMNS, "creditor")
_SHOWN = 20
_HEAD = ("payment", "outcome", "claims", "remainder", "why not")


@frozen(kw_only=True)
class Run:
    """The decisions of one replay, in the order of the payments, with all that they rest on."""

    items: tuple[OpenItem, ...] = field(repr=False)
    payments: tuple[tuple[str, IncomingPayment], ...] = field(repr=False)
    links: tuple[tuple[str, str, PayerLink], ...] = field(repr=False, default=())
    policy: MatchingPolicy = MatchingPolicy()
    decisions: tuple[MatchDecision, ...] = field(repr=False, init=False)
    _places: Mapping[Key, int] = field(repr=False, init=False, eq=False)
    _names: Names = field(repr=False, init=False, eq=False)

    @decisions.default
    def _decide(self) -> tuple[MatchDecision, ...]:
        return match_tables(self.items, self.payments, self.links, policy=self.policy)

    @_places.default
    def _index(self) -> Mapping[Key, int]:
        return {(creditor, one.id): at for at, (creditor, one) in enumerate(self.payments)}

    @_names.default
    def _named(self) -> Names:
        return Names.of(self._places)

    def under(self, policy: MatchingPolicy) -> "Run":
        """Return the same payments decided under another *policy*."""
        return attrs.evolve(self, policy=policy)

    def decision(self, payment_id: str, creditor: str = "") -> MatchDecision:
        """Return the decision on a payment; `NotFound` when it was not among those replayed.

        Raises:
            InputError: Several creditors have a payment of that id; `lab.creditor`: give the creditor, or `creditor:id`.
        """
        return self.decisions[self._places[self._names.named(payment_id, creditor)]]

    def payment(self, payment_id: str, creditor: str = "") -> IncomingPayment:
        """Return a payment as it came; as `decision`."""
        return self.payments[self._places[self._names.named(payment_id, creditor)]][1]

    def why(self, payment_id: str, language: Language = "en", *, creditor: str = "") -> str:
        """Return why a payment was settled, or why not, in one sentence; as `decision`."""
        return self.decision(payment_id, creditor).explain(language)

    def records(self, language: Language = "en") -> list[Mapping[str, object]]:
        """Return one record for each payment, ready for any table: the columns of `match`, and the creditor last."""
        return [
            {**record_of(one, language), "creditor": creditor}
            for one, (creditor, _) in zip(self.decisions, self.payments, strict=True)
        ]

    def table(self, most: int | None = None) -> str:
        """Return the run as aligned text, a line for each payment, or for the first so many."""
        return aligned([_HEAD, *self._rows(most)])

    def frame(self, language: Language = "en") -> "pl.DataFrame":
        """Return the records as a polars data frame: text as in CSV, probability and margin as numbers.

        Raises:
            MissingExtra: polars is not installed; the extra is `lab`.
        """
        frames = needed("polars")
        pairs = zip(self.decisions, self.payments, strict=True)
        rows = [(*csv_row(one, language), creditor) for one, (creditor, _) in pairs]
        columns = {
            name: [None if row[at] is None else str(row[at]) for row in rows]
            for at, name in enumerate(COLUMNS_WITH_CREDITOR)
        }
        frame: pl.DataFrame = frames.DataFrame(columns, schema=dict.fromkeys(COLUMNS_WITH_CREDITOR, frames.String))
        return frame.with_columns(frames.col("probability", "margin").cast(frames.Float64))

    def evaluate(self, truth: TruthOf) -> Evaluation:
        """Compare with the *truth*, for each kind of error; a truth by ids takes what has claims for decidable."""
        opened = [{"creditor": one.creditor, "claim_id": one.id, "open": f"{one.open.major:f}"} for one in self.items]
        return evaluate(self.records(), truths(truth), opened)

    def score(self, truth: TruthOf) -> Score:
        """Return the counts over all payments."""
        return self.evaluate(truth).overall

    def counts(self) -> dict[str, int]:
        """Return how many payments had each outcome."""
        found = Counter(type(one) for one in self.decisions)
        return {"auto": found[Matched], "suggest": found[Suggested], "unmatched": found[Unmatched]}

    def _rows(self, most: int | None) -> list[tuple[str, ...]]:
        cells = ([str(cell or "") for cell in csv_row(one, "en")] for one in self.decisions[:most])
        at = {name: place for place, name in enumerate(COLUMNS)}
        shown = ("outcome", "claims", "remainder", "gate")
        ids = (self._names.said((creditor, one.id)) for creditor, one in self.payments)
        return [(id, *(row[at[name]] for name in shown)) for id, row in zip(ids, cells, strict=False)]

    def _repr_html_(self) -> str:
        counts = ", ".join(f"{count} {outcome}" for outcome, count in self.counts().items())
        more = f"<p>… {len(self.decisions) - _SHOWN} more</p>" if len(self.decisions) > _SHOWN else ""
        return f"<p>{len(self.decisions)} payments: {counts}</p>{html_table([_HEAD, *self._rows(_SHOWN)])}{more}"


def match(
    items: object, payments: object, links: object = (), *, policy: MatchingPolicy | None = None, creditor: str = ""
) -> Run:
    """Replay matching of *payments* against *items*, one creditor at a time, deciding as the desk does.

    Args:
        items: A data frame of any library, anything that speaks Arrow, or an iterable of rows or `OpenItem`s; the
            columns are those of `python -m faktura match`.
        payments: The same for payments or `IncomingPayment`s.
        links: The same for the history of payers and customers, as rows.
        policy: What may be decided without a person.
        creditor: The creditor, where the rows do not say it.

    Raises:
        MalformedFile: A row lacks what it needs; the row is told, counted from 1.
        InputError: What was given is no table, or a cell is a float; `lab.table`, `lab.float`.
    """
    history = [link_of(row_of(row), number) for number, row in enumerate(records_of(links), start=1)]
    return Run(
        items=tuple(_item(row, number, creditor) for number, row in enumerate(records_of(items), start=1)),
        payments=tuple(_payment(row, number, creditor) for number, row in enumerate(records_of(payments), start=1)),
        links=tuple((owner or creditor, account, link) for owner, account, link in history),
        policy=policy or MatchingPolicy(),
    )


def decide(items: object, payments: object, links: object = ()) -> list[Mapping[str, object]]:
    """Return the records that matching writes for these tables: the library's own engine, for `lab.checks`."""
    return match(items, payments, links).records()


def truths(truth: TruthOf) -> list[Truth]:
    """Return the truth as values: what has claims counts as decidable where nothing more is known."""
    if not isinstance(truth, Mapping):
        return list(truth)
    found = []
    for key, claims in truth.items():
        creditor, payment = key if isinstance(key, tuple) else ("", key)
        placed = tuple((claim, 0) for claim in claims)
        found.append(Truth(creditor=creditor, payment_id=payment, claims=placed, decidable=bool(placed)))
    return found


def _item(row: object, number: int, creditor: str) -> OpenItem:
    item = row if isinstance(row, OpenItem) else item_of(row_of(row), number)
    return item if item.creditor or not creditor else attrs.evolve(item, creditor=creditor)


def _payment(row: object, number: int, creditor: str) -> tuple[str, IncomingPayment]:
    if isinstance(row, IncomingPayment):
        return creditor, row
    texts = row_of(row)
    return texts.get("creditor", "") or creditor, payment_of(texts, number)
