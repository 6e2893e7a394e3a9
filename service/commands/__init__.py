"""What can be asked of the service at a terminal, one command a file."""
