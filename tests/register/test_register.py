"""Look-ups by name, by office and by day."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from diplograph.errors import InputError
from diplograph.model import ActorClass, SenseKind
from diplograph.register import Register
from diplograph.register.tables import MetonymRow, read_rows
from diplograph.text.folding import fold

LISTED = """
    US | U.S. | UK | Britain | EU | UN | U.N. | NATO | OSCE | Minsk Group | OSCE Minsk Group | Hamas | Hezbollah |
    Houthi | Houthis | Houthi rebels | Taliban | Palestinian | Palestinians | Israeli | Iraqi | Tamil Tigers | FMLN |
    Farabundo Marti National Liberation Front | Kremlin | Elysee | Élysée Palace | White House | Pentagon |
    State Department | Foggy Bottom | Foreign Office | Darfur | Kosovo | Taiwanese | Bosnian Serbs | Soviet |
    European Community | EEC | Ivory Coast | Burma | Holy See | Vatican | Salvadoran | Salvadorean | Salvadorian |
    Ecuadoran | Ecuadorean | Argentine | Filipino | Kazakh | Bosnian | Serb | Serbian | Al Arabiya | Al Jazeera |
    Reuters | ASEAN | OPEC | BRICS | G7 | African Union | Arab League | ECOWAS | Nagorno-Karabakh | Karabakh |
    Artsakh | Nagorny Karabakh | Downing Street | Khmer Rouge | Contras | PLO | Palestinian Authority | Zaire |
    Korean Peninsula | South China Sea | Sahel | Middle East | Persian Gulf | Strait of Hormuz | Polish | Azeri |
    Turkish Cypriots | Armenian Foreign Ministry | Foreign Ministry of Azerbaijan | Taiwan Foreign Ministry |
    US State Department | Indian Foreign Ministry | ORPA | FPMR | Cinchoneros | CIAV | ONUCA | SELA | EPRLF | TELO |
    JVP | AFDL | FROLINAT | MDJT | SNM | SSDF | United Somali Congress | Somali National Alliance | ALIR | WNBF |
    FRUD | WSLF | Jamiat-e Islami | Hezb-e Wahdat | Junbish-i-Milli | PDPA | CGDK | BIFF |
    Bougainville Revolutionary Army | KNPP | Shan State Army-South | Mong Tai Army | Shanti Bahini | NDFB |
    Abu Nidal Organization | Al-Saiqa | KDPI | PJAK | Ahrar al-Sham | High Negotiations Committee | Iraqi Kurdish |
    Bosnian Moslem | Kosovo Serb | UCPMB | Continuity IRA | Catholic Church | Carter Center |
    World Council of Churches | Frontline States | Group of Friends of the Secretary-General | UNPROFOR | UNAMSIL |
    UNTSO | KFOR | COMESA | Rhodesia | Democratic Kampuchea | French Polynesia | Netherlands Antilles | Anjouan
