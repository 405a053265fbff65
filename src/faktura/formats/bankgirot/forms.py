"""Payments out of the text of their records, many in a row: each field is cut out where it is known to stand.

A payment is record 20 and what follows it. Where the fields of the records after it stand depends on which records these
are alone, and a bank writes the same ones again and again: it is worked out once. The text has been proved before.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from faktura.core.money import Money
from faktura.core.opened import opened
from faktura.core.payment import IncomingPayment, Payer, PaymentChannel, PaymentReference, Source
from faktura.formats.bankgirot import records as bg
from faktura.formats.bankgirot.heads import Head
from faktura.formats.bankgirot.incoming import organisation
from faktura.formats.bankgirot.layout import Layout
from faktura.formats.bankgirot.lines import RECORD

_PAYMENT: Final = opened(IncomingPayment)
_MONEY: Final = opened(Money)
_REFERENCE: Final = opened(PaymentReference)
_SOURCE: Final = opened(Source)
_PAYER: Final = opened(Payer)
_NOBODY: Final = Payer()
_GIRO: Final = PaymentChannel.BANKGIRO
_AUTOGIRO: Final = PaymentChannel.AUTOGIRO

_BANKGIRO: Final = "bankgiro:"
_NEXT: Final = "\n20"
_LAST: Final = tuple(one.end - 1 for one in bg.PAYMENT.positions if one.name in {"bankgiro", "serial"})
_AT_ONCE: Final = 40 * RECORD
"""So few payments are alive at a time."""
_KEPT: Final = 256

_RECORD: Final = "20(.{10}+)(.{25}+)(.{18}+)(.)(.)(.{12}+).{13}+"
"""Record 20: payer's giro, reference, amount, code, channel and serial."""
_ALONE: Final = re.compile(f"{_RECORD}()", re.DOTALL)
_WITH_MORE: Final = re.compile(f"{_RECORD}((?:2[^0].{{80}}+)*+)", re.DOTALL)
"""The same, and what follows it before the next."""

_Form = tuple[tuple[slice, ...], tuple[slice, ...], slice, slice, slice, slice, slice, slice, slice, slice]


class Filling:
    """The payments of one deposit, made in its order."""

    __slots__ = ("_account", "_at", "_before", "_digest", "_head")

    def __init__(self, head: Head, account: str, digest: str) -> None:
        """Begin with the *head* of the deposit, the payee's *account* and the SHA-256 of the file."""
        self._head, self._account, self._digest = head, account, digest
        self._at = self._before = 0

    def batches(self, text: str, *, lines: int) -> Iterator[list[IncomingPayment]]:
        """Yield the payments of *text*, whole records of which the first is a payment and none a deduction.

        *lines* of the file stand before.
        """
        self._before = lines - self._at
        if text[::RECORD].strip("2"):
            text = _without_strangers(text)
        alone = not text[1::RECORD].strip("0")
        form = _ALONE if alone else _WITH_MORE
        full = alone and all(text[last::RECORD].isalnum() for last in _LAST)
        for portion in _portions(text):
            yield self._filled(form.findall(portion), full=full)

    def _filled(self, found: list[tuple[str, ...]], *, full: bool) -> list[IncomingPayment]:
        """Return the payments *found*; *full* says that no giro and no serial number has blanks to its right."""
        deposit, day, account, digest = self._head.deposit, self._head.paid_on, self._account, self._digest
        begin, currency, before, at = f"{deposit.id}:", deposit.amount.currency, self._before, self._at
        format, ocr, autogiro = bg.FORMAT, bg.OCR, bg.AUTOGIRO
        batch = []
        for giro, stated, minor, code, channel, serial, rest in found:
            at += 1
            if not full:
                giro, serial = giro.rstrip(" "), serial.rstrip()
            made = _PAYMENT()
            made.id = f"{begin}{serial}:{at}"
            made.account = account
            made.booked_on = day
            made.amount = amount = _MONEY()
            amount.minor = int(minor)
            amount.currency = currency
            amount.__class__ = Money
            if text := stated.strip():
                reference = _REFERENCE()
                reference.text = text
                reference.kind = "ocr" if code == ocr else "text"
                reference.amount = None
                reference.__class__ = PaymentReference
                made.references = (reference,)
            else:
                made.references = ()
            made.channel = _AUTOGIRO if channel == autogiro else _GIRO
            made.original = None
            made.reversal = False
            made.deposit = deposit
            made.source = source = _SOURCE()
            source.format = format
            source.digest = digest
            source.place = f"line {before + at}"
            source.__class__ = Source
            giro = giro.lstrip("0")
            if rest:
                before += len(rest) // RECORD
                _detail(made, rest, giro)
            else:
                made.message = ""
                if giro:
                    made.payer = payer = _PAYER()
                    payer.name = payer.organisation_number = ""
                    payer.address = ()
                    payer.account = _BANKGIRO + giro
                    payer.__class__ = Payer
                else:
                    made.payer = _NOBODY
            made.__class__ = IncomingPayment
            batch.append(made)
        self._before, self._at = before, at
        return batch


