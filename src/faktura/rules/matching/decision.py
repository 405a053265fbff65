"""What matching decides about a payment, and why, in a sentence a clerk can read.

A decision keeps what it was made of (`Grounds`); its sentence, its signals and its digest are made
when they are asked for.
"""

from typing import Final

from attrs import field, frozen

from faktura.core.money import Money
from faktura.core.wording import Language
from faktura.rules.matching.explanation import Grounds, Signal, said
from faktura.rules.matching.reason import Reason

RULES: Final = "weighed-4"
"""The version of the rules that decided; it changes whenever the same input may be decided otherwise."""


@frozen(kw_only=True)
class Claimed:
    """What of an open item the payment settles; negative when it uses a credit note."""

    item_id: str
    amount: Money


@frozen(kw_only=True)
class Suggestion:
    """One way to place the payment, for a person to accept; what it leaves over is the payer's.

    Attributes:
        probability: That it is what the payment is for, between 0 and 1.
        reasons: What speaks for it.
    """

    allocations: tuple[Claimed, ...]
    probability: float
    reasons: tuple[Reason, ...]

    def explain(self, language: Language = "en") -> str:
        """Return what speaks for it, in one sentence."""
        return said(self.reasons, language)


@frozen(kw_only=True)
class _Decided:
    """What every decision can tell."""

    payment_id: str
    grounds: Grounds = field(repr=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What spoke for it, or what stopped it: the weightiest first."""
        return self.grounds.reasons

    @property
    def probability(self) -> float | None:
        """That the likeliest set is what the payment is for, to six decimals; none where there is no set."""
        return self.grounds.probability

    @property
    def margin(self) -> float | None:
        """By how many bits the likeliest set outweighs all else together, to two decimals."""
        return self.grounds.margin

    @property
    def gate(self) -> str:
        """The gate that kept it from being automatic, such as `duplicate`; empty when none did."""
        return self.grounds.gate

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The signs of the likeliest set with their weights in bits."""
        return self.grounds.signals

    @property
    def rule_version(self) -> str:
        """The version of the rules that decided."""
        return RULES

    @property
    def digest(self) -> str:
        """SHA-256 of what the decision rests on: the payment, the claims weighed, the policy, the rules."""
        return self.grounds.digest(RULES)

    def explain(self, language: Language = "en") -> str:
        """Return why, in one sentence."""
        return said(self.reasons, language)

    def table(self, language: Language = "en") -> str:
        """Return the signals, the runner-up and the gate as aligned text."""
        return self.grounds.table(language)

    def _repr_html_(self) -> str:
        """Return the same for a notebook, every text of the payer's escaped."""
        return self.grounds.html("en")


@frozen(kw_only=True)
class Matched(_Decided):
    """Certain enough to be booked without a person.

    The allocations and the rest are the payment, to the öre.

    Attributes:
        allocations: In the order the payer named them; the last takes the difference, if there is one.
        rest: What is paid too much and belongs to the payer; zero or more.
        difference: What remains open of the last item and is declared: rounding, a discount, a fee of the
            bank; or, negative, what is paid above it as rounding.
        relation: How the amount relates to what is open: `exact`, `rounded`, `discount`, `deduction`, `fee`,
            `part`, `over`.
    """

    allocations: tuple[Claimed, ...]
    rest: Money
    difference: Money
    relation: str


@frozen(kw_only=True)
class Suggested(_Decided):
    """Not certain: a person chooses.

    Attributes:
        suggestions: The likeliest first, at most five.
    """

    suggestions: tuple[Suggestion, ...]


@frozen(kw_only=True)
class Unmatched(_Decided):
    """Nothing is known that the payment could settle, or it is not to be matched at all."""


MatchDecision = Matched | Suggested | Unmatched
