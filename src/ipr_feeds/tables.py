"""Tables of data, and tables that only lay out a page."""

from collections.abc import Collection

from selectolax.lexbor import LexborNode

from ipr_feeds.text import ends_sentence, label

_SPAN = 1000  # columns or rows, as browsers limit it
_LINES = 4  # paragraphs; a cell with more is a column of a page too
_PARAGRAPHS = 40  # letters that so many paragraphs have at least
_CELL = 400  # letters; a longer cell is a column of a page, not a datum


def rows_of_data(table: LexborNode, labels: Collection[str]) -> list[LexborNode]:
    """The rows of a table of data; none of a table that only lays out a page.

    A table of data has a row of two filled cells, no table or heading inside, no cell of the size of an article
    or with a label that a layout looks for, and no menu beside a sentence. One row alone has cells of one line.
    """
    if len(table.css("table")) > 1 or table.css_first("h1, h2, h3, h4"):
        return []
    rows = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in table.css("tr")]
    filled = [[cell for cell in row if cell.text(deep=True).strip()] for row in rows]
    wide = [row for row in filled if len(row) > 1]
    if (
        not wide
        or any(_is_column(cell, labels) for row in filled for cell in row)
        or any(_has_menu(row) for row in wide)
    ):
        return []
    if len(wide) == 1 and any(len(cell.css("p, div, li, br")) > 1 for cell in wide[0]):
        return []
    return table.css("tr")


def _is_column(cell: LexborNode, labels: Collection[str]) -> bool:
    """Whether a cell is a column of a page: by its size, its paragraphs, or what stands in it."""
    text = cell.text(deep=True)
    if len(text.strip()) > _CELL or (len(text) > _PARAGRAPHS and len(cell.css("p, div, li")) > _LINES):
        return True
    compared = label(text) if labels else ""
    return any(one in compared for one in labels)


def _has_menu(row: list[LexborNode]) -> bool:
    """Whether a cell of links stands beside a cell with a sentence."""
    menus = [cell for cell in row if len(cell.css("a")) > 1]
    return bool(menus) and any(ends_sentence(cell.text(deep=True)) for cell in row if cell not in menus)


def span(value: str | None) -> int:
    """The number of columns or rows that a `colspan` or `rowspan` asks for."""
    return min(max(int(value), 1), _SPAN) if value and value.isdecimal() else 1
