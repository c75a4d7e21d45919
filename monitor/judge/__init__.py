"""What looks mean over time: pure folds from observations to spells and standings."""
