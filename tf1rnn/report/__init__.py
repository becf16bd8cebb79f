"""Runs as pages that open in any browser: what they printed, their metrics, their networks."""
