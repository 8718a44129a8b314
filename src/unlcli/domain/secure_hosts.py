"""Sites that are known to have `https://`, for the check of links and for links that lists bring."""

#: Sites that have https under this name and with `www.`.
_SITES = frozenset(
    """
    aaai.org ojs.aaai.org aclanthology.org aclweb.org acm.org dl.acm.org acs.org pubs.acs.org ams.org
    annualreviews.org archive.org web.archive.org arxiv.org export.arxiv.org ar5iv.org biorxiv.org bitbucket.org
    bmj.com cambridge.org cell.com ceur-ws.org citeseerx.ist.psu.edu colab.research.google.com dblp.org dblp.uni-trier.de
    doi.org dx.doi.org drive.google.com dropbox.com docs.google.com elifesciences.org figshare.com
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


def has_https(written: str) -> bool:
    """Tell whether the host of a link, as it is written, answers over https; one with a port or a user is not judged."""
    if ":" in written or "@" in written:
        return False
    host = written.lower().removeprefix("www.")
    return host in _SITES or any(host.endswith("." + name) for name in _ALL_BELOW)
