"""Every hostile document is read, or refused in its sentence; the reader lives on, and is small."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.sources.extract import Document, Extractor
from bot.sources.killable import Killable
from tests.hostile.corpus import CASES, READ, Case
from tests.hostile.samples import BODY, TITLE, every_kind

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_hostile_document_is_a_sentence(killable: Killable, one: Case):
    data = one.make()
    try:
        found = Extractor(killable).file(data, name=one.name, now=NOW)
    except ValueError as error:
        said = {str(error)}
    else:
        said = {READ if isinstance(each, Document) else each.reason for each in found}
    assert said == set(one.said)


@pytest.mark.parametrize("name", every_kind())
def test_an_honest_document_tells_all(killable: Killable, name: str):
    for found in Extractor(killable).file(every_kind()[name], name=name, now=NOW):
        assert isinstance(found, Document)
        assert found.title == TITLE
        assert "".join(found.body.split()).startswith("".join(BODY.split())[:500])
        assert "rights reserved" not in found.body
        assert "code" not in found.body
        if name == "a.txt":
            continue
        assert found.author == ("René" if name == "a.eml" else "Jane Doe")
        assert found.published_at == datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
        assert found.language == "en"
        if name not in {"a.pdf", "a.docx"}:  # these have no place for it
            assert found.url == "https://news.example/bridge"
