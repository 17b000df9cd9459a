"""Unions: sets of things that turn out to be one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Unions(Generic[Item]):
    """Items, each in a set of its own until it is joined with another.

    >>> unions = Unions("abcd")
    >>> unions.join("a", "c")
    >>> list(unions.groups())
    [['a', 'c'], ['b'], ['d']]
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self._parents = {item: item for item in items}

    def find(self, item: Item) -> Item:
        """Return the item that stands for the set of `item`."""
        while self._parents[item] != item:
            self._parents[item] = item = self._parents[self._parents[item]]
        return item

    def join(self, first: Item, second: Item) -> None:
        """Make one set of those of two items."""
        self._parents[self.find(second)] = self.find(first)

    def groups(self) -> Iterator[list[Item]]:
        """Yield the sets, in the order of their first items."""
        groups: defaultdict[Item, list[Item]] = defaultdict(list)
        for item in self._parents:
            groups[self.find(item)].append(item)
        yield from groups.values()
