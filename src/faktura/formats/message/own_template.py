"""A host's own letter text: a jinja2 template that only the sandbox runs, on plain values and within limits.

What a sender's administrator may write is not code of ours: the template sees texts, numbers, and lists of them, no object with methods; it
loads no other template; and it may not grow beyond a limit. A loop can still take long, which no limit in here
can stop: `desk.own_letters` runs it in a process of its own, with a limit of time and memory.

>>> render("Hej {{ name }}! Betala {{ amount }} senast {{ due_date }}.",
...        {"name": "Kund AB", "amount": "1 250,50 kr", "due_date": "2026-12-01"})
'Hej Kund AB! Betala 1 250,50 kr senast 2026-12-01.'
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from faktura.core.document import Document
from faktura.core.errors import InputError, RuleRefused
from faktura.core.wording import Text, register
from faktura.formats.swedish import currency, day, percent, price, quantity

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Plain = str | int | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a template may see."""

MOST_TEMPLATE: Final = 50_000
"""Characters of a template."""

MOST_OUTPUT: Final = 200_000
"""Characters of what it makes."""

_DEEPEST: Final = 6
_FILTERS: Final = (
    "capitalize", "default", "e", "escape", "first", "join", "last", "length", "lower", "replace", "round", "sort", "sum",
    "title", "trim", "truncate", "unique", "upper", "wordcount",
)  # fmt: skip
_TESTS: Final = ("defined", "undefined", "none", "string", "number", "boolean", "true", "false", "even", "odd", "in",
                 "eq", "ne", "lt", "le", "gt", "ge", "==", "!=", "<", "<=", ">", ">=")  # fmt: skip


def render(template: str, values: Mapping[str, Plain], *, html: bool = False) -> str:
    """Return *template* filled with *values*; with *html* everything that comes from them is escaped.

    Raises:
        InputError: A value is no plain one.
        RuleRefused: The template is too long, is no template, asks for what it may not or for what is not there, or makes
            too much; what it holds is not repeated.
    """
    from jinja2 import TemplateError

    _check(values, depth=0)
    if len(template) > MOST_TEMPLATE:
        raise RuleRefused("template.long", most=MOST_TEMPLATE)
    parts: list[str] = []
    size = 0
    try:
        for part in _sandbox(html).from_string(template).generate(dict(values)):
            parts.append(part)
            size += len(part)
            if size > MOST_OUTPUT:
                raise RuleRefused("template.output", most=MOST_OUTPUT)
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        raise RuleRefused("template.refused", reason=type(error).__name__, line=line or 0) from None
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, MemoryError) as error:
        raise RuleRefused("template.refused", reason=type(error).__name__, line=0) from None
    return "".join(parts)


def _check(value: object, *, depth: int) -> None:
    if depth > _DEEPEST:
        raise InputError("template.value", kind="deep nesting")
    if type(value) in (str, int, bool, type(None)):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if type(key) is not str:
                raise InputError("template.value", kind=type(key).__name__)
            _check(inner, depth=depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            _check(inner, depth=depth + 1)
    else:
        raise InputError("template.value", kind=type(value).__name__)


@cache
def _sandbox(html: bool) -> "ImmutableSandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Plain values have no attributes and nothing to call: names after a point are keys, and keys only."""

        intercepted_binops = frozenset({"*", "**", "%"})

        def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:  # noqa: ARG002 - the library's form
            """Allow no attribute, so that no method is ever reached; of a loop, where it stands."""
            return type(obj).__module__ == "jinja2.runtime" and attr in _LOOP

        def is_safe_callable(self, obj: object) -> bool:
            """Allow what jinja itself offers, and nothing that a value brought along."""
            return obj in self.globals.values() or getattr(obj, "__module__", "").startswith("jinja2.runtime")

        def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
            """Let numbers be multiplied, never texts or lists, and let nothing be raised to a power."""
            numbers = all(type(one) is int and abs(one) < _LARGEST for one in (left, right))
            if operator == "**" or not numbers:
                raise RuleRefused("template.refused", reason="SecurityError", line=0)
            return super().call_binop(context, operator, left, right)  # type: ignore[arg-type]

    made = Sandbox(autoescape=html, undefined=StrictUndefined, keep_trailing_newline=True)
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests = {name: made.tests[name] for name in _TESTS}
    made.globals = {"range": made.globals["range"]}
    return made


_LARGEST: Final = 10**15
_LOOP: Final = frozenset({"index", "index0", "first", "last", "length"})


def values_of(document: Document) -> Mapping[str, Plain]:
    """Return what a letter about *document* may say, as texts in its language: no identity number is among them.

    Keys: `number`, `kind`, `issue_date`, `due_date`, `amount_due`, `vat`, `total`, `currency`, `reference`, `accounts`,
    `seller`, `seller_email`, `seller_phone`, `buyer`, `buyer_reference`, and `lines` with `text`, `quantity`, `price`,
    `amount`, `vat_percent`. When the buyer is not to pay (Autogiro, a card) `reference` is empty and there are no `accounts`.
    """
    language, totals = document.language, document.totals
    paid = document.payment if document.payment is not None and document.payment.buyer_pays else None
    return {
        "number": document.number,
        "kind": document.kind.value,
        "issue_date": day(document.issue_date),
        "due_date": day(document.due_date) if document.due_date else "",
        "amount_due": currency(document.amount_due, language),
        "vat": currency(totals.vat, language),
        "total": currency(totals.with_vat, language),
        "currency": document.amount_due.currency,
        "reference": paid.reference if paid is not None else "",
        "accounts": [str(account) for account in paid.accounts] if paid is not None else [],
        "seller": document.seller.name,
        "seller_email": document.seller.email,
        "seller_phone": document.seller.phone,
        "buyer": "" if document.buyer.protected else document.buyer.name,
        "buyer_reference": document.buyer_reference,
        "lines": [
            {
                "text": line.text,
                "quantity": quantity(line.quantity, language),
                "price": price(line.price, language),
                "amount": currency(line.net, language),
                "vat_percent": percent(line.vat.percent, language) if line.vat.percent is not None else "",
            }
            for line in document.lines
        ],
    }


register(
    {
        "template.value": Text(
            en="a template sees texts, whole numbers and lists of them, not {kind}; write the value as text",
            sv="en mall ser texter, heltal och listor av dem, inte {kind}; skriv värdet som text",
        ),
        "template.long": Text(
            en="the template has more than {most} characters; shorten it",
            sv="mallen har mer än {most} tecken; korta den",
        ),
        "template.output": Text(
            en="the template makes more than {most} characters; shorten its loops",
            sv="mallen ger mer än {most} tecken; korta dess slingor",
        ),
        "template.refused": Text(
            en="the template cannot be used ({reason}, line {line}); use only the values offered and plain jinja2",
            sv="mallen kan inte användas ({reason}, rad {line}); använd bara de värden som erbjuds och enkel jinja2",
        ),
    }
)
