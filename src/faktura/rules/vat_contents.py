"""What is wrong with the VAT of a draft: each category and ground under the conditions of the act.

The facts a draft holds are looked at: who the buyer is, which VAT numbers are given, where the addresses lie, what the
lines are. Whether a buyer sells building services or is registered is decided before, by `rules.reverse_charge`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from faktura.core.document import Draft
from faktura.core.errors import Finding
from faktura.core.product import ProductKind
from faktura.core.vat import VatCategory
from faktura.rules.contents_part import CONTENTS, Part, finding
from faktura.rules.invoice_time import InvoiceTime, latest_issue
from faktura.rules.law.book import LawBook
from faktura.rules.simplified import BARRED
from faktura.rules.vat_section import ACT_OF_2023
from faktura.rules.wording.statutory import STATEMENTS

_BUILDING: Final = "reverse_charge.building"
_SERVICES: Final = "reverse_charge.eu_services"
_BOTH_REGISTERED: Final = tuple(
    f"reverse_charge.{kind}" for kind in ("scrap", "emission", "electronics", "gold", "foreign_seller")
)
_FOREIGN: Final = "reverse_charge.foreign_seller"
_TRANSPORT: Final = "intra_eu.new_transport"
_SMALL: Final = "exempt.small_business"
_EU_LISTED: Final = ("intra_eu.goods", _SERVICES)
_SELF_BILLING: Final = "ML 17 kap. 15 §"


def vat_findings(draft: Draft, parts: tuple[Part, ...], *, on: date, law: LawBook) -> Iterator[Finding]:
    """Yield what the VAT treatments of *parts* lack or contradict, if *draft* is issued *on* that day.

    A credit note mirrors its invoice, right or wrong: that it was wrong may be why it is credited.
    """
    if draft.computed is not None:
        return
    if any(part.ground or part.vat.category is not VatCategory.STANDARD for part in parts):
        yield from _reverse_charge(draft, parts)
        yield from _special_grounds(parts)
        yield from _abroad(draft, parts, on=on, law=law)
        yield from _too_late(draft, parts, on=on, law=law)
    yield from _full_only(draft, parts)
    yield from _self_billing(draft, on)


def _reverse_charge(draft: Draft, parts: tuple[Part, ...]) -> Iterator[Finding]:
    buyer, grounds = draft.buyer, {part.ground for part in parts}
    reversed_charge = {part.ground for part in parts if part.vat.category is VatCategory.REVERSE_CHARGE}
    if buyer.is_consumer and _BUILDING in grounds:
        yield finding("INV-14", "buyer.kind", law="ML 16 kap. 13 §")
    if buyer.is_consumer and reversed_charge - {_BUILDING}:
        yield finding("INV-42", "buyer.kind", law="ML 16 kap.")
    number = buyer.vat_number
    if number is None:
        return
    for ground in sorted(grounds.intersection(_BOTH_REGISTERED)):
        if number.country != "SE":
            yield finding("INV-41", "buyer.vat_number", law=STATEMENTS[ground].law, country=number.country)
    if _SERVICES in grounds and number.country == "SE":
        yield finding("INV-43", "buyer.vat_number", law=STATEMENTS[_SERVICES].law)


def _special_grounds(parts: tuple[Part, ...]) -> Iterator[Finding]:
    small = any(part.ground == _SMALL for part in parts)
    for part in parts:
        if part.ground == _TRANSPORT and not part.note.strip():
            yield finding("INV-45", f"{part.path}.note", law=f"{CONTENTS} 15")
        if small and part.vat.category is VatCategory.STANDARD:
            yield finding("INV-47", f"{part.path}.vat", law="ML 18 kap.; 16 kap. 23 §")
        if part.vat.category is VatCategory.ZERO:
            yield finding("INV-49", f"{part.path}.vat", severity="warning", law="ML 9 kap.")


def _abroad(draft: Draft, parts: tuple[Part, ...], *, on: date, law: LawBook) -> Iterator[Finding]:
    address = draft.buyer.address
    services = any(part.ground == "export.services" for part in parts)
    if services and address is not None and address.country in law.vat_area.at(draft.delivery_date or on):
        yield finding("INV-48", "buyer.address.country", severity="warning", law=STATEMENTS["export.services"].law)


def _full_only(draft: Draft, parts: tuple[Part, ...]) -> Iterator[Finding]:
    """Look for what ML 17 kap. 27 § bars from a simplified invoice; intra-EU supplies are looked for with the totals."""
    if not draft.simplified:
        return
    if any(part.ground == _FOREIGN for part in parts):
        yield finding("INV-46", "simplified", law=BARRED)
    seller, buyer = draft.seller.address, draft.buyer.address
    into_sweden = seller is not None and seller.country != "SE" and buyer is not None and buyer.country == "SE"
    charged = any(part.kind is ProductKind.GOODS and part.vat.category is VatCategory.STANDARD for part in parts)
    if into_sweden and charged and draft.buyer.is_consumer:
        yield finding("INV-46", "simplified", law=BARRED)


def _self_billing(draft: Draft, on: date) -> Iterator[Finding]:
    agreement = draft.self_billing
    if agreement is None:
        return
    if agreement.agreed_on > on:
        agreed, day = agreement.agreed_on.isoformat(), on.isoformat()
        yield finding("INV-44", "self_billing.agreed_on", law=_SELF_BILLING, agreed=agreed, day=day)
    if not agreement.acceptance.strip():
        yield finding("INV-50", "self_billing.acceptance", law=_SELF_BILLING)
    if draft.buyer.is_consumer:
        yield finding("INV-52", "buyer.kind", law=_SELF_BILLING)


def _too_late(draft: Draft, parts: tuple[Part, ...], *, on: date, law: LawBook) -> Iterator[Finding]:
    supplied, grounds = draft.delivery_date, {part.ground for part in parts}
    if supplied is None or supplied < ACT_OF_2023:
        return
    kinds = ((InvoiceTime.BUILDING, {_BUILDING}), (InvoiceTime.EU_LISTED, set(_EU_LISTED)))
    for kind, concerned in kinds:
        latest = latest_issue(kind, supplied, law=law) if grounds & concerned else on
        if latest < on:
            table = law.building_invoice_months if kind is InvoiceTime.BUILDING else law.eu_invoice_day
            yield finding("INV-51", "delivery_date", severity="warning", law=table.law, latest=latest.isoformat())
