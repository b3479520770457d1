"""The whole of wishmi on one machine: command line, embedded servers, imports, benchmarks."""
