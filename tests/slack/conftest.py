"""A running bot over a real snapshot of the two plans, connected to a local Slack."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fakes import Always, BigramEncoder
from slack_office import Office
from slack_server import APP_TOKEN, BOT_TOKEN, SlackServer

from bot.app import build_app
from bot.config import Settings
from bot.live import Live
from bot.serving.context import Context
from bot.serving.service import Service
from index.opening import open_searcher
from index.search import Searcher

CORPUS = Path(__file__).parents[2] / "corpus"


@dataclass
class Bot:
    """A bot that is up; `stop` ends it as SIGTERM would."""

    context: Context
    service: Service

    def stop(self, grace: float = 5.0) -> bool:
        return self.service.stop(grace)


Start = Callable[..., AbstractContextManager[Bot]]


@pytest.fixture(scope="session")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """The two plans, searched with a fake encoder that has some meaning."""
    return open_searcher(CORPUS, tmp_path_factory.mktemp("index"), encoder=BigramEncoder())


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the SDK reach this machine whatever the environment says."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def slack() -> Iterator[Office]:
    with Office() as server:
        yield server


@pytest.fixture
def start(slack: SlackServer, searcher: Searcher, tmp_path: Path) -> Start:
    """Start a bot; every one of a test has the same state file."""

    @contextmanager
    def started(live: Live | Always | None = None, **more: object) -> Iterator[Bot]:
        settings = Settings(
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            api_url=slack.url,
            state_file=tmp_path / "state.sqlite",
            **more,
        )
        app, context = build_app(settings, live=live or Always(searcher))
        bot = Bot(context, Service(app, context))
        bot.service.connect()
        bot.service.resume()
        slack.wait_for(lambda: slack.linked, what="a connection")
        try:
            yield bot
        finally:
            bot.stop()

    return started


@pytest.fixture
def bot(start: Start) -> Iterator[Bot]:
    with start() as running:
        yield running
