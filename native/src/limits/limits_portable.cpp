#define MK_ISA portable
#include "limits.inl"
