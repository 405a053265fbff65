"""Crediting and netting inside a unit of work."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from faktura.core.document import CreditNote, Document, Draft
from faktura.core.errors import NotFound, Refused
from faktura.core.lifecycle import DraftSaved
from faktura.core.money import Money
from faktura.core.receivable import Part, Receivable
from faktura.core.receivable_event import Netted
from faktura.desk import index
from faktura.desk.days import day_of
from faktura.desk.issuing import issue_draft
from faktura.desk.work import DOCUMENT, DRAFT, LEDGER, RECEIVABLE, View, Work, not_found
from faktura.desk.workplace import Workplace
from faktura.rules.crediting import CreditedLine, credit_amount, credit_in_full, credit_lines
from faktura.rules.early_payment import discount_credited
from faktura.rules.issuing import TAX_AGENCY_SUFFIX
from faktura.rules.netting import Netting, net, undo_netting
from faktura.rules.ownership import credited_elsewhere
from faktura.rules.posting.periods import fold_books
from faktura.rules.recovery import principal_lost, recover


def earlier_credits(view: View, document_id: str) -> tuple[CreditNote, ...]:
    """Return the credit notes of a document, by issue date and number."""
    rows = view.reading.rows(index.CREDITS, [document_id])
    notes = (view.document(row.body) for row in rows)
    return tuple(note for note in notes if isinstance(note, CreditNote))


def credit_document(
    work: Work,
    place: Workplace,
    document_id: str,
    *,
    lines: Sequence[CreditedLine],
    amount: Money | None,
    on: date | None,
) -> CreditNote:
    """Issue the credit note on all that is left of a document, on *lines* of it, or on *amount*; never before it.

    Raises:
        RuleRefused: `desk.too_early`, *on* is before the document; or what crediting refuses.
    """
    document, draft_id = work.document(document_id), place.new_id()
    refused = credited_elsewhere(document, owners=place.sender.owners)
    if refused is not None:
        raise refused.error()
    already = earlier_credits(work, document_id)
    draft: Draft | Refused
    if lines:
        draft = credit_lines(document, lines, draft_id=draft_id, already=already)
    elif amount is not None:
        draft = credit_amount(document, amount, draft_id=draft_id, already=already)
    else:
        draft = credit_in_full(document, draft_id=draft_id, already=already)
    if isinstance(draft, Refused):
        raise draft.error()
    work.add(DRAFT + draft_id, [DraftSaved(draft_id=draft_id, content=work.keep(draft))])
    day = day_of(on, place.day, since=document.issue_date)
    note = issue_draft(work, place, draft, on=day, kronor_rate=_rate_wanted(work, document, draft))
    assert isinstance(note, CreditNote)  # noqa: S101 - crediting drafts are credit notes
    work.flush()
    return note


def _rate_wanted(view: View, document: Document, draft: Draft) -> Decimal | None:
    """Return the rate recorded for *document*, when its VAT in kronor does not tell that of the credit note."""
    totals = draft.computed.totals if draft.computed is not None else document.totals
    if document.currency == "SEK" or not totals.vat or totals.vat_in_kronor is not None:
        return None
    recorded = fold_books(view.events(LEDGER)).rate_of(DOCUMENT + document.id)
    return recorded.rate if recorded is not None else None


def net_with_original(work: Work, place: Workplace, document_id: str, note: CreditNote, *, on: date) -> None:
    """Set *note* off against its invoice as far as that is open, the share of Skatteverket apart.

    What of the credited was lost, or given as an early-payment discount, is taken back first: it is set off, not paid
    back to who never paid it, and its VAT falls once.
    """
    _take_back(work, document_id, note, on=on)
    for suffix in ("", TAX_AGENCY_SUFFIX):
        pair = [state for id in (document_id, note.id) if (state := _receivable(work, id + suffix)) is not None]
        signs = {state.left.principal.sign for state in pair}
        if {1, -1} <= signs:  # an invoice that is paid already has nothing to set off
            _carry_out(work, net(*pair, netting_id=place.new_id(), on=_all_open(pair, on)))


def _take_back(work: Work, document_id: str, note: CreditNote, *, on: date) -> None:
    state, credited = _receivable(work, document_id), note.amount_due
    if state is None or credited.minor <= 0:
        return
    day = _all_open([state], on)
    earlier = sum(one.amount_due.minor for one in earlier_credits(work, document_id) if one.id != note.id)
    uncredited = Money(max(state.principal.minor - earlier, credited.minor), credited.currency)
    given = discount_credited(state, credited, uncredited=uncredited, on=day)
    work.add(RECEIVABLE + document_id, given)
    open_now = work.receivable(document_id).left.principal
    if (lost := min(credited - open_now, principal_lost(state))).minor > 0:
        back = recover(state, lost, on=day, order=(Part.PRINCIPAL,))
        if isinstance(back, Refused):
            raise back.error()
        work.add(RECEIVABLE + document_id, back)


def net_documents(work: Work, place: Workplace, document_ids: Sequence[str], *, on: date) -> str:
    """Set documents of one customer off against each other and return the netting's id."""
    netting_id, states = place.new_id(), [work.receivable(id) for id in document_ids]
    _carry_out(work, net(*states, netting_id=netting_id, on=_all_open(states, on)))
    return netting_id


def undo_netting_of(work: Work, netting_id: str, *, on: date) -> None:
    """Undo a netting exactly, on every document it touched."""
    rows = work.reading.rows(index.NETTED, [netting_id])
    document_ids = [row.subject.removeprefix(RECEIVABLE) for row in rows]
    netted = [
        event
        for id in document_ids
        for event in work.events(RECEIVABLE + id)
        if isinstance(event, Netted) and event.netting_id.startswith(f"{netting_id}:")
    ]
    if not netted:
        raise not_found("netting", netting_id)
    day = max([on, *(event.on for event in netted)])
    _carry_out(work, undo_netting(*(work.receivable(id) for id in document_ids), netted=netted, on=day))


def _all_open(states: Sequence[Receivable], on: date) -> date:
    """Return *on*, or the first day on which all of *states* were issued: nothing is set off before it exists."""
    return max([on, *(state.opened_on for state in states)])


def _carry_out(work: Work, netting: Netting | Refused) -> None:
    if isinstance(netting, Refused):
        raise netting.error()
    for event in netting.events:
        work.add(RECEIVABLE + event.receivable_id, [event])


def _receivable(view: View, receivable_id: str) -> Receivable | None:
    try:
        return view.receivable(receivable_id)
    except NotFound:
        return None
