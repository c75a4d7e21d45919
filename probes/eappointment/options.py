"""The options of an eAppointment target; none of them is personal."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,40}$")]


class Options(BaseModel):
    """Options of an eAppointment target."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sitekey: Key | None = Field(
        default=None,
        description='Start at "appointment.do?sitekey=..." with this key: the office a postcode page would choose.',
    )
    mobile: bool = Field(default=False, description="What to send as mobile= beside the sitekey.")
    postcode: Annotated[str, StringConstraints(pattern=r"^\d{5}$")] | None = Field(
        default=None,
        description="A postcode of the office's area, sent where the first page asks for one. Not a person's.",
    )
    motives: Literal["all"] | tuple[Key, ...] = Field(
        default="all",
        description='Which motives to ask about, one request each: "all" that the page shows, or a list of keys; an '
        "empty list asks about none and reads the closed days of the sites alone.",
    )
    quantity: int = Field(default=1, ge=1, le=9, description="How many appointments of each motive to ask about.")
    sites: dict[Key, Key] = Field(
        default_factory=dict,
        description="Sites whose closed days are read, one request each, with their service: {site7 = '20012'}.",
    )
    dwr: Literal[2, 3, "auto"] = Field(
        default="auto",
        description='Version of DWR that the site speaks; "auto" costs one request more where it is 3.',
    )
    horizon_days: int | None = Field(
        default=None,
        ge=1,
        le=366,
        description="How many days the site's calendar shows, where its page does not say how many months.",
    )

    @model_validator(mode="after")
    def _something_to_ask(self) -> Self:
        if not self.motives and not self.sites:
            raise ValueError("an empty list of motives needs sites: else there is nothing to ask")
        return self
