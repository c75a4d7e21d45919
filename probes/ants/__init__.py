"""ANTS: the national search for passport and identity card appointments in town halls, a JSON API."""
