"""The words by which news speaks of contact, support and mediation, grouped by meaning.

Compiled for diplograph from the senses of the verbs in PropBank's and VerbNet's classes of meeting, giving, helping and
mediating, and from the annotation rules of the evaluation set; lemmas in lower case.
"""

from __future__ import annotations

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# who acts for whom

ORGANS = _words(
    "government army military force forces troop troops soldier soldiers ministry official officials authority"
    " authorities administration regime parliament navy side delegation representative representatives diplomat"
    " diplomats leadership envoy envoys negotiator negotiators president minister ministers premier chancellor"
    " leader leaders king queen emperor emir ambassador embassy mission team spokesman spokeswoman spokesperson"
    " people state republic nation country capital cabinet congress senate police commander commanders chief"
    " chiefs adviser advisers general generals secretary presidency kingdom ruler rulers statesman politician"
    " counterpart monarch junta command delegate delegates emissary emissaries party council commission"
    " secretariat chairman chairwoman chairperson chair commissioner director member members part parts head heads"
    " figure figures foreign-minister source sources mediator"
    " mediators instructor trainer instructors trainers"
)
"""Nouns that stand for the state or organisation they belong to (`Azerbaijani forces`, `leaders of Hamas`)."""

DIPLOMATS = _words(
    "president minister premier chancellor leader king queen emperor emir ambassador envoy negotiator official"
    " diplomat delegation representative secretary delegate emissary mission team head chief adviser mediator"
    " counterpart pope prince sultan monarch ruler party side government general commander spokesman lawmaker"
    " senator"
)
"""Nouns whose bearers travel, meet and negotiate for somebody."""

ARMED = _words(
    "rebel guerrilla insurgent militant militia militiaman separatist fighter dissident insurrectionist"
    " revolutionary secessionist jihadist mujahideen paramilitary resistance opposition faction contra insurgency"
    " guerilla force terrorist commando combatant gunman"
)
"""Nouns for those who fight a government; with a modifier they name an actor (`Darfur rebels`)."""

PARTITIVES = _words("thousand hundred dozen score majority handful some many several most all element unit")
"""Words for how many of those after `of` are meant (`thousands of Iraqi troops`)."""
UNITED = _words(
    "exile bandit mutineer warlord tribesman putschist outlaw renegade infiltrator invader raider saboteur gang"
)
"""Words for single persons, who name an actor only together (`Cuban exiles`)."""

PAIRS = _words(
    "country side nation leader president state neighbor neighbour party government minister rival foe enemy capital"
)
"""Nouns that, with `two` or `both`, stand for the two actors spoken of."""

# contact

MEET_VERBS = _words("meet confer negotiate talk speak consult converse parley sit huddle discuss chat")
TALK_TO_VERBS = _words("talk speak converse chat")
CALL_VERBS = _words("telephone phone call ring")
RECEIVE_VERBS = _words("receive welcome greet host")
VISIT_VERBS = _words("visit tour")
TRAVEL_VERBS = _words("travel fly arrive go come head return depart leave journey embark land")
CONTACT_NOUNS = _words(
    "talk talks meeting summit negotiation negotiations consultation consultations dialogue conversation"
    " discussion discussions encounter parley session round conference audience contact"
)
CALL_NOUNS = _words("call conversation telephone phone videoconference")
LINES = _words(
    "phone telephone videoconference teleconference hotline line video videolink zoom telephonically cellphone"
    " phonecall"
)
"""What one speaks over without being in one place."""
SUMMIT_NOUNS = _words("summit conference")
VISIT_NOUNS = _words("visit trip tour journey")
HOLD_VERBS = _words(
    "hold have conduct begin start resume open end conclude finish continue attend join skip boycott cancel"
    " postpone enter launch complete wrap reopen agree seek propose want demand reject refuse arrange schedule"
    " offer suspend break pay make undertake plan request urge accept"
)
TAKE_PART_VERBS = _words(
    "participate take meet gather arrive travel attend come sit engage enter return go fly agree join"
)
HOST_VERBS = _words(
    "host sponsor organize organise convene facilitate arrange oversee chair moderate steer shepherd supervise guide"
)

# support

