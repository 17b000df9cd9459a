"""The templates of pages, with the filters that they write figures, days and addresses with."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from tradegraph._exceptions import UsageError
from tradegraph.pages.formats import format_number, format_period
from tradegraph.pages.passages import group_passages
from tradegraph.pages.sites import to_href

if TYPE_CHECKING:
    from jinja2 import Environment

#: Characters that could end a script element, or that JavaScript takes for the end of a line.
_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


@cache
def load_environment() -> Environment:
    """Return the templates, which escape all that they are given; raises `UsageError` without Jinja2."""
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ImportError:
        raise UsageError("pages need Jinja2: pip install 'tradegraph[publish]'") from None
    environment = Environment(
        loader=PackageLoader("tradegraph.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        period=format_period,
        passages=group_passages,
        number=format_number,
        href=to_href,
        script=to_script,
        sentence=to_sentence,
    )
    return environment


def to_script(data: Any) -> Any:
    r"""Return data as JSON that no text in it can lead out of a script element.

    >>> print(to_script({"name": "</script>"}))
    {"name": "\u003c/script\u003e"}
    """
    from markupsafe import Markup

    return Markup(json.dumps(data, ensure_ascii=False).translate(_UNSAFE))


def to_sentence(words: str) -> str:
    """Return words with a capital first letter.

    >>> to_sentence("value of trade")
    'Value of trade'
    """
    return words[:1].upper() + words[1:]
