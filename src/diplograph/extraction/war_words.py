"""The words by which news speaks of armed actions and of those killed, wounded or captured in them.

Compiled for diplograph from the senses of the verbs in PropBank's and VerbNet's classes of attacking, killing and
capturing, and from the examples of the CAMEO codebook's categories 18 to 20; lemmas in lower case.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from diplograph.model import RelationKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _kinds(table: tuple[tuple[str, RelationKind], ...]) -> MappingProxyType[str, RelationKind]:
    return MappingProxyType({lemma: kind for lemmas, kind in table for lemma in lemmas.split()})


ACTION_VERBS: Final = _kinds(
    (
        ("attack assault ambush invade strike shoot", RelationKind.ATTACK),
        ("bomb", RelationKind.BOMBING),
        ("strafe", RelationKind.AIR_STRIKE),
        ("shell bombard", RelationKind.SHELLING),
        ("clash fight battle skirmish", RelationKind.CLASH),
        ("raid storm", RelationKind.RAID),
        ("kill slay massacre assassinate", RelationKind.KILLING),
        ("capture seize overrun recapture retake occupy", RelationKind.SEIZURE),
        ("kidnap abduct", RelationKind.ABDUCTION),
    )
)
ACTION_NOUNS: Final = _kinds(
    (
        ("attack assault ambush invasion offensive strike", RelationKind.ATTACK),
        ("bombing", RelationKind.BOMBING),
        ("airstrike air-strike airstrikes", RelationKind.AIR_STRIKE),
        ("shelling bombardment", RelationKind.SHELLING),
        ("clash fighting battle skirmish firefight gunbattle", RelationKind.CLASH),
        ("raid incursion", RelationKind.RAID),
        ("kidnapping abduction", RelationKind.ABDUCTION),
        ("capture seizure", RelationKind.SEIZURE),
    )
)
LAUNCH_VERBS: Final = _words("launch carry mount conduct stage make begin start")
"""Verbs that only carry a noun of attacking (`launched a raid on`)."""
DIRECTED_NOUNS: Final = _words("strike attack assault offensive")
"""Nouns that need somebody or something they are aimed at: there are strikes of workers, too."""
NOT_ARMED: Final = _words(
    "verbal personal scathing stinging heart panic legal political media cyber hacker rhetorical propaganda diplomatic"
    " thinly veiled hunger general labor labour prison police drug legal tax court price electoral title"
    " unjustified unfounded unwarranted virulent"
)
"""Words by which an attack, battle or raid is none of arms."""
AIMED_AT: Final = _words(
    "convoy base camp village town city position checkpoint post barracks outpost headquarters embassy station airport"
    " ship vessel plane helicopter civilian troop soldier militant rebel fighter insurgent guerrilla stronghold bunker"
    " depot facility border capital suburb district area territory target mosque hospital school refugee bus patrol"
    " island peninsula province region compound building installation refinery hideout house market settlement line"
    " garrison policeman gunman terrorist militiaman bridge airfield force aircraft tank boat tanker"
)
"""What is attacked, bombed or captured by force of arms."""
UNREAL: Final = _words(
    "threat fear risk possibility prospect danger prevent deter avert foil thwart warn against avoid plot plan"
    " preparation prepare threaten hypothetical imminent possible stop halt end ready readiness"
)
"""Words above an attack that leave open whether it happens."""

# casualties

TOLL_VERBS: Final = _kinds(
    (
        ("kill slay massacre", RelationKind.KILLED),
        ("wound injure", RelationKind.WOUNDED),
        ("capture", RelationKind.CAPTURED),
    )
)
TOLL_WORDS: Final = _kinds(
    (
        ("dead", RelationKind.KILLED),
        ("wounded injured hurt", RelationKind.WOUNDED),
        ("missing", RelationKind.MISSING),
    )
)
"""Adjectives after a number (`left 12 dead`, `three wounded`)."""
TOLL_NOUNS: Final = _kinds((("death fatality", RelationKind.KILLED), ("injury", RelationKind.WOUNDED)))
VIOLENCE: Final = _words(
    "attack assault bomb bomber bombing shell shelling rocket missile mortar raid clash fighting battle gunbattle"
    " firefight ambush airstrike strike offensive explosion blast gunman gunmen grenade mine landmine war troop troops"
    " soldier rebel militant insurgent guerrilla fighter terrorist army militia gunfire crossfire sniper shoot shooting"
    " violence combat invasion bombardment intifada uprising operation massacre bombard ambush conflict police"
)
"""Words that tell of violence; without one of them a number of dead is no casualty figure."""
DISASTERS: Final = _words(
    "earthquake quake flood tsunami storm hurricane typhoon cyclone tornado avalanche landslide drought famine crash"
    " accident collision derail derailment stampede disease virus epidemic outbreak cholera ebola flu heatwave"
    " snowstorm wildfire mudslide capsize ferry aids malaria collapse coal"
)
_UNITS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Final = MappingProxyType(
    {word: value for value, word in enumerate(_UNITS)} | {word: tens * 10 for tens, word in enumerate(_TENS, start=3)}
)
MULTIPLES: Final = MappingProxyType({"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000})
CROWDS: Final = _words("dozen hundred thousand score ten")
"""Round numbers in the plural (`dozens of`), which name no figure."""
AT_LEAST: Final = frozenset({"at least", "more than", "over", "no fewer than", "no less than", "as many as over"})
AT_MOST: Final = frozenset({"up to", "as many as", "fewer than", "less than", "at most", "no more than"})
VICTIMS: Final = _words(
    "people person civilian soldier troop rebel militant fighter policeman officer guerrilla insurgent man woman child"
    " villager resident terrorist gunman militiaman worker passenger protester demonstrator other militia guard settler"
    " journalist student peacekeeper marine trooper member extremist separatist prisoner farmer peasant boy girl"
    " servicemen serviceman personnel infidel bystander refugee victim teenager youth policemen commando police"
    " subversive tourist national citizen"
)
"""Nouns for those whom a number counts."""
