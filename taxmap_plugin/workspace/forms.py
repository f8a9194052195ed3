"""What QGIS's own forms and tables show of a workspace's layer, from the schema.

Labels in the officer's language, value lists, dates, units, rules; ids and other
bookkeeping stay out of sight.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from qgis.core import (
    QgsAttributeEditorContainer,
    QgsAttributeEditorElement,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsAttributeTableConfig,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsField,
    QgsFieldConstraints,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QFont, QFontMetrics

from ..compat import FIELD_TEXT, set_framed
from ..core.code_style import CodeStyle
from ..core.message import Language, Message, render
from ..core.municipality import Municipality
from ..core.resources import load_csv
from .domain import labels
from .relations import Shown, relation_id, shown_on
from .schema import DECLARATION, KEY_COLUMN, Column, Table, tables

_NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"  # QGIS's own word for NULL in a value map
_HIDDEN = {KEY_COLUMN, "uuid", "row_version"}
_FOR_PROGRAMS = {"check_id", "payer_key", "item_key", "land_group"}  # the words stand beside them
_HISTORY = {"created_at", "created_by", "updated_at", "updated_by"}
_FETCH_LIMIT = 100
_TABLE_NAMES = {"subject_table", "register_table", "table_name", "target_table"}
_LEAST_WIDTH, _SENTENCE_WIDTH, _HEADING_AIR = 90, 320, 32  # pixels, in the attribute table
_UNIT_TEXTS = {
    "wah100": {"th": "1/100 ตร.ว.", "en": "1/100 sq. wah"},
    "satang": {"th": "สตางค์", "en": "satang"},
    "m": {"th": "ม.", "en": "m"},
    "m2": {"th": "ตร.ม.", "en": "m²"},
    "cm": {"th": "ซม.", "en": "cm"},
}
_READABLE = {
    "wah100": "CASE WHEN VALUE IS NOT NULL THEN to_string(VALUE // 40000) || '-' || "
    "to_string(VALUE % 40000 // 10000) || '-' || to_string(round(VALUE % 10000 / 100.0, 2)) END",
    "satang": "CASE WHEN VALUE IS NOT NULL THEN format_number(VALUE / 100.0, 2) END",
    "message": "taxmap_message(VALUE)",
}
_READABLE_UNIT = {
    "wah100": {"th": " (ไร่-งาน-ตร.ว.)", "en": " (rai-ngan-sq. wah)"},
    "satang": {"th": " (บาท)", "en": " (baht)"},
    "message": {"th": "", "en": ""},
}
_MESSAGES = {"message", "reason"}  # JSON columns of these names hold a message


def configure_form(
    layer: QgsVectorLayer,
    table: Table,
    language: Language,
    municipality: Municipality,
    siblings: Mapping[str, QgsVectorLayer],
) -> None:
    """Set aliases, widgets, rules, defaults, tabs, display name and table columns.

    ``siblings`` are the project's other layers by table: with them references become
    pick lists and child rows appear as tabs. Without any the form stands alone, as a
    style kept in the file must.
    """
    if siblings:
        _add_readable_columns(layer, table, language)
    for column in table.columns:
        index = layer.fields().indexOf(column.name)
        layer.setFieldAlias(index, _alias(column, language))
        layer.setEditorWidgetSetup(index, _widget(table, column, language, siblings))
        _set_rules(layer, index, table, column, language, municipality)
        _set_default(layer, index, column)
    layer.setEditFormConfig(_form(layer, table, language, siblings))
    layer.setAttributeTableConfig(_table_config(layer, table))
    layer.setDisplayExpression(display_expression(table, language))
    if table.geometry:
        layer.setMapTipTemplate(_map_tip(layer, table, language))


def translate_form(
    layer: QgsVectorLayer,
    table: Table,
    languages: tuple[Language, Language],
    siblings: Mapping[str, QgsVectorLayer],
) -> None:
    """From one language into another what is as :func:`configure_form` made it.

    What the officer has made her own of labels, lists, tabs, name of rows and map tips stays.
    """
    before, after = languages
    display = display_expression(table, before)
    tip = _map_tip(layer, table, before)
    form = _outline(_form(layer, table, before, siblings))
    widgets = [layer.editorWidgetSetup(index) for index in range(layer.fields().count())]
    for column in table.columns:
        index = layer.fields().indexOf(column.name)
        if layer.attributeAlias(index) == _alias(column, before):
            layer.setFieldAlias(index, _alias(column, after))
        readable = layer.fields().indexOf(readable_name(column))
        if readable >= 0 and layer.attributeAlias(readable) == _readable_alias(column, before):
            layer.setFieldAlias(readable, _readable_alias(column, after))
        choices = _choices(_widget(table, column, before, siblings))
        if choices is not None and _choices(widgets[index]) == choices:
            widgets[index] = _widget(table, column, after, siblings)
        rule = layer.constraintExpression(index)
        if rule and layer.constraintDescription(index) == _code_hint(before):
            layer.setConstraintExpression(index, rule, _code_hint(after))
    for index, widget in enumerate(widgets):  # QGIS 3.22 may drop one where an alias is set
        layer.setEditorWidgetSetup(index, widget)
    if _outline(layer.editFormConfig()) == form:
        layer.setEditFormConfig(_form(layer, table, after, siblings))
    if layer.displayExpression() == display:
        layer.setDisplayExpression(display_expression(table, after))
    if table.geometry and layer.mapTipTemplate() == tip:
        layer.setMapTipTemplate(_map_tip(layer, table, after))


def _choices(widget: QgsEditorWidgetSetup) -> Optional[list[tuple[str, str]]]:
    """The words of a value list with their codes; None where there is no list to translate."""
    if widget.type() != "ValueMap":
        return None
    choices = widget.config().get("map") or []
    pairs = (
        choices.items() if isinstance(choices, dict) else (p for c in choices for p in c.items())
    )
    return [(str(text), str(code)) for text, code in pairs]


def _outline(form: QgsEditFormConfig) -> list[Any]:
    """The tabs of a form, what stands in them and how it is titled."""
    return [_parts(tab) for tab in form.tabs()]


def _parts(element: QgsAttributeEditorElement) -> Any:
    if not isinstance(element, QgsAttributeEditorContainer):
        return element.name()
    return element.name(), [_parts(child) for child in element.children()]


def display_expression(table: Table, language: Language) -> str:
    """What a row is called in lists: its code or name, else the code as it came.

    The words of value lists are written out: ``represent_value`` gives nothing in the
    background threads that fill QGIS's pick lists.
    """
    parts = ", ".join(_spoken(table.column(name), language) for name in table.display)
    spoken = f"array_to_string(array_filter(array({parts}), @element IS NOT NULL), ' · ')"
    spare = '"source_code", ' if "source_code" in table.names else ""
    return f"coalesce(nullif({spoken}, ''), {spare}'–')"


def _spoken(column: Column, language: Language) -> str:
    """The column as an officer says it: the word for a code, the name behind a reference."""
    name = f'"{column.name}"'
    if column.domain:
        words = [word for pair in labels(column.domain, language).items() for word in pair]
        listed = ", ".join(QgsExpression.quotedString(word) for word in words)
        return f"if({name} IS NOT NULL, map_get(map({listed}), {name}), NULL)"
    if column.references.endswith(".uuid"):
        return f"if({name} IS NOT NULL, represent_value({name}), NULL)"
    return name


def _alias(column: Column, language: Language) -> str:
    unit = _UNIT_TEXTS.get(column.unit)
    return column.title(language) + (f" ({unit[language]})" if unit else "")


def _widget(
    table: Table, column: Column, language: Language, siblings: Mapping[str, QgsVectorLayer]
) -> QgsEditorWidgetSetup:
    if _is_hidden(column):
        return QgsEditorWidgetSetup("Hidden", {})
    if column.domain:
        return _value_map(column, labels(column.domain, language))
    if column.name in _TABLE_NAMES:
        titles = {name: one.title(language) for name, one in tables().items()}
        return _value_map(column, titles)
    parent, _, key = column.references.partition(".")
    if key == "uuid" and parent in siblings:
        return _pick_list(table, column)
    if column.type == "boolean":
        return QgsEditorWidgetSetup("CheckBox", {"TextDisplayMethod": 0})
    if column.type in ("date", "datetime"):
        return _calendar(column.type)
    multiline = column.type == "json" or column.name in ("note", "officer_note", "details")
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": multiline, "UseHtml": False})


def _is_hidden(column: Column) -> bool:
    """Ids of rows that no pick list can show, and what is no text at all."""
    loose_id = column.name.endswith("_uuid") and not column.references
    return column.name in _HIDDEN or loose_id or column.type == "binary"


def _value_map(column: Column, texts: Mapping[str, str]) -> QgsEditorWidgetSetup:
    choices = [] if column.not_null else [{"–": _NULL}]
    choices += [{text: code} for code, text in texts.items()]
    return QgsEditorWidgetSetup("ValueMap", {"map": choices})


def _pick_list(table: Table, column: Column) -> QgsEditorWidgetSetup:
    return QgsEditorWidgetSetup(
        "RelationReference",
        {
            "Relation": relation_id(table.name, column.name),
            "AllowNULL": not column.not_null,
            "MapIdentification": column.references == "parcel.uuid",
            "ShowForm": False,
            "ShowOpenFormButton": True,
            "FetchLimitActive": True,
            "FetchLimitNumber": _FETCH_LIMIT,
        },
    )


def _calendar(kind: str) -> QgsEditorWidgetSetup:
    times = kind == "datetime"
    return QgsEditorWidgetSetup(
        "DateTime",
        {
            "allow_null": True,
            "calendar_popup": True,
            "display_format": "dd/MM/yyyy HH:mm" if times else "dd/MM/yyyy",
            "field_format": "yyyy-MM-dd HH:mm:ss" if times else "yyyy-MM-dd",
            "field_iso_format": False,
        },
    )


def _set_rules(
    layer: QgsVectorLayer,
    index: int,
    table: Table,
    column: Column,
    language: Language,
    municipality: Municipality,
) -> None:
    if column.name in _HIDDEN:
        return
    if column.not_null:
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintNotNull)
    if column.unique:
        layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintUnique)
    if (table.name, column.name) == ("parcel", "parcel_code"):
        style = CodeStyle.load(municipality.code_style)
        pattern = style.pattern.pattern.replace("\\", "\\\\")
        grammar = f'"parcel_code" IS NULL OR regexp_match("parcel_code", \'^{pattern}$\')'
        layer.setConstraintExpression(index, grammar, _code_hint(language))
        layer.setFieldConstraint(
            index,
            QgsFieldConstraints.Constraint.ConstraintExpression,
            QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft,
        )


def _code_hint(language: Language) -> str:
    return render(Message("project.code_hint"), language)


def _set_default(layer: QgsVectorLayer, index: int, column: Column) -> None:
    defaults = {
        "uuid": QgsDefaultValue("uuid('WithoutBraces')"),
        "created_by": QgsDefaultValue("@user_account_name"),
        "updated_by": QgsDefaultValue("@user_account_name", True),
    }
    if column.name in defaults:
        layer.setDefaultValueDefinition(index, defaults[column.name])


def _form(
    layer: QgsVectorLayer,
    table: Table,
    language: Language,
    siblings: Mapping[str, QgsVectorLayer],
) -> QgsEditFormConfig:
    form = layer.editFormConfig()
    form.clearTabs()
    form.setLayout(QgsEditFormConfig.TabLayout)
    *first, last = sorted(load_csv("schema", "page.csv"), key=lambda row: int(row["order"]))
    for page in first:
        _add_page(form, layer, table, page, language)
    for shown in shown_on(table.name, language, siblings):
        _add_children(form, shown)
    _add_page(form, layer, table, last, language)
    written = {*_HISTORY, *(DECLARATION if table.name == "block" else ())}
    for name in [*written, *(readable_name(column) for column in table.columns)]:
        index = layer.fields().indexOf(name)
        if index >= 0:
            form.setReadOnly(index, True)
    return form


def _add_page(
    form: QgsEditFormConfig,
    layer: QgsVectorLayer,
    table: Table,
    row: Mapping[str, str],
    language: Language,
) -> None:
    """A tab; where it holds several kinds of fields each has a frame with its name."""
    sections = [tab for tab in load_csv("schema", "tab.csv") if tab["page"] == row["page"]]
    fields = {tab[language]: _fields_of(layer, table, tab["tab"]) for tab in sections}
    fields = {title: places for title, places in fields.items() if places}
    if not fields:
        return
    page = _container(row[language], form.invisibleRootContainer(), framed=False)
    for title, places in fields.items():
        frame = page if len(fields) == 1 else _container(title, page, framed=True)
        for name, place in places:
            frame.addChildElement(QgsAttributeEditorField(name, place, frame))
        if frame is not page:
            page.addChildElement(frame)
    form.addTab(page)


def _add_children(form: QgsEditFormConfig, shown: Shown) -> None:
    page = _container(shown.title, form.invisibleRootContainer(), framed=False)
    children = QgsAttributeEditorRelation(shown.relation_id, page)
    children.setRelationWidgetTypeId("relation_editor")
    children.setShowLabel(False)
    page.addChildElement(children)
    form.addTab(page)


def _container(
    title: str, parent: QgsAttributeEditorElement, framed: bool
) -> QgsAttributeEditorContainer:
    container = QgsAttributeEditorContainer(title, parent)
    set_framed(container, framed)
    return container


def _fields_of(layer: QgsVectorLayer, table: Table, tab: str) -> list[tuple[str, int]]:
    """Names and places of what an officer sees of one section; readable forms come first."""
    columns = [c for c in table.columns if c.tab == tab and not _is_hidden(c)]
    places = [
        (name, layer.fields().indexOf(name))
        for column in columns
        for name in _shown_names(layer, column)
    ]
    return [(name, place) for name, place in places if place >= 0]


def readable_name(column: Column) -> str:
    """The name of the extra column that shows an area, a sum or a message in words."""
    return column.name + "_text" if _meaning(column) else ""


def _shown_names(layer: QgsVectorLayer, column: Column) -> list[str]:
    """What stands for a column on the form: a message as a sentence only, never as JSON."""
    readable = readable_name(column)
    if _meaning(column) == "message" and layer.fields().indexOf(readable) >= 0:
        return [readable]
    return [readable, column.name]


def _meaning(column: Column) -> str:
    if column.type == "json" and column.name in _MESSAGES:
        return "message"
    return column.unit if column.unit in _READABLE else ""


def _add_readable_columns(layer: QgsVectorLayer, table: Table, language: Language) -> None:
    for column in table.columns:
        meaning = _meaning(column)
        if meaning:
            expression = _READABLE[meaning].replace("VALUE", f'"{column.name}"')
            field = QgsField(readable_name(column), FIELD_TEXT)
            field.setAlias(_readable_alias(column, language))
            layer.addExpressionField(expression, field)


def _readable_alias(column: Column, language: Language) -> str:
    return column.title(language) + _READABLE_UNIT[_meaning(column)][language]


def _table_config(layer: QgsVectorLayer, table: Table) -> QgsAttributeTableConfig:
    """The table shows what officers read; ids, raw sums and history can be switched on."""
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    raw = {c.name for c in table.columns if layer.fields().indexOf(readable_name(c)) >= 0}
    hidden = (
        _HIDDEN | _HISTORY | _FOR_PROGRAMS | raw | {c.name for c in table.columns if _is_hidden(c)}
    )
    sentences = {readable_name(c) for c in table.columns if _meaning(c) == "message"}
    columns = config.columns()
    order = {name: place for place, name in enumerate(_table_order(table))}
    columns.sort(key=lambda column: order.get(column.name, len(order)))
    metrics = QFontMetrics(QFont())
    for column in columns:
        column.hidden = column.name in hidden
        heading = layer.attributeDisplayName(layer.fields().indexOf(column.name))
        column.width = max(_LEAST_WIDTH, metrics.horizontalAdvance(heading) + _HEADING_AIR)
        if column.name in sentences:
            column.width = _SENTENCE_WIDTH
    config.setColumns(columns)
    return config


def _table_order(table: Table) -> list[str]:
    names = [n for column in table.columns for n in (readable_name(column), column.name) if n]
    return [*table.display, *(name for name in names if name not in table.display)]


def _map_tip(layer: QgsVectorLayer, table: Table, language: Language) -> str:
    """Title and the first things an officer asks, empty ones left out."""
    lines = [f"<b>{table.title(language)} [% {display_expression(table, language)} %]</b>"]
    for column in [c for c in table.columns if c.tab in ("main", "document", "size")]:
        name = readable_name(column) or column.name
        if name in table.display or _is_hidden(column) or layer.fields().indexOf(name) < 0:
            continue
        alias = layer.fields().at(layer.fields().indexOf(name)).alias()
        label = (alias or column.title(language)).replace("'", "''")
        value = f'represent_value("{name}")' if column.domain else f'"{name}"'
        lines.append(
            f"[% CASE WHEN \"{name}\" IS NOT NULL THEN '<br>{label}: ' || {value} ELSE '' END %]"
        )
    return "".join(lines)
