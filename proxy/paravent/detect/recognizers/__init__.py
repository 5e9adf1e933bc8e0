"""One identifier a file. The folder is walked: adding an identifier is adding a file."""
