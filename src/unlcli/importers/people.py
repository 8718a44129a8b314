"""People in running text: whether a piece of it is a list of names, and how surely."""

import re
from enum import IntEnum
from functools import lru_cache

from unlcli.importers import family_first

_ET_AL = re.compile(
    r"[\s,;]*(?:\(?\bet\.?\s*al\b\.?,?\)?|\band\s+others\b|(?<=[\u4e00-\u9fff])\s*等人?)[\s.,;]*$", re.I
)
_BETWEEN = re.compile(r"\s*[,;，、；]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s+与\s+|\s+和\s+", re.I)
_FOOTNOTE = re.compile(r"(?<=[\w.])[*†‡§¹²³∗#^]+|(?<=[^\W\d_])\d(?=$|[\s,])")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?(?:[-‐]?[^\W\d_]\.){0,3}|[A-Z]{1,2}|[A-Z]\.?-[A-Z]\.?)")
_WORD = re.compile(
    r"(?:[^\W\d_]['’‘`])?[^\W\d_](?:[^\W\d_]|['’‘`\u0300-\u036f])*\.?(?:[-‐‑–]+[^\W\d_](?:[^\W\d_]|['’‘`\u0300-\u036f])*\.?)*"
)
_JOINED = re.compile(r"(?:[^\W\d_]\.)+[-‐]?[^\W\d_]{2,}|[^\W\d_]{2,}\.[A-Z]")
_INNER_CAPITAL = re.compile(
    r"(?:Mc|Mac|De|Del|Della|Di|Du|La|Le|Lo|Van|Von|Fitz|El|Al|Abdel|Ben|Bar|Dal|Da|San|St|O)[A-Z]"
)
_CAPITALS = re.compile(r"[A-Z]{2,12}")
_CJK = re.compile(r"(?!.*(?:学报|杂志|会议|期刊|会刊|论文|大会|研究|综述|方法|大学|学院)$)[\u4e00-\u9fff·]{2,4}")
_PARTICLES = frozenset(
    "van von der den de del della di da dos das do du la le el al bin ibn ben ter ten zu zur af av st jr sr ii iii iv".split()
)
_MOST_WORDS = 6
_MOST_REMEMBERED = 300
_AND = ("and", "& ")
_ORGANISATIONS = frozenset(
    "google microsoft facebook meta openai deepmind amazon apple nvidia baidu tencent alibaba huawei intel ibm stanford "
    "berkeley princeton harvard oxford cambridge tsinghua adobe samsung salesforce uber bytedance sony naver kakao".split()
)
# Words that titles, tags and institutes are made of, and names are not.
_NO_NAMES = frozenset(
    (
        "a the of for in on with from to by via using and or is are as at towards toward how what why when "
        "learning network networks neural deep machine data model models modeling modelling vision visual language natural "
        "computer image images video text speech audio graph graphs transformer transformers attention reinforcement "
        "supervised unsupervised self semi generative adversarial diffusion large small foundation survey review overview "
        "tutorial introduction benchmark dataset datasets code paper papers pdf demo video website project page blog slides "
        "official implementation method methods approach framework system systems analysis theory algorithm algorithms "
        "optimization search architecture architectures detection segmentation classification recognition estimation "
        "prediction generation retrieval translation reasoning planning memory knowledge representation representations "
        "multimodal robotics robot robots agent agents policy control security privacy software hardware programming code "
        "research science sciences engineering technology technologies university institute laboratory laboratories lab labs "
        "school college department group team inc corp openai deepmind nvidia mit brain journal conference workshop proceedings "
        "transactions letters press nature arxiv preprint oral spotlight poster highlight award best new old recent "
        "advanced general other others tag tags keywords abstract note notes summary link links here see also available "
        "pytorch tensorflow jax keras python matlab report technical thesis book chapter version update updated "
        "convolutional recurrent bayesian probabilistic stochastic statistical random forests forest embedding embeddings "
        "efficient fast robust scalable online offline distributed federated transfer meta few zero shot open world "
        "domain adaptation object semantic instance human action pose face scene point cloud medical imaging time series "
        "normalizing flows flow training inference evaluation understanding mining applications application processing "
        "evolutionary genetic computing computation quantum physics chemistry biology drug protein molecular social "
        "information systems web recommendation recommender user users item items question answering dialogue "
        "fuzzing testing malware bugs bug static dynamic symbolic execution program programs binary "
        "spatial temporal linear logic matrix signal signals compression quantization pruning distillation "
        "explainable interpretability fairness causal contrastive continual active curriculum imitation inverse"
    ).split()
)


class Sureness(IntEnum):
    """How surely a text lists people: not at all, as far as its words go, or by signs that only names have."""

    NO = 0
    LIKELY = 1
    SURE = 2


def sureness(written: str) -> Sureness:
    """Tell how surely a text is a list of names and nothing else."""
    return _remembered(written) if len(written) <= _MOST_REMEMBERED else _sureness(written)


def _sureness(written: str) -> Sureness:
    text = _FOOTNOTE.sub("", " ".join(written.split())).strip(" ,;.:-–—，；。")
    bare = _ET_AL.sub("", text)
    has_others = bare != text
    atoms = [atom for atom in _BETWEEN.split(bare.strip(" ,;")) if atom]
    if not atoms or len(atoms) > 400:
        return Sureness.NO
    kinds = [_kind(atom) for atom in atoms]
    if "" in kinds or kinds[0] == "initials" or kinds.count("capitals") * 3 > len(kinds):
        return Sureness.NO
    if has_others or "initialled" in kinds or "initials" in kinds:
        return Sureness.SURE
    full = kinds.count("full")
    if full >= 2 and full * 2 >= len(kinds) or kinds.count("cjk") >= 2:
        return Sureness.SURE
    return Sureness.LIKELY if full or len(kinds) > 1 or "cjk" in kinds else Sureness.NO


