"""Draws digits in MNIST's format from matplotlib's own fonts, in case MNIST is not available."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tf1rnn.datasets.mnist import Mnist

if TYPE_CHECKING:
    from matplotlib.path import Path as Outline

# Those that matplotlib has shipped from 3.7 on, so that the digits are the same with each.
FONTS = (
    *("DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSans-BoldOblique"),
    *("DejaVuSansMono", "DejaVuSansMono-Bold"),
    *("DejaVuSansMono-Oblique", "DejaVuSansMono-BoldOblique"),
    *("DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSerif-Italic", "DejaVuSerif-BoldItalic"),
    *("STIXGeneral", "STIXGeneralBol", "STIXGeneralItalic", "STIXGeneralBolIta"),
    *("cmr10", "cmb10", "cmss10", "cmtt10"),
)
N_PIXELS = 28  # height and width of an image
HEIGHT = 20.0  # pixels from the foot of a digit to its top before it is scaled, as in MNIST
SCALE = (0.75, 1.1)  # of width and height, each on its own
ROTATION = 15.0  # degrees, to either side
SHIFT = 3.0  # pixels, in either direction
STROKE = (0.0, 1.5)  # pixels that the pen adds to the outline
NOISE = (0.0, 40.0)  # standard deviation of the grey values' noise, different in each image
N_TRAIN, N_TEST = 17_000, 2_000  # 12,000 are left for training when 5,000 are for validation
_COLUMNS = 32  # images are drawn side by side, so many in a row and in a column of one canvas


def draw_digits(n_train: int = N_TRAIN, n_test: int = N_TEST, seed: int = 0) -> Mnist:
    """Draw printed digits, each shifted, rotated, scaled, of another stroke and with noise.

    Images are [n, 28, 28] uint8 from 0 (paper) to 255 (ink), labels [n] uint8. The same `seed`
    gives the same digits; NumPy's global generator is not used.
    """
    rng = np.random.RandomState(seed)
    labels = rng.randint(10, size=n_train + n_test).astype(np.uint8)
    per_canvas = _COLUMNS**2
    parts = [labels[i : i + per_canvas] for i in range(0, len(labels), per_canvas)]
    images = np.concatenate([_with_noise(_draw(part, rng), rng) for part in parts])
    return Mnist(
        *(images[:n_train], labels[:n_train]),
        *(images[n_train:], labels[n_train:]),
        source=_fonts_folder(),
    )


def _draw(labels: Sequence[int], rng: np.random.RandomState) -> np.ndarray:
    """One image for each of the labels, side by side on one canvas: [n, 28, 28] uint8."""
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.transforms import Affine2D, Bbox

    size = _COLUMNS * N_PIXELS
    canvas = RendererAgg(size, size, dpi=72)  # at 72 dpi a point is a pixel
    pen = canvas.new_gc()
    n = len(labels)
    fonts = rng.randint(len(FONTS), size=n)
    scales = HEIGHT * rng.uniform(*SCALE, size=(n, 2))
    angles = rng.uniform(-ROTATION, ROTATION, size=n)
    shifts = rng.uniform(-SHIFT, SHIFT, size=(n, 2))
    strokes = rng.uniform(*STROKE, size=n)
    for i, label in enumerate(labels):
        row, column = divmod(i, _COLUMNS)
        corner = np.array([column * N_PIXELS, size - (row + 1) * N_PIXELS])
        place = Affine2D().scale(*scales[i]).rotate_deg(angles[i])
        place.translate(*(corner + N_PIXELS / 2 + shifts[i]))
        pen.set_clip_rectangle(Bbox([corner, corner + N_PIXELS]))
        pen.set_linewidth(strokes[i])
        canvas.draw_path(pen, _outline(FONTS[fonts[i]], int(label)), place, rgbFace=(0, 0, 0))
    ink = np.asarray(canvas.buffer_rgba())[..., 3]
    cells = ink.reshape(_COLUMNS, N_PIXELS, _COLUMNS, N_PIXELS).swapaxes(1, 2)
    return cells.reshape(-1, N_PIXELS, N_PIXELS)[:n]


def _with_noise(images: np.ndarray, rng: np.random.RandomState) -> np.ndarray:
    deviations = rng.uniform(*NOISE, size=(len(images), 1, 1))
    noisy = images + deviations * rng.standard_normal(images.shape)
    return noisy.round().clip(0, 255).astype(np.uint8)


@functools.cache
def _outline(font: str, digit: int) -> Outline:
    """A digit's outline, 1 high, its middle in the origin."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path as Outline
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    properties = FontProperties(fname=str(_fonts_folder() / f"{font}.ttf"))
    text = TextPath((0, 0), str(digit), size=100, prop=properties)
    # A coarser grid than FreeType's, whose versions differ by 1/64 in a few points.
    outline = Outline(np.round(text.vertices * 16) / 16, text.codes)
    box = outline.get_extents()
    middle = (box.p0 + box.p1) / 2
    return outline.transformed(Affine2D().translate(*-middle).scale(1 / box.height))


def _fonts_folder() -> Path:
    import matplotlib

    return Path(matplotlib.get_data_path(), "fonts", "ttf")
