"""Whose "the Deputy Premier" is, told without a state: that of the premier of whom the text has told."""

from __future__ import annotations

from tradegraph.extraction.discourse import Discourse
from tradegraph.extraction.masking import Item
from tradegraph.extraction.posts import Posts
from tradegraph.ontology.lexicon import load_lexicon


def state_of_principal(role: str, posts: Posts, discourse: Discourse, lang: str) -> Item | None:
    """Return the state whose officer the holder of `role` stands in for, where the text has told of one.

    "Deputy Premier" and "Acting Premier" are of the state that the premier serves.
    """
    words = frozenset(role.lower().split())
    office = words - frozenset(load_lexicon(lang)["roles"].get("deputies", ()))
    if not office or office == words:
        return None
    holders = [person for person, roles in posts.roles.items() if office in roles and person in posts.states]
    states = {posts.states[person] for person in holders}
    return discourse.places.get(states.pop().id) if len(states) == 1 else None
