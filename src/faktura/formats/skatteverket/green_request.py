"""The request for payout of green technology (grön teknik), a format of its own beside that of ROT and RUT.

Its schema has not been found: element names and order are read off public programs that write such files
(second-hand knowledge, S), so have a first file checked in Skatteverket's e-service. Whole kronor including VAT;
a case names one person and one installation, and the file names the seller.
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

FORMAT: Final = "green-technology-request"
NAMESPACE: Final = "http://xmls.skatteverket.se/se/skatteverket/skattered/begaran/1.0"
KIND: Final = "GRON_TEKNIK"
INSTALLATIONS: Final = ("INSTALLATION_SOLCELLER", "INSTALLATION_LAGRING", "INSTALLATION_LADDPUNKT")
"""Solar cells, storage of one's own electricity, charging point."""

_HERE: Final = Place(FORMAT)
_MOST: Final = 99_999_999_999
_MOST_HOURS: Final = 999
_LONGEST_NAME: Final = 16
_LONGEST_NUMBER: Final = 20


def write(request: PayoutRequest) -> bytes:
    """Return the request file, UTF-8, the same bytes for the same request.

    Raises:
        NotExpressible: Another kind of deduction, no seller, or a value beyond the limits, which are those of the
            request for ROT and RUT.
    """
    _check(request)
    assert request.performer is not None  # noqa: S101 - just checked
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<p:Begaran xmlns:p="{NAMESPACE}">\n',
        _element("NamnPaBegaran", request.name, 1),
        _element("TypAvBegaran", KIND, 1),
        _element("Utforare", request.performer.full, 1),
    ]
    for case in request.cases:
        parts += ["  <p:Arende>\n", *_case(case), "  </p:Arende>\n"]
    return "".join((*parts, "</p:Begaran>\n")).encode()


def _check(request: PayoutRequest) -> None:
    if request.kind is not DeductionKind.GREEN:
        raise _refused("TypAvBegaran", request.kind.name)
    if request.performer is None:
        raise _refused("Utforare", "a request without its seller")
    if not 1 <= len(request.name) <= _LONGEST_NAME:
        raise _refused("NamnPaBegaran", f"a name of {len(request.name)} characters")
    if not request.cases:
        raise _refused("Arende", "a request without cases")
    for case in request.cases:
        _check_case(case)


def _check_case(case: PayoutCase) -> None:
    if len(case.works) != 1 or case.works[0].type not in INSTALLATIONS or case.works[0].material:
        raise _refused("UtfortArbete", f"the work {', '.join(work.type for work in case.works) or 'none'} in one case")
    (work,) = case.works
    if work.cost != case.price_of_work:
        raise _refused("Kostnad", "a cost of the installation that is not the price of the work")
    if not 1 <= (work.hours or 0) <= _MOST_HOURS:
        raise _refused("AntalTimmar", "an installation without hours")
    if len(case.invoice_number) > _LONGEST_NUMBER:
        raise _refused("FakturaNr", f"a number of {len(case.invoice_number)} characters")
    if not all(0 <= kronor <= _MOST for kronor in (work.cost, case.other_cost, case.paid, case.requested)):
        raise _refused("Kostnad", "an amount below zero or beyond measure")
    if case.dwelling is None or case.dwelling == Dwelling():
        raise _refused("Fastighet", "an installation without its property")


def _refused(element: str, what: str) -> NotExpressible:
    return NotExpressible(format=FORMAT, rule=f"Begaran {element}", what=what)


