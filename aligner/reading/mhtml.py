"""Web archives (MHTML, RFC 2557), such as the "single file web page" of Word and of browsers."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from aligner.errors import InputError


def page(data: bytes, name: str) -> tuple[bytes, str, str | None]:
    """The page of an archive.

    Args:
        data: The bytes of the file.
        name: What errors call the file.

    Returns:
        Its bytes, the name, and the encoding that the archive declares for it, or None.

    Raises:
        InputError: The archive holds no web page.
    """
    archive = message_from_bytes(data, policy=policy.default)
    for part in archive.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content, name, part.get_content_charset()
    raise InputError(f"{name}: is a web archive without a page in it; save the page as .html")
