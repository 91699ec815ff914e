"""What the reader of machine-readable zones raises."""

from __future__ import annotations

from comity.law.errors import DataError


class MrzError(DataError):
    """Lines that are no machine-readable zone, or whose check digits are wrong.

    The one error of this room. Its message names lines, positions and single characters, never
    a name, a number or a date of birth.
    """
