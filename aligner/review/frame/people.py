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
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import streamlit as st

from aligner.model import Actor, Role
from aligner.review.frame import uploads
from aligner.review.frame.accounts import (
    account,
    end_sessions,
    is_over,
    role_of,
    roles,
    sign_in,
)
from aligner.review.frame.address import database_url
from aligner.review.markdown import literal
from aligner.review.templates import render

COOKIE = "aligner_name"
"""Cookie that holds the name, percent-encoded."""

_NOBODY = "nobody"
_LONGEST = 60  # characters of a name
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def actor() -> Actor:
    """Who is at the desk.

    Raises:
        UsageError: ``aligner.toml`` cannot be used.
    """
    if signing_in():
        claims, settings = _claims(), sign_in()
        name = account(claims, settings)
        if not name or is_over(_began(claims), name, _sessions(), settings.session_hours):
            return Actor(_NOBODY, Role.VIEWER)
        return Actor(name, role_of(name, roles()))
    return Actor(_name() or _login_name(), Role.ADMIN if _on_this_machine() else Role.VIEWER)


def greet() -> bool:
    """Ask who it is where that is not known yet; True once it is known."""
    if signing_in():
        if not st.user.is_logged_in:
            _ask_to_sign_in("Sign in to review")
            return False
        if actor().name == _NOBODY:
            _ask_to_sign_in("Your session has ended; sign in again")
            return False
        return True
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
        st.popover(literal(person.name), icon=":material/person:", type="tertiary"),
    ):
        st.html(render("frame.html:quiet", words=_standing(person)))
        if signing_in():
            st.button("Sign out", on_click=_sign_out)
        elif st.button("Change name"):
            _forget()
            st.rerun()


def _began(claims: Mapping[str, Any]) -> float:
    """When the person signed in, in seconds since 1970; every provider says it in ``iat``."""
    said = claims.get("iat")
    if isinstance(said, int | float) and not isinstance(said, bool):
        return float(said)
    first: float = st.session_state.setdefault("desk.signed_in", time.time())
    return first


def _sign_out() -> None:
    """End every session of the account, here and in every other browser."""
    end_sessions(actor().name, _sessions())
    st.logout()


def _sessions() -> Path:
    return uploads.folder(database_url()) / "sessions"


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


def _claims() -> Mapping[str, Any]:
    return st.user.to_dict()


def _on_this_machine() -> bool:
    """True where only this machine can reach the desk, and no proxy stands before it.

    The browser's headers say under which name it came, and from which page; what a page says of
    its own address can only take away. A name that leads here but is none of this machine's is
    that of a stranger's page (DNS rebinding).
    """
    url, given = _seen_as()
    headers = {name.lower(): value for name, value in given.items()}
    if any(name == "forwarded" or name.startswith("x-forwarded") for name in headers):
        return False
    named = [url]
    named += [f"//{headers['host']}"] if "host" in headers else []
    named += [headers["origin"]] if "origin" in headers else []
    return _address() in _LOOPBACK and all(_host(name) in _LOOPBACK for name in named)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def _address() -> str | None:
    """Where the server listens; None for everywhere."""
    address: str | None = st.get_option("server.address")
    return address


def _seen_as() -> tuple[str, Mapping[str, str]]:
    """Under which URL the page says that it is seen, and with which headers the browser asked."""
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


def _ask_to_sign_in(title: str) -> None:
    with st.container(key="greeting"):
        st.html(render("frame.html:sign_in", title=title))
        st.button("Sign in", type="primary", on_click=st.login)


@cache
def _keeper() -> Any:  # noqa: ANN401 - a component's mount function has no public type
    script = Path(__file__).with_name("name.js").read_text(encoding="utf-8")
    return st.components.v2.component("aligner.name", js=script)


def _keep(name: str) -> None:
    """Put the name into a cookie, for the next visit."""
    _keeper()(key="name.keeper", data={"cookie": COOKIE, "name": name}, height=1)
