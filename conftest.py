"""The Python examples of README and docs are tests; each page is one namespace, read from top to bottom.

`<!--- skip: next -->` before an example leaves it out; a block that is no Python is fenced with another word.
"""

import tempfile
from typing import Any

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser


def begin(namespace: dict[str, Any]) -> None:
    """Let the temporary folders that a page makes lie in one of its own."""
    namespace["_folders"] = tempfile.TemporaryDirectory(prefix="faktura-page-", ignore_cleanup_errors=True)
    tempfile.tempdir = namespace["_folders"].name


def end(namespace: dict[str, Any]) -> None:
    """Remove them with all that is in them."""
    tempfile.tempdir = None
    namespace.pop("_folders").cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"], setup=begin, teardown=end
).pytest()
