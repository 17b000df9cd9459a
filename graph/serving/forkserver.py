"""The fork server: a process that has loaded all that queries need and forks a worker whenever it is asked.

A worker is so ready after some milliseconds (20 ms with the store of 10,000 articles), where a new process
needs two seconds. The fork server has no threads and opens no store, of which a fork would get a broken copy.
"""

from __future__ import annotations

import ctypes
import gc
import json
import os
import signal
import socket
import sys
from typing import Any, Final

#: prctl's option that has a process killed when its parent ends, however that ends (Linux).
_DEATH_SIGNAL: Final = 1


def main() -> None:
    """Fork workers for the server at the other end of the socket, until it is gone."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # the server ends us, when its queries have had their grace
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    from tradegraph.serving.answers import Answer, send_answer

    _load()
    send_answer(channel, Answer(b""), spent=False)
    while True:
        line, files, *_ = socket.recv_fds(channel, 1 << 16, 1)
        if not line:
            return
        if os.fork() == 0:
            channel.close()
            _tend(socket.socket(fileno=files[0]), json.loads(line))
        os.close(files[0])


def _load() -> None:
    """Load what all workers share; frozen, so that the collector leaves the shared pages alone."""
    from tradegraph.ontology.gazetteer import load_gazetteer
    from tradegraph.pages.environment import load_environment
    from tradegraph.queries.catalogue import load_questions
    from tradegraph.serving import tasks  # noqa: F401

    load_gazetteer()
    load_questions()
    templates = load_environment()
    for name in templates.list_templates(["html"]):
        templates.get_template(name)
    gc.freeze()


def _tend(channel: socket.socket, settings: dict[str, Any]) -> None:
    """Be a worker, to the end of this process."""
    from tradegraph.serving.workers import work

    try:
        die_with_parent()
        with open(os.devnull, "w") as sink:  # noqa: PTH123  (what the allocator says of its failure is of no use)
            os.dup2(sink.fileno(), 2)
        work(channel, settings)
    finally:
        os._exit(0)


def die_with_parent() -> None:
    """Have this process killed when its parent ends, where the system can do so."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


if __name__ == "__main__":
    die_with_parent()
    main()
