#!/usr/bin/env python3
"""Opens a project in QGIS, without a window, and checks what a user would see.

    QT_QPA_PLATFORM=offscreen /usr/bin/python3 check_project.py PROJECT [--png FOLDER]

PROJECT is a .qgz or .qgs, or geopackage:FILE?projectName=NAME. Needs the packages qgis and
python3-qgis and the system's Python. Prints each failure and, last, "N passed, N failed"; the
status is 0 only where none failed. With --png the pictures are kept.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import date, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A profile of its own: several runs at once would write to the user's.
profile = tempfile.mkdtemp(prefix="qgis-profile-")
os.environ["QGIS_CUSTOM_CONFIG_PATH"] = os.environ["XDG_CONFIG_HOME"] = profile

from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsDateTimeRange, QgsExpression, QgsExpressionContext,
    QgsExpressionContextUtils, QgsFeatureRequest, QgsLayoutExporter, QgsLayoutItem,
    QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap, QgsLayoutItemScaleBar,
    QgsMapRendererParallelJob, QgsMapSettings, QgsProject, QgsVectorLayer, QgsVectorLayerTemporalContext, QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate, QDateTime, QSize, Qt, QTime  # noqa: E402
from qgis.PyQt.QtGui import QImage  # noqa: E402

passed = failed = 0
# Whether sentences of map tips were Arabic.
directions = set()


def check(condition, text):
    global passed, failed
    if condition:
        passed += 1
    else:
        failed += 1
        print("FAILED:", text)
    return bool(condition)


def frame(day):
    """The day as the temporal controller has it: the end is the next midnight, excluded."""
    start = QDateTime(QDate(day.year, day.month, day.day), QTime(0, 0), Qt.UTC)
    return QgsDateTimeRange(start, start.addDays(1), True, False)


def filtered_count(layer, day):
    context = QgsVectorLayerTemporalContext()
    context.setLayer(layer)
    text = layer.temporalProperties().createFilterString(context, frame(day))
    request = QgsFeatureRequest().setFilterExpression(text)
    return sum(1 for _ in layer.getFeatures(request))


def days_of(layer):
    """The first and the last day of each feature, None where open: from the dates for people where
    the layer has them, so that a wrong time shows."""
    names = layer.fields().names()
    if "date_start" in names and "date_end" in names:
        return [tuple(f[n].toPyDate() if f[n] else None for n in ("date_start", "date_end"))
                for f in layer.getFeatures()]
    properties = layer.temporalProperties()
    return [tuple(f[n].date().toPyDate() if f[n] else None
                  for n in (properties.startField(), properties.endField()))
            for f in layer.getFeatures()]


def true_count(days, day):
    return sum((not first or first <= day) and (not last or day <= last) for first, last in days)


def check_seconds(layer):
    """Time begins with the first second of a day and ends with the last one of a day.

    As the values stand: 3.22 drops the Z of the file and has them without a zone.
    """
    properties = layer.temporalProperties()
    wrong = 0
    for feature in layer.getFeatures():
        start, end = feature[properties.startField()], feature[properties.endField()]
        wrong += bool(start) and start.time() != QTime(0, 0, 0)
        wrong += bool(end) and end.time() != QTime(23, 59, 59)
        wrong += bool(start) and bool(end) and end < start
    check(wrong == 0, f"{layer.name()}: {wrong} times are not a day's first or last second")


def render(project, layers, day, path=None):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(project.crs())
    settings.setExtent(project.viewSettings().defaultViewExtent())
    settings.setOutputSize(QSize(1000, 750))
    settings.setBackgroundColor(project.backgroundColor())
    context = QgsExpressionContext()
    context.appendScopes(QgsExpressionContextUtils.globalProjectLayerScopes(None))
    settings.setExpressionContext(context)
    if day:
        settings.setIsTemporal(True)
        settings.setTemporalRange(frame(day))
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    for error in job.errors():
        check(False, f"drawing {error.layerID}: {error.message}")
    image = job.renderedImage()
    if path:
        image.save(path)
    colors = {image.pixel(x, y) for x in range(0, 1000, 7) for y in range(0, 750, 7)}
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return bytes(bits), len(colors)


def check_expression(text, layer, what):
    if not text:
        return
    expression = QgsExpression(text)
    if not check(not expression.hasParserError(),
                 f"{layer.name()}: {what} {text}: {expression.parserErrorString()}"):
        return
    context = QgsExpressionContext(
        QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFields(layer.fields())
    missing = set(expression.referencedColumns()) - set(layer.fields().names())
    check(not missing, f"{layer.name()}: {what} names fields that are not there: {missing}")
    for feature in layer.getFeatures(QgsFeatureRequest().setLimit(5)):
        context.setFeature(feature)
        expression.evaluate(context)
        check(not expression.hasEvalError(),
              f"{layer.name()}: {what} {text}: {expression.evalErrorString()}")


def check_layer(layer):
    name = layer.name()
    if not check(layer.isValid(), f"{name} is not valid: {layer.source()}"):
        return
    check(layer.dataProvider().name() == "ogr", f"{name} is not read by OGR")
    for field in layer.fields():
        if field.alias():
            check(field.alias() != field.name(), f"{name}.{field.name()}: the alias is the name")
    tip = layer.mapTipTemplate()
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    for feature in layer.getFeatures(QgsFeatureRequest().setLimit(60)):
        context.setFeature(feature)
        html = QgsExpression.replaceExpressionText(tip, context)
        check("[%" not in html, f"{name}: the map tip is not evaluated: {html[:200]}")
        check("<script" not in html.lower(), f"{name}: markup of a field is in the map tip")
        if "sentence" in layer.fields().names() and feature["sentence"]:
            sentence = feature["sentence"].replace("&", "&amp;").replace("<", "&lt;")
            check(sentence in html, f"{name}: the sentence is not in the map tip: {html[:300]}")
            arabic = any("\u0621" <= c <= "\u064a" for c in sentence)
            check(f'dir="{"rtl" if arabic else "ltr"}"' in html,
                  f"{name}: the sentence runs the wrong way: {html[:300]}")
            directions.add(arabic)
    if layer.geometryType() == QgsWkbTypes.NullGeometry:
        return
    check(layer.crs().authid() == "EPSG:4326", f"{name} has the system {layer.crs().authid()}")
    renderer = layer.renderer()
    if not check(renderer is not None, f"{name} has no renderer"):
        return
    if renderer.type() == "categorizedSymbol":
        check_expression(renderer.classAttribute() if not layer.fields().names().count(
            renderer.classAttribute()) else "", layer, "categories")
        check(any(c.value() in ("", None) for c in renderer.categories()),
              f"{name} has no category for other values")
        keys = [c.value() for c in renderer.categories()]
        check(len(keys) == len(set(keys)), f"{name} has a category twice")
    if layer.labelsEnabled():
        check(layer.labeling() is not None, f"{name} has labels without settings")
        labels = layer.labeling().settings()
        check_expression(labels.fieldName, layer, "labels")
        check(not labels.scaleVisibility or labels.minimumScale > labels.maximumScale,
              f"{name} has labels at no scale")
    check_expression(layer.displayExpression(), layer, "the name of a feature")

    # Dropped alone into QGIS, it has the same style.
    alone = QgsVectorLayer(layer.source(), name, "ogr")
    message, ok = alone.loadDefaultStyle()
    check(ok, f"{name} has no style in the GeoPackage: {message}")
    if alone.renderer() is not None:
        check(alone.renderer().dump() == renderer.dump(), f"{name}: two styles")
        check(alone.labelsEnabled() == layer.labelsEnabled(), f"{name}: labels differ")
        check(alone.temporalProperties().isActive() == layer.temporalProperties().isActive(),
              f"{name}: time differs")
    check(layer.metadata().title() != "", f"{name} has no title in its metadata")


def check_time(project, layers, folder):
    span = project.timeSettings().temporalRange()
    timed = [l for l in layers if l.temporalProperties().isActive()]
    if span.isInfinite():
        print("no time in this project")
        return
    number, _ = project.readNumEntry("TemporalControllerWidget", "/NavigationMode", 0)
    check(number == 1, "the temporal controller is not on")
    first = span.begin().toUTC().date().toPyDate()
    last = span.end().toUTC().date().toPyDate() - timedelta(days=1)
    check(first <= last, "the project's range is empty")
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    some = days if len(days) <= 40 else days[:10] + days[10:-10:len(days) // 20] + days[-10:]
    for layer in timed:
        if layer.featureCount() == 0:
            continue
        check_seconds(layer)
        spans = days_of(layer)
        # One day beyond each end too: nothing must leak over midnight.
        for day in [first - timedelta(days=1)] + some + [last + timedelta(days=1)]:
            shown, true = filtered_count(layer, day), true_count(spans, day)
            check(shown == true, f"{layer.name()} on {day}: {shown} shown, {true} true")

    def state(day):
        result = []
        for layer in timed:
            context = QgsVectorLayerTemporalContext()
            context.setLayer(layer)
            text = layer.temporalProperties().createFilterString(context, frame(day))
            request = QgsFeatureRequest().setFilterExpression(text)
            result.append(tuple(sorted(f.id() for f in layer.getFeatures(request))))
        return tuple(result)

    states = {}
    for day in some:
        found = state(day)
        if any(found):
            states.setdefault(found, day)
    if len(states) < 2:
        print("fewer than two days that differ: no pictures to compare")
        return
    one, other = list(states.values())[0], list(states.values())[-1]
    target = lambda name: os.path.join(folder, name) if folder else None
    before, colors = render(project, layers, one, target(f"{one}.png"))
    after, _ = render(project, layers, other, target(f"{other}.png"))
    check(colors > 5, f"the picture of {one} is empty")
    check(before != after, f"the pictures of {one} and {other} are the same")


def check_layouts(project, folder):
    """Every layout exports, holds map, legend, scale bar and attribution, and shows another
    picture of another week."""
    layouts = project.layoutManager().printLayouts()
    check(layouts, "no layout")
    for layout in layouts:
        name = layout.name()
        items = [i for i in layout.items() if isinstance(i, QgsLayoutItem)]
        maps = [i for i in items if isinstance(i, QgsLayoutItemMap)]
        legends = [i for i in items if isinstance(i, QgsLayoutItemLegend)]
        bars = [i for i in items if isinstance(i, QgsLayoutItemScaleBar)]
        texts = [i.currentText() for i in items if isinstance(i, QgsLayoutItemLabel)]
        if not check(len(maps) == 1 and legends and bars, f"{name}: map, legend or scale bar"):
            continue
        check(legends[0].linkedMap() == maps[0] and bars[0].linkedMap() == maps[0],
              f"{name}: legend or scale bar without the map")
        check(project.title() in texts, f"{name}: no title in {texts}")
        check(any("CC BY" in t or "CC-BY" in t for t in texts), f"{name}: no attribution")
        check(not any("[%" in t for t in texts), f"{name}: an expression fails: {texts}")
        tree = legends[0].model().rootGroup()
        check(tree.findLayers() and all(l.layer() for l in tree.findLayers()),
              f"{name}: the legend has layers that are not there")
        # The days are in a label too: it must not be what differs.
        for item in items:
            if item.id() == "days":
                item.setVisibility(False)
        pictures = []
        for n in range(2):
            target = os.path.join(folder or tempfile.gettempdir(), f"layout-{os.getpid()}-{n}.png")
            settings = QgsLayoutExporter.ImageExportSettings()
            settings.dpi = 96
            result = QgsLayoutExporter(layout).exportToImage(target, settings)
            check(result == QgsLayoutExporter.Success, f"{name}: not exported: {result}")
            image = QImage(target)
            colors = {image.pixel(x, y) for x in range(0, image.width(), 5)
                      for y in range(0, image.height(), 5)}
            check(len(colors) > 20, f"{name}: the sheet is empty")
            pictures.append(bytes(image.bits().asstring(image.sizeInBytes())))
            if not folder:
                os.remove(target)
            if not maps[0].isTemporal():
                return
            moved = maps[0].temporalRange()
            maps[0].setTemporalRange(QgsDateTimeRange(
                moved.begin().addDays(-49), moved.end().addDays(-49), True, False))
        check(pictures[0] != pictures[1], f"{name}: two weeks give one picture")


def check_relations(project):
    for relation in project.relationManager().relations().values():
        check(relation.isValid(), f"the relation {relation.name()} is not valid")
        if not relation.isValid():
            continue
        child = relation.referencingLayer()
        for feature in child.getFeatures(QgsFeatureRequest().setLimit(5)):
            field = child.fields()[relation.referencingFields()[0]].name()
            if feature[field]:
                check(relation.getReferencedFeature(feature).isValid(),
                      f"relation {relation.name()}: {feature[field]} is not there")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("project")
    parser.add_argument("--png", metavar="FOLDER")
    parser.add_argument("--both-directions", action="store_true",
                        help="map tips must have Arabic and English sentences")
    arguments = parser.parse_args()
    if arguments.png:
        os.makedirs(arguments.png, exist_ok=True)

    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    if check(project.read(arguments.project), f"not read: {project.error()}"):
        check(project.error() == "", project.error())
        check(project.crs().authid() == "EPSG:4326", f"the system is {project.crs().authid()}")
        check(project.title() != "", "no title")
        check(project.metadata().title() != "", "no title in the metadata")
        check(project.filePathStorage() == Qgis.FilePathType.Relative, "the paths are absolute")
        check(not project.viewSettings().defaultViewExtent().isEmpty(), "no extent to begin with")
        order = [l for l in project.layerTreeRoot().layerOrder()]
        everything = list(project.mapLayers().values())
        check(everything, "no layers")
        lost = {l.name() for l in everything
                if l.geometryType() != QgsWkbTypes.NullGeometry} - {l.name() for l in order}
        check(not lost, f"not in the order of drawing: {sorted(lost)}")
        for layer in everything:
            check_layer(layer)
        themes = project.mapThemeCollection().mapThemes()
        check(sorted(themes) == ["Both", "Control", "Events"], f"themes: {themes}")
        visible = [l for l in order if project.layerTreeRoot().findLayer(l.id()).isVisible()]
        _, colors = render(project, visible, None,
                           arguments.png and os.path.join(arguments.png, "all.png"))
        check(colors > 5, "the picture is empty")
        for theme in themes:
            layers = project.mapThemeCollection().mapThemeVisibleLayers(theme)
            if arguments.png:
                render(project, [l for l in order if l in layers], None,
                       os.path.join(arguments.png, f"theme {theme}.png"))
        check_time(project, visible, arguments.png)
        check_relations(project)
        check_layouts(project, arguments.png)
        if arguments.both_directions:
            check(directions == {True, False}, f"sentences in both directions: {directions}")
    print(f"{passed} passed, {failed} failed")
    sys.stdout.flush()
    shutil.rmtree(profile, ignore_errors=True)
    # QGIS may crash on leaving, after all is done.
    os._exit(1 if failed else 0)


if __name__ == "__main__":
    main()
