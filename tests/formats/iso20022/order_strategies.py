"""Payment orders of every kind that pain.001 can hold, and a little beyond."""

from datetime import date

from hypothesis import strategies as st

from faktura.core.account import BankAccountNumber, PaymentAccount
from faktura.core.money import Money
from faktura.core.outgoing import OutgoingParty, OutgoingPayment, PayoutBatch, PayoutOrder, PayoutPurpose
from faktura.core.reference import issue_ocr
from faktura.testing.identities import BANK, BANK_ACCOUNT, BANKGIRO, COMPANIES, IBANS, PLUSGIRO
from faktura.testing.kept import kept

names = st.sampled_from(["Kund Tre", "Åsa Öberg (dödsbo)", "A" * 140, "O'Hara + Co"])
ACCOUNTS: tuple[PaymentAccount, ...] = (
    *BANKGIRO[:2], *PLUSGIRO[:2], *IBANS, BANK_ACCOUNT, BankAccountNumber("82149", "9234726124"),
    BankAccountNumber("3032", "0050017"),
)  # fmt: skip


@kept
def parties() -> st.SearchStrategy[OutgoingParty]:
    """With and without what some banks demand."""
    return st.builds(
        OutgoingParty,
        name=names,
        identifier=st.sampled_from(["", COMPANIES[0].digits]),
        city=st.sampled_from(["", "Storåker"]),
        country=st.sampled_from(["", "SE", "NO"]),
    )


@kept
@st.composite
def payments(draw: st.DrawFn, id: str) -> OutgoingPayment:
    """One payment, in kronor or, to an IBAN, in euro."""
    account = draw(st.sampled_from(ACCOUNTS))
    currency = draw(st.sampled_from(["SEK", "EUR"])) if account in IBANS else "SEK"
    reference = draw(st.one_of(st.none(), st.integers(1, 10**20).map(lambda serial: issue_ocr(str(serial)))))
    return OutgoingPayment(
        id=id,
        amount=Money(draw(st.integers(1, 10**13)), currency),
        payee=draw(parties()),
        account=account,
        reference=reference,
        message="" if reference else draw(st.sampled_from(["", "Återbetalning kredit 1001", "x" * 140])),
        bank=draw(st.sampled_from([None, BANK])),
        purpose=draw(st.sampled_from([None, *PayoutPurpose])),
    )


@kept
@st.composite
def orders(draw: st.DrawFn) -> PayoutOrder:
    """Whole orders: several batches, several payments in each."""
    batches = [
        PayoutBatch(
            id=f"B-{batch}",
            account=draw(st.sampled_from(ACCOUNTS)),
            bank=draw(st.sampled_from([None, BANK])),
            currency=draw(st.sampled_from(["", "SEK"])),
            pay_on=draw(st.dates(date(2020, 1, 1), date(2030, 1, 1))),
            booked_together=draw(st.booleans()),
            payments=tuple(draw(payments(f"R{batch}-{number}")) for number in range(draw(st.integers(1, 2)))),
        )
        for batch in range(draw(st.integers(1, 2)))
    ]
    return PayoutOrder(id=draw(st.sampled_from(["P1", "x" * 35])), payer=draw(parties()), batches=tuple(batches))
