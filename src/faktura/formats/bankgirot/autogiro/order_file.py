"""Order files of Autogiro, read and written; sealed or not.

>>> from datetime import date
>>> from faktura.core.money import Money
>>> order = PaymentOrder(on=date(2026, 11, 27), payer_number="101", amount=Money(750_00), reference="F1")
>>> batch = OrderBatch(written_on=date(2026, 11, 20), customer_number="471117", bankgiro="0009912346", orders=(order,))
>>> data = write(OrderFile(batches=(batch,)))
>>> data.split(b"\\r\\n")[1][:57]
b'82202611270    00000000000001010000000750000009912346F1  '
>>> read(Lines(data, strict=True)).batches == (batch,)
True
"""

from attrs import field, frozen

from faktura.core.errors import Finding, NotExpressible
from faktura.core.mandate import Interval
from faktura.formats.bankgirot.autogiro import orders as ag
from faktura.formats.bankgirot.autogiro.codec import encoded, filled, pack
from faktura.formats.bankgirot.autogiro.lines import FORMAT, Lines, place
from faktura.formats.bankgirot.autogiro.orders import (
    MandateRemoval,
    NewMandate,
    Order,
    OrderBatch,
    PayerNumberChange,
    PaymentChange,
    PaymentOrder,
)

_WORD = "AUTOGIRO"
_MOST_REPEATS = 999


@frozen(kw_only=True)
class OrderFile:
    """A file from a payee to Bankgirot.

    Attributes:
        sealed: It carried a seal; whether that holds, `seal.verify_seal` says. Written files carry none.
        findings: What was odd, or in tolerant mode wrong, when it was read.
    """

    batches: tuple[OrderBatch, ...] = ()
    sealed: bool = field(default=False, eq=False)
    findings: tuple[Finding, ...] = field(default=(), eq=False)


def read(lines: Lines) -> OrderFile:
    """Read an order file.

    Raises:
        MalformedFile: In a strict reading: a record before any first one, a seal that is not both first and last,
            a field that cannot be read, or what its code wants lacking.
    """
    batches: list[OrderBatch] = []
    orders: list[Order] = []
    seals: list[str] = []
    for number, line in lines:
        code = line[:2]
        if seals[-1:] == ["99"] or (code == "00" and (batches or seals)):
            lines.wrong("autogiro.order", number, field=f"record {code}", found="a later one", expected="none there")
        elif code in ("00", "99"):
            seals.append(code)
        elif code == ag.OPENING.code:
            batches, orders = _closed(batches, orders), []
            batches.append(_opened(lines, number, line))
        elif not batches:
            lines.wrong("autogiro.start", number, field="record type", found=code, expected="01")
        else:
            _keep(lines, number, line, batches[-1].bankgiro, orders)
    if seals not in ([], ["00", "99"]):
        lines.wrong("autogiro.end", lines.number, field="seal", found=" ".join(seals), expected="00 and 99")
    if not batches:
        lines.wrong("autogiro.start", lines.number, field="record type", found="nothing", expected="01")
    return OrderFile(batches=tuple(_closed(batches, orders)), sealed=bool(seals), findings=lines.findings)


def _closed(batches: list[OrderBatch], orders: list[Order]) -> list[OrderBatch]:
    if not batches:
        return []
    last = batches[-1]
    whole = OrderBatch(
        written_on=last.written_on,
        customer_number=last.customer_number,
        bankgiro=last.bankgiro,
        orders=tuple(orders),
        line=last.line,
    )
    return [*batches[:-1], whole]


def _opened(lines: Lines, number: int, line: str) -> OrderBatch:
    of = ag.OPENING.unpack(line)
    if of["layout"] != _WORD:
        lines.wrong("autogiro.start", number, field="layout", found=of["layout"], expected=_WORD)
    written = lines.attempt(lambda: place(number, "written_on").short_day(of["written_on"]))
    return OrderBatch(written_on=written, customer_number=of["customer_number"], bankgiro=of["bankgiro"], line=number)


