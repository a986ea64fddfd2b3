"""Who is at the desk, in which role, and that neither can be talked into more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from aligner.errors import UsageError
from aligner.model import Role
from aligner.review.frame import people

SCRIPT = """
import streamlit as st
from aligner.review.frame import people
st.write(str(people.actor().role))
"""


def roles_of(tmp_path: Path, text: str) -> dict[str, Role]:
    file = tmp_path / "aligner.toml"
    file.write_text(text, encoding="utf-8")
    return people.roles(file)


def test_accounts_get_their_role_whatever_their_case_and_unknown_ones_are_viewers(
    tmp_path: Path,
) -> None:
    given = roles_of(tmp_path, '[roles]\n"Ana@Example.org" = "reviewer"\nli = "terminologist"\n')
    assert people.role_of("ana@example.ORG", given) == Role.REVIEWER
    assert people.role_of("li", given) == Role.TERMINOLOGIST
    assert people.role_of("somebody@example.org", given) == Role.VIEWER
    assert people.role_of("", given) == Role.VIEWER


def test_without_a_file_or_a_section_everybody_is_a_viewer(tmp_path: Path) -> None:
    assert people.roles(tmp_path / "none.toml") == {}
    assert roles_of(tmp_path, "[check]\nrules = []\n") == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[roles]\n"ana" = "boss"\n', "ana has the role 'boss'; choose one of viewer, translator"),
        ("roles = 1\n", "[roles] must be a table"),
        ("[roles\n", "no TOML"),
    ],
)
def test_a_settings_file_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(UsageError) as caught:
        roles_of(tmp_path, text)
    assert told in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path / "aligner.toml"))
    assert "\n" not in str(caught.value)


def test_an_address_that_the_provider_did_not_verify_names_nobody() -> None:
    assert people.account({"email": "ana@example.org", "sub": "17"}) == "ana@example.org"
    forged = {"email": "ana@example.org", "email_verified": False, "sub": "17"}
    assert people.account(forged) == "17"
    assert people.account({}) == ""


@given(st.text(max_size=300))
def test_a_name_is_one_short_line_of_printable_characters(name: str) -> None:
    kept = people.cleaned(name)
    assert len(kept) <= 60
    assert kept.isprintable()
    assert kept == kept.strip()
    assert people.cleaned(kept) == kept


@pytest.mark.parametrize(
    ("address", "url", "headers", "role"),
    [
        ("127.0.0.1", "http://127.0.0.1:8501/", {}, "admin"),
        ("localhost", "http://localhost:8501/review", {}, "admin"),
        ("0.0.0.0", "http://127.0.0.1:8501/", {}, "viewer"),
        (None, "http://127.0.0.1:8501/", {}, "viewer"),
        ("127.0.0.1", "https://desk.example.org/", {}, "viewer"),
        ("127.0.0.1", "http://127.0.0.1:8501/", {"X-Forwarded-For": "10.0.0.7"}, "viewer"),
    ],
)
def test_only_who_sits_at_the_machine_itself_is_admin_without_signing_in(
    monkeypatch: pytest.MonkeyPatch,
    address: str | None,
    url: str,
    headers: dict[str, str],
    role: str,
) -> None:
    monkeypatch.setattr(people, "_address", lambda: address)
    monkeypatch.setattr(people, "_seen_as", lambda: (url, headers))
    page = AppTest.from_string(SCRIPT).run()
    assert [text.value for text in page.markdown] == [role]


def test_who_signs_in_has_the_role_of_the_account(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "aligner.toml").write_text('[roles]\n"ana@example.org" = "reviewer"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(people, "signing_in", lambda: True)
    for claims, role in (
        ({"email": "ana@example.org", "email_verified": True}, "reviewer"),
        ({"email": "ana@example.org", "email_verified": False, "sub": "x"}, "viewer"),
        ({"email": "li@example.org"}, "viewer"),
        ({}, "viewer"),
    ):
        monkeypatch.setattr(people, "_claims", lambda claims=claims: claims)
        page = AppTest.from_string(SCRIPT).run()
        assert [text.value for text in page.markdown] == [role]
