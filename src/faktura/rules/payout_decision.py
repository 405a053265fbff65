"""What follows from Skatteverket's decision on a request for payout.

A decision is found again by the request's name, the person and the invoice number, which the file may lack. What is
granted is expected from Skatteverket; what is not becomes the customer's debt as any other (the customer agreed
to pay the price; HUSFL 7 § only says what Skatteverket pays). The invoice, its revenue and its VAT never
change. Granted after all, or less than first granted: the difference passes back, or over.

>>> from faktura.core.money import sek
>>> str(shortfall(sek(3750), sek(2250)))
'1500.00 SEK'
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import attrs
from attrs import frozen

from faktura.core.document import Document
from faktura.core.errors import Refused
from faktura.core.event import Event
from faktura.core.identity import CoordinationNumber, Identity, PersonalIdentityNumber
from faktura.core.money import Money, total
from faktura.core.payout_decision import DecidedCase, PayoutDecision, RequestDecision
from faktura.core.payout_event import PayoutDecided
from faktura.core.payout_request import RequestedShare
from faktura.core.receivable import EntryKind, Receivable
from faktura.core.receivable_event import PayoutRequested
from faktura.core.wording import Language, sentence
from faktura.rules.deduction_split import ORE
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.payout_transfer import pass_to_buyer
from faktura.rules.wording import deductions as _wording  # noqa: F401 - registers the sentences

_LAST_MONTH_OF_REQUESTS: Final = 2


@frozen(kw_only=True)
class AskedShare:
    """What was asked for one person's part of one invoice in one request, and what was decided, if anything.

    Attributes:
        asked: Whole kronor as money. granted: By the newest decision; none while it is awaited.
        year: The year of the payments it was asked for; none when that is not known.
    """

    document_id: str
    invoice_number: str
    person_id: str
    buyer: PersonalIdentityNumber | CoordinationNumber
    request_name: str
    asked: Money
    granted: Money | None = None
    year: int | None = None


@frozen(kw_only=True)
class DecidedShare:
    """A part of a request that a decision was found for: `granted` of what `share` asked for."""

    share: AskedShare
    granted: Money
    reference: str

    @property
    def news(self) -> bool:
        """Whether the decision says something that was not known: the same file again says nothing."""
        return self.share.granted != self.granted


@frozen(kw_only=True)
class Undecidable:
    """A case of the decision file that nothing follows from by itself; `why` is the reason's code."""

    request_name: str
    why: str
    facts: tuple[tuple[str, str], ...] = ()

    def explain(self, language: Language = "en") -> str:
        """Return why, in one sentence."""
        return sentence(self.why, language, **dict(self.facts))


@frozen(kw_only=True)
class Decided:
    """A decision file against what was asked for: what was found, and what a person must look at."""

    shares: tuple[DecidedShare, ...]
    left_out: tuple[Undecidable, ...]


def shortfall(asked: Money, granted: Money) -> Money:
    """Return what Skatteverket did not grant: it becomes the customer's debt. VAT is not touched."""
    return asked - granted


def asked_shares(document: Document, events: Iterable[Event]) -> tuple[AskedShare, ...]:
    """Return what the stream of Skatteverket's share of *document* says was asked for, request by request."""
    deduction = document.deduction
    persons = {share.person_id: share.identity for share in deduction.shares} if deduction is not None else {}
    found: dict[tuple[str, str], AskedShare] = {}
    for event in events:
        if isinstance(event, PayoutRequested):
            for share in event.shares:
                key = (event.request_name, share.person_id)
                earlier = found.get(key)
                found[key] = AskedShare(
                    document_id=document.id,
                    invoice_number=document.number,
                    person_id=share.person_id,
                    buyer=persons[share.person_id],
                    request_name=event.request_name,
                    asked=share.amount if earlier is None else earlier.asked + share.amount,
                    year=_year(event, share),
                )
        elif isinstance(event, PayoutDecided):
            key = (event.request_name, event.person_id)
            found[key] = attrs.evolve(found[key], granted=event.granted)
    return tuple(found.values())


def _year(event: PayoutRequested, share: RequestedShare) -> int | None:
    """Return the year of the payments; what was stored without it is of its own year from March on.

    Until the first days of February a request could be for the year before (HUSFL 8 §).
    """
    return share.year or (event.on.year if event.on.month > _LAST_MONTH_OF_REQUESTS else None)


