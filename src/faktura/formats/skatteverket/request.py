"""The request for payout of ROT or RUT as Skatteverket's e-service takes it: "Begäran", version 6.

Green technology has a request of its own (`green_request`). Whole kronor including VAT. The schema allows any
number of cases; the e-service takes 100. ROT and RUT never share a file. Element names and limits: Skatteverket's
schemas `Begaran.xsd` and `BegaranCOMPONENT.xsd`, extended 2020-11-26.
"""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Final

from attrs import evolve

from faktura.core.deduction import DeductionKind, Dwelling
from faktura.core.errors import NotExpressible
from faktura.core.payout_request import PayoutCase, PayoutRequest, RequestedWork
from faktura.formats.skatteverket.fields import Place
from faktura.formats.xml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

FORMAT: Final = "rot-rut-request"
ROOT: Final = "http://xmls.skatteverket.se/se/skatteverket/ht/begaran/6.0"
COMPONENT: Final = "http://xmls.skatteverket.se/se/skatteverket/ht/komponent/begaran/6.0"

_HERE: Final = Place(FORMAT)

MOST_CASES: Final = 100

WORK_AREAS: Final = {
    DeductionKind.ROT: ("Bygg", "El", "GlasPlatarbete", "MarkDraneringarbete", "Murning", "MalningTapetsering", "Vvs"),
    DeductionKind.RUT: (
        "Stadning",
        "KladOchTextilvard",
        "Snoskottning",
        "Tradgardsarbete",
        "Barnpassning",
        "Personligomsorg",
        "Flyttjanster",
        "ItTjanster",
        "ReparationAvVitvaror",
        "Moblering",
        "TillsynAvBostad",
        "TransportTillForsaljning",
        "TvattVidTvattinrattning",
    ),
}
"""The work areas of each kind, in the order the schema demands inside `UtfortArbete`."""

MARKED_ONLY: Final = frozenset({"TransportTillForsaljning", "TvattVidTvattinrattning"})
"""Standard-value services: marked as done, without hours and material."""

LENGTHS: Final = {
    "NamnPaBegaran": (1, 16),
    "FakturaNr": (0, 20),
    "Fastighetsbeteckning": (1, 40),
    "LagenhetsNr": (1, 25),
}
"""Fewest and most characters of each text."""

RANGES: Final = {
    "PrisForArbete": (2, 99_999_999_999),
    "BetaltBelopp": (0, 99_999_999_999),
    "BegartBelopp": (0, 99_999_999_999),
    "Ovrigkostnad": (0, 9_999_999),
    "AntalTimmar": (0, 999),
    "Materialkostnad": (0, 9_999_999),
}
"""Least and most whole kronor, or hours, of each number."""

_BODIES: Final = {DeductionKind.ROT: "RotBegaran", DeductionKind.RUT: "HushallBegaran"}


def write(request: PayoutRequest) -> bytes:
    """Return the request file, UTF-8, the same bytes for the same request.

    Raises:
        NotExpressible: A name, number or amount does not fit the schema or the e-service's limits.
    """
    _check(request)
    body = _BODIES[request.kind]
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<ns1:Begaran xmlns:ns1="{ROOT}" xmlns:ns2="{COMPONENT}">\n',
        f"  <ns2:NamnPaBegaran>{escape(request.name, quote=False)}</ns2:NamnPaBegaran>\n",
        f"  <ns2:{body}>\n",
    ]
    for case in request.cases:
        parts.extend(_case(case, request.kind))
    parts.append(f"  </ns2:{body}>\n</ns1:Begaran>\n")
    return "".join(parts).encode()


def _check(request: PayoutRequest) -> None:
    if request.kind not in WORK_AREAS:
        raise _refused("Begaran", "green technology, which has a request of its own")
    _length("NamnPaBegaran", request.name)
    if not 1 <= len(request.cases) <= MOST_CASES:
        raise _refused("Arenden", f"{len(request.cases)} cases in one file (1-{MOST_CASES})")
    if len({case.paid_on.year for case in request.cases}) > 1:
        raise _refused("BetalningsDatum", "payments of two years in one file")
    for case in request.cases:
        _check_case(case, request.kind)


def _check_case(case: PayoutCase, kind: DeductionKind) -> None:
    _length("FakturaNr", case.invoice_number)
    _within("PrisForArbete", case.price_of_work)
    _within("BetaltBelopp", case.paid)
    _within("BegartBelopp", case.requested)
    _within("Ovrigkostnad", case.other_cost)
    if any(work.cost for work in case.works):
        raise _refused("Materialkostnad", "labour and material in one sum")
    areas = [work.type for work in case.works]
    if not areas or len(set(areas)) != len(areas) or not set(areas) <= set(WORK_AREAS[kind]):
        raise _refused("UtfortArbete", f"the work areas {', '.join(areas) or 'none'}")
    for work in case.works:
        if work.type in MARKED_ONLY:
            if work.hours is not None or work.material:
                raise _refused(work.type, "hours or material of a standard-value service")
            continue
        if work.hours is not None:
            _within("AntalTimmar", work.hours)
        _within("Materialkostnad", work.material)
    if kind is DeductionKind.ROT and case.dwelling is not None:
        for name, text in _dwelling(case.dwelling):
            if text and name in LENGTHS:
                _length(name, text)


def _within(element: str, value: int) -> None:
    least, most = RANGES[element]
    if not least <= value <= most:
        raise _refused(element, f"{value} (whole kronor or hours, {least}-{most})")


def _length(element: str, text: str) -> None:
    least, most = LENGTHS[element]
    if not least <= len(text) <= most:
        raise _refused(element, f"a text of {len(text)} characters ({least}-{most})")


def _refused(element: str, what: str) -> NotExpressible:
    return NotExpressible(format=FORMAT, rule=f"Begaran.xsd {element}", what=what)


