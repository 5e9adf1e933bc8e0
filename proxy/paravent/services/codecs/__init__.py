"""One wire format a file. The folder is walked: adding a format is adding a file."""
