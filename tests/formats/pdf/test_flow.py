"""Blocks on pages: nothing is lost, nothing runs over the edge, what belongs together stays together."""

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from faktura.formats.pdf.flow import Block, Frame, Keep, paginate, space
from faktura.formats.pdf.page import Page, Pen

FRAME = Frame(first=300, later=80, end=700)
PEN = Pen()
Drawing = list[tuple[int, str, float, float]]


def lay(blocks: list[tuple[str, float, Keep, bool, bool]], titles: bool = True) -> Drawing:
    """Lay blocks out and tell, in order, each one's page, name, upper and lower edge."""
    pages: list[Page] = []
    result: Drawing = []

    def new_page() -> Page:
        pages.append(Page(PEN))
        return pages[-1]

    def drawer(name: str, height: float) -> Callable[[Page, float], None]:
        return lambda page, y: result.append((pages.index(page), name, y, y + height))

    made = [
        Block(height=height, draw=drawer(name, height), keep=keep, table=table, bottom=bottom)
        for name, height, keep, table, bottom in blocks
    ]
    paginate(made, FRAME, Block(height=23, draw=drawer("titles", 23)) if titles else None, new_page)
    return result


def row(name: str, height: float = 20, keep: Keep = Keep.NOT) -> tuple[str, float, Keep, bool, bool]:
    return (name, height, keep, True, False)


def plain(name: str, height: float = 20, keep: Keep = Keep.NOT) -> tuple[str, float, Keep, bool, bool]:
    return (name, height, keep, False, False)


@given(
    st.lists(
        st.tuples(st.floats(1, 200), st.sampled_from(list(Keep)), st.booleans()),
        min_size=1,
        max_size=60,
    )
)
def test_every_block_is_drawn_once_in_order_and_inside_the_frame(drafts: list[tuple[float, Keep, bool]]) -> None:
    """Whatever the ties, and however much there is: nothing clipped, nothing on top of anything else."""
    blocks = [(str(n), height, keep, table, False) for n, (height, keep, table) in enumerate(drafts)]
    result = lay(blocks)
    assert [name for _, name, _, _ in result if name != "titles"] == [str(n) for n in range(len(drafts))]
    for page, _, top, bottom in result:
        assert top >= (FRAME.first if page == 0 else FRAME.later) - 1e-6
        assert bottom <= FRAME.end + 1e-6
    for (page, _, _, bottom), (following, _, top, _) in pairwise(result):
        assert following > page or top >= bottom - 1e-6


def test_a_page_that_begins_with_a_row_has_the_column_titles() -> None:
    """The first page holds titles of 23 points and 18 rows of 20; the next row begins page 2 below titles of its own."""
    result = lay([row(f"row {n}") for n in range(1, 31)])
    second = [name for page, name, _, _ in result if page == 1]
    assert second[0] == "titles"
    assert second[1] == "row 19"


def test_totals_take_the_last_rows_along() -> None:
    """No page begins with the totals."""
    rows = [row(f"row {n}") for n in range(1, 18)]
    rows += [row("last but one", keep=Keep.FIRMLY), row("last", keep=Keep.FIRMLY)]
    result = lay([*rows, plain("totals", 60)])
    assert [name for page, name, _, _ in result if page == 1] == ["titles", "last but one", "last", "totals"]


def test_the_payment_part_stands_at_the_foot_and_not_alone() -> None:
    """What comes before it goes along when the page is full."""
    rows = [row(f"row {n}") for n in range(1, 18)]
    rows += [row("last", keep=Keep.FIRMLY), plain("totals", 30, Keep.LOOSELY)]
    result = lay([*rows, ("payment", 60, Keep.NOT, False, True)])
    assert [name for page, name, _, _ in result if page == 1] == ["titles", "last", "totals", "payment"]
    assert result[-1][3] == FRAME.end


def test_a_long_end_does_not_leave_a_page_empty() -> None:
    """A deduction and statements that do not fit below few rows give up their ties instead of moving all of it."""
    blocks = [row("row", keep=Keep.FIRMLY), plain("totals", 100, Keep.LOOSELY)]
    blocks += [plain(f"statement {n}", 60, Keep.LOOSELY) for n in range(5)]
    result = lay([*blocks, ("payment", 60, Keep.NOT, False, True)])
    first = [name for page, name, _, _ in result if page == 0]
    assert first[:3] == ["titles", "row", "totals"]
    assert result[-1][0] == 1


def test_space_is_dropped_at_the_head_of_a_page() -> None:
    """The first text of a page stands at its top."""
    tops: list[float] = []
    block = Block(height=400, draw=lambda _page, y: tops.append(y))
    paginate([block, space(50), block], FRAME, None, lambda: Page(PEN))
    assert tops == [FRAME.first, FRAME.later]
