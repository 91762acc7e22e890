#define MK_ISA portable
#include "norm.inl"
