"""The adding problem: two values of a sequence are marked; their sum is the target."""

import numpy as np


def batches(n_steps, batch_size, seed):
    random = np.random.RandomState(seed)
    while True:
        values = random.uniform(size=[batch_size, n_steps])
        marks = np.zeros([batch_size, n_steps])
        for row in marks:
            row[random.choice(n_steps, 2, replace=False)] = 1
        yield np.stack([values, marks], 2).astype(np.float), (values * marks).sum(1)
