"""The desk of a team as docs/deploying.md sets it up: nginx in front, people known by a provider.

The server block of nginx and the options of the service are taken from that page; only files,
ports and the account under which nginx runs are the test's.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from aligner import store
from aligner.model import Role
from tests import example_project
from tests.e2e.conftest import CHROMIUM, PATIENCE, READY

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / "docs" / "deploying.md"
TEXT = CHECKOUT / "texts" / "en" / "S-RES-2331-2016.txt"
HOST = "desk.example.org"
REVIEWER, REVIEWER_SUB = "ana@example.org", "17"
NGINX = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {server}
}}
"""
SECRETS = """
[auth]
redirect_uri = "https://desk.example.org/oauth2callback"
cookie_secret = "a secret of this test alone, long enough"
client_id = "desk"
client_secret = "none"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
ROLES = f'[roles]\n"{REVIEWER}" = "reviewer"\n'
UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
}
VIOLATIONS = """
globalThis.violations = [];
document.addEventListener("securitypolicyviolation",
    (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


def service() -> list[str]:
    """The arguments of Streamlit in the service of the page."""
    [command] = re.findall(r"ExecStart=((?:.*\\\n)*.*)", PAGE.read_text(encoding="utf-8"))
    _, *arguments = shlex.split(command.replace("\\\n", " "))
    return arguments


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def started(command: list[str], port: int, folder: Path, **environment: str) -> Iterator[None]:
    """A server that runs in a folder, from when it listens."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=log, stderr=log
        )
    try:
        while socket.socket().connect_ex(("127.0.0.1", port)):
            assert process.poll() is None, (folder / "server.log").read_text(encoding="utf-8")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def desk(folder: Path, url: str) -> Iterator[str]:
    """The desk as the page starts it, on a free port; its address."""
    port = free_port()
    shutil.copy(CHECKOUT / "app.py", folder)
    shutil.copy(CHECKOUT / ".streamlit" / "config.toml", folder / ".streamlit")
    arguments = [f"--server.port={port}" if "server.port" in a else a for a in service()]
    command = [sys.executable, "-m", "streamlit", *arguments]
    with started(command, port, folder, ALIGNER_DB=url, ALIGNER_FILES=str(folder / "files")):
        yield f"http://127.0.0.1:{port}"


def configuration(folder: Path, port: int, desk: str) -> str:
    """The page's nginx, on a port of this test."""
    [block] = re.findall(r"```nginx\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for told, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/ssl/", f"{folder}/"),
        ("http://127.0.0.1:8501", desk),
    ):
        assert told in block
        block = block.replace(told, here)
    return NGINX.format(folder=folder, server=block)


def certify(folder: Path) -> None:
    ask = shlex.split(f"openssl req -x509 -nodes -newkey rsa:2048 -days 2 -subj /CN={HOST}")
    files = ["-keyout", folder / f"{HOST}.key", "-out", folder / f"{HOST}.pem"]
    subprocess.run([*ask, *files], check=True, capture_output=True)


@contextmanager
def nginx(folder: Path, desk: str) -> Iterator[int]:
    """nginx in front of a desk; the port on which it speaks HTTPS."""
    folder.mkdir()
    certify(folder)
    port = free_port()
    settings = folder / "nginx.conf"
    settings.write_text(configuration(folder, port, desk), encoding="utf-8")
    command = ["nginx", "-e", str(folder / "error.log"), "-c", str(settings), "-p", str(folder)]
    with started(command, port, folder):
        yield port


def answer(port: int, path: str, host: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Status and headers of what nginx answers for a host name."""
    context = ssl._create_unverified_context()
    connection = HTTPSConnection("127.0.0.1", port, context=context, timeout=PATIENCE / 1000)
    connection.request("GET", path, headers={"Host": host} | headers)
    response = connection.getresponse()
    connection.close()
    return response.status, {name.lower(): value for name, value in response.getheaders()}


@dataclass(frozen=True)
class Team:
    browser: Browser
    url: str
    port: int

    @contextmanager
    def person(self, sub: str) -> Iterator[Page]:
        """Somebody who has signed in, in a browser of their own."""
        context = self.browser.new_context(ignore_https_errors=True, accept_downloads=True)
        context.add_init_script(VIOLATIONS)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(f"https://{HOST}/")
        page.get_by_role("button", name="Sign in").click()
        page.get_by_placeholder("sub").fill(sub)
        page.get_by_role("button", name="Authorize", exact=True).click()
        page.wait_for_selector(".st-key-person")
        yield page
        context.close()


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Team]:
    if not shutil.which("nginx") or not shutil.which("openssl"):
        pytest.skip("needs nginx and openssl (apt install nginx-light openssl)")
    folder = tmp_path_factory.mktemp("behind")
    url = f"sqlite:///{folder / 'aligner.db'}"
    with store.connect(url) as database:
        database.save(example_project.project())
    people = [
        User(sub=REVIEWER_SUB, claims={"email": REVIEWER, "email_verified": True}),
        User(sub="18", claims={"email": REVIEWER, "email_verified": "false"}),
    ]
    with run_server_in_thread(user_claims=people) as provider:
        secrets = SECRETS.format(provider=f"http://localhost:{provider.server_port}")
        (folder / ".streamlit").mkdir()
        (folder / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
        (folder / "aligner.toml").write_text(ROLES, encoding="utf-8")
        with desk(folder, url) as address, nginx(folder / "nginx", address) as port:
            led = f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{port}"
            launched = browser.browser_type.launch(
                executable_path=CHROMIUM, args=["--no-sandbox", led]
            )
            yield Team(launched, url, port)
            launched.close()


def open_all(page: Page) -> None:
    """Every page of the desk, as a link or a bookmark opens it."""
    for path in ("", "review?project=1", "terms?project=1", "consistency?project=1"):
        page.goto(f"https://{HOST}/{path}")
        page.wait_for_selector(READY)
        expect(page.locator("main h1, main [role=table]").first).to_be_visible()
        assert page.evaluate("globalThis.violations") == []


def test_a_reviewer_signs_in_approves_uploads_and_signs_out(team: Team) -> None:
    with team.person(REVIEWER_SUB) as page:
        open_all(page)
        page.goto(f"https://{HOST}/review?project=1")
        page.wait_for_selector("html[data-listening]", state="attached")
        page.keyboard.press("a")
        expect(page.locator(".al-filters")).to_contain_text("Approved 1")
        with store.connect(team.url) as database:
            [event] = database.events(1, actor=REVIEWER)
        assert event.role == Role.REVIEWER
        page.goto(f"https://{HOST}/")
        form = page.get_by_test_id("stExpander").filter(has_text="Add a document")
        form.locator("summary").click()
        form.locator("input[type=file]").set_input_files(TEXT)
        expect(form.get_by_label("Name of the document")).to_have_value(TEXT.stem)
        assert page.evaluate("globalThis.violations") == []
        page.get_by_role("button", name=REVIEWER).click()
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="End session").click()  # the provider asks
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()


def test_an_address_that_was_not_verified_is_a_viewer_here_too(team: Team) -> None:
    with team.person("18") as page:
        expect(page.get_by_text("A viewer cannot add documents.")).to_be_visible()


def test_the_headers_stand_on_every_answer_and_a_foreign_name_is_refused(team: Team) -> None:
    for path in ("/", "/_stcore/health", "/no/such/page"):
        _, told = answer(team.port, path, HOST)
        assert "frame-ancestors 'none'" in told["content-security-policy"]
        assert told["x-content-type-options"] == "nosniff"
        assert told["x-frame-options"] == "DENY"
        assert "max-age" in told["strict-transport-security"]
        assert told["referrer-policy"] == "same-origin"
    for host in ("evil.example", "127.0.0.1"):
        status, _ = answer(team.port, "/_stcore/stream", host, Origin=f"https://{host}", **UPGRADE)
        assert status == 403
    status, _ = answer(team.port, "/_stcore/stream", HOST, Origin=f"https://{HOST}", **UPGRADE)
    assert status == 101
