"""What is kept on disk: the audit log and the vault, both encrypted, both SQLite."""
