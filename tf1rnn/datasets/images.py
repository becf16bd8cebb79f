"""Reading image files that people have."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np

from tf1rnn.errors import UserError


def read_image(path: Path, size: int, what: str = "") -> np.ndarray:
    """An image [size, size, 3] uint8, whatever its own size; what is transparent is white.

    Raises UserError, which begins with `what` and names the file, if it cannot be read or has so
    many pixels that it may be made to fill the memory.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                image = image.convert("RGBA")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise UserError(f"{what}{path}: has too many pixels; give a smaller image") from error
    except (OSError, ValueError, SyntaxError, Warning) as error:
        why = getattr(error, "strerror", None) or "is no image that can be read"
        raise UserError(f"{what}{path}: {why}") from error
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image)
    small = paper.convert("RGB").resize([size, size], Image.Resampling.BOX)
    return np.asarray(small)


def grey(image: np.ndarray) -> np.ndarray:
    """The grey values [size, size] float32 of an image: 0 is dark and 1 is bright.

    Red, green and blue weigh as in television (ITU-R BT.601).
    """
    return (image @ np.array([0.299, 0.587, 0.114], dtype=np.float32)) / np.float32(255)
