#define MK_ISA avx512
#include "limits.inl"
