"""Single keys from a terminal, none of them lost: who knows the answers may type ahead."""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import sys
from collections.abc import Callable, Iterator

import click

if sys.platform != "win32":
    import termios
    import tty

__all__ = ["single_keys"]


@contextlib.contextmanager
def single_keys() -> Iterator[Callable[[], str]]:
    """While it lasts, the function given returns one key at a time from standard input.

    It raises :class:`EOFError` at the end of input and :class:`KeyboardInterrupt` for Ctrl+C. An
    arrow or function key comes as one text that begins with an escape sign.
    """
    if sys.platform == "win32":
        yield click.getchar
        return
    handle = sys.stdin.fileno()
    before = termios.tcgetattr(handle)
    # Switched once and not for each key: switching throws away what was typed meanwhile.
    tty.setcbreak(handle, termios.TCSANOW)
    try:
        yield lambda: _key(handle)
    finally:
        termios.tcsetattr(handle, termios.TCSANOW, before)


def _key(handle: int) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    key = ""
    while not key:
        byte = os.read(handle, 1)
        if byte in (b"", b"\x04"):
            raise EOFError
        key = decoder.decode(byte)
    if key == "\x1b":
        while select.select([handle], [], [], 0.02)[0]:
            more = os.read(handle, 1)
            key += more.decode("latin-1")
            if not more or more.isalpha() or more == b"~":
                break
    return key
