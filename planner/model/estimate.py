"""An estimate in three points: how long something takes at best, likely and at worst."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_serializer, model_validator

from planner.i18n import _
from planner.model.base import Value

MAX_HOURS = 100_000.0

Hours = Annotated[float, Field(ge=0, le=MAX_HOURS)]


class ThreePoint(Value):
    """An honest estimate: optimistic <= likely <= pessimistic, in the unit of the field that holds it.

    In a file it is `[optimistic, likely, pessimistic]`, or a single number when only one is known.
    """

    optimistic: Hours
    likely: Hours
    pessimistic: Hours

    @model_validator(mode="before")
    @classmethod
    def _from_json(cls, value: Any) -> Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return {"optimistic": value, "likely": value, "pessimistic": value}
        if not isinstance(value, (dict, ThreePoint)):
            if not isinstance(value, (list, tuple)) or len(value) != 3:
                raise ValueError(_("It must be one number or [optimistic, likely, pessimistic]"))
            return dict(zip(("optimistic", "likely", "pessimistic"), value, strict=True))
        return value

    @model_validator(mode="after")
    def _ordered(self) -> ThreePoint:
        if not self.optimistic <= self.likely <= self.pessimistic:
            message = _("Optimistic ({low:g}), likely ({middle:g}) and pessimistic ({high:g}) must not decrease")
            raise ValueError(message.format(low=self.optimistic, middle=self.likely, high=self.pessimistic))
        return self

    @model_serializer
    def _to_json(self) -> list[float]:
        return [self.optimistic, self.likely, self.pessimistic]

    def times(self, factor: float) -> ThreePoint:
        """All three points multiplied by `factor` >= 0."""
        if factor == 1:
            return self
        return ThreePoint(
            optimistic=self.optimistic * factor, likely=self.likely * factor, pessimistic=self.pessimistic * factor
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: Any, handler: Any) -> dict[str, Any]:
        number = {"type": "number", "minimum": 0, "maximum": MAX_HOURS}
        return {
            "title": "ThreePoint",
            "description": "[optimistic, likely, pessimistic], or one number",
            "anyOf": [number, {"type": "array", "items": number, "minItems": 3, "maxItems": 3}],
        }


ZERO = ThreePoint(optimistic=0.0, likely=0.0, pessimistic=0.0)
