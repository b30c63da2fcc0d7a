#include "CGDAL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#define TEXT_OF(number) #number
#define TEXT(number) TEXT_OF(number)

/* GDAL 3.6 is libgdal.so.32, and each minor version since 3.0 counts one on (its CMakeLists.txt). */
#if GDAL_VERSION_MAJOR != 3
#error "the number in the name of GDAL's library is known for GDAL 3 only"
#endif

static void *library;
static char failure[512];

static void load(void) {
  char name[32];
  snprintf(name, sizeof name, "libgdal.so.%d", 26 + GDAL_VERSION_MINOR);
  /* What its headers were of, else whatever the development files lead to: the functions in C stay. */
  library = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
  if (library) return;
  const char *reason = dlerror();
  snprintf(
      failure, sizeof failure, "GDAL " TEXT(GDAL_VERSION_MAJOR) "." TEXT(GDAL_VERSION_MINOR)
      " cannot be loaded (Debian: apt-get install libgdal%d): %s",
      26 + GDAL_VERSION_MINOR, reason ? reason : name);
  library = dlopen("libgdal.so", RTLD_LAZY | RTLD_LOCAL);
  if (library) failure[0] = 0;
}

const char *cgdal_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return failure[0] ? failure : NULL;
}

static void *function(const char *name) {
  const char *reason = cgdal_load();
  void *found = reason ? NULL : dlsym(library, name);
  if (!found) {
    fprintf(stderr, "conflictmap: %s\n", reason ? reason : dlerror());
    exit(EX_UNAVAILABLE);
  }
  return found;
}

