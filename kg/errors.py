"""The errors of this package: each names the file, the place in it, and the next step."""

from __future__ import annotations


class KgError(Exception):
    """Anything that went wrong in a way a user can act on.

    Args:
        problem: what is wrong, in one clause.
        where: the file, table, key or page it is wrong in; "" where there is none.
        advice: what to do next; "" where nothing can be done.
    """

    def __init__(self, problem: str, *, where: str = "", advice: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.where = where
        self.advice = advice

    def __str__(self) -> str:
        head = f"{self.where}: {self.problem}" if self.where else self.problem
        return f"{head}; {self.advice}" if self.advice else head


class UsageError(KgError):
    """The command was called in a way that cannot work (exit status 2)."""


class InputError(KgError):
    """A page or its description cannot be read."""


class OntologyError(KgError):
    """A file of the ontology folder is malformed or disagrees with another."""


class ModelError(KgError):
    """The trained tagger's file is missing, damaged or of another kind."""


class OutputError(KgError):
    """A result cannot be written."""


class KilledError(KgError):
    """A process that was at work for this one was ended from outside."""


class QueryError(UsageError):
    """A query cannot be parsed, is unknown, or asks for what cannot be given."""
