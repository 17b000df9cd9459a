"""What a page may load and do in a browser (https://www.w3.org/TR/CSP3/)."""

from __future__ import annotations

from typing import Final

#: An editor that a script makes sets styles as it goes.
_INLINE: Final = "'unsafe-inline'"


def write_policy(*, origin: str = "") -> str:
    """Return a content security policy: no inline script, nothing of others but the editor's `origin`.

    >>> write_policy().split("; ")[:2]
    ["default-src 'none'", "script-src 'self'"]
    """
    directives = {
        "default-src": "'none'",
        "script-src": f"'self' {origin}",
        "style-src": f"'self' {origin} {_INLINE}" if origin else "'self'",
        "img-src": f"'self' data: {origin}",
        "font-src": f"'self' data: {origin}",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}".rstrip() for name, value in directives.items())
