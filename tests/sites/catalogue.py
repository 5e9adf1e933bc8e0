"""The fake sites, by their hosts."""

from sites.chatgpt import ChatGpt
from sites.claude import Claude
from sites.dust import Dust
from sites.gemini import Gemini
from sites.lechat import LeChat
from sites.perplexity import Perplexity
from sites.site import Site

SITES: tuple[type[Site], ...] = (ChatGpt, Claude, LeChat, Perplexity, Gemini, Dust)
HOSTS = tuple(host for site in SITES for host in site.hosts)


def by_host(sites: tuple[Site, ...]) -> dict[str, Site]:
    """Who answers at each host."""
    return {host: site for site in sites for host in site.hosts}
