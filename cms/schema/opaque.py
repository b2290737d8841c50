"""Texts that callers give back as they got them: ids and cursors. URL-safe base64 (RFC 4648) of ASCII."""

import base64
import binascii

URL_SAFE = bytes.maketrans(b"+/", b"-_")


def closed(text: str) -> str:
    """As base64.urlsafe_b64encode, without its three steps in Python: a list has two of them for each item."""
    return binascii.b2a_base64(text.encode(), newline=False).translate(URL_SAFE).decode("ascii")


def opened(text: str) -> str | None:
    """None for anything that closed() does not give."""
    try:
        decoded = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        return decoded.decode("ascii")
    except (binascii.Error, ValueError):
        return None
