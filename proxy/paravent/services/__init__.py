"""What Paravent knows of each AI service: hosts, endpoints, wire formats."""
