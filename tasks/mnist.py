"""Topic 5, a sequence classifier: digits read row by row by one layer of recurrent neurons."""

from typing import Annotated, Literal

from tf1rnn import Inside, Option, Replicas, Task, tf

from .parts.digits import draw_accuracy, draw_digits, dropout, evaluate, initializer, read_data_sets

N_EXAMPLES = 1000  # test digits that `inside` can show


class MNIST(Task):
    """Classify MNIST's digits, each read as a sequence of 28 rows of 28 pixels.

    150 recurrent neurons read an image from top to bottom, a row at each time step. Their state
    after the 28th row goes to a fully connected layer with 10 neurons, one for each digit, and
    softmax turns their outputs into probabilities. Training unrolls the network through 28 steps
    and takes the gradients backward through all of them: backpropagation through time.

    After each epoch it prints the accuracy on the last training batch and on the test images.
    The figures show both over the epochs, and some digits with what they were taken for.

    The lesson advises to tune it further: `--init he` starts the recurrent layer's weights from a
    normal distribution whose variance is 2 / n_in (He initialization), and `--keep-prob 0.5` drops
    half of the final state while training, so that no neuron can rely on a particular other one.

    The lesson's printout has other epochs than its listing. After the listing's 366
    iterations the test accuracy is about 0.93, where the printout starts with 0.73. It fits
    `--iterations-per-epoch 66`, which is 10000 test images // 150, together with
    `--no-shuffle-first-epoch`: TensorFlow 1.0 gave the first 55000 images in the file's order,
    from which a network learns more slowly at first. `compare mnist` runs it so.

    `--data auto` takes MNIST from the user's cache (~/.cache/tf1rnn/mnist, or where Keras stores
    it) or downloads it; where there is no network, it takes digits that tf1rnn draws itself, and
    says so. `--data FOLDER` takes the four files of MNIST, or others in its format, from a folder.
    """

    topic = 5
    listing = 1
    configuration = "sequence to vector"
    inside = Inside("examples", None, "X", "logits", "loss", "y", outputs="digits", steps="row {t}")
    trains_for = "n_epochs"
    quick = {"n_epochs": 4, "iterations_per_epoch": 60}

    n_epochs: Annotated[int, Option(min=1, help="how often the epoch's iterations are done")] = 100
    batch_size: Annotated[int, Option(min=1, help="instances in a batch")] = 150
    learning_rate: Annotated[float, Option(min=0.0, help="Adam's step size")] = 0.001
    n_neurons: Annotated[int, Option(min=1, help="recurrent neurons in each layer")] = 150
    init: Annotated[
        Literal["default", "he"], Option(help="how the recurrent layer's weights start")
    ] = "default"
    keep_prob: Annotated[
        float, Option(min=0.01, max=1.0, help="share of the final state that dropout keeps")
    ] = 1.0
    iterations_per_epoch: Annotated[
        int | None, Option(min=1, help="batches in an epoch; all training images if not given")
    ] = None
    shuffle_first_epoch: Annotated[
        bool, Option(help="shuffle the images also before they are first used")
    ] = True
    data: Annotated[
        str, Option(metavar="auto|mnist|drawn|FOLDER", help="which digits to classify")
    ] = "auto"
    replicas: Replicas = None

    n_steps = 28
    n_inputs = 28
    n_outputs = 10
    digits = range(10)

    only_in_training = {}  # what else to feed there: keep_prob, which is 1 otherwise

    @property
    def values_per_step(self):
        return self.batch_size * self.n_neurons

    def construct(self):
        self.mnist = read_data_sets(self)

        n_neurons = self.n_neurons
        fully_connected = tf.contrib.layers.fully_connected

        X = tf.placeholder(tf.float32, [None, self.n_steps, self.n_inputs])
        y = tf.placeholder(tf.int32, [None])

        with tf.variable_scope(tf.get_variable_scope(), initializer=initializer(self)):
            basic_cell = tf.contrib.rnn.BasicRNNCell(num_units=n_neurons)
            outputs, states = tf.nn.dynamic_rnn(basic_cell, X, dtype=tf.float32)

        logits = fully_connected(dropout(self, states), self.n_outputs, activation_fn=None)
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        loss = tf.reduce_mean(xentropy)
        optimizer = tf.train.AdamOptimizer(learning_rate=self.learning_rate)
        training_op = optimizer.minimize(loss)
        correct = tf.nn.in_top_k(logits, y, 1)
        accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

        self.X, self.y, self.logits, self.training_op = X, y, logits, training_op
        self.loss, self.correct, self.accuracy = loss, correct, accuracy

    def examples(self):
        """Test digits, for `inside`."""
        images = self.mnist.test.images[:N_EXAMPLES].reshape((-1, self.n_steps, self.n_inputs))
        return {self.X: images, self.y: self.mnist.test.labels[:N_EXAMPLES]}

    def execute(self, run):
        mnist = self.mnist
        n_steps, n_inputs, batch_size = self.n_steps, self.n_inputs, self.batch_size
        n_iterations = self.iterations_per_epoch or mnist.train.num_examples // batch_size
        X_test = mnist.test.images.reshape((-1, n_steps, n_inputs))
        y_test = mnist.test.labels

        run.print("Digits:", self.facts["digits"])
        run.keep("mnist.train", mnist.train)
        for epoch in run.steps(self.n_epochs):
            for iteration in run.steps(n_iterations):
                # The very first batch decides whether the first epoch is shuffled.
                shuffle = self.shuffle_first_epoch or epoch + iteration > 0
                X_batch, y_batch = mnist.train.next_batch(batch_size, shuffle=shuffle)
                X_batch = X_batch.reshape((-1, n_steps, n_inputs))
                feed_dict = {self.X: X_batch, self.y: y_batch, **self.only_in_training}
                run.session.run(self.training_op, feed_dict=feed_dict)
            acc_train = self.accuracy.eval(feed_dict={self.X: X_batch, self.y: y_batch})
            acc_test = evaluate(self.correct, {self.X: X_test, self.y: y_test}).mean(dtype="f4")
            run.print(epoch, "Train accuracy:", acc_train, "Test accuracy:", acc_test)
            run.record(epoch, train_accuracy=acc_train, test_accuracy=acc_test)

        draw_accuracy(run)
        y_pred = evaluate(self.logits, {self.X: X_test}).argmax(axis=1)
        draw_digits(run, X_test, y_test, y_pred)
