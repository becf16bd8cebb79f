"""A backend that matplotlib loads by name: shows figures as programs/figures.py says."""

from typing import Any

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tf1rnn.programs import figures


class FigureManager(FigureManagerBase):
    """Shows figures by saving them."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """What plt.show() does."""
        figures.show_open()

    def show(self) -> None:
        """What figure.show() does."""
        figures.show(self.canvas.figure)


class FigureCanvas(FigureCanvasAgg):
    """Draws as Agg does."""

    manager_class: Any = FigureManager
