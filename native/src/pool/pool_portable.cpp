#define MK_ISA portable
#include "pool.inl"
