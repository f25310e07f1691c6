"""Statements in, entities out: which local ids are one thing, as an overlay that can be run again."""
