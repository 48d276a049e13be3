"""Adjectives of peoples that no state is called after."""

from __future__ import annotations

PEOPLES_WITHOUT_STATE = frozenset(
    {
        "kurdish", "tamil", "chechen", "shiite", "sunni", "shia", "druze", "maronite", "hutu", "tutsi", "tuareg",
        "sahrawi", "basque", "catalan", "kashmiri", "sikh", "moslem", "karen", "kachin", "oromo", "tigrayan", "zulu",
        "miskito", "christian", "protestant", "catholic", "albanian", "serb", "croat", "pashtun", "uzbek", "tajik",
        "hazara", "alawite", "bougainville", "kanak", "tibetan", "uighur", "acehnese", "papuan", "ossetian", "gagauz",
        "hema", "lendu", "tigrean", "ogadeni", "saharawi", "moro", "hmong", "rohingya", "uyghur", "baluch",
        "baluchi", "shi'ite", "sindhi", "naga", "bodo", "mohajir", "berber", "kabyle", "yazidi", "coptic", "assyrian",
        "corsican", "circassian", "ingush", "afar", "isaaq", "darod", "hawiye", "dinka", "nuer",
        "shilluk", "masalit", "zaghawa", "banyamulenge", "katangese", "biafran", "turcoman",
        "mapuche", "garifuna", "maroon", "melanesian", "malaitan", "toubou", "konkomba",
    }
)  # fmt: skip
"""Adjectives of peoples that have leaders but no state."""
