"""The books of one made-up creditor: customers, their claims open and paid, and who has paid for whom before.

All numbers are free of owners: organisation numbers from the far end of their series, personal numbers only those
reserved for testing, accounts with bank and area codes that no bank and no operator has.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from random import Random
from typing import Final

from attrs import define, field

from faktura.core.check_digit import modulus_10
from faktura.core.reference import issue_ocr
from faktura.lab.synthetic import names
from faktura.lab.synthetic.profiles import Profile

TAX_AGENCY: Final = "SKV"
"""Customer id of Skatteverket in the ledgers that have claims on it."""

TEST_PERSONS: Final = (
    "191212121212", "190104132386", "199006022397", "199107172380", "199312172381", "199610202385", "199908072391",
    "200001052380",
)  # fmt: skip
"""Personal numbers that Skatteverket has published for testing and gives to nobody."""

_PLANS: Final = (19900, 22900, 24900, 29900, 34900, 39900, 44900, 49900, 59900, 79900, 12950, 17950)


@define(kw_only=True, eq=False)
class Payer:
    """Somebody with an account, and perhaps Swish, as the bank will name them."""

    name: names.Name
    account: str
    org: str = ""
    swish: str = ""


@define(kw_only=True, eq=False)
class Customer:
    """A customer, and those who pay for it; `org` is its number where the ledger tells it."""

    id: str
    payer: Payer
    company: bool
    org: str = ""
    foreign: bool = False
    ocr: str = ""
    rent: int = 0
    known: bool = False
    linked: Payer | None = None
    agent: Payer | None = None
    other: Payer | None = None
    claims: list["Claim"] = field(factory=list)
    paid: list["Claim"] = field(factory=list)


@define(kw_only=True, eq=False)
class Claim:
    """A claim; days are ordinals, amounts whole öre (or cents), negative on a credit note."""

    customer: Customer
    kind: str
    issued: int
    due: int
    total: int
    open: int
    currency: str = "SEK"
    deduction: int = 0
    discount: int = 0
    until: int = 0
    paid_on: int = 0
    id: str = ""
    number: str = ""
    ocr: str = ""
    taken: bool = False


@define(kw_only=True, eq=False)
class Books:
    """One creditor's ledger before any payment of the period, which lasts from `first` to `on`, has come."""

    profile: Profile
    creditor: str
    first: int
    on: int
    numbers: "Numbers"
    customers: list[Customer] = field(factory=list)
    claims: list[Claim] = field(factory=list)
    requests: list[list[Claim]] = field(factory=list)
    links: list[tuple[str, str, int, int, bool]] = field(factory=list)
    agents: list[Payer] = field(factory=list)

    def link(self, payer: Payer, customer: Customer, count: int, days_ago: int, *, manual: bool) -> None:
        """Remember that *payer* has paid for *customer*, confirmed by hand or by matching."""
        self.links.append((payer.account, customer.id, count, self.on - days_ago, manual))
        if payer.swish:
            self.links.append((payer.swish, customer.id, 1 + count // 3, self.on - days_ago, manual))


class Numbers:
    """Numbers and accounts that nobody holds, each given once."""

    def __init__(self, chance: Random) -> None:
        """Draw from *chance*."""
        self._chance = chance
        self._given = 0
        self._persons = list(TEST_PERSONS)

    def organisation(self) -> str:
        """Return an organisation number beginning 5599: the end of the companies' series."""
        self._given += 1
        base = f"5599{99999 - self._given % 100_000:05d}"
        return base + modulus_10(base)

    def test_person(self) -> str:
        """Return the next personal number reserved for testing, or nothing when all are given."""
        return self._persons.pop() if self._persons else ""

    def account(self, kind: str) -> str:
        """Return a payer account of *kind*: `bankgiro`, `iban`, `swish` or `abroad`."""
        digits = self._chance.randrange(10**8)
        self._given += 1
        if kind == "bankgiro":
            base = f"9{(self._given * 7919) % 1_000_000:06d}"
            return f"bankgiro:{base}{modulus_10(base)}"
        if kind == "swish":
            return f"swish:+4600{self._given:08d}"
        abroad = kind == "abroad"
        country, letters = ("DE", "1314") if abroad else ("SE", "2814")
        own = f"{'0' * 8}{self._given:010d}" if abroad else f"000{self._given:09d}{digits:08d}"
        return f"iban:{country}{98 - int(own + letters + '00') % 97:02d}{own}"


def open_books(profile: Profile, chance: Random, *, creditor: str, claims: int, on: date, days: int) -> Books:
    """Return the books of a creditor with *claims* open claims, as they are before the *days* up to *on*."""
    last = on.toordinal()
    books = Books(profile=profile, creditor=creditor, on=last, first=last - days + 1, numbers=Numbers(chance))
    sizes = tuple(accumulate(profile.claims))
    choices = range(1, len(sizes) + 1)
    made = 0
    while made < claims:
        customer = _customer(profile, chance, books.numbers, len(books.customers))
        books.customers.append(customer)
        count = min(chance.choices(choices, cum_weights=sizes)[0], claims - made)
        made += count
        _invoice(books, customer, count, chance)
    if profile.deductions:
        _claim_on_tax_agency(books, chance)
    _number(books)
    _remember(books, chance)
    return books


def _customer(profile: Profile, chance: Random, numbers: Numbers, at: int) -> Customer:
    company = chance.random() * 1000 < profile.companies
    foreign = chance.random() * 1000 < profile.foreign
    name = (names.company(chance), "") if company else names.person(chance, crowded=profile.crowded)
    org = numbers.organisation() if company else numbers.test_person() if chance.random() < 0.01 else ""
    kind = "abroad" if foreign else "bankgiro" if company and chance.random() < 0.5 else "iban"
    swish = numbers.account("swish") if not company and chance.random() < 0.5 else ""
    payer = Payer(name=name, account=numbers.account(kind), org=org, swish=swish)
    ocr = issue_ocr(str(profile.first_number + at)).digits if profile.ocr == "customer" else ""
    told = org if chance.random() * 1000 < profile.org else ""
    return Customer(id=f"K{at + 1}", payer=payer, company=company, org=told, foreign=foreign, ocr=ocr)


def _price(profile: Profile, customer: Customer, chance: Random) -> int:
    if profile.prices == "plans":
        return chance.choice(_PLANS) if chance.random() < 0.5 else chance.randrange(5_000, 150_000)
    if profile.prices == "equal":
        return chance.choices((350_00, 200_00, 600_00), (80, 15, 5))[0]
    if profile.prices == "rents":
        customer.rent = customer.rent or chance.randrange(3_900, 14_900) * 100
        return customer.rent if chance.random() < 0.92 else chance.randrange(300, 900) * 100
    amount = int(10 ** chance.uniform(4.3, 6.7))
    return amount if chance.random() < 0.5 else amount // 100 * 100


def _invoice(books: Books, customer: Customer, count: int, chance: Random) -> None:
    """Give the customer *count* open claims, the newest due about today, and the paid ones before them."""
    profile, on = books.profile, books.on
    currency = "EUR" if customer.foreign and chance.random() < 0.5 else "SEK"
    issued = on - chance.randrange(5, max(50, on - books.first + 21 - 28 * (count - 1)))
    for _ in range(count):
        customer.claims.append(_claim(profile, customer, issued, chance, currency))
        issued -= chance.randrange(28, 32) if profile.prices in ("plans", "rents") else chance.randrange(0, 40)
    for _ in range(_times(profile.paid / 1000 * count, chance)):
        claim = _claim(profile, customer, min(issued, books.first - 20), chance, currency)
        claim.open, claim.paid_on = 0, min(claim.due + chance.randrange(-9, 6), books.first - 1)
        customer.paid.append(claim)
        issued -= chance.randrange(28, 62)
    customer.paid = [one for one in customer.paid if one.paid_on > books.first - 540]
    if chance.random() * 1000 < profile.credit_notes:
        base = min(one.open for one in customer.claims)
        value = -max(base * chance.randrange(5, 60) // 100, 1_00)
        customer.claims.append(
            Claim(customer=customer, kind="credit_note", issued=on - chance.randrange(2, 40), due=on,
                  total=value, open=value, currency=currency)
        )  # fmt: skip
    books.claims += customer.claims
    books.claims += customer.paid


def _times(mean: float, chance: Random) -> int:
    return int(mean) + (chance.random() < mean - int(mean))


def _claim(profile: Profile, customer: Customer, issued: int, chance: Random, currency: str) -> Claim:
    total = _price(profile, customer, chance)
    claim = Claim(
        customer=customer, kind="invoice", issued=issued, due=issued + 30, total=total, open=total, currency=currency
    )
    if not customer.company and chance.random() * 1000 < profile.deductions:
        claim.deduction = total * chance.choice((30, 50)) // 100 * 4 // 5 // 100 * 100
        claim.open = total - claim.deduction
    if chance.random() * 1000 < profile.discounts:
        claim.discount, claim.until = chance.choice((1, 2, 3)), issued + 10
    if chance.random() < 0.01 and claim.open > 400_00:
        claim.open -= claim.open // 3 // 100 * 100
    return claim


def _claim_on_tax_agency(books: Books, chance: Random) -> None:
    """Make claims on Skatteverket of the deductions on paid invoices, one to fifteen in each request."""
    agency = Customer(
        id=TAX_AGENCY, payer=Payer(name=("Skatteverket", ""), account="bankgiro:99990004", org="2999990001"),
        company=True, org="2999990001", known=True,
    )  # fmt: skip
    waiting = [one for one in books.claims if one.deduction and one.paid_on]
    waiting.sort(key=lambda one: (one.paid_on, one.customer.id))
    at = 0
    while at < len(waiting):
        size = min(chance.randrange(1, 16), len(waiting) - at)
        request = [
            Claim(customer=agency, kind="tax_deduction", issued=source.paid_on, due=books.on,
                  total=source.deduction, open=source.deduction)
            for source in waiting[at : at + size]
        ]  # fmt: skip
        at += size
        books.requests.append(request)
        agency.claims += request
    books.claims += agency.claims
    if agency.claims:
        books.customers.append(agency)


def _number(books: Books) -> None:
    """Number the claims in the order they were issued: no gaps, one series."""
    profile = books.profile
    for at, request in enumerate(books.requests, start=1):
        for claim in request:
            claim.number = f"ROT{date.fromordinal(books.on).year}-{at:03d}"
    ordered: Sequence[Claim] = sorted(books.claims, key=lambda one: one.issued)
    serial = profile.first_number + (0 if profile.ocr == "claim" else 500_000)
    for at, claim in enumerate(ordered, start=1):
        claim.id = f"{books.creditor}-{at}"
        if claim.kind == "tax_deduction":
            continue
        claim.number = f"{profile.prefix}{serial}"
        if claim.kind == "invoice":
            claim.ocr = claim.customer.ocr or issue_ocr(str(serial)).digits
        serial += 1


def _remember(books: Books, chance: Random) -> None:
    """Make the confirmed links: customers' own accounts, relatives and parents, agents of many."""
    numbers = books.numbers
    books.agents = [
        Payer(name=(names.company(chance), ""), account=numbers.account("bankgiro"), org=numbers.organisation())
        for _ in range(1 + len(books.customers) // 300)
    ]
    for customer in books.customers:
        if customer.known or chance.random() * 1000 < books.profile.known:
            know(books, customer, chance)
        if customer.id != TAX_AGENCY and chance.random() < 0.05:
            link_third_party(books, customer, chance)
        elif customer.id != TAX_AGENCY and chance.random() < 0.05:
            link_agent(books, customer, chance)


def know(books: Books, customer: Customer, chance: Random) -> None:
    """Let the customer have paid before, from its own account."""
    customer.known = True
    count = max(1, len(customer.paid) + int(chance.expovariate(0.2)))
    books.link(customer.payer, customer, count, chance.randrange(20, 400), manual=False)


def link_third_party(books: Books, customer: Customer, chance: Random) -> Payer:
    """Let a spouse, a parent company, or now and then another customer have paid, and a clerk have linked it."""
    numbers = books.numbers
    if chance.random() < 0.1 and books.customers[0] is not customer:
        payer = chance.choice(books.customers).payer
    elif customer.company:
        payer = Payer(name=(names.company(chance), ""), account=numbers.account("bankgiro"), org=numbers.organisation())
    else:
        payer = Payer(name=names.relative(customer.payer.name[1], chance), account=numbers.account("iban"))
    customer.linked = payer
    books.link(payer, customer, 1 + int(chance.expovariate(0.5)), chance.randrange(20, 300), manual=True)
    return payer


def link_agent(books: Books, customer: Customer, chance: Random) -> Payer:
    """Let an accountant or guardian who pays for many have paid for the customer."""
    customer.agent = chance.choice(books.agents)
    books.link(customer.agent, customer, 1 + int(chance.expovariate(0.3)), chance.randrange(20, 300), manual=False)
    return customer.agent
