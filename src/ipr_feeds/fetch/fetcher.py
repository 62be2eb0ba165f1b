"""Polite fetching: plugins first, then the network, host by host, as robots.txt and the settings ask."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from urllib.parse import urljoin

import pluggy

from ipr_feeds.config import Fetch
from ipr_feeds.errors import BadStatus, Blocked, Gone, PageError, Robots, Unreachable
from ipr_feeds.events import Asked, Listener
from ipr_feeds.fetch import ask
from ipr_feeds.fetch.addresses import origin
from ipr_feeds.fetch.answers import OK, PASSING, UNMET, accept, asked_pause, is_conditional, problem, unconditional
from ipr_feeds.fetch.chain import Chain
from ipr_feeds.fetch.robots import FRESH, LARGEST, Rules, rules
from ipr_feeds.fetch.transport import Transport
from ipr_feeds.fetch.turns import LONGEST_GAP, LONGEST_WAIT, Turns, throttled
from ipr_feeds.hookspecs import Request, Response
from ipr_feeds.program import NAME, VERSION
from ipr_feeds.source import Source
from ipr_feeds.store.visits import Visits
from ipr_feeds.urls import host


class Fetcher:
    """Gets pages for a whole run, for several threads."""

    def __init__(
        self,
        manager: pluggy.PluginManager,
        settings: Fetch,
        visits: Visits,
        tell: Listener,
        stop: threading.Event,
        budget: int,
    ) -> None:
        self._manager, self._settings, self._visits, self._tell = manager, settings, visits, tell
        self._turns = Turns(visits, stop, budget)
        self._stop = stop
        self._transports: dict[str, Transport] = {}
        self._rules: dict[str, Rules] = {}
        self._down: set[str] = set()  # hosts that were tried in vain: no more retries in this run
        contact = f" ({settings.contact})" if settings.contact else ""
        self._agent = f"{NAME}/{VERSION}{contact}"
        self.remember = self._turns.remember

    def request(self, url: str, source: Source, conditions: Mapping[str, str]) -> Request:
        """A request for a page of a source, within the limits of the settings."""
        own = self._settings
        return Request(url, conditions, source.name, source.hosts, own.deadline, own.max_bytes)

    def get(self, request: Request) -> Response:
        """The page that is asked for, or, to a conditional request, status 304. Raises a `PageError` else."""
        response = self._answer(request)
        if response.status == UNMET and is_conditional(request):
            response = self._answer(unconditional(request))
        try:
            return accept(request, response)
        except PageError as error:
            error.content = response.content
            raise

    def is_slow(self, url: str) -> bool:
        """Whether a host is known to want longer pauses than a run waits for: then a run asks it once."""
        known = self._visits.robots(origin(url))
        return known is not None and rules(known[1], NAME).delay > LONGEST_GAP

    def stop(self) -> None:
        """End what is under way, from another thread."""
        self._stop.set()
        for transport in list(self._transports.values()):
            transport.stop()

    def close(self) -> None:
        """Let go of all connections, and keep for the next run when hosts were asked."""
        self.remember()
        for transport in self._transports.values():
            transport.close()

    def _answer(self, request: Request) -> Response:
        response = ask(self._manager, request)
        return response if response is not None else self._follow(Chain(request))

    def _follow(self, chain: Chain) -> Response:
        """The answer at the end of a chain of redirects, each to a host of the source."""
        while True:
            self._obey(chain.hop)
            response = self._patiently(chain)
            if not chain.goes_on(response):
                return response

    def _obey(self, request: Request) -> None:
        """Raise `Robots` for what a robots.txt asks to leave alone."""
        if not self._rules_of(request).allows(request.url):
            raise problem(Robots, request, "robots.txt asks programs to leave this alone", "ask the site's owner")

    def _patiently(self, chain: Chain) -> Response:
        """The answer to a hop, after a few tries with growing gaps where a second one may help."""
        request = chain.hop
        name, gap = host(request.url), self._gap(request)
        for again in range(self._settings.retries + 1):
            last = again == self._settings.retries or name in self._down
            try:
                response = self._once(chain, min(gap * 2**again, max(gap, LONGEST_WAIT)))
            except Unreachable:
                if last:
                    self._down.add(name)
                    raise
                continue
            pause = asked_pause(response)
            if pause is not None and (last or pause > LONGEST_WAIT):
                self._turns.leave_alone(name, pause)
                raise throttled(request.source, request.url, pause)
            if pause is not None:
                self._turns.leave_alone(name, pause)
            elif response.status not in PASSING or last:
                return response
        raise AssertionError("the last try returns or raises")

    def _once(self, chain: Chain, gap: float) -> Response:
        """One request, when it is the host's turn."""
        request = chain.hop
        with self._turns.turn(host(request.url), gap, request.source, request.url), self._timed(request) as answer:
            answer.append(self._transport(request.url).send(request, chain.cookies))
        return answer[0]

    @contextmanager
    def _timed(self, request: Request) -> Iterator[list[Response]]:
        answer: list[Response] = []
        started, told = time.monotonic(), ""
        try:
            yield answer
        except PageError as error:
            told = error.kind
            raise
        finally:
            told = str(answer[0].status) if answer else told
            size = len(answer[0].content) if answer else 0
            self._tell(Asked(request.source, request.url, told, time.monotonic() - started, size))

    def _gap(self, request: Request) -> float:
        """Seconds between two requests to a host: as set, or more if its robots.txt asks for it."""
        known = self._rules.get(origin(request.url))
        return max(self._settings.pause, known.delay if known else 0.0)

    def _rules_of(self, request: Request) -> Rules:
        place = origin(request.url)
        if place not in self._rules:
            self._rules[place] = rules(self._robots(place, request), NAME)
        return self._rules[place]

    def _robots(self, place: str, request: Request) -> str:
        """The robots.txt of an origin: the known one for a day, and for as long as no new one can be had.

        One that is not there allows everything. Raises a `PageError` when nobody knows what the site asks for.
        """
        known = self._visits.robots(place)
        if known and 0 <= time.time() - known[0] < FRESH:
            return known[1]
        try:
            body = self._fetched_robots(
                Request(urljoin(request.url, "/robots.txt"), {}, request.source, (), request.deadline, LARGEST)
            )
        except PageError:
            if known is None:
                raise
            return known[1]
        self._visits.keep_robots(place, time.time(), body)
        return body

    def _fetched_robots(self, request: Request) -> str:
        chain = Chain(request)
        response = self._patiently(chain)
        with suppress(BadStatus, Blocked, Gone):  # a way that leads nowhere: nobody asked for anything
            while chain.goes_on(response):
                response = self._patiently(chain)
        if response.status == OK:
            return response.content.decode("utf-8", "replace")
        if response.status >= 500:
            raise problem(
                BadStatus, chain.hop, f"answered {response.status}", "nothing is read until robots.txt can be"
            )
        return ""  # 4xx: nobody asked for anything

    def _transport(self, url: str) -> Transport:
        place = origin(url)
        if place not in self._transports:
            self._transports[place] = Transport(self._agent, self._settings.allow_origins)
        return self._transports[place]
