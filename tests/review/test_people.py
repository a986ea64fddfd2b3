"""Who is at the desk, in which role, and that neither can be talked into more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from aligner.errors import UsageError
from aligner.model import Role
from aligner.review.frame import accounts, people

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
    assert people.role_of("lı", given) == Role.VIEWER
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


@pytest.mark.parametrize("said", [False, None, "false", "true", "True", 1, "1", [True], {}])
def test_an_address_counts_only_where_the_provider_says_true(said: object) -> None:
    claims = {"email": "ana@example.org", "sub": "17", "iss": "https://login.example.org"}
    assert people.account(claims | {"email_verified": True}) == "ana@example.org"
    assert people.account(claims | {"email_verified": said}) == "https://login.example.org#17"
    assert people.account(claims) == "https://login.example.org#17"


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "root@example.org"},
        {"sub": "root@example.org", "iss": "https://login.example.org"},
        {"sub": "17", "email": "root@example.org", "iss": "https://login.example.org"},
        {"sub": "17", "email": "root@example.org", "email_verified": "false"},
        {"sub": "17", "email": "root@example.org\u200b", "email_verified": True},
        {"sub": "17", "email": "roo\u0442@example.org", "email_verified": True},
        {"sub": "https://login.example.org#1"},
        {"sub": "#1", "iss": "https://login.example.org"},
        {"email": "root@example.org"},
        {"email": ["root@example.org"], "email_verified": True, "sub": ["root@example.org"]},
        {},
    ],
)
def test_nobody_talks_himself_into_an_account_that_is_named(
    tmp_path: Path, claims: dict[str, object]
) -> None:
    given = roles_of(
        tmp_path,
        '[roles]\n"root@example.org" = "admin"\n"https://login.example.org#1" = "admin"\n',
    )
    assert people.role_of(people.account(claims), given) == Role.VIEWER


@pytest.mark.parametrize(
    ("named", "came"),
    [
        ("kim@example.org", "\u212aim@example.org"),
        ("strasse@example.org", "stra\u00dfe@example.org"),
        ("stra\u00dfe@example.org", "STRASSE@example.org"),
        ("ilse@example.org", "\u0130lse@example.org"),
        ("fi@example.org", "\ufb01@example.org"),
    ],
)
def test_letters_that_fold_alike_are_not_alike(tmp_path: Path, named: str, came: str) -> None:
    given = roles_of(tmp_path, f'[roles]\n"{named}" = "admin"\n')
    assert people.role_of(named, given) == Role.ADMIN
    account = people.account({"email": came, "email_verified": True, "sub": "1"})
    assert people.role_of(account, given) == Role.VIEWER


def test_one_issuer_of_one_tenant_may_be_trusted_with_addresses(tmp_path: Path) -> None:
    issuer = "https://login.example.net/t1/v2.0"
    file = tmp_path / "aligner.toml"
    file.write_text(f'[sign-in]\ntrusted-issuer = "{issuer}"\ntrusted-tenant = "t1"\n')
    trusted = accounts.sign_in(file)
    claims = {"email": "ana@example.org", "sub": "17", "iss": issuer, "tid": "t1"}
    assert people.account(claims, trusted) == "ana@example.org"
    for other in (
        {"tid": "t2"},
        {"iss": "https://login.example.net/t2/v2.0"},
        {"email_verified": False},
        {"email_verified": "true"},
    ):
        assert "@" not in people.account(claims | other, trusted)


@pytest.mark.parametrize(
    "text",
    [
        'trusted-issuer = "https://login.example.net"',
        "session-hours = 0",
        "session-hours = nan",
        "session-hours = true",
        "hours = 3",
    ],
)
def test_settings_of_signing_in_that_cannot_be_used_are_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "aligner.toml"
    file.write_text(f"[sign-in]\n{text}\n")
    with pytest.raises(UsageError, match=r"aligner\.toml"):
        accounts.sign_in(file)


def test_a_session_ends_by_time_and_by_signing_out_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "sessions"
    assert not accounts.is_over(1000.0, "ana", folder, 12, now=1000 + 12 * 3600)
    assert accounts.is_over(1000.0, "ana", folder, 12, now=1001 + 12 * 3600)
    accounts.end_sessions("ana", folder, now=2000.5)
    assert accounts.is_over(1999.0, "ana", folder, 12, now=2001)
    assert not accounts.is_over(2001.0, "ana", folder, 12, now=2002)
    assert not accounts.is_over(1999.0, "li", folder, 12, now=2001)


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
        ("127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1:8501"}, "admin"),
        (
            "::1",
            "http://[::1]:8501/",
            {"Host": "[::1]:8501", "Origin": "http://[::1]:8501"},
            "admin",
        ),
        ("127.0.0.1", "http://127.0.0.1:8501/", {"Host": "rebound.example.net:8501"}, "viewer"),
        ("127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1.example.net"}, "viewer"),
        ("127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1@example.net"}, "viewer"),
        (
            "127.0.0.1",
            "http://127.0.0.1:8501/",
            {"Host": "127.0.0.1:8501", "Origin": "http://rebound.example.net:8501"},
            "viewer",
        ),
        ("127.0.0.1", "http://127.0.0.1:8501/", {"Host": "127.0.0.1", "Origin": "null"}, "viewer"),
        ("127.0.0.1", "http://127.0.0.1:8501/", {"Forwarded": "for=10.0.0.7"}, "viewer"),
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
        ({"email": "ana@example.org", "email_verified": "false", "sub": "x"}, "viewer"),
        ({"email": "ana@example.org", "sub": "x"}, "viewer"),
        ({"sub": "ana@example.org"}, "viewer"),
        ({"email": "ana@example.org", "email_verified": True, "iat": 1}, "viewer"),
        ({"email": "li@example.org"}, "viewer"),
        ({}, "viewer"),
    ):
        monkeypatch.setattr(people, "_claims", lambda claims=claims: claims)
        page = AppTest.from_string(SCRIPT).run()
        assert [text.value for text in page.markdown] == [role]
