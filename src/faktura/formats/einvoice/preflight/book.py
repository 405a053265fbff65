"""The frame of every pre-flight: rules as data, and one way to run them.

A `Check` is one assertion with its official id. A `Rule` says at which elements it is asserted, as
Schematron's rule contexts do: *at* is the end of a path (`PaymentMeans/CardAccount`) or, with a
slash before it, the whole (`/Invoice/AllowanceCharge`), and *when* narrows it. In each `Pattern` the
first rule that fits an element is the only one that speaks of it. A `RuleBook` runs its patterns over a file:

>>> from faktura.core.wording import Text
>>> named = Check("X-1", lambda node: node.has("Name"), Text(en="a name is missing", sv="namn saknas"),
...               Text(en="give a name", sv="ange ett namn"))
>>> book = RuleBook("example", ((Rule("Item", (named,)),),))
>>> [(one.code, one.path) for one in book.findings(b"<List><Item/><Item><Name>a</Name></Item></List>")]
[('X-1', 'List/Item[1]')]
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import InvalidOperation, localcontext
from functools import partial
from typing import Final

from attrs import field, frozen

from faktura.core.errors import Finding, Severity
from faktura.core.rounding import EXACT
from faktura.core.wording import Text, register
from faktura.formats.einvoice.preflight.grow import grow
from faktura.formats.einvoice.preflight.schema import Schema
from faktura.formats.einvoice.preflight.tree import Element, Place, Tree

Holds = Callable[[Element], bool]
"""Whether a rule is kept by an element; the whole document is its `tree`. A value the rule cannot read raises `ValueError`."""

Facts = Callable[[Element], tuple[tuple[str, str], ...]]
"""The names and texts of what a sentence says of an element."""

_MOST_PLACES: Final = 20_000


@frozen
class Check:
    """One assertion: its official id, the test, and what is said when it does not hold.

    Attributes:
        code: The official id, `BR-CO-10`.
        holds: True when all is well.
        says: What is wrong, in our own words.
        remedy: What to do about it.
        facts: What fills the sentences, worked out of the element only when the rule is broken.
        twice: Names of which some must stand twice below one element before the rule can be broken; none: it always can.
    """

    code: str
    holds: Holds
    says: Text
    remedy: Text
    severity: Severity = "error"
    facts: Facts | None = None
    twice: frozenset[str] = frozenset()


@frozen
class Rule:
    """The checks made at some elements: those whose path ends with one of *at*, and for which *when* is true.

    Attributes:
        at: Ends of paths; with a slash before it, the whole path; with `*`, any end of the last name.
        checks: What is asserted there.
        when: Narrows the elements; none: all of them.
        outside: Parts of paths where the rule is silent.
        by, cases: Instead of *checks*: a key of the element, and the checks for each; an element
            with another key is not meant.
        plain: Whether every element at its place is meant.
    """

    at: str | tuple[str, ...]
    checks: tuple[Check, ...] = ()
    when: Holds | None = None
    outside: tuple[str, ...] = ()
    by: Callable[[Element], str] | None = None
    cases: Mapping[str, tuple[Check, ...]] = field(factory=dict)
    plain: bool = field(init=False, repr=False)

    @plain.default
    def _plain(self) -> bool:
        return self.when is None and self.by is None

    @property
    def every(self) -> "tuple[Check, ...]":
        """All checks of the rule."""
        return (*self.checks, *(check for checks in self.cases.values() for check in checks))

    def speaks_at(self, path: str) -> bool:
        """Whether an element with the *path* `/Invoice/.../Name` can be meant."""
        ends = (self.at,) if isinstance(self.at, str) else self.at
        return any(map(partial(_ends, path), ends)) and not any(one in path for one in self.outside)

    def checks_of(self, node: Element) -> "tuple[Check, ...] | None":
        """Return what is asserted of *node*; nothing at all when the rule does not mean it."""
        try:
            if self.by is not None:
                return self.cases.get(self.by(node))
            return self.checks if self.when is None or self.when(node) else None
        except (ValueError, InvalidOperation):
            return None


def _ends(path: str, end: str) -> bool:
    if end.startswith("*"):
        return path.endswith(end[1:])
    return path == end if end.startswith("/") else path.endswith(f"/{end}")


Pattern = tuple[Rule, ...]
Gate = Callable[[Tree], bool]
"""A condition on the whole document, asked once."""


@frozen
class Gated:
    """A pattern for some documents only: those of one country, say."""

    only: Gate
    rules: Pattern


Rules = tuple[tuple[Gate | None, tuple[Check, ...], tuple[Pattern, ...]], ...]
"""For each gate: what is always asserted at a place, and the patterns of which the element itself picks a rule."""


@frozen
class RuleBook:
    """The rules of one format, or of several layers of it, and the way to run them.

    Attributes:
        format: The format's name, as `show` prints it.
        patterns: In each, the first rule that fits an element speaks.
        blank: The check that no element is empty, if the format has one.
        whole: Further findings about the tree as a whole: structure, elements that have no place.
        schema: The types of the format, if it is known; without one the names in rules are local.
        limits: What *whole* wants to have worked out of each path once; it is kept on the `Place`.
    """

    format: str
    patterns: tuple[Pattern | Gated, ...]
    blank: Check | None = None
    whole: tuple[Callable[[Tree], Iterator[Finding]], ...] = ()
    schema: Schema | None = None
    limits: Callable[[str], object] | None = None
    _tops: dict[str, Place] = field(factory=dict, init=False, repr=False, eq=False)
    _count: list[int] = field(factory=lambda: [0], init=False, repr=False, eq=False)
    _gates: tuple[Gate, ...] = field(init=False, repr=False, eq=False)

    @_gates.default
    def _every_gate(self) -> tuple[Gate, ...]:
        return tuple(one.only for one in self.patterns if isinstance(one, Gated))

    def __attrs_post_init__(self) -> None:
        """Make the sentences of every check known."""
        rules = [rule for one in self.patterns for rule in (one.rules if isinstance(one, Gated) else one)]
        checks = [check for rule in rules for check in rule.every]
        for check in [*checks, *([self.blank] if self.blank else [])]:
            register({check.code: check.says, f"{check.code}.remedy": check.remedy})

    def tree(self, data: bytes) -> Tree:
        """Return *data* as a tree whose elements know their rules.

        Raises:
            MalformedFile: No well-formed XML, a document type, too many levels.
        """
        return grow(data, self.format, self._top, self._find)

    def findings(self, data: bytes) -> tuple[Finding, ...]:
        """Return everything that breaks a rule in *data*: the structure first, then the rules in the file's order."""
        tree = self.tree(data)
        found = self.judge(tree)
        tree.forget()
        return found

    def judge(self, tree: Tree) -> tuple[Finding, ...]:
        """Return everything that breaks a rule in *tree*."""
        first = [one for part in self.whole for one in part(tree)]
        broken: list[tuple[Check, Element]] = []
        repeated = tree.repeated
        if self.blank is not None:
            broken += [(self.blank, node) for node in tree.blank]
        with localcontext(EXACT):
            open_gates = {gate: _opens(gate, tree) for gate in self._gates}
            for place, nodes in tree.places.items():
                for gate, always, patterns in place.rules:
                    if gate is None or open_gates[gate]:
                        for check in always:
                            if check.twice and repeated.isdisjoint(check.twice):
                                continue
                            holds, begun = check.holds, len(broken)
                            try:
                                for node in nodes:
                                    if not holds(node):
                                        broken.append((check, node))
                            except (ValueError, InvalidOperation):
                                _each(check, nodes, broken, begun)
                        for pattern in patterns:
                            _by_pattern(pattern, nodes, broken)
            if not broken:
                return tuple(first)
            order = tree.order()
            broken.sort(key=lambda one: order[id(one[1].element)])
            return (*first, *(_finding(check, node) for check, node in broken))

    def _top(self, tag: str) -> Place:
        """Return the place of the root; a file full of names of its own is not remembered without end."""
        if tag in self._tops:
            return self._tops[tag]
        place = self._place(tag, None)
        if len(self._tops) < _MOST_PLACES:
            self._tops[tag] = place
        return place

    def _find(self, parent: Place, tag: str) -> Place:
        """Return the place of *tag* below *parent*."""
        place = self._place(tag, parent)
        if self._count[0] < _MOST_PLACES:
            self._count[0] += 1
            parent.below[tag] = place
        return place

    def _place(self, tag: str, parent: Place | None) -> Place:
        name = tag.rpartition("}")[2] if self.schema is None else self.schema.named(tag)
        path = f"/{name}" if parent is None else f"{parent.path}/{name}"
        place = Place(name, path, self._rules(path))
        if self.schema is not None:
            self.schema.settle(place, parent)
        if self.limits is not None:
            place.limits = self.limits(path)
        return place

    def _rules(self, path: str) -> Rules:
        """Return, behind each gate, what is always asserted at *path*, and where the element itself decides."""
        found: dict[Gate | None, tuple[list[Check], list[Pattern]]] = {}
        for pattern in self.patterns:
            gate, rules = (pattern.only, pattern.rules) if isinstance(pattern, Gated) else (None, pattern)
            some = tuple(rule for rule in rules if rule.speaks_at(path))
            if some:
                always, patterns = found.setdefault(gate, ([], []))
                if some[0].plain:
                    always += some[0].checks
                else:
                    patterns.append(some)
        return tuple((gate, tuple(always), tuple(patterns)) for gate, (always, patterns) in found.items())


