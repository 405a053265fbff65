"""The pre-flight of BIS 5A: what a receiver would reject or question, without an XSLT engine.

The schema of UBL 2.1, the rules of CEN BII with their code lists (`BII2-`, `CL-`), those of Peppol (`EUGEN-`, `OP-`), and
what of UBL is used at all (`PEPPOL_CORE_`); T10 in an id stands for the invoice and T14 for the credit note.

>>> namespace = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"
>>> "BII2-T14-R003" in {one.code for one in preflight(f'<CreditNote xmlns="{namespace}"/>'.encode())}
True
"""

import re
from collections.abc import Mapping
from typing import Final

from attrs import evolve

from faktura.core.errors import Finding
from faktura.formats.einvoice.preflight.book import Pattern, RuleBook
from faktura.formats.einvoice.preflight.schema import rooted, structure
from faktura.formats.einvoice.preflight.tree import Tree
from faktura.formats.einvoice.preflight.ubl import UBL
from faktura.formats.svefaktura_bis5a.names import CREDIT_NOTE, FORMAT, INVOICE, Form
from faktura.formats.svefaktura_bis5a.preflight.amounts import amounts
from faktura.formats.svefaktura_bis5a.preflight.bii import parts
from faktura.formats.svefaktura_bis5a.preflight.coded import attributes, codes
from faktura.formats.svefaktura_bis5a.preflight.outline import OUTLINES
from faktura.formats.svefaktura_bis5a.preflight.peppol import peppol
from faktura.formats.svefaktura_bis5a.preflight.used import used

PATTERNS: Final = {form: (parts(form), amounts(form), peppol(form), codes(form)) for form in (INVOICE, CREDIT_NOTE)}
"""What is asserted at the elements of each document."""


def _book(form: Form) -> RuleBook:
    root = rooted(f"{{{form.namespace}}}{form.root}")
    return RuleBook(FORMAT, PATTERNS[form], whole=(root, structure, used(OUTLINES[form]), attributes(form)), schema=UBL)


RULES: Final = {form: _book(form) for form in (INVOICE, CREDIT_NOTE)}
"""The rules of each document."""

_SUMS: Final = re.compile(r"(BII2-T1[04]-R0(49|5[0-68])|EUGEN-T1[04]-R04[23])", re.ASCII)


def _sums(patterns: tuple[Pattern, ...]) -> RuleBook:
    """Return those of *patterns* that are about sums."""
    kept = (
        tuple(evolve(rule, checks=tuple(one for one in rule.checks if _SUMS.fullmatch(one.code))) for rule in pattern)
        for pattern in patterns
    )
    return RuleBook(FORMAT, tuple(tuple(rule for rule in pattern if rule.checks) for pattern in kept), schema=UBL)


SUMS: Final = {form: _sums(patterns) for form, patterns in PATTERNS.items()}
"""The rules that amounts add up: what the reader tells of a file."""

_CREDIT_NOTE: Final = re.compile(rb"<(?:[\w.-]+:)?CreditNote[\s>]", re.ASCII)
_HEAD: Final = 8192


def preflight(data: bytes) -> tuple[Finding, ...]:
    """Return what breaks the schema or the rules in *data*, an invoice or a credit note.

    Raises:
        MalformedFile: No well-formed XML, a document type, or too many levels.
    """
    return examined(data)[1]


def examined(data: bytes) -> tuple[Tree, tuple[Finding, ...]]:
    """Return *data* as a tree, and what breaks the schema or the rules in it."""
    return _judged(data, RULES)


def summed(data: bytes) -> tuple[Tree, tuple[Finding, ...]]:
    """Return *data* as a tree, and what does not add up in it."""
    return _judged(data, SUMS)


def _judged(data: bytes, books: Mapping[Form, RuleBook]) -> tuple[Tree, tuple[Finding, ...]]:
    guess = CREDIT_NOTE if _CREDIT_NOTE.search(data[:_HEAD]) else INVOICE
    tree = books[guess].tree(data)
    form = CREDIT_NOTE if tree.root.name == CREDIT_NOTE.root else INVOICE
    if form is not guess:
        tree = books[form].tree(data)
    return tree, books[form].judge(tree)
