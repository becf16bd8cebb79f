"""The lesson's outline: what `topic` numbers and `configuration` words of a task refer to."""

TITLE = "Recurrent Neural Networks"

# Two topics of the lesson carry the number 3; the second holds its listings.
TOPICS = {
    1: "Meaning of Recurrent Neural Networks",
    2: "Layers of Recurrent Neurons",
    3: "RNN in TensorFlow",
    4: "Handling Sequences of Variable Lengths",
    5: "Training Recurrent Neural Networks",
    6: "Time Series Predictions",
    7: "Deep RNN and LSTM",
    8: "Word Embedding",
}


def topic_title(topic: int | None) -> str:
    """The heading that `list` groups tasks under; None means beyond the lesson."""
    return "Beyond the lesson" if topic is None else f"Topic {topic}: {TOPICS[topic]}"
