from unlcli.api.answers import Additions as Additions
from unlcli.api.answers import DuplicateGroup as DuplicateGroup
from unlcli.api.answers import DuplicatePair as DuplicatePair
from unlcli.api.answers import Hit as Hit
from unlcli.api.answers import Refusal as Refusal
from unlcli.api.library import Library as Library
from unlcli.domain.entry import Entry as Entry
from unlcli.domain.finding import Finding as Finding
from unlcli.errors import UnlError as UnlError

__version__: str
