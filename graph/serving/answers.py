"""What workers are asked and what they answer, and how both pass between processes.

A task is a line of JSON. An answer is a line of JSON and the descriptor of a file without a name, which holds
the body: whatever its size, it passes at once, and is gone when nobody has it open.
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
#: A line of JSON is never longer: what is long is in a body.
LINE: Final = 1 << 16


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
    with tempfile.TemporaryFile() as file:
        file.write(answer.body)
        file.flush()
        head = [answer.status, answer.type, dict(answer.headers), answer.is_settled, spent]
        socket.send_fds(channel, [json.dumps(head).encode() + b"\n"], [file.fileno()])


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as the server has it: the body is in `file`, `size` bytes long."""

    status: int
    type: str
    headers: Mapping[str, str]
    is_settled: bool
    spent: bool
    file: int
    size: int

    @classmethod
    def from_line(cls, line: bytes, file: int) -> Reply:
        """Return the answer that a line of JSON and a file make."""
        status, type_, headers, is_settled, spent = json.loads(line)
        return cls(status, type_, headers, is_settled, spent, file, os.fstat(file).st_size)

    def read(self, start: int, n: int) -> bytes:
        """Return at most `n` bytes of the body."""
        return os.pread(self.file, n, start)

    def close(self) -> None:
        """Let go of the body."""
        os.close(self.file)
