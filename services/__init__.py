"""Room for the services chapter of the standards; see docs/architecture.md."""
