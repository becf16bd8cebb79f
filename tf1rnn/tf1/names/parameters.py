"""The parameters of functions and classes, and which calls they take."""


class Parameters:
    """Parameters as record_tree.py writes them: "x y= *args scope= **kwargs"."""

    def __init__(self, text: str) -> None:
        words = text.split()
        plain = [word for word in words if not word.startswith("*")]
        stars = [word for word in words if word.startswith("*") and not word.startswith("**")]
        n_positional = words.index(stars[0]) if stars else len(plain)
        pairs = [(word.rstrip("="), word.endswith("=")) for word in plain]
        self.positional, self.keyword = pairs[:n_positional], dict(pairs[n_positional:])
        self.args = any(star != "*" for star in stars)
        self.kwargs = any(word.startswith("**") for word in words)
        self.takes_anything = self.args and self.kwargs and not self.positional

    def refusal(self, n_positional: int, keywords: list[str], is_whole: bool) -> str | None:
        """Why a call is not taken: "takes no argument x"; None if it is.

        Unless the call `is_whole`, it has further arguments that are not known.
        """
        names = [name for name, _ in self.positional]
        if n_positional > len(names) and not self.args:
            return f"takes {len(names)} arguments by position, not {n_positional}"
        for keyword in keywords:
            if keyword in names[:n_positional]:
                return f"is given {keyword} twice"
            if keyword not in names and keyword not in self.keyword and not self.kwargs:
                return f"takes no argument {keyword}"
        needed = [*self.positional[n_positional:], *self.keyword.items()]
        for name, optional in needed if is_whole else ():
            if not optional and name not in keywords:
                return f"needs an argument {name}"
        return None
