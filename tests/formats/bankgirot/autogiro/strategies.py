"""Autogiro files of every kind, as a payee or Bankgirot could have written them."""

from datetime import date

from hypothesis import strategies as st

from faktura.core.mandate import Interval
from faktura.core.money import Money
from faktura.formats.bankgirot.autogiro.advice import AdviceFile, AdviceRecord
from faktura.formats.bankgirot.autogiro.bank_head import Head
from faktura.formats.bankgirot.autogiro.change_list import CODES, ChangeList, ListedChange
from faktura.formats.bankgirot.autogiro.file import AutogiroFile
from faktura.formats.bankgirot.autogiro.internet import InternetMandate, InternetMandates
from faktura.formats.bankgirot.autogiro.order_file import OrderFile
from faktura.formats.bankgirot.autogiro.orders import (
    NEEDED,
    Direction,
    MandateRemoval,
    NewMandate,
    Order,
    OrderBatch,
    PayerNumberChange,
    PaymentChange,
    PaymentOrder,
)
from faktura.formats.bankgirot.autogiro.private import PrivateDigits
from faktura.formats.bankgirot.autogiro.rejected import RejectedFile, RejectedOrder
from faktura.formats.bankgirot.autogiro.specification import (
    PaymentSpecification,
    Section,
    SectionKind,
    SpecifiedPayment,
)
from faktura.testing.kept import kept

_TEXTS = ("", "F1", "RIDLEKTION M-ÅÄÖ", "000000FAKTNR150", " x", "é/&.-")
DAYS = st.dates(date(2004, 1, 1), date(2026, 12, 31))
PAYERS = st.integers(1, 10**16 - 1).map(str)
AMOUNTS = st.integers(1, 10**11 - 1).map(Money)  # the sum of a few must fit the last record
TEXTS = st.sampled_from(_TEXTS)
INTERVALS = st.sampled_from(Interval)
REPEATS = st.none() | st.integers(0, 999)
WAYS = st.sampled_from(Direction)


@kept
def digits(length: int) -> st.SearchStrategy[str]:
    """Exactly so many digits."""
    return st.integers(0, 10**length - 1).map(lambda number: str(number).zfill(length))


@kept
def private(length: int) -> st.SearchStrategy[PrivateDigits | None]:
    """Digits of a person, or none."""
    return st.none() | digits(length).map(PrivateDigits)


@kept
def changes() -> st.SearchStrategy[PaymentChange]:
    """Cancellations and moves with just what their codes want."""
    fields = {"payer_number": PAYERS, "on": DAYS, "amount": AMOUNTS, "direction": WAYS, "new_on": DAYS}
    return st.sampled_from(sorted(NEEDED)).flatmap(
        lambda code: st.builds(
            PaymentChange, code=st.just(code), reference=TEXTS, **{name: fields[name] for name in NEEDED[code]}
        )
    )


@kept
def orders() -> st.SearchStrategy[Order]:
    """Any record of an order file."""
    payment = st.builds(
        PaymentOrder, direction=WAYS, on=DAYS, interval=INTERVALS, repeats=REPEATS.filter(lambda times: times != 0),
        payer_number=PAYERS,
        amount=AMOUNTS, reference=TEXTS,
    )  # fmt: skip
    at_once = st.builds(PaymentOrder, on=st.none(), payer_number=PAYERS, amount=AMOUNTS, reference=TEXTS)
    return st.one_of(
        st.builds(MandateRemoval, payer_number=PAYERS),
        st.builds(NewMandate, payer_number=PAYERS, account=private(16), identity=private(12), refused=st.booleans()),
        st.builds(PayerNumberChange, payer_number=PAYERS, new_payer_number=PAYERS),
        payment,
        at_once,
        changes(),
    )


@kept
def order_files() -> st.SearchStrategy[OrderFile]:
    """Order files of one batch or more."""
    batch = st.builds(
        OrderBatch,
        written_on=DAYS,
        customer_number=digits(6),
        bankgiro=digits(10),
        orders=st.lists(orders(), max_size=5).map(tuple),
    )
    return st.builds(OrderFile, batches=st.lists(batch, min_size=1, max_size=3).map(tuple))


