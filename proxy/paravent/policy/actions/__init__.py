"""One action a file. The folder is walked: adding an action is adding a file."""
