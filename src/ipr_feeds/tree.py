"""The parsed tree to blocks: what is visible, in order, and how it was set."""

from collections.abc import Collection, Mapping
from typing import NamedTuple, TypeAlias

from selectolax.lexbor import LexborNode

from ipr_feeds import pictures, styles, tables
from ipr_feeds.blocks import Block, Cell, Kind, Mark, Run, Step, join_wrapped, plain, tidy
from ipr_feeds.text import indent, squeeze, unescaped
from ipr_feeds.urls import LINK, absolute, is_document

_CONTAINERS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody"
    " td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "applet audio button canvas datalist embed frame frameset head iframe input link map marquee math meta noframes"
    " noscript object option script select style svg template textarea title video".split()
)
_FRAMES = {"iframe": "src", "embed": "src", "object": "data"}
_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "u": "u", "s": "s", "del": "del", "ins": "ins",
           "sub": "sub", "sup": "sup", "code": "code", "mark": "mark"}  # fmt: skip


class Options(NamedTuple):
    """How a tree is to be walked.

    `dropped` maps the `mem_id` of elements to the selector that drops them; `captions` are `mem_id`s. A table
    that holds one of `labels` lays out a page: what a layout looks for is no datum.
    """

    base: str
    dropped: Mapping[int, str] = {}
    captions: Collection[int] = frozenset()
    labels: Collection[str] = ()


class _Context(NamedTuple):
    """What the elements around a node say about it."""

    marks: tuple[Mark, ...] = ()
    path: tuple[Step, ...] = ()
    kind: Kind = "p"
    level: int = 0
    ordered: bool = False
    centred: bool = False
    caption: bool = False


class _Flush(NamedTuple):
    """Where a block-level element ends."""

    context: _Context


_ToDo: TypeAlias = list[tuple[LexborNode, _Context] | _Flush]


class Stream(NamedTuple):
    """The visible blocks in document order; what is not among them, by which rule; documents shown in frames."""

    blocks: list[Block]
    left_out: list[tuple[str, str]]
    framed: list[str]


def stream(root: LexborNode, options: Options) -> Stream:
    """What a reader sees below `root`."""
    walk = _Walk(options)
    return Stream(walk.walk(root), walk.left_out, walk.framed)