@kept
def heads() -> st.SearchStrategy[Head]:
    """First records of Bankgirot."""
    created = DAYS.map(lambda day: f"{day:%Y%m%d}") | st.just("20091110193055123456")
    return st.builds(Head, created=created, customer_number=digits(6), bankgiro=digits(10))


@kept
@st.composite
def sections(draw: st.DrawFn) -> Section:
    """A section of a specification, with payments that were carried out and others."""
    kind = draw(st.sampled_from(SectionKind))
    refund = kind is SectionKind.REFUNDS
    payment = st.builds(
        SpecifiedPayment, on=DAYS, interval=INTERVALS, repeats=REPEATS, payer_number=PAYERS, amount=AMOUNTS,
        reference=TEXTS, status=st.just("") if refund else st.sampled_from("0129"),
        refunded_on=DAYS if refund else st.none(),
        refund_code=st.sampled_from(["01", "02", "03"]) if refund else st.just(""),
    )  # fmt: skip
    return Section(
        kind=kind,
        account=draw(digits(35)),
        paid_on=draw(DAYS),
        serial=draw(digits(5)),
        payments=tuple(draw(st.lists(payment, max_size=5))),
    )


@kept
def specifications() -> st.SearchStrategy[PaymentSpecification]:
    """Whole payment specifications."""
    return st.builds(PaymentSpecification, head=heads(), sections=st.lists(sections(), max_size=4).map(tuple))


@kept
def advices() -> st.SearchStrategy[AdviceFile]:
    """Whole mandate advices."""
    record = st.builds(
        AdviceRecord, payer_number=PAYERS, account=private(16), identity=private(12), information=digits(2),
        status=digits(2), on=DAYS, first_day=st.none() | DAYS,
    )  # fmt: skip
    return st.builds(AdviceFile, head=heads(), records=st.lists(record, max_size=5).map(tuple))


@kept
def rejections() -> st.SearchStrategy[RejectedFile]:
    """Lists of rejected orders, also of what could not be read."""
    record = st.builds(
        RejectedOrder, direction=WAYS, written_day=st.sampled_from(["20080611", "20080633", "GENAST"]),
        interval=st.sampled_from("019"), repeats=st.sampled_from(["", "011"]), payer_number=digits(16),
        written_amount=digits(11).map("0".__add__) | st.just("12X"), reference=TEXTS, comment=digits(2),
    )  # fmt: skip
    return st.builds(RejectedFile, head=heads(), records=st.lists(record, max_size=5).map(tuple))


@kept
def change_lists() -> st.SearchStrategy[ChangeList]:
    """Lists of changes, made and not made."""
    record = st.builds(
        ListedChange, code=st.sampled_from(CODES), written_day=digits(8), payer_number=digits(16),
        direction=st.sampled_from(["82", "32", "00"]), amount=AMOUNTS, note=st.sampled_from(["REFERENS", "00000023"]),
        written_new_day=digits(8), reference=TEXTS, comment=st.sampled_from(["12", "14", "18", "01", "13"]),
    )  # fmt: skip
    return st.builds(ChangeList, head=heads(), records=st.lists(record, max_size=5).map(tuple))


@kept
def internet_mandates() -> st.SearchStrategy[InternetMandates]:
    """Mandates asked for in internet banks."""
    record = st.builds(
        InternetMandate, payer_number=PAYERS, account=private(16), identity=private(12), kind=st.sampled_from("012"),
        message=TEXTS, name=TEXTS, second=TEXTS, third=TEXTS, fourth=TEXTS,
        postal_code=st.just("12838") | st.just(""), town=TEXTS,
    )  # fmt: skip
    return st.builds(
        InternetMandates, created=DAYS, bankgiro=digits(10), records=st.lists(record, max_size=4).map(tuple)
    )


@kept
def files() -> st.SearchStrategy[AutogiroFile]:
    """Any Autogiro file."""
    return st.one_of(order_files(), specifications(), advices(), rejections(), change_lists(), internet_mandates())
