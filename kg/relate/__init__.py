"""Mentions in, statements out: rules over typed mentions, lists, co-occurrence."""
