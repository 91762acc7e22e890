#define MK_ISA avx512
#include "elementwise.inl"
