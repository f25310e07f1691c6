"""A built graph into a running database: what each kind of address means is in kg.load.registry."""
