"""The public site: static pages and files, made from the store alone."""