def _portions(text: str) -> Iterator[str]:
    """Yield *text* in parts of whole payments, small ones where it has small ones."""
    start = 0
    while len(text) - start > _AT_ONCE:
        end = text.rfind(_NEXT, start, start + _AT_ONCE) + 1 or text.find(_NEXT, start) + 1
        if not end:
            break
        yield text[start:end]
        start = end
    yield text[start:]


def _without_strangers(text: str) -> str:
    """Return *text* with every record that is none of a payment called 24, which is none either."""
    records = [text[at : at + RECORD] for at in range(0, len(text), RECORD)]
    return "".join([one if one.startswith("2") else f"24{one[2:]}" for one in records])


def _detail(made: Any, rest: str, giro: str) -> None:
    """Add what the further records of the payment say."""
    kinds = rest[1::RECORD]
    form = _known_form(kinds) if len(kinds) < _KEPT else _form(kinds)
    texts, extras, name, extra_name, street, postal_code, town, country, country_code, number = form
    if len(texts) == 1:
        made.message = rest[texts[0]].rstrip()
    else:
        made.message = "\n".join([rest[one].rstrip() for one in texts])
    place = rest[town].rstrip()
    if code := rest[postal_code].rstrip():
        place = f"{code} {place}" if place else code
    land = rest[country].rstrip() or rest[country_code].rstrip()
    made.payer = payer = _PAYER()
    payer.name = rest[name].rstrip()
    payer.account = _BANKGIRO + giro if giro else ""
    payer.organisation_number = organisation(rest[number].rstrip())
    payer.address = tuple(filter(None, (rest[extra_name].rstrip(), rest[street].rstrip(), place, land)))
    payer.__class__ = Payer
    if extras:
        made.references += tuple(_extras([rest[one] for one in extras], made.amount))


def _form(kinds: str) -> _Form:
    """Return where the fields stand in a payment whose further records are of *kinds*, the second digits of their types."""
    found: dict[str, slice] = {}
    texts, extras = [], []
    for at, kind in enumerate(kinds):
        start = at * RECORD
        if kind == "5":
            texts.append(_within(bg.INFORMATION, "information", start))
        elif kind in "23":
            extras.append(slice(start, start + bg.LENGTH))
        elif layout := _FIELDS.get(kind):
            found |= {one.name: _within(layout, one.name, start) for one in layout.positions}
    none = slice(0, 0)
    return (tuple(texts), tuple(extras), *(found.get(name, none) for name in _NAMES))  # type: ignore[return-value]


_known_form: Final = lru_cache(_KEPT)(_form)
_FIELDS: Final = {layout.code[1]: layout for layout in (bg.NAME, bg.ADDRESS, bg.TOWN, bg.ORGANISATION)}
_NAMES: Final = tuple(one.name for layout in _FIELDS.values() for one in layout.positions)
"""Name, extra name, street, postal code, town, country, country code, organisation number: the order of the records."""


def _within(layout: Layout, name: str, start: int) -> slice:
    return next(slice(start + one.start, start + one.end) for one in layout.positions if one.name == name)


def _extras(lines: list[str], whole: Money) -> Iterator[PaymentReference]:
    """Yield the further references; their parts are used only where they make the *whole*."""
    stated = [int(line[37:55].strip(" ") or 0) for line in lines]
    signs = [-1 if line[1] == "3" else 1 for line in lines]
    parts = [part * sign for part, sign in zip(stated, signs, strict=True)]
    split = any(parts) and sum(parts) == whole.minor
    for line, part in zip(lines, parts, strict=True):
        ocr = line[55] == bg.OCR
        yield PaymentReference(
            text=line[12:37].strip(),
            kind="credit_note" if line[1] == "3" else "ocr" if ocr else "text",
            amount=Money(part, whole.currency) if split else None,
        )
