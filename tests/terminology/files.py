"""Files of terminologies in our own words."""

import tempfile
from pathlib import Path

import pytest

from pipeline.terminology import Source, catalogue, detecting, rows

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

RXNORM = """\
900001|ENG||||||1|900001||900001|RXNORM|IN|900001|gurglamide||N||
900001|ENG||||||2|900001||900001|RXNORM|TMSY|900001|gurGLAmide||N||
900001|ENG||||||3|900001||900001|RXNORM|SY|900001|gurgling salt||N||
900001|ENG||||||4|900001||900001|OTHER|IN|900001|somebody's salt||N||
900001|ENG||||||5|900001||900001|RXNORM|SY|900001|worn salt||O||
900001|ENG||||||6|900001||900001|RXNORM|SY|900001|hidden salt||Y||
900002|ENG||||||7|900002||900002|RXNORM|SCD|900002|gurglamide 5 MG Oral Tablet||N||
900002|ENG||||||8|900002||900002|RXNORM|PSN|900002|gurglamide 5 mg tablet||N||
900003|ENG||||||9|900003||900003|RXNORM|DF|900003|Oral Cloud||N||
900004|ENG||||||10|900004||900004|RXNORM|BN|900004|Burbloxa||O||
900005|ENG||||||11|900005||900005|OTHER|IN|900005|somebody's drug||N||
"""

LOINC = """\
"LOINC_NUM","COMPONENT","CLASS","STATUS","LONG_COMMON_NAME","SHORTNAME","CONSUMER_NAME",\
"DisplayName","RELATEDNAMES2","VersionLastChanged","EXTERNAL_COPYRIGHT_NOTICE"
"90001-1","Burble","CHEM","ACTIVE","Gurgle [Mass/volume] in Cloud","Gurgle Cld-mCnc",\
"Gurgle, Cloud","Gurgle (Cld) [Mass/Vol]","Bubble; Murmur","9.09",""
"90002-2","Burble","CHEM","DEPRECATED","Gurgle old","","","","","9.10",""
"90003-3","Burble","CHEM","DISCOURAGED","Gurgle sparingly","","","","","2.5",""
"90004-4","Burble","SURVEY.SEA","ACTIVE","How often do you gurgle","","","","","",""
"90005-5","Burble","CHEM","ACTIVE","Gurgle of others","","","","","9.09","Theirs"
"""

NCIT = """\
code\tconcept IRI\tparents\tsynonyms\tdefinition\tdisplay name\tconcept status\t\
semantic type\tconcept in subset
C900001\t<http://example.org#C900001>\t\tGurgling Disorder|gurgles|GRD\tA sound.\t\
Gurgling\t\tDisease or Syndrome\t
C900002\t<http://example.org#C900002>\tC900001\tSea Gurgling\t\t\tHeader_Concept\t\
Sign or Symptom|Finding\tC1
C900003\t<http://example.org#C900003>\tC900001\tOld Gurgling\t\t\tRetired_Concept\t\
Disease or Syndrome\t
C900004\t<http://example.org#C900004>\t\tGurgle Listening\t\t\t\tDiagnostic Procedure\t
C900005\t<http://example.org#C900005>\t\tGurgle Colour\t\t\t\tQualitative Concept\t
"""

UMLS = """\
C9000001|ENG|S|L1|PF|S1|Y|A1||||MSH|ET|X|Gurgling of Veins|0|N||
C9000001|ENG|P|L1|PF|S1|Y|A2||||MSH|MH|X|Venous Gurgles|0|N||
C9000001|ENG|P|L1|VC|S1|Y|A3||||NCI|PT|X|venous gurgles|0|N||
C9000001|ENG|S|L1|PF|S1|Y|A4||||CHV|SY|X|vein noise|0|N||
C9000001|ENG|S|L1|PF|S1|Y|A5||||NCI|AB|X|vgrgl|0|N||
C9000001|ENG|S|L1|PF|S1|Y|A6||||CPT|PT|X|a wording of others|4|N||
C9000001|ENG|S|L1|PF|S1|Y|A7||||MSH|ET|X|worn gurgle|0|O||
C9000001|SPA|S|L1|PF|S1|Y|A8||||MSHSPA|ET|X|gorgoteo|0|N||
C9000002|ENG|P|L1|PF|S1|Y|A9||||MSH|MH|X|Gurgle Genes|0|N||
C9000003|ENG|P|L1|PF|S1|Y|A10||||MSH|MH|X|Gurgle Removal|0|N||
"""

UMLS_TYPES = """\
C9000000|T047|A1|Disease or Syndrome|AT1||
C9000001|T047|A1|Disease or Syndrome|AT1||
C9000001|T033|A1|Finding|AT2||
C9000002|T028|A1|Gene or Genome|AT3||
C9000003|T061|A1|Therapeutic or Preventive Procedure|AT4||
"""

RECORDS = """\
[
 {"id": "0700096", "name": "human disease", "namespace": "mondo"},
 {
  "alt_ids": ["9000091"],
  "id": "9000001",
  "name": "venous gurgle",
  "namespace": "mondo",
  "relations": {"is_a": ["0700096"], "part_of": ["0700096"]},
  "synonyms": ["Venous gurgle", "gurgle of the night", "VGRG", "vgrg", "rill"],
  "xrefs": [
   {"id": "D900001", "namespace": "MESH"},
   {"id": "1", "namespace": "SNOMEDCT_US_2031_03_01"},
   {"id": "1", "namespace": "Nowhere"}
  ]
 },
 {"id": "0005583", "name": "non-human animal disease", "namespace": "mondo"},
 {"id": "9000002", "name": "gurgle of cats", "namespace": "mondo",
  "relations": {"is_a": ["0005583"]}}
]
"""

HEADINGS = """\
D900001\tGurgles\tGurgle|Venous Gurgling\tC14.907|C23.888.100\t
D900002\tMorning Gurgles\t\tC14.907.500\t
D900003\tNobody\t\t\t9606
"""


def source(prefix: str, path: Path) -> Source:
    """Return *path* as a release of the known terminology *prefix*."""
    known = catalogue.load().terminologies[prefix]
    _, form = detecting.detect(path)
    return Source(prefix, path, rows.digest(path), "a test", known, form)


def kept(config: pytest.Config) -> Path:
    """Return the folder in which indexes are kept from run to run of the tests."""
    cache = getattr(config, "cache", None)
    if isinstance(cache, pytest.Cache):
        return cache.mkdir("terminologies")
    return Path(tempfile.mkdtemp())
