"""What workers are asked and what they answer, and how both pass between processes.

A task is a line of JSON. An answer is a line of JSON and then its body; of a long one the descriptor of a
file without a name, which holds the body: it passes at once, and is gone when nobody has it open.
"""

from __future__ import annotations

import json
import os
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

#: The media type of reasons.
PLAIN: Final = "text/plain; charset=utf-8"
#: Bytes of a body that passes with its line; to make a file for a longer one takes 0.1 ms.
INLINE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is to do: the name of one of its tasks, and what the task needs (values of JSON)."""

    kind: str
    values: Mapping[str, Any]

    def to_line(self) -> bytes:
        """Return the task as a line of JSON."""
        return json.dumps([self.kind, self.values]).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Task:
        """Return the task that a line of JSON tells."""
        return cls(*json.loads(line))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answers: a body of media type `type`; `is_settled` where it will always be the same."""

    body: bytes
    type: str = PLAIN
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_settled: bool = True


def send_answer(channel: socket.socket, answer: Answer, *, spent: bool) -> None:
    """Send an answer to the server; `spent` tells that the worker should be ended."""
    size = len(answer.body)
    head = [answer.status, answer.type, dict(answer.headers), answer.is_settled, spent, size]
    line = json.dumps(head).encode() + b"\n"
    if size <= INLINE:
        channel.sendall(line + answer.body)
        return
    with tempfile.TemporaryFile() as file:
        file.write(answer.body)
        file.flush()
        socket.send_fds(channel, [line], [file.fileno()])


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as the server has it: `size` bytes long, the body in memory or in a file."""

    status: int
    type: str
    headers: Mapping[str, str]
    is_settled: bool
    spent: bool
    size: int
    body: bytes = b""
    file: int | None = None

    @property
    def is_inline(self) -> bool:
        """Tell whether the body follows the line, and is not in a file."""
        return self.size <= INLINE

    @classmethod
    def from_line(cls, line: bytes) -> Reply:
        """Return the answer that a line of JSON begins."""
        return cls(*json.loads(line))

    def read(self, start: int, n: int) -> bytes:
        """Return at most `n` bytes of the body."""
        return self.body[start : start + n] if self.file is None else os.pread(self.file, n, start)

    def close(self) -> None:
        """Let go of the body."""
        if self.file is not None:
            os.close(self.file)
