"""The door to the web: the only package that may import httpx, httpcore and h11; knows no targets and no store."""
