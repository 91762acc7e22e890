#define MK_ISA avx512
#include "layout.inl"
