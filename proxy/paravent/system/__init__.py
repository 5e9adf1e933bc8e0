"""What touches the person's machine: the certificate authority, the PAC file, the checks."""
