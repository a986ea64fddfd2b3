"""Who is at the desk, and in which role.

On one's own machine a name is asked once and kept in a cookie of the browser, with the role admin.
Where ``.streamlit/secrets.toml`` has a section ``[auth]``, people sign in with their OpenID Connect
provider, and ``aligner.toml`` beside it says who may do what::

    [roles]
    "ana@example.org" = "reviewer"
    "li@example.org" = "terminologist"

An account that is not named there is a viewer. So is everybody where the desk can be reached from
another machine and nobody signs in. What a role allows is checked in the store, not on the pages.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import streamlit as st

from aligner import confinement
from aligner.errors import InputError, UsageError
from aligner.model import Actor, Role
from aligner.review.templates import render

COOKIE = "aligner_name"
"""Cookie that holds the name, percent-encoded."""

SETTINGS = Path("aligner.toml")
"""Looked for in the folder that the desk is started from, as Streamlit does with its secrets."""

_LONGEST = 60  # characters of a name
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def actor() -> Actor:
    """Who is at the desk.

    Raises:
        UsageError: ``aligner.toml`` cannot be used.
    """
    if signing_in():
        name = account(_claims())
        return Actor(name or "nobody", role_of(name, roles()))
    return Actor(_name() or _login_name(), Role.ADMIN if _on_this_machine() else Role.VIEWER)


def greet() -> bool:
    """Ask who it is where that is not known yet; True once it is known."""
    if signing_in():
        if st.user.is_logged_in:
            return True
        _ask_to_sign_in()
        return False
    if not (name := _name()):
        _ask_name()
        return False
    if name != _cookie():
        _keep(name)
    return True


def badge() -> None:
    """The person at the desk, in a corner, with the way to be another."""
    person = actor()
    with (
        st.container(key="person"),
        st.popover(person.name, icon=":material/person:", type="tertiary"),
    ):
        st.html(render("frame.html:quiet", words=_standing(person)))
        if signing_in():
            st.button("Sign out", on_click=st.logout)
        elif st.button("Change name"):
            _forget()
            st.rerun()


def _standing(person: Actor) -> str:
    if signing_in() or _on_this_machine():
        return f"{person.name}, {person.role}. Each decision is kept under this name."
    return (
        f"{person.name}, {person.role}: this desk can be reached from other machines "
        "and nobody signs in, so nothing can be changed here. See docs/deploying.md."
    )


def signing_in() -> bool:
    """True where people sign in with an OpenID Connect provider."""
    return bool(st.secrets.load_if_toml_exists() and "auth" in st.secrets)


def role_of(account: str, given: Mapping[str, Role]) -> Role:
    """The role of an account, whatever its case; a viewer's where it is not named."""
    return given.get(account.casefold(), Role.VIEWER)


def roles(file: Path = SETTINGS) -> dict[str, Role]:
    """Roles by account, from the section ``[roles]`` of ``aligner.toml``; none without a file.

    Raises:
        UsageError: The file is no TOML, or a role in it is not known.
    """
    if not file.exists():
        return {}
    try:
        given = confinement.table(file).get("roles", {})
    except InputError as error:
        raise UsageError(str(error)) from error
    if not isinstance(given, dict):
        raise UsageError(f'{file}: [roles] must be a table such as "ana@example.org" = "reviewer"')
    for account, role in given.items():
        if role not in {*Role}:
            raise UsageError(
                f"{file}: {account} has the role '{role}'; choose one of {', '.join(Role)}"
            )
    return {account.casefold(): Role(role) for account, role in given.items()}


def account(claims: Mapping[str, Any]) -> str:
    """What names the person: the address, unless the provider says that it was not verified.

    Args:
        claims: Of the provider's identity token; ``email``, ``email_verified`` and ``sub`` count.

    Returns:
        An empty text where they name nobody.
    """
    address = str(claims.get("email") or "")
    if address and claims.get("email_verified", True):
        return address
    return str(claims.get("sub") or "")


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()


def _on_this_machine() -> bool:
    """True where only this machine can reach the desk, and no proxy stands before it."""
    url, headers = _seen_as()
    forwarded = any(name.lower().startswith("x-forwarded") for name in headers)
    return _address() in _LOOPBACK and urlsplit(url).hostname in _LOOPBACK and not forwarded


def _address() -> str | None:
    """Where the server listens; None for everywhere."""
    address: str | None = st.get_option("server.address")
    return address


def _seen_as() -> tuple[str, Mapping[str, str]]:
    """Under which URL the browser sees the desk, and with which headers it asked."""
    return st.context.url or "http://localhost", st.context.headers


def cleaned(name: str) -> str:
    """A name as it is kept: one line of printable characters, not too long."""
    shown = "".join(c if c.isprintable() else " " for c in name)
    return " ".join(shown.split())[:_LONGEST].strip()


def _name() -> str:
    given: str | None = st.session_state.get("desk.name")
    return _cookie() if given is None else given


def _cookie() -> str:
    return cleaned(unquote(st.context.cookies.get(COOKIE, "")))


def _forget() -> None:
    st.session_state["desk.name"] = ""


def _login_name() -> str:
    try:
        return cleaned(getpass.getuser()) or "somebody"
    except (OSError, KeyError):
        return "somebody"


def _ask_name() -> None:
    with st.container(key="greeting"):
        st.html(
            '<div class="al-empty"><h1>Who is at this desk?</h1>'
            "<p>Each decision is kept with the name of the person who took it.</p></div>"
        )
        with st.form("name", border=False):
            name = st.text_input("Your name", value=_login_name(), max_chars=_LONGEST)
            if st.form_submit_button("Begin", type="primary") and cleaned(name or ""):
                st.session_state["desk.name"] = cleaned(name or "")
                st.rerun()


def _ask_to_sign_in() -> None:
    with st.container(key="greeting"):
        st.html(
            '<div class="al-empty"><h1>Sign in to review</h1>'
            "<p>Each decision is kept with the account of the person who took it.</p></div>"
        )
        st.button("Sign in", type="primary", on_click=st.login)


@cache
def _keeper() -> Any:  # noqa: ANN401 - a component's mount function has no public type
    script = Path(__file__).with_name("name.js").read_text(encoding="utf-8")
    return st.components.v2.component("aligner.name", js=script)


def _keep(name: str) -> None:
    """Put the name into a cookie, for the next visit."""
    _keeper()(key="name.keeper", data={"cookie": COOKIE, "name": name}, height=1)
