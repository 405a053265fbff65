"""What receiving and matching payments tells: the file's payments, the decisions, and why."""

from attrs import frozen

from faktura.core.errors import FakturaError, Finding
from faktura.core.money import Money
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.core.wording import Language
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested, Unmatched


@frozen(kw_only=True)
class Received:
    """What a bank file brought.

    Attributes:
        digest: SHA-256 of the file.
        new: Payments stored now, with what matching decided on each.
        known: Ids of payments that were stored before: the file or a part of it came again, or another report of the
            same deposits (BgMax and camt, the statement and the notification).
        elsewhere: Payments to accounts that are not the sender's; nothing of them is stored.
        findings: What a person should know: a sum that had been decided on when its payments came, and which payments
            are payouts of the sender's own that came back.
    """

    digest: str
    new: tuple[IncomingPayment, ...]
    decisions: tuple[MatchDecision, ...]
    known: tuple[str, ...]
    elsewhere: tuple[IncomingPayment, ...]
    findings: tuple[Finding, ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return one line for each new payment: its id, and what was decided and why."""
        return "\n".join(f"{one.payment_id}: {one.explain(language)}" for one in self.decisions)


@frozen(kw_only=True)
class CollectedFile:
    """What became of one file of the bank feed: what it brought, or why it was refused."""

    name: str
    received: Received | None = None
    refusal: FakturaError | None = None


@frozen(kw_only=True)
class Explanation:
    """What matching decided on a payment and why, kept as it was said then, in both languages.

    Attributes:
        outcome: `matched`, `suggested` or `unmatched`.
        reasons: The codes of the reasons, the weightiest first.
        digest: SHA-256 of what the decision rested on; `rule_version` of the rules that decided.
    """

    payment_id: str
    outcome: str
    en: str
    sv: str
    reasons: tuple[str, ...]
    rule_version: str
    digest: str

    @classmethod
    def of(cls, decision: MatchDecision) -> "Explanation":
        """Return what to keep of *decision*."""
        outcomes = {Matched: "matched", Suggested: "suggested", Unmatched: "unmatched"}
        return cls(
            payment_id=decision.payment_id,
            outcome=outcomes[type(decision)],
            en=decision.explain("en"),
            sv=decision.explain("sv"),
            reasons=tuple(reason.code for reason in decision.reasons),
            rule_version=decision.rule_version,
            digest=decision.digest,
        )

    def sentence(self, language: Language = "en") -> str:
        """Return the reasons in one sentence."""
        return self.sv if language == "sv" else self.en


@frozen(kw_only=True)
class CreditBalance:
    """What is kept of a customer's payments in one currency, and of which."""

    customer_id: str
    amount: Money
    payments: tuple[str, ...]


@frozen(kw_only=True)
class UnmatchedPayment:
    """A payment that is not wholly decided on: what came, what became of it, and matching's suggestion now."""

    payment: IncomingPayment
    state: PaymentState
    decision: MatchDecision
