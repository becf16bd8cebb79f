"""tf.contrib.tensorboard.plugins.projector: what TensorBoard's embedding projector shows."""

import os

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format

from tf1rnn.tf1 import tf

__all__ = ["EmbeddingInfo", "ProjectorConfig", "SpriteMetadata", "visualize_embeddings"]

_FILE_NAME = "projector_config.pbtxt"  # where TensorBoard looks for it
_PACKAGE = "tf1rnn.projector"
_STRING, _UINT32, _MESSAGE = 9, 13, 11  # FieldDescriptorProto's type numbers
# Each message's fields: name, type, and whether it is repeated (TensorBoard's text format).
_MESSAGES = {
    "SpriteMetadata": [("image_path", _STRING, False), ("single_image_dim", _UINT32, True)],
    "EmbeddingInfo": [
        ("tensor_name", _STRING, False),
        ("metadata_path", _STRING, False),
        ("bookmarks_path", _STRING, False),
        ("tensor_shape", _UINT32, True),
        ("sprite", "SpriteMetadata", False),
        ("tensor_path", _STRING, False),
    ],
    "ProjectorConfig": [
        ("model_checkpoint_path", _STRING, False),
        ("embeddings", "EmbeddingInfo", True),
        ("model_checkpoint_dir", _STRING, False),
    ],
}


def _describe():
    file = descriptor_pb2.FileDescriptorProto(
        name="tf1rnn/projector.proto", package=_PACKAGE, syntax="proto3"
    )
    for message, fields in _MESSAGES.items():
        described = file.message_type.add(name=message)
        for number, (name, kind, repeated) in enumerate(fields, 1):
            field = described.field.add(name=name, number=number, label=3 if repeated else 1)
            field.type = _MESSAGE if isinstance(kind, str) else kind
            if isinstance(kind, str):
                field.type_name = f".{_PACKAGE}.{kind}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {
        message: message_factory.GetMessageClass(
            pool.FindMessageTypeByName(f"{_PACKAGE}.{message}")
        )
        for message in _MESSAGES
    }


_classes = _describe()
SpriteMetadata = _classes["SpriteMetadata"]
EmbeddingInfo = _classes["EmbeddingInfo"]
ProjectorConfig = _classes["ProjectorConfig"]


def visualize_embeddings(summary_writer, config) -> None:
    """Write `config`, a ProjectorConfig, to the folder of `summary_writer`, for TensorBoard.

    Raises ValueError if the writer has no folder.
    """
    log_folder = summary_writer.get_logdir()
    if log_folder is None:
        raise ValueError("Summary writer must have a logdir")
    with tf.gfile.GFile(os.path.join(log_folder, _FILE_NAME), "w") as file:
        file.write(text_format.MessageToString(config))
