"""The bodies of the register, their cards and offers, and the listings from open data."""
