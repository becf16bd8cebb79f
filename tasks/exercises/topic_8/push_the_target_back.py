"""Push the target back.

task: translation
place: 3
axes: pushed_back_val = batch, n_target_words

In training the decoder is fed the target sentence, but pushed back by one step: where the first word
is wanted, it is fed <go>; where the second is wanted, the first word; and so on. The last word,
<eos>, is wanted and never fed. And the English sentence is reversed, so that the decoder starts with
its first word.
"""

import numpy as np
import tensorflow as tf

GO, EOS, PAD = 1, 2, 0

source = tf.placeholder(tf.int32, shape=[None, None])
source_length = tf.placeholder(tf.int32, shape=[None])
target = tf.placeholder(tf.int32, shape=[None, None])

#: hole reversed_source
#:     The source, each sentence reversed but its padding left at the end.
#: listing translation "reversed_source = "
#: hole `GO`
#:     With what each sentence of the mini-batch begins.
go = tf.fill([tf.shape(source)[0]], GO)
#: hole pushed_back
#:     <go>, then the target without its last column: [batch, n_target_words].
#: listing translation "pushed_back = "

with tf.Session() as sess:
    reversed_val, pushed_back_val = sess.run(
        [reversed_source, pushed_back],
        feed_dict={
            source: [[11, 12, 13], [14, 15, PAD]],
            source_length: [3, 2],
            target: [[21, 22, 23, EOS], [24, 25, EOS, PAD]],
        },
    )
print("the encoder reads:", reversed_val.tolist())
print("the decoder is fed:", pushed_back_val.tolist())

#: hint
#:     tf.reverse_sequence(source, source_length, seq_axis=1) reverses the first source_length[i]
#:     words of each row.
#: hint
#:     target[:, :-1] is the target without its last column.
#: hint
#:     go is [batch]; go[:, tf.newaxis] is [batch, 1], and can be joined with the target's columns
#:     by tf.concat([...], axis=1).
#: mistake
#:     3: target
#:     The decoder is fed the very word that it should write. Push the target back by one step.
#: mistake
#:     1: tf.reverse(source, axis=[1])
#:     The padding is reversed, too, and comes first. Reverse each sentence by its length.
#: mistake
#:     3: tf.concat([go[:, tf.newaxis], target], axis=1)
#:     The fed sequence is one longer than the wanted one. Leave out the last column of the target.
#: mistake
#:     3: tf.concat([target[:, 1:], go[:, tf.newaxis]], axis=1)
#:     The target is moved forward: the decoder is fed the word after the one it should write.
#: mistake
#:     2: EOS
#:     The decoder begins with <eos>, which is for the end of a sentence. The beginning is <go>.
#: mistake
#:     1: source
#:     The source is not reversed.
#: check


def observe(program):
    with tf.Session() as sess:
        reversed_val, pushed = sess.run(
            [program.reversed_source, program.pushed_back],
            feed_dict={
                program.source: [[5, 6, 7, 8], [9, 0, 0, 0]],
                program.source_length: [4, 1],
                program.target: [[31, 32, 2], [33, 2, 0]],
            },
        )
    return {
        "reversed_source": str(reversed_val.tolist()),
        "pushed_back": str(pushed.tolist()),
        "pushed_back_val": program.pushed_back_val,
    }
