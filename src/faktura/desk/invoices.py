"""Drafts, issued documents, credit notes and netting of one sender."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Unpack

import attrs
from attrs import frozen

from faktura.core.document import CreditNote, Document, Draft, Invoice, Line
from faktura.core.errors import FakturaError, RuleRefused, StreamMoved
from faktura.core.lifecycle import DocumentStatus, DraftDeleted, DraftSaved
from faktura.core.money import Money
from faktura.core.party import Party
from faktura.core.receivable import Receivable, fold
from faktura.core.sender import Customer
from faktura.core.wording import Text, register
from faktura.desk import index
from faktura.desk.arguments import a, a_day
from faktura.desk.calls import call_text, canonical, unless
from faktura.desk.crediting import credit_document, net_documents, net_with_original, undo_netting_of
from faktura.desk.days import day_of
from faktura.desk.deliveries import Deliveries
from faktura.desk.drafting import ChangedFields, DraftFields
from faktura.desk.issuing import instruction, issue_draft
from faktura.desk.rendering import document_pdf
from faktura.desk.work import DRAFT, RECEIVABLE, Work, not_found
from faktura.desk.workplace import Workplace
from faktura.rules.crediting import CreditedLine
from faktura.rules.delivery_plan import check_consent
from faktura.rules.issuing import preview as preview_of


@frozen(kw_only=True)
class IssueResult:
    """What became of one draft of a batch: the document, or why not."""

    draft_id: str
    document: Document | None = None
    refusal: FakturaError | None = None


class Invoices:
    """The drafts and documents of one sender."""

    def __init__(self, place: Workplace, deliveries: Deliveries) -> None:
        """Work at *place*, planning deliveries with *deliveries*."""
        self._place = place
        self._deliveries = deliveries

    def draft(self, *, buyer: Party | Customer, lines: Sequence[Line], **fields: Unpack[DraftFields]) -> Draft:
        """Make and store a draft for *buyer*; *fields* are those of `Draft`, the sender's choices by default.

        Raises:
            RuleRefused: An e-invoice is wished for a customer that has not accepted them.
        """
        sender = self._place.sender
        customer = buyer if isinstance(buyer, Customer) else Customer(party=buyer, channels=())
        defaults: DraftFields = {
            "terms": customer.terms or sender.terms,
            "price_basis": sender.price_basis,
            "rounding": sender.rounding,
            "language": customer.party.language,
            "channels": customer.channels,
        }
        said: DraftFields = {**defaults, **fields}
        draft = Draft(id=self._place.new_id(), seller=sender.party, buyer=customer.party, lines=tuple(lines), **said)
        _consented(draft)
        with self._place.work() as work:
            self._save(work, draft)
        return draft

    def change(self, draft: Draft, **fields: Unpack[ChangedFields]) -> Draft:
        """Store *draft* with *fields* changed, and return it.

        Raises:
            StreamMoved: The stored draft is no longer *draft*: somebody changed it, load it again.
            RuleRefused: The draft is issued or deleted, or an e-invoice is wished that is not accepted.
        """
        changed = attrs.evolve(draft, **fields)
        _consented(changed)
        with self._place.work() as work:
            if self._live_draft(work, draft.id) != draft:
                raise StreamMoved("draft.moved", draft=draft.id)
            self._save(work, changed)
        return changed

    def delete(self, draft_id: str) -> None:
        """Remove a draft; it had no number, so none is missing."""
        with self._place.work() as work:
            self._live_draft(work, draft_id)
            work.add(DRAFT + draft_id, [DraftDeleted(draft_id=draft_id)])

    def drafts(self) -> tuple[Draft, ...]:
        """Return the live drafts."""
        with self._place.view() as view:
            return tuple(view.stored(Draft, row.body) for row in view.reading.rows(index.DRAFT))

    def preview(self, draft_id: str, *, on: date | None = None) -> Document:
        """Return what issuing the draft would make, without a number; nothing is stored."""
        with self._place.view() as view:
            draft = view.stored(Draft, view.draft_state(draft_id).content)
        ready = attrs.evolve(draft, payment=draft.payment or instruction(self._place.sender, ""))
        return preview_of(ready, on=on or self._place.day, law=self._place.law)

    def preview_pdf(self, draft_id: str, *, on: date | None = None) -> bytes:
        """Return the preview as a PDF, marked as such."""
        return document_pdf(self.preview(draft_id, on=on), self._place.sender, preview=True)

    def issue(
        self,
        draft_id: str,
        *,
        on: date | None = None,
        deliver: bool = True,
        at_once: bool = False,
        kronor_rate: Decimal | None = None,
        key: str = "",
    ) -> Invoice | CreditNote:
        """Issue the draft (attestera): it gets the next number, opens what is owed, and is delivered.

        Args:
            draft_id: The draft.
            on: Issue date; today by default.
            deliver: Whether a delivery is planned now, held as long as the sender wishes.
            at_once: The delivery is not held.
            kronor_rate: Kronor for one unit of a foreign currency, in which VAT must be shown too (ML 17:29).
            key: Idempotency key of the host: the same call again returns the same document, also after midnight.

        Raises:
            RuleRefused: Something mandatory is missing (`findings` says what), it is issued already, or *on* is before
                what it credits (`desk.too_early`). No number is used up.
            RecordedDifferently: The key was used for another call: another draft, or another day, rate or delivery.
        """
        a(Decimal, kronor_rate, name="kronor_rate")
        a_day(on, name="on")
        call = call_text(
            f"issue {draft_id}",
            on=on,
            deliver=unless(True, deliver),
            at_once=unless(False, at_once),
            kronor_rate=kronor_rate,
        )
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return _issued(work.document(earlier))
            draft = self._live_draft(work, draft_id)
            since = max((one.issue_date for one in draft.credits if one.issue_date is not None), default=date.min)
            day = day_of(on, self._place.day, since=since)
            document = issue_draft(work, self._place, draft, on=day, kronor_rate=kronor_rate)
            if deliver:
                state = work.document_state(document.id)
                self._deliveries.plan(
                    work, document, state.content, to=document.buyer, wished=draft.channels, at_once=at_once
                )
            work.remember(key, call, document.id)
            return document

    def credit(
        self,
        document_id: str,
        *,
        lines: Sequence[CreditedLine] = (),
        amount: Money | None = None,
        on: date | None = None,
        net: bool = True,
        deliver: bool = True,
        key: str = "",
    ) -> CreditNote:
        """Credit an issued invoice: all that is left of it, or the *lines*, or the *amount* including VAT.

        With *net* it is set off against the invoice as far as that is unpaid; what is left of it then
        can be netted against another invoice or refunded. It takes the channel the invoice took. With an
        idempotency *key* the same call again returns the same credit note, however lines and numbers are spelled.

        Raises:
            RuleRefused: It is a credit note itself, another system owns it, more would be credited than is left, or *on*
                is before the invoice (`desk.too_early`); or (`issue.incomplete`, INV-18) its VAT in kronor cannot be
                told, and no rate is recorded for the invoice (`books.record_rate`).
            RecordedDifferently: The key was used for another call.
        """
        a(Money, amount, name="amount")
        a_day(on, name="on")
        call = call_text(
            f"credit {document_id} {canonical(lines) if lines else ()} {amount}",
            on=on,
            net=unless(True, net),
            deliver=unless(True, deliver),
        )
        with self._place.work(cause=key) as work:
            if (earlier := work.recall(key, call)) is not None:
                return _credit_note(work.document(earlier))
            note = credit_document(work, self._place, document_id, lines=lines, amount=amount, on=on)
            if net:
                net_with_original(work, self._place, document_id, note, on=note.issue_date)
            if deliver:
                content = work.document_state(note.id).content
                wished = self._deliveries.channels_of(work, document_id)
                self._deliveries.plan(work, note, content, to=note.buyer, wished=wished)
            work.remember(key, call, note.id)
            return note

    def net(self, document_ids: Sequence[str], *, on: date | None = None) -> str:
        """Set credit notes and invoices of one customer off against each other; return the netting's id.

        What remains stays on the document with the greatest amount.

        Raises:
            RuleRefused: They are not of one customer and currency, or nothing can be set off.
        """
        with self._place.work() as work:
            return net_documents(work, self._place, document_ids, on=on or self._place.day)

    def undo_netting(self, netting_id: str, *, on: date | None = None) -> None:
        """Undo a netting exactly.

        Raises:
            NotFound: There is no such netting.
            RuleRefused: It is undone already.
        """
        with self._place.work() as work:
            undo_netting_of(work, netting_id, on=on or self._place.day)

    def issue_many(self, draft_ids: Sequence[str], *, on: date | None = None) -> tuple[IssueResult, ...]:
        """Issue each draft in a unit of its own, and say of each what became of it."""
        results = []
        for draft_id in draft_ids:
            try:
                results.append(IssueResult(draft_id=draft_id, document=self.issue(draft_id, on=on)))
            except FakturaError as error:
                results.append(IssueResult(draft_id=draft_id, refusal=error))
        return tuple(results)

    def get(self, document_id: str) -> Document:
        """Return an issued document."""
        with self._place.view() as view:
            return view.document(document_id)

    def pdf(self, document_id: str) -> bytes:
        """Return an issued document as a PDF."""
        return document_pdf(self.get(document_id), self._place.sender)

    def balance(self, document_id: str, *, as_of: date | None = None) -> Receivable:
        """Return what is owed on a document, as of the end of *as_of*.

        Raises:
            NotFound: There is no such document, or it was not issued by then.
        """
        with self._place.view() as view:
            state = fold(view.events(RECEIVABLE + document_id), until=as_of)
        if state is None:
            raise not_found("receivable", document_id)
        return state

    def _save(self, work: Work, draft: Draft) -> None:
        work.add(DRAFT + draft.id, [DraftSaved(draft_id=draft.id, content=work.keep(draft))])

    def _live_draft(self, work: Work, draft_id: str) -> Draft:
        state = work.draft_state(draft_id)
        if state.status is not DocumentStatus.DRAFT:
            raise RuleRefused("draft.closed", draft=draft_id, status=state.status.value)
        return work.stored(Draft, state.content)


def _consented(draft: Draft) -> None:
    refusal = check_consent(draft.buyer, draft.channels)
    if refusal is not None:
        raise refusal.error()


def _credit_note(document: Document) -> CreditNote:
    assert isinstance(document, CreditNote)  # noqa: S101 - the key answers with what the call made
    return document


def _issued(document: Document) -> Invoice | CreditNote:
    assert isinstance(document, Invoice | CreditNote)  # noqa: S101 - the store holds no third kind
    return document


register(
    {
        "draft.moved": Text(
            en="draft {draft} was changed by somebody else; load it again and make the change anew",
            sv="utkastet {draft} har ändrats av någon annan; läs in det igen och gör om ändringen",
        ),
        "draft.closed": Text(
            en="draft {draft} is {status}; make a new draft or a credit note",
            sv="utkastet {draft} har läget {status}; gör ett nytt utkast eller en kreditfaktura",
        ),
    }
)
