"""Where the name of who holds a post begins, behind the place that the post is told with."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from tradegraph.annotation.matches import PLACES
from tradegraph.model import Mention

if TYPE_CHECKING:
    from tradegraph.annotation.groups import Surroundings

_FIELD_LINKS: Final = frozenset({"of", "for", "on", "de", "del", "para"})
#: What stands between an office and its state, whose name its holder's follows; nobody has more names.
_STATE_LINKS: Final = frozenset({"of", "of the", "for", "de", "de la", "del"})
_MOST_NAMES: Final = 4
#: A name of two words or more right behind a post.
_HOLDER_BEHIND: Final = re.compile(r" (?:[A-Z]\.? ?)*[A-ZÀ-Þ][\w.'’-]+ (?:[a-z]{2,3} )?[A-ZÀ-Þ]")
#: What stands between an envoy's post and where it is.
_POSTED: Final = frozenset({"to", "to the", "ante", "ante el", "ante la"})


def end_of_post(around: Surroundings, start: int, end: int) -> int | None:
    """Return where the place ends that a post leads to, and its holder's name begins.

    "Ambassador to Japan Anna Holm" is of one post and one person.
    """
    places = [m for m in around.known_in(start, start + 1) if m.type in PLACES and not m.adjective]
    index = bisect_left(around.role_starts, start)
    if not places or not index or places[0].end >= end or around.text[places[0].end] != " ":
        return None
    link = around.text[around.roles[index - 1].end : start].strip()
    name = around.text[places[0].end + 1 : end].split()[0]
    leads = link in _POSTED or (link in _FIELD_LINKS and name in around.lexicon.given)
    return places[0].end if leads or _serves(around, link, places[0], end) else None


def _serves(around: Surroundings, link: str, state: Mention, end: int) -> bool:
    """Tell whether an official of a state is named behind it: "Minister of Economy of Fiji Ratu Seru"."""
    names = list(takewhile(lambda name: name[:1].isupper(), around.text[state.end : end].split()))
    role = around.roles[bisect_left(around.role_starts, state.start) - 1]
    is_office = not around.lexicon.state_posts.isdisjoint(str(role.value).lower().split())
    is_name = 1 < len(names) <= _MOST_NAMES
    cues = any(around.lexicon.is_cue(name) or name.lower() in around.lexicon.portfolios for name in names)
    return state.type == "Country" and link in _STATE_LINKS and is_office and is_name and not cues


def has_officer_behind(around: Surroundings, end: int) -> bool:
    """Tell whether a firm's officer is named right behind `end`: "Lumeo Fiji general manager Anders Holm"."""
    index = bisect_left(around.role_starts, end + 1)
    role = next((role for role in around.roles[index : index + 1] if role.start == end + 1), None)
    if role is None or around.text[end] != " " or around.headlines.cover(end):
        return False
    is_named = _HOLDER_BEHIND.match(around.text, role.end) is not None
    return is_named and around.text[role.start : role.end].lower().endswith(around.lexicon.firm_posts)


def behind_adjective(around: Surroundings, end: int) -> int:
    """Return where a post ends with its nationality behind it: "la ministra noruega de Pesca"."""
    nation = next(iter(around.known_in(end + 1, end + 2)), None)
    is_own = nation and nation.adjective and nation.start == end + 1
    return nation.end if nation and is_own else end
