"""What text recognition of scans writes: ALTO and PAGE XML, a block for each region of the page."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kg.errors import InputError
from kg.read.formats.text import Text
from kg.read.formats.xml import local, parse_xml

#: Types of PAGE's regions that are headings.
HEADINGS = frozenset({"heading", "header"})


def read_scan_xml(data: bytes, where: str, limit: int) -> Text:
    """The lines of an ALTO or PAGE document in its reading order, a blank line between regions.

    Raises:
        InputError: it is no well-formed XML, or neither of the two.
    """
    root = parse_xml(data, where)
    if local(root) == "alto":
        blocks = ["\n".join(_alto_lines(block)) for block in root.iter() if local(block) == "TextBlock"]
    elif local(root) == "PcGts":
        blocks = [_page_region(region) for region in _page_regions(root)]
    else:
        raise InputError(f"is XML of an unknown kind ({local(root)})", where=where, advice="give ALTO or PAGE XML")
    return Text("\n\n".join(block for block in blocks if block) + "\n")


def _alto_lines(block: Element) -> Iterator[str]:
    for line in (element for element in block if local(element) == "TextLine"):
        words = [w.get("CONTENT", "") for w in line if local(w) == "String"]
        joined = ""
        for word in words:
            latin = joined[-1:].isascii() and word[:1].isascii() and joined[-1:].isalnum() and word[:1].isalnum()
            joined += " " * latin + word
        yield joined


def _page_regions(root: Element) -> list[Element]:
    """The text regions, in the order that the document gives, else as they stand."""
    regions = {r.get("id", str(i)): r for i, r in enumerate(root.iter()) if local(r) == "TextRegion"}
    ordered = [r.get("regionRef", "") for r in root.iter() if local(r) == "RegionRefIndexed"]
    first = [regions[name] for name in ordered if name in regions]
    return first + [region for name, region in regions.items() if name not in ordered]


def _page_region(region: Element) -> str:
    lines = [_unicode(line) for line in region if local(line) == "TextLine"] or [_unicode(region)]
    text = "\n".join(line for line in lines if line)
    return "## " + text.replace("\n", "") if text and region.get("type") in HEADINGS else text


def _unicode(element: Element) -> str:
    for equivalent in (e for e in element if local(e) == "TextEquiv"):
        for text in (e for e in equivalent if local(e) == "Unicode"):
            return text.text or ""
    return ""
