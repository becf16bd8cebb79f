"""What each name of `tf` resolves to."""
