"""The sentences faktura says, in Swedish and in English, keyed by a code that never changes.

Each room registers its own table when it is imported; an error, a refusal, a finding and a reason
carry only the code and the facts, so a host can show them in either language, or in its own words.

>>> register({"example.late": Text(
...     en="the invoice is {days} days late; send a reminder",
...     sv="fakturan är {days} dagar sen; skicka en påminnelse")})
>>> sentence("example.late", "sv", days=12)
'fakturan är 12 dagar sen; skicka en påminnelse'
"""

from collections.abc import Mapping
from string import Formatter
from typing import Literal, Protocol, Self

from attrs import frozen

Language = Literal["sv", "en"]


@frozen
class Text:
    """One sentence in both languages; `{name}` marks a fact, the same facts in both.

    Lower case and without a full stop for errors and findings: what is wrong, what was expected,
    what to do.
    """

    en: str
    sv: str

    def facts(self, language: Language) -> frozenset[str]:
        """Return the names of the facts the sentence needs in *language*."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.say(language)) if name)

    def say(self, language: Language) -> str:
        """Return the sentence in *language*, its facts not yet filled in."""
        return self.sv if language == "sv" else self.en


_WORDING: dict[str, Text] = {}


def register(table: Mapping[str, Text]) -> None:
    """Add the sentences of one room.

    The same code twice is allowed only with the same sentence (a module imported again), so that
    two rooms never fight over one code; otherwise `ValueError`.
    """
    for code, text in table.items():
        if _WORDING.setdefault(code, text) != text:
            raise ValueError(f"the code {code!r} already has another sentence; choose a code of its own")


def codes() -> tuple[str, ...]:
    """Return every registered code, in alphabetical order."""
    return tuple(sorted(_WORDING))


def text_of(code: str) -> Text:
    """Return the registered sentence of *code*; `KeyError` when no room has registered it."""
    return _WORDING[code]


def sentence(code: str, language: Language = "en", **facts: object) -> str:
    """Return the sentence of *code* in *language* with *facts* filled in.

    An unregistered code is said as it stands, with its facts: an error message must never itself
    be the cause of an error.
    """
    text = _WORDING.get(code)
    if text is None:
        listed = ", ".join(f"{name}={value}" for name, value in facts.items())
        return f"{code} ({listed})" if listed else code
    return text.say(language).format_map(_Facts({name: _said(name, one, language) for name, one in facts.items()}))


def _said(name: str, fact: object, language: Language) -> object:
    """Return *fact* in *language*: a term, a sentence or a phrase of ours; anything else as it is."""
    if isinstance(fact, Term):
        return sentence(fact, language)
    if language == "sv" and isinstance(fact, Said):
        return fact.sv
    if language == "sv" and isinstance(fact, str):
        from faktura.core.phrases import WORDS, in_swedish

        return in_swedish(fact) if name in WORDS else fact
    return fact


class Term(str):
    """A fact that is a word of ours: the code of a registered text, said in the language of its sentence.

    >>> register({"example.letter": Text(en="letter", sv="brev"),
    ...           "example.sent": Text(en="sent by {channel}", sv="skickat som {channel}")})
    >>> sentence("example.sent", "sv", channel=Term("example.letter"))
    'skickat som brev'
    """

    __slots__ = ()


class Said(str):
    """A fact that is a whole sentence, or several: it is the English one, and has the Swedish beside it.

    >>> register({"example.refused": Text(en="refused: {why}", sv="avvisad: {why}")})
    >>> sentence("example.refused", "sv", why=Said("too late", "för sent"))
    'avvisad: för sent'
    """

    __slots__ = ("sv",)
    sv: str

    def __new__(cls, en: str, sv: str) -> Self:
        """Let it be *en*, and *sv* in Swedish."""
        made = super().__new__(cls, en)
        made.sv = sv
        return made

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (str(self), self.sv)


class Explains(Protocol):
    """What can be explained: an error, a refusal, a finding."""

    def explain(self, language: Language = "en") -> str:
        """Return the sentence."""
        ...


def said(*reasons: Explains) -> Said:
    """Return what *reasons* say, one after the other, as a fact."""
    return Said("; ".join(one.explain("en") for one in reasons), "; ".join(one.explain("sv") for one in reasons))


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
