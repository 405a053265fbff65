"""Random issued documents for the e-invoice formats: everything a draft can say, some of which a format cannot."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st

from faktura.core.document import Attachment, Document, DocumentReference, Period
from faktura.core.party import Address, Endpoint, Party, PartyKind, PaymentInstruction
from faktura.core.vat import VAT_25, Vat, VatCategory
from faktura.rules.issuing import issue_invoice
from faktura.testing.identities import BANK_ACCOUNT, BANKGIRO, COMPANIES, GLNS, IBANS, PLUSGIRO
from faktura.testing.kept import kept
from faktura.testing.strategies import DAYS, ORDINARY_VAT, drafts, numbers, parties, texts

FEWER: Final = settings(max_examples=settings().max_examples // 2)
"""Half as many examples as usual: an official judge, or a whole document, is dear."""

_NOTHING: Final = Decimal(0)
OUTSIDE: Final = tuple(
    Vat(VatCategory.OUTSIDE, _NOTHING, ground) for ground in ("outside.interest", "outside.reminder_fee")
)
WITHOUT_VAT: Final = (
    Vat(VatCategory.REVERSE_CHARGE, _NOTHING, "reverse_charge.building"),
    Vat(VatCategory.REVERSE_CHARGE, _NOTHING, "reverse_charge.scrap"),
    Vat(VatCategory.EXEMPT, _NOTHING, "exempt.sport"),
    Vat(VatCategory.EXEMPT, _NOTHING, "exempt.culture"),
)
MIXTURES: Final[tuple[Sequence[Vat], ...]] = (
    ORDINARY_VAT,
    ORDINARY_VAT,
    (*WITHOUT_VAT, VAT_25),
    OUTSIDE,
    (*OUTSIDE, VAT_25),
    (Vat(VatCategory.EXPORT, _NOTHING, "export"),),
)

_notes = st.lists(st.text("aå \n\r\t<&>\"';]]>", max_size=12), max_size=3).map(tuple)
_names = texts(20)
_addresses = st.builds(
    Address,
    street=st.one_of(st.just(""), _names),
    care_of=st.one_of(st.just(""), _names),
    extra=st.one_of(st.just(""), _names),
    postal_code=st.sampled_from(["", "111 22", "SE-111 22"]),
    city=_names,
    country=st.sampled_from(["SE", "SE", "DE", "NO"]),
)
_accounts = st.lists(
    st.sampled_from([*BANKGIRO[:2], *PLUSGIRO[:2], IBANS[0], BANK_ACCOUNT]), max_size=4, unique=True
).map(tuple)
_payments = st.builds(
    PaymentInstruction,
    accounts=_accounts,
    reference=st.one_of(st.just(""), _names),
    direct_debit=st.sampled_from([False, False, False, True]),
)
_files = st.builds(
    Attachment, name=_names, content=st.binary(max_size=20), position=st.sampled_from(["cover", "appendix"])
)
_payees = st.builds(
    Party,
    id=st.just("P"),
    name=_names,
    identity=st.sampled_from([None, COMPANIES[4]]),
    gln=st.sampled_from([None, GLNS[2]]),
)


def _buyer(buyer: Party, address: Address, *, located: bool, phone: str) -> Party:
    """Give *buyer* what e-invoices can say: a consumer gets an electronic address, and keeps no secrets."""
    endpoint = Endpoint("0007", COMPANIES[5].digits) if buyer.kind is PartyKind.PERSON else None
    return evolve(buyer, address=address, gln=GLNS[0] if located else None, endpoint=endpoint, phone=phone)


@kept
@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Issued invoices and credit notes with everything optional now there, now not."""
    vats = draw(st.sampled_from(MIXTURES))
    draft = draw(drafts(vats=vats, negative=True, most_lines=4))
    if vats is not ORDINARY_VAT:
        draft = evolve(draft, buyer=draw(parties(PartyKind.COMPANY)))
    plain = issue_invoice(draft, number=draw(numbers()), on=draw(DAYS))
    start = plain.issue_date - timedelta(days=draw(st.integers(0, 60)))
    days = Period(start, start + timedelta(days=draw(st.integers(0, 90))))
    lines = tuple(
        evolve(
            line, note=draw(st.sampled_from(["", " a\r\nb ", "x"])), period=draw(st.sampled_from([None, None, days]))
        )
        for line in plain.lines
    )
    buyer = _buyer(
        plain.buyer,
        draw(st.one_of(st.just(plain.buyer.address or Address()), _addresses)),
        located=draw(st.booleans()),
        phone=draw(st.sampled_from(["", "08-123 45 67", "+46 (0)8 123 45 67"])),
    )
    return evolve(
        plain,
        buyer=buyer,
        lines=lines,
        notes=draw(_notes),
        period=draw(st.sampled_from([None, days, Period(date(2020, 1, 1), date(2030, 1, 1))])),
        delivery_date=draw(st.sampled_from([None, start, plain.issue_date])),
        payment=draw(st.one_of(st.none(), _payments)),
        payee=draw(st.one_of(st.none(), st.none(), _payees)),
        preceding=draw(
            st.lists(
                st.builds(DocumentReference, number=_names, issue_date=st.sampled_from([None, start])), max_size=2
            ).map(tuple)
        ),
        contract_reference=draw(st.sampled_from(["", "Avtal 3"])),
        attachments=draw(st.lists(_files, max_size=1).map(tuple)),
    )
