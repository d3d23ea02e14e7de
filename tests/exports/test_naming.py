"""What has no name or value of its own gets one."""

import pytest

from pipeline.exports import naming
from pipeline.model import Literal


@pytest.mark.parametrize(
    ("written", "meant"), [("true", True), ("1", True), ("false", False), ("0", False)]
)
def test_truth_may_be_written_as_a_digit(written: str, meant: bool) -> None:  # noqa: FBT001
    """Both are forms of XML Schema, https://www.w3.org/TR/xmlschema11-2/#boolean."""
    assert naming.value(Literal(written, "xsd:boolean")) is meant
