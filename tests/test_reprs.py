"""What is printed by accident holds no file and no letter: a log of a value must not show a personal number."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Final

import attrs
import pytest

import faktura

_LETTERS: Final = frozenset({"text", "html"})
"""The bodies of what is sent to a person, in the classes that carry such."""
_CARRIERS: Final = frozenset({"Delivery", "Letter", "TextMessage"})


def _classes() -> Iterator[type[attrs.AttrsInstance]]:
    for module in pkgutil.walk_packages(faktura.__path__, "faktura."):
        if module.name.endswith("__main__"):
            continue
        try:
            loaded = import_module(module.name)
        except ImportError:  # an extra that is not installed here
            continue
        for value in vars(loaded).values():
            if isinstance(value, type) and value.__module__ == module.name and attrs.has(value):
                yield value


CLASSES: Final = tuple(_classes())


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}")
def test_no_class_prints_the_bytes_it_carries(kind: type[attrs.AttrsInstance]) -> None:
    """Nor the text of a letter: every such field is `repr=False`."""
    shown = [
        one.name
        for one in attrs.fields(kind)
        if one.repr and ("bytes" in str(one.type) or (kind.__qualname__ in _CARRIERS and one.name in _LETTERS))
    ]
    assert shown == []


def test_the_classes_are_found() -> None:
    """Those that an audit found printing personal numbers are among the ones looked at."""
    names = {kind.__qualname__ for kind in CLASSES}
    assert {"RequestFile", "PersonalRecord", "PayoutFile", "WithdrawalFile", "Export", "StoredDocument"} <= names
