"""What several of the lesson's tasks share: data, figures, measurements."""
