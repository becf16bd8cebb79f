"""Fill up short sequences with zeros.

task: variable_length
place: 1
axes: ids = batch, n_steps

Sequences differ in length, but one array must hold them all. Shorter ones are zero-padded: filled
up with zeros to the length of the longest. Write the function that does so. It returns the array
[batch, n_steps] and the length of each sequence, which sequence_length of dynamic_rnn will need.
"""

import numpy as np


def pad(sequences, pad_id):
    #: hole lengths
    #:     How many items each sequence has: an array of whole numbers [batch].
    #: listing parts/sentence_pairs "lengths = "
    #: hole ids
    #:     An array [batch, n_steps] filled with pad_id; n_steps is the length of the longest.
    #: listing parts/sentence_pairs "ids = np.full"
    for row, sequence in zip(ids, sequences):
        #: hole `row[: len(sequence)] = sequence`
        #:     Put the sequence at the beginning of its row; what follows stays pad_id.
        #: listing parts/sentence_pairs "row[: len(sequence)] = "
        pass
    return ids, lengths


ids, lengths = pad([[3, 1, 4, 1], [5], [9, 2, 6]], pad_id=0)
print(ids)
print("lengths:", lengths)

#: hint
#:     np.array([len(sequence) for sequence in sequences]) is an array of the lengths.
#: hint
#:     np.full([n_rows, n_columns], value, dtype=np.int32) makes an array with the same value
#:     everywhere; lengths.max() is the longest.
#: hint
#:     row[:3] = [9, 2, 6] sets the first three numbers of a row.
#: mistake
#:     3: row[-len(sequence):] = sequence
#:     The padding has come first. dynamic_rnn reads from the beginning, so a sequence stands there
#:     and the padding after it.
#: mistake
#:     2: np.full([len(sequences), lengths.min()], pad_id, dtype=np.int32)
#:     The array is only as long as the shortest sequence; the longest must fit.
#: mistake
#:     2: np.zeros([len(sequences), lengths.max()], dtype=np.int32)
#:     The padding is always 0. The function is told what to pad with: pad_id.
#: mistake
#:     1: np.array([max(map(len, sequences)) for sequence in sequences])
#:     Every length is that of the longest. Each sequence has its own length: without it the
#:     padding counts as input.
#: mistake
#:     3: row = sequence
#:     This gives the name row to the sequence, and the array stays as it was. Assign to a part of
#:     the row: row[...] = ...
#: check


def observe(program):
    ids, lengths = program.pad([[7, 8], [1, 2, 3, 4, 5], [6]], -1)
    return {
        "ids": program.ids,
        "lengths": program.lengths,
        "pad([[7, 8], [1, 2, 3, 4, 5], [6]], -1)": ids,
        "the lengths of these": lengths,
    }
