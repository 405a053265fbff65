"""Payments of a period: for which claims, and how much of each; each dimension is drawn apart from the others."""

from collections import defaultdict
from itertools import accumulate
from random import Random
from typing import Final

from attrs import evolve

from faktura.core.reference import issue_ocr
from faktura.lab.synthetic import amounts, names
from faktura.lab.synthetic.amounts import Paid
from faktura.lab.synthetic.books import TAX_AGENCY, Books, Claim, Customer, Payer, link_agent
from faktura.lab.synthetic.draft import Draft, Drawn
from faktura.lab.synthetic.paying import Payers
from faktura.lab.synthetic.writing import Writer

_MORE: Final = tuple(accumulate((550, 220, 100, 60, 35, 20, 15)))
_LONG: Final = 60
"""In a longer period, of days, a customer comes back for each claim; in a shorter one for every other."""
_NOT_OURS: Final = ("återbetalning", "ränta", "moms 2026", "försäljning begagnat", "bidrag", "insättning", "lån")


class PaymentMaker:
    """Makes the payments of one period for one creditor's books."""

    def __init__(self, books: Books, chance: Random) -> None:
        """Make payments for *books*, booked in their period."""
        profile = books.profile
        self._books, self._chance = books, chance
        self._structure, self._amount = Drawn(profile.structure), Drawn(profile.amount)
        self._writer, self._payers = Writer(books, chance), Payers(books, chance)
        debtors = [one for one in books.customers if one.id != TAX_AGENCY]
        turns = 1 if books.on - books.first > _LONG else 2
        self._pool = [one for one in debtors for _ in range((len(one.claims) + turns - 1) // turns)]
        chance.shuffle(self._pool)
        self._requests = list(books.requests)
        self._of_agent: dict[str, list[Customer]] = defaultdict(list)
        for one in debtors:
            if one.agent:
                self._of_agent[one.agent.account].append(one)
        recent = books.first - 14
        self._lately = [one for one in books.claims if one.paid_on >= recent and one.kind == "invoice"]
        self._ours = [one for one in books.claims if one.kind == "invoice"]

    def make(self, count: int) -> list[Draft]:
        """Return about *count* payments in booking order; fewer when every claim has been paid."""
        drafts: list[Draft] = []
        while len(drafts) < count:
            kind = self._structure.by(self._chance)
            made = self._of(kind)
            if not made:
                break
            drafts += made
        drafts.sort(key=lambda one: (one.booked, one.order, one.copy_of is not None))
        return drafts

    def _of(self, kind: str) -> list[Draft]:
        if kind == "tax_agency" and self._requests:
            return [self._from_tax_agency(self._requests.pop())]
        if kind in ("unrelated", "other_creditor"):
            return [self._from_elsewhere(kind)]
        if kind == "twice" and self._lately and self._chance.random() < 0.35:
            return [self._paid_again(self._lately.pop(self._chance.randrange(len(self._lately))))]
        draft = self._from_customer(kind)
        if draft is None:
            return []
        return [draft, self._copy(draft)] if kind == "twice" else [draft]

    def _from_customer(self, kind: str) -> Draft | None:
        chance = self._chance
        wanted = chance.choices(range(2, 9), cum_weights=_MORE)[0] if kind == "several" else 1
        found = self._somebody(min(wanted, 2)) or self._somebody(1)
        if found is None:
            return None
        customer, left = found
        if chance.random() < 0.25:
            chance.shuffle(left)
        claims = left[:wanted]
        others = self._of_the_same_agent(customer, claims[0]) if kind == "several" and chance.random() < 0.12 else []
        claims += others
        booked = self._day(max(claims, key=lambda one: one.issued))
        claims, paid, booked = self._amount_for(customer, claims, booked)
        for one in claims:
            one.taken = True
        structure = "several" if sum(one.kind == "invoice" for one in claims) > 1 else "single"
        structure = "for_many" if others else structure
        draft = Draft(
            structure=structure, booked=booked, paid=paid, claims=claims, currency=claims[0].currency,
            payer=customer.payer, order=chance.random(),
        )  # fmt: skip
        self._writer.refer(draft, customer)
        if self._payers.by_whom(draft, customer, "agent" if others else ""):
            self._pool.insert(chance.randrange(len(self._pool) + 1), customer)
        return draft

    def _of_the_same_agent(self, customer: Customer, claim: Claim) -> list[Claim]:
        """Return a claim each of one to three other customers whose agent pays for this one too."""
        if customer.foreign:
            return []
        agent = customer.agent or link_agent(self._books, customer, self._chance)
        others = [one for one in self._of_agent.get(agent.account, ()) if one is not customer and not one.foreign]
        open_ = [next((one for one in some.claims if not one.taken and one.kind == "invoice"), None) for some in others]
        listed = [one for one in open_ if one is not None and one.currency == claim.currency]
        return self._chance.sample(listed, min(len(listed), self._chance.randrange(1, 4)))

    def _somebody(self, fewest: int) -> tuple[Customer, list[Claim]] | None:
        """Take a customer with at least *fewest* claims left, oldest first, from the pool; give up after a while."""
        for at in range(len(self._pool) - 1, max(len(self._pool) - 80, -1), -1):
            customer = self._pool[at]
            left = [one for one in customer.claims if not one.taken and one.kind == "invoice"]
            if len(left) >= fewest:
                self._pool[at] = self._pool[-1]
                self._pool.pop()
                return customer, sorted(left, key=lambda one: (one.due, one.number))
            if not left:
                self._pool[at] = self._pool[-1]
                self._pool.pop()
        return None

    def _day(self, claim: Claim) -> int:
        """Return a day about the due date, within the period and after the claim was issued."""
        first = max(claim.issued + 1, self._books.first)
        return max(first, min(claim.due + int(self._chance.gauss(-1, 6)), self._books.on))

    def _amount_for(self, customer: Customer, claims: list[Claim], booked: int) -> tuple[list[Claim], Paid, int]:
        chance = self._chance
        alone = all(one.customer is customer for one in claims)
        credits = [one for one in customer.claims if one.kind == "credit_note" and not one.taken and alone]
        base = sum(one.open for one in claims)
        if credits and base + credits[0].open > 0 and chance.random() < 0.5:
            both = [*claims, credits[0]]
            return both, amounts.exactly(both, "credit_note"), max(booked, credits[0].issued)
        if any(one.discount for one in claims) and chance.random() < 0.5:
            until = min(one.until for one in claims if one.discount)
            if chance.random() < 0.9 and max(one.issued for one in claims) < until:
                booked = min(booked, until)
            return claims, amounts.less(claims, sum(map(amounts.discounted, claims)), "discount"), booked
        if customer.foreign and chance.random() < 0.33:
            return claims, amounts.abroad(claims, chance), booked
        if len(claims) == 1 and claims[0].deduction and chance.random() < 0.07:
            return claims, amounts.deducted(claims[0], chance), booked
        paid = amounts.paid_for(claims, self._amount.by(chance), chance)
        if paid.kind in ("part", "too_much") and any(one.open == paid.amount for one in customer.claims):
            return claims, amounts.exactly(claims), booked  # nobody could know that it is not for that one
        return claims, paid, booked

    # -- what is not a customer's payment of open claims --

    def _copy(self, draft: Draft) -> Draft:
        """Return the same payment once more: the same day, or within two weeks.

        Of a part too, which may look like the next instalment: it is for a person to find out.
        """
        later = 0 if self._chance.random() < 0.4 else self._chance.randrange(1, 15)
        booked = min(draft.booked + later, self._books.on)
        nothing = evolve(draft.paid, placed=(), remainder=draft.paid.amount, written_off=0)
        copy = evolve(draft, structure="twice", booked=booked, paid=nothing, claims=[], copy_of=draft)
        draft.copied = copy
        return copy

    def _paid_again(self, claim: Claim) -> Draft:
        """Return a second payment of a claim that was paid before the period began."""
        amount = claim.total - claim.deduction
        booked = min(claim.paid_on + self._chance.randrange(0, 14), self._books.on)
        draft = Draft(
            structure="twice", booked=max(booked, self._books.first), currency=claim.currency,
            paid=Paid(kind="exact", amount=amount, placed=(), remainder=amount), payer=claim.customer.payer,
            reference_kind="ocr", reference=claim.ocr, order=self._chance.random(),
        )  # fmt: skip
        self._payers.by_whom(draft, claim.customer)
        return draft

    def _from_tax_agency(self, request: list[Claim]) -> Draft:
        """Return the payment of a whole request, now and then less a refused claim."""
        chance = self._chance
        claims = list(request)
        if len(claims) > 1 and chance.random() < 0.12:
            claims.remove(chance.choice(claims))
        for one in claims:
            one.taken = True
        agency = claims[0].customer
        booked = self._day(max(claims, key=lambda one: one.issued))
        named = chance.random() < 0.8
        draft = Draft(
            structure="tax_agency", booked=booked, paid=amounts.exactly(claims), claims=claims, payer=agency.payer,
            reference_kind="number" if named else "free_text", payer_kind="known", order=chance.random(),
            message=f"ROT-RUT {claims[0].number}" if named else "Utbetalning ROT-RUT",
        )  # fmt: skip
        draft.name, draft.account = "SKATTEVERKET", agency.payer.account
        return draft

    def _from_elsewhere(self, kind: str) -> Draft:
        """Return money that belongs to nobody here, or was meant for another creditor."""
        chance = self._chance
        amount = chance.choice(self._ours).total if chance.random() < 0.5 else chance.randrange(50_00, 20_000_00)
        crowded = self._books.profile.crowded
        stranger = Payer(name=names.person(chance, crowded=crowded), account=self._books.numbers.account("iban"))
        if kind == "unrelated" and chance.random() < 0.3:
            customer = chance.choice(self._books.customers)
            stranger = customer.payer
            while any(one.open == amount for one in customer.claims):  # nobody could know that it is not for that one
                amount = chance.randrange(50_00, 20_000_00)
        draft = Draft(
            structure=kind, booked=chance.randrange(self._books.first, self._books.on + 1), payer=stranger,
            paid=Paid(kind="exact", amount=amount, placed=(), remainder=amount), order=chance.random(),
        )  # fmt: skip
        if kind == "other_creditor":
            serial = chance.choice((chance.randrange(10**5, 10**8), self._books.profile.first_number + 10**6))
            draft.reference_kind, draft.reference = "ocr", issue_ocr(str(serial + chance.randrange(1000))).digits
        else:
            draft.reference_kind, draft.message = "free_text", chance.choice(_NOT_OURS)
            draft.channel = "transfer" if chance.random() < 0.5 else "bankgiro"
        self._payers.as_the_bank_says(draft)
        self._writer.fit(draft)
        return draft
