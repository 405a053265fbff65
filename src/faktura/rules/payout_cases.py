"""The cases (ärenden) of one paid invoice in a request for payout: a person's part of it, whole kronor.

A case asks for what has become ripe by the payments of one year, since the last request. Labour, hours, material and
other costs are those of the whole job each time; what was paid for the work (BetaltBelopp) is counted in proportion to
what is asked for, so that neither adds up to more than there is.
"""

from faktura.core.deduction import Deduction
from faktura.core.document import Document
from faktura.core.payout_request import PayoutCase
from faktura.rules.deduction_split import ORE
from faktura.rules.payout_parts import Part, PersonPart, grown_shares


def cases_of(document: Document, deduction: Deduction, person: PersonPart, *, year: int, take: int) -> list[PayoutCase]:
    """Return the cases that ask for *take* kronor more of what *person* has paid in *year*."""
    asked, found = person.asked_in(year), []
    spans = dict.fromkeys(part.span for part in person.parts if part.span.last.year == year)
    for span in spans:
        parts = [part for part in person.parts if part.span == span]
        allowed = sum(part.allowed for part in parts)
        was = min(allowed, asked)
        is_now = was + min(allowed - was, take)
        asked, take = asked - was, take - (is_now - was)
        if is_now > was:
            found += _cases(document, deduction, parts, was, is_now)
    return found


def _cases(document: Document, deduction: Deduction, parts: list[Part], was: int, is_now: int) -> list[PayoutCase]:
    allowed = [part.allowed for part in parts]
    found = []
    for part, before, after in zip(parts, grown_shares(was, allowed), grown_shares(is_now, allowed), strict=True):
        if after == before:
            continue
        paid, paid_before = (int(part.paid * kronor / part.allowed) for kronor in (after, before))
        found.append(
            PayoutCase(
                document_id=document.id,
                invoice_number=document.number,
                buyer=part.cell.share.identity,
                paid_on=part.span.last,
                price_of_work=part.cell.price.minor // ORE,
                paid=paid - paid_before,
                requested=after - before,
                other_cost=part.cell.other_cost.minor // ORE,
                works=part.cell.works,
                dwelling=deduction.dwelling,
            )
        )
    return found
