"""Zhuzhou KG: a knowledge graph from a city's newspapers, each edge with the sentence that says it."""

__version__ = "0.1.0"