def _keep(lines: Lines, number: int, line: str, bankgiro: str, orders: list[Order]) -> None:
    if line[:2] not in _KNOWN:
        lines.unknown(number, line)
    elif (order := lines.attempt(lambda: _order(number, line, bankgiro))) is not None:
        orders.append(order)


_KNOWN = frozenset({ag.REMOVAL.code, ag.NEW.code, ag.RENUMBERED.code, "82", "32", *ag.CHANGES})


def _order(number: int, line: str, bankgiro: str) -> Order:
    code = line[:2]
    if code == ag.REMOVAL.code:
        return ag.REMOVAL.read(number, line, bankgiro=bankgiro)
    if code == ag.NEW.code:
        return ag.NEW.read(number, line, bankgiro=bankgiro)
    if code == ag.RENUMBERED.code:
        if line[28:38].rstrip() != bankgiro:
            raise place(number, "new bankgiro").wrong(line[28:38], f"{bankgiro}, as in the first record")
        return ag.RENUMBERED.read(number, line, bankgiro=bankgiro)
    if code in ag.CHANGES:
        change = ag.CHANGES[code].read(number, line, bankgiro=bankgiro)
        if change.lacking:
            raise place(number, change.lacking[0]).wrong("nothing", f"it, as code {code} wants")
        return change
    payment = ag.PAYMENTS[ag.Direction(code)].read(number, line, bankgiro=bankgiro)
    if payment.on is None and payment.interval is not Interval.ONCE:
        raise place(number, "interval").wrong(line[10], "0, as GENAST wants")
    return payment


def write(file: OrderFile) -> bytes:
    """Return *file* as bytes, without a seal: see `seal.seal`.

    The customer number and the bankgiro number are written with zeros before them where they are shorter than their fields.

    Raises:
        NotExpressible: A value does not fit its field, an amount is zero or in another currency than SEK, a change
            lacks what its code wants, or a payment at once shall be repeated.
    """
    lines: list[str] = []
    for batch in file.batches:
        if batch.written_on is None:
            raise NotExpressible(format=FORMAT, rule="record 01", what="a batch without its date")
        bankgiro = filled(batch.bankgiro, 10, "bankgiro number")
        lines.append(
            pack(
                ag.OPENING,
                written_on=f"{batch.written_on:%Y%m%d}".zfill(8),
                layout=_WORD,
                customer_number=filled(batch.customer_number, 6, "customer number"),
                bankgiro=bankgiro,
            )
        )
        lines += [_line(order, bankgiro) for order in batch.orders]
    return encoded(lines)


def _line(order: Order, bankgiro: str) -> str:
    match order:
        case MandateRemoval():
            return ag.REMOVAL.write(order, bankgiro=bankgiro)
        case NewMandate():
            return ag.NEW.write(order, bankgiro=bankgiro)
        case PayerNumberChange():
            return ag.RENUMBERED.write(order, bankgiro=bankgiro, new_bankgiro=bankgiro)
        case PaymentChange():
            if order.lacking:
                raise NotExpressible(format=FORMAT, rule=f"record {order.code}", what=f"no {order.lacking[0]}")
            return ag.CHANGES[order.code].write(order, bankgiro=bankgiro)
        case PaymentOrder():
            if order.on is None and order.interval is not Interval.ONCE:
                raise NotExpressible(format=FORMAT, rule="GENAST", what="a payment at once that is repeated")
            if not order.amount:
                raise NotExpressible(format=FORMAT, rule="an amount above zero", what="a payment of nothing")
            if order.repeats is not None and not 1 <= order.repeats <= _MOST_REPEATS:
                raise NotExpressible(format=FORMAT, rule="1 to 999 times", what=f"a payment {order.repeats} times")
            return ag.PAYMENTS[order.direction].write(order, bankgiro=bankgiro)
