"""The keys of ``[[authority]]``, ``[[publish]]``, ``[[rota]]``, ``[evidence]`` and ``[witness]``. Touches no file."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, StrictBool

from monitor.config import checks
from monitor.config.fields import WEEKDAYS, DayTime, Line, Secret, ShortName, Table, WebUrl, Weekday

FilePath = Annotated[str, AfterValidator(checks.folder)]


def _part_of_file_name(name: str) -> str:
    if "." in name or "_" in name:
        raise ValueError(f"{name!r} is part of file names; write lower-case letters, digits and dashes only")
    return name


class AuthorityTable(Table):
    """A time-stamping authority (RFC 3161): a third party that confirms when a day's list existed."""

    name: Annotated[ShortName, AfterValidator(_part_of_file_name)] = Field(
        description="A short name; files of tokens carry it, so it stays the same for ever.", examples=["authority-a"]
    )
    url: WebUrl = Field(description="Where it answers.", examples=["https://..."])
    login: Secret | None = Field(
        default=None,
        description="User name and password, with a colon between them, for an authority under contract. A secret: it "
        "is written like a receiver's url.",
        examples=["${AUTHORITY_LOGIN}"],
    )
    roots: FilePath = Field(
        description="A file with its root certificate or certificates in PEM, from a source that you trust, absolute "
        "or relative to the configuration file's own folder.",
        examples=["authorities/authority-a.pem"],
    )
    intermediates: FilePath | None = Field(
        default=None, description="A file with certificates between its own and the root, where tokens lack them."
    )
    qualified: StrictBool = Field(
        default=False, description="Whether it is qualified under eIDAS (EU 910/2014), as evidence then says."
    )


class PublishTable(Table):
    """Where each day's list of hashes is made public, which is what shows that days at the end were not cut off."""

    name: ShortName = Field(description="A short name for this way.", examples=["git"])
    command: tuple[Line, ...] | None = Field(
        default=None,
        description="A program and its arguments; {list} stands for the list's file, {day} for its day.",
        examples=[["cp", "{list}", "/srv/www/lists/"]],
    )
    repository: FilePath | None = Field(
        default=None, description="A folder with a git repository: the list is committed there, and pushed."
    )
    receiver: ShortName | None = Field(
        default=None, description="The name of a receiver: the list's own hash is sent there each day."
    )


class RotaTable(Table):
    """Reminders for people who look where a robot must stop."""

    target: ShortName = Field(description="The id of the target.", examples=["bobigny"])
    days: tuple[Weekday, ...] = Field(
        default=WEEKDAYS[:5], description="On which days somebody is reminded.", examples=[["mon", "thu"]]
    )
    at: DayTime = Field(default="09:00", description="At what time, in the target's zone.", examples=["09:00"])
    who: tuple[Line, ...] = Field(
        default=(), description="Labels of the people, in turn; no names are needed.", examples=[["A", "B"]]
    )
    tell: tuple[ShortName, ...] = Field(description="Names of the receivers that are reminded.", examples=[["team"]])


class EvidenceTable(Table):
    """What exports and seals need to know beside the looks."""

    operator: Line | None = Field(
        default=None, description="Who runs this observatory, as evidence names it. Default: the contact."
    )
    sign_key: FilePath | None = Field(
        default=None,
        description="A private key of OpenSSH without passphrase (ed25519): each day's list is signed with it.",
        examples=["/etc/slotwatch/evidence_ed25519"],
    )


class WitnessTable(Table):
    """Looks by people."""

    inbox: FilePath | None = Field(
        default=None,
        description="A folder, synced perhaps, whose files are taken as people's looks; what cannot be taken goes to "
        "its folder refused, with the reason.",
        examples=["inbox"],
    )
