"""From files to articles: which are read, what is told of each, and what cannot be used."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tradegraph._exceptions import ArticleError
from tradegraph.articles import Defaults, read_article, read_articles
from tradegraph.articles.files import SIZE_LIMIT
from tradegraph.model import BLOCK_KINDS, Article

STORY = "Mexico exported cars worth 50 billion dollars to the United States in 2023.\n"


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


def check_blocks(article: Article) -> None:
    """Check that the blocks cover the text, in order, with nothing but line ends between them."""
    assert article.blocks[0].start == 0
    assert article.blocks[-1].end == len(article.text)
    for block in article.blocks:
        part = article.text[block.start : block.end]
        assert part
        assert part == part.strip()
        assert "\n" not in part
        assert block.kind in BLOCK_KINDS
    for one, other in pairwise(article.blocks):
        listed = one.kind == other.kind and one.kind in ("item", "row")
        assert article.text[one.end : other.start] == ("\n" if listed else "\n\n")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.md", b" \n\n", "the file is empty"),
        ("binary.txt", b"\x00\x01\x02\x03" * 50, "not a text file"),
        ("controls.txt", b"a\x01\x02\x03\x04" * 50, "not a text file"),
        ("damaged.txt", ("ñandú y más " * 20).encode() + b"\xff\xfe", "damaged UTF-8"),
        ("cut.txt", "ñandú".encode("utf-16")[:-1], "is not UTF-16"),
        ("open.md", b"---\ntitle: A\nMexico exported cars.\n", "never closed"),
        ("broken.md", b"---\ntitle: A\nsource: [B\n---\nText.\n", "front matter, line 4"),
        ("list.txt", b"---\na: 1\n- b\n---\nText.\n", "front matter, line 3"),
        (
            "empty.html",
            b"<html><head><title>A</title></head><body><script>1</script></body></html>",
            "no readable text",
        ),
        ("share.txt", b"Share this\n", "no text is left"),
        ("report.docx", b"PK", "'.docx' is not supported; supported are .htm, .html, .markdown, .md, .txt"),
        ("no-suffix", b"Text.", "'' is not supported"),
    ],
)
def test_unusable_file(
    name: str, content: bytes, reason: str, write: Callable[[str, str | bytes], Path]
) -> None:
    path = write(name, content)
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"absent\.txt: no such file or folder"):
        list(read_articles([tmp_path / "absent.txt"]))


def test_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    monkeypatch.setattr(Path, "open", lambda *_args, **_options: pytest.fail("the file was opened"))
    with pytest.raises(ArticleError, match=r"20,000,001 bytes, more than the 20,000,000"):
        read_article(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_pipe_is_refused_unread(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ArticleError, match="not a regular file"):
        read_article(tmp_path / "pipe.txt")


def test_unreadable_file_and_folder(
    write: Callable[[str, str | bytes], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write("closed/a.txt", STORY)

    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArticleError, match=r"a\.txt: Permission denied"):
        read_article(path)
    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(ArticleError, match="closed: Permission denied"):
        list(read_articles([tmp_path / "closed"]))


def test_loop_of_links(write: Callable[[str, str | bytes], Path], tmp_path: Path) -> None:
    write("folder/a.txt", STORY)
    (tmp_path / "folder" / "self.txt").symlink_to("self.txt")
    (tmp_path / "folder" / "up").symlink_to(tmp_path / "folder", target_is_directory=True)
    errors: list[ArticleError] = []
    read = list(read_articles([tmp_path], on_error=lambda _path, error: errors.append(error)))
    assert [article.id for article in read] == ["a"]
    assert ["self.txt" in str(error) or "leads back" in str(error) for error in errors] == [True, True]


def test_folder_is_read_in_order_without_hidden_and_foreign_files(
    write: Callable[[str, str | bytes], Path], tmp_path: Path
) -> None:
    for name in ("b.md", "a/z.TXT", "a/.hidden.txt", ".git/c.txt", "notes.pdf", "c.htm"):
        write(name, STORY)
    read = [Path(article.path or "").relative_to(tmp_path) for article in read_articles([tmp_path])]
    assert [path.as_posix() for path in read] == ["a/z.TXT", "b.md", "c.htm"]


def test_folder_without_articles(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="no articles in this folder"):
        list(read_articles([tmp_path]))


def test_batch_goes_on_after_an_error(write: Callable[[str, str | bytes], Path], tmp_path: Path) -> None:
    write("a.txt", b"")
    write("b.txt", STORY)
    errors: list[str] = []
    read = list(read_articles([tmp_path], on_error=lambda path, _error: errors.append(path)))
    assert errors == [str(tmp_path / "a.txt")]
    assert [article.id for article in read] == ["b"]


def test_file_given_twice_is_read_once(write: Callable[[str, str | bytes], Path], tmp_path: Path) -> None:
    path = write("a.txt", STORY)
    assert len(list(read_articles([path, tmp_path, str(path)]))) == 1


@pytest.mark.parametrize(
    ("content", "kinds"),
    [
        (STORY, ["paragraph"]),
        ("# Cars\n\n" + STORY, ["title", "paragraph"]),
        ("---\ntitle: Cars\n---\n" + STORY, ["title", "paragraph"]),
        (f"<!DOCTYPE html><html><body><h1>Cars</h1><p>{STORY}</p></body></html>", ["title", "paragraph"]),
    ],
    ids=["plain", "markdown", "front-matter", "html"],
)
def test_standard_input_is_sniffed(content: str, kinds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    (article,) = read_articles(["-"])
    assert (article.id, article.path) == ("stdin", "-")
    assert [block.kind for block in article.blocks] == kinds


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_encodings(encoding: str, write: Callable[[str, str | bytes], Path]) -> None:
    text = "España exportó a México vino por 60 millones de euros, según la Cámara del Año."
    assert read_article(write("a.txt", text.encode(encoding))).text == text


def test_declared_encoding(write: Callable[[str, str | bytes], Path]) -> None:
    page = '<html lang="pl"><head><meta charset="iso-8859-2"></head><p>Eksport do Łodzi wzrósł.</p></html>'
    assert "Łodzi" in read_article(write("a.html", page.encode("iso-8859-2"))).text


def test_text_is_normalised(write: Callable[[str, str | bytes], Path]) -> None:
    text = "Me\u0301xico\u00a0sold\u200b  “beer”\r\n\r\n• U\u00ads\u2009$5\t1\r\n• 2\x07"
    assert read_article(write("a.txt", text)).text == "México sold “beer”\n\nUs $5 1\n2"


def test_slug_and_digest(write: Callable[[str, str | bytes], Path]) -> None:
    url = "https://example.org/cars"
    plain = read_article(write("Über cars.txt", STORY))
    named = read_article(write("cars.md", f"---\nurl: {url}\n---\n{STORY}"))
    digest = hashlib.sha256(STORY.strip().encode()).hexdigest()
    assert (plain.id, plain.slug, plain.digest) == ("Über cars", f"uber-cars-{digest[:8]}", digest)
    assert named.slug == f"cars-{hashlib.sha256(url.encode()).hexdigest()[:8]}"
    assert named.source == "example.org"


def test_defaults_fill_what_the_file_leaves_out(write: Callable[[str, str | bytes], Path]) -> None:
    path = write("a.md", f"---\ntitle: Cars\nlang: en\n---\n{STORY}")
    defaults = Defaults(title="Other", published=date(2024, 1, 2), source="Wire", author="A. B.", lang="es")
    article = read_article(path, defaults=defaults)
    assert (article.title, article.published, article.source) == ("Cars", date(2024, 1, 2), "Wire")
    assert (article.author, article.lang, article.warnings) == ("A. B.", "en", ())


@pytest.mark.parametrize(
    ("content", "lang", "warning"),
    [
        ("---\ndate: soon\n---\n" + STORY, "en", "the date 'soon' was not understood"),
        (
            "O comércio entre o Brasil e a Argentina não cresceu em 2024, e as vendas do país caíram.",
            "pt",
            "no rules",
        ),
        ("Tokyo 2024", "en", "could not be told"),
        ("---\nlang: es\n---\n" + STORY * 6, "en", "its words are 'en'"),
        (STORY, "en", "no date of publication"),
    ],
)
def test_warnings(content: str, lang: str, warning: str, write: Callable[[str, str | bytes], Path]) -> None:
    article = read_article(write("a.md", content))
    assert article.lang == lang
    assert warning in " ".join(article.warnings)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.text().map(str.encode),
        st.binary(),
        st.lists(
            st.sampled_from(
                [
                    "---",
                    "\n",
                    "\n\n",
                    "title: A",
                    "# ",
                    "**",
                    "- ",
                    "| a | b |",
                    "|---|",
                    "Q: ",
                    "By Ann Other",
                    "1. ",
                    "<p>",
                    "</p>",
                    "<div>",
                    "<table><tr><td>",
                    "<br>",
                    "<li>",
                    "May 5, 2024",
                    "Share this",
                    "Read next",
                    "Mexico sold cars to Japan for the first time this year.",
                    "<html lang='es'>",
                    "[a](b)",
                    "\\",
                    "=====",
                ]
            )
        ).map(lambda parts: "".join(parts).encode()),
    ),
    suffix=st.sampled_from([".txt", ".md", ".html"]),
)
def test_any_content_is_read_or_refused(content: bytes, suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    try:
        article = read_article(path)
    except ArticleError:
        return
    check_blocks(article)


@pytest.mark.parametrize("folder", ["pages"])
def test_blocks_cover_the_text(folder: str) -> None:
    read = list(read_articles([Path(__file__).parent / folder]))
    assert len(read) == 16
    for article in read:
        check_blocks(article)


def test_a_title_with_a_colon_needs_no_quotes(tmp_path: Path) -> None:
    file = tmp_path / "chips.md"
    file.write_text("---\ntitle: Chips: the list so far\ndate: 2024-05-31\n---\nA plant opened.\n", "utf-8")
    article = read_article(file)
    assert article.title == "Chips: the list so far"
    assert article.published == date(2024, 5, 31)


@pytest.mark.parametrize(
    "text",
    [
        "Led by Anders Holm, the mission went on to Vietnam.",
        "De gira por Asia, el ministro Anders Holm pasó por Vietnam.",
    ],
)
def test_a_sentence_that_ends_like_an_hour_is_no_byline(text: str, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(f"A journey\n\n{text}\n", "utf-8")
    assert text in read_article(tmp_path / "story.txt").text


def test_a_byline_may_close_with_an_hour(tmp_path: Path) -> None:
    story = "The mission went to Vietnam, where it bought rice worth $2 million from two mills."
    line = "By Anders Holm | 3 May 2024, 9:30 a.m."
    (tmp_path / "story.txt").write_text(f"A journey\n\n{line}\n\n{story}\n", "utf-8")
    article = read_article(tmp_path / "story.txt")
    assert (article.author, line in article.text) == ("Anders Holm", False)
