"""The things of this service and their rules: no I/O, no clock."""