POLITICAL_VERBS = _words("back support endorse champion defend")
ARMED_VERBS = _words("arm train equip shelter harbor harbour bankroll fund finance sponsor militarize bolster")
HELP_VERBS = _words("aid assist help")
STAND_VERBS = _words("stand side ally align")
PERMIT_VERBS = _words("allow let permit")
STAY_VERBS = _words("train operate base hide shelter regroup rearm cross launch settle")
"""What armed movements do in the land of those who let them."""
GROUND_NOUNS = _words(
    "territory soil base basis airspace air-space airfield airport port land facility runway harbor harbour"
)
"""What a state lets others' forces use."""
GIVE_VERBS = _words(
    "send supply provide give deliver ship sell offer grant extend furnish transfer donate lend channel smuggle"
    " pledge promise approve contribute dispatch deploy continue increase boost resume halt freeze suspend cut"
    " withhold funnel hand export authorize announce receive get buy obtain acquire purchase"
)
RECEIVE_AID_VERBS = _words("receive get have win enjoy obtain secure buy accept acquire gain")
SUPPORT_NOUNS = _words("support backing aid assistance help sponsorship endorsement solidarity patronage")
ARMS_NOUNS = _words(
    "arm arms weapon weapons weaponry missile tank jet aircraft ammunition munition munitions rocket howitzer"
    " drone rifle explosive armament warplane plane artillery gun grenade hardware helicopter submarine frigate"
    " warship gunship battery shell bomb launcher mortar bullet"
)
_DESIGNATION = re.compile(r"(?:[A-Z]{1,5}|MiG|Su|Mi|Ka|Tu|Il)-?\d{1,3}[A-Z]{0,2}s?")
"""How weapons are numbered (`F-16s`, `MiG-29`, `S-300`, `T-72s`)."""
WEAPON_NAMES = _words(
    "patriot patriots stinger stingers javelin javelins himars leopard leopards abrams tomahawk tomahawks scud scuds"
    " kalashnikov kalashnikovs katyusha katyushas iskander iskanders bayraktar bayraktars shahed shaheds"
)


def is_weapon(lemma: str, text: str) -> bool:
    """Whether a noun names weapons, by kind (also as headlines write it: `Missiles`), by name or by designation."""
    is_kind = not ARMS_NOUNS.isdisjoint({lemma, lemma.removesuffix("s")})
    return is_kind or lemma in WEAPON_NAMES or bool(_DESIGNATION.fullmatch(text))


SHELTER_NOUNS = _words("sanctuary refuge haven shelter")
"""What is given to fighters besides arms."""
TROOP_NOUNS = _words(
    "troop troops soldier soldiers adviser advisers mercenary mercenaries instructor trainer fighter fighters"
    " intelligence training pilot pilots"
)
WAGED = _words("war offensive advance fight operation invasion struggle counteroffensive campaign")
"""What one backs of those who fight (`supported X's offensive`)."""
MONEY_NOUNS = _words(
    "loan credit grant fund funds money dollar dollars cash aid assistance financing euro million billion package"
)
SALE_NOUNS = _words(
    "sale sales shipment shipments delivery deliveries supply supplies transfer transfers export exports flow"
)
MILITARY_MODIFIERS = _words("military defense defence security lethal logistical logistic")
ECONOMIC_MODIFIERS = _words("economic financial development monetary technical")
HUMANITARIAN_MODIFIERS = _words("humanitarian food medical relief moral emergency earthquake")
BACKED_PARTICIPLES = _words("backed supported sponsored armed trained funded financed equipped supplied aided assisted")

BACKER_NOUNS = _words("backer patron sponsor supporter benefactor supplier financier paymaster protector")
"""Nouns for somebody who backs another (`X, the main backer of Y`)."""

PACT_NOUNS = _words("alliance pact treaty agreement accord partnership")
PACT_ALONE = _words("alliance pact")
PACT_MODIFIERS = _words("military defense defence mutual security friendship strategic alliance")
NOT_PACT_MODIFIERS = _words(
    "peace ceasefire trade climate nuclear arms-control border extradition tax grain electoral political"
    " opposition ruling rebel party business news football sport northern test-ban non-proliferation comprehensive"
    " government coalition aggression non-aggression nonaggression neutrality boundary fishing fisheries water"
    " transit prisoner cultural scientific air aviation"
)

# mediation

