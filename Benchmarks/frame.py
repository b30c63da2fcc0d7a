#!/usr/bin/env python3
"""Times the drawing of single days in QGIS, without a window.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 frame.py FILE.gpkg [DAY ...]

Draws the layer `events` of a GeoPackage of ours with its own style, as the temporal controller asks
for a frame of one day, and prints the median, the best and the worst of five, and the median of the
processors' time, which other work on the machine does not change. Needs the packages
qgis and python3-qgis and the system's Python.
"""

import os
import sys
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import (  # noqa: E402
    QgsApplication, QgsDateTimeRange, QgsFeatureRequest, QgsMapRendererSequentialJob, QgsMapSettings, QgsVectorLayer,
    QgsVectorLayerTemporalContext,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime  # noqa: E402

application = QgsApplication([], False)
application.initQgis()
path = sys.argv[1]
days = sys.argv[2:] or ["2014-03-05", "2016-06-16", "2019-11-23"]
layer = QgsVectorLayer(f"{path}|layername=events", "events", "ogr")
layer.loadDefaultStyle()
# In a script the style's time takes effect with its second loading.
layer.loadDefaultStyle()
assert layer.isValid() and layer.temporalProperties().isActive(), path
for day in days:
    start = QDateTime(QDate.fromString(day, Qt.ISODate), QTime(0, 0), Qt.UTC)
    span = QgsDateTimeRange(start, start.addDays(1), True, False)
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    condition = layer.temporalProperties().createFilterString(context, span)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setOutputSize(QSize(1280, 800))
    settings.setExtent(layer.extent())
    settings.setIsTemporal(True)
    settings.setTemporalRange(span)
    times, busy = [], []
    for _ in range(6):
        began, worked = time.perf_counter(), time.process_time()
        job = QgsMapRendererSequentialJob(settings)
        job.start()
        job.waitForFinished()
        times.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
    # The first one opens the file.
    times, busy = sorted(times[1:]), sorted(busy[1:])
    request = QgsFeatureRequest().setFilterExpression(condition).setNoAttributes()
    count = sum(1 for _ in layer.getFeatures(request))
    print(f"{day}: {count} of {layer.featureCount()} events, {times[2] * 1000:.0f} ms "
          f"({times[0] * 1000:.0f} to {times[-1] * 1000:.0f}), busy {busy[2] * 1000:.0f} ms")
# Python and Qt would tear each other down.
sys.stdout.flush()
os._exit(0)
