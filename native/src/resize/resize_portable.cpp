#define MK_ISA portable
#include "resize.inl"
