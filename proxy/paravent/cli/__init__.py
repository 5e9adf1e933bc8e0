"""The command line: what a person types, and the only place that prints."""
