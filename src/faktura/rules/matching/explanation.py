"""What a decision was made of, for a sentence, a table, a notebook, and a digest to hold it to."""

import hashlib
from html import escape
from typing import Final

from attrs import define, field, frozen

from faktura.core.payment import IncomingPayment
from faktura.core.sender import MatchingPolicy
from faktura.core.wording import Language, sentence
from faktura.rules.matching.reason import Reason, name_of, reasons_for
from faktura.rules.matching.weighed import Signs, Weighed

_SHOWN: Final = 5


@frozen(kw_only=True)
class Signal:
    """One sign and its weight.

    Attributes:
        code: Stable, such as `reference.exact`.
        bits: The log-likelihood ratio to base 2: 10 bits make the set a thousand times likelier.
    """

    code: str
    bits: float

    def explain(self, language: Language = "en") -> str:
        """Return what the sign is, in a few words."""
        return sentence(f"matching.sign.{self.code}", language)


def said(reasons: tuple[Reason, ...], language: Language) -> str:
    """Return *reasons* as one sentence."""
    text = "; ".join(reason.explain(language) for reason in reasons)
    return f"{text[:1].upper()}{text[1:]}."


@define
class Grounds:
    """What a decision rests on.

    Attributes:
        found: The sets that were weighed, the likeliest first.
        unsaid: Those of them that are not suggested, because together they are likelier wrong than right.
        gate: What kept the first from being automatic; `stopped` says so.
        bits: The margin of the first over all else.
    """

    payment: IncomingPayment
    policy: MatchingPolicy
    found: tuple[Weighed, ...] = field(default=(), kw_only=True)
    unsaid: tuple[Weighed, ...] = field(default=(), kw_only=True)
    gate: str = field(default="", kw_only=True)
    stopped: Reason | None = field(default=None, kw_only=True)
    bits: float = field(default=0.0, kw_only=True)

    @property
    def ranked(self) -> tuple[Weighed, ...]:
        """The sets that were weighed, the likeliest first."""
        return self.found

    @property
    def first(self) -> tuple[float, Signs] | None:
        """The probability of the first set and its signs; none where there is no set."""
        return (self.found[0].probability, self.found[0].signs) if self.found else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What stopped it, or what speaks for it."""
        if self.stopped is not None:
            return (self.stopped,)
        return reasons_for(self.payment, self.ranked[0])

    @property
    def probability(self) -> float | None:
        """The first set's, to six decimals."""
        return None if self.first is None else round(self.first[0], 6)

    @property
    def margin(self) -> float | None:
        """The first set's, to two decimals."""
        return None if self.first is None else round(self.bits, 2)

    @property
    def signals(self) -> tuple[Signal, ...]:
        """The first set's signs."""
        signs = () if self.first is None else self.first[1]
        return tuple(Signal(code=code, bits=round(bits, 2)) for code, bits in signs)

    def digest(self, rules: str) -> str:
        """Return what the decision rests on, as SHA-256; where the payment was read does not count."""
        one = self.payment
        rests_on = (
            rules,
            self.policy,
            (one.id, one.account, one.booked_on, one.amount, one.reversal, one.references, one.message),
            (one.payer.name, one.payer.account, one.payer.organisation_number, one.channel, one.original),
            [([item.id for item in some.set.items], some.set.fit, some.signs) for some in self.ranked],
        )
        return hashlib.sha256(repr(rests_on).encode("utf-8", "surrogatepass")).hexdigest()

    def rows(self, language: Language) -> list[tuple[str, str]]:
        """Return label and value of everything that was weighed, for a table."""
        rows = [(signal.explain(language), f"{signal.bits:+.2f}") for signal in self.signals]
        for number, one in enumerate(self.ranked[:_SHOWN], start=1):
            claims = ", ".join(name_of(item) for item in one.set.items)
            rows.append((f"{number}. {claims}", f"{one.probability:.6f}"))
        if self.stopped is not None:
            rows.append((sentence("matching.sign.gate", language), self.stopped.explain(language)))
        return rows

    def table(self, language: Language) -> str:
        """Return the rows as aligned text under the sentence."""
        rows = self.rows(language)
        width = max((len(label) for label, _ in rows), default=0)
        return "\n".join([said(self.reasons, language), *(f"{label:<{width}}  {value}" for label, value in rows)])

    def html(self, language: Language) -> str:
        """Return the rows as an HTML table under the sentence, everything escaped."""
        rows = "".join(
            f"<tr><td>{escape(label)}</td><td>{escape(value)}</td></tr>" for label, value in self.rows(language)
        )
        return f"<p>{escape(said(self.reasons, language))}</p><table>{rows}</table>"
