"""tf.image of TensorFlow before 1.0."""

from tf1rnn.tf1 import tf

__all__ = [
    "resize_images",
]


def resize_images(images, size=None, *args, new_height=None, new_width=None, **kwargs):
    """Resize images to `size`, [new_height, new_width].

    Until 0.10, these were two arguments: resize_images(images, new_height, new_width, ...).
    """
    if isinstance(size, int):
        new_height = size
        if new_width is None:
            new_width, *args = args
    if new_height is not None:
        size = [new_height, new_width]
    return tf.image.resize_images(images, size, *args, **kwargs)
