"""Sections of the settings; the others are in `bot.runtime.settings`, which reads them all."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A table of the settings file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WorkerSettings(Section):
    """What one process takes of a store in PostgreSQL, and how workers notice each other."""

    pool: int = Field(default=10, ge=1, le=1000)
    at_once: int = Field(default=4, ge=2, le=100)
    posts_at_once: int = Field(default=64, ge=2, le=1000)
    heartbeat_seconds: float = Field(default=10, gt=0, le=600)
