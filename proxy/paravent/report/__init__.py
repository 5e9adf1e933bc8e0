"""The report: what the audit log says about a time and a client, for people who were not there."""
