"""Regular expressions for long lists of words, shaped as prefix trees, which match many times faster."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

_LITERAL: Final = re.compile(r"[\w '&./-]*", re.UNICODE)


def to_alternation(words: Iterable[str]) -> str:
    """Return an expression that matches any of `words`, the longest that fits first.

    Words may be regular expressions themselves; those that are none share their beginnings, which spares the
    engine trying each in turn.

    >>> to_alternation(["trade", "trader", "tax"])
    't(?:ax|rade(?:r)?)'
    """
    words = [str(word) for word in words]
    literal = [word for word in words if _LITERAL.fullmatch(word)]
    others = sorted(set(words) - set(literal), key=len, reverse=True)
    parts = [*others, *([to_prefix_tree(literal)] if literal else [])]
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 or not literal else parts[0]


def to_prefix_tree(words: Iterable[str]) -> str:
    r"""Return an expression that matches any of `words` to the letter, the longest that fits first.

    >>> to_prefix_tree(["$", "US$", "US"])
    '(?:\\$|US(?:\\$)?)'
    """
    return _to_branch(_to_tree(words))


def _to_tree(words: Iterable[str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return tree


def _to_branch(tree: dict[str, Any]) -> str:
    branches = [_to_chain(char, tree[char]) for char in sorted(tree) if char]
    body = branches[0] if len(branches) == 1 and "" not in tree else f"(?:{'|'.join(branches)})"
    return f"{body}?" if "" in tree and branches else body if branches else ""


def _to_chain(char: str, node: dict[str, Any]) -> str:
    """Return a character and what follows it; a run without branches stays in one piece."""
    chain = re.escape(char)
    while len(node) == 1 and "" not in node:
        char, node = next(iter(node.items()))
        chain += re.escape(char)
    return chain + _to_branch(node)


def any_case(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, each with its first letter in either case."""
    cased = (letter + word[1:] for word in words for letter in (word[0].upper(), word[0].lower()))
    return f"(?:{to_prefix_tree(cased)})"
