#pragma once
#include <cairo-pdf.h>
#include <stddef.h>
#include <stdint.h>

/* What is used of librsvg and GLib, as their headers declare it (librsvg 2.46 and later). The headers
   themselves need the flag -pthread of librsvg's pkg-config file, which SwiftPM does not pass on. */

typedef struct _RsvgHandle RsvgHandle;
typedef struct {
  double x, y, width, height;
} RsvgRectangle;
typedef struct {
  uint32_t domain;
  int code;
  char *message;
} GError;

RsvgHandle *rsvg_handle_new_from_data(const uint8_t *data, size_t length, GError **error);
int rsvg_handle_render_document(
    RsvgHandle *handle, cairo_t *context, const RsvgRectangle *viewport, GError **error);
void g_object_unref(void *object);
void g_clear_error(GError **error);
