#!/usr/bin/env python3
"""Opens the layers of a PostGIS database in QGIS and checks their styles and their time.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 check_postgis.py "dbname='x' host='y'"

Prints each failure; the status is 0 only where none failed.
"""

import os
import shutil
import sys
import tempfile
from datetime import timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A profile of its own: several runs at once would write to the user's.
profile = tempfile.mkdtemp(prefix="qgis-profile-")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = os.environ["XDG_CONFIG_HOME"] = profile

from qgis.core import (  # noqa: E402
    QgsApplication, QgsDateTimeRange, QgsFeatureRequest, QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, Qt, QTime  # noqa: E402

failures = []


def check(condition, text):
    if not condition:
        failures.append(text)
        print("FAILED:", text)
    return condition


def count_on(layer, day):
    start = QDateTime(QDate(day.year, day.month, day.day), QTime(0, 0), Qt.UTC)
    frame = QgsDateTimeRange(start, start.addDays(1), True, False)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    text = layer.temporalProperties().createFilterString(context, frame)
    request = QgsFeatureRequest().setFilterExpression(text)
    return sum(1 for _ in layer.getFeatures(request))


def main():
    application = QgsApplication([], False)
    application.initQgis()
    for table in ("events", "control_areas", "front_lines", "rivers"):
        layer = QgsVectorLayer(
            f"{sys.argv[1]} key='fid' srid=4326 table=\"public\".\"{table}\" (geom)", table,
            "postgres")
        if not check(layer.isValid(), f"{table} is not valid"):
            continue
        message, ok = layer.loadDefaultStyle()
        check(ok, f"{table} has no style: {message}")
        kind = "singleSymbol" if table == "rivers" else "categorizedSymbol"
        check(layer.renderer().type() == kind, f"{table}: {layer.renderer().type()}")
        check(layer.temporalProperties().isActive() == (table != "rivers"), f"{table}: time")
        if table != "events":
            continue
        spans = [(f["date_start"].toPyDate(), f["date_end"].toPyDate())
                 for f in layer.getFeatures() if f["date_start"]]
        undated = layer.featureCount() - len(spans)
        first = min(a for a, _ in spans) - timedelta(days=1)
        last = max(b for _, b in spans) + timedelta(days=1)
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            true = undated + sum(a <= day <= b for a, b in spans)
            shown = count_on(layer, day)
            check(shown == true, f"events on {day}: {shown} shown, {true} true")
    sys.stdout.flush()
    shutil.rmtree(profile, ignore_errors=True)
    os._exit(1 if failures else 0)


if __name__ == "__main__":
    main()
