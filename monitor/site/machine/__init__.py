"""What programs read of the public site: JSON, CSV, feeds, badges, cards, lists of pages, strips to embed."""
