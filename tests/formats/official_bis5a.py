"""The official rules of BIS 5A as an oracle: three rule files for invoices (T10) and three for credit notes (T14).

They include and instantiate one another, so they are flattened first. The core rules take a second to compile and most of a
second for each document: the ordinary suite asks them little.
"""

import re
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from tests.formats import official
from tests.formats.official import Fired
from tests.reference import reference

_SCH: Final = "{http://purl.oclc.org/dsdl/schematron}"
SETS: Final = {
    "bii": "BII_RULES/BIIRULES-UBL-{}.sch",
    "peppol": "OPENPEPPOL/OPENPEPPOL-UBL-{}.sch",
    "core": "OPENPEPPOL_CORE/OPENPEPPOLCORE-UBL-{}.sch",
}


def _flat(path: Path) -> etree._Element:
    """Return the schema at *path*, its includes put in and its abstract patterns made concrete."""
    schema = etree.parse(str(path)).getroot()
    for include in schema.findall(f"{_SCH}include"):
        include.getparent().replace(include, etree.parse(str(path.parent / str(include.get("href")))).getroot())  # type: ignore[union-attr]
    abstract = {one.get("id"): one for one in schema.findall(f"{_SCH}pattern") if one.get("abstract")}
    for pattern in schema.findall(f"{_SCH}pattern"):
        if pattern.get("is-a"):
            params = sorted(
                ((one.get("name") or "", one.get("value") or "") for one in pattern), key=lambda row: -len(row[0])
            )
            made = deepcopy(abstract[pattern.get("is-a")])
            for element in made.iter("*"):
                for name in ("context", "test", "value"):
                    if element.get(name):
                        element.set(name, _filled(element.get(name) or "", params))
            made.attrib.pop("abstract")
            schema.replace(pattern, made)
    for one in abstract.values():
        schema.remove(one)
    return schema


def _filled(text: str, params: list[tuple[str, str]]) -> str:
    for name, value in params:
        text = text.replace(f"${name}", value)
    return text


@cache
def _compiled(rules: str, of: str) -> Any:
    path = reference("einvoice", "svefaktura-bis5a", "schematron", rules, *SETS[of].format(rules).split("/"))
    return official._compiled(official.stylesheet(_flat(path)).decode())


def bis5a_rules(data: bytes, *sets: str) -> tuple[Fired, ...]:
    """What the rule files named in *sets* (`bii`, `peppol`, `core`; all when none is named) say; skips where they are absent.

    One rule of T14 has its id in its text only.
    """
    rules = "T14" if re.search(rb"<(?:\w+:)?CreditNote[\s>]", data) else "T10"
    reports = (official._run(_compiled(rules, of), data) for of in sets or SETS)
    return tuple(
        Fired(one.get("id") or "CL-T14-R010", one.get("flag", ""), one.text or "")
        for report in reports
        for one in report.iter("rule")
    )
