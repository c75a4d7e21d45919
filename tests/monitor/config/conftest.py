"""Two small probes, and a way to load a text as a configuration file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from monitor.config.load import Config, ConfigError, load
from probes.contract import Allow, Card, Flow, Get, Page, Probe, Reading, Reason


class Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    phrases: tuple[str, ...] = Field(default=(), description="Words.")


class PlainOptions(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    planning: Literal["all"] | int = Field(default="all", description="Which plannings.")
    none: Words = Field(default=Words(), description="What proves none.")
    ratio: float = Field(default=1.0, description="A number.")
    weeks: int = Field(default=4, multiple_of=2, description="An even number.")
    steps: tuple[Words, ...] = Field(default=(), description="A list of tables.")

    @field_validator("none")
    @classmethod
    def _no_stars(cls, words: Words) -> Words:
        if "*" in words.phrases:
            raise ValueError("a phrase of one star proves nothing; write words around it")
        return words


class NeedyOptions(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str = Field(description="The key that the page shows. It is public.", examples=["k1"])
    other: str = Field(default="", description="Another.")

    @model_validator(mode="after")
    def _pair(self) -> "NeedyOptions":
        if self.key == self.other:
            raise ValueError(f"key and other are both {self.key!r}")
        return self


def _flow(url: str, options: Any) -> Flow:
    return _read((yield Get(url)), options)


def _read(page: Page, options: Any) -> Reading:
    return Reading(Reason.UNRECOGNISED_PAGE)


def _allow(url: str, options: Any) -> tuple[Allow, ...]:
    if url.endswith("/unreadable"):
        raise ValueError("its URLs do not end like this")
    return ()


def _probe(name: str, options: type[BaseModel]) -> Probe:
    return Probe(name, 1, options, _flow, _read, _allow, Card("", "", ""))


@pytest.fixture(scope="session")
def probes():
    return {"plain": _probe("plain", PlainOptions), "needy": _probe("needy", NeedyOptions)}


@pytest.fixture
def loaded(tmp_path: Path, probes) -> Callable[..., Config]:
    """Load text as ``config.toml`` with an empty environment, or what is given."""

    def run(text: str | bytes, **more: Any) -> Config:
        path = tmp_path / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(path, probes=probes, **{"environ": {}, **more})

    return run


@pytest.fixture
def told(tmp_path: Path, loaded) -> Callable[..., list[str]]:
    """The problems of a text, without the name of the file."""

    def run(text: str | bytes, **more: Any) -> list[str]:
        with pytest.raises(ConfigError) as caught:
            loaded(text, **more)
        assert str(caught.value) == "\n".join(map(str, caught.value.problems))
        return [line.removeprefix(f"{tmp_path}/config.toml: ") for line in str(caught.value).splitlines()]

    return run
