"""Bring outside data in: files are mapped to rows, rows go to the providers service in batches."""
