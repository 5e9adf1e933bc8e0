"""The vendors behind the services: what is known of each, from whom, and since when."""
