# SPDX-License-Identifier: AGPL-3.0-or-later
"""Both layouts of labelled photographs, and what is wrong with them, by file and line."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.training.truth import Problem, TruthError, load_truth, parse_lines


def picture(path: Path, width: int = 200, height: int = 100) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    done, data = cv2.imencode(path.suffix, np.full((height, width, 3), 90, dtype=np.uint8))
    assert done
    path.write_bytes(data.tobytes())
    return path


def said(problems: tuple[Problem, ...]) -> list[tuple[str, int]]:
    return [(Path(problem.file).name, problem.line) for problem in problems]


# ----------------------------------------------------------------------------------------- lines


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", "\t", ", "])
@pytest.mark.parametrize("header", ["", "file{0}x{0}y{0}w{0}h{0}text{1}"])
def test_one_file_for_all_pictures(tmp_path: Path, end: str, separator: str, header: str) -> None:
    picture(tmp_path / "a.jpg")
    picture(tmp_path / "b.png")
    rows = [("a.jpg", 10, 20, 60, 15, "ab 12-cd"), ("b.png", 0, 0, 5.5, 4, "X1")]
    rows.append(("a.jpg", 100, 50, 40, 12, ""))
    text = header.format(separator, end)
    text += "".join(separator.join(str(cell) for cell in row) + end for row in rows)
    (tmp_path / "labels.csv").write_bytes(text.encode())
    truth = load_truth(tmp_path)
    assert (truth.layout, truth.problems, truth.unlabelled) == ("lines", (), 0)
    first, second = truth.pictures
    assert (first.name, first.source) == ("a.jpg", tmp_path.name)
    assert [plate.text for plate in first.plates] == ["AB12CD", ""]
    assert first.plates[0].box == (10, 20, 70, 35)
    assert first.plates[0].lines is None
    assert second.plates[0].pixels(200, 100) == (0, 0, 5.5, 4)


def test_a_line_file_per_picture_in_folders(tmp_path: Path) -> None:
    for folder, text in (("us", "7ABC123"), ("br", "ABC1234")):
        picture(tmp_path / folder / "one.jpg")
        line = f"one.jpg\t5\t6\t50\t20\t{text}"
        (tmp_path / folder / "one.txt").write_text(line, encoding="utf-8")
    picture(tmp_path / "us" / "two.jpg")
    truth = load_truth(tmp_path)
    assert [(item.name, item.source) for item in truth.pictures] == [
        ("br/one.jpg", "br"),
        ("us/one.jpg", "us"),
    ]
    assert truth.unlabelled == 1


def test_labels_made_on_windows(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    line = "\ufeffC:\\cars\\a.jpg\t1\t2\t30\t10\tÖX 12\r\n\r\n"
    (tmp_path / "labels.txt").write_bytes(line.encode())
    truth = load_truth(tmp_path)
    assert truth.problems == ()
    assert truth.pictures[0].plates[0].text == "ÖX12"


def test_bad_lines_are_named_and_left_out(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    lines = [
        "a.jpg,1,2,30,10,GOOD1",
        "a.jpg,1,2,30",
        "a.jpg,1,two,30,10,BAD",
        "",
        "a.jpg,1,2,0,10,EMPTY",
        "gone.jpg,1,2,30,10,GONE",
        "a.jpg,1,2,30,10,GOOD1",
        "a.jpg,nan,2,30,10,BAD",
        "../a.txt,1,2,30,10,BAD",
        "file,x,y,w,h,text",
    ]
    (tmp_path / "labels.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "odd.txt").write_bytes(b"\xff\xfe\x00")
    truth = load_truth(tmp_path)
    assert [plate.text for plate in truth.pictures[0].plates] == ["GOOD1"]
    assert said(truth.problems) == [
        *[("labels.csv", number) for number in (2, 3, 5, 6, 7, 8, 9, 10)],
        ("odd.txt", 0),
    ]
    assert str(truth.problems[0]).startswith(f"{tmp_path / 'labels.csv'}:2: ")
    assert "UTF-8" in str(truth.problems[-1])


def test_a_folder_without_labels_says_so(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    with pytest.raises(TruthError, match="no labelled picture"):
        load_truth(tmp_path)
    (tmp_path / "labels.csv").write_text("nonsense", encoding="utf-8")
    with pytest.raises(TruthError, match=r"labels\.csv:1"):
        load_truth(tmp_path)
    with pytest.raises(TruthError, match="not a folder"):
        load_truth(tmp_path / "gone")


@given(st.text(max_size=200))
def test_any_text_gives_lines_or_problems(text: str) -> None:
    class Anything:
        def read_bytes(self) -> bytes:
            return text.encode("utf-8", "surrogatepass")

        def __str__(self) -> str:
            return "labels.txt"

    problems: list[Problem] = []
    found = list(parse_lines(Anything(), problems))  # type: ignore[arg-type]
    filled = [line for line in text.encode("utf-8", "ignore").decode().splitlines() if line.strip()]
    assert len(found) + len(problems) <= len(filled) + 1
    assert all(box[2] > box[0] and box[3] > box[1] for _, _, box, _ in found)


# ---------------------------------------------------------------------------------------- plates


def plates_folder(root: Path, end: str = "\n") -> Path:
    for name in ("one_1", "one_2", "two_3"):
        picture(root / "images" / "val" / f"{name}.jpg")
    labels = root / "labels" / "val"
    labels.mkdir(parents=True)
    (labels / "one_1.txt").write_bytes(f"0 0.5 0.5 0.2 0.1{end}0 0.2 0.2 0.1 0.1{end}".encode())
    (labels / "one_2.txt").write_bytes(b"")
    texts = [
        "image,split,box,width_px,height_px,text,lines,label",
        "one_1,val,1,20,10,mh 20,2,hand",
        "one_1,train,0,20,10,NO,1,agreed",
    ]
    (root / "texts.csv").write_bytes(end.join(texts).encode())
    rows = ["image,split,source,original_name,plates", "one_1,val,here,x,2", "one_2,val,here,y,0"]
    (root / "provenance.csv").write_bytes(end.join(rows).encode())
    return root


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_layout_of_the_shared_photographs(tmp_path: Path, end: str) -> None:
    truth = load_truth(plates_folder(tmp_path, end))
    assert (truth.layout, truth.problems, truth.unlabelled) == ("plates", (), 1)
    first, second = truth.pictures
    assert (first.name, first.source, second.plates) == ("one_1", "here", ())
    assert [(plate.text, plate.lines) for plate in first.plates] == [("", None), ("MH20", 2)]
    assert first.plates[0].pixels(200, 100) == pytest.approx((80, 45, 120, 55))


def test_bad_labels_are_named_and_the_numbers_of_the_rest_stay(tmp_path: Path) -> None:
    root = plates_folder(tmp_path)
    (root / "labels" / "val" / "one_1.txt").write_text("0 0.5 x 0.2 0.1\n0 0.2 0.2 0.1 0.1\n")
    (root / "labels" / "val" / "one_2.txt").write_text("0 0.5 0.5 1.2 0.1\n")
    with (root / "texts.csv").open("a", encoding="utf-8") as stream:
        stream.write("\none_1,val,first,20,10,AB,1,hand\none_1\n")
    truth = load_truth(root)
    assert [plate.text for plate in truth.pictures[0].plates] == ["MH20"]
    assert sorted(said(truth.problems)) == [
        ("one_1.txt", 1),
        ("one_2.txt", 1),
        ("texts.csv", 4),
        ("texts.csv", 5),
    ]


def test_missing_tables_are_named(tmp_path: Path) -> None:
    root = plates_folder(tmp_path)
    (root / "texts.csv").unlink()
    (root / "provenance.csv").write_text("name,where\n", encoding="utf-8")
    truth = load_truth(root)
    assert said(truth.problems) == [("texts.csv", 0), ("provenance.csv", 1)]
    assert truth.pictures[0].source == "one"
