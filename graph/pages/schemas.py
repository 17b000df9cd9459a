"""What a page tells machines about its subject: terms of schema.org (https://schema.org/docs/schemas.html)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tradegraph.pages.articles import Article
from tradegraph.pages.claims import Claim
from tradegraph.pages.entities import Entity
from tradegraph.pages.nodes import Source
from tradegraph.pages.sites import Site, to_href
from tradegraph.queries.catalogue import Question

Schema = dict[str, Any]

_CONTEXT: Final = "https://schema.org"
#: The type of each kind of entity; for others schema.org has none that fits.
_TYPES: Final[Mapping[str, str]] = {
    "Academia": "EducationalOrganization",
    "Agreement": "CreativeWork",
    "Association": "Organization",
    "Bloc": "Organization",
    "City": "City",
    "Company": "Corporation",
    "Country": "Country",
    "Facility": "Place",
    "GovernmentBody": "GovernmentOrganization",
    "InternationalOrganization": "Organization",
    "Person": "Person",
    "Product": "Product",
    "Region": "AdministrativeArea",
    "Sector": "DefinedTerm",
}


def describe_crumbs(site: Site, crumbs: Sequence[tuple[str, str]], path: str, title: str) -> Schema:
    """Return the way from the home page to a page."""
    steps = [("index", "Home"), *crumbs, (path, title)]
    items = [
        {"@type": "ListItem", "position": n, "name": name, "item": site.base + to_href(place)}
        for n, (place, name) in enumerate(steps, start=1)
    ]
    return {"@context": _CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}


def describe_entity(entity: Entity) -> Schema:
    """Return an entity: its names and what it is the same as."""
    names = [text.value for text in (*entity.names[1:], *entity.aliases)]
    return _fill(
        {"@context": _CONTEXT, "@type": _TYPES.get(entity.thing.kind, "Thing"), "@id": entity.thing.iri},
        name=entity.thing.name.value,
        alternateName=list(dict.fromkeys(names)),
        sameAs=[one.iri for one in entity.identifiers],
    )


def describe_article(site: Site, source: Source, article: Article | None = None) -> Schema:
    """Return an article."""
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    author = {"@type": "Person", "name": article.author} if article and article.author else None
    return _fill(
        {"@context": _CONTEXT, "@type": "NewsArticle", "@id": site.base + source.path},
        headline=source.name.value,
        inLanguage=source.name.lang,
        datePublished=source.published,
        publisher=publisher,
        author=author,
        url=source.url,
    )


def describe_claim(site: Site, claim: Claim) -> Schema:
    """Return a claim: its words, who made it, and the article in which it appears."""
    speaker = claim.quote.speaker
    article = describe_article(site, claim.quote.source)
    del article["@context"]
    return _fill(
        {"@context": _CONTEXT, "@type": "Claim", "@id": site.base + claim.quote.path},
        text=claim.quote.words.value,
        inLanguage=claim.quote.words.lang,
        appearance=article,
        author={"@id": speaker.iri, "name": speaker.name.value} if speaker else None,
    )


def describe_question(site: Site, question: Question) -> Schema:
    """Return a question of the catalogue."""
    return {
        "@context": _CONTEXT,
        "@type": "CreativeWork",
        "@id": f"{site.base}question/{question.name}",
        "name": question.summary,
        "description": question.description,
        "keywords": ", ".join(question.tags),
    }


def describe_dataset(site: Site) -> Schema:
    """Return the data set that the site shows."""
    return {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "@id": f"{site.base}void.ttl#dataset",
        "url": site.base,
        "name": site.title,
        "description": DESCRIPTION,
        "isAccessibleForFree": True,
    }


#: What a site of this kind is, in a sentence.
DESCRIPTION: Final = (
    "Cross-border economic relationships as news articles tell them, "
    "each with the words and the source that it was read from."
)


def _fill(schema: Schema, **values: Any) -> Schema:
    return schema | {name: value for name, value in values.items() if value}
