"""Who asks: a user and password, or a token, from the environment or netrc, and never from an address."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from netrc import NetrcParseError, netrc
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from tradegraph._exceptions import GraphError, UsageError

#: How credentials are given, for messages.
WAYS: Final = (
    "set TRADEGRAPH_USER and TRADEGRAPH_PASSWORD, or TRADEGRAPH_TOKEN, in the environment, "
    "or name the host in ~/.netrc"
)


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; nothing of it is ever shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __bool__(self) -> bool:
        return bool(self.user or self.token)


def find_credentials(url: str, *, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return the credentials for `url`: of the environment, else of netrc, else none.

    The file is the one that NETRC names, else `~/.netrc`; its form is that of
    https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html. Raises `GraphError` for
    a file that cannot be read.
    """
    if token := environment.get("TRADEGRAPH_TOKEN"):
        return Credentials(token=token)
    if user := environment.get("TRADEGRAPH_USER"):
        return Credentials(user, environment.get("TRADEGRAPH_PASSWORD", ""))
    file = Path(environment.get("NETRC") or Path.home() / ".netrc")
    try:
        found = netrc(str(file)).authenticators(urlsplit(url).hostname or "")
    except FileNotFoundError:
        return Credentials()
    except (NetrcParseError, OSError, UnicodeDecodeError) as error:
        # The reason may quote the line, and so a password.
        raise GraphError(f"{file}: cannot be read ({type(error).__name__}); correct it there") from None
    return Credentials(found[0], found[2] or "") if found else Credentials()


def check_address(url: str) -> str:
    """Return `url` where it is an address of the web without secrets; raises `UsageError` for others."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"{hide_secrets(url)}: a password has no place in an address; {WAYS}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"{url}: not an address; give one such as http://localhost:7878/query")
    return url


def hide_secrets(url: str) -> str:
    """Return `url` without user and password, for messages.

    >>> hide_secrets("http://ana:secret@data.example:3030/ds")
    'http://data.example:3030/ds'
    """
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def is_private(url: str) -> bool:
    """Tell whether what is sent to `url` can be read by nobody on the way: encrypted, or to this machine."""
    parts = urlsplit(url)
    if parts.scheme == "https" or parts.hostname == "localhost":
        return True
    try:
        return ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
