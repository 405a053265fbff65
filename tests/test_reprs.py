"""What prints a value prints no document: in a log or a traceback would stand what only the receiver may read."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Final

import attrs

import faktura
from faktura.core.delivery import Delivery
from faktura.core.event import EventRecord
from faktura.ports.contents import StoredDocument
from faktura.testing.identities import TOLVAN

ROOMS: Final = ("core", "desk", "formats", "ports", "rules")
WHOLE: Final = {"body", "data", "html"}
"""Texts of these names hold a whole content; a text called `content` is a digest of one."""


def values() -> Iterator[type[attrs.AttrsInstance]]:
    """Every attrs class of the rooms."""
    for module in pkgutil.walk_packages(faktura.__path__, "faktura."):
        if module.name.split(".")[1] in ROOMS:
            for name, found in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
                if attrs.has(found) and found.__module__ == module.name and found.__name__ == name:
                    yield found


def test_no_value_prints_a_whole_content() -> None:
    """Fields that hold bytes, or a whole text, are left out of the repr."""
    every = list(values())
    shown = [(value, one) for value in every for one in attrs.fields(value) if one.repr]
    told = [(value.__module__, one.name) for value, one in shown if "bytes" in str(one.type) or one.name in WHOLE]
    assert told == []
    assert {StoredDocument, EventRecord, Delivery} <= set(every), "the walk reaches them"


def test_a_stored_document_tells_its_digest_only() -> None:
    """The very value that holds every document of the store."""
    written = TOLVAN.full.encode()
    assert TOLVAN.full not in repr(StoredDocument(digest="d", content=written))
