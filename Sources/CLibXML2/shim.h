#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// `xmlFree` is a variable that holds a function, which Swift takes for shared mutable state.
static inline void freeXMLText(xmlChar *text) { xmlFree(text); }
