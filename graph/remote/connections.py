"""The connection to servers: who asks, how long to wait, when to try again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from tradegraph.remote.authorization import Authorization
from tradegraph.remote.credentials import find_credentials
from tradegraph.remote.refusals import explain_refusal

#: Answers that a later try may better: a proxy without its server, a server that is busy.
_PASSING: Final = frozenset((502, 503, 504))
#: Seconds before each further try, unless the server names others, and the longest that it is waited for.
_PAUSES: Final = (0.5, 1.0, 2.0, 4.0)
_LONGEST: Final = 30.0


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: a POST would become a GET, and another host would be told the password."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Connection:
    """Sends requests with the credentials that the environment or netrc has for their address.

    `timeout` is in seconds, for each wait; `pauses` are the seconds before each further try, `wait` what
    spends them. A patient one tries again where no answer came in time: a query would take as long.
    """

    timeout: float = 60.0
    is_patient: bool = False
    pauses: tuple[float, ...] = _PAUSES
    wait: Callable[[float], None] = time.sleep
    opener: OpenerDirector = field(default_factory=lambda: build_opener(_NoRedirect))
    known: dict[str, Authorization] = field(default_factory=dict)

    def send(self, request: Request) -> HTTPResponse:
        """Return the answer to `request`, tried again where that may help.

        So send only what may be done twice. Raises `EndpointError` for a refusal and where nobody answers.
        """
        for pause in (*self.pauses, None):
            try:
                return self._open(request)
            except (OSError, HTTPException) as error:
                if pause is None or not _is_passing(error, is_patient=self.is_patient):
                    raise explain_refusal(request.full_url, error) from None
                self.wait(_read_pause(error, pause))
        raise AssertionError("the last try returns or raises")

    def _open(self, request: Request) -> HTTPResponse:
        """Return the answer to one try, or to two where the server first asks who it is."""
        host, url = request.host, request.full_url
        if host not in self.known:
            self.known[host] = Authorization(find_credentials(url))
        authorization = self.known[host]
        authorization.apply(request)
        response: HTTPResponse
        try:
            response = self.opener.open(request, timeout=self.timeout)
        except HTTPError as error:
            if error.code != 401 or not authorization.learn(
                error.headers.get_all("WWW-Authenticate", []), url
            ):
                raise
            authorization.apply(request)
            response = self.opener.open(request, timeout=self.timeout)
        return response


def _is_passing(error: Exception, *, is_patient: bool) -> bool:
    if isinstance(error, HTTPError):
        return error.code in _PASSING
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return is_patient
    return isinstance(cause, ConnectionResetError | BrokenPipeError | HTTPException)


def _read_pause(error: Exception, pause: float) -> float:
    """Return the seconds that a server asks to wait, `pause` where it names none."""
    named = error.headers.get("Retry-After", "") if isinstance(error, HTTPError) else ""
    return min(float(named), _LONGEST) if named.isdigit() else pause
