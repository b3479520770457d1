"""One function for each use case: it opens the transaction, applies the rules, keeps, tells."""
