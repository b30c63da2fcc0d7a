#pragma once
// Debian builds libxml2 with ICU, whose headers clash with those of Foundation's own ICU. Only
// the private end of `xmlCharEncodingHandler` depends on them, which nobody here looks at.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// `xmlFree` is a variable that holds a function, which Swift takes for shared mutable state.
static inline void freeXMLText(xmlChar *text) { xmlFree(text); }
