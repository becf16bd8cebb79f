"""gensim's skip-gram on the sentences that the benchmark gives; a process of its own.

    python with_gensim.py TEXT.json ALPHA TARGET SECONDS

TEXT.json holds `sentences`, lists of words, and `tags`, the part of speech of each word that has
one. Trains an epoch at a time until TARGET of the nearest neighbours share their word's part of
speech, or for SECONDS of the processor, and prints a line of JSON: what each epoch took until then.
"""

import json
import os
import sys
import time

import numpy as np
from protocol import need

N_NEAREST = 5  # as the task word_embeddings


def main():
    path, alpha, target, seconds = sys.argv[1], *map(float, sys.argv[2:])
    word2vec = need("gensim.models.word2vec")
    with open(path, encoding="utf-8") as file:
        text = json.load(file)
    # The task's sizes; the rest as gensim chooses it, but for words that come rarely.
    model = word2vec.Word2Vec(
        sg=1, vector_size=150, window=2, min_count=1, workers=os.cpu_count(), alpha=alpha, seed=1
    )
    model.build_vocab(text["sentences"])
    n_words = sum(map(len, text["sentences"]))
    taken, curve, share = np.zeros(2), [], 0.0
    while share < target and taken[1] < seconds:
        started = np.array([time.perf_counter(), time.process_time()])
        model.train(
            text["sentences"],
            total_examples=len(text["sentences"]),
            epochs=1,
            start_alpha=alpha,
            end_alpha=alpha,
        )
        taken += np.array([time.perf_counter(), time.process_time()]) - started
        share = same_tag(model.wv, text["tags"])
        curve.append([*taken, share])
    print(json.dumps({"curve": curve, "words": n_words * len(curve)}))


def same_tag(vectors, tags):
    """The share of the nearest neighbours that are of their word's part of speech."""
    words = vectors.index_to_key
    own = np.array([tags.get(word, "") for word in words])
    directions = vectors.vectors / np.linalg.norm(vectors.vectors, axis=1, keepdims=True)
    cosines = directions @ directions.T - 4 * np.eye(len(words))
    nearest = np.argsort(-cosines, axis=1)[:, :N_NEAREST]
    tagged = own != ""
    return float(np.mean(own[nearest[tagged]] == own[tagged, None]))


if __name__ == "__main__":
    main()
