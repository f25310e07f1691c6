"""XML read without what a hostile file could do with it."""

from __future__ import annotations

from xml.etree import ElementTree

from kg.errors import InputError


def parse_xml(data: bytes, where: str) -> ElementTree.Element:
    """The root element; declarations of entities are refused, since they could grow without limit.

    Raises:
        InputError: it is not well-formed, or declares entities.
    """
    if b"<!ENTITY" in data:
        raise InputError("declares entities", where=where, advice="save it without a document type")
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise InputError(f"is no well-formed XML ({error})", where=where, advice="mend it, or leave it out") from error


def local(element: ElementTree.Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
