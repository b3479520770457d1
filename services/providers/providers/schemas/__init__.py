"""What goes over HTTP. Cards are those of the contracts: what is written is what is told."""
