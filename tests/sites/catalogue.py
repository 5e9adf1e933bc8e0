"""The fake sites, by their hosts."""

from sites.chatgpt import ChatGpt
from sites.claude import Claude
from sites.site import Site

SITES: tuple[type[Site], ...] = (ChatGpt, Claude)
HOSTS = tuple(host for site in SITES for host in site.hosts)


def by_host(sites: tuple[Site, ...]) -> dict[str, Site]:
    """Who answers at each host."""
    return {host: site for site in sites for host in site.hosts}