"""
NAMES = [name.strip() for name in LISTED.split("|")]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_news_are_listed(register: Register, name: str) -> None:
    assert fold(name) in register.senses


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("NATO", SenseKind.NAME, "NATO"),
        ("Polish", SenseKind.DEMONYM, "Poland"),
        ("Kremlin", SenseKind.NAME, "Presidential_Administration_of_Russia"),
        ("Kremlin", SenseKind.METONYM, "Presidential_Administration_of_Russia"),
        ("Brussels", SenseKind.METONYM, "European_Union"),
        ("Brussels", SenseKind.METONYM, "NATO"),
        ("Quai d'Orsay", SenseKind.METONYM, "Ministry_of_Foreign_Affairs_of_France"),
        ("Nagorno-Karabakh", SenseKind.NAME, "Nagorno_Karabakh_Republic"),
        ("State Department", SenseKind.NAME, "United_States_Department_of_State"),
        ("British Foreign Office", SenseKind.NAME, "Foreign_Office_of_the_United_Kingdom"),
        ("Russian Foreign Ministry", SenseKind.NAME, "Ministry_of_Foreign_Affairs_of_Russia"),
    ],
)
def test_what_names_stand_for(register: Register, name: str, kind: SenseKind, key: str) -> None:
    found = {(sense.kind, sense.actor.key) for sense in register.senses[fold(name)] if sense.actor}
    assert (kind, key) in found


def test_a_disputed_name_is_a_polity_a_place_and_a_conflict(register: Register) -> None:
    senses = register.senses["nagorno karabakh"]
    assert {sense.kind for sense in senses} == {SenseKind.NAME, SenseKind.PLACE, SenseKind.CONFLICT}


@pytest.mark.parametrize(
    ("of", "day", "label"),
    [
        ("Armenia", "2020-10-09", "Zohrab Mnatsakanyan"),
        ("Armenia", "2020-11-20", "Ara Aivazian"),
        ("Azerbaijan", "2020-07-10", "Elmar Mammadyarov"),
        ("Azerbaijan", "2020-10-09", "Jeyhun Bayramov"),
        ("Iran", "2015-07-14", "Mohammad Javad Zarif"),
        ("Iran", "2024-07-01", "Ali Bagheri Kani"),
        ("Iran", "2025-06-20", "Abbas Araghchi"),
        ("Israel", "2020-09-15", "Gabi Ashkenazi"),
        ("Israel", "2023-10-07", "Eli Cohen"),
        ("United_States", "2020-11-10", "Mike Pompeo"),
        ("United_States", "2025-03-01", "Marco Rubio"),
        ("United_Kingdom", "2022-09-15", "James Cleverly"),
        ("United_Kingdom", "2024-08-01", "David Lammy"),
        ("Ukraine", "2022-03-01", "Dmytro Kuleba"),
        ("Ukraine", "2025-01-10", "Andrii Sybiha"),
        ("Russia", "2020-10-09", "Sergey Lavrov"),
        ("Nagorno_Karabakh_Republic", "2020-10-09", "Masis Mayilyan"),
        ("Sweden", "2023-01-01", "Tobias Billström"),
        ("Soviet_Union", "1988-01-01", "Eduard Shevardnadze"),
    ],
)
def test_foreign_ministers_by_day(register: Register, of: str, day: str, label: str) -> None:
    found = register.holders("foreign-minister", of, on=date.fromisoformat(day))
    assert [actor.label for actor in found] == [label]
    assert found[0].of == register.find_actor(of)


@pytest.mark.parametrize(
    ("kind", "of", "day", "label"),
    [
        ("head-of-government", "Armenia", "2020-10-09", "Nikol Pashinyan"),
        ("head-of-state", "Azerbaijan", "2020-10-09", "Ilham Aliyev"),
        ("head-of-government", "United_Kingdom", "2022-09-15", "Liz Truss"),
        ("head-of-state", "El_Salvador", "1990-04-01", "Alfredo Cristiani"),
        ("head-of-organization", "United_Nations", "2020-10-09", "António Guterres"),
        ("spokesperson", "Presidential_Administration_of_Russia", "2020-10-09", "Dmitry Peskov"),
    ],
)
def test_other_offices_by_day(register: Register, kind: str, of: str, day: str, label: str) -> None:
    assert [actor.label for actor in register.holders(kind, of, on=date.fromisoformat(day))] == [label]


def test_a_title_tells_offices_of_one_kind_apart(register: Register) -> None:
    day = date(1990, 6, 1)
    found = register.holders("head-of-government", "Soviet_Union", on=day, title="prime minister")
    assert [actor.label for actor in found] == ["Nikolai Ryzhkov"]


def test_a_person_belongs_to_the_office_held_on_the_day(register: Register) -> None:
    before = register.find_actor("Nikol_Pashinyan", on=date(2020, 10, 9))
    assert before is not None
    assert before.actor_class is ActorClass.PERSON
    assert before.of == register.find_actor("Armenia")
    assert register.in_office("Nikol_Pashinyan", date(2020, 10, 9))
    assert not register.in_office("Nikol_Pashinyan", date(2010, 1, 1))
    assert register.offices_of("Zohrab_Mnatsakanyan")[0][1].kind == "foreign-minister"


def test_states_and_bodies_exist_for_a_time(register: Register) -> None:
    assert register.exists("Soviet_Union", date(1988, 1, 1))
    assert not register.exists("Soviet_Union", date(2000, 1, 1))
    assert not register.exists("Soviet_Union", None)
    assert register.exists("Armenia", None)


def test_places_lie_in_states(register: Register) -> None:
    for place, state in {"Baku": "Azerbaijan", "Goma": "Democratic_Republic_of_the_Congo", "Panama": "Panama"}.items():
        assert register.state_of_place(place) == register.find_actor(state)
    assert register.state_of_place("Kashmir") is None


def test_conflicts_between_parties(register: Register) -> None:
    keys = {conflict.key for conflict in register.conflicts_between(frozenset({"Armenia", "Azerbaijan"}))}
    assert "Nagorno_Karabakh_conflict" in keys
    assert {actor.key for actor in register.conflict_parties("Nagorno_Karabakh_conflict")} >= {"Armenia", "Azerbaijan"}
    assert register.conflict_parties("No_such_conflict") == ()


def test_persons_by_surname_and_sound(register: Register) -> None:
    day = date(2020, 10, 9)
    assert "Sergey Lavrov" in [actor.label for actor in register.persons_called("lavrov", on=day)]
    assert "Zohrab Mnatsakanyan" in [actor.label for actor in register.persons_sounding("Z. Mnatsakanian")]
    assert register.persons_called("qwertz") == ()
    assert "Zohrab Mnatsakanyan" in register.names_of("Zohrab_Mnatsakanyan")


def test_bodies_by_their_last_word(register: Register) -> None:
    assert "OSCE_Minsk_Group" in {body.key for _, body in register.bodies_ending("Minks Group")}
    assert register.bodies_ending("") == ()


@pytest.mark.parametrize(
    ("garbled", "label"),
    [
        ("Zohrap Mnatzaganian", "Zohrab Mnatsakanyan"),
        ("Foreign Minister Zohrab Mnazakanyan of Armenia", "Zohrab Mnatsakanyan"),
        ("Minister Ara Aivasyan", "Ara Aivazian"),
        ("Elmar Mamedyarof", "Elmar Mammadyarov"),
        ("Jeyhoun Bairamof", "Jeyhun Bayramov"),
        ("Sergej Lawrow", "Sergey Lavrov"),
        ("Mevlut Chavushoglu", "Mevlüt Çavuşoğlu"),
        ("Volodimir Zelenskiy", "Volodymyr Zelensky"),
        ("Federica Mogerini", "Federica Mogherini"),
        ("Nikola Pashinian", "Nikol Pashinyan"),
        ("Benyamin Netanyahou", "Benjamin Netanyahu"),
        ("Bashar Asad", "Bashar al-Assad"),
        ("Hezbolla", "Hezbollah"),
        ("Azerbaidjan", "Azerbaijan"),
        ("Arminian Foreign Ministry", "Ministry of Foreign Affairs of Armenia"),
        ("Allemagne", "Germany"),
        ("Германия", "Germany"),
        ("ترکیه", "Turkey"),
        ("the Pentagon", "United States Department of Defense"),
    ],
)
def test_search_forgives(register: Register, garbled: str, label: str) -> None:
    found = register.search(garbled, on=date(2020, 10, 9))
    assert found[0].actor.label == label
    assert found == sorted(found, key=lambda candidate: -candidate.score)
    assert all(0 <= candidate.score <= 1 for candidate in found)


def test_search_shows_nothing_for_nonsense(register: Register) -> None:
    assert all(candidate.score < 0.7 for candidate in register.search("Xyzzy Qwertz"))
    assert register.search("") == []


def test_search_of_an_unknown_name_is_quick(register: Register) -> None:
    register.search("Zohrab")
    started = perf_counter()
    register.search("Wilhelmina Quistgaard-Oyelaran")
    assert perf_counter() - started < 0.3


def test_the_import_leaves_babel_alone() -> None:
    code = "import sys, diplograph.register; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,actor,kind\nBaku,Azerbaijan,capital\n", "has the columns"),
        ("name,actor,kind,source\nBaku,,capital,maps\n", "metonyms.csv:2: actor is empty"),
        ("name,actor,kind,source\nBaku,Azerbaijan,capital,\n", "metonyms.csv:2 has no source"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "metonyms.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        list(read_rows(tmp_path, MetonymRow))
