"""Forms of input, one module each: bytes of a file in, its text out as lines that the layout understands."""
