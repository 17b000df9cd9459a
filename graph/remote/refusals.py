"""What a server's refusal means, and the way out."""

from __future__ import annotations

import re
import socket
import ssl
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from tradegraph._exceptions import EndpointError
from tradegraph.remote.credentials import WAYS, hide_secrets

#: Characters of a server's own reason that are repeated.
_SHOWN: Final = 300
_MEANINGS: Final = {
    401: "it wants to know who asks, or refuses who does; " + WAYS,
    403: "this user may not do that; let the server's administrator allow it, or be another user: " + WAYS,
    404: "nothing is at this address; give the server's address for queries, such as "
    "http://localhost:7878/query, and with --update and --graph-store those for writing",
    405: "this address does not take what was sent; give the ones for writing with --update and "
    "--graph-store, or a server that lets you write",
    413: "it takes no request as large; raise the server's limit for the size of requests",
    414: "it takes no address as long; raise the server's limit",
    415: "it does not take this form of data; give another address with --update or --graph-store",
}


def explain_refusal(url: str, error: Exception) -> EndpointError:
    """Return what went wrong at `url` as an error that names the address, the reason and the way out."""
    place = hide_secrets(url).partition("?")[0]
    if isinstance(error, HTTPError):
        return EndpointError(f"{place}: {_explain_status(error)}", status=error.code)
    return EndpointError(f"{place}: {_explain_connection(place, error)}")


def _explain_status(error: HTTPError) -> str:
    if 300 <= error.code < 400:
        return f"moved ({error.code}); use the new address: {hide_secrets(error.headers['Location'] or '?')}"
    said = read_reason(error)
    meaning = _MEANINGS.get(error.code)
    if meaning is None:
        return f"answers {error.code}: {said or error.reason}"
    return f"answers {error.code}: {meaning}" + (f" (it says: {said})" if said and error.code != 401 else "")


def read_reason(error: HTTPError) -> str:
    """Return what a server says of its refusal, without the markup, in one line."""
    try:
        text = error.read(20_000).decode(errors="replace")
    except (OSError, ValueError):
        return ""
    # Virtuoso repeats the query.
    text = text.partition("SPARQL query:")[0]
    plain = " ".join(re.sub(r"(?s)<(style|script|head).*?</\1>|<[^>]{1,200}>", " ", text).split())
    return plain[:_SHOWN]


def _explain_connection(place: str, error: Exception) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    host = urlsplit(place).netloc
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            f"its certificate is not trusted ({cause.verify_message}); "
            "name your authority's certificates in SSL_CERT_FILE"
        )
    if isinstance(cause, ssl.SSLError):
        return f"no TLS with it ({cause.reason or cause}); does it speak https at all?"
    if isinstance(cause, ConnectionRefusedError):
        return f"nobody answers at {host}; start the server, or correct the address"
    if isinstance(cause, socket.gaierror):
        return f"no machine is called {host}; correct the address"
    if isinstance(cause, TimeoutError):
        return "no answer in time; ask for less, or try again later"
    return f"the connection broke ({cause}); try again"
