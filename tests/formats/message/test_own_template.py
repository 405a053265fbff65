"""A host's own letter text: filled with plain values, escaped, and kept from everything else."""

import pytest
from hypothesis import given

from faktura.core.document import Invoice
from faktura.core.errors import InputError, RuleRefused
from faktura.desk.own_letters import render_all
from faktura.formats.message.own_template import MOST_TEMPLATE, Plain, render, values_of
from faktura.testing.identities import PERSONS
from faktura.testing.strategies import invoices

VALUES: dict[str, Plain] = {
    "number": "1042",
    "lines": [{"text": "Städning", "amount": "500,00 kr"}],
    "who": "<b>Åsa</b>",
    "n": 3,
}

ATTACKS = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ number.__class__ }}",
    "{{ number.format() }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ lines.append(1) }}",
    "{{ lines.__len__() }}",
    "{{ self }}{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ namespace(x=1) }}",
    "{{ lipsum() }}",
    "{{ config }}",
    "{{ number|attr('__class__') }}",
    "{{ [1]|map('upper') }}",
    "{{ number|tojson }}",
    "{% include 'layout.html.jinja' %}",
    "{% import 'x' as x %}",
    "{% extends 'layout.text.jinja' %}",
    "{{ 'x' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ '%s' % number }}",
    "{{ range(1000000000) }}",
    "{{ unknown }}",
    "{{ lines[5] }}",
    "{{ 1 / 0 }}",
    "{% for",
    "{{ caller() }}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{{ joiner.__init__.__globals__['os'] }}",
    "{{ range.__globals__ }}",
    "{{ loop }}",
    "{% for x in lines %}{{ loop.__class__ }}{{ loop.previtem.__class__ }}{{ loop.cycle('a') }}{% endfor %}",
]


def test_what_a_letter_needs() -> None:
    """Values, loops with their position, conditions and the filters for text."""
    template = (
        "{{ number }}{% for line in lines %} {{ loop.index }}. {{ line.text|upper }} {{ line['amount'] }}{% endfor %}"
        "{% if n > 2 %} {{ n * 2 + 1 }}{% endif %}{{ '' if number else 'x' }}"
    )
    assert render(template, VALUES) == "1042 1. STÄDNING 500,00 kr 7"


def test_values_are_escaped_in_html_and_stand_as_they_are_in_text() -> None:
    """A customer's name is no markup."""
    assert render("<p>{{ who }}</p>", VALUES, html=True) == "<p>&lt;b&gt;Åsa&lt;/b&gt;</p>"
    assert render("{{ who }}", VALUES) == "<b>Åsa</b>"


@pytest.mark.parametrize("attack", ATTACKS)
def test_attacks_are_refused(attack: str) -> None:
    """Attributes, methods, other templates, growth, what is not there: a typed refusal that repeats nothing of it."""
    with pytest.raises(RuleRefused) as refused:
        render(attack, VALUES)
    assert "__" not in str(refused.value)


def test_limits() -> None:
    """Of the template, and of what it makes."""
    with pytest.raises(RuleRefused) as refused:
        render("x" * (MOST_TEMPLATE + 1), {})
    assert refused.value.code == "template.long"
    with pytest.raises(RuleRefused) as refused:
        render("{% for a in range(99999) %}{{ number }}{% endfor %}", VALUES)
    assert refused.value.code == "template.output"


@pytest.mark.parametrize(
    "value", [object(), 1.5, b"x", {1: "a"}, {"a": {"b": object()}}, [[[[[[[["x"]]]]]]]], str.upper]
)
def test_only_plain_values_come_in(value: object) -> None:
    """Nothing with methods, no float, no depth without end."""
    with pytest.raises(InputError):
        render("", {"x": value})  # type: ignore[dict-item]


@given(invoices())
def test_the_values_of_an_invoice_hold_no_identity_number(invoice: Invoice) -> None:
    """And every one of them can be said."""
    text = render("{{ number }} {{ amount_due }} {% for x in lines %}{{ x.text }}{% endfor %}", values_of(invoice))
    assert invoice.number in text
    everything = str(values_of(invoice))
    assert not any(person.full[2:] in everything for person in PERSONS)


def test_letters_are_rendered_together_in_a_process_of_their_own() -> None:
    """The same texts, Swedish letters and all; a refusal comes back as itself."""
    assert render_all("Hej {{ who }}!", [VALUES, {"who": "Örjan"}]) == ("Hej <b>Åsa</b>!", "Hej Örjan!")
    with pytest.raises(RuleRefused) as refused:
        render_all("{{ number.__class__ }}", [VALUES])
    assert refused.value.code == "template.refused"


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set x = range(99999)|join('" + "x" * 40_000 + "') %}",
    ],
    ids=["time", "memory"],
)
def test_a_template_without_end_is_ended(endless: str) -> None:
    """By the clock, or by its memory; the process that asked goes on."""
    with pytest.raises(RuleRefused):
        render_all(endless, [VALUES], seconds=2)
