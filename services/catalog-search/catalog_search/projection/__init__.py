"""From the last fact about a thing to its document: pure, so that it can be made again."""
