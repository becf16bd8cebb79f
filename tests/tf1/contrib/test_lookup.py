"""tf.contrib.lookup: tables of words and ids, with the ids that TensorFlow 1.15.5 gave."""

import pytest

from tf1rnn.tf1 import tf

lookup = tf.contrib.lookup
VOCABULARY = ["emerson", "lake", "palmer"]
WORDS = ["emerson", "lake", "and", "palmer"]


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        yield graph


@pytest.fixture
def vocabulary_file(tmp_path):
    path = tmp_path / "vocabulary.txt"
    path.write_text("\n".join(VOCABULARY) + "\n")
    return str(path)


@pytest.fixture
def table_file(tmp_path):
    path = tmp_path / "table.tsv"
    path.write_text("emerson\t10\nlake\t20\npalmer\t30\n")
    return str(path)


def look_up(table, keys, dtype=None):
    values = table.lookup(tf.constant(keys, dtype))
    with tf.Session() as sess:
        sess.run(tf.tables_initializer())
        return sess.run([values, table.size()])


@pytest.mark.parametrize(
    ("options", "ids", "size"),
    [
        ({}, [0, 1, -1, 2], 3),
        ({"default_value": 7}, [0, 1, 7, 2], 3),
        ({"num_oov_buckets": 1}, [0, 1, 3, 2], 4),
        ({"num_oov_buckets": 3, "vocab_size": 2}, [0, 1, 2, 2], 5),
        (
            {"num_oov_buckets": 5, "hasher_spec": lookup.StrongHashSpec((1, 2))},
            [0, 1, 5, 2],
            8,
        ),
    ],
)
def test_words_of_a_file_are_numbered_by_line(vocabulary_file, options, ids, size):
    table = lookup.index_table_from_file(vocabulary_file, **options)
    given, given_size = look_up(table, WORDS)
    assert (given.tolist(), given_size) == (ids, size)


def test_columns_of_a_file_may_hold_keys_and_values(table_file):
    table = lookup.index_table_from_file(table_file, key_column_index=0, value_column_index=1)
    assert look_up(table, WORDS)[0].tolist() == [10, 20, -1, 30]
    initializer = lookup.TextFileInitializer(table_file, tf.string, 0, tf.int64, 1)
    assert look_up(lookup.HashTable(initializer, -5), WORDS)[0].tolist() == [10, 20, -5, 30]


def test_whole_lines_and_line_numbers_are_columns_too(vocabulary_file):
    initializer = lookup.TextFileInitializer(
        vocabulary_file,
        tf.string,
        lookup.TextFileIndex.WHOLE_LINE,
        tf.int64,
        lookup.TextFileIndex.LINE_NUMBER,
    )
    assert look_up(lookup.HashTable(initializer, -1), WORDS)[0].tolist() == [0, 1, -1, 2]


@pytest.mark.parametrize(
    "from_tensor", [lookup.index_table_from_tensor, lookup.string_to_index_table_from_tensor]
)
def test_words_of_a_tensor_are_numbered_by_position(from_tensor):
    assert look_up(from_tensor(mapping=VOCABULARY), WORDS)[0].tolist() == [0, 1, -1, 2]
    table = from_tensor(tf.constant(VOCABULARY), num_oov_buckets=1)
    assert look_up(table, WORDS)[0].tolist() == [0, 1, 3, 2]


def test_integers_can_be_keys(tmp_path):
    path = tmp_path / "integers.txt"
    path.write_text("42\n1\n-1000\n")
    table = lookup.index_table_from_file(str(path), key_dtype=tf.int64, num_oov_buckets=1)
    assert look_up(table, [42, 1, 7, -1000], tf.int64)[0].tolist() == [0, 1, 3, 2]
    table = lookup.index_table_from_tensor([5, 6], dtype=tf.int64, num_oov_buckets=1)
    assert look_up(table, [5, 1, 7, 6], tf.int64)[0].tolist() == [0, 2, 2, 1]


def test_ids_are_turned_back_into_words(vocabulary_file):
    ids = [0, 1, 9, 2]
    for table, words in [
        (lookup.index_to_string_table_from_file(vocabulary_file), "emerson lake UNK palmer"),
        (lookup.index_to_string_table_from_file(vocabulary_file, 2, "?"), "emerson lake ? ?"),
        (lookup.index_to_string_table_from_tensor(VOCABULARY), "emerson lake UNK palmer"),
        (lookup.index_to_string_table_from_tensor(mapping=VOCABULARY[:1]), "emerson UNK UNK UNK"),
    ]:
        assert b" ".join(look_up(table, ids, tf.int64)[0]).decode() == words


