"""Hypothesis strategies for documents and what they are made of; every draft of them can be issued.

    @given(invoices())
    def test_our_total(invoice):
        assert ours(invoice) == invoice.amount_due

Names, addresses and numbers are made up; all identities are those of `faktura.testing.identities`.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeGuard, TypeVar

from attrs import evolve
from hypothesis import strategies as st

from faktura.core.deduction import DeductionBuyer, DeductionKind, DeductionWish, Dwelling
from faktura.core.document import (
    Adjustment,
    CreditNote,
    Draft,
    Invoice,
    Line,
    PaymentTerms,
    PriceBasis,
    RoundingPolicy,
)
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.identity import OrganisationNumber, VatNumber
from faktura.core.money import Money
from faktura.core.party import Address, Party, PartyKind, PaymentInstruction
from faktura.core.product import Component, CostKind, Unit, Work
from faktura.core.reference import issue_ocr
from faktura.core.vat import VAT_6, VAT_12, VAT_25, Vat, VatCategory
from faktura.rules.issuing import issue_invoice
from faktura.testing.identities import AUTHORITY, BANKGIRO, COMPANIES, PERSONS
from faktura.testing.kept import kept

ORDINARY_VAT: Final = (VAT_25, VAT_12, VAT_6, Vat(VatCategory.EXEMPT, Decimal(0), "exempt.education"))
"""VAT treatments that may stand on one document together, in every format."""

DAYS: Final = st.dates(date(2023, 7, 1), date(2027, 9, 30))
"""Days of issue whose law is known."""

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzåäöéABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ0123456789 -&/,.()<>'\""
_UNITS: Final = (Unit.PIECE, Unit.HOUR, Unit.DAY, Unit.KILOGRAM, Unit.METRE)


@kept
def texts(most: int = 30) -> st.SearchStrategy[str]:
    """Texts of one line with Swedish letters and what XML must escape; never blank, never space at an end."""
    return st.text(_LETTERS, min_size=1, max_size=most).map(str.strip).filter(bool)


@kept
def amounts(least: int = -(10**9), most: int = 10**9, currency: str = "SEK") -> st.SearchStrategy[Money]:
    """Amounts of *currency* from *least* to *most* minor units."""
    return st.integers(least, most).map(lambda minor: Money(minor, currency))


@kept
def quantities(*, negative: bool = False) -> st.SearchStrategy[Decimal]:
    """Quantities with up to three decimals, rarely zero or large; below zero too when *negative*."""
    plain = st.one_of(
        st.integers(1, 20).map(Decimal),
        st.integers(1, 20_000).map(lambda thousandths: Decimal(thousandths).scaleb(-3)),
        st.integers(0, 2_000_000).map(Decimal),
    )
    return st.one_of(plain, plain.map(lambda quantity: -quantity)) if negative else plain


@kept
def prices() -> st.SearchStrategy[Decimal]:
    """Unit prices from zero, as a rule with two decimals, some with up to six."""
    return st.one_of(
        st.integers(0, 1_000_000).map(lambda cents: Decimal(cents).scaleb(-2)),
        st.integers(0, 10_000_000).map(lambda part: Decimal(part).scaleb(-6)),
    )


@kept
def adjustments(*, vats: Sequence[Vat] = ()) -> st.SearchStrategy[Adjustment]:
    """Discounts up to 100 % and charges, by percent or amount; with a VAT of their own from *vats*, or none."""
    kinds: st.SearchStrategy[str] = st.sampled_from(("discount", "charge"))
    percent = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths).scaleb(-2))
    own = st.sampled_from((None, *vats))
    return st.one_of(
        st.builds(Adjustment, kind=kinds, text=texts(), percent=percent, vat=own),
        st.builds(Adjustment, kind=kinds, text=texts(), amount=amounts(0, 50_000), vat=own),
    )


@kept
def components(vats: Sequence[Vat] = ORDINARY_VAT) -> st.SearchStrategy[tuple[Component, ...]]:
    """The hidden parts of a package: one to four, weights of zero or more, one of them more."""
    weight = st.integers(0, 500_000).map(lambda cents: Decimal(cents).scaleb(-2))
    part = st.builds(Component, name=texts(), weight=weight, vat=st.sampled_from(tuple(vats)))
    return st.lists(part, min_size=1, max_size=4).map(tuple).filter(lambda parts: any(part.weight for part in parts))


@kept
def lines(
    *, vats: Sequence[Vat] = ORDINARY_VAT, negative: bool = False, packages: bool = True
) -> st.SearchStrategy[Line]:
    """Draft lines with discounts, charges and, unless told otherwise, packages."""
    hidden = st.one_of(st.just(()), st.just(()), st.just(()), components(vats)) if packages else st.just(())
    return st.builds(
        Line,
        text=texts(60),
        quantity=quantities(negative=negative),
        price=prices(),
        vat=st.sampled_from(tuple(vats)),
        unit=st.sampled_from(_UNITS),
        note=st.one_of(st.just(""), texts()),
        adjustments=st.lists(adjustments(), max_size=2).map(tuple),
        components=hidden,
    )


@kept
def addresses() -> st.SearchStrategy[Address]:
    """Full Swedish addresses."""
    code = st.integers(10_000, 98_999).map(lambda digits: f"{digits // 100} {digits % 100:02}")
    return st.builds(Address, street=texts(), postal_code=code, city=texts(20))


@kept
def parties(kind: PartyKind | None = None) -> st.SearchStrategy[Party]:
    """Parties with identity and full address, of one *kind* or of any; companies have a VAT number."""
    company = st.sampled_from(COMPANIES).flatmap(_company)
    person = st.builds(
        Party,
        id=st.integers(1, 999).map(lambda serial: f"P{serial}"),
        name=texts(),
        kind=st.just(PartyKind.PERSON),
        identity=st.sampled_from(PERSONS),
        address=addresses(),
    )
    authority = st.builds(
        Party,
        id=st.just("M1"),
        name=texts(),
        kind=st.just(PartyKind.PUBLIC_AUTHORITY),
        identity=st.just(AUTHORITY),
        vat_number=st.just(VatNumber.of(AUTHORITY)),
        address=addresses(),
    )
    by_kind = {PartyKind.COMPANY: company, PartyKind.PERSON: person, PartyKind.PUBLIC_AUTHORITY: authority}
    return by_kind[kind] if kind is not None else st.one_of(*by_kind.values())


@kept
def _company(number: OrganisationNumber) -> st.SearchStrategy[Party]:
    return st.builds(
        Party,
        id=st.just(f"K{number.digits[-4:]}"),
        name=texts(),
        identity=st.just(number),
        vat_number=st.just(VatNumber.of(number)),
        address=addresses(),
        contact=st.one_of(st.just(""), texts()),
        registered_office=texts(20),
    )


@kept
def sellers() -> st.SearchStrategy[Party]:
    """Companies that may sell: VAT number, seat, some of them with F-tax."""
    return st.builds(
        lambda party, f_tax: _with_f_tax(party) if f_tax else party, parties(PartyKind.COMPANY), st.booleans()
    )


def _with_f_tax(party: Party) -> Party:
    return evolve(party, f_tax=True)


@kept
def payments() -> st.SearchStrategy[PaymentInstruction]:
    """Payment to bankgiro with an OCR number."""
    return st.builds(
        PaymentInstruction,
        accounts=st.sampled_from(BANKGIRO).map(lambda account: (account,)),
        reference=st.integers(1, 10**9).map(lambda serial: issue_ocr(str(serial)).digits),
    )


@kept
def payment_terms() -> st.SearchStrategy[PaymentTerms]:
    """Terms of at most 30 days, some with a discount for who pays earlier."""
    early = st.builds(
        EarlyPaymentDiscount,
        percent=st.integers(1, 9999).map(lambda n: Decimal(n) / 100),
        days=st.integers(0, 30),
        next_bank_day=st.booleans(),
    )
    return st.builds(
        lambda days, discount: PaymentTerms(
            days=days, early_payment=discount if discount is not None and discount.days <= days else None
        ),
        st.integers(0, 30),
        st.none() | early,
    )


@kept
def drafts(
    *,
    basis: PriceBasis | None = None,
    vats: Sequence[Vat] = ORDINARY_VAT,
    negative: bool = False,
    most_lines: int = 6,
) -> st.SearchStrategy[Draft]:
    """Complete drafts in kronor, of one price *basis* or of either; with *negative*, totals below zero too."""
    bases = (basis,) if basis is not None else tuple(PriceBasis)
    return st.builds(
        Draft,
        id=st.integers(1, 10**6).map(lambda serial: f"U{serial}"),
        seller=sellers(),
        buyer=parties(),
        lines=st.lists(lines(vats=vats, negative=negative), min_size=1, max_size=most_lines).map(tuple),
        price_basis=st.sampled_from(bases),
        rounding=st.sampled_from(tuple(RoundingPolicy)),
        adjustments=st.lists(adjustments(vats=vats), max_size=2).map(tuple),
        terms=payment_terms(),
        buyer_reference=texts(20),
        order_reference=st.one_of(st.just(""), texts(20)),
        notes=st.lists(texts(), max_size=1).map(tuple),
        payment=payments(),
        language=st.sampled_from(("sv", "en")),
    )


@kept
def deduction_drafts(kind: DeductionKind = DeductionKind.ROT) -> st.SearchStrategy[Draft]:
    """Complete drafts with a deduction for one or two persons, labour and material at 25 %."""
    types = {
        DeductionKind.ROT: ("Bygg", "El"),
        DeductionKind.RUT: ("Stadning", "Tradgardsarbete"),
        DeductionKind.GREEN: ("INSTALLATION_SOLCELLER",),  # one, so that material need not say whose it is
    }[kind]
    price = st.integers(100, 2_000_000).map(lambda cents: Decimal(cents).scaleb(-2))
    labour = st.builds(
        Line,
        text=texts(),
        quantity=st.integers(1, 40).map(Decimal),
        price=price,
        vat=st.just(VAT_25),
        unit=st.just(Unit.HOUR),
        cost=st.just(CostKind.LABOUR),
        work=st.builds(Work, type=st.sampled_from(types), hours=st.integers(1, 40)),
    )
    costs = st.sampled_from((CostKind.MATERIAL, CostKind.OTHER))
    other = st.builds(
        Line, text=texts(), quantity=st.integers(1, 9).map(Decimal), price=price, vat=st.just(VAT_25), cost=costs
    )
    persons = st.lists(st.sampled_from(PERSONS[:4]), min_size=1, max_size=2, unique=True)
    wish = persons.map(
        lambda found: DeductionWish(
            kind=kind,
            buyers=tuple(
                DeductionBuyer(person_id=f"P{index}", name=f"Person {index}", identity=identity)
                for index, identity in enumerate(found, start=1)
            ),
            dwelling=Dwelling(designation="Exempelstad Provet 1:2"),
        )
    )
    return st.builds(
        Draft,
        id=st.integers(1, 10**6).map(lambda serial: f"R{serial}"),
        seller=parties(PartyKind.COMPANY).map(_with_f_tax),
        buyer=parties(PartyKind.PERSON),
        lines=st.tuples(st.lists(labour, min_size=1, max_size=3), st.lists(other, max_size=2)).map(
            lambda found: (*found[0], *found[1])
        ),
        price_basis=st.sampled_from(tuple(PriceBasis)),
        rounding=st.sampled_from(tuple(RoundingPolicy)),
        delivery_date=st.just(date(2026, 2, 27)),
        payment=payments(),
        deduction=wish,
    )


@kept
def numbers() -> st.SearchStrategy[str]:
    """Document numbers."""
    return st.integers(1, 10**8).map(str)


@kept
def invoices(
    *, basis: PriceBasis | None = None, vats: Sequence[Vat] = ORDINARY_VAT, most_lines: int = 6
) -> st.SearchStrategy[Invoice]:
    """Issued invoices; some lines may be negative, the total is not."""
    return _issued(Invoice, drafts(basis=basis, vats=vats, negative=True, most_lines=most_lines))


@kept
def credit_notes(
    *, basis: PriceBasis | None = None, vats: Sequence[Vat] = ORDINARY_VAT, most_lines: int = 6
) -> st.SearchStrategy[CreditNote]:
    """Issued credit notes that stand alone: drafts whose total was negative."""
    return _issued(CreditNote, drafts(basis=basis, vats=vats, negative=True, most_lines=most_lines))


_D = TypeVar("_D", Invoice, CreditNote)


def _issued(kind: type[_D], found: st.SearchStrategy[Draft]) -> st.SearchStrategy[_D]:
    """Issue what *found* draws; a draft of the other kind is first turned into its mirror."""

    def issue(draft: Draft, number: str, on: date) -> Invoice | CreditNote:
        document = issue_invoice(draft, number=number, on=on)
        return document if isinstance(document, kind) else issue_invoice(mirrored(draft), number=number, on=on)

    def is_wanted(document: Invoice | CreditNote) -> TypeGuard[_D]:
        return isinstance(document, kind)

    return st.builds(issue, found, numbers(), DAYS).filter(is_wanted).map(lambda document: document)


def mirrored(draft: Draft) -> Draft:
    """Return *draft* with every quantity negated: an invoice becomes the credit note of the same amounts."""
    return evolve(draft, lines=tuple(evolve(line, quantity=-line.quantity) for line in draft.lines))
