"""Hypothesis strategies for every record of core, from its annotations: values, documents, events, payments, vouchers.

    @given(values(IncomingPayment))
    def test_our_table_keeps_every_payment(payment):
        assert ours.load(ours.save(payment)) == payment

They hold what the type allows, not what makes sense: an invoice whose sums agree comes from `faktura.testing.strategies`. Identities
are those of `faktura.testing.identities`, which belong to nobody.

>>> from faktura.core.payment import Payer
>>> values(Payer) is values(Payer)
True
"""

import importlib
import pkgutil
import string
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st

import faktura.core
from faktura.core.address_answer import AddressAnswer, Residence
from faktura.core.credit_answer import CreditQuestion
from faktura.core.document import Adjustment, Draft, Period
from faktura.core.early_payment import EarlyPaymentDiscount
from faktura.core.ledger import AccountCode, ExchangeRate, FinancialYear, Voucher, VoucherRow
from faktura.core.money import Money
from faktura.core.outgoing import OutgoingPayment, PayoutBatch, PayoutOrder
from faktura.core.party import Address, Party
from faktura.core.product import Component
from faktura.core.reference import HARD, SOFT, VARIABLE, OcrControl, OcrReference, issue_ocr
from faktura.core.vat import REVERSE_CHARGE_BUILDING, VAT_6, VAT_12, VAT_25, Vat
from faktura.testing import identities

TEXTS: Final = st.text(string.ascii_letters + string.digits + ' \n\t"\\/åäöÅÄÖé€ß𝄞\u2028\x00', max_size=12)
"""Short texts with what formats stumble over: quotes, line ends, Swedish letters, signs beyond 16 bits, the zero byte."""

_ROWS: Final = st.integers(1, 10**12).map(
    lambda minor: (VoucherRow(AccountCode("1510"), Money(minor)), VoucherRow(AccountCode("3001"), Money(-minor)))
)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PERCENT, _AMOUNT = st.integers(0, 100).map(Decimal), st.integers(0, 10**9).map(Money)

_KNOWN: dict[object, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(-(10**15), 10**15),
    bool: st.booleans(),
    bytes: st.binary(max_size=40),
    date: st.dates(),
    datetime: st.integers(0, 4 * 10**15).map(lambda microseconds: _EPOCH + timedelta(microseconds=microseconds)),
    Decimal: st.decimals(min_value=0, max_value=10**9, places=4) | st.integers(0, 99).map(Decimal),
    Money: st.builds(Money, st.integers(-(10**15), 10**15), st.sampled_from(["SEK", "SEK", "EUR", "JPY"])),
    # what cannot be made of any parts
    Vat: st.sampled_from([VAT_25, VAT_12, VAT_6, REVERSE_CHARGE_BUILDING]),
    Period: st.lists(st.dates(), min_size=2, max_size=2).map(sorted).map(lambda days: Period(*days)),
    Adjustment: st.builds(Adjustment, text=TEXTS, percent=_PERCENT) | st.builds(Adjustment, text=TEXTS, amount=_AMOUNT),
    FinancialYear: st.dates(date(2000, 1, 1), date(2100, 1, 1)).map(
        lambda start: FinancialYear(start, start + timedelta(days=start.day + 330))
    ),
    ExchangeRate: st.builds(
        ExchangeRate,
        st.sampled_from(["EUR", "USD"]),
        st.integers(1, 10**6).map(lambda thousandths: Decimal(thousandths) / 1000),
        st.dates(),
        TEXTS,
    ),
    EarlyPaymentDiscount: st.builds(
        EarlyPaymentDiscount,
        percent=st.integers(1, 9999).map(lambda n: Decimal(n) / 100),
        days=st.integers(0, 90),
        next_bank_day=st.booleans(),
    ),
    Component: st.builds(Component, name=TEXTS, weight=st.integers(1, 9).map(Decimal)),
    Voucher: st.builds(Voucher, series=TEXTS, on=st.dates(), text=TEXTS, rows=_ROWS),
    AccountCode: st.from_regex(r"[0-9]{3,8}", fullmatch=True).filter(str.isascii).map(AccountCode),
    OcrReference: st.integers(1, 10**12).map(lambda serial: issue_ocr(str(serial))),
    OcrControl: st.sampled_from([SOFT, HARD, VARIABLE, OcrControl.fixed(4, 6)]),
}
for _shared in vars(identities).values():
    for _one in _shared if isinstance(_shared, tuple) else (_shared,):
        if attrs.has(type(_one)):
            _KNOWN[type(_one)] = _KNOWN.get(type(_one), st.nothing()) | st.just(_one)


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a class of core, or of any annotation that stands there; each strategy is made once."""
    if kind not in _KNOWN:
        _KNOWN[kind] = _values(kind)
    return _KNOWN[kind]


def _values(kind: Any) -> st.SearchStrategy[Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin is tuple:
        if args[1:] == (...,):
            return st.lists(values(args[0]), max_size=2).map(tuple)
        return st.tuples(*map(values, args))
    if origin is Literal:
        return st.sampled_from(args)
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return st.dictionaries(values(args[0]), values(args[1]), max_size=2)
    if args:
        return st.one_of([st.none() if one is NoneType else values(one) for one in args])
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    if not isinstance(kind, type) or not attrs.has(kind):
        raise TypeError(f"no strategy for {kind!r}: give a class of faktura.core or an annotation of one")
    return records(kind)


def records(cls: type[Any], **own: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Records of *cls* with every field given; *own* strategies go before those of the annotations."""
    hints = get_type_hints(cls)
    fields = {
        one.alias or one.name: own[one.name] if one.name in own else values(hints[one.name])
        for one in attrs.fields(cls)
        if one.init
    }
    return st.builds(cls, **fields)


_BANK_IDS: Final = st.from_regex(r"[0-9A-Z]{1,35}", fullmatch=True).filter(str.isascii)
_OWED: Final = st.integers(1, 10**12).map(Money)
_KNOWN[Party] = records(Party, id=TEXTS.map(lambda text: f"K{text}"))
_KNOWN[Draft] = records(Draft, computed=st.none()) | records(Draft, lines=st.just(()), adjustments=st.just(()))
_KNOWN[OutgoingPayment] = records(OutgoingPayment, id=_BANK_IDS, amount=_OWED)
_KNOWN[PayoutBatch] = records(PayoutBatch, id=_BANK_IDS, payments=st.tuples(_KNOWN[OutgoingPayment]))
_KNOWN[PayoutOrder] = records(PayoutOrder, id=_BANK_IDS, batches=st.tuples(_KNOWN[PayoutBatch]))
_KNOWN[CreditQuestion] = records(CreditQuestion, purpose=TEXTS.map(lambda text: f"köp {text}"))
_KNOWN[AddressAnswer] = st.one_of(
    records(AddressAnswer, residence=st.just(Residence.KNOWN), address=values(Address)),
    records(
        AddressAnswer, residence=st.sampled_from(Residence).filter(lambda one: one.value != "known"), address=st.none()
    ),
)

_NO_VALUES: Final = frozenset({"Text", "Row", "DatedTable", "BankCalendar", "Event", "_Person", "Document"})
"""What is no value of its own, or belongs to the law or the program."""


def records_of_core() -> Iterator[type[Any]]:
    """Yield every record class that a module of core defines, for a test that must leave none out."""
    for module in pkgutil.walk_packages(faktura.core.__path__, "faktura.core."):
        for name, cls in vars(importlib.import_module(module.name)).items():
            own = isinstance(cls, type) and attrs.has(cls) and cls.__module__ == module.name
            if own and name not in _NO_VALUES:
                yield cls
