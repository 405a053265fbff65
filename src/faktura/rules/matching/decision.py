"""What matching decides about a payment, and why, in a sentence a clerk can read.

>>> from faktura.core.money import sek
>>> decision = Matched(payment_id="P1", allocations=(Claimed(item_id="F1", amount=sek("499")),), rest=sek(0),
...     reasons=(because("matching.reference_and_amount", reference="1528975", amount=sek("499")),))
>>> decision.explain("sv").replace("\\xa0", " ")
'OCR 1528975 och belopp 499,00 kr stämmer.'
"""

from typing import Final

from attrs import field, frozen

import faktura.rules.wording.matching  # noqa: F401 - registers the sentences
from faktura.core.money import Money
from faktura.core.wording import Language, sentence
from faktura.rules.wording.figures import amount_in

RULES: Final = "exact-1"
"""The version of the rules that decided; it changes whenever the same input may be decided otherwise."""


@frozen
class Reason:
    """One thing that spoke for or against: a stable code and the facts of its sentence.

    Attributes:
        facts: Name and value pairs. What the payer wrote is masked here when it could be a personal number.
    """

    code: str
    facts: tuple[tuple[str, str | Money], ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return the sentence, lower case and without a full stop; amounts as *language* writes them."""
        said = {name: amount_in(value, language) if isinstance(value, Money) else value for name, value in self.facts}
        return sentence(self.code, language, **said)


def because(code: str, **facts: str | Money) -> Reason:
    """Return the reason *code* with its *facts*."""
    return Reason(code, tuple(facts.items()))


def _sentence(reasons: tuple[Reason, ...], language: Language) -> str:
    said = "; ".join(reason.explain(language) for reason in reasons)
    return f"{said[:1].upper()}{said[1:]}."


@frozen(kw_only=True)
class Claimed:
    """What of an open item the payment settles; negative when it uses a credit note."""

    item_id: str
    amount: Money


@frozen(kw_only=True)
class Matched:
    """Certain enough to be booked without a person.

    The allocations and the rest are the payment, to the öre.

    Attributes:
        allocations: In the order the payer named them; the last takes the difference, if there is one.
        rest: What is paid too much and belongs to the payer; zero or more.
        difference: What remains open of the last item (or, negative, what is paid above it) and is
            within the policy's `write_off`: whoever books gives that tolerance with the last allocation.
        digest: SHA-256 of what the decision rests on: the payment, the items seen, the policy, the rules.
    """

    payment_id: str
    allocations: tuple[Claimed, ...]
    rest: Money
    difference: Money = field()
    reasons: tuple[Reason, ...]
    rule_version: str = RULES
    digest: str = ""

    @difference.default
    def _none(self) -> Money:
        return Money.zero(self.rest.currency)

    def explain(self, language: Language = "en") -> str:
        """Return why, in one sentence."""
        return _sentence(self.reasons, language)


@frozen(kw_only=True)
class Suggestion:
    """One way to place the payment, for a person to accept; what it leaves over is the payer's."""

    allocations: tuple[Claimed, ...]
    reasons: tuple[Reason, ...]

    def explain(self, language: Language = "en") -> str:
        """Return what speaks for it, in one sentence."""
        return _sentence(self.reasons, language)


@frozen(kw_only=True)
class Suggested:
    """Not certain: a person chooses.

    Attributes:
        suggestions: The likeliest first, at most five.
        reasons: What kept the payment from being booked by itself.
    """

    payment_id: str
    suggestions: tuple[Suggestion, ...]
    reasons: tuple[Reason, ...]
    rule_version: str = RULES
    digest: str = ""

    def explain(self, language: Language = "en") -> str:
        """Return why a person is asked, in one sentence."""
        return _sentence(self.reasons, language)


@frozen(kw_only=True)
class Unmatched:
    """Nothing is known that the payment could settle, or it is not to be matched at all."""

    payment_id: str
    reasons: tuple[Reason, ...]
    rule_version: str = RULES
    digest: str = ""

    def explain(self, language: Language = "en") -> str:
        """Return why, in one sentence."""
        return _sentence(self.reasons, language)


MatchDecision = Matched | Suggested | Unmatched