def _case(case: PayoutCase) -> Iterator[str]:
    (work,), dwelling = case.works, case.dwelling or Dwelling()
    if case.invoice_number:
        yield _element("FakturaNr", case.invoice_number, 2)
    yield _element("Kopare", case.buyer.full, 2)
    yield "    <p:Fastighet>\n"
    if dwelling.designation:
        yield _element("Fastighetsbeteckning", dwelling.designation, 3)
    if dwelling.apartment:
        yield _element("LagenhetsNr", dwelling.apartment, 3)
    if dwelling.association is not None:
        yield _element("BrfOrgNr", dwelling.association.full, 3)
    yield "    </p:Fastighet>\n    <p:UtfortArbete>\n"
    yield _element("TypAvUtfortArbete", work.type, 3)
    yield _element("AntalTimmar", str(work.hours), 3)
    yield _element("Kostnad", str(work.cost), 3)
    yield "    </p:UtfortArbete>\n"
    yield _element("OvrigKostnad", str(case.other_cost), 2)
    yield _element("Betalningsdatum", case.paid_on.isoformat(), 2)
    yield _element("BetaltBelopp", str(case.paid), 2)
    yield _element("BegartBelopp", str(case.requested), 2)


def _element(name: str, text: str, depth: int) -> str:
    return f"{'  ' * depth}<p:{name}>{escape(text, quote=False)}</p:{name}>\n"


def read(data: bytes) -> PayoutRequest:
    """Read a request for green technology; the document's id here is not in the file.

    Raises:
        MalformedFile: Not such a file, or a value of another kind. No personal number is shown.
    """
    root = parse(data, format=FORMAT)
    if root.tag != f"{{{NAMESPACE}}}Begaran":
        raise _HERE.broken("Begaran", str(root.tag), f"Begaran in {NAMESPACE}")
    if (kind := _text(root, "TypAvBegaran")) != KIND:
        raise _HERE.broken("TypAvBegaran", kind, KIND)
    return PayoutRequest(
        name=_text(root, "NamnPaBegaran"),
        kind=DeductionKind.GREEN,
        cases=tuple(_read_case(case) for case in root.iterfind(f"{{{NAMESPACE}}}Arende")),
        performer=_HERE.identity("Utforare", _text(root, "Utforare")),
    )


def carried(request: PayoutRequest) -> PayoutRequest:
    """Return what the format holds of *request*: everything but the documents' ids."""
    cases = tuple(evolve(case, document_id="") for case in request.cases)
    return PayoutRequest(name=request.name, kind=request.kind, cases=cases, performer=request.performer)


def _read_case(element: "_Element") -> PayoutCase:
    work = _child(element, "UtfortArbete")
    installation, cost = _text(work, "TypAvUtfortArbete"), _whole(work, "Kostnad")
    if installation not in INSTALLATIONS:
        raise _HERE.broken("TypAvUtfortArbete", installation, "one of " + ", ".join(INSTALLATIONS))
    return PayoutCase(
        document_id="",
        invoice_number=_text(element, "FakturaNr"),
        buyer=_HERE.person("Kopare", _text(element, "Kopare")),
        paid_on=_HERE.day("Betalningsdatum", _text(element, "Betalningsdatum")),
        price_of_work=cost,
        paid=_whole(element, "BetaltBelopp"),
        requested=_whole(element, "BegartBelopp"),
        other_cost=_whole(element, "OvrigKostnad"),
        works=(RequestedWork(type=installation, hours=_whole(work, "AntalTimmar"), material=0, cost=cost),),
        dwelling=_dwelling(_child(element, "Fastighet")),
    )


def _dwelling(element: "_Element") -> Dwelling | None:
    number = _text(element, "BrfOrgNr")
    dwelling = Dwelling(
        designation=_text(element, "Fastighetsbeteckning"),
        association=_HERE.association("BrfOrgNr", number) if number else None,
        apartment=_text(element, "LagenhetsNr"),
    )
    return None if dwelling == Dwelling() else dwelling


def _child(element: "_Element", name: str) -> "_Element":
    found = element.find(f"{{{NAMESPACE}}}{name}")
    if found is None:
        raise _HERE.broken(name, "nothing", f"the element {name}")
    return found


def _text(element: "_Element", name: str) -> str:
    return (element.findtext(f"{{{NAMESPACE}}}{name}") or "").strip()


def _whole(element: "_Element", name: str) -> int:
    return _HERE.whole(name, _text(element, name))
