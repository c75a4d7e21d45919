"""The two programs that go into every bundle: they import nothing of ours."""
