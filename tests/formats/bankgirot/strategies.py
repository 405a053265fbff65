"""BgMax files as Bankgirot could have written them."""

from datetime import date

from hypothesis import strategies as st

from faktura.core.money import Money
from faktura.formats.bankgirot.records import BgMaxFile, Deposit, ExtraReference, PaymentRecord
from faktura.testing.kept import kept

_TEXTS = ("", "A", "Kalles Plåt AB", " Faktura 1023, 1024", "é/&.-", "Ö" * 9, "x  y", "Å" * 25, "b" * 35, "c" * 50)


@kept
def texts(most: int) -> st.SearchStrategy[str]:
    """Texts of a field: Latin letters, no blank last."""
    return st.sampled_from([text for text in _TEXTS if len(text) <= most])


@kept
def references() -> st.SearchStrategy[tuple[str, str]]:
    """A reference and its code."""
    number = st.integers(10, 10**25 - 1).map(lambda number: (str(number), "2"))
    text = texts(25).map(lambda words: (words.strip(), "3"))
    return st.one_of(number, text, st.just(("", "0")))


@kept
def digits(length: int) -> st.SearchStrategy[str]:
    """Exactly so many digits."""
    return st.integers(0, 10**length - 1).map(lambda number: str(number).zfill(length))


@kept
@st.composite
def extras(draw: st.DrawFn, currency: str) -> ExtraReference:
    """A further reference, with or without a part."""
    reference, code = draw(references())
    return ExtraReference(
        bankgiro=draw(digits(10)),
        reference=reference,
        amount=Money(draw(st.integers(0, 10**9)), currency),
        reference_code=code,
        channel="2",
        serial=draw(digits(12)),
        image="0",
        negative=draw(st.booleans()),
    )


@kept
@st.composite
def records(draw: st.DrawFn, currency: str, *, deduction: bool, most: int) -> PaymentRecord:
    """A payment or a deduction of at most so much."""
    reference, code = draw(references())
    return PaymentRecord(
        bankgiro=draw(st.sampled_from(["0000000000", "0003783511", "0097012333"])),
        reference=reference,
        amount=Money(draw(st.integers(1, most)), currency),
        reference_code=code,
        channel=draw(st.sampled_from("1234")),
        serial=draw(st.one_of(digits(12), st.just(""))),
        image=draw(st.sampled_from(["0", "1", ""])),
        deduction=deduction,
        deduction_code=draw(st.sampled_from("012")) if deduction else "",
        extras=tuple(draw(st.lists(extras(currency), max_size=3))),
        information=tuple(draw(st.lists(texts(50), max_size=3))),
        name=draw(texts(35)),
        extra_name=draw(texts(35)),
        street=draw(texts(35)),
        postal_code=draw(texts(9)),
        town=draw(texts(35)),
        country=draw(texts(35)),
        country_code=draw(st.sampled_from(["", "NO"])),
        organisation_number=draw(st.one_of(st.just(""), digits(12))),
    )


@kept
@st.composite
def deposits(draw: st.DrawFn) -> Deposit:
    """A section whose payments cover its deductions."""
    currency = draw(st.sampled_from(["SEK", "EUR"]))
    paid = draw(st.lists(records(currency, deduction=False, most=10**10), max_size=4))
    taken = draw(st.lists(records(currency, deduction=True, most=10**6), max_size=3))
    while taken and sum(one.amount.minor for one in taken) > sum(one.amount.minor for one in paid):
        taken.pop()
    return Deposit(
        bankgiro=draw(digits(10)),
        plusgiro=draw(st.one_of(st.just(""), digits(10))),
        currency=currency,
        account=draw(st.one_of(st.just(""), digits(35))),
        paid_on=draw(st.dates(date(2004, 1, 1), date(2026, 12, 31))),
        serial=draw(digits(5)),
        type=draw(st.sampled_from(["", "K", "D", "S"])),
        records=tuple(draw(st.permutations(paid + taken))),
    )


@kept
def files() -> st.SearchStrategy[BgMaxFile]:
    """Whole files."""
    return st.builds(
        BgMaxFile,
        created=digits(20),
        test=st.booleans(),
        deposits=st.lists(deposits(), max_size=3).map(tuple),
    )
