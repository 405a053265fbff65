"""The hard gates: what must hold, whatever the probability, before a payment is booked without a person."""

from typing import Final

from attrs import define

from faktura.core.money import Money
from faktura.core.sender import MatchingPolicy
from faktura.rules.matching.amounts import EXPLAINED
from faktura.rules.matching.called import calls
from faktura.rules.matching.case import Case, label_of
from faktura.rules.matching.claim_set import is_exact, is_within, strange_fee
from faktura.rules.matching.evidence import MOST_OF_AGENT
from faktura.rules.matching.lacking import KNOWN, STRONG, differing, named_otherwise, unsure, weak
from faktura.rules.matching.reason import Reason, because, numbers_of
from faktura.rules.matching.scales import Scales, is_agent, is_round
from faktura.rules.matching.weighed import Verdict, Weighed

Stopped = tuple[str, Reason]
"""The gate, and why in words."""

_STRANGERS: Final = frozenset({"payer.unlike", "payer.namesake", "payer.other"})
_NEAR_PART: Final = 4
"""A stranger may pay up to one part in so many less or more than is open, or a part of a usual size."""

_FEW_TRIED: Final = 3
_FEW_SUMS: Final = 60
"""After so many sums have been tried, one that fits says little."""

_COMMON: Final = 0.01
"""An amount that more than this share of the claims has proves little beside a payer known as somebody else."""


@define
class _Judged:
    """What the gates look at: a case, how its sets were weighed, and the first of them."""

    case: Case
    verdict: Verdict
    first: Weighed
    scales: Scales
    policy: MatchingPolicy


def stopped(case: Case, verdict: Verdict, scales: Scales, policy: MatchingPolicy) -> Stopped | None:
    """Return the first gate that keeps the likeliest set from being automatic; none when all are open.

    What stops a payment whatever it names (`before_weighing`) is asked before anything is weighed.
    """
    if not verdict.ranked:
        return "nothing", _nothing(case, verdict)
    first = verdict.ranked[0]
    judged = _Judged(case, verdict, first, scales, policy)
    for gate in (_duplicate, _denied, _contradiction, _evidence, _remainder, _exact_too, _equals):
        if (found := gate(judged)) is not None:
            return found
    if first.probability < float(policy.auto):
        return "probability", unsure(case, verdict, scales)
    if verdict.margin < policy.margin:
        return "margin", unsure(case, verdict, scales)
    return None


def before_weighing(case: Case) -> Stopped | None:
    """Return what stops a payment whatever it names."""
    if case.payment.reversal:
        return "reversal", because("matching.reversal")
    if case.hindered and not any(hit.open for hit in case.hits):
        return case.hindered, hindered_by(case)
    return None


def _nothing(case: Case, verdict: Verdict) -> Reason:
    if verdict.twice:
        paid = next((hit for hit in case.hits if hit.paid or hit.open), None)
        return because("matching.already_paid", reference=paid.label) if paid else because("matching.paid_before")
    if (credit := next((hit for hit in case.hits if any(item.open.minor < 0 for item in hit.open)), None)) is not None:
        return because("matching.credit_only", reference=credit.label)
    if (paid := next((hit for hit in case.hits if hit.open or hit.paid), None)) is not None:
        return because("matching.settled", reference=paid.label)
    if case.hindered:
        return hindered_by(case)
    if case.unknown:
        return because("matching.unknown_reference", reference=label_of(case.unknown[0]))
    wrote = any(one.text.strip() for one in case.payment.references) or case.payment.message.strip()
    return because("matching.nothing_named") if wrote else because("matching.no_reference")


def hindered_by(case: Case) -> Reason:
    """Return why what is named may not be settled."""
    if case.hindered == "currency":
        return because("matching.currency", reference=case.hindered_label, amount=case.payment.amount)
    return because("matching.account", reference=case.hindered_label)


def _duplicate(judged: _Judged) -> Stopped | None:
    if not judged.verdict.twice:
        return None
    still = {item.id for item in judged.first.set.items}
    paid = next((hit.label for hit in judged.case.hits if hit.paid or any(one.id not in still for one in hit.open)), "")
    if not paid:
        return "duplicate", because("matching.paid_before")
    both = any(hit.label == paid and any(one.id in still for one in hit.open) for hit in judged.case.hits)
    code = "matching.paid_lately" if both else "matching.already_paid"
    return "duplicate", because(code, reference=paid)


