#define MK_ISA portable
#include "layout.inl"
