"""One reader over the register that ships with diplograph."""

import pytest

from diplograph.reading import SpacyReader
from diplograph.reading.gazetteer import Gazetteer
from diplograph.register import Register, load_register


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="session")
def gazetteer(register: Register) -> Gazetteer:
    return Gazetteer(register.senses)


@pytest.fixture(scope="session")
def reader(register: Register) -> SpacyReader:
    return SpacyReader(register.senses, register.spellings)
