"""Word documents (OOXML): paragraphs, those in a heading style as headings."""

from __future__ import annotations

import io
import re
import zipfile
from xml.etree import ElementTree

from kg.errors import InputError
from kg.read.files import BROKEN
from kg.read.formats.text import Text
from kg.read.formats.xml import local, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
HEADING = re.compile(r"(?:heading|标题|title)\s*([1-6]?)", re.I)


def read_docx(data: bytes, where: str, limit: int) -> Text:
    """The text of a Word document, a paragraph a line.

    Args:
        data: the file's bytes.
        where: the file's name, for errors.
        limit: the most bytes that its text may unpack to.

    Raises:
        InputError: it is no Word document, is encrypted, or unpacks to more than ``limit``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(BODY)
            if info.file_size > limit:
                raise InputError(f"unpacks to {info.file_size} bytes, more than {limit}", where=where)
            with archive.open(info) as member:
                body = member.read(limit + 1)[:limit]
    except BROKEN as error:
        raise InputError("is no readable Word document", where=where, advice="save it again as .docx") from error
    paragraphs = (_paragraph(p) for p in parse_xml(body, where).iter(f"{W}p"))
    return Text("\n\n".join(text for text in paragraphs if text) + "\n")


def _paragraph(paragraph: ElementTree.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    heading = HEADING.match(style.get(f"{W}val", "")) if style is not None else None
    text = "".join(_piece(element) for element in paragraph.iter())
    return "#" * int(heading[1] or 1) + " " + text if heading and text.strip() else text


def _piece(element: ElementTree.Element) -> str:
    if local(element) == "t":
        return element.text or ""
    return {"br": "\n", "tab": " ", "cr": "\n"}.get(local(element), "")
