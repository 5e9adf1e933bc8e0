"""What a person is told of a service that keeps asking whether they are a robot, and what helps.

Knows counts and names of services, nothing of what was asked or answered.
"""

from __future__ import annotations

from paravent.i18n import plural, t


def told(service: str, count: int) -> tuple[str, str]:
    """What has happened this week, and what to do about it."""
    times = plural(count, "fois", "fois", "time", "times")
    return (
        t(
            "{service} a demandé {times} cette semaine si vous êtes un robot",
            "{service} asked {times} this week whether you are a robot",
            service=service,
            times=times,
        ),
        t(
            "attendez un peu, puis rechargez la page ou réussissez le contrôle qu'elle montre ; si "
            "cela continue, passez par l'API de ce service, ou retirez-le de Paravent pour le "
            "moment : paravent pause 1h --service {service}",
            "wait a little, then reload the page or solve the check that it shows; if it goes on, "
            "use this service's API, or take it out of Paravent for now: paravent pause 1h "
            "--service {service}",
            service=service,
        ),
    )
