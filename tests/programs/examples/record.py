"""Record what the example programs print under genuine TensorFlow 1.15.

    python3.7 tests/programs/examples/record.py [PROGRAM ...]

needs tensorflow==1.15.5 and protobuf<3.21. It writes recorded/<program>.txt for each PROGRAM, or
for all of them without any. Notebooks run without their magics and figures.
"""

import json
import os
import subprocess
import sys

FOLDER = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = {  # name: arguments of python
    "adding": ["-m", "adding", "--n_iterations=76", "--cell", "ugrnn", "more"],
    "attention_seq2seq": ["attention_seq2seq.py"],
    "bidirectional": ["bidirectional.py"],
    "char_rnn": ["char_rnn.py"],
    "estimator": ["estimator.py"],
    "ptb_lm": ["ptb_lm.py", "--model=small", "--max_epochs", "3"],
    "text_classifier": ["text_classifier.py"],
    "time_series": ["time_series.ipynb"],
    "decoding/beam_search": ["decoding/beam_search.py"],
    "decoding/crf_tagger": ["decoding/crf_tagger.py"],
    "decoding/ctc": ["decoding/ctc.py"],
    "decoding/legacy_attention": ["decoding/legacy_attention.py"],
    "decoding/reinforce": ["decoding/reinforce.py", "--hidden", "8"],
    "decoding/sampling": ["decoding/sampling.py"],
    "decoding/word2vec": ["decoding/word2vec.py"],
    "sequences/buckets": ["sequences/buckets.py"],
    "sequences/conv_lstm": ["sequences/conv_lstm.py"],
    "sequences/counting": ["sequences/counting.ipynb"],
    "sequences/gradients_by_hand": ["sequences/gradients_by_hand.py"],
    "sequences/keras_lstm": ["sequences/keras_lstm.py"],
    "sequences/own_cell": ["sequences/own_cell.py"],
    "sequences/raw_rnn": ["sequences/raw_rnn.py"],
    "sequences/variable_length": ["sequences/variable_length.py"],
    "training/dataset_iterator": ["training/dataset_iterator.py"],
    "training/experiment": ["training/experiment.py", "--steps=15"],
    "training/input_queues": ["training/input_queues.py"],
    "training/meta_graph": ["training/meta_graph.py"],
    "training/monitored": ["training/monitored.py"],
    "training/slim_train": ["training/slim_train.py"],
    "training/summaries": ["training/summaries.py"],
    "training/supervisor": ["training/supervisor.py"],
}


def script(notebook):
    """The code cells of a notebook, without magics, as `python -c` takes them."""
    with open(os.path.join(FOLDER, notebook)) as file:
        cells = json.load(file)["cells"]
    code = [cell["source"] + ["\n"] for cell in cells if cell["cell_type"] == "code"]
    skipped = ("%", "!", "from __future__", "import matplotlib", "plt.")
    kept = (line for cell in code for line in cell if not line.lstrip().startswith(skipped))
    return ["-c", "".join(kept)]


def main(names):
    """Run each program by the Python that runs this one."""
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3")
    for name in names or PROGRAMS:
        arguments = PROGRAMS[name]
        if arguments[0].endswith(".ipynb"):
            arguments = script(arguments[0])
        done = subprocess.run(
            [sys.executable, *arguments], cwd=FOLDER, env=environment, stdout=subprocess.PIPE
        )
        path = os.path.join(FOLDER, "recorded", name + ".txt")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(done.stdout)
        print(name, "exit code", done.returncode)


if __name__ == "__main__":
    main(sys.argv[1:])
