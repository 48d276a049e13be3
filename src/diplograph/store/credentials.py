"""Who an endpoint is told that we are, and how that is kept out of everything that is shown."""

from __future__ import annotations

import base64
import netrc
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import unquote, urlsplit, urlunsplit

from diplograph.config import STORE_PASSWORD_VARIABLE, STORE_TOKEN_VARIABLE, STORE_USER_VARIABLE
from diplograph.errors import UsageError


class Scheme(StrEnum):
    """How credentials are shown to a server; `auto` is basic, or digest where Virtuoso asks for it."""

    AUTO = "auto"
    BASIC = "basic"
    DIGEST = "digest"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A name with a password, or a token; neither appears in `repr`.

    Attributes:
        user: the name; None with a token alone.
        secret: the password or token.
        scheme: how it is shown.
    """

    user: str | None
    secret: str = field(repr=False)
    scheme: Scheme = Scheme.AUTO

    def header(self) -> str:
        """What shows them without being asked (RFC 7617, RFC 6750)."""
        return f"Bearer {self.secret}" if self.user is None else f"Basic {self._pair()}"

    def _pair(self) -> str:
        return base64.b64encode(f"{self.user}:{self.secret}".encode()).decode()

    def hide(self, text: str) -> str:
        """A text in which the secret, should a server have sent it back, is not to be read."""
        for secret in (self._pair(), self.secret):
            text = text.replace(secret, "***")
        return text


def split_userinfo(address: str) -> tuple[str, Credentials | None]:
    """An address without the name and password in it, and these.

    >>> split_userinfo("http://dba:secret@localhost:8890/sparql")
    ('http://localhost:8890/sparql', Credentials(user='dba', scheme=<Scheme.AUTO: 'auto'>))
    """
    parts = urlsplit(address)
    userinfo, at, host = parts.netloc.rpartition("@")
    if not at:
        return address, None
    user, colon, password = userinfo.partition(":")
    bare = urlunsplit(parts._replace(netloc=host))
    return bare, Credentials(unquote(user), unquote(password)) if colon else None


def credentials_in(
    variables: Mapping[str, str],
    *,
    user: str | None = None,
    password_variable: str = STORE_PASSWORD_VARIABLE,
    token_variable: str = STORE_TOKEN_VARIABLE,
) -> Credentials | None:
    """What environment variables say; None when they say nothing.

    Raises:
        UsageError: there is a name without a password, or a password without a name.
    """
    token, password = variables.get(token_variable, ""), variables.get(password_variable, "")
    name = user or variables.get(STORE_USER_VARIABLE, "")
    if token:
        return Credentials(None, token, Scheme.BEARER)
    if bool(name) != bool(password) and (password or user is None):
        lacking = STORE_USER_VARIABLE if password else password_variable
        raise UsageError("the store's endpoint needs a name and a password.", hint=f"set {lacking} too.")
    return Credentials(name, password) if password else None


def credentials_in_netrc(host: str, variables: Mapping[str, str], user: str | None = None) -> Credentials | None:
    """What the netrc file, `~/.netrc` or the one that NETRC names, says of this very host.

    Raises:
        UsageError: the file cannot be read.
    """
    path = Path(variables.get("NETRC") or Path.home() / ".netrc")
    if not path.is_file():
        return None
    try:
        found = netrc.netrc(str(path)).hosts.get(host)
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
        raise UsageError(
            f"{path} cannot be read as a netrc file.",
            hint="mend it, or let NETRC name another; only its owner may read it.",
        ) from None
    if found is None or not found[2] or (user is not None and found[0] != user):
        return None
    return Credentials(found[0], found[2])
