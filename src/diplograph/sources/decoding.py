"""Bytes to text: UTF-8, with or without a byte-order mark, and UTF-16 with one; anything else is refused."""

from __future__ import annotations

import codecs

from diplograph.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(content: bytes, name: str) -> str:
    """The text that the bytes hold, line ends made `\\n`.

    Args:
        content: a whole file.
        name: what to call it in errors.

    Raises:
        InputError: the file is binary, or in another encoding.
    """
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    if encoding != "utf-16" and b"\x00" in content:
        raise InputError(f"{name} is a binary file, not text", hint="give plain text, HTML or JSON Lines")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not in UTF-8: byte {error.start} (0x{content[error.start]:02x}) does not belong there",
            hint=f"convert it, for example: iconv -f WINDOWS-1252 -t UTF-8 {name} > fixed.txt",
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
