"""Decision records as any engine writes them: the out columns of `match`, as objects or as text.

`payment_id, outcome, claims, remainder, remainder_reason, probability, margin, gate, explanation, suggestions`; of these
only the first two must be there, and `creditor` where several creditors have a payment of one id. Claims are a list of
objects, or `claim_id:amount` joined by `;`; suggestions a list of objects with `claims` and `probability`, or sets joined
by `|` with the probability after `@`.

>>> decided({"payment_id": "P1", "outcome": "suggest", "suggestions": "F1:250.00;F2:50.00@0.8|F3:300.00@0.1"}).sets
(frozenset({...}), frozenset({'F3'}))
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from attrs import frozen

from faktura.core.errors import InputError
from faktura.core.wording import Text, register
from faktura.lab.keys import Key

Placed = tuple[tuple[str, int], ...]
"""Claims with the hundredths of the currency's unit placed on each."""

OUTCOMES = ("auto", "suggest", "unmatched")


@frozen(kw_only=True)
class Suggested:
    """One suggested set, and how likely it is."""

    claims: Placed
    probability: float | None


@frozen(kw_only=True)
class Decided:
    """One decision, as metrics read it.

    Attributes:
        claims: What was settled automatically; empty unless the outcome is `auto`.
        probability: Of the set that was settled, or of the first that is suggested; none where nothing is said.
        gate: What kept it from being automatic.
        suggestions: The likeliest first.
        creditor: Whose payment it is; empty where the record does not say it.
    """

    payment_id: str
    outcome: str
    claims: Placed
    probability: float | None
    gate: str
    suggestions: tuple[Suggested, ...]
    creditor: str = ""

    @property
    def key(self) -> Key:
        """Creditor and payment."""
        return self.creditor, self.payment_id

    @property
    def automatic(self) -> bool:
        """Whether it was settled without a person."""
        return self.outcome == "auto"

    @property
    def sets(self) -> tuple[frozenset[str], ...]:
        """The suggested sets of claim ids, the likeliest first."""
        return tuple(frozenset(claim for claim, _ in one.claims) for one in self.suggestions)

    @property
    def top(self) -> frozenset[str]:
        """The set the decision stands for: the settled one, else the first suggested, else nothing."""
        if self.automatic:
            return frozenset(claim for claim, _ in self.claims)
        return self.sets[0] if self.suggestions else frozenset()


def decided(record: Mapping[str, object]) -> Decided:
    """Return one record as a value.

    Raises:
        InputError: It lacks its payment or outcome, or holds what is no amount or probability; `lab.record`.
    """
    payment_id, outcome = str(record.get("payment_id") or ""), record.get("outcome")
    if not payment_id or outcome not in OUTCOMES:
        raise InputError("lab.record", column="outcome" if payment_id else "payment_id", found=repr(outcome)[:40])
    suggestions = _suggestions(record.get("suggestions"))
    stated = _probability(record.get("probability"))
    if outcome != "auto" and suggestions and suggestions[0].probability is not None:
        stated = suggestions[0].probability
    return Decided(
        payment_id=payment_id,
        outcome=str(outcome),
        claims=_claims(record.get("claims")) if outcome == "auto" else (),
        probability=stated,
        gate=str(record.get("gate") or ""),
        suggestions=suggestions,
        creditor=str(record.get("creditor") or ""),
    )


def _claims(value: object) -> Placed:
    if isinstance(value, str):
        parts = (one.rpartition(":") for one in value.split(";") if one)
        return tuple((claim, _minor(amount)) for claim, _, amount in parts)
    return tuple((str(one["claim_id"]), _minor(one.get("amount"))) for one in _objects(value))


def _suggestions(value: object) -> tuple[Suggested, ...]:
    if isinstance(value, str):
        parts = (one.rpartition("@") if "@" in one else (one, "", "") for one in value.split("|") if one)
        return tuple(Suggested(claims=_claims(claims), probability=_probability(said)) for claims, _, said in parts)
    return tuple(
        Suggested(claims=_claims(one.get("claims")), probability=_probability(one.get("probability")))
        for one in _objects(value)
    )


def _objects(value: object) -> Iterable[Mapping[str, object]]:
    if value is None:
        return ()
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        raise InputError("lab.record", column="claims", found=repr(value)[:40])
    listed = list(value)
    if not all(isinstance(one, Mapping) for one in listed):
        raise InputError("lab.record", column="claims", found=repr(listed)[:40])
    return listed


def _minor(value: object) -> int:
    try:
        return int(Decimal(str(value)) * 100)
    except (InvalidOperation, ValueError, OverflowError):
        raise InputError("lab.record", column="claims", found=repr(value)[:40]) from None


def _probability(value: object) -> float | None:
    if value is None or value == "":
        return None
    try:
        said = float(str(value))
    except ValueError:
        said = -1.0
    if not 0 <= said <= 1:
        raise InputError("lab.record", column="probability", found=repr(value)[:40])
    return said


register(
    {
        "lab.record": Text(
            en="a decision has {found} as {column}; give records with the columns that `match` writes",
            sv="ett beslut har {found} som {column}; ange poster med de kolumner som `match` skriver",
        )
    }
)
