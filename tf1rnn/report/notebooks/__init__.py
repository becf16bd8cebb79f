"""Writes a task as a notebook: its text, its listing in phases, things to try."""
