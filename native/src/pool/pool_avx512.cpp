#define MK_ISA avx512
#include "pool.inl"
