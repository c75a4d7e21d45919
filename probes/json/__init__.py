"""Any JSON endpoint, read by paths that the operator configures."""
