"""A wrong setting is one line that names it and the remedy, and never shows what was given."""

import traceback
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.settings import Settings, SettingsError, read_settings

WRONG = {
    "TELEGRAM_API_URL": [
        "api.telegram.org", "ftp://api.telegram.org", "https://", "https://host/?token=hunter2", "http://[::1",
        "https://api.telegram.org:99999", "https://api.telegram.org:port",
    ],
    "DATABASE_URL": [
        "postgres://ana:hunter2@db", "postgresql://ana:hunter2@db/?sslmode=require", "postgres://ana@db:hunter2/x",
        "postgresql+asyncpg://db/backcare", "mysql://ana:hunter2@db/backcare", "sqlite://", "sqlite:///",
        "sqlite:///:memory:", "backcare.db", "://hunter2",
    ],
    "ADMIN_IDS": ["hunter2", "12,hunter2", "1.5"],
    "SEND_RATE": ["0", "-3", "31", "1000", "5000", "2.5", "quickly"],
    "PAID_BROADCAST": ["perhaps"],
    "PORT": ["-1", "65536", "eighty-eighty"],
    "DEFAULT_TIMEZONE": ["Berlin", "Mars/Base", "localtime", "Europe", "../../hunter2", "UTC+99:00"],
    "OPERATOR_NAME": ["hunter2 " * 13],
    "OPERATOR_CONTACT": ["hunter2 " * 26],
    "LOG_LEVEL": ["LOUD", "TRACE"],
    "LOG_FORMAT": ["xml", "JSON lines"],
}  # fmt: skip


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from outside, and a folder of the test's own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_value_is_one_line_with_the_name_and_the_remedy_and_never_the_value(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        read_settings()
    line, remedy = str(caught.value), Settings.model_fields[name.lower()].description
    assert line.startswith(f"{name} ")
    assert remedy
    assert remedy in line
    assert "\n" not in line
    assert value not in line.removeprefix(name).replace(remedy, "")
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_of_several_wrong_values_there_is_one_line_still(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, values in WRONG.items():
        monkeypatch.setenv(name, values[0])
    with pytest.raises(SettingsError) as caught:
        read_settings()
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("SEND_RATE", "30", "send_rate", 30),
        ("PORT", "0", "port", 0),
        ("LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("TELEGRAM_API_URL", "http://127.0.0.1:8081/", "telegram_api_url", "http://127.0.0.1:8081"),
        ("DEFAULT_TIMEZONE", "Europe/Berlin", "default_timezone", "Europe/Berlin"),
        ("DEFAULT_TIMEZONE", "UTC+05:30", "default_timezone", "UTC+05:30"),
        ("DATA_DIR", "/srv/backcare", "database_address", "sqlite:////srv/backcare/backcare.db"),
        ("DATABASE_URL", "sqlite:///own.db", "database_address", "sqlite:///own.db"),
        ("DATABASE_URL", "postgres://ana:pw@db/bc", "database_address", "postgres://ana:pw@db/bc"),
        (
            "DATABASE_URL",
            "postgresql://db:5432/bc?sslmode=require",
            "database_address",
            "postgresql://db:5432/bc?sslmode=require",
        ),
        ("OPERATOR_NAME", "", "operator_name", "a private person"),
    ],
)
def test_a_good_value_is_taken(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, read: object
) -> None:
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), field) == read


@pytest.mark.parametrize(
    ("text", "keys"),
    [("", []), (",", []), ("one", ["one"]), (" new , old ,", ["new", "old"]), ("a,b,c", ["a", "b", "c"])],
)
def test_keys_are_separated_by_commas_the_newest_first(
    monkeypatch: pytest.MonkeyPatch, text: str, keys: list[str]
) -> None:
    monkeypatch.setenv("DATA_KEYS", text)
    assert read_settings().data_keys_plain() == keys


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lines = ["# ours", "TELEGRAM_BOT_TOKEN=1:from-the-file", "PORT=1", "SEND_RATE=", "SOMETHING_ELSE=x"]
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setenv("PORT", "2")
    read = read_settings()
    assert read.telegram_bot_token
    assert read.telegram_bot_token.get_secret_value() == "1:from-the-file"
    assert (read.port, read.send_rate) == (2, 30)


def test_a_wrong_value_in_a_dotenv_file_is_told_like_any_other(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=hunter2", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^PORT cannot be used\. It takes [^\n]*$") as caught:
        read_settings()
    assert "hunter2" not in str(caught.value)


def test_a_dotenv_file_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"OPERATOR_NAME=Caf\xe9 hunter2")
    with pytest.raises(SettingsError, match=r"^[^\n]*\.env[^\n]*UTF-8[^\n]*$") as caught:
        read_settings()
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_settings_do_not_show_their_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "123:hunter2")
    monkeypatch.setenv("DATA_KEYS", "hunter2,hunter2")
    read = read_settings()
    assert "hunter2" not in f"{read!r} {read} {read.model_dump()} {read.model_dump_json()}"


@settings(deadline=None)
@given(st.sampled_from(sorted(Settings.model_fields)), st.text(max_size=30))
def test_any_text_for_any_setting_is_taken_or_refused_in_one_line(name: str, value: str) -> None:
    line = ""
    try:
        read_settings(_env_file=None, **{name: value})
    except SettingsError as error:
        line = str(error)
    assert line == "" or line.startswith(f"{name.upper()} cannot be used")
    assert "\n" not in line


@pytest.mark.parametrize(
    ("rate", "paid", "fits"), [(31, "1", True), (1000, "true", True), (1001, "1", False)]
)
def test_more_than_thirty_a_second_is_for_whoever_says_that_it_may_cost(
    monkeypatch: pytest.MonkeyPatch, rate: int, paid: str, fits: bool
) -> None:
    monkeypatch.setenv("SEND_RATE", str(rate))
    monkeypatch.setenv("PAID_BROADCAST", paid)
    if fits:
        assert read_settings().send_rate == rate
    else:
        with pytest.raises(SettingsError, match="SEND_RATE cannot be used"):
            read_settings()
