"""Files of articles: which there are, their bytes, and the text in these."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import charset_normalizer
from tradegraph._exceptions import ArticleError

#: The format of each suffix that is read.
FORMATS: Final = {
    ".htm": "html",
    ".html": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".txt": "plain",
}
#: The largest file that is read, in bytes: some 3 million words, more than any article.
SIZE_LIMIT: Final = 20_000_000
#: The path that stands for standard input.
STDIN: Final = "-"

Report = Callable[[str, ArticleError], None]

_BOMS: Final = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"""<(?:meta[^<>]{0,200}charset|\?xml[^<>]{0,80}encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.I
)
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# Text that passed through old terminals or converters holds a stray control; a binary file has them all over.
_CONTROL_SHARE: Final = 0.005


def find_files(path: str, *, report: Report) -> Iterator[str]:
    """Yield the files of articles at `path`, file or folder, in order; what is unusable goes to `report`."""
    if path == STDIN or not os.path.isdir(path):  # noqa: PTH112 - a path with a NUL byte is no folder, not an error
        yield path
        return
    found = False
    for file in _walk(Path(path), report=report, above=frozenset()):
        found = True
        yield str(file)
    if not found:
        report(path, ArticleError(f"{path}: no articles in this folder; {_supported()}"))


def _walk(folder: Path, *, report: Report, above: frozenset[tuple[int, int]]) -> Iterator[Path]:
    try:
        status = folder.stat()
        entries = sorted(folder.iterdir())
    except OSError as error:
        report(str(folder), ArticleError(f"{folder}: {_reason(error)}"))
        return
    place = (status.st_dev, status.st_ino)
    if place in above:
        report(str(folder), ArticleError(f"{folder}: this link leads back to a folder above it; remove it"))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            yield from _walk(entry, report=report, above=above | {place})
        elif entry.suffix.lower() in FORMATS:
            yield entry


def to_format(path: str, data: bytes) -> str:
    """Return the format of the file at `path`, sniffed from `data` for standard input."""
    return FORMATS[Path(path).suffix.lower()] if path != STDIN else _sniff(data)


def _sniff(data: bytes) -> str:
    head = data[:4000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if re.match(rb"<(?:!doctype|!--|\?xml|html|head|body|article|main|div|p|h1)\b|<!--", head, re.I):
        return "html"
    marks = re.search(rb"\A---[ \t]*\r?\n|^#{1,6} \S|^\*\*[^*\n]+\*\*\s*$|\]\(https?://", head, re.M)
    return "markdown" if marks else "plain"


def read_bytes(path: str) -> bytes:
    """Return the content of the file at `path`, or of standard input for "-".

    Raises ArticleError for a path that does not exist, cannot be read, is no file, has an unsupported suffix,
    is empty or is larger than SIZE_LIMIT, without reading a file too large.
    """
    try:
        data = sys.stdin.buffer.read(SIZE_LIMIT + 1) if path == STDIN else _read_file(Path(path))
    except (OSError, ValueError) as error:
        raise ArticleError(_reason(error)) from error
    if len(data) > SIZE_LIMIT:
        raise ArticleError(f"more than the {SIZE_LIMIT:,} bytes that an article may have; split it")
    if not data.strip():
        raise ArticleError("the file is empty")
    return data


def _read_file(path: Path) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise ArticleError("a folder; give it to `read_articles`")
    if path.suffix.lower() not in FORMATS:
        raise ArticleError(f"the suffix {path.suffix!r} is not supported; {_supported()}")
    if not stat.S_ISREG(status.st_mode):
        raise ArticleError('not a regular file; pipe it in as "-"')
    if status.st_size > SIZE_LIMIT:
        raise ArticleError(
            f"{status.st_size:,} bytes, more than the {SIZE_LIMIT:,} that an article may have; split it"
        )
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def _supported() -> str:
    return "supported are " + ", ".join(sorted(FORMATS))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def decode(data: bytes) -> str:
    """Return the text in `data` by its byte order mark, its declaration, as UTF-8, or as its bytes suggest.

    Raises ArticleError where the bytes are no text.
    """
    text = _decode(data)
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > _CONTROL_SHARE * len(text) + 2:
        raise ArticleError(f"not a text file ({controls:,} control characters)")
    return text


def _decode(data: bytes) -> str:
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None) or _wide_encoding(
        data
    )
    if marked:
        return _decode_as(data, marked)
    for encoding in ("utf-8", _declared_encoding(data)):
        with contextlib.suppress(LookupError, UnicodeError):
            return data.decode(encoding) if encoding else _guess(data)
    return _guess(data)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"byte {error.start:,} is not {encoding.upper()}; save the file as UTF-8"
        ) from error


def _wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 of `data` without a mark: in Western text every other byte is then zero."""
    sample = data[:4000]
    if len(sample) < 8 or sample.count(0) < 0.4 * len(sample):
        return None
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if min(high, low) > 0.05 * len(sample):
        return None
    return "utf-16-be" if high > low else "utf-16-le"


def _declared_encoding(data: bytes) -> str | None:
    match = _DECLARED.search(data[:4000])
    encoding = match[1].decode().lower() if match else None
    # Browsers read these two as Windows-1252 (https://encoding.spec.whatwg.org/#names-and-labels).
    return "cp1252" if encoding in ("iso-8859-1", "latin-1") else encoding


def _guess(data: bytes) -> str:
    """Return the text in `data`, which is not UTF-8, in the encoding that makes best sense of it."""
    lossy = data.decode("utf-8", errors="replace")
    broken = lossy.count("\ufffd")
    if sum(character > "\x7f" for character in lossy) > 2 * broken:
        raise ArticleError(f"damaged UTF-8 ({broken:,} bytes or more); get the file anew or save it as UTF-8")
    # Windows-1252 first: it is what English and Spanish newsrooms used, and a short text does not tell it
    # from its Central European sister, which would turn "ñ" into "ń".
    sample = data[:200_000]
    best = (
        charset_normalizer.from_bytes(sample, cp_isolation=["cp1252"]).best()
        or charset_normalizer.from_bytes(sample).best()
    )
    if best is None:
        raise ArticleError("no encoding makes text of its bytes; save the file as UTF-8")
    return _decode_as(data, best.encoding)
