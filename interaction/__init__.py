"""Room for the interaction chapter of the standards; see docs/architecture.md."""
