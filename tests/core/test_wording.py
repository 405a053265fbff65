"""Every sentence in every room: both languages, the same facts, and a code for everything raised."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import faktura
from faktura.core import errors
from faktura.core.wording import Text, codes, register, sentence, text_of

PACKAGE = Path(faktura.__path__[0])


def every_module() -> Iterator[str]:
    """The name of each module of the package, the command line's too: it runs when it is called, not when it is imported."""
    for module in pkgutil.walk_packages(faktura.__path__, "faktura."):
        yield module.name


@pytest.fixture(scope="module")
def registered() -> tuple[str, ...]:
    """All codes, once every room has been entered."""
    for name in every_module():
        importlib.import_module(name)
    return tuple(code for code in codes() if not code.startswith(("test.", "example.")))


def test_every_code_is_said_in_both_languages_with_the_same_facts(registered: tuple[str, ...]) -> None:
    """Neither is empty, neither is the other, and neither lacks a fact the other has."""
    assert len(registered) > 40
    for code in registered:
        text = text_of(code)
        assert text.facts("en") == text.facts("sv"), code
        assert text.en.strip(), code
        assert text.sv.strip(), code
        assert text.en != text.sv, code
        assert text.en == text.en.strip(), code
        assert text.sv == text.sv.strip(), code


def test_facts_are_plain_names(registered: tuple[str, ...]) -> None:
    """No position and no attribute: `{0}` or `{buyer.name}` would fail, or reach into a value."""
    for code in registered:
        for fact in text_of(code).facts("en") | text_of(code).facts("sv"):
            assert re.fullmatch("[a-z_][a-z0-9_]*", fact, re.ASCII), (code, fact)


def test_every_sentence_can_be_said_without_its_facts(registered: tuple[str, ...]) -> None:
    """A format specification such as `{amount:.2f}` would break on a missing fact."""
    for code in registered:
        for language in ("en", "sv"):
            assert sentence(code, "sv" if language == "sv" else "en")
            specifications = [spec for _, _, spec, _ in Formatter().parse(text_of(code).say("en")) if spec]
            assert specifications == [], code


def test_codes_are_stable_names(registered: tuple[str, ...]) -> None:
    """Words and numbers joined by points, hyphens and underscores, as hosts store them."""
    for code in registered:
        assert re.fullmatch(r"[A-Za-z0-9]+([._-][A-Za-z0-9]+)*", code, re.ASCII), code


def literal_codes(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """Each code written out where an error, a refusal or a finding is made; true for a finding."""
    raised = {
        name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, errors.FakturaError)
    } - {"MalformedFile", "NotExpressible"}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        named = next((keyword.value for keyword in node.keywords if keyword.arg == "code"), None)
        first = node.args[0] if node.args else named
        if name in raised | {"Refused", "Finding"} and isinstance(first, ast.Constant):
            yield str(first.value), name == "Finding"


def test_every_code_written_out_in_the_source_has_its_sentence(registered: tuple[str, ...]) -> None:
    """What is raised or returned can be explained; a finding also says what to do."""
    known, missing = set(registered), []
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for code, finding in literal_codes(tree):
            wanted = [code, f"{code}.remedy"] if finding else [code]
            missing += [f"{path.relative_to(PACKAGE)}: {one}" for one in wanted if one not in known]
    assert missing == []


def test_the_search_for_codes_sees_them() -> None:
    """By name, by attribute, by position and by keyword; a code put together is left to its own room's tests."""
    source = (
        "raise InputError('a.b')\nraise errors.LawNotKnown('c', day=1)\nRefused(code='d')\nFinding(code='e', path='')\n"
        "raise InputError(f'x.{y}')\nraise ValueError('z')"
    )
    assert list(literal_codes(ast.parse(source))) == [("a.b", False), ("c", False), ("d", False), ("e", True)]


def test_two_rooms_never_fight_over_a_code() -> None:
    """The same sentence again is a module imported again; another one is a mistake."""
    text = Text(en="one", sv="en")
    register({"test.taken": text})
    register({"test.taken": Text(en="one", sv="en")})
    with pytest.raises(ValueError, match=r"test\.taken"):
        register({"test.taken": Text(en="two", sv="två")})
    assert text_of("test.taken") is text


def test_what_is_missing_is_seen_and_breaks_nothing() -> None:
    """A forgotten fact stays as its name, an unknown code is said with its facts."""
    register({"test.facts": Text(en="{one} of {two}", sv="{one} av {two}")})
    assert sentence("test.facts", "sv", one=1) == "1 av {two}"
    assert sentence("test.facts", one=1, two=2, three=3) == "1 of 2"
    assert sentence("test.nobody") == "test.nobody"
    with pytest.raises(KeyError):
        text_of("test.nobody")


def test_facts_of_a_sentence_are_found() -> None:
    """Each once, in either language, doubled braces being text."""
    text = Text(en="{a} {b} {a} {{c}}", sv="{b} {a}")
    assert text.facts("en") == text.facts("sv") == {"a", "b"}
