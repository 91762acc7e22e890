#define MK_ISA portable
#include "reduce.inl"
