"""A credit note said as a negative invoice: some buyers' systems take no credit notes, and Peppol lets both through."""

from attrs import evolve

from faktura.core.document import AllowanceCharge, CreditNote, Invoice, InvoiceLine, Totals, VatBreakdown


def as_negative_invoice(credit: CreditNote) -> Invoice:
    """Return *credit* as an invoice (380) whose quantities and amounts are negative; prices stay as they are (BR-27).

    Allowances and charges keep what they are: their amounts turn negative. A due date has neither.
    """
    return Invoice(
        id=credit.id,
        number=credit.number,
        issue_date=credit.issue_date,
        seller=credit.seller,
        buyer=credit.buyer,
        lines=tuple(map(_line, credit.lines)),
        totals=_totals(credit.totals),
        terms=credit.terms,
        currency=credit.currency,
        allowances=tuple(map(_adjustment, credit.allowances)),
        delivery_date=credit.delivery_date,
        period=credit.period,
        buyer_reference=credit.buyer_reference,
        order_reference=credit.order_reference,
        contract_reference=credit.contract_reference,
        notes=credit.notes,
        statements=credit.statements,
        payment=credit.payment,
        payee=credit.payee,
        deduction=credit.deduction,
        preceding=credit.preceding,
        language=credit.language,
        price_basis=credit.price_basis,
        attachments=credit.attachments,
        origin=credit.origin,
        simplified=credit.simplified,
        self_billing=credit.self_billing,
        references=credit.references,
        deliver_to=credit.deliver_to,
    )


def _adjustment(one: AllowanceCharge) -> AllowanceCharge:
    return evolve(one, amount=-one.amount, base=-one.base if one.base is not None else None)


def _line(line: InvoiceLine) -> InvoiceLine:
    return evolve(
        line,
        quantity=-line.quantity,
        net=-line.net,
        gross=-line.gross,
        allowances=tuple(map(_adjustment, line.allowances)),
        components=tuple(evolve(part, net=-part.net) for part in line.components),
    )


def _row(row: VatBreakdown) -> VatBreakdown:
    return evolve(row, base=-row.base, amount=-row.amount)


def _totals(totals: Totals) -> Totals:
    kronor = totals.vat_in_kronor
    return Totals(
        lines=-totals.lines,
        allowances=-totals.allowances,
        charges=-totals.charges,
        without_vat=-totals.without_vat,
        vat=-totals.vat,
        with_vat=-totals.with_vat,
        prepaid=-totals.prepaid,
        deduction=-totals.deduction,
        rounding=-totals.rounding,
        amount_due=-totals.amount_due,
        breakdown=tuple(map(_row, totals.breakdown)),
        vat_in_kronor=-kronor if kronor is not None else None,
    )
