"""The lesson's use cases: they are installed with tf1rnn."""
