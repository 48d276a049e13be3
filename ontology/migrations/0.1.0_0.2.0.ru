# From version 0.1.0 of the ontology to 0.2.0: no graph needs a change.
#
# New terms and codes, labels, examples and notes; three properties that nothing ever wrote are deprecated, and stay.
