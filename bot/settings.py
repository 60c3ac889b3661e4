"""What an operator sets, from the environment or a `.env` file."""

import hmac
import ipaddress
import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from bot.domain.errors import UnknownZoneError
from bot.domain.schedule import zone_info

FREE_SEND_RATE = 30  # messages a second that Telegram lets a bot broadcast without paying
HIGHEST_SEND_RATE = 1000  # and at most, for Stars
_DATABASES = {"sqlite", "postgres", "postgresql"}
TELEGRAM_API_URL = "https://api.telegram.org"
_WEBHOOK_PORTS = {443, 80, 88, 8443}  # the ones that Telegram posts to
_USUAL_PORT = 8080


class SettingsError(Exception):
    """A setting that cannot be used. The text names it and says what is wanted, never what was given."""


class Settings(BaseSettings):
    """Each field is the setting of that name in capitals; its description says what it takes."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    telegram_bot_token: SecretStr | None = Field(
        None, description="the token BotFather gave you, such as 123456:ABC-DEF"
    )
    telegram_api_url: str = Field(
        TELEGRAM_API_URL, description="the address of a Bot API server, http:// or https://"
    )
    database_url: SecretStr | None = Field(
        None,
        description="sqlite:/// and a path, or postgres://NAME:PASSWORD@HOST/DATABASE; "
        "by default the file backcare.db in DATA_DIR",
    )
    data_dir: Path = Field(Path("data"), description="the folder for the database file")
    data_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (), description="keys made with `python -m bot key`, separated by commas, the newest first"
    )
    paid_broadcast: bool = Field(
        False,
        description="1 if Telegram may take Stars for what is sent faster than it lets bots free",
    )
    send_rate: Annotated[int, Field(ge=1, le=HIGHEST_SEND_RATE)] = Field(
        FREE_SEND_RATE,
        description=f"messages a second, a whole number from 1 to {FREE_SEND_RATE}, "
        f"or to {HIGHEST_SEND_RATE} with PAID_BROADCAST=1",
    )
    webhook_url: str | None = Field(
        None,
        description="the https:// address that Telegram brings updates to, on port 443, 80, 88 or 8443, "
        "such as https://bot.example.org/telegram; by default the bot asks for them",
    )
    webhook_secret: Annotated[SecretStr | None, Field(max_length=256)] = Field(
        None,
        description="1 to 256 letters, digits, _ and - that prove that it is Telegram who posts; "
        "by default made from the token",
    )
    role: Literal["all", "web", "worker"] = Field(
        "all",
        description="all; or, with WEBHOOK_URL and PostgreSQL, web (answers) or worker (sends), "
        "each in a process of its own",
    )
    metrics_token: Annotated[SecretStr | None, Field(min_length=1)] = Field(
        None, description="the token that /metrics is shown for; without one it is not shown"
    )
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="the Telegram ids of operators, numbers separated by commas"
    )
    tips_dir: Path = Field(Path("tips"), description="the folder with the content files")
    default_timezone: str = Field("UTC", description="the time zone offered first, such as Europe/Berlin")
    operator_name: Annotated[str, Field(max_length=100)] = Field(
        "a private person", description="who runs this bot, as people are told (at most 100 characters)"
    )
    operator_contact: Annotated[str, Field(max_length=200)] = Field(
        "", description="how to reach the operator, as people are told (at most 200 characters)"
    )
    retention_days: Annotated[int, Field(ge=1, le=36500)] = Field(
        365, description="days after which a person who stopped is erased, a whole number from 1 to 36500"
    )
    group_policy: Literal["quiet", "leave"] = Field(
        "quiet", description="what to do in a group that adds the bot: quiet (say nothing) or leave"
    )
    port: Annotated[int | None, Field(ge=0, le=65535)] = Field(
        None,
        description="the port of the sandbox, or of the web server, 0 to 65535; 8080 where one is needed. "
        "Without WEBHOOK_URL, set it to have /healthz and /metrics",
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["console", "json"] = Field("console", description="console or json")

    @field_validator("data_keys", "admin_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("send_rate")
    @classmethod
    def _is_paid_for(cls, value: int, info: ValidationInfo) -> int:
        if value > FREE_SEND_RATE and not info.data.get("paid_broadcast"):
            raise ValueError
        return value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("telegram_api_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.port == 0:
            raise ValueError
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _is_webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        # A Bot API server of one's own may post to its own computer, where no certificate is needed.
        is_inside = parts.scheme == "http" and is_loopback(parts.hostname)
        is_inside = is_inside and info.data.get("telegram_api_url") != TELEGRAM_API_URL
        is_outside = parts.scheme == "https" and (parts.port or 443) in _WEBHOOK_PORTS
        if not parts.hostname or parts.fragment or parts.username or not (is_inside or is_outside):
            raise ValueError
        if parts.path in {"/healthz", "/metrics"}:
            raise ValueError
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]+", value.get_secret_value()):
            raise ValueError
        return value

    @field_validator("role")
    @classmethod
    def _can_be_split(cls, value: str, info: ValidationInfo) -> str:
        database = info.data.get("database_url")
        is_shared = database is not None and not database.get_secret_value().startswith("sqlite")
        if value != "all" and not (is_shared and info.data.get("webhook_url")):
            raise ValueError
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            database_url(value.get_secret_value())
        return value

    @field_validator("default_timezone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            zone_info(value)
        except UnknownZoneError:
            raise ValueError from None
        return value

    @property
    def database_address(self) -> str:
        """Where the rows are: DATABASE_URL, or what stands for it."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir / 'backcare.db'}"
        return self.database_url.get_secret_value()

    @property
    def usual_port(self) -> int:
        """PORT, or what stands for it."""
        return _USUAL_PORT if self.port is None else self.port

    @property
    def webhook_secret_plain(self) -> str:
        """WEBHOOK_SECRET, or what stands for it: the same in every process of a token."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        token = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        return hmac.new(token.encode(), b"backcare webhook", "sha256").hexdigest()

    def data_keys_plain(self) -> list[str]:
        return [key.get_secret_value() for key in self.data_keys]


def database_url(address: str) -> URL:
    """The address of a database that can be used. Raises ValueError."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the second for a port that is no number
        raise ValueError from None
    if url.drivername not in _DATABASES or url.database in {None, "", ":memory:"}:
        raise ValueError
    return url


def is_loopback(host: str | None) -> bool:
    """Whether a host is this computer itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def read_settings(**overrides: object) -> Settings:
    """The settings in force. Raises SettingsError with one line for the first one that is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        name = str(error.errors(include_url=False, include_input=False)[0]["loc"][0])
        wanted = Settings.model_fields[name].description
        # Not chained: pydantic's own text holds the value, which may be a secret.
        raise SettingsError(f"{name.upper()} cannot be used. It takes {wanted}.") from None
    except UnicodeDecodeError:
        raise SettingsError("The file .env cannot be read. Save it as UTF-8 text.") from None
