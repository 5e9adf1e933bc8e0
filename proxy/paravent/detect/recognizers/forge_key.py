"""A secret key of a tool that programs are made with, by the form its vendor gave it.

GitHub, GitLab, Bitbucket, npm, PyPI, RubyGems, Docker Hub, Sentry, Datadog, New Relic, Grafana,
Postman, Pulumi, JFrog, SonarQube, Buildkite, CircleCI and others.
"""

from __future__ import annotations

from paravent.detect.base import Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.recognizers.api_key import API_KEY, judge_key

_FORMS = (
    r"gh[oprsu]_[A-Za-z0-9]{36,255}",  # GitHub
    r"github_pat_[A-Za-z0-9_]{22,255}",
    r"gl(?:pat|ptt|dt|rt|oas|cbt|ft|imt|soat|ffct|agent)-[A-Za-z0-9_\-.]{20,300}",  # GitLab
    r"GR1348941[A-Za-z0-9_\-]{20}",
    r"AT(?:ATT|CTT|BB)[A-Za-z0-9_\-=+/]{24,300}",  # Atlassian, Bitbucket
    r"npm_[A-Za-z0-9]{36}",
    r"pypi-[A-Za-z0-9_\-]{50,300}",
    r"rubygems_[a-f0-9]{48}",
    r"dckr_(?:pat|oat)_[A-Za-z0-9_\-]{20,60}",  # Docker Hub
    r"sntry[su]_[A-Za-z0-9+/_=]{40,300}",  # Sentry
    r"dd[pw]_[A-Za-z0-9]{36}",  # Datadog
    r"NR(?:AK|II|JS|RA|AL)-[A-Za-z0-9\-]{19,42}",  # New Relic
    r"glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}",  # Grafana
    r"glc_[A-Za-z0-9+/]{32,400}={0,3}",
    r"eyJrIjoi[A-Za-z0-9]{60,400}={0,2}",
    r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}",  # Postman
    r"pul-[a-f0-9]{40}",  # Pulumi
    r"AKCp[A-Za-z0-9]{69}",  # JFrog
    r"cmVmd[A-Za-z0-9]{59}",
    r"sq[pua]_[a-f0-9]{40}",  # SonarQube
    r"bkua_[a-f0-9]{40}",  # Buildkite
    r"CCI(?:PAT|PRJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}",  # CircleCI
    r"sgp_[A-Za-z0-9_]{40,60}",  # Sourcegraph
    r"oy2[a-z0-9]{43}",  # NuGet
    r"cio[A-Za-z0-9]{32}",  # crates.io
    r"sha256~[A-Za-z0-9_\-]{43}",  # OpenShift
)

RECOGNIZER = Recognizer(
    API_KEY,
    patterns=(rf"\b(?:{'|'.join(_FORMS)})",),
    validate=judge_key,
    digits=LONG,
)

# Written in two pieces, so that no scanner of source code takes them for real.
HITS = (
    (
        "bkua_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
        "bkua_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
    ),
    (
        "CCIPAT_" + "k3J8mN2pQ5rS7tV9wX1yZ4_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
        "CCIPAT_" + "k3J8mN2pQ5rS7tV9wX1yZ4_9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c",
    ),
    (
        "git clone https://ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a@github.com",
        "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    ),
    ("glpat-" + "zY1x2W3v4U5t6S7r8Q9p", "glpat-" + "zY1x2W3v4U5t6S7r8Q9p"),
    (
        "npm_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
        "npm_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    ),
    ("password = pypi-" + "AgEIcHlwaS5vcmcCJDY3" * 4, "pypi-" + "AgEIcHlwaS5vcmcCJDY3" * 4),
    ("dckr_pat_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD", "dckr_pat_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD"),
    (
        "sntryu_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 2,
        "sntryu_" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 2,
    ),
    ("NRAK-" + "K3J8MN2PQ5RS7TV9WX1YZ4AB6CD", "NRAK-" + "K3J8MN2PQ5RS7TV9WX1YZ4AB6CD"),
    (
        "glsa_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g_1a2b3c4d",
        "glsa_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2g_1a2b3c4d",
    ),
    (
        "ATATT3" + "xFfGF0k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF=1A2B3C4D",
        "ATATT3" + "xFfGF0k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF=1A2B3C4D",
    ),
)
MISSES = (
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "glpat-<your_token>",
    "npm_config_registry=https://npm.exemple.fr",
    "pypi-publish est une action GitHub",
    "commit 3f786850e387550fdab836ed7e6dc881de23001b",
    "docker pull sha256:3f786850e387550fdab836ed7e6dc881de23001b3f786850e387550fdab836ed",
    "github_pat_ est le début des jetons fins",
)
