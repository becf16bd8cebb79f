"""The door from Python: what `import tf1rnn` gives scripts and notebooks."""
