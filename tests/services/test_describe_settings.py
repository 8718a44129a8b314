from unlcli.services.describe_settings import describe_settings
from unlcli.store.config import NAMES, CategorySetting, Settings


def test_every_setting_is_described_by_the_name_it_has_in_a_file() -> None:
    settings = Settings(categories=(CategorySetting("A"),), origins={"categories": "unl.toml"})
    described = describe_settings(settings)
    assert tuple(described) == NAMES
    assert described["category"] == {"value": ({"name": "A", "title": "", "intro": ""},), "origin": "unl.toml"}
    assert described["library"] == {"value": "", "origin": "default"}
