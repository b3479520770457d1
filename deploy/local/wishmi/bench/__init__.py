"""Measures of the whole system against the bare engine, side by side in one run."""