def match_decision(
    decision: PayoutDecision, asked: Sequence[AskedShare], *, performer: Identity | None = None
) -> Decided | Refused:
    """Find every case of *decision* among what was *asked*; refuse the file of another seller than *performer*."""
    if performer is not None and performer.full != decision.performer.full:
        return Refused(code="decision.other_seller")
    shares: list[DecidedShare] = []
    left_out: list[Undecidable] = []
    for one in decision.decisions:
        groups: dict[tuple[str, str], list[DecidedCase]] = defaultdict(list)
        for case in one.cases:  # one case for each installation of green technology: they are one share here
            groups[case.buyer.full, case.invoice_number].append(case)
        for cases in groups.values():
            found = _found(one, cases, asked)
            if isinstance(found, Undecidable):
                left_out.append(found)
            else:
                shares += found
    return Decided(shares=tuple(shares), left_out=tuple(left_out))


def _found(
    one: RequestDecision, cases: Sequence[DecidedCase], asked: Sequence[AskedShare]
) -> list[DecidedShare] | Undecidable:
    buyer, number, granted = cases[0].buyer, cases[0].invoice_number, sum(case.granted for case in cases)
    same = [
        share
        for share in asked
        if share.request_name == one.name and share.buyer.full == buyer.full and number in ("", share.invoice_number)
    ]
    facts = (("name", one.name), ("number", number or "-"), ("granted", str(granted)))
    whole = sum(share.asked.minor for share in same) // ORE
    if not same:
        return Undecidable(request_name=one.name, why="decision.unknown", facts=facts)
    if granted > whole:
        return Undecidable(request_name=one.name, why="decision.above", facts=(*facts, ("asked", str(whole))))
    if len(same) > 1 and granted not in (0, whole):
        return Undecidable(request_name=one.name, why="decision.ambiguous", facts=facts)
    return [
        DecidedShare(
            share=share,
            granted=Money(granted * ORE) if len(same) == 1 else (share.asked if granted else Money(0)),
            reference=one.reference,
        )
        for share in same
    ]


def grant_by_hand(share: AskedShare, granted: Money) -> DecidedShare | Refused:
    """Return the decision on *share* that somebody read elsewhere: *granted*, whole kronor and no more than asked for."""
    if granted.minor < 0 or granted.minor % ORE or granted > share.asked:
        facts = (("granted", str(granted)), ("asked", str(share.asked)))
        return Refused(code="decision.by_hand", law="HUSFL 5, 7 §§", facts=facts)
    return DecidedShare(share=share, granted=granted, reference="")


def apply_decision(
    found: DecidedShare,
    *,
    transfer_id: str,
    on: date,
    pay_within: int = 30,
    tax: Receivable | None = None,
    asked: Sequence[AskedShare] = (),
) -> tuple[Event, ...]:
    """Return the events of a decision, for both receivables of the invoice; none when it says nothing new.

    The difference passes from Skatteverket's share to the customer's, or back. The due date of the invoice stays;
    the customer's next reminder waits *pay_within* days, so that the new debt can be asked for first.

    With *tax*, Skatteverket's share as it stands, and all that was *asked* on the invoice, a credit made since the
    request is reckoned with: the customer never owes what is credited, and only what passed over comes back.
    """
    if not found.news:
        return ()
    share, tax_id = found.share, found.share.document_id + TAX_AGENCY_SUFFIX
    decided = PayoutDecided(
        receivable_id=tax_id,
        request_name=share.request_name,
        reference=found.reference,
        person_id=share.person_id,
        on=on,
        requested=share.asked,
        granted=found.granted,
    )
    passes = _passes(found, tax, asked)
    if not passes:
        return (decided,)
    transferred = pass_to_buyer(share.document_id, passes, transfer_id=transfer_id, on=on, pay_within=pay_within)
    return (decided, *transferred)


def _passes(found: DecidedShare, tax: Receivable | None, asked: Sequence[AskedShare]) -> Money:
    """Return what passes to the customer (or back, negative), a credit since the request reckoned with."""
    share = found.share
    wanted = (share.asked if share.granted is None else share.granted) - found.granted
    if tax is None:
        return wanted
    nothing = Money.zero(wanted.currency)
    if wanted.minor < 0:
        return -min(-wanted, max(-tax.moved(EntryKind.TRANSFERRED), nothing))
    owed = tax.outstanding - tax.moved(EntryKind.PAID) - tax.moved(EntryKind.REFUNDED)
    others = (one.asked if one.granted is None else one.granted for one in asked if one != share)
    return min(wanted, max(owed - total(others, wanted.currency) - found.granted, nothing))
