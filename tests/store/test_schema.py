"""Each fact of a noun has a column: one that is added and not kept would be lost silently."""

from __future__ import annotations

from dataclasses import fields

import pytest
from sqlalchemy import Table

from aligner import model
from aligner.store import schema


@pytest.mark.parametrize(
    ("noun", "table", "elsewhere"),
    [
        (model.Document, schema.document, {"paragraphs", "changes"}),
        (model.Paragraph, schema.paragraph, {"id"}),
        (model.Change, schema.change, set()),
        (model.Row, schema.row, {"cells"}),
        (model.Bead, schema.bead, set()),
        (model.Entry, schema.entry, {"terms", "contexts"}),
        (model.Term, schema.term, set()),
        (model.Context, schema.context, set()),
        (model.Glossary, schema.glossary, {"entries"}),
    ],
)
def test_every_field_of_a_noun_has_a_column(noun: type, table: Table, elsewhere: set[str]) -> None:
    names = {field.name for field in fields(noun)} - elsewhere
    assert names - set(table.columns.keys()) == set()
