"""Checks of what protects: pause, keys, log, rules, models, and what services have done."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from paravent.i18n import plural, t
from paravent.system.doctor.base import Check, Status
from paravent.system.robots import told

if TYPE_CHECKING:
    from paravent.system.doctor.base import Findings, Machine


def _pause(machine: Machine) -> Findings:
    if machine.paused_until is None:
        yield Status.OK, t("aucune", "none"), ""
    else:
        until = f"{machine.paused_until.astimezone():%H:%M}"
        detail = t(
            "tout part en clair jusqu'à {until}", "all leaves in clear until {until}", until=until
        )
        yield Status.WARN, detail, "paravent resume"


def _keys(machine: Machine) -> Findings:
    if machine.keys() == "keyring":
        yield Status.OK, t("dans le trousseau du système", "in the system's keyring"), ""
    else:
        yield (
            Status.WARN,
            t(
                "dans un fichier lisible par vous seul, faute de trousseau",
                "in a file that only you can read, for want of a keyring",
            ),
            t(
                "installez ou déverrouillez le trousseau du système",
                "install or unlock the system's keyring",
            ),
        )


def _audit(machine: Machine) -> Findings:
    count = plural(machine.audit(), "entrée", "entrées", "entry", "entries")
    yield Status.OK, t("{count}, chaîne intacte", "{count}, chain intact", count=count), ""


def _rules(machine: Machine) -> Findings:
    count, protect = machine.rules()
    rules = plural(count, "règle", "règles", "rule", "rules")
    if protect:
        yield Status.OK, rules, ""
    else:
        yield (
            Status.WARN,
            t(
                "non protégé : {rules}, observées seulement",
                "not protected: {rules}, only observed",
                rules=rules,
            ),
            t(
                'écrivez policy = "freelance" dans settings.toml',
                'write policy = "freelance" in settings.toml',
            ),
        )


def _models(machine: Machine) -> Findings:
    count = plural(machine.models(), "modèle", "modèles", "model", "models")
    yield Status.OK, t("{count}, contrôle réussi", "{count}, verified", count=count), ""
    if find_spec("onnxruntime") is None:
        yield (
            Status.WARN,
            t(
                "les mots douteux ne sont lus qu'une fois : un nom échappe plus souvent",
                "doubtful words are read once only: a name is missed more often",
            ),
            t(
                "rien à faire sur un Mac Intel ; ailleurs, réinstallez Paravent",
                "nothing to do on an Intel Mac; elsewhere, install Paravent again",
            ),
        )


def _challenges(machine: Machine) -> Findings:
    found = machine.challenges()
    for service, count in sorted(found.items()):
        yield Status.WARN, *told(service, count)
    if not found:
        yield Status.OK, t("aucun cette semaine", "none this week"), ""


def _drifts(machine: Machine) -> Findings:
    found = machine.drifts()
    for service, count in sorted(found.items()):
        yield (
            Status.WARN,
            t("{service} : {count} fois", "{service}: {count} times", service=service, count=count),
            t(
                "ce service a changé de format ; l'essentiel reste masqué et remis, mettez "
                "Paravent à jour",
                "this service has changed its format; what matters is still masked and put "
                "back, update Paravent",
            ),
        )
    if not found:
        yield Status.OK, t("aucun cette semaine", "none this week"), ""


CHECKS = (
    Check("pause", lambda: t("pause", "pause"), _pause),
    Check("keys", lambda: t("clés", "keys"), _keys),
    Check("audit", lambda: t("journal", "audit log"), _audit),
    Check("rules", lambda: t("règles", "rules"), _rules),
    Check("models", lambda: t("modèles", "models"), _models),
    Check("challenges", lambda: t("contrôles anti-robots", "checks for robots"), _challenges),
    Check("formats", lambda: t("formats inattendus", "unexpected formats"), _drifts),
)
