"""Saying who asks: a token at once, a user and password in the way that the server asks for."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.request import (
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from tradegraph._exceptions import EndpointError
from tradegraph.remote.credentials import Credentials, is_private


@dataclass(slots=True)
class Authorization:
    """What one server is told of who asks; it remembers how the server wants to be told.

    So no large request has to be sent twice. Sources: https://www.rfc-editor.org/rfc/rfc7616 (digest), 7617
    (basic) and 6750 (bearer).
    """

    credentials: Credentials
    basic: bool = False
    digest: HTTPDigestAuthHandler | None = None
    challenge: dict[str, str] = field(default_factory=dict)

    def apply(self, request: Request) -> None:
        """Put into `request` who asks; raises `EndpointError` where others could read it on the way."""
        said = self._say(request)
        if said and self.digest is None and not is_private(request.full_url):
            raise EndpointError(
                f"{request.full_url}: a password or token would go there unencrypted; use its https address"
            )
        if said:
            request.add_unredirected_header("Authorization", said)

    def learn(self, challenges: Iterable[str], url: str) -> bool:
        """Learn from a refusal how to say who asks; return whether that is worth another try."""
        known, asked = self.challenge or self.basic, list(challenges)
        if not self.credentials.user:
            return False
        for text in asked:
            scheme, _, parts = text.partition(" ")
            if scheme.lower() == "digest":
                self._take(parse_keqv_list([part for part in parse_http_list(parts) if part]), url)
                # A nonce that has grown stale is no refusal of the password.
                return not known or self.challenge.get("stale", "").lower() == "true"
        self.basic = any("basic" in text.lower() for text in asked)
        return self.basic and not known

    def _take(self, challenge: dict[str, str], url: str) -> None:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        user, password = self.credentials.user, self.credentials.password
        passwords.add_password(challenge.get("realm", ""), url, user, password)
        passwords.add_password(challenge.get("realm", ""), Request(url).host, user, password)
        self.digest, self.challenge = HTTPDigestAuthHandler(passwords), challenge

    def _say(self, request: Request) -> str | None:
        credentials = self.credentials
        if credentials.token:
            return f"Bearer {credentials.token}"
        if self.digest is not None:
            said = self.digest.get_authorization(request, self.challenge)
            return f"Digest {said}" if said else None
        if self.basic:
            pair = f"{credentials.user}:{credentials.password}"
            return f"Basic {b64encode(pair.encode()).decode()}"
        return None
