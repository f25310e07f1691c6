"""The databases of the contract: how each is addressed and asked, whatever it is."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import requests

from tests.databases.questions import PREFIXES, Answers, Question, rows
from tests.databases.servers import Server

#: All of them.
TARGETS = ("oxigraph", "oxigraph-update", "fuseki", "rdf4j", "virtuoso", "neo4j", "ladybug")
GRAPH = "http://kg.test/zhuzhou"


class Target(Protocol):
    """A database to load into.

    Attributes:
        address: for ``kg load``. login: environment for it. cypher: whether it is asked in Cypher.
    """

    address: str
    login: Mapping[str, str]
    cypher: bool

    def answers(self, question: Question) -> Answers:
        """What it answers, each value as text."""


@dataclass(frozen=True)
class TripleStore:
    """A store asked by the SPARQL protocol."""

    address: str
    query: str
    login: Mapping[str, str] = field(default_factory=dict)
    cypher: bool = False

    def answers(self, question: Question) -> Answers:
        accept = {"Accept": "text/csv"}
        answer = requests.post(self.query, data={"query": PREFIXES + question.sparql}, headers=accept, timeout=60)
        answer.raise_for_status()
        return rows(list(csv.reader(io.StringIO(answer.content.decode(), newline="")))[1:])


@dataclass(frozen=True)
class Neo4j:
    """Neo4j, asked over Bolt."""

    address: str
    login: Mapping[str, str]
    cypher: bool = True

    def answers(self, question: Question) -> Answers:
        query = question.cypher.replace("{type}", "type(r)")
        return rows(
            record.values() for record in self.run(query.replace("{label}", "[l IN labels(n) WHERE l <> 'Entity'][0]"))
        )

    def run(self, query: str) -> list:
        import neo4j

        with neo4j.GraphDatabase.driver(self.address, auth=tuple(self.login.values())) as driver:
            return driver.execute_query(query).records


@dataclass(frozen=True)
class Ladybug:
    """A file of Ladybug's, asked in this process."""

    file: Path
    login: Mapping[str, str] = field(default_factory=dict)
    cypher: bool = True

    @property
    def address(self) -> str:
        return f"ladybug:{self.file}"

    def answers(self, question: Question) -> Answers:
        return self.run(question.cypher.replace("{type}", "label(r)").replace("{label}", "n.label"))

    def run(self, query: str) -> Answers:
        import ladybug

        with ladybug.Database(str(self.file)) as database, ladybug.Connection(database) as connection:
            return rows(connection.execute(query).get_all())


def triple_store(name: str, server: Server) -> TripleStore:
    """The store of a name at a server."""
    load, query = {
        "oxigraph": ("/store?default", "/query"),
        "oxigraph-update": ("/update", "/query"),
        "fuseki": ("/ds/data?default", "/ds/query"),
        "rdf4j": ("/rdf4j-server/repositories/zhuzhou/statements", "/rdf4j-server/repositories/zhuzhou"),
        "virtuoso": (f"/sparql-graph-crud-auth?graph-uri={GRAPH}", f"/sparql?default-graph-uri={GRAPH}"),
    }[name]
    return TripleStore(f"sparql+{server.http}{load}", f"{server.http}{query}", server.login)
