"""What every wishmi service is built from; it knows nothing of the domain."""