class _Walk:
    """One pass over a tree; a stack instead of recursion, for pages may be nested two thousand deep."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.blocks: list[Block] = []
        self.left_out: list[tuple[str, str]] = []
        self.framed: list[str] = []
        self.lines: list[Block] = []  # parted by <br>, of one element
        self.runs: list[Run] = []
        self.before: list[tuple[str, str]] = []  # pictures before the text of the line, and where they lead
        self.after: list[tuple[str, str]] = []
        self.last_image = ""

    def walk(self, root: LexborNode) -> list[Block]:
        todo: _ToDo = [(root, _Context())]
        while todo:
            item = todo.pop()
            if isinstance(item, _Flush):
                self.flush(item.context)
            else:
                self.visit(*item, todo)
        self.flush(_Context())
        return self.blocks

    def visit(self, node: LexborNode, context: _Context, todo: _ToDo) -> None:
        tag = node.tag or ""
        if tag == "-text":
            text = unescaped(node.text_content or "")
            if self.runs or "\n" not in text or not text.isspace():  # else it only indents the page's source
                self.runs.append(Run(text, context.marks))
        elif tag == "br":
            self.end_line(context)
        elif tag == "img":
            self.picture(node, context)
        elif tag in _FRAMES:
            offered = absolute(self.options.base, node.attributes.get(_FRAMES[tag]))
            self.framed += [offered] if offered and is_document(offered) else []
        elif tag[:1] != "-" and tag not in _UNSEEN:
            if rule := self.options.dropped and self.options.dropped.get(node.mem_id):
                self.left_out.append((rule, squeeze(node.text(deep=True))))
            else:
                self.enter(node, tag, context, todo)

    def enter(self, node: LexborNode, tag: str, context: _Context, todo: _ToDo) -> None:
        attributes = node.attributes
        if attributes and styles.is_hidden(attributes):
            self.left_out.append(("hidden", squeeze(node.text(deep=True))))
            return
        children = list(node.iter(include_text=True))
        if tag not in _CONTAINERS:
            inner = _inline(tag, attributes, context, self.options.base)
        else:
            self.flush(context)
            inner = _inside(node, tag, attributes, context, self.options)
            if tag == "table" and (rows := tables.rows_of_data(node, self.options.labels)):
                self.table(node, [row for row in rows if self.is_shown(row)], inner)
                return
            if children:
                todo.append(_Flush(inner))
        todo.extend([(child, inner) for child in reversed(children)])

    def end_line(self, context: _Context) -> None:
        """Close the line at a `<br>`."""
        runs = tidy(self.runs)
        if runs or self.before or self.after:
            self.lines += self.line(runs, context)
        elif self.lines:
            self.lines.append(Block("p"))  # an empty line parts, whatever stands around it
        self.runs, self.before, self.after = [], [], []

    def line(self, runs: tuple[Run, ...], context: _Context) -> list[Block]:
        """The line as a block, between the pictures that stand before and after its text."""
        _, path, kind, level, ordered, centred, caption = context
        raw = "".join(run.text for run in self.runs)
        pieces = tuple(piece for run in self.runs if (piece := run.text.strip()))
        text = Block(kind, runs, plain(runs), path, level, ordered, indent(raw), centred, caption, pieces=pieces)
        if not (self.before or self.after):
            return [text]
        picture = text._replace(kind="image", runs=(), text="", pieces=())
        before = [picture._replace(image=url, leads=leads) for url, leads in self.before]
        after = [picture._replace(image=url, leads=leads) for url, leads in self.after]
        return [*before, *([text] if runs else ()), *after]

    def flush(self, context: _Context) -> None:
        """Close the block at the edge of a block-level element."""
        if self.runs or self.before:
            self.end_line(context)
        if not self.lines:
            return
        for line in join_wrapped(self.lines) if len(self.lines) > 1 else self.lines:
            self.blocks.append(line._replace(path=(*line.path, Step(len(self.blocks), "line"))))
        self.lines = []

    def picture(self, node: LexborNode, context: _Context) -> None:
        attributes = node.attributes
        if styles.is_hidden(attributes) or pictures.is_tracker(attributes):
            self.left_out.append(("tracker or hidden picture", attributes.get("src") or ""))
            return
        url = pictures.address(attributes, self.options.base)
        if url and url != self.last_image:
            self.last_image = url
            leads = next((mark.href for mark in context.marks if mark.tag == "a"), "")
            (self.after if any(run.text.strip() for run in self.runs) else self.before).append((url, leads))

    def is_shown(self, row: LexborNode) -> bool:
        """Whether a row of a table is neither hidden nor dropped, nor the part of the table that it is in."""
        for node in (row, row.parent):
            rule = self.options.dropped.get(node.mem_id) if node else None
            if node and (rule or styles.is_hidden(node.attributes)):
                self.left_out.append((rule or "hidden", squeeze(row.text(deep=True))))
                return False
        return True

    def table(self, node: LexborNode, rows: list[LexborNode], context: _Context) -> None:
        """The table as one block, its caption before it and the pictures of its cells after it."""
        read = [[self.cell(cell) for cell in row.iter() if cell.tag in ("td", "th")] for row in rows]
        grid = tuple(tuple(cell for cell, _ in row) for row in read)
        text = "\n".join(plain(cell.runs) for row in grid for cell in row)
        path = (*context.path, Step(len(self.blocks), "line"))
        heading = node.css_first("caption")
        above = self.inside(heading) if heading else []
        shown = [image for row in read for _, images in row for image in images]
        self.blocks += [block._replace(path=path) for block in above]
        self.blocks += [Block("table", (), text, path, table=grid)] if text.strip() else []
        self.blocks += [image._replace(path=path) for image in shown]

    def cell(self, node: LexborNode) -> tuple[Cell, list[Block]]:
        inside = self.inside(node)
        runs = tidy(run for block in inside for run in (*block.runs, Run(" ")))
        attributes = node.attributes
        spans = [tables.span(attributes.get(name)) for name in ("colspan", "rowspan")]
        return Cell(runs, node.tag == "th", *spans), [block for block in inside if block.image]

    def inside(self, node: LexborNode) -> list[Block]:
        """The blocks of one element, read for itself."""
        walk = _Walk(self.options)
        walk.left_out, walk.framed = self.left_out, self.framed
        return walk.walk(node)


def _inline(tag: str, attributes: dict[str, str | None], context: _Context, base: str) -> _Context:
    if tag == "a":
        href = absolute(base, attributes.get("href"), LINK)
        return context._replace(marks=(*context.marks, Mark("a", href))) if href else context
    mark = _INLINE.get(tag)
    if not mark or any(known.tag == mark for known in context.marks):
        return context
    return context._replace(marks=(*context.marks, Mark(mark)))


def _inside(
    node: LexborNode, tag: str, attributes: dict[str, str | None], context: _Context, options: Options
) -> _Context:
    step = Step(node.mem_id, tag, " ".join(filter(None, (attributes.get("class"), attributes.get("id")))))
    kind, level, ordered = context.kind, context.level, context.ordered
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        kind, level = "h", int(tag[1])
    elif tag == "li":
        kind = "li"
    elif tag == "blockquote":
        kind = "quote"
    elif tag in ("ol", "ul"):
        ordered = tag == "ol"
    return _Context(
        context.marks,
        (*context.path, step),
        kind,
        level,
        ordered,
        styles.is_centred(node, tag, attributes) or context.centred,
        context.caption or node.mem_id in options.captions or tag == "figcaption",
    )
