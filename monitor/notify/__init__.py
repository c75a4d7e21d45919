"""Telling people. So far: whether a receiver could be told."""
