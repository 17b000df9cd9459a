"""Workers: processes that perform one task after another, each with the store open for reading."""

from __future__ import annotations

import os
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any, Final

from tradegraph.rdf.store import Store
from tradegraph.serving.answers import PLAIN, Answer, Task, send_answer
from tradegraph.serving.contexts import Context
from tradegraph.serving.settings import Limits
from tradegraph.serving.tasks import perform

#: Seconds that the server has, after a limit of time, to end a worker before the system does.
_LATE: Final = 5
#: A worker that a task has left with so much more memory than it began with is ended: allocators seldom give
#: back what they took.
_SPENT: Final = 64 << 20


def work(channel: socket.socket, settings: dict[str, Any]) -> None:
    """Perform the tasks that the server sends until it closes the channel."""
    limits = Limits(**settings["limits"])
    signal.signal(signal.SIGALRM, signal.SIG_DFL)  # its default ends the process, whatever that is doing
    with Store.open(settings["store"], in_place=True) as store:
        begun = limit_memory(limits.memory)
        context = Context(store, limits)
        send_answer(channel, Answer(b"%d" % os.getpid()), spent=False)
        for line in channel.makefile("rb"):
            signal.setitimer(signal.ITIMER_REAL, limits.seconds + _LATE)
            answer = _perform(context, Task.from_line(line))
            signal.setitimer(signal.ITIMER_REAL, 0)
            send_answer(channel, answer, spent=measure_memory() > begun + _SPENT)


def _perform(context: Context, task: Task) -> Answer:
    try:
        return perform(context, task)
    except MemoryError:
        os._exit(1)  # as where an allocation fails in the engine: the server says why
    except Exception:
        return Answer(traceback.format_exc().encode(), PLAIN, status=500)


def limit_memory(n: int) -> int:
    """Let this process take `n` bytes more than it has; return how many it has.

    What counts is private memory that can be written (RLIMIT_DATA), not what is mapped of files: Linux only,
    elsewhere nothing is limited. Over the limit an allocation fails, which ends the process.
    """
    begun = measure_memory()
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_DATA, (begun + n, begun + n))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return begun


def measure_memory() -> int:
    """Return the bytes of private memory that this process may write to, 0 where it cannot be told."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()
    except OSError:
        return 0
    return int(pages[5]) * resource.getpagesize()
