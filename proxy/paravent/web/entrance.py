"""Who may see the pages that tell about refusals: whoever came in through ``paravent open``.

That command, which proves itself with a secret in a file for the same user only, gets a token that
is good once and for two minutes; the browser that shows it gets a cookie. Another program or
another site has neither, and a page of another site cannot make the browser send the cookie along
(``SameSite=Strict``, RFC 6265bis §5.2).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request
    from starlette.responses import Response

    from paravent.core.types import Sensitive

TOKEN_S = 120.0
"""How long a token waits for its browser, in seconds."""
STAY_S = 30 * 24 * 3600
"""How long a cookie is good for, in seconds."""
_MOST = 10


class Entrance:
    """Gives out tokens and cookies, and knows them again.

    Args:
        install: the installation's secret, which cookies are signed with: they outlive a restart.
        port: of the pages; cookies are shared by all the ports of an address.
        clock: the time, aware.
        monotonic: seconds of a clock that is never set.
    """

    def __init__(
        self,
        install: Sensitive[bytes],
        port: int,
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._install = install
        self._cookie = f"paravent_{port}"
        self._clock = clock
        self._monotonic = monotonic
        self._tokens: OrderedDict[str, float] = OrderedDict()

    def issue(self) -> str:
        """A token that lets one browser in."""
        token = secrets.token_urlsafe(32)
        self._tokens[token] = self._monotonic() + TOKEN_S
        while len(self._tokens) > _MOST:
            self._tokens.popitem(last=False)
        return token

    def admit(self, token: str, response: Response) -> bool:
        """Let the browser of a token in; the token is used up."""
        if self._monotonic() >= self._tokens.pop(token, 0.0):
            return False
        ends = int(self._clock().timestamp()) + STAY_S
        value = f"{ends}.{self._sign(ends)}"
        response.set_cookie(
            self._cookie, value, max_age=STAY_S, path="/", httponly=True, samesite="strict"
        )
        return True

    def is_in(self, request: Request) -> bool:
        """Whether a request comes from a browser that was let in."""
        ends, _, signature = request.cookies.get(self._cookie, "").partition(".")
        if not (ends.isascii() and ends.isdigit() and len(ends) <= 12 and signature.isascii()):
            return False
        fresh = int(ends) > self._clock().timestamp()
        return fresh and hmac.compare_digest(signature, self._sign(int(ends)))

    def may_act(self, request: Request) -> bool:
        """Whether it may change something: only one of our own pages may have sent it.

        Browsers name the origin of every POST; ``LocalGuard`` has refused those of others.
        """
        return "origin" in request.headers and self.is_in(request)

    def _sign(self, ends: int) -> str:
        text = f"page cookie {ends}".encode()
        return hmac.new(self._install.reveal(), text, hashlib.sha256).hexdigest()
