"""Sweeps: a task run with each combination of some hyperparameters' values, and seeds."""
