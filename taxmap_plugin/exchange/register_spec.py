"""What makes a row of each register the same thing as before: its keys, as data.

A key is a tuple of columns; a name that ends in ``?`` may be blank in it. Within a file
the first key whose columns have values names the thing; ``#`` is a running number among
rows that are otherwise alike (two uses of one parcel).
"""

from __future__ import annotations

from dataclasses import dataclass

Key = tuple[str, ...]
COUNTER = "#"
_OF_TAX = ("source?", "tax_year", "tax_kind", "tax_class?")


@dataclass(frozen=True)
class RegisterSpec:
    """``keys`` name a thing anywhere, strongest first; ``weak`` keys only recognise a row
    that came from the same file before. ``owned_by`` is the column of ``ownership`` that
    points to the thing; several rows with different owners are then one thing. ``use`` is
    the table of uses whose main row may stand on the thing's own sheet. Where rows are
    ``summed``, several of one thing are parts of it, but the very same row twice is one.
    """

    table: str
    keys: tuple[Key, ...]
    weak: tuple[Key, ...] = ()
    label: str = ""
    owned_by: str = ""
    use: str = ""
    summed: bool = False


SPECS = {
    spec.table: spec
    for spec in (
        RegisterSpec(
            "owner_private",
            keys=(
                ("id_number",),
                ("first_name", "last_name", "house_no"),
                ("first_name", "last_name?"),
            ),
            weak=(("first_name", "last_name?"),),
        ),
        RegisterSpec(
            "title_document",
            keys=(
                ("document_type?", "deed_no", "source_parcel_code"),
                ("document_type?", "deed_no"),
                ("source_parcel_code",),
                ("map_sheet", "map_scale?", "land_no"),
            ),
            weak=(("document_type?", "deed_no"), ("source_parcel_code",)),
            label="deed_no",
            owned_by="title_document_uuid",
            use="land_use",
        ),
        RegisterSpec(
            "land_use",
            keys=(("source_parcel_code", "tax_year", "use_type?", COUNTER),),
            weak=(("source_parcel_code", "tax_year"),),
            label="source_parcel_code",
        ),
        RegisterSpec(
            "building",
            keys=(("building_code",), ("source_code",)),
            label="building_code",
            owned_by="building_uuid",
            use="building_use",
        ),
        RegisterSpec(
            "building_use",
            keys=(("source_building_code", "tax_year", "use_type?", "floor_no?", COUNTER),),
            weak=(("source_building_code", "tax_year", "floor_no?"),),
            label="source_building_code",
        ),
        RegisterSpec(
            "signboard",
            keys=(("signboard_code",), ("source_code",)),
            label="signboard_code",
            owned_by="signboard_uuid",
        ),
        RegisterSpec(
            "condo_unit",
            keys=(
                ("condo_reg_no", "unit_no"),
                ("condo_name", "unit_no"),
                ("source_building_code", "unit_no"),
            ),
            label="unit_no",
            owned_by="condo_unit_uuid",
        ),
        RegisterSpec(
            "land_price",
            keys=(
                ("map_sheet", "map_scale?", "land_no", "valid_from?"),
                ("source_map_sheet", "map_scale?", "land_no", "valid_from?"),
                ("document_type?", "deed_no", "valid_from?"),
            ),
            label="land_no",
        ),
        RegisterSpec(
            "building_price",
            keys=(("building_type", "province?", "valid_from?"),),
            label="building_type",
        ),
        RegisterSpec(
            "business",
            keys=(
                ("business_name", "licence_no"),
                ("business_name", "house_no"),
                ("business_name",),
            ),
            label="business_name",
        ),
        RegisterSpec(
            "stated_tax",
            keys=(
                (*_OF_TAX, "source_parcel_code", "source_building_code?", "deed_no?", COUNTER),
                (*_OF_TAX, "source_building_code", "deed_no?", COUNTER),
                (*_OF_TAX, "deed_no", COUNTER),
            ),
            label="source_parcel_code",
            summed=True,
        ),
        RegisterSpec(
            "payment",
            keys=(
                (
                    *("receipt_book?", "receipt_no", "tax_kind?", "tax_year"),
                    *("source_parcel_code?", "instalment?"),
                ),
            ),
            label="receipt_no",
        ),
    )
}
