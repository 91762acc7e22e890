#define MK_ISA avx2
#include "elementwise.inl"
