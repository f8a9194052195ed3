"""A small town that can be taxed: p1 and p2 are of o1, the others of o2; all are 300 ตร.ว."""

from __future__ import annotations

from . import land_case

YEAR = 2569


def town(tmp_path):
    """Persons; land at 15,000 baht a ตร.ว., so 4.5 million a parcel; p2 a shop, p3 and p4 rice."""
    made = land_case.make(tmp_path)
    with made.transaction("correct") as tx:
        for owner in ("o1", "o2"):
            tx.update_rows("owner", [{"uuid": owner, "person_type": "1"}])
        tx.delete("land_use", ["u1", "u2"])
        tx.delete("assessment", [row["uuid"] for row in tx.rows("assessment", ["uuid"])])
        tx.delete(
            "building",
            ["b1", *(r["uuid"] for r in tx.rows("building", ["uuid"]) if r["uuid"] != "b1")],
        )
        tx.insert_rows(
            "land_price",
            [{"parcel_uuid": f"p{n}", "price_per_wah": 1_500_000} for n in (2, 3, 4)],
        )
        tx.insert_rows(
            "land_use",
            [
                {"parcel_uuid": parcel, "tax_year": YEAR, "use_type": use}
                for parcel, use in (("p1", "2"), ("p2", "5"), ("p3", "1"), ("p4", "1"), ("p5", "1"))
            ],
        )
    return made
