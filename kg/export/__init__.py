"""A graph in, files out: one file a format, registered in kg.export.registry."""
