"""The register: the actors, offices, bodies, treaties and conflicts that are known before any article is read."""

from diplograph.register.register import Register, load_register
from diplograph.register.tables import Tables, load_tables

__all__ = ["Register", "Tables", "load_register", "load_tables"]