def _denied(judged: _Judged) -> Stopped | None:
    """The payer says that he does not pay what would be settled, or what just makes the amount, or it is not clear what."""
    first, denied = judged.first.set, judged.case.denied
    if not denied and not judged.case.unclear:
        return None
    inside = {item.id for item in first.items}
    over = judged.case.payment.amount.minor - first.fit.open
    if labels := [label for label, item in denied.values() if item.id in inside or (over and item.open.minor == over)]:
        return "contradiction", because("matching.denied", references=", ".join(dict.fromkeys(labels)))
    return ("contradiction", because("matching.denied_unclear")) if judged.case.unclear else None


def _contradiction(judged: _Judged) -> Stopped | None:
    """The payer is known as another customer, or the text names something or somebody else too."""
    amount = judged.case.payment.amount
    if judged.case.called and (_is_called_only(judged) or not calls(judged.case, judged.first.set.items)):
        return "contradiction", because("matching.calls_another")
    if judged.case.links and judged.case.namesakes:
        return "contradiction", because("matching.called_otherwise", amount=amount)
    if judged.first.ignores:
        return "contradiction", named_otherwise(judged.case, judged.first)
    if judged.first.payer != "payer.other":
        return _nearly_anothers(judged) or _paid_elsewhere(judged)
    common = judged.scales.common(amount.minor, amount.currency) > max(1.0, _COMMON * judged.scales.claims)
    mine = {item.customer_id for item in judged.first.set.items}
    rival = any(
        one.payer in KNOWN
        and one.set.fit.relation in EXPLAINED
        and not mine & {item.customer_id for item in one.set.items}
        for one in judged.verdict.ranked[1:]
    )
    if judged.first.set.fit.relation == "exact" and not common and not rival and judged.first.reference in STRONG:
        return None
    open_, numbers = Money(judged.first.set.fit.open, amount.currency), numbers_of(judged.first.set.items)
    if judged.first.set.fit.relation == "exact":
        return "contradiction", because("matching.other_payer_exact", amount=amount, numbers=numbers)
    return "contradiction", because("matching.other_payer", amount=amount, open=open_, numbers=numbers)


def _is_called_only(judged: _Judged) -> bool:
    """Whether the text calls the customer, but names nothing, and the account is known as others'."""
    first = judged.first
    return bool(judged.case.links) and (first.payer, first.reference) == ("payer.called", "reference.silent")


def _nearly_anothers(judged: _Judged) -> Stopped | None:
    """What is written is nobody's number and one slip away from another customer's, who owes exactly so much."""
    if judged.first.reference in STRONG or judged.first.reference == "reference.near":
        return None
    mine, amount = {item.customer_id for item in judged.first.set.items}, judged.case.payment.amount
    exact = [item for item in judged.case.near if item.open == amount]
    if not exact or any(item.customer_id in mine for item in judged.case.near):
        return None
    written = label_of(judged.case.unknown[0])
    return "contradiction", because("matching.nearly_anothers", reference=written, numbers=numbers_of(exact[:1]))


def _paid_elsewhere(judged: _Judged) -> Stopped | None:
    """The payment names what another customer has paid, and nothing of this one's."""
    if judged.first.reference in STRONG or not judged.case.hits:
        return None
    mine = {item.customer_id for item in judged.first.set.items}
    names = [hit for hit in judged.case.hits if hit.strength != "loose"]
    if not names:
        return None
    if any(item.customer_id in mine for hit in names for item in (*hit.open, *hit.paid)):
        return None
    labels = ", ".join(dict.fromkeys(hit.label for hit in names))
    return "contradiction", because("matching.names_another", references=labels)


def _evidence(judged: _Judged) -> Stopped | None:
    """A strong reference, or an exact amount of a payer who is known."""
    if judged.first.set.tried > _FEW_SUMS and not judged.first.set.of_request:
        return "evidence", because("matching.many_sums")
    if len(judged.case.links) > MOST_OF_AGENT and judged.first.reference not in STRONG:
        return "evidence", weak(judged.case, judged.first)
    if judged.first.reference in STRONG:
        named = "reference.some" not in [code for code, _ in judged.first.signs]
        sure = judged.first.payer in {*KNOWN, "payer.name"} and not is_agent(len(judged.case.links))
        if not named and strange_fee(judged.first.set.items):
            return "evidence", _some_named(judged)  # who pays a fee too much pays just as much
        return None if named or sure or _only_sum(judged) else ("evidence", _some_named(judged))
    amount = judged.case.payment.amount
    several, odd = len(judged.first.set.items) > 1, amount.minor % 100 > 0
    if several and is_agent(len(judged.case.links)) and not judged.first.set.of_request:
        return "evidence", because("matching.agent_names_none")
    fit = judged.first.set.fit
    if fit.relation in {"rounded", "discount"} and fit.tolerated and odd:
        return "evidence", weak(judged.case, judged.first)
    explained = judged.first.set.fit.relation in EXPLAINED - {"fee"}  # what a bank may have kept proves no claim
    if explained and judged.first.payer in KNOWN:
        return None
    if judged.first.reference == "reference.loose" and not several and _is_what_was_sent(judged):
        return None
    rare = judged.scales.common(amount.minor, amount.currency) <= 3
    if judged.first.set.fit.relation == "exact" and len(judged.first.set.items) == 1:
        if judged.first.reference in {"reference.near", "reference.loose", "reference.earlier"}:
            return None
        if judged.first.payer == "payer.name" and rare:
            return None
    return "evidence", weak(judged.case, judged.first)


