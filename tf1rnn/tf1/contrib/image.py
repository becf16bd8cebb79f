"""tf.contrib.image: turns, shifts and warps images."""

from tf1rnn.tf1 import tf

__all__ = [
    "angles_to_projective_transforms",
    "compose_transforms",
    "dense_image_warp",
    "flat_transforms_to_matrices",
    "matrices_to_flat_transforms",
    "rotate",
    "transform",
    "translate",
    "translations_to_projective_transforms",
]


def transform(images, transforms, interpolation="NEAREST", output_shape=None, name=None):
    """Move the point (x', y') of the input to (x, y): of the shape of `images`, or `output_shape`.

    `images` is [n, height, width, channels], [height, width, channels] or [height, width]. Of a
    transform [a0, a1, a2, b0, b1, b2, c0, c1], x' = (a0 x + a1 y + a2) / k and
    y' = (b0 x + b1 y + b2) / k, where k = c0 x + c1 y + 1; [8] for all images or [n, 8].
    """
    with tf.name_scope(name, "transform", [images, transforms]):
        images = tf.convert_to_tensor(images, name="images")
        transforms = tf.convert_to_tensor(transforms, tf.float32, name="transforms")
        rank = images.shape.rank
        if rank not in (2, 3, 4):
            raise TypeError("Images should have rank between 2 and 4.")
        batch = images
        if rank < 4:
            batch = images[tf.newaxis, ..., tf.newaxis] if rank == 2 else images[tf.newaxis]
        if output_shape is None:
            output_shape = tf.shape(batch)[1:3]
        outputs = tf.raw_ops.ImageProjectiveTransformV2(
            images=batch,
            transforms=transforms if transforms.shape.rank == 2 else transforms[tf.newaxis],
            output_shape=output_shape,
            interpolation=interpolation.upper(),
        )
        return outputs if rank == 4 else outputs[0] if rank == 3 else outputs[0, ..., 0]


def rotate(images, angles, interpolation="NEAREST", name=None):
    """Turn images about their centres, anticlockwise by `angles` in radians: [] or [n]."""
    with tf.name_scope(name, "rotate", [images, angles]):
        images = tf.convert_to_tensor(images, name="images")
        shape = tf.cast(tf.shape(images), tf.float32)
        height, width = (shape[1], shape[2]) if images.shape.rank == 4 else (shape[0], shape[1])
        turns = angles_to_projective_transforms(angles, height, width)
        return transform(images, turns, interpolation)


def translate(images, translations, interpolation="NEAREST", name=None):
    """Shift images by `translations` (dx, dy) in pixels: [2] or [n, 2]."""
    with tf.name_scope(name, "translate", [images, translations]):
        return transform(images, translations_to_projective_transforms(translations), interpolation)


def angles_to_projective_transforms(angles, image_height, image_width, name=None):
    """The transforms [n, 8] that turn an image about its centre."""
    with tf.name_scope(name, "angles_to_projective_transforms"):
        angles = tf.reshape(tf.convert_to_tensor(angles, tf.float32, name="angles"), [-1])
        cos, sin = tf.cos(angles), tf.sin(angles)
        x, y = image_width - 1, image_height - 1
        x_offset = (x - (cos * x - sin * y)) / 2.0
        y_offset = (y - (sin * x + cos * y)) / 2.0
        zeros = tf.zeros_like(angles)
        return tf.stack([cos, -sin, x_offset, sin, cos, y_offset, zeros, zeros], axis=1)


def translations_to_projective_transforms(translations, name=None):
    """The transforms [n, 8] that shift an image by (dx, dy)."""
    with tf.name_scope(name, "translations_to_projective_transforms"):
        shifts = tf.reshape(tf.convert_to_tensor(translations, tf.float32), [-1, 2])
        ones, zeros = tf.ones_like(shifts[:, 0]), tf.zeros_like(shifts[:, 0])
        columns = [ones, zeros, -shifts[:, 0], zeros, ones, -shifts[:, 1], zeros, zeros]
        return tf.stack(columns, axis=1)


def compose_transforms(*transforms):
    """The transform that applies the transforms one after the other: [n, 8]."""
    with tf.name_scope("compose_transforms"):
        composed = flat_transforms_to_matrices(transforms[0])
        for following in transforms[1:]:
            composed = tf.matmul(composed, flat_transforms_to_matrices(following))
        return matrices_to_flat_transforms(composed)


def flat_transforms_to_matrices(transforms):
    """Transforms [n, 8] or [8] as matrices: [n, 3, 3]."""
    with tf.name_scope("flat_transforms_to_matrices"):
        rows = tf.reshape(tf.convert_to_tensor(transforms, tf.float32), [-1, 8])
        return tf.reshape(tf.concat([rows, tf.ones_like(rows[:, :1])], axis=1), [-1, 3, 3])


def matrices_to_flat_transforms(transform_matrices):
    """Matrices [n, 3, 3] or [3, 3] as transforms, scaled so that the last element is 1: [n, 8]."""
    with tf.name_scope("matrices_to_flat_transforms"):
        rows = tf.reshape(tf.convert_to_tensor(transform_matrices, tf.float32), [-1, 9])
        return (rows / rows[:, 8:])[:, :8]


def dense_image_warp(image, flow, name="dense_image_warp"):
    """Each pixel [b, y, x] becomes the image at (y, x) - flow[b, y, x], interpolated bilinearly.

    `image` is [batch_size, height, width, channels], `flow` [batch_size, height, width, 2].
    """
    with tf.name_scope(name):
        image = tf.convert_to_tensor(image)
        height, width = tf.shape(image)[1], tf.shape(image)[2]
        grid = tf.stack(tf.meshgrid(tf.range(height), tf.range(width), indexing="ij"), axis=-1)
        points = tf.cast(grid, flow.dtype)[tf.newaxis] - flow
        sizes = (tf.cast(height, flow.dtype), tf.cast(width, flow.dtype))
        corners, weights = [], []
        for axis, size in enumerate(sizes):
            low = tf.clip_by_value(tf.floor(points[..., axis]), 0.0, size - 2.0)
            corners.append(tf.cast(low, tf.int32))
            weights.append(tf.clip_by_value(points[..., axis] - low, 0.0, 1.0)[..., tf.newaxis])
        (y, x), (down, right) = corners, weights
        upper = _between(_pixels(image, y, x), _pixels(image, y, x + 1), right)
        lower = _between(_pixels(image, y + 1, x), _pixels(image, y + 1, x + 1), right)
        warped = _between(upper, lower, down)
        warped.set_shape(image.shape)
        return warped


def _between(first, second, share):
    return first + tf.cast(share, first.dtype) * (second - first)


def _pixels(image, y, x):
    """image[b, y[b, ...], x[b, ...]] for each b."""
    shape = tf.shape(y)
    batch = tf.reshape(tf.range(shape[0]), [-1, 1, 1]) + tf.zeros_like(y)
    return tf.gather_nd(image, tf.stack([batch, y, x], axis=-1))
