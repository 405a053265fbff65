"""camt messages as a bank could have written them, within what camt.054.001.08 can hold."""

from datetime import date

from hypothesis import strategies as st

from faktura.core.money import Money
from faktura.formats.iso20022.records import CamtFile, Detail, Entry, Party, Remittance, Report
from faktura.testing.kept import kept

_TEXTS = ("", "A", "Åäö & <b> 'c' \"d\" č", "Faktura 1023", "x  y", "1" * 35, "Ö" * 70, "& " * 69 + "&")
_KINDS = ("AcctSvcrRef", "TxId", "InstrId", "EndToEndId")


@kept
def texts(most: int, least: int = 0) -> st.SearchStrategy[str]:
    """Texts with no blanks round them."""
    return st.sampled_from([text for text in _TEXTS if least <= len(text) <= most])


@kept
def moneys(currency: str, least: int = 0) -> st.SearchStrategy[Money]:
    """Amounts of one currency."""
    return st.integers(least, 10**12).map(lambda minor: Money(minor, currency))


@kept
def accounts() -> st.SearchStrategy[str]:
    """Accounts of every kind a message can name."""
    number = st.integers(10**6, 10**10 - 1).map(str)
    kinds = st.sampled_from(["bankgiro", "plusgiro", "swish", "bban", "other"])
    return st.one_of(
        st.just(""),
        st.just("iban:SE4550000000058398257466"),
        st.just("account:58398257466"),
        st.builds(lambda kind, digits: f"{kind}:{digits}", kinds, number),
    )


@kept
@st.composite
def remittances(draw: st.DrawFn, currency: str) -> Remittance:
    """An OCR number, a document, a credit note, or a mixture; with or without its part."""
    kind = draw(st.sampled_from(["", "CINV", "CREN", "PUOR", "KID"]))
    amount = draw(st.one_of(st.none(), moneys(currency)))
    return Remittance(
        reference=draw(st.one_of(st.just(""), st.integers(10, 10**25 - 1).map(str), texts(35))),
        document=draw(texts(35)),
        document_type=kind,
        amount=-amount if amount is not None and kind == "CREN" else amount,
        information=tuple(draw(st.lists(texts(140, 1), max_size=2))),
    )


@kept
@st.composite
def details(draw: st.DrawFn, currency: str) -> Detail:
    """One payment."""
    name = draw(texts(140))
    return Detail(
        amount=draw(st.one_of(st.none(), moneys(currency))),
        credit=draw(st.booleans()),
        original=draw(st.one_of(st.none(), moneys("NOK", 1))),
        references=tuple((kind, draw(texts(35, 1))) for kind in _KINDS if draw(st.booleans())),
        payer=Party(
            name=name,
            account=draw(accounts()),
            organisation_number=draw(st.sampled_from(["", "5599990008"])) if name else "",
            address=tuple(draw(st.lists(texts(70, 1), max_size=3))) if name else (),
        ),
        payee=draw(accounts()),
        remittances=tuple(draw(st.lists(remittances(currency), max_size=2))),
        text=tuple(draw(st.lists(texts(140, 1), max_size=3))),
        charges=draw(st.one_of(st.none(), st.integers(-500, 500).map(lambda minor: Money(minor, currency)))),
        returned=draw(st.sampled_from(["", "", "AC04", "gone"])),
        information=draw(texts(35)),
    )


@kept
@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """One entry, whose payments need not account for it."""
    currency = draw(st.sampled_from(["SEK", "EUR"]))
    return Entry(
        reference=draw(texts(35)),
        service_reference=draw(texts(35)),
        amount=draw(moneys(currency, 1)),
        credit=draw(st.booleans()),
        reversal=draw(st.booleans()),
        status=draw(st.sampled_from(["BOOK", "PDNG", "INFO"])),
        booked_on=draw(st.dates(date(2010, 1, 1), date(2030, 1, 1))),
        valued_on=draw(st.one_of(st.none(), st.dates(date(2010, 1, 1), date(2030, 1, 1)))),
        announced=draw(st.one_of(st.none(), st.integers(0, 10**6))),
        details=tuple(draw(st.lists(details(currency), max_size=2))),
        information=draw(texts(100)),
        code=draw(st.sampled_from(["", "PMNT/RCDT/VCOM", "PMNT/ICDT/RRTN"])),
        charges=draw(st.one_of(st.none(), moneys(currency))),
    )


@kept
@st.composite
def agreeing(draw: st.DrawFn) -> Entry:
    """A booked deposit with references of the bank, whose payments account for it."""
    paid = draw(st.lists(details("SEK"), min_size=1, max_size=3))
    paid = [_credited(one) for one in paid]
    whole = sum(one.amount.minor for one in paid if one.amount is not None)
    return Entry(
        service_reference=draw(st.uuids().map(lambda one: one.hex)),
        amount=Money(whole, "SEK"),
        booked_on=draw(st.dates(date(2010, 1, 1), date(2030, 1, 1))),
        details=tuple(paid),
    )


def _credited(one: Detail) -> Detail:
    minor = one.amount.minor if one.amount is not None else 0
    return Detail(amount=Money(minor + 1, "SEK"), payer=one.payer, payee=one.payee, remittances=one.remittances)


@kept
def files(of: st.SearchStrategy[Entry] | None = None) -> st.SearchStrategy[CamtFile]:
    """Whole messages of these entries, or of any."""
    report = st.builds(
        Report,
        id=texts(35, 1),
        account=st.just("iban:SE4550000000058398257466"),
        currency=st.sampled_from(["", "SEK"]),
        entries=st.lists(entries() if of is None else of, max_size=2).map(tuple),
    )
    return st.builds(
        CamtFile,
        format=st.just("camt.054"),
        version=st.just("001.08"),
        message_id=texts(35, 1),
        created=st.just("2026-11-02T18:00:00"),
        reports=st.lists(report, min_size=1, max_size=2).map(tuple),
    )
