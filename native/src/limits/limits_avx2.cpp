#define MK_ISA avx2
#include "limits.inl"
