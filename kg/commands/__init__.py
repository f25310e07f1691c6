"""The commands, one module each: a click command called ``command``; kg.cli imports it when it is asked for."""
