"""Any page, read by the operator's own phrases and CSS selectors."""
