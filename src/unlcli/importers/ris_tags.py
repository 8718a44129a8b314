"""The tags of RIS: what BibTeX calls them. Source: the tables of EndNote, Zotero and Reference Manager."""

#: Types of records: the entry type, and the field that their container is.
TYPES = {
    "JOUR": ("article", "journal"), "MGZN": ("article", "journal"), "EJOUR": ("article", "journal"),
    "NEWS": ("article", "journal"), "ABST": ("article", "journal"), "INPR": ("article", "journal"),
    "JFULL": ("periodical", "series"), "CONF": ("inproceedings", "booktitle"), "CPAPER": ("inproceedings", "booktitle"),
    "BOOK": ("book", "series"), "EBOOK": ("book", "series"), "EDBOOK": ("collection", "series"),
    "CHAP": ("incollection", "booktitle"), "ECHAP": ("incollection", "booktitle"),
    "ENCYC": ("incollection", "booktitle"), "DICT": ("incollection", "booktitle"), "THES": ("phdthesis", "series"),
    "RPRT": ("techreport", "series"), "UNPB": ("unpublished", "howpublished"), "MANSCPT": ("unpublished", "howpublished"),
    "PAMP": ("booklet", "series"), "ELEC": ("misc", "howpublished"), "BLOG": ("misc", "howpublished"),
    "DATA": ("dataset", "howpublished"), "COMP": ("software", "howpublished"), "PAT": ("patent", "howpublished"),
    "STAND": ("standard", "howpublished"), "VIDEO": ("video", "howpublished"), "MPCT": ("movie", "howpublished"),
    "SLIDE": ("misc", "howpublished"), "GEN": ("misc", "howpublished"), "ICOMM": ("misc", "howpublished"),
}  # fmt: skip
TITLES = ("TI", "T1", "CT", "BT", "ST")
CONTAINERS = ("T2", "JF", "JO", "BT", "J2", "JA", "J1")
PEOPLE = {"author": ("AU", "A1"), "editor": ("A2", "ED", "A3"), "translator": ("A4",)}
#: Fields and the tags that they are read from; of several the first that has a value.
FIELDS = {
    "volume": ("VL",), "number": ("IS", "CP"), "eid": ("C7",), "series": ("T3",), "edition": ("ET",), "chapter": ("SE",),
    "address": ("CY", "PP"), "shorttitle": ("ST",), "abstract": ("AB", "N2"), "language": ("LA",), "type": ("M3",),
}  # fmt: skip
#: Types of entries whose publisher is called something else.
PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
#: Tags that are read whole, whatever their values.
LISTED = frozenset("TY ID ER AU A1 A2 ED A3 A4 KW UR L1 L2 L3 L4 LK N1 RN DO PY Y1 DA SP EP PB".split())
#: Those whose values should be web addresses.
ADDRESSES = frozenset("UR L2 L3 LK".split())
#: Names of the fields for tags that BibTeX has no field for.
NAMES = {
    "SN": "isbn-issn", "AN": "accession-number", "DB": "database", "DP": "database-provider", "CN": "call-number",
    "AD": "author-address", "Y2": "access-date", "RP": "reprint", "OP": "original-publication", "TA": "translated-author",
    "TT": "translated-title", "C1": "custom-1", "C2": "pmcid", "M1": "ris-m1", "M2": "ris-m2", "J2": "journal-short",
    "JA": "journal-short", "JO": "journal-short", "J1": "journal-short", "JF": "journal-full", "N2": "ris-n2",
}  # fmt: skip
