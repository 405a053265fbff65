"""Skatteverket's decisions on requests for payout (beslut): the JSON file its e-service hands out.

Its official description has not been found; the structure is read off Skatteverket's sample of 2018. A case may
lack the invoice number. What is granted is whole kronor, zero when it is refused.

>>> data = b'{"version": "1", "utforare": "165599990008", "beslut": []}'
>>> read(data).performer
OrganisationNumber(digits='5599990008')
"""

from collections.abc import Mapping
from typing import Final, cast

from faktura.core.errors import MalformedFile, NotExpressible
from faktura.core.payout_decision import DecidedCase, PayoutDecision, RequestDecision
from faktura.formats import canonical
from faktura.formats.canonical import Json
from faktura.formats.skatteverket.fields import Place

FORMAT: Final = "rot-rut-decision"
_HERE: Final = Place(FORMAT)
_MARK: Final = b"\xef\xbb\xbf"


def read(data: bytes) -> PayoutDecision:
    """Read a decision file; fields nobody knows are passed over, for the format may have grown.

    Raises:
        MalformedFile: No such file, or a field that is missing or of another kind. No personal number is shown.
    """
    try:
        root = _object("beslut", canonical.parse(data.removeprefix(_MARK)))
    except MalformedFile as error:
        raise _HERE.broken(
            error.field, "no such JSON" if error.format == "json" else error.found, error.expected
        ) from None
    return PayoutDecision(
        version=_text(root, "version"),
        performer=_HERE.identity("utforare", _text(root, "utforare")),
        decisions=tuple(_decision(_object("beslut", one)) for one in _list(root, "beslut")),
    )


def write(decision: PayoutDecision) -> bytes:
    """Return the file that says *decision*, UTF-8: for tests and for hosts that play Skatteverket's part.

    Raises:
        NotExpressible: An amount below zero.
    """
    if any(case.granted < 0 for one in decision.decisions for case in one.cases):
        raise NotExpressible(format=FORMAT, rule="godkantBelopp", what="an amount below zero")
    record = {
        "version": decision.version,
        "utforare": decision.performer.full,
        "beslut": [
            {"namn": one.name, "referensnummer": one.reference, "arenden": [_case_out(case) for case in one.cases]}
            for one in decision.decisions
        ],
    }
    return _ordered(record).encode()


def carried(decision: PayoutDecision) -> PayoutDecision:
    """Return what the format holds of *decision*: all of it."""
    return decision


def _ordered(record: Mapping[str, object]) -> str:
    """Return the fields of the file in Skatteverket's order, by which the file is known; the rest canonical."""
    return "{" + ",".join(f'"{name}":{canonical.write(value)}' for name, value in record.items()) + "}"


def _case_out(case: DecidedCase) -> dict[str, object]:
    number = {"fakturanummer": case.invoice_number} if case.invoice_number else {}
    return {"personnummer": case.buyer.full, **number, "godkantBelopp": case.granted}


def _decision(fields: Mapping[str, Json]) -> RequestDecision:
    return RequestDecision(
        name=_text(fields, "namn"),
        reference=_text(fields, "referensnummer", ""),
        cases=tuple(_case(_object("arenden", one)) for one in _list(fields, "arenden")),
    )


def _case(fields: Mapping[str, Json]) -> DecidedCase:
    granted = fields.get("godkantBelopp")
    if type(granted) is not int or granted < 0:
        raise _HERE.broken("godkantBelopp", _kind(granted), "whole kronor")
    return DecidedCase(
        buyer=_HERE.person("personnummer", _text(fields, "personnummer")),
        invoice_number=_text(fields, "fakturanummer", ""),
        granted=granted,
    )


def _text(fields: Mapping[str, Json], name: str, default: str | None = None) -> str:
    value = fields.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str):
        raise _HERE.broken(name, _kind(value), "text")
    return value


def _list(fields: Mapping[str, Json], name: str) -> list[Json]:
    value = fields.get(name)
    if not isinstance(value, list):
        raise _HERE.broken(name, _kind(value), "a list")
    return value


def _object(name: str, value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise _HERE.broken(name, _kind(value), "an object")
    return cast("Mapping[str, Json]", value)


def _kind(value: object) -> str:
    """Return what kind of value was found: its content may be anybody's number."""
    return (
        "nothing"
        if value is None
        else {"str": "text", "dict": "an object"}.get(type(value).__name__, type(value).__name__)
    )
