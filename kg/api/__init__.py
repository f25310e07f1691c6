"""A built graph from Python: ``kg.open(path)`` gives it; see kg.api.graph."""
