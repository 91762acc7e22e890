// OpenBLAS for kernels: null until Java has loaded the shim and registered its table.
#pragma once
#include "markhor.h"

extern "C" const mk_blas* mk_get_blas(void);
