"""The configuration file: found, read, checked and explained. Importing this package loads nothing else."""
