"""What is written on a payment, and through which channel: the reference in all its kinds."""

from random import Random

from faktura.lab.synthetic import references
from faktura.lab.synthetic.books import Books, Claim, Customer
from faktura.lab.synthetic.draft import Draft, Drawn
from faktura.lab.synthetic.truth import decimal


class Writer:
    """Writes the references of one creditor's payers."""

    def __init__(self, books: Books, chance: Random) -> None:
        """Write for *books*, drawing from *chance*."""
        self._books, self._chance = books, chance
        self._reference, self._channel = Drawn(books.profile.reference), Drawn(books.profile.channels)
        self._ours = [one for one in books.claims if one.kind == "invoice"]

    def refer(self, draft: Draft, customer: Customer) -> None:
        """Choose channel and reference of *draft*, a payment for claims of *customer*."""
        kind, chance = self._reference.by(self._chance), self._chance
        invoices = [one for one in draft.claims if one.kind == "invoice"]
        if len(invoices) > 1 and chance.random() < 0.25:
            kind, named = f"partial_{'ocr' if chance.random() < 0.6 else 'number'}", invoices[:1]
        else:
            named = invoices
        old = [one for one in customer.paid if one.ocr and one.ocr != named[0].ocr]
        if kind == "saved_ocr" and not old:
            kind = "ocr"
        draft.channel = self._channel_for(kind, customer)
        draft.reference_kind = kind.partition("_")[0] if kind.startswith("partial") else kind
        if draft.channel == "foreign" and kind in ("ocr", "partial_ocr"):
            draft.reference_kind = "ocr_in_text" if kind == "ocr" else "partial"
            draft.message = " ".join(one.ocr for one in named)
        elif kind in ("ocr", "partial_ocr"):
            draft.reference, draft.extra = self._listed_ocr(draft, named)
        elif kind in references.SLIPS:
            draft.reference = references.SLIPS[kind](named[0].ocr, chance)
        elif kind == "saved_ocr":
            draft.reference = chance.choice(old).ocr
        elif kind == "other_customers_ocr":
            draft.reference = self._somebody_elses(customer).ocr
        else:
            self._in_text(draft, kind, named)
        self.fit(draft)

    def _listed_ocr(self, draft: Draft, named: list[Claim]) -> tuple[str, str]:
        """Return the reference and the extra references of BgMax: with amounts, or without."""
        if len(named) == 1 or named[0].ocr == named[1].ocr:
            return named[0].ocr, ""
        if draft.paid.kind in ("exact", "credit_note") and self._chance.random() < 0.6:
            listed = [(one.ocr or one.number, one.open) for one in draft.claims]
            return "", ";".join(f"{text}:{decimal(value)}" for text, value in listed)
        return named[0].ocr, ";".join(one.ocr for one in named[1:])

    def _in_text(self, draft: Draft, kind: str, named: list[Claim]) -> None:
        chance = self._chance
        text = ""
        if kind == "ocr_in_text":
            text = references.in_words(named[0].ocr, chance) if len(named) == 1 else ", ".join(n.ocr for n in named)
        elif kind in ("number", "partial_number"):
            text = references.listed([one.number for one in named], chance)
            text += references.noise(chance) if chance.random() < 0.1 else ""
        elif kind == "free_text":
            text = chance.choice(self._books.profile.words)
            text += references.noise(chance) if chance.random() < 0.2 else ""
        elif kind == "own_number":
            text = references.own_number(self._somebody_elses(named[0].customer).number, chance)
            if chance.random() < 0.5:
                text = f"{references.listed([one.number for one in named], chance)}, {text}"
        if draft.channel in ("bankgiro", "plusgiro") and len(text) <= 25 and chance.random() < 0.4:
            draft.reference = text
        else:
            draft.message = text

    def fit(self, draft: Draft) -> None:
        """Cut the message to what the channel has room for."""
        draft.message = draft.message[: {"transfer": 12, "swish": 50}.get(draft.channel, 140)].rstrip()

    def _channel_for(self, kind: str, customer: Customer) -> str:
        if customer.foreign:
            return "foreign"
        channel = self._channel.by(self._chance)
        written = kind in ("ocr_in_text", "number", "partial_number", "none", "free_text", "own_number")
        if channel in ("bankgiro", "plusgiro") or written:
            return channel
        return "bankgiro"

    def _somebody_elses(self, customer: Customer) -> Claim:
        """Return an open claim of another customer, or of anybody when there is hardly another."""
        other = self._chance.choice(self._ours)
        for _ in range(20):
            if other.customer is not customer and other.open:
                break
            other = self._chance.choice(self._ours)
        return other
