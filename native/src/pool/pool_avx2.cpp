#define MK_ISA avx2
#include "pool.inl"
