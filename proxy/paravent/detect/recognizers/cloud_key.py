"""A secret key of a cloud or a host, by the form its vendor gave it.

AWS, Google, Azure, DigitalOcean, Heroku, Netlify, Vercel, Supabase, Cloudflare, Scaleway,
HashiCorp, Databricks and others. Keys without a form of their own are found by their vendor's name,
see ``api_key``.
"""

from __future__ import annotations

from paravent.detect.base import Recognizer
from paravent.detect.excerpt import LONG
from paravent.detect.recognizers.api_key import API_KEY, judge_key

_FORMS = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}",  # AWS
    r"AIza[A-Za-z0-9_\-]{33,40}",  # Google, Firebase
    r"ya29\.[A-Za-z0-9_\-]{20,300}",
    r"GOCSPX-[A-Za-z0-9_\-]{28}",
    r"1//0[A-Za-z0-9_\-]{40,120}",
    r"[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.\-]{31,34}",  # Azure, Entra ID
    r"[A-Za-z0-9+/]{86}==",  # Azure Storage, Cosmos DB: 64 bytes
    r"do[opr]_v1_[a-f0-9]{64}",  # DigitalOcean
    r"HRKU-[A-Za-z0-9_\-]{30,70}",  # Heroku
    r"nfp_[A-Za-z0-9]{30,60}",  # Netlify
    r"vc[pkia]_[A-Za-z0-9]{20,80}",  # Vercel
    r"sb(?:p|_secret)_[A-Za-z0-9_\-]{20,60}",  # Supabase
    r"cf[ua]t_[A-Za-z0-9_\-]{30,60}",  # Cloudflare
    r"v1\.0-[a-f0-9]{24}-[a-f0-9]{146}",
    r"SCW[0-9A-Z]{17}",  # Scaleway
    r"LTAI[A-Za-z0-9]{16,20}",  # Alibaba
    r"hv[sb]\.[A-Za-z0-9_\-]{24,300}",  # HashiCorp
    r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_\-]{60,70}",
    r"dapi[a-f0-9]{32}(?:-[0-9])?",  # Databricks
    r"f(?:o1|m1[ar]|m2)_[A-Za-z0-9+/_\-]{40,500}={0,3}",  # Fly
    r"pscale_(?:tkn|oauth|pw)_[A-Za-z0-9_.\-]{32,64}",  # PlanetScale
    r"rnd_[A-Za-z0-9]{28,40}",  # Render
    r"dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9._\-]{40,60}",  # Doppler
    r"sk\.eyJ1Ijoi[A-Za-z0-9_\-]{20,120}\.[A-Za-z0-9_\-]{20,30}",  # Mapbox
    r"tk-us-[A-Za-z0-9_\-]{48}",  # Scalingo
)

RECOGNIZER = Recognizer(
    API_KEY,
    patterns=(rf"\b(?:{'|'.join(_FORMS)})",),
    validate=judge_key,
    digits=LONG,
)

# Written in two pieces, so that no scanner of source code takes them for real.
_64 = "9f8e7d6c5b4a39281706f5e4d3c2b1a0" * 2

HITS = (
    ("AKIA" + "IOSFODNN7QW3RTYU", "AKIA" + "IOSFODNN7QW3RTYU"),
    (
        "key=AIza" + "SyD3x4mP1e5Q6w7E8r9T0y1U2i3O4p5A6s7",
        "AIza" + "SyD3x4mP1e5Q6w7E8r9T0y1U2i3O4p5A6s7",
    ),
    (
        "AccountKey=" + "Ab3/Cd5+Ef7Gh9Ij1Kl2" * 4 + "Mn4Op6==;",
        "Ab3/Cd5+Ef7Gh9Ij1Kl2" * 4 + "Mn4Op6==",
    ),
    (
        "secret abc8Q~" + "Df6.hJ8kM1nP3sU5wY0aCq2Er4Ty7Ui9x",
        "abc8Q~" + "Df6.hJ8kM1nP3sU5wY0aCq2Er4Ty7Ui9x",
    ),
    ("dop_v1_" + _64, "dop_v1_" + _64),
    (
        "sk.eyJ1Ijoi" + "bHVjaWUiLCJhIjoiY2w4k3J8mN2pQ5.k3J8mN2pQ5rS7tV9wX1yZ4",
        "sk.eyJ1Ijoi" + "bHVjaWUiLCJhIjoiY2w4k3J8mN2pQ5.k3J8mN2pQ5rS7tV9wX1yZ4",
    ),
    (
        "HRKU-" + "8e91d90f-971d-4753-9d43-577dfee9b524",
        "HRKU-" + "8e91d90f-971d-4753-9d43-577dfee9b524",
    ),
    (
        "nfp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
        "nfp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    ),
    (
        "sbp_" + "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334",
        "sbp_" + "a1b2c3d4e5f60718293a4b5c6d7e8f9001122334",
    ),
    ("SCW_ACCESS_KEY=SCW" + "0RE865NC7QTDTGPP2", "SCW" + "0RE865NC7QTDTGPP2"),
    (
        "cfut_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2gH4",
        "cfut_" + "k3J8mN2pQ5rS7tV9wX1yZ4aB6cD0eF2gH4",
    ),
    ("dapi" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0", "dapi" + "9f8e7d6c5b4a39281706f5e4d3c2b1a0"),
    (
        "hvs." + "CAESIJ3k8mN2pQ5rS7tV9wX1yZ4aB6cD0eF",
        "hvs." + "CAESIJ3k8mN2pQ5rS7tV9wX1yZ4aB6cD0eF",
    ),
)
MISSES = (
    "AKIA" + "IOSFODNN7EXAMPLE",
    "AKIA est le début d'une clé AWS",
    "AIzaSy...",
    "dop_v1_xxxxxxxx",
    "VERSION=v1.0-beta",
    "https://console.scaleway.com/SCW",
    "nfp_your_netlify_personal_access_token",
)
