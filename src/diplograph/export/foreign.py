"""Terms of other vocabularies that exports write, closed: what is not listed raises KeyError.

A test looks each up in the tables of what the vocabularies' own files declare (`tests/ontology/foreign`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _closed(namespace: str, names: str) -> Mapping[str, str]:
    return MappingProxyType({name: namespace + name for name in names.split()})


AIF_NAMESPACE: Final = (
    "https://raw.githubusercontent.com/NextCenturyCorporation/AIDA-Interchange-Format/master/"
    "java/src/main/resources/com/ncc/aif/ontologies/InterchangeOntology#"
)
NP_NAMESPACE: Final = "http://www.nanopub.org/nschema#"
OA_NAMESPACE: Final = "http://www.w3.org/ns/oa#"
PROV_NAMESPACE: Final = "http://www.w3.org/ns/prov#"
WIKIDATA_ENTITY: Final = "http://www.wikidata.org/entity/"

AIF: Final = _closed(
    AIF_NAMESPACE,
    """
    ArgumentStatement Claim ClaimComponent ClusterMembership Confidence Entity Event LDCTime LDCTimeComponent
    LinkAssertion PrivateData Relation SameAsCluster System TextJustification TypeStatement
    EpistemicFalseCertain EpistemicFalseUncertain EpistemicTrueCertain EpistemicTrueUncertain EpistemicUnknown
    Hedged Irrealis Negated SentimentNeutralUnknown
    associatedKEs attribute claimDateTime claimId claimSemantics claimTemplate claimer claimerAffiliation cluster
    clusterMember componentIdentity componentKE componentName componentProvenance componentType confidence
    confidenceValue day endOffsetInclusive epistemic handle hasName jsonContent justifiedBy ldcTime link linkTarget
    month naturalLanguageDescription privateData prototype sentiment source sourceDocument start startOffset subtopic
    system timeType topic xVariable year
    """,
)
"""AIDA Interchange Format, InterchangeOntology 1.0.2."""

NP: Final = _closed(NP_NAMESPACE, "Nanopublication hasAssertion hasProvenance hasPublicationInfo")
"""The nanopublication schema."""

OA: Final = _closed(
    OA_NAMESPACE,
    "SpecificResource TextPositionSelector TextQuoteSelector end exact hasSelector hasSource prefix start suffix",
)
"""W3C Web Annotation."""

PROV: Final = _closed(
    PROV_NAMESPACE,
    "Activity SoftwareAgent used wasAssociatedWith wasAttributedTo wasDerivedFrom wasGeneratedBy",
)
"""W3C PROV-O."""

DCMI: Final = _closed("http://purl.org/dc/terms/", "hasPart identifier rights title")
"""DCMI Metadata Terms."""

REIFIED: Final = _closed("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "Statement object predicate subject")
"""RDF's own terms for a statement that is spoken of and not made."""

NUMBERS: Final = _closed("http://www.w3.org/2001/XMLSchema#", "double gDay gMonth gYear int")
"""Datatypes of XML Schema that the ontology does without."""
