"""Files of terminologies in our own words."""

import tempfile
from pathlib import Path

import pytest

from pipeline.terminology import Source, catalogue, sources

OBO = """\
format-version: 1.2
data-version: hp/releases/2031-02-03
synonymtypedef: layperson "layperson term"
synonymtypedef: abbreviation "abbreviation"
synonymtypedef: obsolete_synonym "discarded synonym"
ontology: hp.obo

[Term]
id: HP:0000001
name: All

[Term]
id: HP:0000118
name: Phenotypic abnormality
is_a: HP:0000001 ! All

[Term]
id: HP:9000001
name: Venous Gurgle
alt_id: HP:9000091
synonym: "Gurgling of the vein" EXACT layperson []
synonym: "Gurgle, venous" EXACT []
synonym: "VGRG" EXACT abbreviation []
synonym: "Old gurgle" EXACT obsolete_synonym []
synonym: "Gurgle of the great vein" NARROW []
synonym: "Murmur" BROAD layperson []
synonym: "Noise" RELATED []
xref: MSH:D900001
xref: SNOMEDCT_US:900001
xref: UMLS:C900001
xref: Fyler:1
is_a: HP:0000118 ! Phenotypic abnormality

[Term]
id: HP:9000002
name: Great Venous Gurgle
synonym: "Murmur" EXACT []
is_a: HP:9000001 ! Venous Gurgle

[Term]
id: HP:9000003
name: obsolete Gurgling
is_obsolete: true
replaced_by: HP:9000001

[Term]
id: HP:9000004
name: Severe
is_a: HP:0000001 ! All

[Term]
id: UBERON:9000001
name: vein of another file
is_a: HP:0000118

[Typedef]
id: part_of
name: part of
"""

ICD = """\
<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2031</version>
  <introduction><introSection type="title"><title>LIST</title></introSection></introduction>
  <chapter>
    <name>9</name>
    <desc>Gurgles (I00-I99)</desc>
    <section id="I00-I02">
      <desc>Sounds of the sea (I00-I02)</desc>
      <diag>
        <name>I00</name>
        <desc>Essential (primary) gurgle</desc>
        <inclusionTerm><note>gurgle at rest</note></inclusionTerm>
        <excludes1><note>gurgle of the bowel (K00)</note></excludes1>
        <diag><name>I00.9</name><desc>Gurgles of the sea, unspecified</desc></diag>
      </diag>
    </section>
  </chapter>
  <chapter>
    <name>20</name>
    <desc>Causes (V00-V09)</desc>
    <section id="V00-V09">
      <desc>Falls (V00-V09)</desc>
      <diag><name>V00</name><desc>Fall from a cloud</desc></diag>
    </section>
  </chapter>
</ICD10CM.tabular>
"""

MESH = """\
<?xml version="1.0"?>
<!DOCTYPE DescriptorRecordSet SYSTEM "https://example.org/desc.dtd">
<DescriptorRecordSet LanguageCode="eng">
  <DescriptorRecord DescriptorClass="1">
    <DescriptorUI>D900001</DescriptorUI>
    <DescriptorName><String>Gurgles</String></DescriptorName>
    <TreeNumberList>
      <TreeNumber>C14.907</TreeNumber><TreeNumber>C23.888.100</TreeNumber>
    </TreeNumberList>
    <ConceptList>
      <Concept PreferredConceptYN="Y">
        <TermList>
          <Term LexicalTag="NON"><String>Gurgles</String></Term>
          <Term LexicalTag="NON"><String>Venous Gurgling</String></Term>
          <Term LexicalTag="ABX"><String>vgl</String></Term>
        </TermList>
      </Concept>
      <Concept PreferredConceptYN="N">
        <ConceptRelationList>
          <ConceptRelation RelationName="NRW"/>
        </ConceptRelationList>
        <TermList><Term LexicalTag="NON"><String>Night Gurgles</String></Term></TermList>
      </Concept>
    </ConceptList>
  </DescriptorRecord>
  <DescriptorRecord DescriptorClass="1">
    <DescriptorUI>D900002</DescriptorUI>
    <DescriptorName><String>Morning Gurgles</String></DescriptorName>
    <TreeNumberList><TreeNumber>C14.907.500</TreeNumber></TreeNumberList>
    <ConceptList/>
  </DescriptorRecord>
  <DescriptorRecord DescriptorClass="1">
    <DescriptorUI>D900003</DescriptorUI>
    <DescriptorName><String>Gurgling, Physics of</String></DescriptorName>
    <TreeNumberList><TreeNumber>G01.100</TreeNumber></TreeNumberList>
    <ConceptList/>
  </DescriptorRecord>
</DescriptorRecordSet>
"""


def source(prefix: str, path: Path) -> Source:
    """Return *path* as a release of the known terminology *prefix*."""
    known = catalogue.load().terminologies[prefix]
    return Source(prefix, path, sources.digest(path), "a test", known)


def kept(config: pytest.Config) -> Path:
    """Return the folder in which indexes are kept from run to run of the tests."""
    cache = getattr(config, "cache", None)
    if isinstance(cache, pytest.Cache):
        return cache.mkdir("terminologies")
    return Path(tempfile.mkdtemp())
