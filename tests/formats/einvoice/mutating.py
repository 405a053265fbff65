"""Documents with one thing wrong: what every pre-flight and its official judge must see alike.

Each mutation is one step from a document that passes: an element taken out or doubled, an amount a cent or a
krona off, a code exchanged, an attribute lost.
"""

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from decimal import Decimal
from functools import partial

from lxml import etree

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_STEPS = (Decimal("0.01"), Decimal("-0.01"), Decimal("0.5"), Decimal("-0.51"), Decimal(1), Decimal(-1))
_WORDS = (
    "S",
    "E",
    "AE",
    "Z",
    "VAT",
    "SWT",
    "380",
    "381",
    "1",
    "31",
    "ZZZ",
    "true",
    "false",
    "SEK",
    "EUR",
    "SE",
    " X-1 ",
    "",
)


def _texts(text: str) -> Iterator[str]:
    """Yield other texts for an element that holds *text*."""
    if _NUMBER.fullmatch(text):
        for step in _STEPS:
            yield f"{Decimal(text) + step:f}"
        yield f"-{text}" if not text.startswith("-") else text[1:]
        yield "0"
    if found := _DAY.match(text):
        year = int(found[0][:4])
        yield text.replace(found[0], f"{year - 1}{found[0][4:]}")
        yield text.replace(found[0], f"{year + 1}{found[0][4:]}")
    yield from (word for word in _WORDS if word != text)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


Make = Callable[[], bytes]
"""Makes a mutated document; the making costs more than the list of what could be made."""


def mutations(data: bytes) -> Iterator[tuple[str, Make]]:
    """Yield every document one step from *data*: what the step is, and how to make the document."""
    root = etree.fromstring(data)
    for at, element in enumerate(root.iter("*")):
        name = str(etree.QName(element).localname)
        if element is not root:
            yield f"without {name}", _changed(root, at, _remove)
            yield f"two {name}", _changed(root, at, _double)
        if not len(element):
            for text in _texts(element.text or ""):
                yield f"{name}: {element.text!r} as {text!r}", _changed(root, at, partial(_say, text))
        for key in map(str, element.attrib):
            yield f"{name} without {key}", _changed(root, at, partial(_unset, key))
            for word in ("", "EUR", "X", "SFTI", "ATS"):
                if word != element.get(key):
                    yield f"{name}/@{key}: {word!r}", _changed(root, at, partial(_set, key, word))


def _changed(root: etree._Element, at: int, change: Callable[[etree._Element], None]) -> Make:
    def make() -> bytes:
        copy = deepcopy(root)
        change(list(copy.iter("*"))[at])
        return _written(copy)

    return make


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def _double(element: etree._Element) -> None:
    element.addnext(deepcopy(element))


def _say(text: str, element: etree._Element) -> None:
    element.text = text


def _set(key: str, value: str, element: etree._Element) -> None:
    element.set(key, value)


def _unset(key: str, element: etree._Element) -> None:
    element.attrib.pop(key)
