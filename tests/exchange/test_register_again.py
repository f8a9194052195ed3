"""The same register again: nothing comes twice, changes are listed, corrections stay."""

from __future__ import annotations

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.message import render
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_workbook import read_register

from .register_case import (
    LAND,
    OWNER,
    SIGN,
    bring_in,
    rows,
    write,
)


def test_the_same_file_again_changes_nothing(ws, book):
    bring_in(ws, book)
    before = {name: ws.count(name) for name in ("owner", "title_document", "ownership", "building")}
    findings = ws.count("finding")
    again = bring_in(ws, book)
    assert again.adds_up
    assert {r.table: (r.inserted, r.updated) for r in again.sheets} == {
        r.table: (0, 0) for r in again.sheets
    }
    assert {name: ws.count(name) for name in before} == before
    assert ws.count("finding") == findings
    assert ws.count("land_use") == 2
    assert ws.count("attachment") == 1


def test_a_changed_file_updates_by_key_and_shows_what_changed(ws, book, tmp_path):
    bring_in(ws, book)
    content = rows()
    content[LAND][0]["ตร.วา"] = 35
    content[OWNER][0]["โทรศัพท์"] = "000-000-0009"
    content[LAND].insert(0, {"รหัสแปลงที่ดิน": "01A009", "เลขที่เอกสาร": "999", "ไร่": 1})
    write(book, content)
    report = bring_in(ws, book)
    land = report.sheet("title_document")
    assert (land.inserted, land.updated, land.unchanged, land.set_aside) == (1, 1, 3, 1)
    change = land.changes.iloc[0]
    assert (change["row"], change["column"]) == (3, "document_area")
    assert (change["before"], change["after"]) == (63450, 63500)
    assert report.sheet("owner_private").updated == 1
    assert ws.count("title_document") == 4


def test_the_list_of_changes_shows_no_name_number_or_telephone_in_full(ws, book):
    bring_in(ws, book)
    content = rows()
    content[OWNER][0] |= {"ชื่อ": "ชำนาญ", "โทรศัพท์": "000-000-0009", "ตำบล": "500112"}
    content[SIGN][0]["โทรศัพท์"] = "000-000-0008"
    report = bring_in(ws, write(book, content))
    changes = report.sheet("owner_private").changes.set_index("column")
    assert changes.loc["first_name", ["before", "after"]].tolist() == ["ส***", "ช***"]
    assert set(changes.drop("first_name")["after"]) == {"***"}
    assert report.sheet("signboard").changes["after"].tolist() == ["***"]
    assert "ชำนาญ" in ws.read("owner_private")["first_name"].tolist()


def test_what_the_office_has_corrected_since_is_not_overwritten(ws, book):
    bring_in(ws, book)
    title = ws.read("title_document", ["uuid", "source_parcel_code", "land_no"])
    title = title[title["source_parcel_code"] == "01A001"]
    with ws.transaction("edit") as tx:
        tx.update("title_document", title[["uuid"]].assign(land_no="77"))
    report = bring_in(ws, book)
    assert report.sheet("title_document").updated == 0
    assert "77" in ws.read("title_document")["land_no"].tolist()


def test_a_corrected_code_is_the_same_document(ws, book, tmp_path):
    bring_in(ws, book)
    content = rows()
    content[LAND][0]["รหัสแปลงที่ดิน"] = "01A010"
    write(book, content)
    report = bring_in(ws, book).sheet("title_document")
    assert (report.inserted, report.updated) == (0, 1)
    assert "01A010" in ws.read("title_document")["source_parcel_code"].tolist()
    assert ws.count("title_document") == 3


def test_rows_that_left_the_file_stay_and_are_named(ws, book):
    bring_in(ws, book)
    content = rows()
    del content[LAND][3], content[OWNER][2]
    write(book, content)
    report = bring_in(ws, book)
    land, owner = report.sheet("title_document"), report.sheet("owner_private")
    assert land.gone["code"].tolist() == ["1234"]
    assert ws.count("title_document") == 3
    said = [render(line, "en") for line in [*land.summary(), *owner.summary()]]
    stay = "It stays in the register until an officer decides."
    gone = "1 row of the register is no longer in ทะเบียน ทรัพย์สิน.xlsx"
    assert [line for line in said if stay in line] == [f"{gone} (1234). {stay}", f"{gone}. {stay}"]


def test_a_register_without_a_key_of_its_own_keeps_every_row_as_a_thing(ws, tmp_path):
    """Many rows to one parcel, some of them alike: the profile says that each row counts."""
    path = tmp_path / "ห้อง.csv"
    lines = ["แปลง,ราคา", "01A001,100", "01A001,100", "01A001,300", ",5"]
    path.write_text("\n".join(lines), encoding="utf-8")
    mapping = {"แปลง": "source_parcel_code", "ราคา": "total_price"}
    profile = Profile("ของเรา", "title_document", mapping, {"row_is_thing": True})

    def again():
        return import_register(ws, read_register(path, profiles=[profile])).sheets[0]

    first = again()
    assert (first.inserted, first.set_aside) == (3, 1)
    assert again().unchanged == 3
    path.write_text("\n".join(lines).replace("300", "400"), encoding="utf-8")
    third = again()
    assert (third.updated, third.unchanged, third.inserted) == (1, 2, 0)
    assert third.changes[["column", "before", "after"]].to_numpy().tolist() == [
        ["total_price", 30000, 40000]
    ]


def test_a_register_of_the_same_name_in_another_folder_is_another_one(ws, tmp_path):
    mapping = {"แปลง": "source_parcel_code", "ราคา": "total_price"}
    profile = Profile("ของเรา", "title_document", mapping, {"row_is_thing": True})
    reports = []
    for folder, code in (("เขต 1", "01A001"), ("เขต 2", "02B001")):
        path = tmp_path / folder / "ห้อง.csv"
        path.parent.mkdir()
        path.write_text(f"แปลง,ราคา\n{code},100\n{code},200\n", encoding="utf-8")
        register = read_register(path, profiles=[profile])
        reports.append(import_register(ws, register).sheets[0])
    assert (reports[1].inserted, reports[1].updated, len(reports[1].gone)) == (2, 0, 0)
    codes = ws.read("title_document")["source_parcel_code"].tolist()
    assert codes == ["01A001", "01A001", "02B001", "02B001"]
