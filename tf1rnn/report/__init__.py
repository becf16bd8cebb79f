"""Runs as pages, notebooks, tables and exported models."""
