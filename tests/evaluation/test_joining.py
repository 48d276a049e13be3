"""Annotations that stand apart from their texts come together with them again."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

from join_annotations import digest_of, join


def test_a_part_is_cut_out_and_a_whole_passage_found_by_its_digest(tmp_path: Path) -> None:
    texts = [
        {"id": "t1", "source": "wire", "date": "2001-02-03", "text": "Kenya  met Chad. Oman\nmediated."},
        {"id": "other", "text": "Peru hosted  Chile."},
    ]
    annotations = [
        {"id": "t1#0", "start": 16, "end": 29, "relations": []},
        {"id": "g1", "digest": digest_of("Peru hosted Chile."), "relations": []},
        {"id": "t2#0", "start": 0, "end": 5, "relations": []},
    ]
    for name, lines in (("texts", texts), ("annotations", annotations)):
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = list(join(tmp_path / "annotations", tmp_path / "texts"))
    assert [(line["id"], line["text"]) for line in found] == [("t1#0", "Oman mediated"), ("g1", "Peru hosted Chile.")]
    assert found[0]["date"] == "2001-02-03"
