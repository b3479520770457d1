"""From a checked query to what is asked of the engine, and from its answer to a page: pure."""
