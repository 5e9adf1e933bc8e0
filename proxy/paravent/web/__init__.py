"""The local pages on 127.0.0.1."""
