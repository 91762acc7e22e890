#define MK_ISA portable
#include "elementwise.inl"
