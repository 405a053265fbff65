"""How records of core become JSON and come back: the hooks of cattrs, strict both ways.

Nothing is converted in passing: a number is no text, a text no list of characters, true is not 1, and
a field nobody knows is refused. What single values look like is in `formats.scalars`.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Final, Literal, Union, get_args, get_origin

import attrs
from cattrs import AttributeValidationNote, Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from faktura.core.check_digit import shown
from faktura.core.document import DOCUMENT_CLASSES, Document, DocumentKind
from faktura.core.errors import FakturaError
from faktura.core.wording import said
from faktura.formats.scalars import SCALARS, TAGGED, Misfit, tagged_of, tagged_text

Structure = Callable[[object, object], object]


class Within(ValueError):
    """Something is wrong at one place of a list or mapping."""

    def __init__(self, place: str, cause: Exception) -> None:
        """Say at which *place* the *cause* lies."""
        super().__init__(place)
        self.place, self.cause = place, cause


def converter(*, telling: bool) -> Converter:
    """Return a converter for everything in core; a *telling* one keeps the place of what is wrong."""
    made = Converter(detailed_validation=telling, forbid_extra_keys=True)
    for plain, name in ((str, "text"), (int, "a whole number"), (bool, "true or false")):
        made.register_structure_hook(plain, _only(plain, name))
    made.register_unstructure_hook(int, _whole)
    made.register_unstructure_hook(bool, _truth)
    made.register_unstructure_hook(float, _no_float)
    for cls, (write, read) in SCALARS.items():
        made.register_unstructure_hook(cls, write)
        made.register_structure_hook(cls, _ignoring_type(read))
    for cls in TAGGED:
        made.register_unstructure_hook(cls, tagged_text)
        made.register_structure_hook(cls, _one_of(frozenset({cls})))
    made.register_structure_hook_factory(_is_tagged_union, _tagged_union)
    made.register_structure_hook_factory(_is_literal, _literal)
    made.register_structure_hook(StrEnum, _member)  # itself a `str`, so it needs a hook of its own
    made.register_structure_hook_factory(_is_tuple, lambda cls: _tuple(cls, made))
    made.register_structure_hook_factory(_is_mapping, lambda cls: _mapping(cls, made))
    made.register_structure_hook_factory(_is_record, lambda cls: _record(cls, made, telling))
    made.register_unstructure_hook_factory(_is_document, lambda cls: _document_out(cls, made))
    made.register_structure_hook_factory(_is_document, lambda cls: _document(cls, made, telling))
    return made


# -- plain values -----------------------------------------------------------------------------------------


def _only(cls: type, name: str) -> Structure:
    def structure(value: object, _type: object) -> object:
        if type(value) is not cls:
            raise Misfit(value, name)
        return value

    return structure


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("a whole number was expected")
    return value


def _truth(value: object) -> bool:
    if type(value) is not bool:
        raise TypeError("true or false was expected")
    return value


def _no_float(_value: object) -> object:
    raise TypeError("a float is not exact")


def _ignoring_type(read: Callable[[object], object]) -> Structure:
    return lambda value, _type: read(value)


def _one_of(wanted: frozenset[type]) -> Structure:
    return lambda value, _type: tagged_of(value, wanted)


def _members(cls: object) -> frozenset[type]:
    return frozenset(get_args(cls) if get_origin(cls) in (Union, UnionType) else ())


def _is_tagged_union(cls: object) -> bool:
    members = _members(cls) - {NoneType}
    return bool(members) and members <= TAGGED


def _tagged_union(cls: object) -> Structure:
    wanted = _members(cls) - {NoneType}
    if len(wanted) == len(_members(cls)):
        return _one_of(wanted)
    return lambda value, _type: None if value is None else tagged_of(value, wanted)


def _is_literal(cls: object) -> bool:
    return get_origin(cls) is Literal


def _literal(cls: object) -> Structure:
    choices = get_args(cls)

    def structure(value: object, _type: object) -> object:
        if type(value) is not str or value not in choices:
            raise Misfit(value, " or ".join(choices))
        return value

    return structure


def _member(value: object, cls: type[StrEnum]) -> StrEnum:
    try:
        if type(value) is str:
            return cls(value)
    except ValueError:
        pass
    raise Misfit(value, " or ".join(cls))


# -- values made of values --------------------------------------------------------------------------------


def _is_tuple(cls: object) -> bool:
    return get_origin(cls) is tuple


def _tuple(cls: object, made: Converter) -> Structure:
    args = get_args(cls)
    endless = args[1:] == (...,)
    hooks = [(made.get_structure_hook(arg), arg) for arg in args if arg is not ...]

    def structure(value: object, _type: object) -> object:
        if type(value) is not list or not (endless or len(value) == len(hooks)):
            raise Misfit(value, "a list" if endless else f"a list of {len(hooks)}")
        if not made.detailed_validation and endless:
            hook, kind = hooks[0]
            return tuple([hook(one, kind) for one in value])
        pairs = hooks * len(value) if endless else hooks
        return tuple(
            _at(f"[{n}]", hook, one, kind) for n, (one, (hook, kind)) in enumerate(zip(value, pairs, strict=True))
        )

    return structure


def _at(place: str, hook: Structure, value: object, kind: object) -> object:
    try:
        return hook(value, kind)
    except Exception as error:  # whatever it is, it belongs to this place
        raise Within(place, error) from error


def _is_mapping(cls: object) -> bool:
    origin = get_origin(cls)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _mapping(cls: object, made: Converter) -> Structure:
    of_key, of_value = get_args(cls)
    key_hook, value_hook = made.get_structure_hook(of_key), made.get_structure_hook(of_value)

    def structure(value: object, _type: object) -> object:
        if type(value) is not dict:
            raise Misfit(value, "an object")
        return {
            _at("[key]", key_hook, key, of_key): _at(f"[{shown(key)}]", value_hook, one, of_value)
            for key, one in value.items()
        }

    return structure


def _is_record(cls: object) -> bool:
    return isinstance(cls, type) and attrs.has(cls) and cls not in SCALARS and cls not in TAGGED


def _record(cls: type, made: Converter, telling: bool) -> Structure:
    of_fields: Callable[..., object] = make_dict_structure_fn(
        cls, made, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=telling
    )

    def structure(value: object, _type: object) -> object:
        if type(value) is not dict:
            raise Misfit(value, "an object")
        return of_fields(value, cls)

    return structure


def _is_document(cls: object) -> bool:
    return isinstance(cls, type) and issubclass(cls, Document)


def _document_out(cls: type[Document], made: Converter) -> Callable[[Document], dict[str, object]]:
    of_fields = make_dict_unstructure_fn(cls, made)
    return lambda document: {"kind": cls.kind.value, **of_fields(document)}


def _document(cls: type[Document], made: Converter, telling: bool) -> Structure:
    """Return how a document is read: `kind` decides, and must be that of *cls* unless any is wanted."""
    if cls is Document:
        hooks = {kind.value: made.get_structure_hook(one) for kind, one in DOCUMENT_CLASSES.items()}
    else:
        hooks = {cls.kind.value: _record(cls, made, telling)}

    def structure(value: object, _type: object) -> object:
        kind = value.get("kind") if type(value) is dict else None
        if type(value) is not dict or not isinstance(kind, str) or kind not in hooks:
            raise Misfit(value, "an object whose kind is " + " or ".join(hooks))
        fields = value if cls is Document else {name: one for name, one in value.items() if name != "kind"}
        return hooks[kind](fields, DOCUMENT_CLASSES[DocumentKind(kind)])

    return structure


# -- what is wrong, and where -----------------------------------------------------------------------------


def fault(error: BaseException) -> tuple[str, str, str]:
    """Return the place of what a telling converter raised, what was found there and what was expected."""
    places: list[str] = []
    while True:
        place, inner = _step(error)
        if place:
            places.append(place)
        if inner is None:
            break
        error = inner
    path = "".join(place if place.startswith("[") else f".{place}" for place in places).lstrip(".")
    return path, *_leaf(error)


def _step(error: BaseException) -> tuple[str, BaseException | None]:
    """Return one step of the way: the place *error* is noted at, and the error within it, if any."""
    notes = [note for note in getattr(error, "__notes__", ()) if isinstance(note, AttributeValidationNote)]
    place = notes[0].name if notes else ""
    if isinstance(error, Within):
        return place + error.place, error.cause
    if isinstance(error, BaseExceptionGroup):
        return place, error.exceptions[0]
    return place, None


_UNKNOWN: Final = "a field of this version"


def _leaf(error: BaseException) -> tuple[str, str]:
    match error:
        case Misfit():
            return error.found, error.expected
        case ForbiddenExtraKeysError():
            return f"the field {shown(min(error.extra_fields))}", _UNKNOWN
        case KeyError():
            return "nothing", f"the field {error.args[0]}"
        case FakturaError():
            return "a wrong value", said(error)
        case _:
            return "a wrong value", "another"