def test_a_hash_table_is_filled_by_init_and_keeps_the_types_it_was_given(graph):
    table = lookup.HashTable(
        lookup.KeyValueTensorInitializer(["lake"], [2], key_dtype=tf.string, value_dtype=tf.int64),
        default_value=-1,
        shared_name="shared",
        name="words",
    )
    assert (table.name, table.key_dtype, table.value_dtype) == ("words", tf.string, tf.int64)
    assert graph.get_operation_by_name("words").get_attr("shared_name") == b"shared"
    values = table.lookup(tf.SparseTensor([[0, 3]], ["lake"], [1, 4]))
    with tf.Session() as sess:
        with pytest.raises(tf.errors.FailedPreconditionError):
            sess.run(values)
        sess.run(table.init)
        assert sess.run(values).values.tolist() == [2]


def test_out_of_vocabulary_words_get_buckets_of_their_own(vocabulary_file):
    table = lookup.IdTableWithHashBuckets(
        lookup.HashTable(lookup.TextFileIdTableInitializer(vocabulary_file), -1),
        num_oov_buckets=3,
        hasher_spec=lookup.StrongHashSpec((1, 2)),
    )
    assert look_up(table, WORDS)[0].tolist() == [0, 1, 4, 2]
    only_buckets = lookup.IdTableWithHashBuckets(None, num_oov_buckets=3)
    assert look_up(only_buckets, WORDS)[0].tolist() == [1, 1, 0, 0]


def test_a_mutable_table_is_filled_while_the_graph_runs():
    tables = [
        lookup.MutableHashTable(tf.int64, tf.float32, [0.0, 0.0]),
        lookup.MutableDenseHashTable(tf.int64, tf.float32, [0.0, 0.0], empty_key=0, deleted_key=-1),
    ]
    keys = tf.constant([1, 7], tf.int64)
    with tf.Session() as sess:
        for table in tables:
            sess.run(table.insert(keys[:1], [[1.0, 2.0]]))
            assert sess.run(table.lookup(keys)).tolist() == [[1, 2], [0, 0]]
            assert sess.run(table.size()) == 1


def test_the_functions_that_make_their_own_table_look_up_at_once():
    ids = lookup.string_to_index(tf.constant(WORDS), VOCABULARY, default_value=9)
    words = lookup.index_to_string(tf.constant([1, 5], tf.int64), VOCABULARY, default_value="?")
    with tf.Session() as sess:
        sess.run(tf.tables_initializer())
        assert sess.run(ids).tolist() == [0, 1, 9, 2]
        assert sess.run(words).tolist() == [b"lake", b"?"]


@pytest.mark.parametrize(
    ("build", "error", "message"),
    [
        (lambda: lookup.index_table_from_file(""), ValueError, "vocabulary_file"),
        (lambda: lookup.index_table_from_tensor(None), ValueError, "mapping must be specified"),
        (lambda: lookup.index_to_string_table_from_tensor(None), ValueError, "mapping must be"),
        (lambda: lookup.index_table_from_tensor([1.5], dtype=tf.float32), TypeError, "integer"),
        (lambda: lookup.StrongHashSpec((1,)), ValueError, "must have size 2"),
        (
            lambda: lookup.index_table_from_tensor(VOCABULARY, num_oov_buckets=-1),
            ValueError,
            "num_oov_buckets",
        ),
        (
            lambda: lookup.index_table_from_tensor(VOCABULARY).lookup(tf.constant([1])),
            TypeError,
            "string",
        ),
    ],
)
def test_the_error_for_an_impossible_table_names_the_argument(build, error, message):
    with pytest.raises(error, match=message):
        build()


def test_a_missing_file_is_named_when_the_table_is_filled(tmp_path):
    lookup.index_table_from_file(str(tmp_path / "absent.txt"))
    with tf.Session() as sess, pytest.raises(tf.errors.NotFoundError, match=r"absent\.txt"):
        sess.run(tf.tables_initializer())
