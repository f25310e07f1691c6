"""HTML pages: headings and paragraphs of the body, without navigation and code."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from kg.read.decode import decode
from kg.read.formats.text import Text

#: Elements that begin a line, and that begin a block.
LINES = frozenset({"br", "li", "tr", "dt", "dd"})
BLOCKS = frozenset(
    {"p", "div", "section", "article", "table", "ul", "ol", "blockquote", "figure", "figcaption", "header"}
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements whose content is not the page's text.
SILENT = frozenset({"script", "style", "nav", "noscript", "template", "head", "form", "button", "select", "iframe"})


class _Text(HTMLParser):
    """Collects the text of a document, a line for each printed block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent.append(tag)
        elif tag in HEADINGS:
            self.parts.append("\n\n" + "#" * int(tag[1]) + " ")
        elif tag in BLOCKS or tag in LINES:
            self.parts.append("\n\n" if tag in BLOCKS else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif tag in HEADINGS or tag in BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def read_html(data: bytes, where: str, limit: int) -> Text:
    """The text of an HTML document.

    Raises:
        InputError: it is no text.
    """
    parser = _Text()
    parser.feed(decode(data, where))
    parser.close()
    return Text(re.sub(r"[ \n]*\n\n[ \n]*", "\n\n", "".join(parser.parts)).strip() + "\n")
