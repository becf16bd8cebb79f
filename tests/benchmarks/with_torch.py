"""PyTorch's best form of the lesson's networks: nn.RNN and nn.LSTM, batch first, data in memory."""

import itertools

import numpy as np
from protocol import contest, need, seconds_of

torch = need("torch")
nn = torch.nn
functional = nn.functional


class Classifier(nn.Module):
    """Demo 2 and 3: digits, read row by row."""

    def __init__(self, kind, n_layers=1):
        super().__init__()
        self.rnn = kind(28, 150, num_layers=n_layers, batch_first=True)
        self.dense = nn.Linear(150, 10)

    def forward(self, X, y):
        outputs, _ = self.rnn(X)
        return functional.cross_entropy(self.dense(outputs[:, -1]), y)


class TimeSeries(nn.Module):
    """A series one step ahead."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.RNN(1, 100, nonlinearity="relu", batch_first=True)
        self.dense = nn.Linear(100, 1)

    def forward(self, X, y):
        outputs, _ = self.rnn(X)
        return functional.mse_loss(self.dense(outputs), y)


class WordEmbeddings(nn.Module):
    """Skip-gram with sampled softmax; noise that happens to be the right word does not count."""

    def __init__(self, data, sparse):
        super().__init__()
        vocabulary_size, embedding_size = (int(n) for n in data["embeddings_shape"])
        self.embeddings = nn.Embedding(vocabulary_size, embedding_size, sparse=sparse)
        self.weights = nn.Embedding(vocabulary_size, embedding_size, sparse=sparse)
        self.biases = nn.Embedding(vocabulary_size, 1, sparse=sparse)
        nn.init.uniform_(self.embeddings.weight, -1.0, 1.0)
        nn.init.trunc_normal_(self.weights.weight, std=embedding_size**-0.5)
        nn.init.zeros_(self.biases.weight)
        self.register_buffer("log_expected", torch.from_numpy(data["expected_count"]).log())
        self.register_buffer("right", torch.zeros(len(data["check_inputs"]), dtype=torch.int64))

    def forward(self, inputs, labels, sampled):
        embed = self.embeddings(inputs)
        right = (embed * self.weights(labels)).sum(1) + self.biases(labels)[:, 0]
        noise = torch.addmm(self.biases(sampled)[:, 0], embed, self.weights(sampled).T)
        noise = noise - self.log_expected[sampled]
        noise = noise.masked_fill(labels[:, None] == sampled, -torch.inf)
        scores = torch.cat([(right - self.log_expected[labels])[:, None], noise], 1)
        return functional.cross_entropy(scores, self.right)


class Translation(nn.Module):
    """The encoder-decoder; the source comes reversed."""

    def __init__(self, data):
        super().__init__()
        n_neurons, self.pad = int(data["n_neurons"]), int(data["pad"])
        n_target_words = int(data["n_target_words"])
        self.source_embeddings = nn.Embedding(int(data["n_source_words"]), n_neurons)
        self.target_embeddings = nn.Embedding(n_target_words, n_neurons)
        nn.init.uniform_(self.source_embeddings.weight, -0.3, 0.3)
        nn.init.uniform_(self.target_embeddings.weight, -0.3, 0.3)
        self.encoder = nn.LSTM(n_neurons, n_neurons, batch_first=True)
        self.decoder = nn.LSTM(n_neurons, n_neurons, batch_first=True)
        self.bias = nn.Parameter(torch.zeros(n_target_words))
        self.dropout = nn.Dropout(1 - float(data["keep_prob"]))
        # PyTorch spreads label_smoothing over all words, including the right one: n / (n - 1) as
        # much.
        smoothing = float(data["label_smoothing"])
        self.label_smoothing = smoothing * n_target_words / (n_target_words - 1)

    def forward(self, reversed_source, source_length, pushed_back, target):
        packed = nn.utils.rnn.pack_padded_sequence(
            self.dropout(self.source_embeddings(reversed_source)),
            source_length,
            batch_first=True,
            enforce_sorted=False,
        )
        _, states = self.encoder(packed)
        outputs, _ = self.decoder(self.dropout(self.target_embeddings(pushed_back)), states)
        is_word = target != self.pad
        outputs = self.dropout(outputs[is_word])
        logits = functional.linear(outputs, self.target_embeddings.weight, self.bias)
        return functional.cross_entropy(
            logits, target[is_word], label_smoothing=self.label_smoothing
        )


def initialise(network):
    """Give recurrent and dense layers the initial weights of TensorFlow 1, so that losses compare.

    Its one kernel for inputs and state is Glorot's (Glorot and Bengio, 2010), biases are 0, and 1
    is added to a forget gate.
    """
    for layer in network.modules():
        if isinstance(layer, nn.RNNBase):
            for name, values in layer.named_parameters():
                if "bias" in name:
                    nn.init.zeros_(values)
                    if isinstance(layer, nn.LSTM) and "bias_ih" in name:
                        nn.init.ones_(values.chunk(4)[1])  # gates i, f, g, o
                    continue
                n_inputs = layer.weight_ih_l0.shape[1] if name.endswith("l0") else values.shape[1]
                limit = (6 / (n_inputs + layer.hidden_size + values.shape[0])) ** 0.5
                nn.init.uniform_(values, -limit, limit)
        elif isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)


class Trained:
    """A network with its optimizer and its batches, compiled or not."""

    version = torch.__version__

    def __init__(self, network, optimizer, batches, check, compiled, reports=False):
        initialise(network)
        self.reports = reports  # whether each step gives its loss to Python, as the listing's
        self.network, self.optimizer, self.batches, self.check = network, optimizer, batches, check
        self.forward = torch.compile(network) if compiled else network
        # nn.RNN adds two biases where one is enough; the second is not counted.
        self.parameters = sum(
            values.numel() for name, values in network.named_parameters() if "bias_hh" not in name
        )

    def loss(self):
        self.network.eval()
        with torch.no_grad():
            loss = self.network(*self.check).item()
        self.network.train()
        return loss

    def train(self, n):
        return seconds_of(self.step, n)

    def step(self):
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.forward(*next(self.batches))
        loss.backward()
        self.optimizer.step()
        if self.reports:
            loss.item()


def shuffled(X, y, batch_size):
    """Batches of tensors, shuffled again in each epoch, without end."""
    while True:
        for rows in torch.randperm(len(X)).split(batch_size):
            if len(rows) == batch_size:
                yield X[rows], y[rows]


def as_tensors(arrays):
    """Arrays as tensors; integers as PyTorch wants them, in 64 bits."""
    tensors = (torch.from_numpy(np.ascontiguousarray(values)) for values in arrays)
    return [values if values.is_floating_point() else values.long() for values in tensors]


def build(task, data):
    """Each network as it is and by torch.compile; word embeddings with sparse gradients too."""
    torch.manual_seed(42)
    sparse = [False, True] if task == "word_embeddings" else [False]
    for compiled, is_sparse in itertools.product([False, True], sparse):
        how = ("torch.compile" if compiled else "eager") + (", sparse" if is_sparse else "")
        yield how, lambda c=compiled, s=is_sparse: make(task, data, c, s)


def make(task, data, compiled, sparse):
    """A network, initialised."""
    if task == "word_embeddings":
        names = ("inputs", "labels", "sampled")
        network = WordEmbeddings(data, sparse)
        batches = itertools.cycle(zip(*as_tensors(data[name] for name in names), strict=True))
        optimizer = torch.optim.Adagrad(
            network.parameters(),
            lr=float(data["learning_rate"]),
            initial_accumulator_value=1e-7,
        )
        check = as_tensors(data["check_" + name] for name in names)
        return Trained(network, optimizer, batches, check, compiled, reports=True)
    if task == "translation":
        network = Translation(data)
        optimizer = torch.optim.Adam(network.parameters(), lr=float(data["learning_rate"]))
        n = int(data["n_batches"])
        batches = itertools.cycle([sentences(data, "", f"_{i}") for i in range(n)])
        check = sentences(data, "check_", "")
        return Trained(network, optimizer, batches, check, compiled, reports=True)
    if task == "time_series":
        network, batch_size = TimeSeries(), 50
    else:
        kind = nn.LSTM if task == "mnist_lstm" else nn.RNN
        network, batch_size = Classifier(kind, 3 if task == "mnist_deep" else 1), 150
    X, y, *check = as_tensors(data[name] for name in ("X", "y", "check_X", "check_y"))
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001)
    return Trained(network, optimizer, shuffled(X, y, batch_size), check, compiled)


def sentences(data, prefix, suffix):
    """One batch of sentence pairs."""
    names = ("reversed_source", "source_length", "pushed_back", "target")
    return as_tensors(data[prefix + name + suffix] for name in names)


if __name__ == "__main__":
    contest(build)