def _case(case: PayoutCase, kind: DeductionKind) -> Iterator[str]:
    fields = [
        ("Kopare", case.buyer.full),
        ("BetalningsDatum", case.paid_on.isoformat()),
        ("PrisForArbete", str(case.price_of_work)),
        ("BetaltBelopp", str(case.paid)),
        ("BegartBelopp", str(case.requested)),
        ("FakturaNr", case.invoice_number),
    ]
    if any(work.type not in MARKED_ONLY for work in case.works) or case.other_cost:
        fields.append(("Ovrigkostnad", str(case.other_cost)))
    if kind is DeductionKind.ROT and case.dwelling is not None:
        fields.extend(_dwelling(case.dwelling))
    yield "    <ns2:Arenden>\n"
    for name, value in fields:
        if value:
            yield f"      <ns2:{name}>{escape(value, quote=False)}</ns2:{name}>\n"
    yield "      <ns2:UtfortArbete>\n"
    order = WORK_AREAS[kind]
    for work in sorted(case.works, key=lambda one: order.index(one.type)):
        yield from _work(work)
    yield "      </ns2:UtfortArbete>\n    </ns2:Arenden>\n"


def _dwelling(dwelling: Dwelling) -> Iterator[tuple[str, str]]:
    yield "Fastighetsbeteckning", dwelling.designation
    yield "LagenhetsNr", dwelling.apartment
    yield "BrfOrgNr", dwelling.association.full if dwelling.association else ""


def _work(work: RequestedWork) -> Iterator[str]:
    yield f"        <ns2:{work.type}>\n"
    if work.type in MARKED_ONLY:
        yield "          <ns2:Utfort>true</ns2:Utfort>\n"
    else:
        if work.hours is not None:
            yield f"          <ns2:AntalTimmar>{work.hours}</ns2:AntalTimmar>\n"
        yield f"          <ns2:Materialkostnad>{work.material}</ns2:Materialkostnad>\n"
    yield f"        </ns2:{work.type}>\n"


def read(data: bytes) -> PayoutRequest:
    """Read a request file of version 6, Skatteverket's own samples included.

    The document's id here is not in the file: it is left empty. An area that is marked as not done,
    or has neither hours nor material, is no work and is left out.

    Raises:
        MalformedFile: Not such a file, or a value that breaks the schema.
    """
    root = parse(data, format=FORMAT)
    if root.tag != f"{{{ROOT}}}Begaran":
        raise _HERE.broken("Begaran", str(root.tag), f"Begaran in {ROOT}")
    for kind, body in _BODIES.items():
        found = root.find(f"{{{COMPONENT}}}{body}")
        if found is not None:
            cases = tuple(_read_case(case, kind) for case in found.iterfind(f"{{{COMPONENT}}}Arenden"))
            return PayoutRequest(name=_text(root, "NamnPaBegaran"), kind=kind, cases=cases)
    raise _HERE.broken("Begaran", "neither RotBegaran nor HushallBegaran", "one of them")


def carried(request: PayoutRequest) -> PayoutRequest:
    """Return what the format holds of *request*: everything but the documents' ids, works in schema order."""
    order = WORK_AREAS[request.kind]
    cases = tuple(
        evolve(
            case,
            document_id="",
            works=tuple(sorted(case.works, key=lambda work: order.index(work.type))),
            dwelling=case.dwelling if request.kind is DeductionKind.ROT and case.dwelling != Dwelling() else None,
        )
        for case in request.cases
    )
    return PayoutRequest(name=request.name, kind=request.kind, cases=cases)


def _read_case(element: "_Element", kind: DeductionKind) -> PayoutCase:
    return PayoutCase(
        document_id="",
        invoice_number=_text(element, "FakturaNr"),
        buyer=_HERE.person("Kopare", _text(element, "Kopare")),
        paid_on=_HERE.day("BetalningsDatum", _text(element, "BetalningsDatum")),
        price_of_work=_kronor(element, "PrisForArbete"),
        paid=_kronor(element, "BetaltBelopp"),
        requested=_kronor(element, "BegartBelopp"),
        other_cost=_kronor(element, "Ovrigkostnad", default="0"),
        works=tuple(_read_works(element, kind)),
        dwelling=_read_dwelling(element),
    )


def _read_works(element: "_Element", kind: DeductionKind) -> Iterator[RequestedWork]:
    done = element.find(f"{{{COMPONENT}}}UtfortArbete")
    for area in () if done is None else done:
        name = str(area.tag).rpartition("}")[2]
        if name not in WORK_AREAS[kind]:
            raise _HERE.broken("UtfortArbete", name, f"a work area of {kind.value}")
        if name in MARKED_ONLY:
            if _text(area, "Utfort") in ("true", "1"):
                yield RequestedWork(type=name, hours=None, material=0)
            continue
        hours, material = _text(area, "AntalTimmar"), _kronor(area, "Materialkostnad")
        if hours.strip("0") or material:
            yield RequestedWork(
                type=name, hours=_HERE.whole("AntalTimmar", hours) if hours else None, material=material
            )


def _read_dwelling(element: "_Element") -> Dwelling | None:
    number = _text(element, "BrfOrgNr")
    dwelling = Dwelling(
        designation=_text(element, "Fastighetsbeteckning"),
        association=_HERE.association("BrfOrgNr", number) if number else None,
        apartment=_text(element, "LagenhetsNr"),
    )
    return None if dwelling == Dwelling() else dwelling


def _text(element: "_Element", name: str) -> str:
    return (element.findtext(f"{{{COMPONENT}}}{name}") or "").strip()


def _kronor(element: "_Element", name: str, default: str = "") -> int:
    return _HERE.whole(name, _text(element, name) or default)
