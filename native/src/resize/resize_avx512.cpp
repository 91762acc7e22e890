#define MK_ISA avx512
#include "resize.inl"
