"""From a draft to its amounts: lines, discounts, VAT specification and totals in EN 16931's order.

Line by line the price × quantity is rounded to the minor unit; VAT is rounded once for each rate on
the sum; the amount to pay may be rounded to whole kronor, which changes neither (lag (1970:1029),
BT-114). A negative total makes a credit note of the mirrored amounts.

>>> from datetime import date
>>> from faktura.core.document import line
>>> from faktura.core.party import Party
>>> from faktura.rules.law.book import SWEDEN
>>> seller, buyer = Party(id="S", name="Vi AB"), Party(id="C", name="Kund AB")
>>> draft = Draft(id="U1", seller=seller, buyer=buyer, rounding=RoundingPolicy.WHOLE_KRONOR, lines=(
...     line("Konsult", 1, "3500.00", vat=25), line("Resa", 1, "720.00", vat=25), line("Porto", 1, "247.75", vat=25)))
>>> totals = compute(draft, on=date(2026, 3, 2), law=SWEDEN).totals
>>> print(totals.without_vat, totals.vat, totals.with_vat, totals.rounding, totals.amount_due, sep=", ")
4467.75 SEK, 1116.94 SEK, 5584.69 SEK, 0.31 SEK, 5585.00 SEK
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve

from faktura.core.deduction import Deduction
from faktura.core.document import (
    AllowanceCharge,
    Computed,
    DocumentKind,
    Draft,
    InvoiceLine,
    PriceBasis,
    RoundingPolicy,
    Totals,
    VatBreakdown,
)
from faktura.core.errors import Refused
from faktura.core.money import Money, exponent
from faktura.core.rounding import half_up
from faktura.core.vat import Vat
from faktura.rules.deduction_costs import deduction_costs
from faktura.rules.deductions import expected_payment, grant_deduction
from faktura.rules.invoice_lines import issue_adjustments, issue_line
from faktura.rules.law.book import LawBook
from faktura.rules.packages import split_package
from faktura.rules.pricing import (
    PricedAdjustment,
    PricedLine,
    price_adjustment,
    price_line,
    refuse_other_currency,
)
from faktura.rules.ratio import half_up_ratio
from faktura.rules.vat import Group, breakdown, group_amounts
from faktura.rules.wording import totals as _wording  # noqa: F401 - registers the sentences


def compute(draft: Draft, *, on: date, law: LawBook, kronor_rate: Decimal | None = None) -> Computed | Refused:
    """Return the lines, adjustments, totals and deduction of *draft*, issued *on* that day.

    *kronor_rate* is kronor for one unit of a foreign currency; with it the VAT is also given in
    kronor (ML 17 kap. 29 §). A draft that carries its amounts gives them back untouched, but for VAT in
    kronor that they do not state.

    Refused:
        `totals.no_lines`, `totals.currency`, `totals.kind` (the kind asked for disagrees with the
        sign of the total), or what `rules.deductions` refuses.
    """
    if draft.computed is not None:
        return _stated_in_kronor(draft.computed, kronor_rate)
    refused = _unpriceable(draft)
    if refused is not None:
        return refused
    lines = _priced_lines(draft)
    changes = [part for change in draft.adjustments for part in price_adjustment(change, lines)]
    groups = _groups(lines, changes, draft.price_basis)
    mirrored = sum(group.base + group.vat for group in groups.values()) < 0
    kind = DocumentKind.CREDIT_NOTE if mirrored else DocumentKind.INVOICE
    if draft.kind not in (None, kind) and any(group.base or group.vat for group in groups.values()):
        return Refused(code="totals.kind", facts=(("asked", str(draft.kind)), ("found", kind.value)))
    if mirrored:
        lines, changes = tuple(-one for one in lines), [-one for one in changes]
        groups = _groups(lines, changes, draft.price_basis)
    return _computed(draft, draft.kind or kind, lines, changes, groups, on=on, law=law, kronor_rate=kronor_rate)


def _stated_in_kronor(computed: Computed, kronor_rate: Decimal | None) -> Computed:
    totals = computed.totals
    if kronor_rate is None or totals.vat.currency == "SEK" or not totals.vat or totals.vat_in_kronor is not None:
        return computed
    return evolve(computed, totals=evolve(totals, vat_in_kronor=vat_in_kronor(totals.vat, kronor_rate)))


def _unpriceable(draft: Draft) -> Refused | None:
    if not draft.lines:
        return Refused(code="totals.no_lines")
    if draft.prepaid is not None and draft.prepaid.currency != draft.currency:
        facts = (("text", "prepaid"), ("found", draft.prepaid.currency), ("currency", draft.currency))
        return Refused(code="totals.currency", facts=facts)
    every = tuple(change for line in draft.lines for change in line.adjustments)
    return refuse_other_currency((*every, *draft.adjustments), draft.currency)


def _priced_lines(draft: Draft) -> tuple[PricedLine, ...]:
    priced: list[PricedLine] = []
    for number, line in enumerate(draft.lines, start=1):
        one = price_line(line, currency=draft.currency)
        if line.components:
            priced.extend(split_package(one, str(number)))
        else:
            priced.append(one)
    return tuple(priced)


def _groups(lines: Sequence[PricedLine], changes: Sequence[PricedAdjustment], basis: PriceBasis) -> dict[Vat, Group]:
    amounts: dict[Vat, list[int]] = {}
    priced: tuple[PricedLine | PricedAdjustment, ...] = (*lines, *changes)
    for part in priced:
        amounts.setdefault(part.vat, []).append(part.amount)
    return {vat: group_amounts(parts, vat.percent, basis) for vat, parts in amounts.items()}


def _computed(
    draft: Draft,
    kind: DocumentKind,
    lines: Sequence[PricedLine],
    changes: Sequence[PricedAdjustment],
    groups: dict[Vat, Group],
    *,
    on: date,
    law: LawBook,
    kronor_rate: Decimal | None,
) -> Computed | Refused:
    currency, basis = draft.currency, draft.price_basis
    nets = {vat: iter(zip(group.nets, group.grosses, strict=True)) for vat, group in groups.items()}
    treatments = [line.vat for line in lines] + [change.vat for change in changes]
    shared = [next(nets[vat]) for vat in treatments]
    issued = tuple(
        issue_line(line, id=str(number), net=net, gross=gross, currency=currency, basis=basis)
        for number, (line, (net, gross)) in enumerate(zip(lines, shared, strict=False), start=1)
    )
    on_document = shared[len(lines) :]
    allowances = issue_adjustments(
        [(change, net) for change, (net, _) in zip(changes, on_document, strict=True)], currency=currency, basis=basis
    )
    grosses = [(change.vat, gross) for change, (_, gross) in zip(changes, on_document, strict=True)]
    deduction = _granted(draft, issued, grosses, on=on, law=law)
    if isinstance(deduction, Refused):
        return deduction
    amounts = {vat: (group.base, group.vat) for vat, group in groups.items()}
    totals = sum_up(
        issued,
        allowances,
        breakdown(amounts, currency=currency, language=draft.language),
        currency=currency,
        prepaid=_prepaid(draft, kind),
        deduction=deduction.amount if deduction is not None else Money.zero(currency),
        rounding=draft.rounding,
        kronor_rate=kronor_rate,
    )
    return Computed(kind=kind, lines=issued, allowances=allowances, totals=totals, deduction=deduction)


def _prepaid(draft: Draft, kind: DocumentKind) -> Money:
    prepaid = draft.prepaid or Money.zero(draft.currency)
    return -prepaid if kind is DocumentKind.CREDIT_NOTE else prepaid


def _granted(
    draft: Draft, lines: Sequence[InvoiceLine], changes: Sequence[tuple[Vat, int]], *, on: date, law: LawBook
) -> Deduction | Refused | None:
    wish = draft.deduction
    if wish is None:
        return None
    works, other = deduction_costs(lines, changes)
    return grant_deduction(wish, works, other, expected_payment=expected_payment(draft, wish, on=on), law=law)


def sum_up(
    lines: Sequence[InvoiceLine],
    allowances: Sequence[AllowanceCharge],
    vat_rows: tuple[VatBreakdown, ...],
    *,
    currency: str,
    prepaid: Money,
    deduction: Money,
    rounding: RoundingPolicy = RoundingPolicy.NONE,
    kronor_rate: Decimal | None = None,
) -> Totals:
    """Return the totals of issued parts, in EN 16931's order (BR-CO-10 to BR-CO-16)."""
    line_sum = sum(line.net.minor for line in lines)
    reduced = sum(change.amount.minor for change in allowances if not change.charge)
    charged = sum(change.amount.minor for change in allowances if change.charge)
    without = line_sum - reduced + charged
    tax = sum(row.amount.minor for row in vat_rows)
    due = without + tax - prepaid.minor - deduction.minor
    rounded = to_whole_kronor(due, currency) if rounding is RoundingPolicy.WHOLE_KRONOR else due
    foreign = kronor_rate is not None and currency != "SEK"
    return Totals(
        lines=Money(line_sum, currency),
        allowances=Money(reduced, currency),
        charges=Money(charged, currency),
        without_vat=Money(without, currency),
        vat=Money(tax, currency),
        with_vat=Money(without + tax, currency),
        prepaid=prepaid,
        deduction=deduction,
        rounding=Money(rounded - due, currency),
        amount_due=Money(rounded, currency),
        breakdown=vat_rows,
        vat_in_kronor=vat_in_kronor(Money(tax, currency), kronor_rate) if foreign and kronor_rate is not None else None,
    )


def to_whole_kronor(minor: int, currency: str) -> int:
    """Return *minor* rounded to whole kronor: 1-49 öre down, 50-99 up (lag (1970:1029) 2 §).

    The rule is about kronor, so an amount in another currency stays. The act says nothing of negative amounts;
    that they mirror is a choice of ours, not confirmed: whoever wants none of it leaves the rounding off.

    >>> to_whole_kronor(100_49, "SEK"), to_whole_kronor(100_50, "SEK"), to_whole_kronor(-100_50, "SEK")
    (10000, 10100, -10100)
    """
    scale = 10 ** exponent(currency)
    return half_up_ratio(minor, scale) * scale if currency == "SEK" else minor


def vat_in_kronor(tax: Money, kronor_rate: Decimal) -> Money:
    """Return the VAT of a document in another currency in kronor too (ML 17 kap. 29 §, rate by 8 kap. 21-23 §§).

    *kronor_rate* is kronor for one unit of the currency; rounded half up, once.

    >>> print(vat_in_kronor(Money(250_00, "EUR"), Decimal("11.2345")))
    2808.63 SEK
    """
    return Money.rounded(tax.major * kronor_rate, "SEK", half_up)
