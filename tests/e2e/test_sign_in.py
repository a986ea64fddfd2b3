"""A team signs in with OpenID Connect; the account decides the role, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from aligner import store
from aligner.model import Role, Status
from aligner.review.frame import server
from tests import example_project
from tests.e2e import provider as oidc
from tests.e2e.conftest import PATIENCE, READY, person
from tests.e2e.provider import Provider

AT_HAND = ".al-term[aria-current=true]"
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "a secret of this test alone, long enough"
client_id = "{client}"
client_secret = "none"
server_metadata_url = "{address}/.well-known/openid-configuration"
"""
SETTINGS = '[roles]\n"ana@example.org" = "terminologist"\n'


@dataclass
class Team:
    address: str
    url: str
    provider: Provider

    def sign_in(self, context: BrowserContext, path: str = "", **claims: object) -> Page:
        self.provider.claims = {"sub": "17", **claims}
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"{self.address}/{path}")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_selector(".st-key-person")
        return page

    def statuses(self) -> set[Status]:
        with store.connect(self.url) as database:
            return {entry.status for entry in database.glossary(1).entries}


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    folder: Path = tmp_path_factory.mktemp("team")
    url = f"sqlite:///{folder / 'aligner.db'}"
    with store.connect(url) as database:
        database.save(example_project.project())
    with oidc.running({}) as provider:
        (folder / ".streamlit").mkdir()
        secrets = SECRETS.format(client=oidc.CLIENT, address=provider.address)
        (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
        (folder / "aligner.toml").write_text(SETTINGS, encoding="utf-8")
        with server.running(url, folder=folder) as address:
            yield Team(address, url, provider)


def test_nothing_is_shown_to_who_has_not_signed_in(team: Team, browser: Browser) -> None:
    with person(browser, team.address, name="Ana") as context:
        forged = "eyJlbWFpbCI6ImFuYUBleGFtcGxlLm9yZyJ9.forged.signature"
        context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": team.address}])
        page = context.new_page()
        for path in ("", "review?project=1", "terms?project=1", "exports", "activity"):
            page.goto(f"{team.address}/{path}")
            expect(page.get_by_role("button", name="Sign in")).to_be_visible()
            page.wait_for_selector(READY)
            assert "2331" not in page.locator("main").inner_text()


def test_an_account_that_is_not_named_may_look_and_decide_on_nothing(
    team: Team, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = team.sign_in(context, email="somebody@example.org", email_verified=True)
        expect(page.locator(".al-projects")).to_contain_text("S-RES-2331-2016")
        expect(page.get_by_text("A viewer cannot add documents.")).to_be_visible()
        page.goto(f"{team.address}/terms?project=1")
        expect(page.locator(AT_HAND)).to_be_visible()
        expect(page.get_by_role("button", name="Approve")).to_have_count(0)
        page.wait_for_selector("html[data-listening]", state="attached")
        page.keyboard.press("a")
        expect(page.locator("[data-testid=stAlert]")).to_contain_text("may not")
        assert team.statuses() == {Status.CANDIDATE}


def test_an_address_that_was_not_verified_gives_no_role(team: Team, browser: Browser) -> None:
    with browser.new_context() as context:
        page = team.sign_in(context, email="ana@example.org", email_verified=False)
        expect(page.get_by_text("A viewer cannot add documents.")).to_be_visible()


def test_a_decision_is_kept_under_the_account_whatever_name_a_cookie_says(
    team: Team, browser: Browser
) -> None:
    with person(browser, team.address, name="Somebody Else") as context:
        page = team.sign_in(
            context, "terms?project=1", email="ana@example.org", email_verified=True
        )
        page.goto(f"{team.address}/terms?project=1")
        expect(page.locator(AT_HAND)).to_be_visible()
        page.get_by_role("button", name="Approve").click()
        expect(page.locator(".al-is-approved")).to_have_count(1)
        with store.connect(team.url) as database:
            [event] = database.events(1, action="decide entry")
        assert (event.actor, event.role) == ("ana@example.org", Role.TERMINOLOGIST)
        page.get_by_role("button", name="ana@example.org").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
