"""Tables as aligned text."""

from collections.abc import Sequence


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


def _number(cell: str) -> bool:
    return cell in ("", "-") or cell.replace(".", "", 1).removeprefix("-").isdigit()
