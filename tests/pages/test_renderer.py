"""Every page of a graph: sound HTML, links that lead somewhere, and nothing from the graph that runs."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import pytest
from html5lib.html5parser import ParseError
from tradegraph.pages import Hit, Pages, Site
from tradegraph.queries.catalogue import find_question, load_questions, run_query
from tradegraph.rdf.quads import CONTEXT
from tradegraph.rdf.store import Store

from .graphs import HOSTILE, parse_html, to_text

#: Pages that whoever publishes or serves the site makes.
_ELSEWHERE = {"ontology", "search", "downloads"}
SVG = "{http://www.w3.org/2000/svg}"
#: Attributes that hold an address.
_ADDRESSES = ("href", "src", "action")


def addresses(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        yield from (element.attrib[name] for name in _ADDRESSES if name in element.attrib)


def resolve(path: str, address: str) -> str:
    """Return the path under the root of the site that a relative address of the page `path` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(urlsplit(address).path)))


def test_the_pages_are_sorted_and_none_is_empty(documents: dict[str, str]) -> None:
    assert list(documents) == sorted(set(documents))
    assert [path for path, document in documents.items() if not document] == []
    kinds = {path.partition("/")[0] for path in documents}
    assert {
        "index",
        "actors",
        "agreement",
        "article",
        "claim",
        "country",
        "question",
        "relationship",
    } <= kinds


def test_every_page_is_sound_html(documents: dict[str, str], trees: dict[str, Element]) -> None:
    assert trees.keys() == documents.keys()


def test_the_parser_finds_mistakes() -> None:
    with pytest.raises(ParseError):
        parse_html("<!DOCTYPE html><title>x</title><p><section>")


def test_every_link_leads_to_a_page_or_to_a_document_of_data(
    documents: dict[str, str], trees: dict[str, Element]
) -> None:
    things = {path for path, document in documents.items() if 'rel="canonical"' in document}
    known = {f"{path}.html" for path in {*documents, *_ELSEWHERE}} | {"style.css"}
    known |= {f"{path}.{extension}" for path in things for extension in ("ttl", "jsonld", "nt")}
    lost = {
        (path, address)
        for path, tree in trees.items()
        for address in addresses(tree)
        if not urlsplit(address).scheme
        and not address.startswith("#")
        and resolve(path, address) not in known
    }
    assert lost == set()


def test_every_fragment_is_on_its_page(trees: dict[str, Element]) -> None:
    for tree in trees.values():
        ids = [element.attrib["id"] for element in tree.iter() if "id" in element.attrib]
        assert len(ids) == len(set(ids))
        assert {address[1:] for address in addresses(tree) if address.startswith("#")} <= set(ids)


def test_every_page_has_a_title_one_heading_and_landmarks(trees: dict[str, Element]) -> None:
    titles = {}
    for path, tree in trees.items():
        assert len(list(tree.iter("h1"))) == 1
        assert len(list(tree.iter("main"))) == 1
        assert {nav.attrib["aria-label"] for nav in tree.iter("nav")} >= {"Site"}
        assert tree.attrib["lang"] == "en"
        descriptions = [
            m.attrib["content"] for m in tree.iter("meta") if m.attrib.get("name") == "description"
        ]
        assert len(descriptions) == 1
        assert descriptions[0]
        titles[path] = to_text(next(tree.iter("title")))
    assert min(map(len, titles.values())) > 3


def test_a_thing_names_its_address_and_its_data(trees: dict[str, Element]) -> None:
    tree = trees["country/MX"]
    links = {(link.attrib["rel"], link.attrib["href"]) for link in tree.iter("link")}
    assert ("canonical", "https://w3id.org/tradegraph/country/MX") in links
    assert {href for rel, href in links if rel == "alternate"} == {
        f"../country/MX.{extension}" for extension in ("ttl", "jsonld", "nt")
    }
    assert "https://w3id.org/tradegraph/country/MX" in to_text(next(tree.iter("footer")))


@pytest.mark.parametrize(
    "path", ["country/XX", "claim/none", "nothing", "../style", "actors/2", "a b", "question/x"]
)
def test_there_is_no_page_of_what_is_not(path: str, pages: Pages) -> None:
    assert pages.render(path) is None


def test_an_entity_of_the_reference_data_has_a_page_that_says_so(pages: Pages) -> None:
    document = pages.render("country/IS")
    assert document is not None
    assert "No article in this graph says anything of it" in to_text(parse_html(document))


