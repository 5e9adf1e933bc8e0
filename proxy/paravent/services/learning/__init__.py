"""Learning a service from one exchange: what was heard, what is invented, what is written."""