/* A function of GDAL's, found when it is called for the first time. */
#define FORWARD(result, name, parameters, arguments)                         \
  result name parameters {                                                   \
    static _Atomic(__typeof__(&name)) real;                                  \
    __typeof__(&name) call = atomic_load_explicit(&real, memory_order_relaxed); \
    if (!call) {                                                             \
      call = (__typeof__(&name))function(#name);                             \
      atomic_store_explicit(&real, call, memory_order_relaxed);              \
    }                                                                        \
    return call arguments;                                                   \
  }

FORWARD(void, CPLErrorReset, (void), ())
FORWARD(void *, CPLGetErrorHandlerUserData, (void), ())
FORWARD(void, CPLPopErrorHandler, (void), ())
FORWARD(void, CPLPushErrorHandlerEx, (CPLErrorHandler a, void *b), (a, b))
FORWARD(void, CPLSetThreadLocalConfigOption, (const char *a, const char *b), (a, b))
FORWARD(char **, CSLAddString, (char **a, const char *b), (a, b))
FORWARD(void, CSLDestroy, (char **a), (a))
FORWARD(char **, CSLSetNameValue, (char **a, const char *b, const char *c), (a, b, c))
FORWARD(void, GDALAllRegister, (void), ())
FORWARD(void, GDALClose, (GDALDatasetH a), (a))
FORWARD(
    GDALDatasetH, GDALCreate,
    (GDALDriverH a, const char *b, int c, int d, int e, GDALDataType f, CSLConstList g),
    (a, b, c, d, e, f, g))
FORWARD(OGRErr, GDALDatasetCommitTransaction, (GDALDatasetH a), (a))
FORWARD(
    OGRLayerH, GDALDatasetCreateLayer,
    (GDALDatasetH a, const char *b, OGRSpatialReferenceH c, OGRwkbGeometryType d, CSLConstList e),
    (a, b, c, d, e))
FORWARD(
    OGRLayerH, GDALDatasetExecuteSQL,
    (GDALDatasetH a, const char *b, OGRGeometryH c, const char *d),
    (a, b, c, d))
FORWARD(OGRLayerH, GDALDatasetGetLayer, (GDALDatasetH a, int b), (a, b))
FORWARD(OGRLayerH, GDALDatasetGetLayerByName, (GDALDatasetH a, const char *b), (a, b))
FORWARD(int, GDALDatasetGetLayerCount, (GDALDatasetH a), (a))
FORWARD(void, GDALDatasetReleaseResultSet, (GDALDatasetH a, OGRLayerH b), (a, b))
FORWARD(OGRErr, GDALDatasetRollbackTransaction, (GDALDatasetH a), (a))
FORWARD(OGRErr, GDALDatasetStartTransaction, (GDALDatasetH a, int b), (a, b))
FORWARD(const char *, GDALGetDescription, (GDALMajorObjectH a), (a))
FORWARD(GDALDriverH, GDALGetDriverByName, (const char *a), (a))
FORWARD(
    const char *, GDALGetMetadataItem,
    (GDALMajorObjectH a, const char *b, const char *c),
    (a, b, c))
FORWARD(
    GDALDatasetH, GDALOpenEx,
    (const char *a, unsigned int b, const char *const *c,
     const char *const *d, const char *const *e),
    (a, b, c, d, e))
FORWARD(
    GDALDatasetH, GDALVectorTranslate,
    (const char *a, GDALDatasetH b, int c,
     GDALDatasetH *d, const GDALVectorTranslateOptions *e, int *f),
    (a, b, c, d, e, f))
FORWARD(void, GDALVectorTranslateOptionsFree, (GDALVectorTranslateOptions *a), (a))
FORWARD(
    GDALVectorTranslateOptions *, GDALVectorTranslateOptionsNew,
    (char **a, GDALVectorTranslateOptionsForBinary *b),
    (a, b))
FORWARD(const char *, GDALVersionInfo, (const char *a), (a))
FORWARD(void, OCTDestroyCoordinateTransformation, (OGRCoordinateTransformationH a), (a))
FORWARD(OGRCoordinateTransformationH, OCTGetInverse, (OGRCoordinateTransformationH a), (a))
FORWARD(
    OGRCoordinateTransformationH, OCTNewCoordinateTransformation,
    (OGRSpatialReferenceH a, OGRSpatialReferenceH b),
    (a, b))
FORWARD(
    int, OCTTransformBounds,
    (OGRCoordinateTransformationH a, const double b, const double c, const double d, const double e,
     double *f, double *g, double *h, double *i, const int j),
    (a, b, c, d, e, f, g, h, i, j))
FORWARD(OGRPreparedGeometryH, OGRCreatePreparedGeometry, (OGRGeometryH a), (a))
FORWARD(void, OGRDestroyPreparedGeometry, (OGRPreparedGeometryH a), (a))
FORWARD(int, OGRPreparedGeometryContains, (OGRPreparedGeometryH a, OGRGeometryH b), (a, b))
FORWARD(int, OGRPreparedGeometryIntersects, (OGRPreparedGeometryH a, OGRGeometryH b), (a, b))
FORWARD(int, OGR_FD_GetFieldCount, (OGRFeatureDefnH a), (a))
FORWARD(OGRFieldDefnH, OGR_FD_GetFieldDefn, (OGRFeatureDefnH a, int b), (a, b))
FORWARD(OGRFeatureH, OGR_F_Create, (OGRFeatureDefnH a), (a))
FORWARD(void, OGR_F_Destroy, (OGRFeatureH a), (a))
FORWARD(GIntBig, OGR_F_GetFID, (OGRFeatureH a), (a))
FORWARD(
    int, OGR_F_GetFieldAsDateTimeEx,
    (OGRFeatureH a, int b, int *c, int *d, int *e, int *f, int *g, float *h, int *i),
    (a, b, c, d, e, f, g, h, i))
FORWARD(double, OGR_F_GetFieldAsDouble, (OGRFeatureH a, int b), (a, b))
FORWARD(int, OGR_F_GetFieldAsInteger, (OGRFeatureH a, int b), (a, b))
FORWARD(GIntBig, OGR_F_GetFieldAsInteger64, (OGRFeatureH a, int b), (a, b))
FORWARD(const char *, OGR_F_GetFieldAsString, (OGRFeatureH a, int b), (a, b))
FORWARD(int, OGR_F_GetFieldCount, (OGRFeatureH a), (a))
FORWARD(OGRGeometryH, OGR_F_GetGeometryRef, (OGRFeatureH a), (a))
FORWARD(int, OGR_F_IsFieldSetAndNotNull, (OGRFeatureH a, int b), (a, b))
FORWARD(OGRErr, OGR_F_SetFID, (OGRFeatureH a, GIntBig b), (a, b))
FORWARD(
    void, OGR_F_SetFieldDateTimeEx,
    (OGRFeatureH a, int b, int c, int d, int e, int f, int g, float h, int i),
    (a, b, c, d, e, f, g, h, i))
FORWARD(void, OGR_F_SetFieldDouble, (OGRFeatureH a, int b, double c), (a, b, c))
FORWARD(void, OGR_F_SetFieldInteger, (OGRFeatureH a, int b, int c), (a, b, c))
FORWARD(void, OGR_F_SetFieldInteger64, (OGRFeatureH a, int b, GIntBig c), (a, b, c))
FORWARD(void, OGR_F_SetFieldNull, (OGRFeatureH a, int b), (a, b))
FORWARD(void, OGR_F_SetFieldString, (OGRFeatureH a, int b, const char *c), (a, b, c))
FORWARD(OGRErr, OGR_F_SetGeometryDirectly, (OGRFeatureH a, OGRGeometryH b), (a, b))
FORWARD(OGRFieldDefnH, OGR_Fld_Create, (const char *a, OGRFieldType b), (a, b))
FORWARD(void, OGR_Fld_Destroy, (OGRFieldDefnH a), (a))
FORWARD(const char *, OGR_Fld_GetAlternativeNameRef, (OGRFieldDefnH a), (a))
FORWARD(const char *, OGR_Fld_GetNameRef, (OGRFieldDefnH a), (a))
FORWARD(OGRFieldSubType, OGR_Fld_GetSubType, (OGRFieldDefnH a), (a))
FORWARD(OGRFieldType, OGR_Fld_GetType, (OGRFieldDefnH a), (a))
FORWARD(void, OGR_Fld_SetSubType, (OGRFieldDefnH a, OGRFieldSubType b), (a, b))
FORWARD(OGRwkbGeometryType, OGR_GT_Flatten, (OGRwkbGeometryType a), (a))
FORWARD(OGRwkbGeometryType, OGR_GT_GetLinear, (OGRwkbGeometryType a), (a))
FORWARD(OGRErr, OGR_G_AddGeometryDirectly, (OGRGeometryH a, OGRGeometryH b), (a, b))
FORWARD(OGRGeometryH, OGR_G_Buffer, (OGRGeometryH a, double b, int c), (a, b, c))
FORWARD(OGRGeometryH, OGR_G_ConvexHull, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_CreateGeometry, (OGRwkbGeometryType a), (a))
FORWARD(void, OGR_G_DestroyGeometry, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_Difference, (OGRGeometryH a, OGRGeometryH b), (a, b))
FORWARD(int, OGR_G_GetGeometryCount, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_GetGeometryRef, (OGRGeometryH a, int b), (a, b))
FORWARD(OGRwkbGeometryType, OGR_G_GetGeometryType, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_GetLinearGeometry, (OGRGeometryH a, double b, char **c), (a, b, c))
FORWARD(int, OGR_G_GetPointCount, (OGRGeometryH a), (a))
FORWARD(
    int, OGR_G_GetPoints,
    (OGRGeometryH a, void *b, int c, void *d, int e, void *f, int g),
    (a, b, c, d, e, f, g))
FORWARD(int, OGR_G_HasCurveGeometry, (OGRGeometryH a, int b), (a, b))
FORWARD(OGRGeometryH, OGR_G_Intersection, (OGRGeometryH a, OGRGeometryH b), (a, b))
FORWARD(int, OGR_G_IsEmpty, (OGRGeometryH a), (a))
FORWARD(int, OGR_G_IsValid, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_MakeValid, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_Normalize, (OGRGeometryH a), (a))
FORWARD(OGRGeometryH, OGR_G_PointOnSurface, (OGRGeometryH a), (a))
FORWARD(void, OGR_G_SetPoint_2D, (OGRGeometryH a, int b, double c, double d), (a, b, c, d))
FORWARD(
    void, OGR_G_SetPoints,
    (OGRGeometryH a, int b, const void *c, int d, const void *e, int f, const void *g, int h),
    (a, b, c, d, e, f, g, h))
FORWARD(OGRGeometryH, OGR_G_SimplifyPreserveTopology, (OGRGeometryH a, double b), (a, b))
FORWARD(OGRErr, OGR_G_Transform, (OGRGeometryH a, OGRCoordinateTransformationH b), (a, b))
FORWARD(OGRGeometryH, OGR_G_UnionCascaded, (OGRGeometryH a), (a))
FORWARD(OGRErr, OGR_L_CreateFeature, (OGRLayerH a, OGRFeatureH b), (a, b))
FORWARD(OGRErr, OGR_L_CreateField, (OGRLayerH a, OGRFieldDefnH b, int c), (a, b, c))
FORWARD(GIntBig, OGR_L_GetFeatureCount, (OGRLayerH a, int b), (a, b))
FORWARD(OGRwkbGeometryType, OGR_L_GetGeomType, (OGRLayerH a), (a))
FORWARD(OGRFeatureDefnH, OGR_L_GetLayerDefn, (OGRLayerH a), (a))
FORWARD(const char *, OGR_L_GetName, (OGRLayerH a), (a))
FORWARD(OGRFeatureH, OGR_L_GetNextFeature, (OGRLayerH a), (a))
FORWARD(OGRSpatialReferenceH, OGR_L_GetSpatialRef, (OGRLayerH a), (a))
FORWARD(void, OGR_L_ResetReading, (OGRLayerH a), (a))
FORWARD(OGRErr, OGR_L_SetAttributeFilter, (OGRLayerH a, const char *b), (a, b))
FORWARD(void, OGR_L_SetSpatialFilter, (OGRLayerH a, OGRGeometryH b), (a, b))
FORWARD(
    void, OGR_L_SetSpatialFilterRect,
    (OGRLayerH a, double b, double c, double d, double e),
    (a, b, c, d, e))
FORWARD(OGRErr, OGR_L_SyncToDisk, (OGRLayerH a), (a))
FORWARD(void, OSRDestroySpatialReference, (OGRSpatialReferenceH a), (a))
FORWARD(OGRErr, OSRImportFromEPSG, (OGRSpatialReferenceH a, int b), (a, b))
FORWARD(int, OSRIsSame, (OGRSpatialReferenceH a, OGRSpatialReferenceH b), (a, b))
FORWARD(OGRSpatialReferenceH, OSRNewSpatialReference, (const char *a), (a))
FORWARD(
    void, OSRSetAxisMappingStrategy,
    (OGRSpatialReferenceH a, OSRAxisMappingStrategy b),
    (a, b))
