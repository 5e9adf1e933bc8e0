"""The person's own clients, and what is never or always to be hidden: read, matched, attributed."""
