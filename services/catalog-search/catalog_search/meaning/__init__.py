"""What entries and queries mean, in numbers: found by it where no word of the query stands."""
