"""S005: `http://` where the site has `https://`.

The site answers over an encrypted connection, and most send every reader there anyway. A link that says so saves the
detour, does not make browsers warn, and equals the link of somebody else who has the paper.

Wrong:

    @misc{adams2020knots,
      title = {Knots},
      url = {http://arxiv.org/abs/2001.00001},
    }

Right:

    @misc{adams2020knots,
      title = {Knots},
      url = {https://arxiv.org/abs/2001.00001},
    }

Fix: `unl check --fix` writes `https://` for the sites that are known to have it; others are left alone.
"""

from collections.abc import Iterator

from unlcli.domain.finding import Finding, Severity
from unlcli.rules import links
from unlcli.rules.judged import Judged
from unlcli.rules.links import Link
from unlcli.rules.mending import new_value

CODE, NAME, SEVERITY = "S005", "http-link", Severity.WARNING

#: Sites that have https under this name and with `www.`.
_SITES = frozenset(
    """
    aaai.org ojs.aaai.org aclanthology.org aclweb.org acm.org dl.acm.org acs.org pubs.acs.org ams.org
    annualreviews.org archive.org web.archive.org arxiv.org export.arxiv.org ar5iv.org biorxiv.org bitbucket.org
    bmj.com cambridge.org cell.com ceur-ws.org citeseerx.ist.psu.edu colab.research.google.com dblp.org dblp.uni-
    trier.de doi.org dx.doi.org drive.google.com dropbox.com docs.google.com elifesciences.org figshare.com
    frontiersin.org gist.github.com github.com gitlab.com hal.science hal.archives-ouvertes.fr hdl.handle.net
    huggingface.co ieeexplore.ieee.org doi.ieeecomputersociety.org ijcai.org isca-archive.org isca-speech.org jair.org
    jmlr.org journals.plos.org jstor.org kaggle.com link.springer.com springer.com linkedin.com mdpi.com medium.com
    medrxiv.org nature.com ncbi.nlm.nih.gov pubmed.ncbi.nlm.nih.gov neurips.cc nips.cc papers.nips.cc
    papers.neurips.cc proceedings.neurips.cc onlinelibrary.wiley.com openaccess.thecvf.com openreview.net
    academic.oup.com osf.io papers.ssrn.com ssrn.com pnas.org proceedings.mlr.press pytorch.org reddit.com
    researchgate.net royalsocietypublishing.org sagepub.com journals.sagepub.com science.org sciencemag.org
    science.sciencemag.org sciencedirect.com semanticscholar.org siam.org epubs.siam.org slideshare.net
    sourceforge.net stackoverflow.com tandfonline.com tensorflow.org transacl.org twitter.com usenix.org vimeo.com
    wikidata.org wikipedia.org x.com youtu.be youtube.com zenodo.org
    """.split()
)
#: Sites of which every name below this one has https.
_ALL_BELOW = ("wikipedia.org", "github.io", "readthedocs.io", "medium.com", "huggingface.co", "arxiv.org")
_MOVED = {"aclweb.org": "the ACL Anthology is at aclanthology.org now"}


def check(judged: Judged) -> Iterator[Finding]:
    """Yield a finding at each field with a link whose site is known to have https."""
    for placed, name, value in links.fields(judged):
        if "http://" not in value:
            continue
        found = dict.fromkeys(link.host for link in links.each(value) if _has_https(link))
        if found:
            notes = "".join(f" ({_MOVED[host]})" for host in found if host in _MOVED)
            message = f"{name} has http:// where https:// works: {', '.join(found)}{notes}"
            changes = new_value(placed, name, links.replaced(value, _secure))
            yield Finding(CODE, NAME, SEVERITY, message, placed.at(name), placed.entry.key, changes=changes)


def _has_https(link: Link) -> bool:
    if link.scheme != "http" or ":" in link.written_host or "@" in link.written_host:
        return False
    return link.host in _SITES or any(link.host.endswith("." + name) for name in _ALL_BELOW)


def _secure(link: Link) -> str:
    return "https" + link.whole[len("http") :] if _has_https(link) else link.whole
