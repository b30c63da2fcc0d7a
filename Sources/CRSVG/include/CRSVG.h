#pragma once
#include <stddef.h>
#include <stdint.h>

/* librsvg draws an SVG document into a PNG or a PDF.

   The libraries are loaded when the first picture is drawn: with what they depend on they would cost
   every other command a fifth of its start-up. */

/* Takes a piece of the picture; gives 0 where it could not. */
typedef int (*crsvg_sink)(void *context, const uint8_t *data, unsigned length);

/* Draws the document of `length` bytes on a surface of `width` by `height` pixels (PNG) or points
   (PDF, where `date` is not NULL; an ISO 8601 time for its record).

   Gives NULL where all went well, else what librsvg, cairo or the loader said, which the caller frees
   with free(). */
char *crsvg_draw(
    const uint8_t *svg, size_t length, double width, double height, const char *date,
    crsvg_sink sink, void *context);
