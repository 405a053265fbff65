"""What a draft lacks before it may be issued: the contents the VAT act demands, and what practice needs.

Full invoice: ML 17 kap. 24 §; simplified: 26-28 §§. Errors stop the issue, warnings do not. The
sections hold from 2023-07-01; for an earlier day of issue `LawNotKnown` is raised.

>>> from faktura.core.party import Party
>>> from faktura.rules.law.book import SWEDEN
>>> draft = Draft(id="U1", seller=Party(id="S", name="Vi AB"), buyer=Party(id="C", name="Kund AB"), lines=())
>>> [finding.code for finding in missing(draft, on=date(2026, 3, 2), law=SWEDEN) if finding.severity == "error"]
['INV-05', 'INV-06', 'INV-01']
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from faktura.core.document import Adjustment, Computed, DocumentKind, Draft
from faktura.core.errors import Finding, Refused
from faktura.core.identity import OrganisationNumber
from faktura.core.party import Address, Party, PartyKind
from faktura.core.vat import VatCategory
from faktura.rules.contents_part import CONTENTS, Part, contents_section, finding, parts_of
from faktura.rules.deduction_contents import missing_for_deduction
from faktura.rules.law.book import LawBook
from faktura.rules.simplified import FullOnly, simplified_invoice
from faktura.rules.totals import compute
from faktura.rules.vat_contents import vat_findings
from faktura.rules.wording.statutory import STATEMENTS, looks_like_a_key

__all__ = ["CONTENTS", "finding", "missing", "structural_findings", "total_findings"]

_BUYER_OWES: Final = (VatCategory.REVERSE_CHARGE, VatCategory.INTRA_EU)
_SELLER_REGISTERED: Final = (*_BUYER_OWES, VatCategory.STANDARD, VatCategory.ZERO, VatCategory.EXPORT)
_LIMITED_COMPANY: Final = "5"  # first digit of the organisation number of a limited company
_PUBLIC_DAYS: Final = 30
_ELECTRONICS: Final = "reverse_charge.electronics"
_NEW_TRANSPORT: Final = "intra_eu.new_transport"


def missing(draft: Draft, *, on: date, law: LawBook, kronor_rate: Decimal | None = None) -> tuple[Finding, ...]:
    """Return all that is wrong with *draft* if it is issued *on* that day, errors and warnings together.

    Raises:
        LawNotKnown: The day is outside what *law* knows about contents or rates.
    """
    found = structural_findings(draft, on=on, law=law)
    if any(finding.severity == "error" for finding in found):
        return found
    computed = compute(draft, on=on, law=law, kronor_rate=kronor_rate)
    return found if isinstance(computed, Refused) else (*found, *total_findings(draft, computed, on=on, law=law))


def structural_findings(draft: Draft, *, on: date, law: LawBook) -> tuple[Finding, ...]:
    """Return the findings that need no totals."""
    law.invoice_contents.at(on)
    parts = parts_of(draft)
    return (
        *_parties(draft, parts),
        *_lines(draft, parts),
        *_rates(draft, parts, on=on, law=law),
        *vat_findings(draft, parts, on=on, law=law),
        *_terms(draft, on),
        *missing_for_deduction(draft, on=on, law=law),
    )


def _parties(draft: Draft, parts: tuple[Part, ...]) -> Iterator[Finding]:
    seller, buyer = draft.seller, draft.buyer
    grounds = {part.ground for part in parts}
    if seller.vat_number is None and any(map(_registered, parts)):
        yield finding("INV-03", "seller.vat_number", law=contents_section(draft, 3, 2))
    # a new means of transport is free of VAT to anybody in another country, a private person too
    owing = [part for part in parts if not (part.ground == _NEW_TRANSPORT and buyer.is_consumer)]
    categories = {part.vat.category for part in owing}
    if buyer.vat_number is None and categories.intersection(_BUYER_OWES):
        yield finding("INV-04", "buyer.vat_number", law=f"{CONTENTS} 4")
    foreign = buyer.vat_number is None or buyer.vat_number.country != "SE"
    if VatCategory.INTRA_EU in categories and not foreign:
        law = STATEMENTS[_NEW_TRANSPORT].law if _NEW_TRANSPORT in grounds else "ML 10 kap. 42 §"
        yield finding("INV-15", "buyer.vat_number", law=law)
    if not draft.simplified:
        yield from _named("INV-05", "seller", seller, f"{CONTENTS} 5")
        yield from _named("INV-06", "buyer", buyer, f"{CONTENTS} 6")
    elif not seller.name.strip():
        yield from _named("INV-05", "seller", seller, contents_section(draft, 5, 2))
    yield from _company(seller)
    if buyer.kind is PartyKind.PUBLIC_AUTHORITY and not (draft.buyer_reference or draft.order_reference):
        yield finding("INV-22", "buyer_reference", severity="warning", law="lag (2018:1277)")


def _registered(part: Part) -> bool:
    """Whether the seller of *part* is registered: VAT is charged, reversed or taken of the margin."""
    if part.ground == "reverse_charge.foreign_seller":
        return False  # it may have no number of its own
    return part.vat.category in _SELLER_REGISTERED or part.ground.startswith("margin.")


def _named(code: str, path: str, party: Party, law: str) -> Iterator[Finding]:
    if not party.name.strip():
        yield finding(code, f"{path}.name", law=law, what="name")
    if not _complete(party.address):
        yield finding(code, f"{path}.address", law=law, what="address")


def _complete(address: Address | None) -> bool:
    """Whether *address* is full: a city, and within Sweden a postal code; the street may be a box or a village."""
    if address is None or not address.city.strip():
        return False
    return bool(address.postal_code.strip()) or address.country != "SE"


def _company(seller: Party) -> Iterator[Finding]:
    number = seller.identity
    if number is None and seller.kind is PartyKind.COMPANY:
        yield finding("INV-21", "seller.identity", severity="warning", law="aktiebolagslagen 28 kap.")
    limited = isinstance(number, OrganisationNumber) and number.digits.startswith(_LIMITED_COMPANY)
    if limited and not seller.registered_office:
        yield finding("INV-20", "seller.registered_office", severity="warning", law="aktiebolagslagen 28 kap.")


def _lines(draft: Draft, parts: tuple[Part, ...]) -> Iterator[Finding]:
    if not parts:
        yield finding("INV-01", "lines", law=contents_section(draft, 7, 3))
    for part in parts:
        if not part.text.strip():
            yield finding("INV-07", f"{part.path}.text", law=contents_section(draft, 7, 3))
    for index, change in enumerate(draft.adjustments):
        yield from _adjustment(f"adjustments[{index}]", change)
    for index, line in enumerate(draft.lines):
        for number, change in enumerate(line.adjustments):
            yield from _adjustment(f"lines[{index}].adjustments[{number}]", change)


def _adjustment(path: str, change: Adjustment) -> Iterator[Finding]:
    if not change.text.strip():
        yield finding("INV-08", f"{path}.text", law=f"{CONTENTS} 9")
    if change.kind == "discount" and change.percent is not None and change.percent > 100:
        yield finding("INV-19", f"{path}.percent", law=f"{CONTENTS} 9", percent=f"{change.percent:f}")


def _rates(draft: Draft, parts: tuple[Part, ...], *, on: date, law: LawBook) -> Iterator[Finding]:
    day = draft.delivery_date or on
    lawful = law.vat_rates.at(day)
    for part in parts:
        vat, path = part.vat, f"{part.path}.vat"
        if vat.category is VatCategory.STANDARD and vat.percent not in lawful:
            rates = ", ".join(f"{rate:f}" for rate in sorted(lawful, reverse=True))
            percent, when = f"{vat.percent:f}", day.isoformat()
            yield finding("INV-10", path, law=law.vat_rates.law, percent=percent, day=when, rates=rates)
        ground = part.ground
        if not ground and vat.category is VatCategory.STANDARD:
            continue
        known = STATEMENTS.get(ground)
        if vat.category is VatCategory.EXEMPT and not ground:
            yield finding("INV-11", path, law=f"{CONTENTS} 13")
        if known is None and looks_like_a_key(ground):
            yield finding("INV-12", path, law=f"{CONTENTS} 13", ground=ground)
        if known is not None and known.category is not vat.category:
            yield finding("INV-13", path, law=known.law, ground=ground, category=known.category.value)


def _terms(draft: Draft, on: date) -> Iterator[Finding]:
    if draft.due_date is not None and draft.due_date < on:
        yield finding("INV-25", "due_date", law="", due=draft.due_date.isoformat(), day=on.isoformat())
    if draft.delivery_date is not None and draft.delivery_date > on:
        yield finding("INV-09", "delivery_date", severity="warning", law=f"{CONTENTS} 8")
    days = (draft.due_on(on) - on).days
    if draft.buyer.kind is PartyKind.PUBLIC_AUTHORITY and days > _PUBLIC_DAYS:
        yield finding("INV-24", "terms.days", severity="warning", law="räntelagen 2 a §", days=str(days))
    early = draft.terms.early_payment
    if early is not None and draft.deduction is not None:
        yield finding("INV-60", "terms.early_payment", severity="warning", law="")
    elif early is not None and early.days > days:
        yield finding("INV-61", "terms.early_payment", law="", days=str(early.days), most=str(days))


def total_findings(draft: Draft, computed: Computed, *, on: date, law: LawBook) -> tuple[Finding, ...]:
    """Return the findings that depend on the totals: simplified invoice, kronor, reference, account."""
    totals = computed.totals
    found: list[Finding] = []
    credit = computed.kind is DocumentKind.CREDIT_NOTE
    if draft.simplified:
        found += _simplified(computed, on=on, law=law)
    if draft.currency != "SEK" and totals.vat and totals.vat_in_kronor is None:
        found.append(finding("INV-18", "currency", law="ML 17 kap. 29 §", currency=draft.currency))
    if credit and not draft.credits:
        found.append(finding("INV-17", "credits", severity="warning", law="ML 17 kap. 22-23 §§"))
    if not credit and totals.amount_due.minor > 0 and (draft.payment is None or not draft.payment.accounts):
        found.append(finding("INV-23", "payment", severity="warning", law=""))
    limit = law.electronics_limit
    goods = any(line.vat.ground == _ELECTRONICS for line in computed.lines)
    if goods and not credit and draft.currency == "SEK":
        most = limit.at(draft.delivery_date or on)
        if _taxable(computed, _ELECTRONICS) <= most.minor:
            found.append(finding("INV-16", "lines", law=limit.law, limit=str(most)))
    return tuple(found)


def _taxable(computed: Computed, ground: str) -> int:
    """Return the taxable amount of *ground* in minor units, the discounts and charges on the whole document with it."""
    lines = sum(line.net.minor for line in computed.lines if line.vat.ground == ground)
    changes = (one for one in computed.allowances if one.vat.ground == ground)
    return lines + sum(one.amount.minor if one.charge else -one.amount.minor for one in changes)


def _simplified(computed: Computed, *, on: date, law: LawBook) -> Iterator[Finding]:
    small = all(line.vat.ground == "exempt.small_business" for line in computed.lines)
    credit = computed.kind is DocumentKind.CREDIT_NOTE
    barred = any(line.vat.category is VatCategory.INTRA_EU for line in computed.lines)
    allowed = simplified_invoice(
        computed.totals.with_vat,
        on=on,
        law=law,
        credit_note=credit,
        small_business=small,
        supply=FullOnly.INTRA_EU if barred else None,
    )
    match allowed:
        case Refused("simplified.intra_eu", section):
            yield finding("INV-27", "simplified", law=section)
        case Refused("simplified.too_large", section, facts=facts):
            yield Finding(code="INV-02", path="simplified", law=section, facts=facts)
        case _:  # the limit is in kronor; a total in another currency is left to the seller
            pass
