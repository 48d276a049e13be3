"""The register that ships with diplograph, loaded once."""

import pytest

from diplograph.register import Register, Tables, load_register


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="session")
def tables(register: Register) -> Tables:
    return register.tables
