"""Regular expressions compiled once for all runs: to compile them takes longer than to read an article.

`re` gives no way to keep what it has compiled, and a pickled expression is compiled anew. So the engine's
code is kept, through modules that CPython has for itself; what these refuse, or lack in another version, is
compiled as ever.
"""

from __future__ import annotations

import os
import pickle
import re
import sqlite3
import threading
import zlib
from array import array
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from importlib import import_module
from typing import Any, Final

from tradegraph.ontology.prepared import drop_old, place_of

#: Expressions of fewer characters are compiled as soon as looked up.
_SHORT: Final = 200
#: How long a run waits for another that is writing, in seconds; what could not be kept is compiled again.
_PATIENCE: Final = 0.2
#: The engine's code is a list of unsigned integers of 32 bits.
_WORD: Final = "I"

#: What the engine makes of an expression: its flags, its code, the number of its groups (the whole is one),
#: and the numbers of those with names.
_Compiled = tuple[int, bytes, int, dict[str, int]]


def compile_once(expression: str) -> re.Pattern[str]:
    """Return `re.compile(expression)`, from disk where an earlier run has kept it; raises re.error."""
    kept = None if len(expression) < _SHORT else _open(os.getpid(), threading.get_ident())
    if kept is None:
        return re.compile(expression)
    try:
        return _look_up(kept, expression)
    except Exception:  # whatever a broken file or another engine may raise, the expression can be compiled
        return re.compile(expression)


def _look_up(kept: sqlite3.Connection, expression: str) -> re.Pattern[str]:
    key = blake2b(expression.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    row = kept.execute("SELECT code FROM expressions WHERE key = ?", [key]).fetchone()
    if row:
        return _assemble(expression, pickle.loads(zlib.decompress(row[0])))
    compiled = _compile(expression)
    assembled = _assemble(expression, compiled)
    kept.execute(
        "INSERT OR IGNORE INTO expressions VALUES (?, ?)",
        [key, zlib.compress(pickle.dumps(compiled), level=1)],
    )
    return assembled


@cache
def _open(process: int, thread: int) -> sqlite3.Connection | None:  # noqa: ARG001  (each has its connection)
    """Return what is kept, for this process and thread; None where nothing can be."""
    path = place_of("expressions", ".sqlite")
    if path is None:
        return None
    is_new = not path.exists()
    try:
        kept = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        kept.execute("PRAGMA synchronous = OFF")  # what a power failure leaves broken is not read
        kept.execute("CREATE TABLE IF NOT EXISTS expressions (key BLOB PRIMARY KEY, code BLOB) WITHOUT ROWID")
        if is_new:
            drop_old(path)
    except (sqlite3.OperationalError, OSError):  # another run is writing, or nothing can be written
        return None
    except sqlite3.DatabaseError:
        with suppress(OSError):
            path.unlink(missing_ok=True)  # it is broken: the next run begins anew
        return None
    return kept


def _compile(expression: str) -> _Compiled:
    parsed = _engine("re._parser").parse(expression)
    code = _engine("re._compiler")._code(parsed, 0)
    state = parsed.state
    return state.flags, array(_WORD, code).tobytes(), state.groups, dict(state.groupdict)


def _assemble(expression: str, compiled: _Compiled) -> re.Pattern[str]:
    """Return the expression with its code, which the engine checks."""
    flags, code, groups, numbers = compiled
    names: list[str | None] = [None] * groups
    for name, number in numbers.items():
        names[number] = name
    words = array(_WORD, code).tolist()
    assembled: re.Pattern[str] = _engine("_sre").compile(
        expression, flags, words, groups - 1, numbers, tuple(names)
    )
    return assembled


def _engine(module: str) -> Any:
    return import_module(module)
