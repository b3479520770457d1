"""What the services tell each other: the one thing they share about each other."""
