"""Decisions of matching as records: the columns that come out of `match`, as JSON lines or CSV."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from faktura.core.money import Money
from faktura.core.wording import Language
from faktura.rules.matching.decision import Claimed, MatchDecision, Matched, Suggested

COLUMNS: Final = (
    "payment_id",
    "outcome",
    "claims",
    "remainder",
    "remainder_reason",
    "probability",
    "margin",
    "gate",
    "explanation",
    "suggestions",
)

_OUTCOME: Final = {Matched: "auto", Suggested: "suggest"}


def record_of(decision: MatchDecision, language: Language) -> Mapping[str, object]:
    """Return a decision as plain values, in the columns of `match`; lists of objects where there may be several.

    Claims and remainder are together the payment: what is not matched is wholly remainder. The reason says why money
    is over, or why less than is open settles a claim: `rounded`, `discount`, `deduction`, `fee`, `part`, `over`.
    """
    paid = decision.grounds.payment.amount
    matched = decision if isinstance(decision, Matched) else None
    probability, margin = decision.probability, decision.margin
    return {
        "payment_id": decision.payment_id,
        "outcome": _OUTCOME.get(type(decision), "unmatched"),
        "claims": _claims(matched.allocations) if matched else [],
        "remainder": _plain(matched.rest if matched else paid),
        "remainder_reason": _why(matched) if matched else "unmatched",
        "probability": None if probability is None else f"{probability:.6f}",
        "margin": None if margin is None else f"{margin:.2f}",
        "gate": decision.gate,
        "explanation": decision.explain(language),
        "suggestions": _suggestions(decision),
    }


def _why(matched: Matched) -> str:
    return "" if matched.relation == "exact" else matched.relation


def _suggestions(decision: MatchDecision) -> list[dict[str, object]]:
    if not isinstance(decision, Suggested):
        return []
    return [
        {"claims": _claims(one.allocations), "probability": f"{one.probability:.6f}"} for one in decision.suggestions
    ]


def _claims(allocations: Sequence[Claimed]) -> list[dict[str, str]]:
    return [{"claim_id": one.item_id, "amount": _plain(one.amount)} for one in allocations]


def _plain(money: Money) -> str:
    return f"{money.major:f}"


def json_lines(decisions: Iterable[MatchDecision], language: Language) -> Iterator[str]:
    """Yield one JSON object for each decision, without line ends."""
    for one in decisions:
        yield json.dumps(record_of(one, language), ensure_ascii=False)


def csv_lines(decisions: Iterable[MatchDecision], language: Language) -> Iterator[str]:
    """Yield the header and one row of CSV for each decision, without line ends.

    Claims are `claim_id:amount` joined by `;`; suggestions the same with `@probability`, joined by `|`.
    """
    yield ",".join(COLUMNS)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="")
    for one in decisions:
        text.seek(0)
        text.truncate()
        writer.writerow(csv_row(one, language))
        yield text.getvalue()


def csv_row(decision: MatchDecision, language: Language) -> list[object]:
    """Return the cells of one decision."""
    record = record_of(decision, language)
    matched = decision.allocations if isinstance(decision, Matched) else ()
    some = decision.suggestions if isinstance(decision, Suggested) else ()
    joined = {
        "claims": _joined(matched),
        "suggestions": "|".join(f"{_joined(one.allocations)}@{one.probability:.6f}" for one in some),
    }
    return [joined.get(column, record[column]) for column in COLUMNS]


def _joined(allocations: Sequence[Claimed]) -> str:
    return ";".join([f"{one.item_id}:{_plain(one.amount)}" for one in allocations])
