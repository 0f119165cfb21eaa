"""Names for the arrays of a drawing; apart, because numpy is loaded late."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
