"""HXL: a CSV with a row of tags under its header (HXL 1.1), for the Humanitarian Data Exchange; one
row per incident that happened."""

from __future__ import annotations

from onrecord.codebook import Codebook
from onrecord.exporters import facts
from onrecord.exporters.check import Column, Layout
from onrecord.exporters.flat import INCIDENTS, KINDS, incident_row
from onrecord.exporters.text_form import Tabular
from onrecord.schema import Incident

OWN = {column.name: column for column in INCIDENTS.columns}
TAGS = {
    "incident": "#event+id",
    "type": "#event+code",
    "type_name": "#event+type",
    "status": "#event+status",
    "date_start": "#date+occurred+start",
    "date_end": "#date+occurred+end",
    "published": "#date+reported",
    "country_name": "#country+name",
    "country": "#country+code",
    "admin1": "#adm1+name",
    "admin2": "#adm2+name",
    "location": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "radius_km": "#geo+radius+km",
    "place_precision": "#geo+precision",
    "places_also": "#loc+name+list",
    "side_a": "#actor+name+from",
    "side_b": "#actor+name+to",
    **{
        f"{kind}_{end}": f"#affected+{kind}{tag}"
        for kind in KINDS
        for end, tag in (("low", "+min"), ("best", ""), ("high", "+max"))
    },
    "killed_class": "#affected+killed+type",
    "sources": "#meta+count+sources",
    "outlets": "#source+name",
    "killed_rule": "#meta+rule",
    "version": "#meta+version",
}


def row(incident: Incident, book: Codebook) -> dict[str, object]:
    """An incident under HXL's tags. Raises LeftOut for what was rejected in review and what did not
    happen."""
    from onrecord import __version__

    facts.happened(incident)
    return {
        **incident_row(incident, book),
        "type_name": book.types.acled(incident.type).sub_event_type
        if incident.type in book.types
        else None,
        "published": min(
            (s.published.start for s in facts.sources(incident) if s.published.start), default=None
        ),
        "country_name": book.actors.country_name(incident.where.country)
        if incident.where.country
        else None,
        "location": facts.named(incident.where, book),
        "side_a": facts.listed(facts.actor_names(incident.side_a)),
        "side_b": facts.listed(facts.actor_names(incident.side_b)),
        "version": f"onrecord {__version__}",
    }


def _column(name: str) -> Column:
    fresh = {
        "type_name": Column("type_name", "ACLED's name of the type"),
        "published": Column("published", "the earliest day of the reports", "date"),
        "country_name": Column("country_name", "from the code"),
        "location": Column("location", "the resolved place, or its name in the report's words"),
        "side_a": Column("side_a", "known names, or the report's words"),
        "side_b": Column("side_b", "known names, or the report's words"),
        "version": Column("version", "version of onrecord", required=True),
    }
    return fresh.get(name) or OWN[name]


LAYOUT = Layout("hxl", tuple(_column(name) for name in TAGS))
FORM = Tabular(LAYOUT, row, under=tuple(TAGS.values()))
