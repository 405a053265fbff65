"""The Python examples of README and docs are tests; each page is one namespace, read from top to bottom.

`<!--- skip: next -->` before an example leaves it out; a block that is no Python is fenced with another word.
"""

from sybil import Sybil
from sybil.parsers.markdown import PythonCodeBlockParser, SkipParser

pytest_collect_file = Sybil(parsers=[PythonCodeBlockParser(), SkipParser()], patterns=["*.md"]).pytest()
