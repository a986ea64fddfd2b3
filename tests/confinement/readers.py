"""What a reader may do to its process, as functions that a confined process can find by name."""

from __future__ import annotations

import ctypes
import os
import socket
import time
from pathlib import Path

from aligner.errors import InputError
from aligner.model import Paragraph


def paragraph(path: Path) -> Paragraph:
    return Paragraph(0, path.read_text(encoding="utf-8"))


def process() -> int:
    return os.getpid()


def spin() -> None:
    while True:
        pass


def spin_in_c() -> int:
    return pow(3, 10**9) % 7


def fill() -> int:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def sleep() -> None:
    time.sleep(600)


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(0)


def deep() -> object:
    return [deep()]


def refuse(path: Path) -> None:
    raise InputError(f"{path}: is not for us; give another")


def stumble() -> None:
    raise KeyError("xl/styles.xml")


def write(path: Path) -> None:
    path.write_text("mine")


def remove(path: Path) -> None:
    path.unlink()


def start_program() -> None:
    os.execv("/bin/true", ["true"])


def connect(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=5)


class Odd:
    """No dataclass of ours: it must not come back."""


def odd() -> Odd:
    return Odd()


def numbers(count: int):
    yield from range(count)
    return "that was all"


def numbers_then_crash():
    yield from range(300)
    crash()