def test_no_page_tells_more_of_an_article_than_its_claims(trees: dict[str, Element], store: Store) -> None:
    quotes = {" ".join(text.split()) for _, text in store.pairs("oa:exact")}
    shown = [q for tree in trees.values() for q in tree.iter("blockquote") if len(list(q.iter("mark"))) == 0]
    assert {to_text(quote) for quote in shown} <= quotes
    around = [
        span for tree in trees.values() for span in tree.iter("span") if "around" in span.attrib.values()
    ]
    assert max(len(to_text(span)) for span in around) <= CONTEXT + 1


def hostile_documents(pages: Pages) -> Iterator[tuple[str, str]]:
    """Yield pages of every kind, with hostile texts in all that they are given."""
    yield from (
        (path, pages.render(path) or "") for path in pages.paths() if not path.startswith("question/")
    )
    hits = [Hit("country/hostile", HOSTILE, HOSTILE, HOSTILE)]
    yield "search", pages.render_search(HOSTILE, hits)
    yield "missing", pages.render_document("problem.html", "missing", title=HOSTILE, problem=HOSTILE)
    for question in load_questions():
        values = dict.fromkeys((parameter.name for parameter in question.parameters), HOSTILE)
        yield f"question/{question.name}", pages.render_answer(question, values=values, problem=HOSTILE)


def test_nothing_from_the_graph_runs(hostile_pages: Pages) -> None:
    kinds = set()
    for path, document in hostile_documents(hostile_pages):
        tree = parse_html(document)
        scripts = list(tree.iter("script"))
        assert {script.attrib["type"] for script in scripts} <= {"application/ld+json"}
        assert all(json.loads(script.text or "") for script in scripts)
        assert not list(tree.iter("img"))
        assert not [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
        assert not [address for address in addresses(tree) if "javascript:" in address]
        kinds.add(path.partition("/")[0])
    assert {"claim", "relationship", "article", "agreement", "organization", "person", "search"} <= kinds


@pytest.mark.parametrize("path", ["organization/hostile", "agreement/hostile", "actors/company", "articles"])
def test_hostile_names_are_shown_as_they_are(path: str, hostile_pages: Pages) -> None:
    tree = parse_html(hostile_pages.render(path) or "")
    assert " ".join(HOSTILE.split()) in to_text(next(tree.iter("main")))


def test_names_cannot_turn_the_text_around_them(hostile_pages: Pages) -> None:
    tree = parse_html(hostile_pages.render("organization/hostile") or "")
    turning = [element for element in tree.iter() if "\u202e" in (element.text or "")]
    assert turning
    # Each of these holds it, or is a line of its own.
    held = {"bdi", "title", "script", f"{SVG}text", "p", "h1"}
    assert {element.tag for element in turning} <= held


def test_the_answer_to_a_question_is_a_table_with_its_figures_drawn(store: Store) -> None:
    pages = Pages(store, site=Site(store.base, is_live=True))
    question, values = find_question("trade-partners"), {"country": "Mexico"}
    results = run_query(store, "trade-partners", **values)
    tree = parse_html(pages.render_answer(question, values=values, results=results))
    (form,) = tree.iter("form")
    assert form.attrib["action"] == "../question/trade-partners.html"
    fields = {field.attrib["name"]: field.attrib["value"] for field in form.iter("input")}
    assert fields == {"country": "Mexico", "year": "", "limit": "100", "language": "en"}
    downloads = {a.attrib["href"] for a in tree.iter("a") if "download" in a.attrib}
    assert "../question/trade-partners.csv?country=Mexico" in downloads
    assert len(downloads) == 4
    rows = next(section for section in tree.iter("section") if section.attrib["aria-labelledby"] == "answer")
    assert len(list(rows.iter("tr"))) == 1 + results.n


def test_a_problem_is_told_where_the_form_is(store: Store) -> None:
    pages = Pages(store, site=Site(store.base, is_live=True))
    question = find_question("trade-partners")
    tree = parse_html(pages.render_answer(question, values={"country": "Atlantis"}, problem="no <Atlantis>"))
    assert [to_text(p) for p in tree.iter("p") if p.attrib.get("role") == "alert"] == ["no <Atlantis>"]
    assert [i.attrib["value"] for i in tree.iter("input") if i.attrib["name"] == "country"] == ["Atlantis"]


def test_the_search_shows_what_it_found(pages: Pages) -> None:
    found = pages.render_search("pacific", [Hit("country/MX", "Mexico", "country", "the Pacific Alliance")])
    tree = parse_html(found)
    assert [to_text(quote) for quote in tree.iter("q")] == ["the Pacific Alliance"]
    assert "Nothing here has these words" in pages.render_search("zzz", [])
