"""One prompt through several vendors' SDKs, as a cascade sends it: one exchange, told as one."""

import pytest

from e2e.calls import ANSWERED, SYSTEM
from e2e.conftest import Sdks
from e2e.leaks import leaks
from e2e.prompts import PROMPTS
from program import Program
from stub import Stub

pytestmark = pytest.mark.sdk
PROMPT = PROMPTS[7]
CASCADE = ("groq-chat", "cohere-chat", "anthropic-messages", "openai-chat")
SERVICES = ["groq", "cohere", "anthropic_api", "openai_api"]


def test_a_cascade_is_one_exchange_with_its_recipients(
    sdk: Sdks, program: Program, stub: Stub
) -> None:
    calls = {str(call): call for call in ANSWERED}
    for name in CASCADE:
        call = calls[name]
        asked = call.put(PROMPT.text)
        if name.startswith("cohere"):
            asked["messages"].insert(0, {"role": "system", "content": SYSTEM})
        said = call.said(sdk(call.vendor, "proxy").call(call.method, **asked))
        assert all(value in said for value in PROMPT.planted)
    assert leaks(stub.everything(), PROMPT.planted) == []
    events = [event for event in program.events() if event["type"] == "request"][-len(CASCADE) :]
    assert [event["provider"]["id"] for event in events] == SERVICES
    assert [event.get("cascade") for event in events] == [None, *[events[0]["id"]] * 3]
    told = program.run("audit", "show", str(events[2]["index"])).stdout.replace("\u00a0", " ")
    hops = ", ".join(f"{event['provider']['id']} ({event['index']})" for event in events)
    assert f"Un seul échange, à plusieurs destinataires : {hops}." in told
