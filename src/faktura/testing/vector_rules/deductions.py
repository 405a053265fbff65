"""Worked examples of the rules on deductions: which runner answers which prefix."""

from collections.abc import Callable, Mapping
from typing import Final

from faktura.testing.vector_rules.given import Answers, Given

RUNNERS: Final[Mapping[str, Callable[[Given, frozenset[str]], Answers]]] = {}
