"""An article while it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.read.mend import Paragraph


@dataclass
class Draft:
    """An article being put together; everything in the order of the file.

    Attributes:
        title: paragraphs of the headline, shoulder and sub-lines included.
        body: the rest: sub-headings, text, captions, bylines.
        opened: it has its byline or dateline.
        onward, back: links to and from other pages, as printed.
    """

    title: list[Paragraph] = field(default_factory=list)
    body: list[Paragraph] = field(default_factory=list)
    opened: bool = False
    onward: str = ""
    back: str = ""

    @property
    def text(self) -> str:
        """What stands under the headline, bylines left out."""
        return "".join(p.text[p.first.dateline :] for p in self.body if p.first.kind != "byline")

    @property
    def is_part(self) -> bool:
        """Whether it goes on from another page, where its headline stands."""
        return bool(self.body) and self.body[0].first.resumes

    @property
    def has_text(self) -> bool:
        """Whether any running text has been found."""
        return any(p.first.kind in {"body", "caption"} for p in self.body)
