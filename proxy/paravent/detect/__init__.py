"""Finding personal data in text: identifiers with checksums, names by model, in workers."""
