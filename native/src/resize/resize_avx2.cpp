#define MK_ISA avx2
#include "resize.inl"
