"""Opens a built graph for questions, and answers one."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.ontology import KG
from kg.query.words import says

#: Prefixes that a query may use without declaring them.
PREFIXES = {
    "kg": KG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "time": "http://www.w3.org/2006/time#",
}

Answer = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


def open_graph(path: Path) -> ox.Store:
    """The graph in a file (any RDF format by its ending, .gz too), or in the folder of a store on disk.

    A file is read into memory; the folder, which ``oxigraph load`` or pyoxigraph's ``Store(path)`` makes, is not.

    Raises:
        InputError: it is missing, or not RDF.
    """
    return load(path, ox.Store())


def load(path: Path, store: ox.Store) -> ox.Store:
    """The store, filled from a file without holding all of it in memory; or the store in the folder, read only.

    Raises:
        InputError: it is missing, or not RDF.
    """
    try:
        if path.is_dir():
            return ox.Store.read_only(str(path))
        if path.suffix != ".gz":
            store.bulk_load(path=str(path), format=_format(path))
            return store
        with gzip.open(path) as file:
            store.bulk_load(cast(IO[bytes], file), format=_format(path))
        return store
    except (OSError, EOFError, zlib.error) as error:
        advice = "build it with: kg build seeds --out exports" if not path.exists() else ""
        raise InputError(
            "no graph here" if advice else f"cannot be read ({error})", where=str(path), advice=advice
        ) from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"cannot be read as RDF ({error})", where=str(path)) from error


def _format(path: Path) -> ox.RdfFormat:
    name = path.with_suffix("") if path.suffix == ".gz" else path
    format_ = ox.RdfFormat.from_extension(name.suffix[1:])
    if format_ is None:
        raise InputError("no RDF by its ending", where=str(path), advice="name a .ttl, .trig, .nq.gz or .jsonld file")
    return format_


def ask(store: ox.Store, query: str) -> Answer:
    """The answer to a SPARQL 1.1 query; the usual prefixes need not be declared.

    Raises:
        QueryError: it does not parse, or is an update.
    """
    try:
        # Oxigraph's union of all graphs would go before those that the query names.
        return store.query(query, prefixes=PREFIXES, use_default_graph_as_union=not says(query, "FROM"))
    except SyntaxError as error:
        if _is_update(store, query):
            raise QueryError(
                "this is an update; a built graph is only read", advice="mend the pages and build again"
            ) from error
        raise QueryError(f"not SPARQL ({error})", advice="kg query lists ready questions") from error
    except (ValueError, OSError) as error:
        raise QueryError(f"cannot be answered ({error})") from error


def _is_update(store: ox.Store, query: str) -> bool:
    """Whether it parses as an update; tried on an empty store, where it can do nothing."""
    try:
        ox.Store().update(query, prefixes=PREFIXES)
    except (SyntaxError, ValueError, OSError, RuntimeError):
        return False
    return True
