"""Where a graph is loaded to: the address, the credentials from the environment, and what may be deleted."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import OutputError, UsageError

#: Told how many are loaded, of all: once the database is found to hold no other graph (or is emptied of it), then after
#: each batch.
Progress = Callable[[int, int], None]
#: Schemes whose address is a path on this machine.
EMBEDDED = frozenset({"ladybug"})
USER, PASSWORD = "KG_LOAD_USER", "KG_LOAD_PASSWORD"


@dataclass(frozen=True)
class Target:
    """A database to load into.

    Attributes:
        url: the address, without credentials. user, password: from the environment or a prompt, never from the URL.
        replace: delete what the database holds of a graph before. evidence: load sentences, articles and pages too.
    """

    url: str
    user: str = ""
    password: str = ""
    replace: bool = False
    evidence: bool = False

    @property
    def scheme(self) -> str:
        """What kind of address it is (``bolt``, ``sparql+http``)."""
        return urlsplit(self.url).scheme

    def __repr__(self) -> str:
        """Without the password, so that no log has it."""
        return f"Target({self.url!r}, user={self.user!r}, replace={self.replace}, evidence={self.evidence})"


def parse_target(
    url: str, *, replace: bool = False, evidence: bool = False, environment: Mapping[str, str] = os.environ
) -> Target:
    """The target of an address.

    Raises:
        UsageError: the address holds a password, or is none.
    """
    parts = urlsplit(url)
    if parts.password is not None:
        raise UsageError("a password stands in the address", advice=f"leave it out and set {PASSWORD}")
    if parts.scheme in EMBEDDED and parts.path:
        return Target(url, replace=replace, evidence=evidence)
    if not parts.scheme or not parts.hostname:
        raise UsageError(f"not an address: {url}", advice="write bolt://127.0.0.1:7687 or sparql+http://host/…")
    host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
    user = parts.username or environment.get(USER, "")
    bare = parts._replace(netloc=host).geturl()
    return Target(bare, user, environment.get(PASSWORD, ""), replace, evidence)


def another_graph(target: Target, what: str) -> OutputError:
    """The error for a database that holds what the graph to load does not: an id or an IRI of it."""
    problem = f"another graph is there (it has {what}, this one has not)"
    return OutputError(problem, where=target.url, advice="--replace deletes it first")


@dataclass(frozen=True)
class Loaded:
    """What was sent: how many, of what."""

    count: int
    unit: str


#: Loads the Turtle file into the target; raises OutputError.
Loader = Callable[[Path, Target, Progress], Loaded]
