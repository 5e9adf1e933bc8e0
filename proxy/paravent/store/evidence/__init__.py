"""What an evidence bundle carries besides the log: nothing here is used by the program itself."""