def _opens(gate: Gate, tree: Tree) -> bool:
    """Whether *gate* lets the document through; one that cannot be answered does not."""
    try:
        return gate(tree)
    except (ValueError, InvalidOperation):
        return False


def _each(check: Check, nodes: list[Element], broken: list[tuple[Check, Element]], begun: int) -> None:
    """Add to *broken* each of *nodes* for which *check* does not hold, when some of them cannot be read.

    A value is no number, date or truth value: the schema's own finding tells of it.
    """
    del broken[begun:]
    for node in nodes:
        try:
            if not check.holds(node):
                broken.append((check, node))
        except (ValueError, InvalidOperation):
            continue


def _by_pattern(pattern: Pattern, nodes: list[Element], broken: list[tuple[Check, Element]]) -> None:
    """Add to *broken* what each of *nodes* breaks of the first rule in *pattern* that means it."""
    for node in nodes:
        for rule in pattern:
            checks = rule.checks_of(node)
            if checks is not None:
                for check in checks:
                    try:
                        if not check.holds(node):
                            broken.append((check, node))
                    except (ValueError, InvalidOperation):
                        continue
                break


def _finding(check: Check, node: Element) -> Finding:
    try:
        facts = check.facts(node) if check.facts is not None else ()
    except (ValueError, InvalidOperation):
        facts = ()
    facts = (*facts, ("line", str(node.line)))
    return Finding(code=check.code, path=node.path, severity=check.severity, facts=facts)
