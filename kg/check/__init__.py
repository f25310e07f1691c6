"""Says whether a built graph is sound: fast checks of all of it, the SHACL shapes on all or a sample."""
