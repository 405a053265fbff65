"""BgMax files written from records, for tests and simulated banks; no bank takes them."""

from collections import Counter
from typing import Final

from faktura.core.errors import NotExpressible
from faktura.core.money import Money
from faktura.formats.bankgirot import records as bg
from faktura.formats.bankgirot.layout import Layout
from faktura.formats.bankgirot.records import BgMaxFile, Deposit, ExtraReference, PaymentRecord

_LINE_END: Final = "\r\n"


def write(file: BgMaxFile) -> bytes:
    """Return *file* as bytes: 80 positions a record, CR LF, ISO 8859-1, totals and counts from its records.

    Raises:
        NotExpressible: A text does not fit its field or has a letter ISO 8859-1 lacks, an
            amount is negative, or a payment has the code of a deduction.
    """
    lines = [
        _pack(
            bg.START,
            layout="BGMAX",
            version=file.version,
            created=file.created,
            mark="T" if file.test else "P",
        )
    ]
    for deposit in file.deposits:
        lines += _deposit(deposit)
    seen = Counter(line[:2] for line in lines)
    lines.append(
        _pack(
            bg.END,
            payments=str(seen["20"]),
            deductions=str(seen["21"]),
            extras=str(seen["22"] + seen["23"]),
            deposits=str(seen["15"]),
        )
    )
    try:
        return "".join(line + _LINE_END for line in lines).encode("latin-1")
    except UnicodeEncodeError as error:
        what = f"the character {error.object[error.start : error.start + 1]!r}"
        raise NotExpressible(format=bg.FORMAT, rule="ISO 8859-1", what=what) from None


def _pack(layout: Layout, /, **values: str) -> str:
    return layout.pack(values, format=bg.FORMAT)


def _deposit(deposit: Deposit) -> list[str]:
    lines = [_pack(bg.OPENING, bankgiro=deposit.bankgiro, plusgiro=deposit.plusgiro, currency=deposit.currency)]
    for record in deposit.records:
        lines += _record(record)
    lines.append(
        _pack(
            bg.DEPOSIT,
            account=deposit.account,
            paid_on=f"{deposit.paid_on:%Y%m%d}",
            serial=deposit.serial,
            amount=_minor(deposit.amount, "deposit"),
            currency=deposit.currency,
            count=str(len(deposit.records)),
            type=deposit.type,
        )
    )
    return lines


def _minor(amount: Money, what: str) -> str:
    if amount.minor < 0:
        raise NotExpressible(format=bg.FORMAT, rule="amounts have no sign", what=f"a negative {what}")
    return str(amount.minor)


def _aligned(reference: str, code: str) -> str:
    return reference.rjust(_REFERENCE) if code == bg.OCR else reference


_REFERENCE: Final = 25


def _paid(layout: Layout, of: PaymentRecord | ExtraReference, **more: str) -> str:
    return _pack(
        layout,
        bankgiro=of.bankgiro,
        reference=_aligned(of.reference, of.reference_code),
        amount=_minor(of.amount, "payment"),
        reference_code=of.reference_code,
        channel=of.channel,
        serial=of.serial,
        image=of.image,
        **more,
    )


def _record(record: PaymentRecord) -> list[str]:
    if record.deduction_code and not record.deduction:
        raise NotExpressible(format=bg.FORMAT, rule="record 20", what="a deduction code on a payment")
    code = {"deduction_code": record.deduction_code} if record.deduction else {}
    lines = [_paid(bg.DEDUCTION if record.deduction else bg.PAYMENT, record, **code)]
    lines += [_paid(bg.EXTRA_NEGATIVE if extra.negative else bg.EXTRA, extra) for extra in record.extras]
    lines += [_pack(bg.INFORMATION, information=text) for text in record.information]
    for layout in (bg.NAME, bg.ADDRESS, bg.TOWN, bg.ORGANISATION):
        values = {one.name: str(getattr(record, one.name)) for one in layout.positions}
        if any(values.values()):
            lines.append(_pack(layout, **values))
    return lines
