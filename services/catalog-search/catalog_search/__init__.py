"""The public catalogue: a projection of what the other services tell, and its search."""
