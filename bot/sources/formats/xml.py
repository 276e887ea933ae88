"""XML of office documents: no entities, no network, bounded depth."""

from __future__ import annotations

from lxml import etree  # type: ignore[import-untyped, unused-ignore]


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of a document.

    Raises:
        ValueError: it is no XML; the message is a sentence.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise ValueError("It declares entities of its own, as no office program does.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("It is damaged: its XML cannot be read.") from error
    if root is None:
        raise ValueError("It is damaged: its XML cannot be read.")
    return root


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first_text(root: etree._Element, name: str) -> str:
    """Return the text of the first element of a local name, or ""."""
    found = next((one for one in root.iter() if local(one) == name and one.text), None)
    return " ".join((found.text or "").split()) if found is not None else ""