# the same pieces of an item are asked about again and again
_remembered = lru_cache(2048)(_sureness)


def is_name(written: str) -> bool:
    """Tell whether a piece between commas may be a name, or the initials of the one before it."""
    bare = _ET_AL.sub("", _FOOTNOTE.sub("", written)).strip(" ,;，；")
    return bool(bare) and all(_kind(atom) for atom in _BETWEEN.split(bare) if atom)


def goes_on(written: str) -> bool:
    """Tell whether a piece between commas goes on with a list of people: a name, `and` another, `et al.`"""
    bare = (
        re.sub(r"\s*(?:and|&)\s+", "", written, count=1, flags=re.I)
        if written.lstrip()[:3].lower() in _AND
        else written
    )
    return is_name(bare) or _ET_AL.fullmatch(f" {bare.strip()}") is not None


def _kind(atom: str) -> str:
    """Return what a piece between commas is: `initials`, `single`, `full`, `initialled`, `cjk`, or empty for no name."""
    atom = atom.strip()
    if _CJK.fullmatch(atom):
        return "cjk"
    words = atom.rstrip(",").split()
    if not words or len(words) > _MOST_WORDS:
        return ""
    if len(words) == 1 and words[0].lower() in _ORGANISATIONS:
        return ""
    if len(words) in (2, 3) and _CAPITALS.fullmatch(words[-1]) and len(words[-1]) > 2:
        are_names = (_CAPITALS.fullmatch(w) or _is_family(w, has_others=True) or _INITIALS.fullmatch(w) for w in words)
        return "capitals" if all(are_names) else ""
    initials = families = 0
    for n, word in enumerate(words):
        is_last = n == len(words) - 1 and not families
        if len(words) > 1 and not is_last and word.lower().rstrip(".") in _PARTICLES and (n or word.islower()):
            continue
        if _INITIALS.fullmatch(word) and word[0].isupper():
            initials += 1
        elif _is_family(word, has_others=len(words) > 1):
            families += 1
        else:
            return ""
    if not families:
        return "initials" if initials and len(words) <= 3 else ""
    if initials or any(_JOINED.fullmatch(word) for word in words):
        return "initialled"
    return "full" if families > 1 else "single"


def _is_family(word: str, *, has_others: bool) -> bool:
    """Tell whether a word may be a given or a family name."""
    bare = word.rstrip(".")
    if _JOINED.fullmatch(word):
        return True
    if not _WORD.fullmatch(word):
        return False
    if any(part.lower() in _NO_NAMES for part in re.split(r"[-‐‑–]", bare)):
        return False
    if not (word[0].isupper() or len(word) > 2 and word[1] in "'’" and word[2].isupper()):
        return False
    return all(_has_name_capitals(part, most=1 if has_others else 0) for part in re.split(r"[-‐‑–'’‘`]", bare) if part)


def _has_name_capitals(part: str, most: int) -> bool:
    """Tell whether a part of a name is no acronym: a capital, and another where names have them (`LeCun`, `KiJung`)."""
    inner = sum(1 for c in part[1:] if c.isupper())
    if inner == 0 or inner == 1 and _INNER_CAPITAL.match(part) is not None or len(part) <= 2:
        return True
    return inner <= most and len(part) >= 5 and part[-1].islower() and not part[1].isupper()


_FAMILY_FIRST = re.compile(r"(?:[a-z]+ ){0,2}[^\W\d_a-z][\w'’-]+ (?:[A-Z]{1,3}|(?:[A-Z]\.){1,3})")
_BIBTEX_NAME = re.compile(r"[^,]{1,60},[^,]{1,60}")


def readable(written: str) -> str:
    """Return a list of people in the form that names are read from: BibTeX's `Roe, A and Doe, B` gets semicolons."""
    bare = _ET_AL.sub("", written)
    others = " et al." if bare != written else ""
    if turned := family_first.first_turned(written, bare, others):
        return turned
    if listed := family_first.with_initials(bare):
        return listed + others
    parts = re.split(r"\s+and\s+", written.strip(" .;"))
    is_bibtex = len(parts) > 1 and all(
        _BIBTEX_NAME.fullmatch(part) and len(part.split(",")[0].split()) <= 2 for part in parts
    )
    if is_bibtex and not any(_INITIALS.fullmatch(part.split()[0]) for part in parts):
        return "; ".join(parts)
    atoms = [
        atom
        for atom in re.split(r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*", _ET_AL.sub("", written.strip(" .;")))
        if atom
    ]
    if all(_FAMILY_FIRST.fullmatch(atom) for atom in atoms) and not _is_spelt_out(atoms):
        if len(atoms) == 1:
            return " ".join(reversed(atoms[0].rsplit(" ", 1))) + written[len(atoms[0]) :]
        listed = "; ".join(", ".join(atom.rsplit(" ", 1)) for atom in atoms)
        return listed + (" et al." if _ET_AL.search(written) else "")
    return written


def _is_spelt_out(atoms: list[str]) -> bool:
    """Tell whether the last words are names in capitals, not initials."""
    return any(len(atom.rsplit(" ", 1)[1]) > 2 for atom in atoms)
