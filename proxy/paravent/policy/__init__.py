"""What is to be done with a finding: rules in YAML, read strictly, evaluated purely."""
