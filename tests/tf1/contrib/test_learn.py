"""tf.contrib.learn: documents as word ids, as TensorFlow 1.15.5 made them."""

import pickle

import numpy as np
import pytest

from tf1rnn.tf1 import tf

DOCUMENTS = [
    "Hello world, it's a_b c-d 3.14 don't",
    "the quick brown fox jumps over it",
    "hello world hello  ",
]


@pytest.fixture
def preprocessing():
    return tf.contrib.learn.preprocessing


def test_words_get_ids_in_the_order_in_which_they_come(preprocessing):
    processor = preprocessing.VocabularyProcessor(5)
    ids = np.array(list(processor.fit_transform(DOCUMENTS)))
    assert ids.tolist() == [[1, 2, 3, 4, 5], [9, 10, 11, 12, 13], [16, 2, 16, 0, 0]]
    assert len(processor.vocabulary_) == 17
    assert list(processor.vocabulary_._mapping)[:4] == ["<UNK>", "Hello", "world", "it's"]


def test_rare_words_become_unknown(preprocessing):
    processor = preprocessing.VocabularyProcessor(5, min_frequency=1)
    ids = np.array(list(processor.fit_transform(DOCUMENTS)))
    assert ids.tolist() == [[0, 2, 0, 0, 0], [0, 0, 0, 0, 0], [1, 2, 1, 0, 0]]
    assert list(processor.reverse(processor.transform(["hello world zz"]))) == [
        "hello world <UNK> <UNK> <UNK>"
    ]


def test_bytes_are_padded_and_cut(preprocessing):
    rows = list(preprocessing.ByteProcessor(4).transform(["abc", "abcdef"]))
    assert [row.tolist() for row in rows] == [[97, 98, 99, 0], [97, 98, 99, 100]]


def test_a_saved_vocabulary_is_restored(preprocessing, tmp_path):
    processor = preprocessing.VocabularyProcessor(3, min_frequency=1).fit(DOCUMENTS)
    processor.save(str(tmp_path / "vocab"))
    restored = preprocessing.VocabularyProcessor.restore(str(tmp_path / "vocab"))
    assert restored.max_document_length == 3
    assert [row.tolist() for row in restored.transform(["world hello fish"])] == [[2, 1, 0]]


class _Dangerous:
    def __reduce__(self):
        return (pytest.fail, ("unpickled",))


def test_a_pickled_vocabulary_is_refused_not_run(preprocessing, tmp_path):
    (tmp_path / "vocab").write_bytes(pickle.dumps(_Dangerous()))
    with pytest.raises(ValueError, match="fit the processor again"):
        preprocessing.VocabularyProcessor.restore(str(tmp_path / "vocab"))


def test_the_error_for_an_unknown_data_set_names_it():
    with pytest.raises(ValueError, match="not found: iri. There is: mnist"):
        tf.contrib.learn.datasets.load_dataset("iri")


def test_a_file_of_features_and_targets_is_read(tmp_path):
    path = tmp_path / "flowers.csv"
    path.write_text("2,3,a,b\n1.5,2,3,0\n4,5,6,1\n")
    base = tf.contrib.learn.datasets.base
    flowers = base.load_csv_with_header(str(path), np.int64, np.float32)
    assert flowers.data.tolist() == [[1.5, 2, 3], [4, 5, 6]]
    assert flowers.target.tolist() == [0, 1]
    path.write_text("0,1,2\n1,3,4\n")
    flowers = base.load_csv_without_header(str(path), np.int64, np.float32, target_column=0)
    assert (flowers.data.tolist(), flowers.target.tolist()) == ([[1, 2], [3, 4]], [0, 1])
    path.write_text("3,3,a,b\n1.5,2,3,0\n")
    with pytest.raises(ValueError, match="announces 3 rows of 3 features"):
        base.load_csv_with_header(str(path), np.int64, np.float32)
