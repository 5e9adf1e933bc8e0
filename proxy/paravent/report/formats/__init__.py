"""One format a file: what a document is written as."""
