"""Which account the claims of an identity token name, which role it has, and until when.

An account is its issuer and ``sub`` (OpenID Connect Core 1.0, 2 and 5.7): nothing else stays the
same and is unique. An address names a person only where the provider says that it was verified,
by the boolean true; or where ``aligner.toml`` says that one issuer, of one tenant, gives addresses
that are, though it has no such claim::

    [sign-in]
    trusted-issuer = "https://login.microsoftonline.com/TENANT/v2.0"
    trusted-tenant = "TENANT"
    session-hours = 12
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner import confinement
from aligner.errors import InputError, UsageError
from aligner.model import Role

SETTINGS = Path("aligner.toml")
"""Looked for in the folder that the desk is started from, as Streamlit does with its secrets."""

_LONGEST = 150
_SESSION_HOURS = 12.0


@dataclass(frozen=True, slots=True)
class SignIn:
    """What is set for signing in.

    Attributes:
        trusted_issuer: Issuer whose addresses are verified though it does not say so; none where
            empty.
        trusted_tenant: The claim ``tid`` that such a token must have.
        session_hours: After so many hours a person signs in anew.
    """

    trusted_issuer: str = ""
    trusted_tenant: str = ""
    session_hours: float = _SESSION_HOURS


def sign_in(file: Path = SETTINGS) -> SignIn:
    """The section ``[sign-in]`` of ``aligner.toml``.

    Raises:
        UsageError: The file is no TOML, or a setting in it cannot be used.
    """
    given = _table(file, "sign-in")
    known = {"trusted-issuer", "trusted-tenant", "session-hours"}
    if unknown := sorted(set(given) - known):
        raise UsageError(f"{file}: [sign-in] has no {unknown[0]!r}; it has {', '.join(known)}")
    issuer, tenant = given.get("trusted-issuer", ""), given.get("trusted-tenant", "")
    hours = given.get("session-hours", _SESSION_HOURS)
    if not isinstance(issuer, str) or not isinstance(tenant, str) or bool(issuer) != bool(tenant):
        raise UsageError(
            f"{file}: [sign-in] needs both trusted-issuer and trusted-tenant, or neither"
        )
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 720:
        raise UsageError(f"{file}: session-hours is {hours!r}; give hours, up to 720")
    return SignIn(issuer, tenant, float(hours))


def roles(file: Path = SETTINGS) -> dict[str, Role]:
    """Roles by account, from the section ``[roles]`` of ``aligner.toml``; none without a file.

    Raises:
        UsageError: The file is no TOML, or a role in it is not known.
    """
    given = _table(file, "roles", ' such as "ana@example.org" = "reviewer"')
    for account, role in given.items():
        if role not in {*Role}:
            raise UsageError(
                f"{file}: {account} has the role '{role}'; choose one of {', '.join(Role)}"
            )
    return {_folded(account): Role(role) for account, role in given.items()}


def _table(file: Path, name: str, example: str = "") -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        given = confinement.table(file).get(name, {})
    except InputError as error:
        raise UsageError(str(error)) from error
    if not isinstance(given, dict):
        raise UsageError(f"{file}: [{name}] must be a table{example}")
    return given


def role_of(account: str, given: Mapping[str, Role]) -> Role:
    """The role of an account; a viewer's where it is not named. A to Z are as good as a to z."""
    return given.get(_folded(account), Role.VIEWER)


def _folded(account: str) -> str:
    """An account in lower case where it is plain ASCII; other letters have look-alikes."""
    return account.lower() if account.isascii() else account


def account(claims: Mapping[str, Any], trusted: SignIn | None = None) -> str:
    """What names the person: a verified address, or else ``ISSUER#SUB``.

    Args:
        claims: Of the provider's identity token.
        trusted: What is set for providers that do not say whether an address was verified.

    Returns:
        An empty text where they name nobody. Only a verified address is ever given as one: a
        ``sub`` without an issuer that looks like an address is marked.
    """
    address, sub = claims.get("email"), claims.get("sub")
    if isinstance(address, str) and "@" in address and _is_verified(claims, trusted or SignIn()):
        return _fit(address)
    if not isinstance(sub, str | int) or isinstance(sub, bool) or not str(sub):
        return ""
    issuer = claims.get("iss")
    if isinstance(issuer, str) and issuer:
        return _fit(f"{issuer}#{sub}")
    return _fit(f"{sub} (not verified)" if "@" in str(sub) or "#" in str(sub) else str(sub))


def _is_verified(claims: Mapping[str, Any], trusted: SignIn) -> bool:
    if "email_verified" in claims:
        return claims["email_verified"] is True
    return (
        bool(trusted.trusted_issuer)
        and claims.get("iss") == trusted.trusted_issuer
        and claims.get("tid") == trusted.trusted_tenant
    )


def _fit(name: str) -> str:
    """A name as it is, if it can be kept: printable and not too long; nobody's otherwise."""
    return name if name.isprintable() and len(name) <= _LONGEST else ""


def end_sessions(name: str, folder: Path, now: float | None = None) -> None:
    """End all sessions of an account that have begun, in every browser.

    Args:
        name: The account.
        folder: Where that is kept, a file an account; every desk of the database looks there.
        now: Seconds since 1970; the present where None.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / _file_name(name)
    file.touch(mode=0o600)
    at = time.time() if now is None else now
    os.utime(file, (at, at))


def is_over(began: float, name: str, folder: Path, hours: float, now: float | None = None) -> bool:
    """Whether a session has ended: by time, or since the account was signed out.

    Args:
        began: When the person signed in, in seconds since 1970.
        name: The account.
        folder: As for :func:`end_sessions`.
        hours: How long a session lasts.
        now: Seconds since 1970; the present where None.
    """
    if began + 3600 * hours < (time.time() if now is None else now):
        return True
    try:
        return began < int((folder / _file_name(name)).stat().st_mtime)
    except OSError:
        return False


def _file_name(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
