"""Rules on what a Svefaktura 1.0 refers to, and on the period it is about."""

from typing import Final

from faktura.core.wording import Text
from faktura.formats.einvoice.preflight.book import Holds, Pattern
from faktura.formats.einvoice.preflight.tree import Element
from faktura.formats.einvoice.preflight.values import day
from faktura.formats.einvoice.xpath import time_of
from faktura.formats.svefaktura.preflight.head import COUNT_OR_KIND, COUNT_OR_KIND_REMEDY, is_whole
from faktura.formats.svefaktura.preflight.rule import rule

_KINDS: Final = "[CT][ACD][DQ][ATS]"
_AGENCY: Final = "identificationSchemeAgencyName"
_SCHEME: Final = "identificationSchemeID"
_SFTI: Final = "SFTI"
_AT: Final = "/Invoice/AdditionalDocumentReference/ID"
_PERIOD: Final = "/Invoice/InvoicingPeriod"

_AGREE: Final = Text(
    en="agree with the buyer on what it means, or use SFTI's own kinds",
    sv="kom överens med köparen om vad det betyder, eller använd SFTI:s egna sorter",
)
_SAY_SFTI: Final = Text(
    en="state SFTI as the agency of CT, ACD, DQ and ATS", sv="ange SFTI som utgivare av CT, ACD, DQ och ATS"
)


def _is_sfti(node: Element) -> bool:
    return node.attributes.get(_AGENCY) == _SFTI


def _is_known(node: Element) -> bool:
    return f"[{node.attributes.get(_SCHEME, '')}]" in _KINDS


def _stated(*, agency: bool, scheme: bool) -> Holds:
    """Return whether the attributes of a reference are there as given."""
    return lambda node: (_AGENCY in node.attributes, _SCHEME in node.attributes) == (agency, scheme)


def _in_order(period: Element) -> bool:
    start, end = period.texts("StartDateTime"), period.texts("EndDateTime")
    return bool(start and end) and time_of(end[0]) >= time_of(start[0])


def _over(period: Element) -> bool:
    """Whether the period had ended when the invoice was issued."""
    end, issued = period.texts("EndDateTime"), period.tree.root.texts("IssueDate")
    return bool(end and issued) and day(end[0].partition("T")[0]) <= day(issued[0])


REFERENCES: Final[tuple[Pattern, ...]] = (
    rule(
        79,
        "/Invoice/RequisitionistDocumentReference/ID",
        lambda node: bool(node.text.replace(" ", "")),
        Text(en="the buyer's reference is empty", sv="beställarreferensen är tom"),
        Text(en="state the reference the buyer has given", sv="ange den referens som köparen har gett"),
    ),
    rule(
        84,
        _AT,
        lambda node: _is_sfti(node) or _is_known(node),
        Text(
            en="the kind of reference is by an agency other than SFTI",
            sv="referensens sort kommer från någon annan än SFTI",
        ),
        _AGREE,
        "information",
        when=_stated(agency=True, scheme=True),
    ),
    rule(
        85,
        _AT,
        _is_sfti,
        Text(
            en="the reference names an agency other than SFTI, and no kind",
            sv="referensen anger någon annan än SFTI som utgivare, och ingen sort",
        ),
        _AGREE,
        "information",
        when=_stated(agency=True, scheme=False),
    ),
    rule(
        86,
        _AT,
        lambda node: not _is_known(node),
        Text(en="SFTI's kind of reference stands without its agency", sv="SFTI:s sort av referens anges utan utgivare"),
        _SAY_SFTI,
        "warning",
        when=_stated(agency=False, scheme=True),
    ),
    rule(
        87,
        _AT,
        _is_known,
        Text(en="the kind of reference is none of SFTI's", sv="referensens sort är ingen av SFTI:s"),
        _AGREE,
        "information",
        when=_stated(agency=False, scheme=True),
    ),
    rule(
        29,
        _AT,
        _is_known,
        COUNT_OR_KIND,
        COUNT_OR_KIND_REMEDY,
        "information",
        when=lambda node: _is_sfti(node) and _SCHEME in node.attributes,
    ),
    rule(
        30,
        _AT,
        lambda _: False,
        Text(en="a reference by SFTI's rules does not say its kind", sv="en referens enligt SFTI saknar sort"),
        COUNT_OR_KIND_REMEDY,
        "warning",
        when=lambda node: _is_sfti(node) and _SCHEME not in node.attributes,
    ),
    rule(
        31,
        _AT,
        _is_sfti,
        Text(
            en="SFTI's kind of reference stands with another agency",
            sv="SFTI:s sort av referens anges med annan utgivare",
        ),
        _SAY_SFTI,
        "warning",
        when=lambda node: _AGENCY in node.attributes and _is_known(node),
    ),
    rule(
        80,
        _PERIOD,
        is_whole,
        Text(en="the period lacks its start or its end", sv="perioden saknar början eller slut"),
        Text(en="state both", sv="ange båda"),
    ),
    rule(
        81,
        _PERIOD,
        _in_order,
        Text(en="the period does not end after its start", sv="perioden slutar inte efter sin början"),
        Text(en="check start and end", sv="kontrollera början och slut"),
        "warning",
    ),
    rule(
        82,
        _PERIOD,
        _over,
        Text(
            en="the invoice was issued before its period had ended",
            sv="fakturan ställdes ut innan dess period var slut",
        ),
        Text(en="check the period, or the date of issue", sv="kontrollera perioden eller fakturadatumet"),
        "warning",
    ),
)
