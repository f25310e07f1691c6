"""The engines there are: one row each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.engine import Engine, LocalEngine
from kg.errors import UsageError
from kg.settings import Settings


def _spark(settings: Settings) -> Engine:
    from kg.spark import SparkEngine  # an extra; loads slowly

    return SparkEngine(settings)


#: Name -> how to make the engine from the settings.
ENGINES: Mapping[str, Callable[[Settings], Engine]] = {
    "local": lambda settings: LocalEngine(settings.workers),
    "spark": _spark,
}


def make_engine(settings: Settings) -> Engine:
    """The engine that the settings name.

    Raises:
        UsageError: there is none of this name, or it is not installed.
        KgError: it does not start.
    """
    if settings.engine not in ENGINES:
        raise UsageError(f"no such engine: {settings.engine}", advice=f"there are {', '.join(ENGINES)}")
    return ENGINES[settings.engine](settings)
