#pragma once

/* The declarations of GDAL that the target OGR uses, and how the library comes to be there.

   GDAL brings some 90 libraries along, whose loading takes longer than most of what this program
   does. CGDAL.c therefore has a function of its own for each of GDAL's that is called from Swift,
   of the same name and type, which loads the library when one of them is called for the first time. */

/* With DEBUG handles would be of other types. */
#pragma push_macro("DEBUG")
#undef DEBUG
#if __has_include(<gdal/gdal.h>)
#include <gdal/cpl_conv.h>
#include <gdal/cpl_error.h>
#include <gdal/cpl_string.h>
#include <gdal/gdal.h>
#include <gdal/gdal_utils.h>
#include <gdal/ogr_api.h>
#include <gdal/ogr_srs_api.h>
#else
#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <gdal_utils.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#endif
#pragma pop_macro("DEBUG")

/* Loads GDAL where it is not loaded yet.

   Gives NULL where it is there, else what the loader said. Any of GDAL's functions may be called
   without it, but ends the program with a line on the standard error where there is no GDAL. */
const char *cgdal_load(void);
