"""How well the first entries of a search are what people would have chosen."""
