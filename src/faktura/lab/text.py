"""Tables as aligned text, and as HTML for a notebook."""

from collections.abc import Sequence
from html import escape


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return *rows*, the head first, as columns: numbers to the right, everything else to the left.

    >>> print(aligned([("kind", "count"), ("ocr", "12"), ("none", "3")]))
    kind  count
    ocr      12
    none      3
    """
    if not rows:
        return ""
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    right = [all(_number(row[at]) for row in rows[1:]) and len(rows) > 1 for at in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if flush else cell.ljust(width)
            for cell, width, flush in zip(row, widths, right, strict=True)
        )
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def html_table(rows: Sequence[Sequence[str]]) -> str:
    """Return *rows*, the head first, as an HTML table, every text escaped.

    >>> html_table([("name",), ("<b>",)])
    '<table><tr><th>name</th></tr><tr><td>&lt;b&gt;</td></tr></table>'
    """
    tags = ("th", *("td" for _ in rows[1:]))
    lines = ("".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) for tag, row in zip(tags, rows, strict=True))
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _number(cell: str) -> bool:
    return cell in ("", "-") or cell.replace(".", "", 1).removeprefix("-").isdigit()