def _is_what_was_sent(judged: _Judged) -> bool:
    """Whether the bank says that exactly what is open was sent, before it took its fee."""
    original, fit = judged.case.payment.original, judged.first.set.fit
    return fit.relation == "fee" and original == Money(fit.open, judged.case.payment.amount.currency)


def _only_sum(judged: _Judged) -> bool:
    """Whether what is named makes, with all or nearly all the customer has open besides, an amount of öre or odd kronor."""
    first = judged.first
    one_customer = len({item.customer_id for item in first.set.items}) == 1
    odd = not is_round(judged.case.payment.amount.minor) and first.set.fit.relation == "exact"
    stranger = first.payer in {"payer.other", "payer.namesake"}
    return one_customer and odd and first.set.tried <= _FEW_TRIED and not stranger


def _some_named(judged: _Judged) -> Reason:
    first = judged.first
    return because(
        "matching.some_named", references=", ".join(first.labels) or "–", numbers=numbers_of(first.set.items)
    )


def _remainder(judged: _Judged) -> Stopped | None:
    """The difference is declared; or one claim is named by its reference alone, and nothing else can be meant."""
    fit, amount = judged.first.set.fit, judged.case.payment.amount
    if fit.relation == "fee" and judged.case.sent:
        return "contradiction", because("matching.sent_for", reference=judged.case.sent)
    if fit.relation == "fee" and fit.tolerated and _is_strangers_fee(judged):
        return "remainder", differing(judged.case, judged.first)
    if fit.relation in EXPLAINED or judged.first.set.declared:
        return None
    differs = differing(judged.case, judged.first)
    if judged.first.set.divided and judged.first.reference == "reference.exact":
        return None
    if len(judged.first.set.items) > 1:
        return "remainder", differs
    if judged.first.reference != "reference.exact" or judged.first.shared or is_agent(len(judged.case.links)):
        return "remainder", differs
    far = abs(amount.minor - fit.open) * _NEAR_PART > fit.open and judged.first.payer in _STRANGERS
    far &= not (fit.relation == "part" and fit.usual)
    if judged.case.unknown or judged.case.hindered or far:
        return "remainder", differs  # the rest, or all of it, may be for what nobody knows
    return ("remainder", differs) if judged.first.more else None


def _is_strangers_fee(judged: _Judged) -> bool:
    """Whether somebody called otherwise pays, by no reference that stands alone, what only an untold fee explains."""
    return judged.first.payer in _STRANGERS and judged.first.reference != "reference.exact"


def _exact_too(judged: _Judged) -> Stopped | None:
    """The customer has what is exact, where the first is so within a tolerance only, or with what is not named."""
    first = judged.first
    if len(judged.verdict.ranked) == 1:
        return None
    mine = {item.customer_id for item in first.set.items}
    proven = first.reference in STRONG
    for one in judged.verdict.ranked[1:]:
        if not is_exact(one.set) or mine.isdisjoint([item.customer_id for item in one.set.items]):
            continue
        exact, numbers = numbers_of(one.set.items), numbers_of(first.set.items)
        if first.set.fit.tolerated and (one.set.tried <= _FEW_SUMS or not proven):
            difference = Money(abs(first.set.fit.tolerated), judged.case.payment.amount.currency)
            return "ambiguous", because("matching.exact_beside", exact=exact, numbers=numbers, difference=difference)
        more = any(code == "reference.some" for code, _ in first.signs)
        if more and is_within(one.set, first.set):
            return "ambiguous", because("matching.two_exact", first=exact, second=numbers)
    return None


def _equals(judged: _Judged) -> Stopped | None:
    if judged.first.equals == 1:
        return None
    exact = judged.first.set.fit.relation == "exact"  # a fee or a discount may tell them apart after all
    if exact and (judged.policy.oldest_of_equals or judged.policy.oldest_first):
        return None
    label = ", ".join(judged.first.labels) or numbers_of(judged.first.set.items)
    return "ambiguous", because("matching.ambiguous", reference=label, count=str(judged.first.equals))
