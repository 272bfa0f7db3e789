"""The demonstration: real organisations drawn from public data, and the invented cast that may be removed."""
