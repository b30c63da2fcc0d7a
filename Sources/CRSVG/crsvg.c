#include "CRSVG.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* What is used of librsvg 2.46, cairo 1.16 and GLib 2, as their headers declare it. */

typedef struct { double x, y, width, height; } RsvgRectangle;
typedef struct { uint32_t domain; int code; char *message; } GError;
typedef int (*cairo_write)(void *closure, const unsigned char *data, unsigned length);
enum { CAIRO_SUCCESS = 0, CAIRO_WRITE_ERROR = 11, CAIRO_ARGB32 = 0 };
enum { CAIRO_PDF_CREATOR = 4, CAIRO_PDF_CREATE_DATE = 5, CAIRO_PDF_MOD_DATE = 6 };

static struct {
  void *(*handle_new)(const uint8_t *, size_t, GError **);
  int (*render)(void *, void *, const RsvgRectangle *, GError **);
  void (*unref)(void *);
  void (*clear_error)(GError **);
  void *(*image_surface)(int, int, int);
  void *(*pdf_surface)(cairo_write, void *, double, double);
  void (*pdf_metadata)(void *, int, const char *);
  void *(*create)(void *);
  void (*destroy)(void *);
  int (*status)(void *);
  int (*surface_status)(void *);
  void (*surface_finish)(void *);
  void (*surface_destroy)(void *);
  int (*write_png)(void *, cairo_write, void *);
  const char *(*status_text)(int);
} api;

static char failure[512];

static void *symbol(void *library, const char *name) {
  void *found = library ? dlsym(library, name) : NULL;
  if (!found && !failure[0]) {
    const char *reason = dlerror();
    strncpy(failure, reason ? reason : name, sizeof failure - 1);
  }
  return found;
}

static void load(void) {
  void *rsvg = dlopen("librsvg-2.so.2", RTLD_NOW | RTLD_LOCAL);
  if (!rsvg) {
    const char *reason = dlerror();
    strncpy(failure, reason ? reason : "librsvg-2.so.2", sizeof failure - 1);
    return;
  }
  /* librsvg brought these along: the same copies are found again. */
  void *cairo = dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL);
  void *gobject = dlopen("libgobject-2.0.so.0", RTLD_NOW | RTLD_LOCAL);
  void *glib = dlopen("libglib-2.0.so.0", RTLD_NOW | RTLD_LOCAL);
  api.handle_new = symbol(rsvg, "rsvg_handle_new_from_data");
  api.render = symbol(rsvg, "rsvg_handle_render_document");
  api.unref = symbol(gobject, "g_object_unref");
  api.clear_error = symbol(glib, "g_clear_error");
  api.image_surface = symbol(cairo, "cairo_image_surface_create");
  api.pdf_surface = symbol(cairo, "cairo_pdf_surface_create_for_stream");
  api.pdf_metadata = symbol(cairo, "cairo_pdf_surface_set_metadata");
  api.create = symbol(cairo, "cairo_create");
  api.destroy = symbol(cairo, "cairo_destroy");
  api.status = symbol(cairo, "cairo_status");
  api.surface_status = symbol(cairo, "cairo_surface_status");
  api.surface_finish = symbol(cairo, "cairo_surface_finish");
  api.surface_destroy = symbol(cairo, "cairo_surface_destroy");
  api.write_png = symbol(cairo, "cairo_surface_write_to_png_stream");
  api.status_text = symbol(cairo, "cairo_status_to_string");
}

typedef struct {
  crsvg_sink sink;
  void *context;
} Target;

static int pass(void *closure, const unsigned char *data, unsigned length) {
  Target *target = closure;
  return target->sink(target->context, data, length) ? CAIRO_SUCCESS : CAIRO_WRITE_ERROR;
}

static char *said(GError **error) {
  char *text = strdup(*error && (*error)->message ? (*error)->message : "librsvg gave no reason");
  api.clear_error(error);
  return text;
}

char *crsvg_draw(
    const uint8_t *svg, size_t length, double width, double height, const char *date,
    crsvg_sink sink, void *context) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  if (failure[0]) return strdup(failure);

  GError *error = NULL;
  void *handle = api.handle_new(svg, length, &error);
  if (!handle) return said(&error);
  Target target = {sink, context};
  void *surface = date ? api.pdf_surface(pass, &target, width, height)
                       : api.image_surface(CAIRO_ARGB32, (int)width, (int)height);
  if (date) {
    api.pdf_metadata(surface, CAIRO_PDF_CREATE_DATE, date);
    api.pdf_metadata(surface, CAIRO_PDF_MOD_DATE, date);
    api.pdf_metadata(surface, CAIRO_PDF_CREATOR, "conflictmap");
  }
  char *message = NULL;
  int status = api.surface_status(surface);
  if (status == CAIRO_SUCCESS) {
    void *drawing = api.create(surface);
    RsvgRectangle viewport = {0, 0, width, height};
    if (!api.render(handle, drawing, &viewport, &error)) message = said(&error);
    status = api.status(drawing);
    api.destroy(drawing);
  }
  if (!message && status == CAIRO_SUCCESS) {
    if (date) {
      api.surface_finish(surface);
      status = api.surface_status(surface);
    } else {
      status = api.write_png(surface, pass, &target);
    }
  }
  if (!message && status != CAIRO_SUCCESS) message = strdup(api.status_text(status));
  api.surface_destroy(surface);
  api.unref(handle);
  return message;
}
