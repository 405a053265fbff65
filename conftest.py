"""The Python examples of README and docs are tests; each page is one namespace, read from top to bottom.

`<!--- skip: next -->` before an example leaves it out; a block that is no Python is fenced with another word.
"""

import tempfile
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

from faktura.ports.adapters.sqlite import SqliteStore


def begin(namespace: dict[str, Any]) -> None:
    """Let the temporary folders that a page makes lie in one of its own."""
    namespace["_folders"] = tempfile.TemporaryDirectory(prefix="faktura-page-", ignore_cleanup_errors=True)
    tempfile.tempdir = namespace["_folders"].name


def end(namespace: dict[str, Any]) -> None:
    """Remove them with all that is in them; a store that the page left open is closed."""
    for one in namespace.values():
        store = getattr(one, "store", one)
        if isinstance(store, SqliteStore):
            store.close()
    tempfile.tempdir = None
    namespace.pop("_folders").cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"], setup=begin, teardown=end
).pytest()
