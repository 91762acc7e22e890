#define MK_ISA avx2
#include "layout.inl"
