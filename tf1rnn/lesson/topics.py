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


USE_CASES = "Use cases"  # what topics 1 and 3 name RNNs for


def heading(topic: int | None, use_case: str = "") -> str:
    """The heading that `list` groups tasks under; topic None means beyond the lesson."""
    if topic is not None:
        return f"Topic {topic}: {TOPICS[topic]}"
    return USE_CASES if use_case else "Beyond the lesson"
