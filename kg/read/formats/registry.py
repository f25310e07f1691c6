"""Which module reads a file, by its name's ending."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.read.decode import decode
from kg.read.formats.docx import read_docx
from kg.read.formats.html import read_html
from kg.read.formats.pdf import read_pdf
from kg.read.formats.picture import read_picture
from kg.read.formats.scan import read_scan_xml
from kg.read.formats.text import Text

#: From a file's bytes, its name (for errors) and the most bytes it may unpack to, to its text.
Reader = Callable[[bytes, str, int], Text]


def _read_plain(data: bytes, where: str, limit: int) -> Text:
    return Text(decode(data, where))


#: The form that is preferred where a page comes in several stands first.
FORMATS: Mapping[str, Reader] = {
    ".txt": _read_plain,
    ".md": _read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".xml": read_scan_xml,
    ".pdf": read_pdf,
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), read_picture),
}
