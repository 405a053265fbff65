"""What receiving and matching payments tells: the file's payments, the decisions, and why; and which are new."""

from collections.abc import Sequence

import attrs
from attrs import frozen

from faktura.core.errors import FormatError
from faktura.core.payment import IncomingPayment, PaymentState
from faktura.core.wording import Language
from faktura.desk import index
from faktura.desk.work import View
from faktura.rules.matching.decision import MatchDecision, Matched, Suggested, Unmatched


@frozen(kw_only=True)
class Received:
    """What a bank file brought.

    Attributes:
        digest: SHA-256 of the file.
        new: Payments stored now, with what matching decided on each.
        known: Ids of payments that were stored before: the file, or a part of it, came again.
        elsewhere: Payments to accounts that are not the sender's; nothing of them is stored.
    """

    digest: str
    new: tuple[IncomingPayment, ...]
    decisions: tuple[MatchDecision, ...]
    known: tuple[str, ...]
    elsewhere: tuple[IncomingPayment, ...]

    def explain(self, language: Language = "en") -> str:
        """Return one line for each new payment: its id, and what was decided and why."""
        return "\n".join(f"{one.payment_id}: {one.explain(language)}" for one in self.decisions)


@frozen(kw_only=True)
class CollectedFile:
    """What became of one file of the bank feed: what it brought, or why it cannot be read."""

    name: str
    received: Received | None = None
    refusal: FormatError | None = None


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
class UnmatchedPayment:
    """A payment that is not wholly decided on: what came, what became of it, and matching's suggestion now."""

    payment: IncomingPayment
    state: PaymentState
    decision: MatchDecision


def told_apart(view: View, payments: Sequence[IncomingPayment]) -> tuple[tuple[IncomingPayment, ...], tuple[str, ...]]:
    """Return the payments not stored before, and the ids of those that were.

    Some banks number the entries of each message anew, so that two payments of one day have one id. The same
    payment never comes with another amount: then it is another payment, and the amount makes an id of its own.
    """
    stored = _stored(view, [payment.id for payment in payments])
    own = [f"{one.id}={one.amount.minor}" for one in payments if _differs(stored.get(one.id), one)]
    stored |= _stored(view, own)
    new: dict[str, IncomingPayment] = {}
    known = set()
    for payment in payments:
        if _differs(stored.get(payment.id) or new.get(payment.id), payment):
            payment = attrs.evolve(payment, id=f"{payment.id}={payment.amount.minor}")
        if payment.id in stored:
            known.add(payment.id)
        else:
            new.setdefault(payment.id, payment)
    return tuple(new.values()), tuple(sorted(known))


def _stored(view: View, ids: Sequence[str]) -> dict[str, IncomingPayment]:
    rows = view.reading.rows(index.PAYMENT, ids) if ids else ()
    return {row.key: view.stored(IncomingPayment, row.body) for row in rows}


def _differs(earlier: IncomingPayment | None, payment: IncomingPayment) -> bool:
    return earlier is not None and (earlier.amount, earlier.reversal) != (payment.amount, payment.reversal)
