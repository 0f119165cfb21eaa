"""The base of every value: frozen, strict, and changed only by making a checked new one."""

from __future__ import annotations

from typing import Annotated, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast

T = TypeVar("T")

Many = Annotated[tuple[T, ...], FailFast()]
"""Any number of values. The check of a file stops at the first wrong one: a million would fill the memory."""


class Value(BaseModel):
    """A frozen value that refuses unknown fields, NaN and silent type conversion."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )

    def changed(self, **fields: Any) -> Self:
        """This value with `fields` replaced and checked; all other fields stay the very same objects.

        `model_copy(update=…)` alone would not validate, and plain re-validation would rebuild every tuple, so that
        "which fields differ" could no longer be told by identity.
        """
        names = type(self).model_fields
        checked = type(self).model_validate({**{name: getattr(self, name) for name in names}, **fields})
        new = self.model_copy(update={name: getattr(checked, name) for name in fields})
        for cached in new.__dict__.keys() - names.keys():  # properties computed from the old fields
            del new.__dict__[cached]
        return new
