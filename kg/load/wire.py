"""HTTP to a store: logs in as the store asks, and tries again while a fault is transient."""

from __future__ import annotations

import re
import time
from types import TracebackType

import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from kg.errors import OutputError
from kg.load.target import Target

#: Seconds before each new try of what is transient.
WAITS = (0.5, 2.0, 5.0)
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Seconds to connect, and to wait for an answer.
TIMEOUT = (10, 120)
_FULL = re.compile(r"no space|too large|disk full|quota", re.I)


class Wire:
    """A session with the store of a target."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._session = requests.Session()
        self._met = False

    def __enter__(self) -> Wire:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._session.close()

    def ask(self, method: str, url: str, body: bytes = b"", headers: dict[str, str] | None = None) -> requests.Response:
        """The answer to a request, whatever its status; its body is still to be read.

        Raises:
            OutputError: the store cannot be reached.
        """
        response = self._patient(method, url, body, headers or {})
        if response.status_code == 401 and self._target.user and not self._session.auth:
            digest = response.headers.get("WWW-Authenticate", "").lower().startswith("digest")
            self._session.auth = (HTTPDigestAuth if digest else HTTPBasicAuth)(self._target.user, self._target.password)
            response = self._patient(method, url, body, headers or {})
        return response

    def _patient(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> requests.Response:
        for wait in (*WAITS, None):
            try:
                response = self._session.request(
                    method, url, data=body, headers=headers, timeout=TIMEOUT, stream=True, allow_redirects=False
                )
                self._met = True
                if response.status_code not in TRANSIENT or wait is None:
                    return response
            except requests.RequestException as error:
                # an address where nothing has ever answered is wrong, not busy
                if wait is None or not self._met or not isinstance(error, requests.ConnectionError | requests.Timeout):
                    advice = "is the server up, and the port right?"
                    raise OutputError("cannot be reached", where=url, advice=advice) from error
            time.sleep(wait)
        raise AssertionError("the last wait is None")

    def send(
        self, method: str, url: str, body: bytes = b"", *, kind: str = "", fine: frozenset[int] = frozenset()
    ) -> int:
        """Send a body of this media type; the status of the answer, which is good or one of ``fine``.

        Raises:
            OutputError: the store cannot be reached or refuses.
        """
        response = self.ask(method, url, body, {"Content-Type": f"{kind}; charset=utf-8"} if kind else {})
        text = response.text
        if 200 <= response.status_code < 300 or response.status_code in fine:
            return response.status_code
        raise OutputError(_said(response, text), where=url, advice=_advice(response.status_code, text))


def _said(response: requests.Response, text: str) -> str:
    plain = " ".join(re.sub(r"<style.*?</style>|<[^>]*>", " ", text, flags=re.S).split())
    return f"the store answers {response.status_code} {response.reason}" + (f" ({plain[:200]})" if plain else "")


def _advice(status: int, text: str) -> str:
    if status in {401, 403}:
        return "set KG_LOAD_USER and KG_LOAD_PASSWORD, and let that user write"
    if status == 507 or _FULL.search(text):
        return "make room on the store's disk"
    if status in {404, 405, 415} or 300 <= status < 400:
        return "name the Graph Store or update address, as http://127.0.0.1:3030/ds/data?default"
    return "look into the server's log"
