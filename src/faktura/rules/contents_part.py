"""The parts of a draft that have a VAT treatment of their own, and how a finding about them is made."""

from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from faktura.core.document import Draft, InvoiceLine, Line
from faktura.core.errors import Finding, Severity
from faktura.core.product import ProductKind
from faktura.core.vat import Vat
from faktura.rules.wording import contents as _wording  # noqa: F401 - registers the sentences
from faktura.rules.wording.statutory import ground_of

CONTENTS: Final = "ML 17 kap. 24 §"
SIMPLIFIED_CONTENTS: Final = "ML 17 kap. 28 §"


@frozen
class Part:
    """One thing with a VAT treatment of its own: a line, a component or an adjustment, and where it stands.

    Attributes:
        ground: Why it carries no VAT, stated or by its category.
    """

    path: str
    text: str
    vat: Vat
    note: str = ""
    kind: ProductKind = ProductKind.SERVICE
    ground: str = field(init=False)

    @ground.default
    def _ground(self) -> str:
        return ground_of(self.vat)


def parts_of(draft: Draft) -> tuple[Part, ...]:
    """Return the parts of *draft*, the hidden components of a package each by themselves."""
    return tuple(_parts(draft))


def _parts(draft: Draft) -> Iterator[Part]:
    lines: tuple[Line | InvoiceLine, ...] = draft.computed.lines if draft.computed is not None else draft.lines
    for index, line in enumerate(lines):
        hidden = line.components if isinstance(line, Line) else ()
        for number, component in enumerate(hidden):
            yield Part(f"lines[{index}].components[{number}]", line.text, component.vat, line.note, line.kind)
        if not hidden:
            yield Part(f"lines[{index}]", line.text, line.vat, line.note, line.kind)
    for index, change in enumerate(draft.adjustments):
        if change.vat is not None:
            yield Part(f"adjustments[{index}]", change.text, change.vat)


def contents_section(draft: Draft, item: int, simplified_item: int = 0) -> str:
    """Return the section that asks for a content: item of 24 §, or of 28 § for a simplified invoice that has it."""
    return f"{SIMPLIFIED_CONTENTS} {simplified_item}" if draft.simplified and simplified_item else f"{CONTENTS} {item}"


def finding(code: str, path: str, *, severity: Severity = "error", law: str = CONTENTS, **facts: str) -> Finding:
    """Return the finding *code* at *path*; the sentences are in `rules.wording.contents`."""
    return Finding(code=code, path=path, severity=severity, law=law, facts=tuple(facts.items()))