MEDIATE_VERBS = _words("mediate arbitrate intercede")
BROKER_VERBS = _words("broker negotiate facilitate mediate secure")
ARRANGE_VERBS = _words("arrange orchestrate engineer")
SAVE_VERBS = ARRANGE_VERBS | _words(
    "salvage save rescue revive resurrect resuscitate restart relaunch rekindle cement consolidate"
)
"""What a third party does to the talks or the truce of others, besides brokering them."""
MEDIATION_NOUNS = _words("mediation arbitration intermediation")
AUSPICES = _words("auspex auspices auspice aegis sponsorship chairmanship stewardship umbrella patronage supervision")
"""Under what talks are held and deals made that a third party looks after."""
MEDIATOR_NOUNS = _words(
    "mediator moderator co-mediator intermediary arbiter go-between peacemaker broker facilitator peacebroker"
    " arbitrator"
)
SETTLEMENT_NOUNS = _words("solution settlement resolution deadlock impasse stalemate compromise")
PROCESS_NOUNS = _words("process dialogue reconciliation rapprochement thaw release negotiation exchange")
"""What is facilitated or mediated, besides deals and talks."""
DEAL_NOUNS = _words(
    "truce ceasefire cease-fire agreement deal accord pact armistice pause settlement peace swap exchange"
)
BROKERED_PARTICIPLES = _words("brokered mediated facilitated negotiated")
CONFLICT_NOUNS = _words(
    "conflict dispute crisis war standoff row fighting problem question clash feud stand-off deadlock impasse"
)

EFFORT_WORDS = _words("try attempt seek help bid work aim strive effort want wish push struggle")
"""Words of effort: who tries to mediate mediates."""

# modality and attribution

SAY_VERBS = _words(
    "say announce report tell add state declare confirm note stress explain reveal disclose write quote claim"
    " allege charge accuse warn insist argue maintain predict suggest cite deny reiterate emphasize emphasise"
    " recall acknowledge admit complain assert comment remark indicate inform believe think"
)
INTERESTED_VERBS = _words("accuse allege claim charge suspect")
BLAMING_VERBS = _words("blame denounce complain criticize criticise condemn")
"""Verbs that take what they name for granted (`criticised the visit`), but only allege what they say in a clause."""
DENY_VERBS = _words(
    "deny reject refuse decline dismiss rule cancel scrap abandon oppose ban bar prohibit forbid fail call-off"
    " boycott withhold prevent avoid lack skip suspend postpone shun spurn rebuff block halt quit leave walk"
)
HALT_VERBS = _words("halt suspend freeze")
HYPOTHETICAL_VERBS = _words(
    "call urge ask propose suggest offer seek want wish demand request invite hope consider press appeal"
    " weigh ponder contemplate"
    " encourage recommend discuss threaten prefer need mull advocate wait await persuade push favor favour aim try"
    " attempt struggle like"
)
PLANNED_VERBS = _words(
    "plan schedule expect intend agree pledge promise prepare arrange vow commit undertake set due decide confirm"
    " announce authorize authorise approve"
)
HYPOTHETICAL_WORDS = _words(
    "ready willing prepared possible potential likely proposed unlikely eager open hopeful able"
)
PLANNED_WORDS = _words("due scheduled planned upcoming forthcoming expected slated set poised coming future bound")
MAYBE_AUX = _words("may might could would should can")
CALL_FOR_NOUNS = _words(
    "call proposal offer request appeal invitation possibility prospect hope readiness willingness plan demand"
    " bid attempt proposition idea chance ability overture suggestion urging plea"
)
ANONYMOUS = _words(
    "source sources diplomat diplomats official officials report reports witness witnesses analyst analysts"
    " expert media officer officers commander aide insider"
)

# not diplomacy

SPORT = _words(
    "cup tournament championship medal league coach striker goalkeeper playoff inning regatta marathon soccer boxer"
    " boxing wrestler wrestling heavyweight footballer skater swimmer gymnast"
    " football basketball hockey tennis cricket rugby golf athlete semifinal quarterfinal olympics cyclist"
    " sprinter breakaway touchdown quarterback grandstand umpire referee halftime midfielder batsman wicket"
    " peloton"
)
"""Words that tell of sport, where `alliance`, `meet` and `back` mean other things."""
