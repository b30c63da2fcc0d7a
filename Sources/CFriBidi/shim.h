#pragma once
#include <fribidi.h>
/* The directions of a paragraph, which are macros that Swift does not read. */
static const int FRIBIDI_PAR_LTR_VALUE = FRIBIDI_PAR_LTR;
static const int FRIBIDI_PAR_RTL_VALUE = FRIBIDI_PAR_RTL;
