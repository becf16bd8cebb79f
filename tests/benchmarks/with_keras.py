"""Keras 3's best form of the lesson's networks: model.fit on a tf.data pipeline."""

import os

import numpy as np
from protocol import clock, contest, need

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.pop("TF_USE_LEGACY_KERAS", None)
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
tf = need("tensorflow")
keras = need("keras")
layers = keras.layers

STEPS_PER_EXECUTION = 25  # fit returns to Python once in this many steps


class Clock(keras.callbacks.Callback):
    """Times the steps of fit, without its work before the first and after the last."""

    def on_epoch_begin(self, epoch, logs=None):
        self.started = clock()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds = clock() - self.started


class Fitted:
    """A compiled model with its pipeline of batches."""

    version = keras.__version__

    def __init__(self, model, loss, optimizer, dataset, check, jit_compile):
        self.model, self.check, self.dataset = model, check, dataset
        self.clock = Clock()
        model.compile(
            optimizer=optimizer,
            loss=loss,
            jit_compile=jit_compile,
            steps_per_execution=STEPS_PER_EXECUTION,
        )
        self.parameters = 0  # a subclassed model has none before its first call

    def loss(self):
        x, y = self.check
        loss = self.model.compute_loss(x=x, y=y, y_pred=self.model(x, training=False))
        self.parameters = sum(int(np.prod(v.shape)) for v in self.model.trainable_variables)
        return float(loss)

    def train(self, n):
        """The seconds of n steps on both clocks, from as many whole executions as hold them."""
        done = -(-n // STEPS_PER_EXECUTION) * STEPS_PER_EXECUTION
        self.model.fit(
            self.dataset, steps_per_epoch=done, epochs=1, verbose=0, callbacks=[self.clock]
        )
        return self.clock.seconds * n / done


class SampledSoftmax(keras.Model):
    """Skip-gram with sampled softmax, TensorFlow's own function, over fed noise words."""

    def __init__(self, data):
        super().__init__()
        self.vocabulary_size, embedding_size = (int(n) for n in data["embeddings_shape"])
        self.n_sampled = len(data["check_sampled"])
        self.embeddings = layers.Embedding(
            self.vocabulary_size, embedding_size, keras.initializers.RandomUniform(-1.0, 1.0)
        )
        self.expected_count = tf.constant(data["expected_count"])
        self.scores = self.add_weight(
            shape=(self.vocabulary_size, embedding_size),
            initializer=keras.initializers.TruncatedNormal(stddev=embedding_size**-0.5),
        )
        self.biases = self.add_weight(shape=(self.vocabulary_size,), initializer="zeros")

    def call(self, x):
        return self.embeddings(x["inputs"])

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        labels = tf.cast(x["labels"], tf.int64)[:, tf.newaxis]
        sampled = tf.cast(x["sampled"], tf.int64)
        losses = tf.nn.sampled_softmax_loss(
            weights=self.scores.value,
            biases=self.biases.value,
            labels=labels,
            inputs=y_pred,
            num_sampled=self.n_sampled,
            num_classes=self.vocabulary_size,
            sampled_values=(
                sampled,
                tf.gather(self.expected_count, labels),
                tf.gather(self.expected_count, sampled),
            ),
        )
        return tf.reduce_mean(losses)


class EncoderDecoder(keras.Model):
    """The encoder-decoder; the source comes reversed, the target pushed back."""

    def __init__(self, data):
        super().__init__()
        n_neurons, self.pad = int(data["n_neurons"]), int(data["pad"])
        self.n_target_words = int(data["n_target_words"])
        self.label_smoothing = float(data["label_smoothing"])
        uniform = keras.initializers.RandomUniform(-0.3, 0.3)
        self.source_embeddings = layers.Embedding(int(data["n_source_words"]), n_neurons, uniform)
        self.target_embeddings = layers.Embedding(self.n_target_words, n_neurons, uniform)
        self.encoder = layers.LSTM(n_neurons, return_state=True)
        self.decoder = layers.LSTM(n_neurons, return_sequences=True)
        self.dropout = layers.Dropout(1 - float(data["keep_prob"]))
        self.bias = self.add_weight(shape=(self.n_target_words,), initializer="zeros")

    def call(self, x, training=None):
        embed = self.dropout(self.source_embeddings(x["reversed_source"]), training=training)
        mask = tf.sequence_mask(x["source_length"], tf.shape(x["reversed_source"])[1])
        _, *states = self.encoder(embed, mask=mask)
        embed = self.dropout(self.target_embeddings(x["pushed_back"]), training=training)
        outputs = self.decoder(embed, initial_state=states)
        outputs = tf.boolean_mask(outputs, x["target"] != self.pad)
        outputs = self.dropout(outputs, training=training)
        embeddings = self.target_embeddings.embeddings.value
        return tf.matmul(outputs, embeddings, transpose_b=True) + self.bias.value

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        labels = tf.one_hot(
            tf.boolean_mask(x["target"], x["target"] != self.pad),
            self.n_target_words,
            on_value=1 - self.label_smoothing,
            off_value=self.label_smoothing / (self.n_target_words - 1),
        )
        losses = tf.nn.softmax_cross_entropy_with_logits(labels=labels, logits=y_pred)
        return tf.reduce_mean(losses)


def build(task, data):
    """Each network as it is, unrolled through its time steps, and unrolled with XLA.

    XLA without unrolling took 2 to 7 times as long as with it on each of the recurrent networks.
    """
    forms = [("no XLA", False, False), ("unrolled", False, True), ("unrolled, XLA", True, True)]
    if task == "translation":
        # XLA would compile again for each length of a batch, which unrolling cannot take.
        forms = forms[:1]
    elif task == "word_embeddings":
        forms = [("no XLA", False, False), ("XLA", True, False)]
    for how, jit_compile, unroll in forms:
        yield how, lambda j=jit_compile, u=unroll: make(task, data, j, u)


def make(task, data, jit_compile, unroll):
    """A model, compiled, with its data."""
    keras.utils.set_random_seed(42)
    loss, learning_rate = None, float(data.get("learning_rate", 0.001))
    optimizer = keras.optimizers.Adam(learning_rate)
    if task == "word_embeddings":
        model = SampledSoftmax(data)
        names = ("inputs", "labels", "sampled")
        dataset = tf.data.Dataset.from_tensor_slices({name: data[name] for name in names})
        check = {name: data["check_" + name] for name in names}, None
        optimizer = keras.optimizers.Adagrad(learning_rate, initial_accumulator_value=1e-7)
    elif task == "translation":
        model = EncoderDecoder(data)
        batches = [sentences(data, "", f"_{i}") for i in range(int(data["n_batches"]))]
        dataset = tf.data.Dataset.from_generator(
            lambda: batches,
            output_signature={
                name: tf.TensorSpec([None] * values.ndim, tf.int32)
                for name, values in batches[0].items()
            },
        )
        dataset = dataset.cache()
        all(dataset)  # fills the cache
        check = sentences(data, "check_", ""), None
    else:
        model, loss, batch_size = sequential(task, unroll)
        # Whole batches, shuffled again each time: a pipeline of rows would take a core.
        n = len(data["X"]) // batch_size
        X, y = (
            values[: n * batch_size].reshape([n, batch_size, *values.shape[1:]])
            for values in (data["X"], data["y"])
        )
        dataset = tf.data.Dataset.from_tensor_slices((X, y)).shuffle(n)
        check = data["check_X"], data["check_y"]
    dataset = dataset.repeat().prefetch(tf.data.AUTOTUNE)
    return Fitted(model, loss, optimizer, dataset, check, jit_compile)


def sequential(task, unroll):
    """The layers of a classifier or of the time series: model, loss, batch_size."""
    if task == "time_series":
        rnn = layers.SimpleRNN(100, activation="relu", return_sequences=True, unroll=unroll)
        model = keras.Sequential([keras.Input((20, 1)), rnn, layers.Dense(1)])
        return model, "mse", 50
    if task == "mnist_lstm":
        rnns = [layers.LSTM(150, unroll=unroll)]
    else:
        n_layers = 3 if task == "mnist_deep" else 1
        rnns = [
            layers.SimpleRNN(150, return_sequences=i < n_layers - 1, unroll=unroll)
            for i in range(n_layers)
        ]
    model = keras.Sequential([keras.Input((28, 28)), *rnns, layers.Dense(10)])
    return model, keras.losses.SparseCategoricalCrossentropy(from_logits=True), 150


def sentences(data, prefix, suffix):
    """One batch of sentence pairs."""
    names = ("reversed_source", "source_length", "pushed_back", "target")
    return {name: data[prefix + name + suffix] for name in names}


if __name__ == "__main__":
    contest(build)
