"""Who pays, and what the bank says of the payer."""

from random import Random

from attrs import evolve

from faktura.lab.synthetic import names
from faktura.lab.synthetic.books import Books, Customer, Payer, know, link_agent, link_third_party
from faktura.lab.synthetic.draft import Draft, Drawn


class Payers:
    """Those who pay one creditor."""

    def __init__(self, books: Books, chance: Random) -> None:
        """Choose among the payers of *books*, drawing from *chance*."""
        self._books, self._chance = books, chance
        self._payer = Drawn(books.profile.payer)

    def by_whom(self, draft: Draft, customer: Customer, surely: str = "") -> bool:
        """Choose who pays for *customer*, or *surely* this kind; return whether it is somebody not seen before."""
        kind, chance = surely or self._payer.by(self._chance), self._chance
        before = customer.other
        if customer.other and not surely and chance.random() < 0.7:
            kind = "unknown"  # whoever has paid for somebody once will do it again
        if kind == "known" and not customer.known:
            know(self._books, customer, chance)
        elif kind == "linked":
            draft.payer = customer.linked or link_third_party(self._books, customer, chance)
        elif kind == "agent":
            draft.payer = customer.agent or link_agent(self._books, customer, chance)
        elif kind in ("new_account", "unknown"):
            if customer.other is None:
                customer.other = self._newcomer(kind, customer)
            draft.payer = customer.other
            kind = "new_account" if customer.other.name == customer.payer.name else "unknown"
        draft.payer_kind = kind
        self.as_the_bank_says(draft)
        return customer.other is not before

    def _newcomer(self, kind: str, customer: Customer) -> Payer:
        chance = self._chance
        account = self._books.numbers.account("abroad" if customer.foreign else "iban")
        if kind == "new_account":
            return evolve(customer.payer, account=account, swish="")
        if customer.company:
            return Payer(name=(names.company(chance), ""), account=account)
        if chance.random() < 0.6:
            return Payer(name=names.relative(customer.payer.name[1], chance), account=account)
        name = names.person(chance, crowded=self._books.profile.crowded)
        return Payer(name=name, account=account)

    def as_the_bank_says(self, draft: Draft) -> None:
        """Write down what the bank tells of the payer."""
        chance, profile = self._chance, self._books.profile
        draft.name, draft.damage = names.written(draft.payer.name, chance, damage=profile.damage)
        if chance.random() < 0.05:
            draft.name, draft.damage = "", ""
        if draft.channel == "swish" and not draft.payer.swish:
            draft.channel = "bankgiro"
        if chance.random() * 1000 >= profile.nameless:
            draft.account = draft.payer.swish if draft.channel == "swish" else draft.payer.account
        if draft.payer.org and (draft.channel == "bankgiro" and chance.random() < 0.6):
            draft.org = draft.payer.org
